"""A server, or those whose words it passes on, cannot command the terminal of whoever asks it."""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from cli.shell import Shell
from cli.terminal import Terminal
from end_to_end.server import TESTS
from filmgate.telemetry.logs import TextLines, set_up_log
from filmgate.visible import visible
from net.loopback import Loopback, answer, serve

ROWS = json.loads((TESTS / "data" / "escapes.json").read_text(), strict=False)
COMMANDS = "".join(
    row["text"] for row in ROWS if row["text"] != row["shown"] and not row["text"].endswith("\ud83d")
)
TASK_ID = "task-unified-1757169743-7cvnl5zw"
TASK: dict[str, Any] = {
    "created": 1757169743, "id": TASK_ID, "model": COMMANDS, "object": "video.generation.task", "progress": 100,
    "status": "completed", "type": "video", "expires_at": 1757256143, "results": ["http://127.0.0.1/" + COMMANDS],
    "task_info": {"can_cancel": False, "estimated_time": 1, "video_duration": 8, "stage": COMMANDS,
                  "notes": [COMMANDS], "poster": COMMANDS},
    "usage": {"billing_rule": "per_call", "credits_reserved": 1, "credits_charged": 1, "user_group": COMMANDS},
}  # fmt: skip
FAILED = TASK | {
    "status": "failed",
    "error": {"code": "service_error", "message": COMMANDS, "type": "task_error"},
    "results": None,
}
ERROR = {
    "error": {
        "code": 500,
        "message": COMMANDS,
        "type": COMMANDS,
        "param": COMMANDS,
        "fallback_suggestion": COMMANDS,
    }
}


def as_json(data: object, status: str = "200 OK") -> bytes:
    return answer(json.dumps(data).encode(), content_type="application/json", status=status)


@pytest.fixture
def hostile(shell: Shell) -> Iterator[Loopback]:
    with serve() as loopback:
        loopback.routes |= {
            f"/v1/tasks/{TASK_ID}": as_json(TASK),
            f"/v1/tasks/{TASK_ID}/events": answer(
                f"id: 1\nevent: task\ndata: {json.dumps(TASK)}\n\nid: 1\nevent: done\ndata: {{}}\n\n".encode(),
                content_type="text/event-stream",
            ),
            "/v1/tasks": as_json(
                {"object": "list", "data": [TASK, FAILED], "has_more": False, "next_cursor": None}
            ),
            f"/v1/tasks/{TASK_ID}/cancel": as_json(ERROR, "400 Bad Request"),
            "/v1/videos/generations": as_json(ERROR, "400 Bad Request"),
        }
        shell.variables |= {"FILMGATE_API_KEY": "x", "FILMGATE_BASE_URL": loopback.url("")}
        yield loopback


COMMAND_LINES = [
    # the command, its exit code
    (("tasks", "show", TASK_ID), 0),
    (("tasks", "show", TASK_ID, "--json"), 0),
    (("tasks", "ls"), 0),
    (("tasks", "ls", "--json"), 0),
    (("tasks", "wait", TASK_ID), 0),
    (("tasks", "cancel", TASK_ID), 2),
    (("tasks", "cancel", TASK_ID, "--json"), 2),
    (("generate", "a cat"), 2),
]


def assert_safe(text: str) -> None:
    assert text
    for line in text.split("\n"):
        assert visible(line.replace("\t", " ")) == line.replace("\t", " ")


@pytest.mark.parametrize(("command", "code"), COMMAND_LINES, ids=[" ".join(row[0]) for row in COMMAND_LINES])
def test_what_a_command_prints_is_safe(
    shell: Shell, hostile: Loopback, command: tuple[str, ...], code: int
) -> None:
    told = shell.run(*command, exits=code)
    assert_safe(told.out + told.err)
    assert "x1b" in told.out + told.err or "u001b" in told.out + told.err


@pytest.mark.parametrize(
    "command", [("tasks", "ls"), ("tasks", "wait", TASK_ID), ("tasks", "cancel", TASK_ID)]
)
def test_it_is_on_a_terminal_too(shell: Shell, hostile: Loopback, command: tuple[str, ...]) -> None:
    terminal = Terminal(shell, *command, COLUMNS="200", NO_COLOR="1")
    terminal.read_to_end()
    own = r"\x1b\[[0-9;?]*[a-zA-Z]|\r"  # colours and movements of Rich
    for foreign in ("\x1b]", "\x1b\\", "\x07", "\x9b", "\b", "\u202e", "\x00"):
        assert foreign not in terminal.text
    assert_safe(re.sub(own, "", terminal.text))


def test_an_account_cannot_have_a_name_that_commands(shell: Shell) -> None:
    shell.run("keys", "create", "--name", "ev\x1b[2Jil\u202e", "--credits", "1", "--data", "d")
    for command in (("keys", "ls", "--data", "d"), ("credits", "show", "--data", "d")):
        told = shell.run(*command)
        assert_safe(told.out + told.err)
        assert "ev\\x1b[2Jil\\u202e" in told.out


def test_the_server_logs_in_lines_that_nobody_forges(monkeypatch: pytest.MonkeyPatch) -> None:
    root = logging.Logger("root")
    monkeypatch.setattr(logging, "root", root)
    set_up_log("info", "text")
    (handler,) = root.handlers
    assert isinstance(handler, logging.StreamHandler)
    assert handler.stream is sys.stderr
    assert isinstance(handler.formatter, TextLines)
