"""Holds: where one puppet comes to be when it hangs on another: in the saddle, in the arms, on a string."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from filmgate.engines.animatic.stage.puppets.figure import Figure
from filmgate.engines.animatic.stage.puppets.instrument import IN_ARMS
from filmgate.engines.animatic.stage.puppets.landmark import viaduct
from filmgate.engines.animatic.stage.puppets.plant import BAMBOO_STALK
from filmgate.engines.animatic.stage.puppets.quadruped import Quadruped
from filmgate.engines.animatic.stage.spots import ALIVE, SEATED, WINGED, Ensemble, Spot
from filmgate.engines.animatic.stage.ties import CLIMBERS

Hold = Callable[[Ensemble, Ensemble], None]
"""Places the second ensemble on or at the first."""

_ATOP = 0.4
"""How far before a support those stand who are on it, in the order of drawing."""
_BELOW = 0.6
_HIPS = 0.235
"""Height of the hips of someone who sits, in body heights."""
_RAISED_HAND = (0.275, 0.79)
"""Forward and up, in body heights."""
_UMBRELLA_HAND = (0.155, 0.76)
_RAILS = frozenset({"train", "tram", "bullet-train"})
_PAWS = frozenset(
    {"panda", "monkey", "squirrel", "raccoon", "otter", "koala", "mouse", "rabbit", "bear", "kangaroo"}
)
"""Animals that sit up and eat out of their hands."""
TOGETHER = frozenset({"dance", "fight", "hug", "talk"})
_FACING = TOGETHER | {"look", "wave", "sing"}
_STRADDLED = frozenset({"bicycle", "motorcycle", "broom"})
_MOUNTED = {
    "quadruped": "walk",
    "dragon": "fly",
    "vehicle": "drive",
    "boat": "sail",
    "aircraft": "fly",
    "bird": "fly",
    "fish": "swim",
}
"""What a mount does when nothing was said."""
_KEYS = {"piano": (88.0, 31.0), "drum": (96.0, 60.0), "harp": (100.0, 20.0), "cello": (80.0, -10.0)}
"""Height of the keys or strings, and how far they lie before the instrument's middle."""


def _mount(parent: Ensemble, child: Ensemble) -> None:
    mount, rider = parent.lead, child.lead
    seat_x, seat_y, inside = _seat(mount)
    hips = rider.tall * (_HIPS if rider.upright else 0.04)
    if mount.actor.noun in {"skateboard", "bridge"}:
        rider.action, hips = "ski", 0.0
    elif rider.actor.action not in {"play", "wave", "sing", "sleep", "read"}:
        straddled = mount.actor.family in {"quadruped", "dragon"} or mount.actor.noun in _STRADDLED
        rider.action = "ride" if straddled and rider.upright else "sit"
    crew = [spot for spot in child.spots if spot.index == rider.index and spot is not rider]
    for spot in crew:
        spot.action = rider.action
    smaller = 0.72 if inside and mount.actor.family != "boat" else 1.0
    if inside and mount.actor.family == "vehicle":
        smaller = min(0.6, 0.58 * mount.tall / (rider.tall * (0.56 if rider.upright else 0.95)))
    if rider.upright and mount.actor.family == "quadruped" and rider.tall > mount.tall * 1.4:
        smaller *= 0.8
    rider.size *= smaller
    if mount.action in {"idle", "ride"}:
        flying = rider.actor.action == "fly" or mount.actor.noun == "broom"
        mount.action = "fly" if flying else _MOUNTED.get(mount.actor.family, mount.action)
    if mount.actor.family == "quadruped" and rider.actor.action == "run":
        mount.action = "run"
    child.carry(mount.x + seat_x * mount.size, mount.y + seat_y * mount.size - hips * smaller)
    for k, spot in enumerate(child.spots):
        spot.order = mount.order + (-0.5 if inside else 0.5) + 0.01 * k
        if mount.actor.family == "vehicle" and seat_y == 0:
            spot.zone = "hidden"
    figure = mount.puppet
    if isinstance(figure, Figure) and figure.model.front is not None:
        for spot in child.spots:
            spot.order += 1.0
        door = Figure(replace(figure.model, sketch=figure.model.front), figure.colour, figure.offset)
        child.spots.append(replace(mount, puppet=door, order=mount.order + 1.0))


