"""Ties: which actor hangs on which, and how, from what the storyboard says they do to each other."""

from __future__ import annotations

from collections.abc import Sequence

from filmgate.engines.animatic.script.storyboard import Actor
from filmgate.engines.animatic.script.symbols import LARGE
from filmgate.engines.animatic.script.wordset import words
from filmgate.engines.animatic.stage.puppets.instrument import IN_ARMS
from filmgate.engines.animatic.stage.spots import ALIVE, UPRIGHT

OVERHEAD = frozenset({"umbrella", "balloon", "flag", "lantern"})
_CARRIERS = frozenset({"vehicle", "boat", "aircraft"})
_FLOWN = frozenset({"kite", "drone", "balloon", "paper-plane"})
_AT_HAND = frozenset({"eat", "drink", "read", "write", "cook", "hold", "throw", "work"})
HANDY = words(
    "book letter lantern candle gift sword shield key bottle potion camera phone flag heart wand feather egg bone "
    "shell ball beach-ball football basketball hammer broom backpack bag suitcase basket coin trophy microphone"
)
CLIMBERS = frozenset({"koala", "monkey", "squirrel", "cat", "leopard", "panda", "lizard"})
"""Animals that are met in trees."""
_LIGHT = frozenset({"cat", "squirrel", "mouse", "frog", "lizard", "monkey", "owl"})
"""Who has room on a shoulder."""
_STOUT = frozenset({"mushroom", "log", "pumpkin", "lotus", "leaf", "flower", "sunflower", "cactus", "tree"})
"""Plants that bear somebody."""
_PLUCKED = frozenset({"flower", "rose", "tulip", "sunflower", "daisy", "poppy", "dandelion"})

Ties = dict[int, tuple[int, str]]
"""From an actor to the one that it hangs on, and the manner (a key of `holds.HOLDS`)."""


def ties(actors: Sequence[Actor]) -> Ties:
    """All ties among the actors; never a circle."""
    found: Ties = {}
    for i, actor in enumerate(actors):
        for j, manner in ((actor.target, _by_action), (actor.to if actor.relation else None, _by_relation)):
            if j is not None and j != i and 0 <= j < len(actors):
                _tie(found, i, j, manner(actor, actors[j]))
    return found


def _tie(found: Ties, i: int, j: int, manner: str) -> None:
    """Hang `i` on `j`, or the other way round where the manner begins with `<`."""
    child, parent = (j, i) if manner.startswith("<") else (i, j)
    above = parent
    while above in found:
        above = found[above][0]
    if manner and child not in found and above != child:
        found[child] = (parent, manner.lstrip("<"))


def _small_symbol(actor: Actor) -> bool:
    return actor.family == "symbol" and actor.noun.replace(" ", "-") not in LARGE


def _by_action(actor: Actor, other: Actor) -> str:
    action, upright = actor.action, actor.family in UPRIGHT
    if action == "ride" or (other.noun == "broom" and upright):
        return "mount"
    if action in {"drive", "sail", "fly"} and other.family in _CARRIERS and other.noun not in _FLOWN:
        return "mount"
    if actor.relation == "on" and actor.to == actor.target and other.family in ALIVE:
        return ""  # how it sits there says the relation
    if other.noun == "kite" or (action == "fly" and other.noun in _FLOWN and upright):
        return "<leash"
    if other.noun in OVERHEAD:
        return "<overhead"
    if other.family == "instrument":
        return "<arms" if other.noun in IN_ARMS else "<before"
    if other.noun in {"bridge", "stairs"}:
        return "on"
    if action in {"sit", "sleep", "stand", "climb"} and other.family not in ALIVE:
        return "on"
    if action == "eat" and actor.family == "quadruped" and other.family == "plant":
        return "<hand"
    if action in _AT_HAND and (
        other.family in {"food", "thing"} or other.noun in _PLUCKED or _small_symbol(other)
    ):
        return "<hand"
    return "<ahead"


def _by_relation(actor: Actor, other: Actor) -> str:
    upright = actor.family in UPRIGHT
    if "sky" in {actor.family, other.family} or {actor.noun, other.noun} == {"cake", "candle"}:
        return ""
    if other.noun in OVERHEAD:
        return "<overhead"
    match actor.relation:
        case "on" | "in":
            if other.family in UPRIGHT and (actor.family in {"bird", "insect"} or actor.noun in _LIGHT):
                return "shoulder"
            mount = other.family in {"quadruped", "dragon"} and actor.family in ALIVE
            if other.family in _CARRIERS or mount or (other.noun == "broom" and upright):
                return "mount"
            if other.family == "building" or other.noun in {"tree", "pine"}:
                if other.noun in {"tree", "pine"} and (actor.noun in CLIMBERS or actor.family == "bird"):
                    return "on"
                return "on" if actor.family in {"bird", "insect"} and actor.relation == "on" else "under"
            return "on" if other.family not in ALIVE | {"plant"} or other.noun in _STOUT else "beside"
        case "over" if other.noun in {"bridge", "stairs"}:
            return "on"
        case "under" | "over" | "behind":
            return actor.relation
        case "before":
            return "" if other.family in {"building", "plant"} else "<behind"
        case "with" | "of":
            if other.family == "instrument":
                return "<arms" if other.noun in IN_ARMS else "<before"
            small = other.family == "food" or other.noun in HANDY | _PLUCKED or _small_symbol(other)
            return "<hand" if upright and small else "beside"
        case _:
            return "beside"
