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


NOWHERE, ORDERED = 0, 1
DEATHS = [
    # before anything is written: nothing was ordered, so it is ordered now
    ("xai", "filmgate.workflow.start:note_served:before", ORDERED, None),
    # written, not sent: nobody can know, so it is not sent
    ("xai", "filmgate.workflow.start:build_job:after", NOWHERE, "service_error"),
    ("lightx2v", "filmgate.workflow.start:build_job:after", NOWHERE, "service_unavailable"),
    ("unified", "filmgate.workflow.start:build_job:after", ORDERED, None),
    # sent and answered, the answer not kept
    ("xai", "filmgate.engines.remote.order:read_object:before", ORDERED, "service_error"),
    ("lightx2v", "filmgate.engines.remote.order:read_object:before", ORDERED, None),
    ("unified", "filmgate.engines.remote.order:read_object:before", ORDERED, None),
    # the film is there, not yet fetched, or fetched and not yet kept
    ("xai", "filmgate.engines.xai:fetch_film:before", ORDERED, None),
    ("xai", "filmgate.engines.xai:fetch_film:after", ORDERED, None),
]


@pytest.mark.parametrize(
    ("name", "step", "starts", "code"), DEATHS, ids=lambda value: str(value).rpartition(".")[2]
)
def test_where_it_dies(
    name: str, step: str, starts: int, code: str | None, tmp_path: Path, film: Path
) -> None:
    contract = CONTRACTS[name]
    double = contract.double(film.read_bytes())
    try:
        engines = {name: engine_settings(contract, double, "film", tmp_path)}
        settings = {"engines": engines, "models": {"m": {"engine": name}}, "worker": {"slots": 1}}
        server = Server(tmp_path / "server", film, settings, die_at=step)
        server.start()
        key = server.customer().key
        with server.client(key) as client:
            task_id = create(client, "a film", model="m")["id"]
        assert server.process is not None
        assert server.process.wait(30) == -9, "it lives, though it was to die"
        server.start()
        with server.client(key) as client:
            task = wait_for(client, task_id)
            assert task.get("error", {}).get("code") == code, task
            charged = 0 if code else 25.7
            assert client.get("/v1/credits").json()["spent"] == charged
        assert double.starts["film"] == starts
        assert server.stop() == 0
        assert server.verify() == []
    finally:
        double.stop()


def begun(server: Server, double: Double, looks: int) -> None:
    """Wait until the upstream was asked once more."""
    wait_until(lambda: any(work.looks > looks for work in double.works.values()), "it is not asked")


def test_a_film_that_is_paid_outlives_more_crashes_than_a_task_may_have(
    make_server: Any, tmp_path: Path, film: Path
) -> None:
    double = CONTRACTS["unified"].double(film.read_bytes())
    engines = {"far": engine_settings(CONTRACTS["unified"], double, "late", tmp_path)}
    server = make_server(
        engines=engines, models={"m": {"engine": "far"}}, worker={"slots": 1, "max_attempts": 1}
    )
    key = server.customer().key
    with server.client(key) as client:
        task_id = create(client, "a film", model="m")["id"]
        wait_until(lambda: is_being_made(client, task_id), "it is not begun")
    for _ in range(4):
        looks = double.work_of("late").looks
        server.kill()
        server.start()
        begun(server, double, looks)
    double.release.set()
    with server.client(key) as client:
        assert wait_for(client, task_id)["status"] == "completed"
        assert client.get("/v1/credits").json()["spent"] == 25.7
    assert double.starts["late"] == 1
    double.stop()


def test_a_film_on_which_we_choke_is_given_up(tmp_path: Path, film: Path) -> None:
    double = CONTRACTS["unified"].double(film.read_bytes())
    engines = {"far": engine_settings(CONTRACTS["unified"], double, "film", tmp_path)}
    settings = {
        "engines": engines,
        "models": {"m": {"engine": "far"}},
        "worker": {"slots": 1, "max_attempts": 2},
    }
    step = "filmgate.workflow.film:store_film:before"
    server = Server(tmp_path / "server", film, settings, die_at=step)
    server.start()
    key = server.customer().key
    with server.client(key) as client:
        task_id = create(client, "a film", model="m")["id"]
    assert server.process is not None
    for _ in range(2):
        assert server.process.wait(30) == -9
        (server.folder / "died").unlink()
        server.start()
    with server.client(key) as client:
        task = wait_for(client, task_id)
        assert task["error"]["code"] == "service_error"
        assert task["error"]["message"] == "The work broke off 2 times and was given up"
        assert client.get("/v1/credits").json()["spent"] == 0
    assert any(task_id in line and "given up; far may" in line for line in server.log().splitlines())
    assert (double.starts["film"], double.work_of("film").fetches) == (1, 2)
    assert server.stop() == 0
    assert server.verify() == []
    double.stop()
