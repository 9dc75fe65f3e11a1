"""Every remote engine against its double, through the real server: what the upstream does, and how our task ends.

One server has a model for every engine and every mishap. The table is printed with `pytest -s`.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest

from doubles.upstream import SECRET, Double
from end_to_end.contracts import CONTRACTS, ROWS, STARTED, doubles, engine_settings, rows_of
from end_to_end.server import Server, create, wait_for


@dataclass
class World:
    """The server, the doubles, and every task's end."""

    server: Server
    running: dict[str, Double]
    ends: dict[tuple[str, str], dict[str, Any]]
    client: httpx2.Client


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, film: Path) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("engines")
    with doubles(film) as running:
        engines, models = {}, {}
        for name, behaviour in [*ROWS, *((name, "cancel") for name in CONTRACTS)]:
            contract = CONTRACTS[name]
            engines[f"{name}-{behaviour}"] = engine_settings(contract, running[name], behaviour, folder)
            models[f"{name}-{behaviour}"] = {
                "engine": f"{name}-{behaviour}",
                "engine_model": "m",
            } | contract.model
        worker = {"slots": 60, "start_patience_seconds": 1.5, "task_timeout_seconds": 60}
        server = Server(folder / "server", film, {"engines": engines, "models": models, "worker": worker})
        server.start()
        with server.client(server.customer(credits=100_000).key) as client:
            ids = {row: create(client, f"a film of {row}", model="-".join(row))["id"] for row in ROWS}
            ends = {row: wait_for(client, task_id, seconds=100) for row, task_id in ids.items()}
            yield World(server, running, ends, client)
        server.stop()
        assert server.verify() == []


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("name", "behaviour"), ROWS, ids=lambda word: word)
def test_how_the_task_ends(world: World, name: str, behaviour: str) -> None:
    status, code = rows_of(CONTRACTS[name])[behaviour]
    task = world.ends[name, behaviour]
    error = task.get("error", {})
    charged = task["usage"]["credits_charged"]
    starts = world.running[name].starts[behaviour]
    print(f"{name:12} {behaviour:12} -> {task['status']:10} {error.get('code', ''):28} {charged:6} {starts}")
    assert (task["status"], error.get("code")) == (status, code), task
    assert charged == (25.7 if status == "completed" else 0)
    assert starts == STARTED.get(behaviour, 1), "an upstream film was ordered more or less than once"
    if status == "completed":
        assert task["task_info"]["served_by"] == {"engine": f"{name}-{behaviour}", "model": "m"}
        assert world.client.get(task["results"][0]).content == world.running[name].film


def test_the_doubles_saw_nothing_but_their_contracts(world: World) -> None:
    assert {name: double.problems for name, double in world.running.items() if double.problems} == {}


def test_no_key_is_told(world: World) -> None:
    said = json.dumps(list(world.ends.values())) + world.server.log()
    for secret in (SECRET, "token-of-the-account", "PRIVATE KEY"):
        assert secret not in said
    database = b"".join(file.read_bytes() for file in world.server.folder.glob("*.db*"))
    assert SECRET.encode() not in database


def test_internal_addresses_are_not_told(world: World) -> None:
    told = json.dumps([task.get("error") for task in world.ends.values()])
    assert "169.254" not in told
    assert "127.0.0.1" not in told


def test_the_log_says_where_an_upstream_may_charge(world: World) -> None:
    task = world.ends["xai", "cut"]
    assert "it was not ordered again" in task["error"]["message"]
    assert any(task["id"] in line and "may charge" in line for line in world.server.log().splitlines())


CANCELS = {"vllm-omni", "unified", "lightx2v", "xinference", "omni"}


@pytest.mark.parametrize("name", CONTRACTS)
def test_cancelling_while_it_is_made(world: World, name: str) -> None:
    double = world.running[name]
    task = create(world.client, "for ever", model=f"{name}-cancel")
    until = time.monotonic() + 20
    while not double.starts["cancel"]:
        assert time.monotonic() < until
        time.sleep(0.02)
    wait_for(world.client, task["id"], "processing")
    answer = world.client.post(f"/v1/tasks/{task['id']}/cancel")
    if name not in CANCELS:
        assert answer.status_code == 400, answer.text
        assert not wait_for(world.client, task["id"], "processing")["task_info"]["can_cancel"]
        return
    assert answer.json()["error"]["code"] == "request_cancelled"
    while not double.work_of("cancel").cancelled:
        assert time.monotonic() < until, "the upstream was not told"
        time.sleep(0.02)
    assert double.starts["cancel"] == 1
