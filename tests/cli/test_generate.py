"""`filmgate generate`: words and pictures become a film."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import httpx2
from PIL import Image

from cli.shell import Shell, interrupt
from end_to_end.server import Server


def stored(server: Server, task_id: str, *columns: str) -> tuple[Any, ...]:
    """What the server's database has of a task."""
    with sqlite3.connect(server.folder / "filmgate.db") as database:
        row = database.execute(f"SELECT {', '.join(columns)} FROM tasks WHERE id = ?", (task_id,)).fetchone()
    return tuple(row)


def test_words_become_a_link(user: Shell, film: Path) -> None:
    answer = user.run("generate", "film")
    (link,) = answer.out.splitlines()
    assert httpx2.get(link, trust_env=False).content == film.read_bytes()
    assert "25.7 credits" in answer.err
    assert "download task-unified-" in answer.err
    assert "The link ends on" in answer.err


def test_words_become_a_file(user: Shell, film: Path) -> None:
    answer = user.run("generate", "film", "-o", "cat.mp4", "--ratio", "9:16", "--model", "veo3.1-fast")
    assert answer.out == "cat.mp4\n"
    assert "9.8 credits" in answer.err
    assert (user.home / "cat.mp4").read_bytes() == film.read_bytes()
    assert [path.name for path in user.home.iterdir()] == ["cat.mp4"], "nothing else is left at home"


def test_two_pictures_become_a_passage(user: Shell, server: Server, picture_url: str) -> None:
    Image.new("RGB", (160, 90)).save(user.home / "first.png")
    made = user.run(
        *(
            "generate",
            "film",
            "--first",
            "first.png",
            "--last",
            picture_url,
            "--duration",
            "3",
            "--seed",
            "5",
        ),
        *("--ratio", "16:9", "--no-enhance", "--json", "-o", user.home),
    ).json
    assert made["status"] == "completed"
    assert made["file"] == str(user.home / f"{made['id']}.mp4")
    assert Path(made["file"]).exists()
    columns = ("generation_type", "image_count", "duration_seconds", "seed", "aspect_ratio", "enhance_prompt")
    assert stored(server, made["id"], *columns) == ("FIRST&LAST", 2, 3, 5, "16:9", 0)


def test_the_prompt_may_come_from_a_file_or_the_input(user: Shell, server: Server) -> None:
    (user.home / "prompt.txt").write_text("film — of a cat\n", encoding="utf-8")
    from_file = user.run("generate", "@prompt.txt", "--no-wait").out.strip()
    assert stored(server, from_file, "prompt") == ("film — of a cat",)
    from_input = user.run("generate", "-", "--no-wait", "--json", input="film of\na dog\n").json
    assert stored(server, from_input["id"], "prompt") == ("film of\na dog",)


def test_nobody_need_wait(user: Shell) -> None:
    answer = user.run("generate", "film", "--no-wait")
    assert answer.out.startswith("task-unified-")
    assert "s to go" in answer.err
    assert user.run("tasks", "wait", answer.out.strip(), "--json").json["status"] == "completed"


def test_a_failure_is_told_and_exits_with_1(user: Shell) -> None:
    told = user.run("generate", "fail content_policy_violation", exits=1)
    assert told.out == ""
    assert "has failed (content_policy_violation)" in told.err
    assert "credits were given back; use other words" in told.err
    task = user.run("generate", "fail service_error", "--json", exits=1).json
    assert (task["status"], task["error"]["code"]) == ("failed", "service_error")


def test_waiting_may_be_limited(user: Shell) -> None:
    told = user.run("generate", "hang", "--timeout", "0.3", exits=5)
    assert "goes on" in told.err
    task_id = told.err.split("tasks wait ")[1].split()[0]
    assert user.run("tasks", "cancel", task_id, "--json").json["error"]["code"] == "request_cancelled"


def test_ctrl_c_leaves_the_task_and_says_so(user: Shell) -> None:
    answer = interrupt(user.start("generate", "wait 5"))
    assert answer.exit_code == 130
    assert "goes on." in answer.err
    assert "Traceback" not in answer.err
    task_id = answer.err.split("tasks wait ")[1].split()[0]
    assert user.run("tasks", "show", task_id, "--json").json["status"] != "failed"


def test_ctrl_c_cancels_the_task_when_that_is_wanted(user: Shell) -> None:
    answer = interrupt(user.start("generate", "hang", "--cancel-on-interrupt"))
    assert answer.exit_code == 130
    assert "is cancelled, its credits are given back" in answer.err
    assert [row["STATUS"] for row in user.run("tasks", "ls").rows] == ["cancelled"]
