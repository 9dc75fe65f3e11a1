"""Whereabouts: where and when things are met, when the prompt does not say."""

from __future__ import annotations

from collections.abc import Sequence

from filmgate.engines.animatic.script.storyboard import Actor
from filmgate.engines.animatic.script.symbols import EDIBLE, LARGE

_ALIVE = frozenset({"person", "robot", "quadruped", "bird", "fish", "insect", "dragon"})
MOVES = _ALIVE | {"vehicle", "boat", "aircraft"}
"""Families that do things."""
_NIGHTLY = frozenset(
    {"star", "aurora", "firework", "owl", "street-lamp", "firefly", "lantern", "moon", "ghost"}
)
_PLACE_OF_FAMILY = {
    "fish": "underwater", "boat": "sea", "aircraft": "sky", "vehicle": "street", "instrument": "room", "food": "kitchen",
    "building": "meadow", "sky": "meadow", "thing": "studio", "plant": "meadow", "robot": "studio",
}  # fmt: skip
_PLACE_OF = {
    "rocket": "launchpad", "spaceship": "space", "satellite": "space", "ufo": "meadow", "camel": "desert", "penguin": "snowfield",
    "seal": "snowfield", "polar bear": "snowfield", "lion": "savanna", "lioness": "savanna", "elephant": "savanna", "giraffe": "savanna", "zebra": "savanna", "rhino": "savanna", "leopard": "savanna",
    "hippo": "swamp", "crocodile": "swamp",  "astronaut": "space", "duck": "lake", "swan": "lake",
    "flamingo": "lake", "seagull": "beach", "galaxy": "space", "planet": "space", "earth": "space", "lighthouse": "beach",
    "train": "meadow", "tractor": "meadow", "sleigh": "snowfield", "surfer": "sea", "igloo": "snowfield", "bicycle": "park",
    "skyscraper": "city", "pyramid": "desert", "cactus": "desert", "crab": "beach", "turtle": "meadow", "monkey": "jungle",
    "tiger": "jungle", "deer": "forest", "bear": "forest", "wolf": "forest", "squirrel": "forest", "dragon": "mountains",
    "dancer": "theatre", "chair": "room", "armchair": "room", "sofa": "room", "bed": "room", "bookshelf": "library", "campfire": "forest",
    "iceberg": "sea", "comet": "space", "skier": "snowfield", "eagle": "mountains", "fox": "forest", "lava": "volcano",
    "street-lamp": "street", "detective": "street", "panda": "bamboo forest", "moon": "lake", "sun": "sea", "santa": "snowfield", "rover": "mars", "coral": "underwater", "octopus": "underwater",
    "mermaid": "underwater",
}  # fmt: skip


_BOUND = frozenset(
    {"sofa", "bed", "bookshelf", "spaceship", "planet", "galaxy", "coral", "octopus", "rocket", "surfer"}
)
"""Things that are not met elsewhere, even if the scene before was."""


def bound_place(actors: Sequence[Actor]) -> str | None:
    """The only place where one of them is met, if there is such."""
    return next((_PLACE_OF[actor.noun] for actor in actors if actor.noun in _BOUND), None)


def usual_place(actors: Sequence[Actor], weather: Sequence[str]) -> str:
    """Where they are usually met."""
    families = {actor.family for actor in actors}
    if "instrument" in families:
        return "room"
    if any(actor.word.lower() in {"fireplace", "kamin", "chimenea", "壁炉"} for actor in actors):
        return "room"
    if any(_flies_along(actor, actors) for actor in actors):
        return "sky"
    if any(
        actor.word.lower().endswith((" player", " players")) for actor in actors if actor.noun == "athlete"
    ):
        return "stadium"
    for actor in actors:
        if actor.noun in {"moon", "sun"} and len(actors) > 1:
            continue
        if actor.action == "swim" and actor.family in {"person", "quadruped"}:
            return "lake"
        if actor.noun in _PLACE_OF:
            usual = _PLACE_OF[actor.noun]
            if usual == "forest" and any(a.noun == "moon" for a in actors):
                return "mountains"
            warm = usual in {"jungle", "savanna", "swamp", "stadium"}
            return "forest" if warm and "snow" in weather else usual
    if any(actor.noun == "table" for actor in actors):
        return "kitchen" if "food" in families else "room"
    if "snow" in weather and not families & {"food", "instrument"}:
        return "snowfield"
    if families & {"person", "robot"} and "rain" in weather:
        return "street"
    for family in ("fish", "boat", "aircraft", "vehicle"):
        if family in families:
            return _PLACE_OF_FAMILY[family]
    for actor in actors:
        if actor.family == "symbol" and not families & _ALIVE and (name := actor.noun.replace(" ", "-")):
            return "kitchen" if name in EDIBLE else "meadow" if name in LARGE else "studio"
        if actor.family in _PLACE_OF_FAMILY and not families & _ALIVE - {"robot"}:
            return _PLACE_OF_FAMILY[actor.family]
    return "meadow" if actors else "abstract"


def _flies_along(actor: Actor, actors: Sequence[Actor]) -> bool:
    """Whether a person flies, and not a kite."""
    return (
        actor.family == "person"
        and actor.action == "fly"
        and (actor.target is None or actors[actor.target].noun == "broom")
    )


def usual_season(weather: Sequence[str]) -> str:
    """The season that the weather speaks of."""
    return "winter" if "snow" in weather else "autumn" if "leaves" in weather else "summer"


def usual_time(actors: Sequence[Actor], place: str, weather: Sequence[str], style: str, mood: str) -> str:
    """The time of day that suits them."""
    things = {actor.noun for actor in actors}
    if style in {"neon", "noir"} or things & _NIGHTLY:
        return "night"
    if "campfire" in things or mood == "romantic":
        return "sunset"
    if "storm" in weather:
        return "blue hour"
    return "late" if place in {"launchpad", "desert", "mountains"} else "day"
