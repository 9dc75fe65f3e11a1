"""Blocking: who stands where, in relation to whom.

What the storyboard says in words (`plays the piano`, `on a horse`, `under a tree`) becomes spots here; the frame
knows nothing of them yet.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

from filmgate.engines.animatic.script.storyboard import Actor, Shot
from filmgate.engines.animatic.script.symbols import EDIBLE
from filmgate.engines.animatic.script.ways import own_way
from filmgate.engines.animatic.script.wordset import words
from filmgate.engines.animatic.stage.cast import puppet_for
from filmgate.engines.animatic.stage.chance import chance
from filmgate.engines.animatic.stage.holds import HOLDS, TOGETHER
from filmgate.engines.animatic.stage.puppets.heavens import ACROSS, ALOFT
from filmgate.engines.animatic.stage.puppets.instrument import IN_ARMS
from filmgate.engines.animatic.stage.scenery.places import INDOORS
from filmgate.engines.animatic.stage.spots import ALIVE, MOVING, SEATED, UPRIGHT, WINGED, Ensemble, Spot
from filmgate.engines.animatic.stage.ties import HANDY, ties

_TREES = frozenset({"tree", "birch", "pine", "palm", "cherry-tree", "bamboo", "christmas-tree"})
_RESTLESS = frozenset({"butterfly", "bee", "dragonfly", "firefly", "bat", "hummingbird", "seagull"})
_ROADS = words("street city village meadow desert mountains mars moon station")
_WET = frozenset({"lake", "sea", "underwater", "waterfall", "swamp"})
_GAP = 34.0
_FAR = frozenset({"comet", "asteroid", "galaxy", "planet", "earth"})
_LARGE_BIRDS = frozenset({"ostrich", "flamingo", "crane", "swan", "peacock", "eagle", "penguin"})
_PLAYS = {"pianist": "piano", "violinist": "violin", "guitarist": "guitar", "drummer": "drum"}
_BANDS = frozenset({"musician", "musicians", "band", "orchestra", "guitarist", "violinist"})
_USUAL_PROP = {
    "cook": Actor("bowl", "food", "bowl"),
    "read": Actor("book", "thing", "book"),
    "drink": Actor("coffee", "food", "coffee"),
    "eat": Actor("apple", "food", "apple"),
}
_RIDES = {
    "cyclist": ("bicycle", "vehicle"),
    "biker": ("motorcycle", "vehicle"),
    "motorcyclist": ("motorcycle", "vehicle"),
    "skateboarder": ("skateboard", "vehicle"),
    "jockey": ("horse", "quadruped"),
}
_BRIGHT = ("red", "yellow", "blue", "green", "purple", "orange")
_BAND = ("guitar", "violin", "trumpet", "accordion", "flute")


def block(shot: Shot, random: Random, film: str = "") -> list[Spot]:
    """Spots for all actors of a shot. Who is the same in another shot of the film looks the same there."""
    return _Blocker(shot, random, film).spots()


class _Blocker:
    def __init__(self, shot: Shot, random: Random, film: str) -> None:
        self.film = film
        self.place, self.random = shot.setting.place, random
        self.actors = _equipped(_with_table(shot))
        self.has_table = any(actor.noun == "table" for actor in shot.actors)
        self.ties = ties(self.actors)

    def spots(self) -> list[Spot]:
        ensembles: list[Ensemble] = []
        apart: list[Spot] = []
        for i, actor in enumerate(self.actors):
            if i in self.ties:
                continue
            zone, ensemble = self._zone(actor), self._ensemble(i)
            if zone == "stage":
                ensembles.append(ensemble)
                continue
            for spot in ensemble.spots:
                spot.zone = zone
            apart += ensemble.spots
        cursor = 0.0
        mirrored = self._mirrored()
        sides = [ensemble.lead.actor.side * (-1 if mirrored else 1) for ensemble in ensembles]
        ensembles = [ensembles[k] for k in sorted(range(len(ensembles)), key=lambda k: sides[k])]
        for ensemble in ensembles:
            left, right = ensemble.bounds()
            ensemble.carry(ensemble.lead.x + cursor - left, ensemble.lead.y)
            cursor += right - left + _GAP
        self._face(ensembles)
        self._go_along(ensembles)
        spots = [spot for ensemble in ensembles for spot in ensemble.spots] + apart
        if mirrored:
            for spot in spots:
                spot.x, spot.facing = -spot.x, -spot.facing
        return spots

    def _mirrored(self) -> bool:
        """Whether all of it looks to the left: as was said, or by chance."""
        chance = self.random.choice((False, True))
        said = next((actor.direction for actor in self.actors if actor.direction), 0)
        return said < 0 if said else chance

    def _zone(self, actor: Actor) -> str:
        others = [a for k, a in enumerate(self.actors) if a is not actor and k not in self.ties]
        if actor.noun == "candle" and any(a.noun == "cake" for a in self.actors):
            return "hidden"  # a cake has its own
        if actor.noun == "window" and self.place in INDOORS:
            return "hidden"  # a room has its own
        grounded = [a for a in others if a.family != "sky"]
        if actor.family == "sky":
            high = actor.noun in ALOFT or (actor.noun in _FAR and self.place != "space")
            return "sky" if others or high else "stage"
        if not grounded:
            return "stage"
        if self._soars(actor) and not _all_fly(grounded):
            return "air"
        if actor.family == "building" or actor.noun in _TREES:
            if any(self.actors[parent] is actor for parent, _ in self.ties.values()):
                return "stage"
            near = [a for a in grounded if a.family in ALIVE | {"vehicle", "boat"} and not self._soars(a)]
            return "back" if near else "stage"
        return "stage"

    def _soars(self, actor: Actor) -> bool:
        return actor.family in WINGED | {"dragon"} and self._action(actor) == "fly"

    def _action(self, actor: Actor) -> str:
        """What it does; where nothing was said, what its kind usually does in such a place."""
        noun, family, place = actor.noun, actor.family, self.place
        if noun == "skier" and actor.action in {"run", "walk", "ride"}:
            return "ski"
        if noun == "mermaid" and actor.action in {"idle", "swim", "stand"}:
            return "float"
        if noun == "surfer" and place in {"sea", "beach"} and actor.action in {"idle", "ride", "swim"}:
            return "ski"
        if actor.action == "stand":
            return "idle"
        if (
            family in UPRIGHT
            and place == "space"
            and actor.action in {"idle", "swim", "fly", "fall", "float"}
        ):
            return "float"
        if actor.action != "idle":
            return "swim" if actor.action == "float" and place in _WET else own_way(family, actor.action)
        if noun == "bubble":
            return "float"
        if noun == "dancer":
            return "dance"
        if actor.word.lower() in _BANDS:
            return "play"
        if family == "fish" and noun not in {"crab", "starfish"}:
            return "swim"
        if noun in _RESTLESS or (family == "bird" and place in {"sky", "sea"}):
            return "fly"
        if family == "aircraft":
            return "idle" if noun == "rocket" and place == "launchpad" else "fly"
        if family == "vehicle" and place in _ROADS and actor.relation is None:
            return "drive"
        if family == "bird" and place == "lake":
            return "swim"
        return "sail" if family == "boat" else "idle"

    def _ensemble(self, i: int) -> Ensemble:
        """An actor, its copies, and all that hangs on it."""
        actor, action = self.actors[i], self._action(self.actors[i])
        count = 1 if actor.noun in ACROSS else actor.count
        ensemble, first = Ensemble(), chance(self.film, actor.noun).random()
        for copy in range(count):
            offset = (first + copy * 0.618) % 1.0
            puppet = puppet_for(_member(actor, copy), offset)
            size = actor.size * _settled(puppet.height) * (self._share(actor))
            spot = Spot(puppet, actor, action, i, size=size, offset=offset)
            ensemble.spots.append(spot)
            # an animal's width is mostly its tail; things are told apart only where they do not touch
            apart = (0.8 if count < 5 else 0.56) if spot.alive else (1.12 if count < 6 else 0.8)
            step = ensemble.lead.wide * apart
            self._line_up(spot, copy, count, step)
            if (actor.noun in IN_ARMS or actor.noun == "kite") and i not in self.ties:
                spot.y, spot.angle = spot.tall * 0.6, -0.5  # made to be held, so it hovers
            if action in SEATED and spot.upright:
                spot.stool = spot.tall * 0.19
        if (
            action == "play"
            and actor.target is None
            and (actor.word.lower() in _BANDS or self.place == "theatre")
        ):
            ensemble.spots += self._instruments(ensemble)
        elif (
            action in _USUAL_PROP and actor.target is None and not any(p == i for p, _ in self.ties.values())
        ):
            ensemble.spots += self._prop(ensemble, _USUAL_PROP[action])
        for child, (parent, manner) in sorted(self.ties.items()):
            if parent == i:
                inner = self._ensemble(child)
                foot = ensemble.lead.y if ensemble.lead.foot is None else ensemble.lead.foot
                HOLDS[manner](ensemble, inner)
                for spot in inner.spots:
                    spot.foot = foot if spot.foot is None else spot.foot
                    spot.root = ensemble.lead
                ensemble.spots += inner.spots
        return ensemble

    def _share(self, actor: Actor) -> float:
        """Things for the hand are drawn large where they are alone, and in proportion where somebody is with them."""
        ridden = any(a.action == "ride" or a.relation == "on" for a in self.actors if a is not actor)
        handy = actor.family in {"food", "symbol"} or (
            actor.noun in HANDY and not (actor.noun == "broom" and ridden)
        )
        if actor.family == "insect" and any(a.family in ALIVE - {"insect"} for a in self.actors):
            return 0.42
        small = actor.family == "bird" and actor.noun not in _LARGE_BIRDS
        if small and any(a.family in UPRIGHT for a in self.actors):
            return 0.6
        if actor.noun == "bubble" and any(a.family in ALIVE for a in self.actors):
            return 0.28
        if actor.noun == "sandcastle" and any(a.family in ALIVE for a in self.actors):
            return 0.4
        if actor.noun == "campfire" and any(a.family in UPRIGHT for a in self.actors):
            return 0.62
        beside = any(a.family in ALIVE | {"building"} or a.noun in _TREES for a in self.actors)
        if handy and self.has_table:
            return 0.6
        return 0.45 if handy and beside else 1.0

    @staticmethod
    def _prop(holder: Ensemble, prop: Actor) -> list[Spot]:
        """What somebody usually has in hand who does what they do."""
        if not holder.lead.upright:
            return []
        puppet = puppet_for(prop, 0.0)
        inner = Ensemble([Spot(puppet, prop, "idle", holder.lead.index, foot=holder.lead.y)])
        HOLDS["hand"](holder, inner)
        return inner.spots

    @staticmethod
    def _instruments(players: Ensemble) -> list[Spot]:
        """Instruments for musicians of whom it is not said what they play."""
        held: list[Spot] = []
        for k, player in enumerate([spot for spot in players.spots if spot.upright]):
            noun = _BAND[k % len(_BAND)]
            actor = Actor(noun, "instrument", noun)
            inner = Ensemble([Spot(puppet_for(actor, 0.0), actor, "play", player.index)])
            HOLDS["arms"](Ensemble([player]), inner)
            held += inner.spots
        return held

    def _line_up(self, spot: Spot, copy: int, count: int, step: float) -> None:
        """Copies stand side by side, every other one a step behind; what flies or swims is scattered."""
        random, side = self.random, (copy + 1) // 2 * (1 if copy % 2 else -1)
        spot.order = -0.01 * copy
        if spot.actor.noun == "bubble":
            spot.y = random.uniform(0.5, 1.6) * 100
        loose = spot.actor.family == "fish" or (spot.action == "fly" and spot.actor.family in WINGED)
        if loose and count > 1:
            spot.x = side * step * 1.1 + random.uniform(-0.3, 0.3) * step
            spot.y = random.uniform(0, 0.5) * step * min(count, 6) ** 0.7
            spot.size *= random.uniform(0.72, 1.05)
            return
        spot.x = side * step + random.uniform(-0.08, 0.08) * step
        if count == 2 and spot.action in TOGETHER:
            spot.facing = -1 if copy else 1
        if count > 1 and spot.upright and spot.action in {"idle", "talk", "sing", "eat", "drink"}:
            spot.facing = -1 if side > 0 else 1  # a group looks at each other
        if count > 2 and copy % 2:
            spot.order -= 1.0
            spot.y = spot.tall * 0.10
            spot.size *= 0.9

    @staticmethod
    def _go_along(ensembles: list[Ensemble]) -> None:
        """Where somebody goes, those who can walk and have nothing else to do go with them."""
        leads = [ensemble.lead for ensemble in ensembles]
        going = next((lead.action for lead in leads if lead.action in MOVING), None)
        for lead in leads:
            if going and lead.action == "idle" and lead.actor.family in UPRIGHT | {"quadruped"}:
                lead.action = "walk" if going in {"walk", "push"} else "run"

    @staticmethod
    def _face(ensembles: list[Ensemble]) -> None:
        """Where nobody goes anywhere, the last one turns towards the others."""
        spots = [spot for ensemble in ensembles for spot in ensemble.spots]
        if len(ensembles) > 1 and not any(spot.action in MOVING for spot in spots):
            last = ensembles[-1]
            if last.lead.alive and len(last.spots) == 1:
                last.lead.facing = -1


def _member(actor: Actor, copy: int) -> Actor:
    """A family or a crowd is not the same person several times; what is colourful has many colours."""
    if "colourful" in actor.traits and actor.count > 1 and actor.colour is None:
        return replace(actor, colour=_BRIGHT[copy % len(_BRIGHT)])
    if actor.noun != "person" or actor.count < 2:
        return actor
    family = (
        ("man", "woman", "girl", "boy") if actor.word.lower() in {"family", "families"} else ("woman", "man")
    )
    return replace(actor, noun=family[copy % len(family)])


def _all_fly(actors: list[Actor]) -> bool:
    return all(actor.family in WINGED | {"dragon"} for actor in actors)


def _settled(height: float) -> float:
    """Sizes are drawn towards a person's, so that a mouse can still be seen beside a castle."""
    return float((170.0 / height) ** (0.24 if height < 170 else 0.34))