def _on(parent: Ensemble, child: Ensemble) -> None:
    support, own = parent.lead, child.lead
    if support.actor.noun == "bridge" and own.actor.noun in _RAILS:
        support.puppet = Figure(viaduct(4.2 * own.wide / support.size), "a99f92", 0.0)
        support.backdrop = True
    if own.actor.noun in CLIMBERS and support.actor.noun in {"tree", "pine"}:
        for spot in child.spots:
            spot.size *= min(1.0, 0.34 * support.tall / own.tall)
    if (
        support.actor.family == "plant"
        and (own.actor.family == "bird" or own.actor.noun in CLIMBERS)
        and support.tall > 1.4 * own.tall
    ):
        _perch(support, child)
        return
    figure = support.puppet if isinstance(support.puppet, Figure) else None
    x, y = support.x, support.y + support.tall * 0.96
    if figure is not None and figure.seat is not None and own.alive:
        x, y = x + figure.seat[0] * support.size, support.y - figure.seat[1] * support.size
        if own.action == "idle" and (own.upright or own.actor.family == "quadruped"):
            own.action = "sit"
        if own.upright and own.action in SEATED:
            y -= own.tall * _HIPS
        elif own.upright and own.action == "sleep":
            own.action, own.angle = "lie", -1.5
            x, y = support.x - figure.seat[0] * support.size + own.tall * 0.5, y + own.tall * 0.05
    elif figure is not None and figure.top is not None:
        y = support.y - figure.top * support.size
    elif own.alive and own.tall > support.tall * 1.6:
        _ahead(parent, child)
        return
    child.carry(x, y)
    for spot in child.spots:
        spot.order = support.order + _ATOP
        spot.stool = 0.0
        if spot.index == own.index:
            spot.y = own.y  # in one row, whatever they would do on the ground
    side_by_side = [spot for spot in [*parent.spots, *child.spots] if spot.order == support.order + _ATOP]
    if figure is not None and figure.top is not None and figure.seat is None:
        _set_out(support, side_by_side)
    elif len(side_by_side) > 1 and all(spot.alive for spot in side_by_side):
        step = 0.86 * support.wide / len(side_by_side)
        for k, spot in enumerate(side_by_side):
            spot.x = support.x + (k - (len(side_by_side) - 1) / 2) * min(step, 0.8 * spot.wide)
            if spot.action in TOGETHER and k >= len(side_by_side) / 2:
                spot.facing = -1


def _set_out(table: Spot, laid: list[Spot]) -> None:
    """What lies on a table lies side by side, smaller if there is much of it."""
    wide = sum(spot.wide for spot in laid)
    fitting = min(1.0, 0.96 * table.wide / wide)
    x = table.x - wide * fitting / 2
    for spot in laid:
        spot.size *= fitting
        x += spot.wide / 2
        spot.x = x
        x += spot.wide / 2


def _perch(tree: Spot, child: Ensemble) -> None:
    """A bird sits among the leaves."""
    child.carry(tree.x + 0.1 * tree.wide, tree.y + 0.56 * tree.tall)
    off = sum(spot.x for spot in child.spots) / len(child.spots) - tree.x
    for spot in child.spots:
        spot.order, spot.stool = tree.order + _ATOP, 0.0
        spot.x -= off if len(child.spots) > 1 else 0.0


def _under(parent: Ensemble, child: Ensemble) -> None:
    roof = parent.lead
    if roof.actor.family == "plant":  # tall enough to stand under
        roof.size *= max(1.0, 1.55 * max(spot.tall for spot in child.spots) / roof.tall)
    others = [spot for spot in parent.spots if spot.order == roof.order + _BELOW]
    side = -0.26 if others else 0.26
    child.carry(roof.x + roof.wide * side, roof.y)
    for spot in child.spots:
        spot.order = roof.order + _BELOW


def _over(parent: Ensemble, child: Ensemble) -> None:
    below, own = parent.lead, child.lead
    if own.actor.family in WINGED | {"dragon"} and own.action == "idle":
        own.action = "fly"
    height = 0.3 if own.action == "jump" else 1.12
    child.carry(below.x, below.y + below.tall * height)


def _behind(parent: Ensemble, child: Ensemble) -> None:
    front = parent.lead
    child.carry(front.x - front.wide * 0.4, front.y + front.tall * 0.06)
    for spot in child.spots:
        spot.order = front.order - 1


