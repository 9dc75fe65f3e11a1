"""An upstream calls us when a film is ready: it is asked at once. Whatever else comes to that address changes nothing."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from doubles.unified import SeedDouble, UnifiedDouble
from doubles.upstream import Work, wait_until
from end_to_end.cluster import free_port
from end_to_end.contracts import CONTRACTS, engine_settings
from end_to_end.server import Server, assert_error, create, wait_for
from filmgate.storage.keyring import Keyring
from filmgate.storage.links import sign

NEVER = 3600.0
"""A pause in which no test waits for the next look."""


class Far:
    """Our server in front of a double that works until `release` is set."""

    def __init__(self, server: Server, double: UnifiedDouble, behaviour: str) -> None:
        self.server, self.double, self.behaviour = server, double, behaviour
        self.key = server.customer().key

    def order(self) -> str:
        """A task whose film the double has been asked for once."""
        with self.server.client(self.key) as client:
            task_id = str(create(client, "a film", model="m")["id"])
        wait_until(lambda: any(work.looks for work in self.double.works.values()), 30)
        wait_until(
            lambda: self.served(task_id).startswith('{"engine": "far", "model": "m", "state": "started"')
        )
        return task_id

    @property
    def work(self) -> Work:
        return self.double.work_of(self.behaviour)

    def call(self, body: bytes = b"{}") -> httpx2.Response:
        """What a server of the family does at the end."""
        return httpx2.post(self.work.wanted["callback_url"], content=body, timeout=30, trust_env=False)

    def served(self, task_id: str) -> str:
        """What stands on the task's row about its engine."""
        with sqlite3.connect(self.server.folder / "filmgate.db") as database:
            row = database.execute("SELECT served FROM tasks WHERE id = ?", (task_id,)).fetchone()
        return str(row[0])

    def end(self, task_id: str) -> dict[str, Any]:
        with self.server.client(self.key) as client:
            return wait_for(client, task_id)


@pytest.fixture
def far(make_server: Any, film: Path, tmp_path: Path) -> Iterator[Callable[..., Far]]:
    doubles: list[UnifiedDouble] = []

    def start(name: str = "unified", behaviour: str = "late", worker: Any = None, **options: Any) -> Far:
        kind = {"unified": UnifiedDouble, "seed": SeedDouble}[name]
        double = kind(film.read_bytes())
        doubles.append(double)
        engine = engine_settings(CONTRACTS[name], double, behaviour, tmp_path)
        engine["options"] |= {"poll_seconds": NEVER, "callback_poll_seconds": NEVER, **options}
        port = free_port()
        server = make_server(
            server={"port": port, "public_url": f"http://127.0.0.1:{port}"},
            engines={"far": engine},
            models={"m": {"engine": "far", "engine_model": "m"}},
            worker={"slots": 2, **(worker or {})},
        )
        return Far(server, double, behaviour)

    yield start
    for double in doubles:
        assert double.problems == []
        double.stop()


@pytest.mark.parametrize("name", ["unified", "seed"])
def test_the_film_is_fetched_as_soon_as_the_upstream_calls(far: Any, name: str) -> None:
    setup = far(name)
    task_id = setup.order()
    assert setup.work.wanted["callback_url"].startswith(
        f"{setup.server.base_url}/upstream-callbacks/{task_id}?expires="
    )
    setup.double.release.set()
    began = time.monotonic()
    assert setup.call(b"what stands here is thrown away").status_code == 204
    assert setup.end(task_id)["status"] == "completed"
    print(f"{name}: fetched {setup.work.fetched_at - began:.2f} s after the call")
    assert setup.work.looks == 2


def test_a_call_is_no_truth_and_a_second_one_changes_nothing(far: Any) -> None:
    setup = far()
    task_id = setup.order()
    lie = b'{"id": "x", "status": "completed", "results": ["http://127.0.0.1/film.mp4"]}'
    assert setup.call(lie).status_code == 204
    wait_until(lambda: setup.work.looks == 2)
    noted = setup.served(task_id)
    for _ in range(20):
        assert setup.call(lie).status_code == 204
    assert setup.served(task_id) == noted
    assert setup.work.looks == 2
    with setup.server.client(setup.key) as client:
        assert client.get(f"/v1/tasks/{task_id}").json()["status"] == "processing"
        client.post(f"/v1/tasks/{task_id}/cancel")
        ended = client.get(f"/v1/tasks/{task_id}").content
        assert setup.call().status_code == 204
        assert client.get(f"/v1/tasks/{task_id}").content == ended


