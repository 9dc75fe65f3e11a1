"""The two forms of the log, and what text from elsewhere can do to them: nothing."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest

from filmgate.telemetry.logs import JsonLines, TextLines, about_task
from filmgate.visible import visible

FORGED = "ok\n2026-01-01 00:00:00,000 INFO filmgate: forged\r\x1b[2J\x9b31m\u2028\u202e"


@pytest.fixture
def log() -> Iterator[logging.Logger]:
    made = logging.getLogger("filmgate.test_logs")
    made.propagate = False
    made.setLevel("DEBUG")
    yield made
    made.handlers.clear()


def written(log: logging.Logger, formatter: logging.Formatter) -> io.StringIO:
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(formatter)
    log.addHandler(handler)
    return out


def fail(message: str) -> None:
    raise ValueError(message)


def test_json_has_time_level_logger_message_and_ids(log: logging.Logger) -> None:
    out = written(log, JsonLines())
    with about_task("task-unified-1-a", "acct_1"):
        log.warning("%s films", 3)
    log.info("later")
    first, second = map(json.loads, out.getvalue().splitlines())
    assert first.pop("time").endswith("Z")
    assert first == {
        "level": "warning",
        "logger": "filmgate.test_logs",
        "message": "3 films",
        "task_id": "task-unified-1-a",
        "account_id": "acct_1",
    }
    assert set(second) == {"time", "level", "logger", "message"}


def test_json_keeps_an_exception_in_one_field_and_one_line(log: logging.Logger) -> None:
    out = written(log, JsonLines())
    try:
        fail(FORGED)
    except ValueError:
        log.exception(FORGED)
    (line,) = out.getvalue().splitlines()
    assert line.isascii()
    assert line.isprintable()
    said = json.loads(line)
    assert said["message"] == FORGED
    assert said["exception"].startswith("Traceback")
    assert FORGED in said["exception"]


def test_text_lets_nobody_begin_a_line(log: logging.Logger) -> None:
    out = written(log, TextLines())
    try:
        fail(FORGED)
    except ValueError:
        log.exception(FORGED, extra={"output": FORGED})
    first, *more = out.getvalue().splitlines()
    assert "ok\\n2026-01-01" in first
    assert more
    assert all(line.startswith("    ") for line in more)
    assert out.getvalue().replace("\n", "").isprintable()


def test_text_names_ids_that_the_message_does_not(log: logging.Logger) -> None:
    out = written(log, TextLines())
    with about_task("task-1", "acct_1"):
        log.info("task-1 completed")
    assert out.getvalue().endswith("INFO filmgate.test_logs: task-1 completed (account_id=acct_1)\n")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain, ü, 映画, 🎬", "plain, ü, 映画, 🎬"),
        ("\x1b]0;title\x07", "\\x1b]0;title\\x07"),
        ("a\r\nb\tc\x7f\x85", "a\\r\\nb\\tc\\x7f\\x85"),
        ("\u202egnp.exe\u2069\u2029", "\\u202egnp.exe\\u2069\\u2029"),
        ("\udc80", "\\udc80"),
    ],
)
def test_what_acts_is_shown_as_it_is_written(text: str, shown: str) -> None:
    assert visible(text) == shown