def _beside(parent: Ensemble, child: Ensemble) -> None:
    other, own = parent.lead, child.lead
    if other.actor.noun == "campfire" and own.upright and len(child.spots) > 1:
        _around(other, child)
        return
    left, right = child.bounds()
    gap = 16 if own.alive else 8
    before = other.alive and not own.alive
    dx = other.x + other.wide / 2 + gap - left if before else other.x - other.wide / 2 - gap - right
    at_blossom = 0.6 * other.tall if own.action == "fly" and other.actor.family == "plant" else 0.0
    child.carry(own.x + dx, own.y + other.y + at_blossom)


def _around(fire: Spot, child: Ensemble) -> None:
    """People sit on both sides of a fire and look at it."""
    people = [spot for spot in child.spots if spot.index == child.lead.index]
    for k, spot in enumerate(people):
        side = 1 if k % 2 else -1
        spot.x = fire.x + side * (0.62 * fire.wide + spot.wide * (0.6 + 0.85 * (k // 2)))
        spot.y, spot.facing = fire.y, -side
        spot.order = fire.order - 0.1 * (k // 2)
        if spot.action == "idle":
            spot.action, spot.stool = "sit", spot.tall * 0.19


def _ahead(parent: Ensemble, child: Ensemble) -> None:
    other, own = parent.lead, child.lead
    left, _ = child.bounds()
    _, right = parent.bounds()
    gap = 44 if other.action in {"run", "walk", "fight"} else 14
    child.carry(own.x + max(right, other.x + other.wide / 2) + gap - left, own.y + other.y)
    if other.action in {"run", "walk"} and own.action == "idle" and own.actor.family in ALIVE | {"vehicle"}:
        goes = "fly" if own.actor.family == "insect" else other.action
        own.action = "drive" if own.actor.family == "vehicle" else goes
    elif other.action in _FACING and own.alive:
        own.facing = -1
        if own.action == "idle" and other.action in TOGETHER:
            own.action = other.action
    elif other.action == "play" and own.actor.family == "thing":
        other.prop, own.action = own.actor.noun, "play"


def _before(parent: Ensemble, child: Ensemble) -> None:
    """A standing instrument before its player, who sits on a stool so that the hands reach the keys."""
    player, own = parent.lead, child.lead
    player.action, player.prop, own.action = "play", own.actor.noun, "play"
    keys, near = _KEYS.get(own.actor.noun, (88.0, 40.0))
    own.size *= 0.94 if player.upright else 0.84
    reach, hand = (
        player.tall * (0.27 if player.upright else 0.34),
        player.tall * (0.42 if player.upright else 0.40),
    )
    rise = max(0.0, keys * own.size - hand)
    child.carry(player.x + reach + near * own.size, player.y)
    if own.actor.noun != "cello":
        player.foot = player.y
        player.y += rise
        player.stool = rise + player.tall * (0.19 if player.upright else 0.0)
    own.order = player.order + (0.5 if own.actor.noun == "cello" else -0.5)


def _arms(parent: Ensemble, child: Ensemble) -> None:
    """An instrument in the arms, one for everybody who plays."""
    model, first = child.lead, parent.lead
    forward, up, angle = IN_ARMS[model.actor.noun]
    bulky = model.actor.noun in {"guitar", "accordion"}
    instruments = []
    for player in [spot for spot in parent.spots if spot.index == first.index]:
        player.action, player.prop, player.stool = "play", model.actor.noun, 0.0
        own = replace(model, action="play", angle=angle, order=player.order + 0.5, foot=player.y)
        own.size = player.tall / 170 * (0.78 if bulky else 0.72)
        own.x, own.y = player.x + forward * player.tall * 0.62, player.y + up * player.tall
        instruments.append(own)
    child.spots = instruments


def _overhead(parent: Ensemble, child: Ensemble) -> None:
    holder, own = parent.lead, child.lead
    if not holder.upright:
        _beside(parent, child)
        return
    holder.prop = own.actor.noun
    holder.action = "hold" if holder.action == "idle" else holder.action
    umbrella = own.actor.noun == "umbrella"
    own.size = holder.tall / 170 * (0.74 if umbrella else 0.62)
    forward, up = _UMBRELLA_HAND if umbrella else _RAISED_HAND
    up = 0.5 if own.actor.noun == "lantern" else up
    child.carry(holder.x + holder.tall * forward, holder.y + holder.tall * up)
    for k, spot in enumerate(child.spots):  # a bunch of balloons is held in one hand
        spot.size, spot.order = own.size, holder.order + 0.6 - 0.01 * k
        spot.x, spot.y = own.x, own.y
        spot.angle = (k + 1) // 2 * (0.24 if k % 2 else -0.24) - (0.15 if umbrella else 0.0)


def _leash(parent: Ensemble, child: Ensemble) -> None:
    holder, own = parent.lead, child.lead
    for spot in parent.spots:
        if spot.action in {"fly", "idle", "hold", "play"}:
            spot.action = "hold" if spot is holder else "wave"
    holder.prop = own.actor.noun
    own.action, own.leash = "fly", holder
    child.carry(holder.x + 190, holder.y + holder.tall + 150)
    own.order = holder.order - 1


def _hand(parent: Ensemble, child: Ensemble) -> None:
    holder, own = parent.lead, child.lead
    if holder.actor.noun in _PAWS and holder.action == "eat":
        holder.prop = own.actor.noun
        own.size = min(own.size, 0.62 * holder.tall / own.puppet.height, 0.4 * holder.tall / own.puppet.width)
        stalk = own.actor.family == "plant"
        if own.actor.noun == "bamboo":
            own.puppet = Figure(BAMBOO_STALK, BAMBOO_STALK.colour, 0.0)
            own.size = 0.9 * holder.tall / own.puppet.height
        own.angle = 0.5 if stalk else 0.0
        child.carry(holder.x + (0.02 if stalk else 0.3) * holder.tall, holder.y + 0.14 * holder.tall)
        child.spots = [own]
        own.order = holder.order + 0.5
        return
    if not holder.upright:
        _ahead(parent, child)
        return
    if holder.action == "throw":
        _toss(holder, child)
        return
    holder.action = "hold" if holder.action == "idle" else holder.action
    wide = 0.34 if own.actor.noun != "sign" else 0.62
    own.size = min(
        own.size, 0.76 * wide * holder.tall / own.puppet.height, wide * holder.tall / own.puppet.width
    )
    if holder.action in SEATED:
        x, y = 0.26, 0.36
    else:
        x, y = _RAISED_HAND if holder.action in {"hold", "throw"} else (0.27, 0.52)
    child.carry(holder.x + x * holder.tall, holder.y + y * holder.tall)
    own.order = holder.order + 0.5


def _shoulder(parent: Ensemble, child: Ensemble) -> None:
    bearer, own = parent.lead, child.lead
    own.size = min(own.size, 0.27 * bearer.tall / own.puppet.height, 0.32 * bearer.tall / own.puppet.width)
    own.action = "sit" if own.actor.family == "quadruped" else "idle"
    own.facing, own.stool = bearer.facing, 0.0
    child.carry(bearer.x - 0.10 * bearer.tall, bearer.y + 0.77 * bearer.tall)
    child.spots = [own]
    own.order = bearer.order + 0.4


def _toss(juggler: Spot, child: Ensemble) -> None:
    """What is thrown goes from hand to hand, one after the other."""
    tossed = [spot for spot in child.spots if spot.index == child.lead.index]
    for k, spot in enumerate(tossed):
        spot.size = min(spot.size, 0.13 * juggler.tall / spot.puppet.height)
        spot.x, spot.y = juggler.x + 0.22 * juggler.tall, juggler.y + 0.62 * juggler.tall
        spot.action, spot.offset, spot.order = "toss", k / len(tossed), juggler.order + 0.5


def _seat(mount: Spot) -> tuple[float, float, bool]:
    """Where a rider sits: right of and above the mount's foot, in its units; and whether half hidden by it."""
    puppet = mount.puppet
    if isinstance(puppet, Quadruped):
        return -0.04 * puppet.breed.length, puppet.breed.leg + puppet.breed.trunk * 0.78, False
    if isinstance(puppet, Figure):
        if puppet.seat is not None:
            return puppet.seat[0], -puppet.seat[1], puppet.inside
        return 0.0, 0.0 if puppet.inside else puppet.height * 0.9, puppet.inside
    return 0.0, puppet.height * 0.62, False


HOLDS: dict[str, Hold] = {
    "mount": _mount,
    "on": _on,
    "under": _under,
    "over": _over,
    "behind": _behind,
    "beside": _beside,
    "ahead": _ahead,
    "before": _before,
    "arms": _arms,
    "overhead": _overhead,
    "leash": _leash,
    "hand": _hand,
    "shoulder": _shoulder,
}
"""By the manners of `ties`."""
