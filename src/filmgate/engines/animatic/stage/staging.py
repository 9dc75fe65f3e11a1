"""Staging: from an ensemble's own units into the frame, large enough to be worth a picture and nothing cut off."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from filmgate.engines.animatic.script.storyboard import Shot
from filmgate.engines.animatic.stage.blocking import block
from filmgate.engines.animatic.stage.chance import chance
from filmgate.engines.animatic.stage.performer import RUN_STRIDE, SWIMMERS, Performer
from filmgate.engines.animatic.stage.puppets.heavens import ACROSS
from filmgate.engines.animatic.stage.scenery.places import INDOORS
from filmgate.engines.animatic.stage.scenery.site import Site
from filmgate.engines.animatic.stage.scenery.water import wildness
from filmgate.engines.animatic.stage.spots import MOVING, Spot

_FILL = {"close": (0.77, 0.88), "medium": (0.57, 0.72), "wide": (0.34, 0.56), "aerial": (0.26, 0.46)}
"""Share of the frame's height and width that an ensemble takes up at most, by the camera's size."""
_ON_FOOT = frozenset({"idle", "wave", "look", "talk", "hold", "dance", "sing"})
_ON_LEGS = frozenset({"walk", "run"})
_CADENCE = {"walk": 0.95, "run": 1.75, "push": 0.7}
"""Strides a second."""
_DISCS = frozenset({"moon", "sun", "planet", "earth"})
_DRY = frozenset({"ski", "fly", "float", "ride", "sail", "jump"})
"""What is done above the water."""
_SPEED = {"drive": 0.46, "ride": 0.4, "ski": 0.42, "sail": 0.07, "swim": 0.10, "fly": 0.24}
"""Frame widths a second."""


@dataclass
class Company:
    """All performers of a shot, and how fast the camera travels with them (units a second, to the right)."""

    performers: list[Performer]
    speed: float


def stage_shot(shot: Shot, site: Site, seconds: float, beat: float, film: str, number: int) -> Company:
    """Put everyone in their place."""
    random = chance(film, number, "company")
    spots = [spot for spot in block(shot, random, film) if spot.zone != "hidden"]
    stage, apart = [s for s in spots if s.zone == "stage"], [s for s in spots if s.zone != "stage"]
    scale = 1.0
    performers: list[Performer] = []
    if stage:
        scale, performers = _on_stage(stage, shot, site, random)
    lead = next((p for p in performers if p.spot.action in MOVING and p.spot.foot is None), None)
    speed = _speed(lead, site) if lead else 0.0
    indoors = site.setting.place in INDOORS | {"studio", "launchpad"}
    facing = lead.spot.facing if lead else 1
    alone = all(p.spot.root is None and p.spot.leash is None for p in performers)
    follow = 0.05 if site.view.upright else 0.09
    for p in performers:
        p.pinned = True
        if lead is None:
            crosses = p.spot.action in MOVING and p.spot.leash is None and p.spot.zone == "stage"
            reach = 0.6 if any(s.backdrop for s in stage) else 0.22
            p.gain = p.spot.facing * reach * site.wide if crosses else 0.0
            p.speed = abs(p.gain) / seconds
        elif p.spot.action in MOVING or p.spot.foot is not None or p.spot.leash is not None:
            if indoors and p.spot.action in _ON_LEGS and speed * seconds > 0.4 * site.wide and alone:
                p.lap, p.speed = 0.5 * site.wide, min(speed, 0.5 * site.wide)
                continue
            p.gain = facing * (min(speed * seconds, 0.4 * site.wide) if indoors else follow * site.wide)
            p.speed = abs(p.gain) / seconds if indoors else speed
        else:
            p.pinned = indoors
    performers += _apart(apart, stage, scale, site, random, lead is not None and not indoors, _beheld(shot))
    for p in performers:
        p.seconds, p.beat = seconds, beat
    performers.sort(key=lambda p: (p.depth, p.spot.order))
    travel = 0.0 if lead is None or indoors else speed * facing
    return Company(performers, travel)


def _on_stage(stage: list[Spot], shot: Shot, site: Site, random: Random) -> tuple[float, list[Performer]]:
    framed = [s for s in stage if s.leash is None]
    carried = [s for s in framed if not s.backdrop] or framed
    left = min(s.x - s.wide / 2 for s in carried)
    right = max(s.x + s.wide / 2 for s in carried)
    top = max(s.y + s.tall for s in framed)
    high_share, wide_share = _FILL.get(shot.camera.size, _FILL["medium"])
    if site.view.upright:
        high_share, wide_share = high_share * 0.86, min(0.86, wide_share * 1.16)
    roots = [s for s in stage if s.foot is None] or stage[:1]
    standing = any(s.foot is not None and s.upright and s.action in _ON_FOOT for s in stage)
    if roots[0].actor.family == "boat" and roots[0].wide > 1.6 * top and shot.camera.size != "close":
        wide_share *= 0.72  # water all around
    flying = roots[0].action == "fly" and all(s.action in MOVING for s in roots) and not standing
    if flying:
        high_share *= 0.6 if roots[0].actor.family in {"bird", "dragon"} else 0.82  # room for the wings
    if top > 1.5 * max(s.tall for s in framed):
        high_share = min(0.84, high_share * 1.35)  # one above the other
        top += max((0.3 * s.tall for s in framed if s.action == "fly"), default=0.0)  # room for the wings
    if any(s.leash is not None for s in stage):
        high_share = min(0.46, high_share)
    close = (
        shot.camera.size == "close" and len(roots) == 1 and roots[0].alive and not flying and len(stage) < 3
    )
    if close:
        high_share, wide_share = (1.9, 1.5) if roots[0].upright else (1.15, 1.2)
    lifeless = not any(s.alive for s in stage) and site.surface in {"ground", "floor"}
    laid = shot.camera.size == "close" and lifeless and any(s.foot is not None for s in stage)
    if laid:  # what it lies on may be cut off
        high_share *= 1.3
    scale = min(high_share * site.high / top, wide_share * site.wide / (right - left))
    moving = any(s.action in MOVING for s in stage)
    aside = {s.actor.side for s in roots}
    middle = site.wide * (0.5 + (random.choice((-0.07, 0.07)) if len(stage) == 1 and not moving else 0.0))
    if len(aside) == 1 and not moving:
        middle = site.wide * (0.5 + 0.22 * aside.pop())
    base = site.ground - (0.045 * site.high if shot.subtitle and not site.view.upright else 0.0)
    if site.view.upright and site.surface in {"ground", "floor"}:
        base = max(site.horizon + 0.05 * site.high, min(base, 0.62 * site.high + top * scale / 2))
    if site.surface in {"air", "deep"} or flying:
        base = site.high * (0.38 if flying and site.surface == "ground" else 0.52) + top * scale / 2
    if close:
        middle -= 0.2 * (right - left) * scale * stage[0].facing * (0.0 if roots[0].upright else 1.0)
        base = site.high * 0.15 + top * scale
    elif laid:
        base = site.high * 1.2
    performers = []
    for spot in stage:
        x = middle + (spot.x - (left + right) / 2) * scale
        y = base - spot.y * scale
        foot = base - (spot.y if spot.foot is None else spot.foot) * scale
        performer = Performer(spot, x, y, foot, scale * spot.size)
        if spot.leash is not None:
            _let_up(performer, site)
        if flying:
            spot.zone = "air"
        if site.surface == "water":
            performer.bob = 7.0 * wildness(site)
            _let_down(performer, scale)
        if spot.actor.family == "boat":
            performer.y += 6 * scale
        performers.append(performer)
    return scale, performers


def _let_down(performer: Performer, scale: float) -> None:
    """Who is in the water stands lower than on dry land, and those who hang on them too."""
    spot = performer.spot
    root = spot.root or spot
    tall = root.tall * scale
    if root.actor.family == "fish" and root.action == "jump":
        performer.sunk, performer.leap, performer.bob = 1.2 * tall, 0.35 * tall, 0.0
    elif root.actor.family not in SWIMMERS or root.action in _DRY:
        return
    elif root.action == "swim":
        performer.sunk = tall * (0.16 if root.upright else 0.36)
    else:
        performer.sunk = tall * (0.24 if root.upright else 0.2)


def _let_up(kite: Performer, site: Site) -> None:
    """A kite flies high, wherever its holder stands."""
    spot = kite.spot
    kite.x = site.wide * (0.5 + 0.24 * spot.facing)
    kite.y = site.high * 0.23
    kite.size = 0.19 * min(site.high, site.wide * 1.2) / spot.puppet.height * spot.actor.size


def _speed(lead: Performer, site: Site) -> float:
    """Stage units a second at which the lead goes its way."""
    action = lead.spot.action
    if action in _CADENCE:
        stride = getattr(lead.spot.puppet, "stride", 100.0) * lead.size
        pace = stride * (RUN_STRIDE if action == "run" else 1.0) * _CADENCE[action]
        return min(pace, (1.0 if action == "run" else 0.5) * site.wide)
    return _SPEED.get(action, 0.3) * site.wide


def _apart(
    spots: list[Spot],
    stage: list[Spot],
    scale: float,
    site: Site,
    random: Random,
    scrolls: bool,
    beheld: frozenset[int],
) -> list[Performer]:
    """Things behind the ensemble, above it and in the sky."""
    performers = []
    side = random.choice((-1, 1))
    backs = [s for s in spots if s.zone == "back"]
    for k, spot in enumerate(backs):
        aside = 0.27 if not site.view.upright or len(backs) > 1 else 0.15
        place = 0.5 + side * (aside if k == 0 else -0.28 if k == 1 else 0.36 * (-1) ** k)
        size = min(scale * 1.15, 0.60 * site.high / spot.tall, 0.52 * site.wide / spot.wide)
        y = site.horizon + (site.ground - site.horizon) * (0.55 if site.surface != "water" else 0.1)
        performers.append(
            Performer(spot, site.wide * place, y, y, size * spot.size, depth=0.74, pinned=not scrolls)
        )
    for k, spot in enumerate(s for s in spots if s.zone == "air"):
        most = 0.36 if spot.actor.family in {"dragon", "aircraft"} else 0.24
        size = min(
            max(scale * 0.8, 0.12 * site.high / spot.tall),
            most * site.high / spot.tall,
            1.25 * most * site.wide / spot.wide,
        )
        x = site.wide * (0.5 - side * 0.24 + 0.17 * side * (k % 4)) + random.uniform(-40, 40)
        y = site.horizon * (0.46 + 0.16 * (k % 3) * (1 if k % 2 else -0.6)) + random.uniform(-20, 20)
        y = max(y, 60 + size * spot.tall)
        performers.append(
            Performer(spot, x, y, y, size * spot.size, depth=0.95, gain=0.16 * site.wide * spot.facing)
        )
    for k, spot in enumerate(s for s in spots if s.zone == "sky"):
        if spot.index in beheld and spot.actor.noun in _DISCS and spot.actor.count == 1:
            performers.append(_large(spot, stage, site))
        else:
            performers.append(_in_the_sky(spot, k, side, bool(stage), site, random))
    return performers


def _beheld(shot: Shot) -> frozenset[int]:
    """Indices of what somebody looks at or stands before."""
    actors = shot.actors
    targets = {actor.target for actor in actors}
    near = {a.to for a in actors if a.relation == "before" or (a.relation and a.action in {"look", "howl"})}
    return frozenset(index for index in targets | near if index is not None)


def _large(spot: Spot, stage: list[Spot], site: Site) -> Performer:
    """Sun or moon behind the one who stands before it."""
    facing = stage[0].facing if stage else 1
    size = 0.56 * min(site.high, site.wide) / spot.puppet.height
    y = min(site.horizon, 0.66 * site.high) * 0.60 + size * spot.puppet.height * 0.5
    return Performer(spot, site.wide * (0.5 + 0.1 * facing), y, y, size, depth=0.06)


def _in_the_sky(spot: Spot, k: int, side: int, accompanied: bool, site: Site, random: Random) -> Performer:
    if spot.actor.noun in ACROSS:
        y = site.horizon * (1.0 if spot.actor.noun != "lightning" else 0.98)
        size = 0.94 * site.horizon / spot.puppet.height
        if spot.actor.noun == "aurora":
            size = max(size, 1.15 * site.wide / spot.puppet.width)
            y = 420 * size
        x = site.wide * (0.5 if spot.actor.noun != "lightning" else 0.5 - 0.22 * side)
        return Performer(spot, x, y, y, size, depth=0.45 if spot.actor.noun == "firework" else 0.04)
    share = 0.30 if not accompanied else 0.2
    if site.setting.place == "space" and spot.actor.noun in {"earth", "planet", "moon"}:
        share = 0.84 if accompanied else 0.5
    size = share * min(site.high, site.wide * 1.3) / spot.puppet.height * min(1.4, max(0.6, spot.actor.size))
    if spot.actor.count > 1:
        size *= 0.36
    x = site.wide * (0.5 + side * (0.26 if accompanied else 0.2) - side * 0.21 * k)
    if share > 0.5:
        side = side if accompanied else 0
        x, y = site.wide * (0.5 + 0.25 * side), site.high * 0.44 + size * spot.puppet.height * 0.5
        return Performer(spot, x, y, y, size, depth=0.3)
    y = min(site.horizon, 0.6 * site.high) * 0.42 + size * spot.puppet.height * 0.5
    if spot.actor.count > 1:
        x, y = random.uniform(0.06, 0.94) * site.wide, random.uniform(0.10, 0.72) * site.horizon
    return Performer(spot, x, y, y, size, depth=0.06)
