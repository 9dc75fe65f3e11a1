"""`filmgate demo`: the first thing a newcomer types, with the built-in engine."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import av
import pytest

from cli.shell import Shell
from cli.terminal import Terminal

ACTOR = json.dumps({"veo3.1-pro": {"engine": "doubles.actor:ENGINE"}})


@pytest.fixture
def actors(shell: Shell, film: Path) -> Shell:
    """A shell whose servers act out the prompt, to be quick."""
    shell.variables |= {"FILMGATE_MODELS": ACTOR, "ACTOR_FILM": str(film)}
    return shell


def frames(path: Path) -> int:
    with av.open(path) as film:
        return film.streams.video[0].frames


def test_without_a_terminal_it_answers_with_one_line_of_json(shell: Shell) -> None:
    shorter = json.dumps({"veo3.1-pro": {"default_duration_seconds": 2, "short_side_pixels": 480}})
    answer = shell.run("demo", "--once", "A cat", "--port", "0", "-o", "cat.mp4", FILMGATE_MODELS=shorter)
    said = answer.json
    assert answer.err == ""
    assert said["file"] == "cat.mp4"
    assert (said["credits_charged"], said["balance"], said["video_duration"]) == (25.7, 974.3, 2)
    assert said["openapi"] == f"{said['url']}/openapi.json"
    assert said["bytes"] == (shell.home / "cat.mp4").stat().st_size
    assert frames(shell.home / "cat.mp4") == 2 * 24
    kept = json.loads((shell.home / ".config" / "filmgate" / "credentials.json").read_text())
    assert (kept["base_url"], kept["api_key"]) == (said["url"], said["api_key"])
    assert f"serve --data {shell.home}/.local/share/filmgate/demo --port " in kept["start_command"]
    verified = shell.run("credits", "verify", "--data", said["data"], "--json").json
    assert verified == {"ok": True, "accounts": 1, "problems": []}


def test_on_a_terminal_it_shows_the_way_and_serves_on(actors: Shell, film: Path) -> None:
    terminal = Terminal(actors, "demo", "wait 0.5", "--port", "0", "--data", "my data")
    terminal.read_until("Ctrl+C to stop")
    assert "acting" in terminal.text, "a bar shows what is being done"
    text = terminal.plain
    (key,) = set(re.findall(r"fg_live_\w+", text))
    for said in (
        "Film       demo.mp4",
        "25.7 reserved, 25.7 charged, 974.3 left",
        "The key is kept in ~/.config",
    ):
        assert said in text
    assert (actors.home / "demo.mp4").read_bytes() == film.read_bytes()

    curl = text[text.index("  curl ") : text.index("  The key is kept")]
    assert "--json" not in curl
    assert key in curl
    if shutil.which("curl"):
        made = subprocess.run(["sh", "-c", curl], capture_output=True, text=True, check=True).stdout
        assert '"object":"video.generation.task"' in made.replace(" ", "")
    assert 'generate "your words" -o film.mp4' in text
    listed = actors.run("tasks", "ls", "--json").json["data"]
    assert listed[-1]["status"] == "completed"
    assert len(listed) == (2 if shutil.which("curl") else 1)

    assert terminal.press_ctrl_c() == 0
    assert "Stopping." in terminal.text
    assert "Traceback" not in terminal.text


def test_ctrl_c_in_the_middle_cancels_the_film_and_stops_the_server(actors: Shell) -> None:
    terminal = Terminal(actors, "demo", "hang", "--port", "0", "--data", "d")
    terminal.read_until("task-unified-")
    assert terminal.press_ctrl_c() == 130
    assert "is cancelled, its credits are given back" in terminal.text
    assert "Traceback" not in terminal.text
    (account,) = actors.run("credits", "show", "--data", "d", "--json").json["data"]
    assert (account["balance"], account["reserved"]) == (1000, 0)


def test_what_cannot_work_is_said_before_anything_is_started(shell: Shell) -> None:
    answer = shell.run("demo", "--once", "-o", "none/a.mp4", exits=2)
    assert "There is no folder none" in answer.err
    assert answer.out == ""
    assert not (shell.home / ".config").exists()
