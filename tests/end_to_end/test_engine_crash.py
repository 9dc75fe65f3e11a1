"""kill -9 between ordering a film and having it: the upstream sees one order, and the credits are right."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from doubles.upstream import Double
from end_to_end.contracts import CONTRACTS, doubles, engine_settings
from end_to_end.server import Server, create, get, wait_for


@pytest.fixture
def running(film: Path) -> Iterator[dict[str, Double]]:
    with doubles(film) as opened:
        yield opened


def serve(make_server: Any, running: dict[str, Double], behaviour: str, folder: Path) -> Server:
    engines = {
        name: engine_settings(contract, running[name], behaviour, folder)
        for name, contract in CONTRACTS.items()
    }
    models = {name: {"engine": name} for name in CONTRACTS}
    server: Server = make_server(engines=engines, models=models, worker={"slots": 40})
    return server


def wait_until(is_so: Callable[[], bool], what: str, seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, what
        time.sleep(0.05)


def is_being_made(client: Any, task_id: str) -> bool:
    return get(client, task_id)["task_info"].get("stage") == "making the film"


def test_killed_while_upstreams_work(make_server: Any, running: dict[str, Double], tmp_path: Path) -> None:
    server = serve(make_server, running, "late", tmp_path)
    customer = server.customer()
    with server.client(customer.key) as client:
        ids = {name: create(client, "a film", model=name)["id"] for name in CONTRACTS}
        for name, task_id in ids.items():
            wait_until(lambda task_id=task_id: is_being_made(client, task_id), name)  # type: ignore[misc]
    server.kill()
    for double in running.values():
        double.release.set()
    server.start()
    with server.client(customer.key) as client:
        tasks = {name: wait_for(client, task_id, seconds=60) for name, task_id in ids.items()}
        credits = client.get("/v1/credits").json()
    lost = tasks.pop("xinference")  # a synchronous order lives and dies with its connection
    assert lost["error"]["code"] == "service_error"
    assert {name: task["status"] for name, task in tasks.items()} == dict.fromkeys(tasks, "completed")
    assert {name: double.starts["late"] for name, double in running.items()} == dict.fromkeys(CONTRACTS, 1)
    assert credits["spent"] == pytest.approx(25.7 * len(tasks))
    assert credits["reserved"] == 0


def test_killed_while_the_order_is_under_way(
    make_server: Any, running: dict[str, Double], tmp_path: Path
) -> None:
    """The upstream has the order, we have no answer: it is asked for where it can be, and never sent again blindly."""
    server = serve(make_server, running, "held", tmp_path)
    customer = server.customer()
    names = [name for name in CONTRACTS if name != "xinference"]
    with server.client(customer.key) as client:
        ids = {name: create(client, "a film", model=name)["id"] for name in names}
        wait_until(lambda: all(running[name].starts["held"] for name in names), "orders")
    server.kill()
    server.start()
    with server.client(customer.key) as client:
        tasks = {name: wait_for(client, task_id, seconds=60) for name, task_id in ids.items()}
        credits = client.get("/v1/credits").json()
    found = {name for name, task in tasks.items() if task["status"] == "completed"}
    assert found == {"unified", "lightx2v"}
    for name in set(names) - found:
        assert tasks[name]["error"]["code"] == "service_error"
        assert "was not ordered again" in tasks[name]["error"]["message"]
        assert running[name].orders["held"] == 1
        assert any(ids[name] in line and "may charge" in line for line in server.log().splitlines())
    assert {name: running[name].starts["held"] for name in names} == dict.fromkeys(names, 1)
    assert credits["spent"] == pytest.approx(25.7 * 2)
    assert credits["reserved"] == 0
