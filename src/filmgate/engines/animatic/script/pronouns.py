"""Pronouns: whom `it`, `he`, `she` and `they` speak of."""

from __future__ import annotations

from collections.abc import Sequence

from filmgate.engines.animatic.script import lexicon
from filmgate.engines.animatic.script.storyboard import Actor
from filmgate.engines.animatic.script.words import Word, kinds
from filmgate.engines.animatic.script.wordset import words

SUBJECTS = frozenset({"he", "she", "it", "they"})
PRONOUNS = SUBJECTS | {"him", "her", "them"}
_MALE = words("man boy grandfather king prince groom wizard knight pirate sailor santa monk father")
_FEMALE = words("woman girl grandmother queen princess bride witch fairy mermaid geisha dancer")
_ALIVE = frozenset({"person", "robot", "quadruped", "bird", "fish", "insect", "dragon"})
_LASTING = frozenset({"hold", "look", "talk", "stand", "wave", "burn"})
"""What goes on beside something else."""
_BETWEEN = words("is are was were then also slowly quickly suddenly begins starts to both all now")


def referents(pronoun: str, actors: Sequence[Actor]) -> list[int]:
    """Indices of the actors that a pronoun speaks of: the last fitting one, or for `they` all; empty if there is none."""
    latest = list(reversed(range(len(actors))))
    if pronoun in {"they", "them"}:
        many = next((i for i in latest if actors[i].count > 1 and actors[i].family in _ALIVE), None)
        alive = sorted(i for i in latest if actors[i].family in _ALIVE)
        return [many] if many is not None and len(alive) < 2 else alive or latest[:1]
    if pronoun == "it":
        things = [i for i in latest if actors[i].family != "person" and actors[i].count == 1]
        return [i for i in things if actors[i].family in _ALIVE][:1] or things[:1]
    others = _FEMALE if pronoun in {"he", "him"} else _MALE
    people = [i for i in latest if actors[i].family == "person" and actors[i].noun not in others]
    return people[:1] or [i for i in latest if actors[i].family in _ALIVE - {"person"}][:1]


def is_possessive(word: Word, following: Word | None) -> bool:
    """Whether `her` speaks of what she has."""
    if word.text != "her" or following is None or word.pause or word.ends_clause:
        return False
    return bool(kinds(following.text) & {"noun", "colour", "size", "trait", "number", "mood"})


def goes_on(words: Sequence[Word], at: int) -> bool:
    """Whether a sentence that begins here tells what somebody known does next: `It jumps into the lake`."""
    if words[at].text not in SUBJECTS or at == 0 or not words[at - 1].ends_clause:
        return False
    for word in words[at + 1 : at + 4]:
        if word.text in _BETWEEN:
            continue
        found = kinds(word.text)
        return "verb" in found and "weather" not in found and lexicon.verb(word.text) not in _LASTING
    return False