def test_without_its_signature_it_is_a_403_and_changes_nothing(far: Any) -> None:
    setup = far()
    task_id = setup.order()
    path, query = (
        httpx2.URL(setup.work.wanted["callback_url"]).path,
        setup.work.wanted["callback_url"].split("?")[1],
    )
    keys, later = Keyring(setup.server.folder), round(time.time()) + 1000
    other = "task-unified-1757169743-aaaaaaaa"
    signed = {
        "nothing": "",
        "the signature cut off": query.rpartition("&")[0],
        "another character": query[:-1] + ("A" if query[-1] != "A" else "B"),
        "a later end": query.replace("expires=", "expires=9"),
        "another key": query.replace("kid=", "kid=x"),
        "another task's": sign(f"upstream-callbacks/{other}", later, keys),
        "a file's": sign(f"films/{task_id}/1.mp4", later, keys),
        "the bare id's": sign(task_id, later, keys),
        "an old one": sign(f"upstream-callbacks/{task_id}", int(time.time()) - 1, keys),
    }
    noted = setup.served(task_id)
    with setup.server.client(setup.key) as client:  # a customer's key is no help
        for why, wrong in signed.items():
            answer = client.post(f"{path}?{wrong}", json={"status": "completed"})
            error = assert_error(answer, 403, "permission_error")
            assert ("expired" in error["message"]) == (why == "an old one"), why
        assert_error(client.post(f"{path.replace(task_id, other)}?{query}"), 403, "permission_error")
        assert client.get(f"{path}?{query}").status_code == 404
        assert client.post(f"{path}?{query}", content=b" " * 100_000).status_code == 413
        assert client.get(f"/files/upstream-callbacks/{task_id}?{query}").status_code == 404
    assert setup.served(task_id) == noted
    assert setup.work.looks == 1
    setup.double.release.set()
    assert setup.call().status_code == 204
    assert setup.end(task_id)["status"] == "completed"


def test_a_call_that_gets_lost_is_made_up_for_by_asking(far: Any) -> None:
    setup = far(poll_seconds=0.2, callback_poll_seconds=0.5)
    task_id = setup.order()
    setup.double.release.set()
    assert setup.end(task_id)["status"] == "completed"


@pytest.mark.parametrize("noted", [True, False], ids=["after it was noted", "before it came"])
def test_killed_about_the_call(far: Any, noted: bool) -> None:
    setup = far()
    task_id = setup.order()
    setup.double.release.set()
    if noted:
        assert setup.call().status_code == 204
    setup.server.kill()
    if not noted:
        with pytest.raises(httpx2.ConnectError):
            setup.call()
    setup.server.start()
    assert setup.end(task_id)["status"] == "completed"
    assert setup.double.starts["late"] == 1


def test_an_order_whose_answer_was_lost_is_found_with_its_callback(far: Any) -> None:
    """The same key must come with the same body, so the same address: also after a restart."""
    setup = far(behaviour="held")
    with setup.server.client(setup.key) as client:
        task_id = create(client, "a film", model="m")["id"]
    wait_until(lambda: setup.double.starts["held"])
    time.sleep(1.1)  # an address made now would have another end
    setup.server.kill()
    setup.server.start()
    wait_until(lambda: setup.work.looks)
    wait_until(lambda: '"started"' in setup.served(task_id))
    assert setup.call().status_code == 204
    assert setup.end(task_id)["status"] == "completed"
    assert (setup.double.starts["held"], setup.double.orders["held"]) == (1, 2)


def test_an_upstream_that_will_not_call_is_asked(far: Any) -> None:
    setup = far(behaviour="calls-nobody", poll_seconds=0.1, poll_max_seconds=0.2)
    with setup.server.client(setup.key) as client:
        task_id = create(client, "a film", model="m")["id"]
    assert setup.end(task_id)["status"] == "completed"
    assert "callback_url" not in setup.work.wanted
    (problem,) = setup.double.problems
    assert "callback_url" in problem
    setup.double.problems.clear()


@pytest.mark.parametrize("calls", [True, False], ids=["which may call us", "which may not"])
def test_another_filmgate(make_server: Any, calls: bool) -> None:
    behind = make_server(callbacks={"allow_hosts": ["127.0.0.1"] if calls else []})
    account, port = behind.customer(), free_port()
    slow = {"poll_seconds": NEVER} if calls else {"poll_seconds": 0.1, "callback_poll_seconds": NEVER}
    front = make_server(
        server={"port": port, "public_url": f"http://127.0.0.1:{port}"},
        engines={
            "behind": {
                "kind": "unified",
                "base_url": behind.base_url,
                "api_key": account.key,
                "options": {"poll_max_seconds": 0.3, **slow},
            }
        },
        models={"m": {"engine": "behind", "engine_model": "veo3.1-fast"}},
    )
    with front.client(front.customer().key) as client, behind.client(account.key) as back:
        task_id = create(client, "wait 1", model="m")["id"]
        assert wait_for(client, task_id)["status"] == "completed"
        (there,) = back.get("/v1/tasks").json()["data"]
        assert there["status"] == "completed"
        assert back.get("/v1/credits").json()["spent"] == 9.8
    assert ("has called" in front.log()) == calls
    assert ("will not call" in front.log()) != calls
