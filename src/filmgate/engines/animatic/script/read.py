"""The reader: from the words of a prompt to a storyboard."""

from __future__ import annotations

import re

from filmgate.engines.animatic.script import lexicon
from filmgate.engines.animatic.script.clause import ClauseReader
from filmgate.engines.animatic.script.languages import detect
from filmgate.engines.animatic.script.pronouns import goes_on
from filmgate.engines.animatic.script.storyboard import Camera, Setting, Shot, Storyboard
from filmgate.engines.animatic.script.words import Word, kinds, split_words

SHOTS_MOST = 5
TITLE_LIMIT = 80
_SHOT_MARK = re.compile(
    r"(?:^|\s)(?:shot|scene|镜头)\s*\d+\s*(?:\[(\d+(?:\.\d+)?)\s*[-–]\s*(\d+(?:\.\d+)?)\s*s?\])?\s*[:：]?",
    re.I,
)
_LETTERED = re.compile(
    r"\b(sign|billboard|banner|poster|signpost)s?\s+(?:(?:that|which)\s+)?(?:says?|saying|reads?|reading|with the words?)"
    r"\s*:?\s*(?:[\"“„«'‘]([^\"”»'’]{1,42})[\"”»'’]|((?:[A-Z0-9][A-Z0-9'&!?-]*)(?:\s+[A-Z0-9][A-Z0-9'&!?-]*){0,4}))"
)
"""What stands on a sign: in quotes, or in capitals."""
_QUOTED = re.compile(r"[\"“„«「『]([^\"”“»」』]{1,160})[\"”“»」』]")


def read_prompt(prompt: str, negative_prompt: str | None = None) -> Storyboard:
    """Read any text; there is always a storyboard, at worst one without actors."""
    language = detect(prompt)
    pieces = _split_shots(prompt)
    shots: list[Shot] = []
    shown: list[str] = []
    unknown: list[str] = []
    negated: list[str] = []
    mood, style = "", ""
    before: ClauseReader | None = None
    for share, text in pieces:
        letters = [inner or capitals for _, inner, capitals in _LETTERED.findall(text)]
        text = _LETTERED.sub(r" \1 ", text)
        quoted = _QUOTED.findall(text)
        words = split_words(_QUOTED.sub(" ", text), language)
        for scene in _cut(words):
            reader = ClauseReader(before, letters)
            reader.read(scene)
            shots.append(reader.shot(share, quoted[0].strip() if quoted else None))
            quoted = quoted[1:]
            shown += reader.shown
            unknown += reader.unknown
            negated += reader.negated
            mood, style = mood or reader.mood, style or reader.style
            before = reader
    shots = shots[:SHOTS_MOST] or [Shot(1.0, Setting(), Camera())]
    if negative_prompt:
        negated += [word.text for word in split_words(negative_prompt, detect(negative_prompt))]
    total = sum(shot.share for shot in shots)
    return Storyboard(
        title=" ".join(prompt.split())[:TITLE_LIMIT],
        language=language,
        mood=mood or "calm",
        style=style or "clean",
        shots=tuple(
            Shot(shot.share / total, shot.setting, shot.camera, shot.actors, shot.subtitle) for shot in shots
        ),
        shown=tuple(dict.fromkeys(shown)),
        not_shown=tuple(word for word in dict.fromkeys(unknown) if word not in shown),
        negated=tuple(dict.fromkeys(negated)),
    )


def _split_shots(prompt: str) -> list[tuple[float, str]]:
    """Text between marks such as `Shot 1 [0-3s]:`, with its length."""
    marks = list(_SHOT_MARK.finditer(prompt))
    if len(marks) < 2:
        return [(1.0, _SHOT_MARK.sub(" ", prompt) if marks else prompt)]
    pieces = []
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        text = prompt[mark.end() : following.start() if following else len(prompt)]
        seconds = float(mark[2]) - float(mark[1]) if mark[1] and mark[2] else 1.0
        pieces.append((min(60.0, max(0.2, seconds)), text))
    return pieces[:SHOTS_MOST]


def _cut(words: list[Word]) -> list[list[Word]]:
    """At words that say that something else follows; a piece without any subject matter stays with the one before."""
    scenes: list[list[Word]] = [[]]
    for at, word in enumerate(words):
        if goes_on(words, at) and any("verb" in kinds(said.text) for said in scenes[-1]):
            scenes.append([word])
        elif word.text in lexicon.CUTS and len(scenes[-1]) >= 2:
            scenes.append([])
        elif word.text not in lexicon.CUTS:
            scenes[-1].append(word)
    return [scene for scene in scenes if scene] or [[]]
