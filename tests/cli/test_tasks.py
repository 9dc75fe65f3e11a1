"""`filmgate tasks`, `download` and `models`: what happens to films that are asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.shell import Shell
from cli.terminal import Terminal
from end_to_end.server import Customer, Server
from filmgate.client import Client


@pytest.fixture
def client(server: Server, customer: Customer) -> Client:
    return Client(customer.key, server.base_url)


def test_tasks_are_listed_newest_first(user: Shell, client: Client) -> None:
    assert "No tasks" in user.run("tasks", "ls").err
    with client:
        done = client.videos.generate("film").wait().id
        failed = client.videos.generate("fail service_error", model="veo3.1-fast").id
        for _ in client.tasks.get(failed).events():
            pass
        cancelled = client.videos.generate("hang").cancel().id
    every, one, fast = user.run_at_once(
        ("tasks", "ls"),
        ("tasks", "ls", "--json", "--status", "failed", "-n", "1"),
        ("tasks", "ls", "--model", "veo3.1-fast"),
    )
    rows = every.rows
    assert sorted((row["TASK"], row["STATUS"], row["CREDITS"]) for row in rows) == sorted(
        [(done, "completed", "25.7"), (failed, "failed", "0"), (cancelled, "cancelled", "0")]
    )
    assert rows[0]["TASK"] == cancelled
    assert [task["id"] for task in one.json["data"]] == [cancelled]
    assert [row["TASK"] for row in fast.rows] == [failed]


def test_a_task_is_shown_awaited_and_saved(user: Shell, client: Client, film: Path) -> None:
    with client:
        task_id = client.videos.generate("wait 0.5").id
    waited = user.run("tasks", "wait", task_id, "-o", "a.mp4")
    assert waited.out == "a.mp4\n"
    shown, as_json, named = user.run_at_once(
        ("tasks", "show", task_id), ("download", task_id, "--json"), ("download", task_id, "-o", "b.mp4")
    )
    for said in (task_id, "completed, 100%", "25.7 charged", "film     http", "poster   http"):
        assert said in shown.out
    assert (as_json.json["id"], as_json.json["file"]) == (task_id, f"{task_id}.mp4")
    assert named.out == "b.mp4\n"
    for name in ("a.mp4", "b.mp4", f"{task_id}.mp4"):
        assert (user.home / name).read_bytes() == film.read_bytes()
    refused = user.run("tasks", "cancel", task_id, exits=2)
    assert "completed" in refused.err


def test_a_task_is_cancelled(user: Shell, client: Client) -> None:
    with client:
        task_id = client.videos.generate("hang").id
    unfinished = user.run("download", task_id, exits=1)
    assert "has no film yet" in unfinished.err
    assert "25.7 credits are given back" in user.run("tasks", "cancel", task_id).err
    for told in user.run_at_once(("tasks", "wait", task_id), ("download", task_id), exits=1):
        assert "was cancelled" in told.err
    assert "request_cancelled" in user.run("tasks", "show", task_id).out


def test_on_a_terminal_a_task_id_stays_in_one_piece(user: Shell, client: Client) -> None:
    with client:
        task_id = client.videos.generate("film").id
    terminal = Terminal(user, "tasks", "ls", COLUMNS="80")
    assert terminal.read_to_end() == 0
    assert task_id in terminal.text
    assert all(len(line) <= 80 for line in terminal.plain.splitlines())


def test_models_are_listed_with_their_prices(user: Shell) -> None:
    table, as_json = user.run_at_once(("models",), ("models", "--json"))
    rows = {row["MODEL"]: row for row in table.rows}
    assert rows["veo3.1-pro"]["PRICE"] == "25.7 a film"
    assert rows["veo3.1-fast"]["SECONDS"] == "1-12"
    assert [model["id"] for model in as_json.json["data"]] == list(rows)
