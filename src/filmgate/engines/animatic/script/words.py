"""From text to the words that carry meaning: expressions of several words are joined, each word gets its kinds."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from filmgate.engines.animatic.script import lexicon
from filmgate.engines.animatic.script.languages import in_english
from filmgate.engines.animatic.script.nouns import find_noun
from filmgate.engines.animatic.script.symbols import find_symbol

_LIMIT_WORDS = 400
_AGE = re.compile(r"\b\d{1,3}[- ]years?[- ]old\b", re.IGNORECASE)


@dataclass(frozen=True)
class Word:
    """One expression: as written, and in small English letters."""

    written: str
    text: str
    ends_clause: bool = False
    pause: bool = False


def split_words(prompt: str, language: str) -> list[Word]:
    """The expressions of a text, longest first, with a mark where a clause ends."""
    pairs = _english(prompt) if language == "en" else in_english(prompt, language)
    tokens: list[tuple[str, str]] = []
    for written, english in pairs[:_LIMIT_WORDS]:
        pieces = english.split()
        tokens += [(written, piece) for piece in pieces]
    words: list[Word] = []
    place = 0
    while place < len(tokens):
        if tokens[place][1] in ".,;:!?":
            if words:
                comma = tokens[place][1] == ","
                words[-1] = replace(words[-1], pause=comma, ends_clause=not comma or words[-1].ends_clause)
            place += 1
            continue
        length = _known_length([text for _, text in tokens[place : place + lexicon.longest_phrase()]])
        piece = tokens[place : place + length]
        written = " ".join(dict.fromkeys(w for w, _ in piece))
        words.append(Word(written, " ".join(text for _, text in piece)))
        place += length
    return words


def _english(prompt: str) -> list[tuple[str, str]]:
    found = re.findall(r"[^\W_]+(?:[-'’][^\W_]+)*|[.,;:!?]", _AGE.sub(" ", prompt))
    return [(word, _plain(word)) for word in found]


def _plain(word: str) -> str:
    """In small letters, and `girl's` as `girl`."""
    small = word.lower().replace("’", "'")
    return small if small in lexicon.STOP_WORDS else small.removesuffix("'s")


def _known_length(texts: list[str]) -> int:
    """How many of the coming words form one known expression; 1 if none do."""
    for length in range(len(texts), 1, -1):
        if any(text in ".,;:!?" for text in texts[:length]):
            continue
        phrase = " ".join(texts[:length])
        if kinds(phrase) or phrase in lexicon.CUTS or phrase.replace(" ", "-") in lexicon.PACES:
            return length
    return 1


def kinds(text: str) -> frozenset[str]:
    """Everything that an expression can be."""
    found = {
        name
        for name, table in (
            ("place", lexicon.PLACES),
            ("time", lexicon.TIMES),
            ("season", lexicon.SEASONS),
            ("weather", lexicon.WEATHER),
            ("mood", lexicon.MOODS),
            ("style", lexicon.STYLES),
            ("era", lexicon.ERAS),
            ("camera size", lexicon.CAMERA_SIZES),
            ("camera move", lexicon.CAMERA_MOVES),
            ("pace", lexicon.PACES),
            ("colour", lexicon.COLOURS),
            ("size", lexicon.SIZES),
            ("trait", lexicon.TRAITS),
            ("relation", lexicon.RELATIONS),
        )
        if text in table
    }
    if lexicon.number(text) is not None:
        found.add("number")
    if find_noun(text):
        found.add("noun")
    if lexicon.feeling(text):
        found.add("feeling")
    if lexicon.verb(text):
        found.add("verb")
    if not found and text not in lexicon.STOP_WORDS and find_symbol(text):
        found.add("noun")
    return frozenset(found)
