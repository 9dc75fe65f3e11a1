"""Text from strangers is safe to look at, in logs and on terminals."""

from __future__ import annotations

import json
import logging
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmgate.telemetry.logs import TextLines
from filmgate.visible import visible, visible_json, visible_lines

ROWS = json.loads((Path(__file__).parent / "data" / "escapes.json").read_text())
by_row = pytest.mark.parametrize("row", ROWS, ids=[row["why"] for row in ROWS])


@by_row
def test_what_is_shown(row: dict[str, str]) -> None:
    assert visible(row["text"]) == row["shown"]


@by_row
def test_only_line_breaks_stay_in_lines(row: dict[str, str]) -> None:
    assert visible_lines(row["text"]) == row["shown"].replace("\\n", "\n")


@by_row
def test_json_means_the_same_and_is_safe_to_look_at(row: dict[str, str]) -> None:
    shown = visible_json(json.dumps({"text": row["text"]}, ensure_ascii=False))
    assert json.loads(shown) == {"text": row["text"]}
    assert visible(shown) == shown


@given(st.text(st.characters()))
def test_nothing_that_is_shown_is_a_command(text: str) -> None:
    for character in visible(text):
        assert unicodedata.category(character) not in ("Cc", "Cs", "Zl", "Zp")
        assert unicodedata.bidirectional(character) not in ("LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI")


def _record(message: str, *args: Any, **more: Any) -> logging.LogRecord:
    return logging.LogRecord("filmgate.api", logging.INFO, "x.py", 1, message, args, more.get("exc_info"))


@by_row
def test_a_log_record_begins_one_line(row: dict[str, str]) -> None:
    line = TextLines().format(_record("callback of %s failed", row["text"]))
    first, *others = line.split("\n")
    assert " INFO filmgate.api: callback of " in first
    assert all(other.startswith("    ") for other in others)
    assert visible_lines(line) == line


@by_row
def test_an_exception_in_the_log_cannot_begin_a_line_either(row: dict[str, str]) -> None:
    try:
        raise ValueError(row["text"])
    except ValueError as error:
        line = TextLines().format(_record("failed", exc_info=(type(error), error, error.__traceback__)))
    assert "Traceback" in line
    assert all(other.startswith("    ") for other in line.split("\n")[1:])
    assert visible_lines(line) == line
