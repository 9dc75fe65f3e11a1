"""The storyboard of sentences, in `sentences.tsv` and, not English, `languages.tsv`: a line a sentence, shots divided by `|`.

Actors read `count colour noun side action > target relation: other`, as far as there is something to say; a noun is
the name of its drawing. The last column has what is not as usual: weather, camera, pace, style, subtitle, the words
that are listed as not shown, and those that were negated.
"""

import csv
from pathlib import Path

import pytest

from filmgate.engines.animatic.script.read import read_prompt


def table(name):
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


SENTENCES, LANGUAGES = table("sentences.tsv"), table("languages.tsv")
SIDES = {-1: "left", 1: "right", 0: ""}


def said_of(actor, shot):
    """One actor, in the words of the table."""
    parts = [
        str(actor.count) if actor.count > 1 else "",
        actor.colour or "",
        actor.noun,
        SIDES[actor.side or actor.direction],
        actor.action if actor.action != "idle" else "",
        f"> {shot.actors[actor.target].noun}" if actor.target is not None else "",
        f"{actor.relation}: {shot.actors[actor.to].noun}" if actor.relation else "",
    ]
    return " ".join(part for part in parts if part)


def more_of(board):
    """What is not as usual."""
    first = board.shots[0]
    usual = ("medium" if first.actors else "wide", "drift")
    parts = {
        "weather": "/".join("+".join(shot.setting.weather) for shot in board.shots).strip("/"),
        "camera": " ".join(camera) if (camera := (first.camera.size, first.camera.move)) != usual else "",
        "pace": str(first.camera.pace) if first.camera.pace != 1 else "",
        "style": board.style if board.style != "clean" else "",
        "subtitle": first.subtitle or "",
        "not_shown": "+".join(board.not_shown),
        "negated": "+".join(board.negated),
    }
    return "; ".join(f"{name}={value}" for name, value in parts.items() if value) or "-"


@pytest.mark.parametrize("line", [*SENTENCES, *LANGUAGES], ids=lambda line: line["prompt"])
def test_a_sentence_is_read_as_it_is_meant(line):
    board = read_prompt(line["prompt"])
    shots = board.shots
    assert {
        "prompt": line["prompt"],
        "actors": " | ".join(
            ", ".join(said_of(actor, shot) for actor in shot.actors) or "-" for shot in shots
        ),
        "place": " | ".join(shot.setting.place for shot in shots),
        "time": " | ".join(shot.setting.time for shot in shots),
        "more": more_of(board),
    } == line


def test_the_tables_have_a_hundred_english_sentences_and_forty_of_each_other_language():
    lines = [*SENTENCES, *LANGUAGES]
    assert len({line["prompt"] for line in lines}) == len(lines)
    languages = [read_prompt(line["prompt"]).language for line in lines]
    assert languages.count("en") >= 100
    assert all(languages.count(language) >= 40 for language in ("de", "es", "zh"))