def _equipped(actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """A pianist has a piano, a cyclist a bicycle."""
    equipped = list(actors)
    playing = any(actor.family == "instrument" for actor in actors)
    for k, actor in enumerate(actors):
        word = actor.word.lower()
        ride = _RIDES.get(word) or _RIDES.get(word.removesuffix("s"))
        if ride and actor.target is None and not any(a.noun == ride[0] for a in actors):
            equipped[k] = replace(actor, action="ride", target=len(equipped))
            equipped.append(Actor(ride[0], ride[1], ride[0], actor.count))
        noun = _PLAYS.get(word)
        if noun and not playing and actor.action in {"idle", "play"} and actor.target is None:
            equipped[k] = replace(actor, action="play", target=len(equipped))
            equipped.append(Actor(noun, "instrument", noun))
    return tuple(equipped)


def _served(actor: Actor) -> bool:
    return actor.family == "food" or (actor.family == "symbol" and actor.noun.replace(" ", "-") in EDIBLE)


def _with_table(shot: Shot) -> tuple[Actor, ...]:
    """Food by itself is served on a table."""
    actors = shot.actors
    if (
        not actors
        or any(not _served(actor) and actor.noun != "candle" for actor in actors)
        or shot.setting.place != "kitchen"
    ):
        return actors
    served = [
        replace(actor, relation="on", to=len(actors), target=None) if _served(actor) else actor
        for actor in actors
    ]
    return (*served, Actor("table", "thing", "table"))
