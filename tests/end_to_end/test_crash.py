"""Whatever happens to the process, an accepted task ends once and its credits with it."""

from __future__ import annotations

import sqlite3
import time
from typing import Any

import psutil
import pytest

from end_to_end.server import Server, create, get, wait_for


def test_kill_9_in_the_middle_of_ten_tasks(make_server: Any) -> None:
    server = make_server(worker={"slots": 3})
    customer = server.customer()
    with server.client(customer.key) as client:
        ids = [create(client, "wait 1.5")["id"] for _ in range(10)]
        for task_id in ids[:2]:
            wait_for(client, task_id, "processing")
        time.sleep(0.5)
        children = psutil.Process(server.process.pid).children(recursive=True)
        assert children
        server.kill()
    assert server.verify() == []
    _, alive = psutil.wait_procs(children, timeout=5)
    assert not alive, "engines outlived their server"
    server.start()
    with server.client(customer.key) as client:
        tasks = [wait_for(client, task_id, seconds=60) for task_id in ids]
        assert [task["status"] for task in tasks] == ["completed"] * 10
        credits = client.get("/v1/credits").json()
        assert (credits["balance"], credits["reserved"], credits["spent"]) == (743, 0, 257)
    assert server.verify() == []


def attempts(server: Server, task_id: str) -> int:
    with sqlite3.connect(server.folder / "filmgate.db") as database:
        return int(database.execute("SELECT attempts FROM tasks WHERE id = ?", (task_id,)).fetchone()[0])


def test_a_task_that_breaks_off_again_and_again_is_given_up(make_server: Any) -> None:
    server = make_server(worker={"slots": 1, "max_attempts": 2})
    customer = server.customer()
    with server.client(customer.key) as client:
        task_id = create(client, "hang")["id"]
        wait_for(client, task_id, "processing")
    for attempt in (1, 2):
        until = time.monotonic() + 10
        while attempts(server, task_id) < attempt:
            assert time.monotonic() < until
            time.sleep(0.1)
        server.kill()
        server.start()
    with server.client(customer.key) as client:
        task = wait_for(client, task_id)
        assert task["error"]["code"] == "service_error"
        assert client.get("/v1/credits").json()["balance"] == 1000


def test_sigterm_lets_running_films_finish(make_server: Any) -> None:
    server = make_server(server={"drain_seconds": 20}, worker={"slots": 1})
    customer = server.customer()
    with server.client(customer.key) as client:
        running, waiting = create(client, "wait 2")["id"], create(client)["id"]
        wait_for(client, running, "processing")
    assert server.stop() == 0
    server.start()
    with server.client(customer.key) as client:
        done = get(client, running)
        assert done["status"] == "completed", "it was finished before the stop"
        assert wait_for(client, waiting)["status"] == "completed"


def test_sigterm_hands_back_what_does_not_finish_in_time(make_server: Any) -> None:
    server = make_server(server={"drain_seconds": 0.5}, worker={"slots": 1, "max_attempts": 1})
    customer = server.customer()
    with server.client(customer.key) as client:
        task_id = create(client, "wait 3")["id"]
        wait_for(client, task_id, "processing")
        time.sleep(0.5)
    began = time.monotonic()
    assert server.stop() == 0
    assert time.monotonic() - began < 8
    server.start()
    with server.client(customer.key) as client:
        assert wait_for(client, task_id)["status"] == "completed", "a shutdown is no failed attempt"


def test_a_second_server_on_the_same_folder_is_refused(make_server: Any) -> None:
    server = make_server()
    second = Server(server.folder, server.film)
    with pytest.raises(AssertionError, match="another filmgate serves from"):
        second.start()
