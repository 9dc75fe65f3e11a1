"""kill -9 at each step: whatever the process was just doing, after the next start every task ends once."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import Any

import httpx2
import pytest

from end_to_end.cluster import free_port
from end_to_end.receiver import open_receiver
from end_to_end.server import Server, wait_for

STEPS = [
    # the request
    ("film", "filmgate.api.generations:create_task:before"),
    ("film", "filmgate.api.generations:create_task:after"),
    ("film", "filmgate.api.generations:remember_answer:after"),
    ("film", "filmgate.api.generations:_accept:after"),
    # the queue
    ("film", "filmgate.workflow.worker:claim_next:found"),
    ("film", "filmgate.workflow.worker:make_film:before"),
    # the film
    ("film", "filmgate.workflow.film:begin_attempt:after"),
    ("film", "filmgate.workflow.film:prepare_task:before"),
    ("film", "filmgate.workflow.film:prepare_task:after"),
    ("film", "filmgate.workflow.start:note_served:before"),
    ("film", "filmgate.workflow.start:build_job:after"),
    ("film", "filmgate.workflow.film:start_task:after"),
    ("film", "filmgate.workflow.film:store_film:before"),
    ("film", "filmgate.workflow.film:store_film:after"),
    ("film", "filmgate.workflow.film:complete_task:before"),
    ("film", "filmgate.workflow.film:complete_task:after"),
    ("film", "filmgate.workflow.film:_settle:after"),
    ("fail service_error", "filmgate.workflow.film:fail_task:after"),
    ("fail service_error", "filmgate.workflow.film:_settle_failed:after"),
    # the callback
    ("film", "filmgate.callbacks.deliver:take_due:after"),
    ("film", "filmgate.callbacks.deliver:post:before"),
    ("film", "filmgate.callbacks.deliver:post:after"),
    ("film", "filmgate.callbacks.deliver:note_attempt:after"),
]


@pytest.mark.parametrize(("prompt", "step"), STEPS, ids=[step.removeprefix("filmgate.") for _, step in STEPS])
def test_the_process_dies(prompt: str, step: str, tmp_path: Path, film: Path) -> None:
    settings = {
        "server": {"port": free_port()},
        "worker": {"slots": 1},
        "callbacks": {"allow_hosts": ["localhost"]},
    }
    server = Server(tmp_path / "server", film, settings, die_at=step)
    server.start()
    customer = server.customer()
    with open_receiver() as receiver:
        wanted = {"model": "veo3.1-pro", "prompt": prompt, "callback_url": receiver.url}
        task_id = create_or_none(server, customer.key, wanted)
        assert server.process is not None
        assert server.process.wait(30) == -9, "it lives, though it was to die"
        assert server.verify() == []
        server.start()
        task_id = task_id or create_or_none(server, customer.key, wanted)
        assert task_id is not None
        with server.client(customer.key) as client:
            task = wait_for(client, task_id)
            assert task["status"] == ("completed" if prompt == "film" else "failed")
            assert len(client.get("/v1/tasks").json()["data"]) == 1, "one key, one task"
            calls = receiver.wait(1)
            until_noted(server)
            assert {call.headers["webhook-id"] for call in calls} == {calls[0].headers["webhook-id"]}
            assert {call.body for call in calls} == {client.get(f"/v1/tasks/{task_id}").content}
    assert server.stop() == 0
    assert server.verify() == []
    stored = {path.name for path in (server.folder / "files" / "films").rglob("*.*")}
    assert len(stored) == (2 if prompt == "film" else 0), (
        "the film and its poster, and nothing of other attempts"
    )


def create_or_none(server: Server, key: str, wanted: dict[str, Any]) -> str | None:
    """Create the task as a careful client does, with a key that makes it safe to ask again."""
    with server.client(key) as client:
        try:
            answer = client.post("/v1/videos/generations", json=wanted, headers={"idempotency-key": "mine"})
        except httpx2.HTTPError:
            return None
        assert answer.status_code == 200, answer.text
        return str(answer.json()["id"])


def until_noted(server: Server) -> None:
    """Wait until the delivery is over."""
    until = time.monotonic() + 20
    with sqlite3.connect(server.folder / "filmgate.db") as database:
        while database.execute("SELECT state FROM deliveries").fetchall() != [("delivered",)]:
            assert time.monotonic() < until
            time.sleep(0.05)


def test_the_sweeper_dies_between_file_and_row(tmp_path: Path, film: Path) -> None:
    settings = {"storage": {"link_hours": 0.0003}, "worker": {"slots": 1, "sweep_seconds": 0.5}}
    server = Server(tmp_path / "server", film, settings, die_at="filmgate.workflow.sweep:delete_files:after")
    server.start()
    customer = server.customer()
    with server.client(customer.key) as client:
        task_id = client.post(
            "/v1/videos/generations", json={"model": "veo3.1-pro", "prompt": "film"}
        ).json()["id"]
    assert server.process is not None
    assert server.process.wait(30) == -9
    server.start()
    until = time.monotonic() + 20
    with sqlite3.connect(server.folder / "filmgate.db") as database:
        while database.execute("SELECT files_deleted_at_ms IS NULL FROM tasks").fetchall() != [(0,)]:
            assert time.monotonic() < until
            time.sleep(0.1)
    with server.client(customer.key) as client:
        assert wait_for(client, task_id)["status"] == "completed"
    assert server.stop() == 0
    assert server.verify() == []
