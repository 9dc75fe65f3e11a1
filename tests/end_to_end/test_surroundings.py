"""What a machine may do to a server: a full disk, a clock that steps, an engine that eats memory, receivers that break."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from end_to_end.cluster import free_port
from end_to_end.receiver import open_receiver
from end_to_end.server import Server, create, get, wait_for

HOUR_MS = 3_600_000


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 24 MB."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(folder)], capture_output=True
    )
    if mounted.returncode != 0:
        pytest.skip("only root may mount a small file system")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_loses_nothing(small_disk: Path, film: Path) -> None:
    server = Server(small_disk / "data", film, {"worker": {"slots": 2}})
    server.start()
    customer = server.customer()
    ballast = small_disk / "ballast"
    with server.client(customer.key) as client:
        running = [create(client, "wait 2")["id"] for _ in range(2)]
        for task_id in running:
            wait_for(client, task_id, "processing")
        fill(ballast)
        time.sleep(0.5)
        answers = [
            client.post(
                "/v1/videos/generations", json={"model": "veo3.1-pro", "prompt": "x" * 2000}
            ).status_code
            for _ in range(5)
        ]
        assert set(answers) <= {200, 503}
        assert 503 in answers, "the disk is full"
        time.sleep(2.5)
        assert client.get(f"/v1/tasks/{running[0]}").status_code == 200, "it still answers"
        ballast.unlink()
        for task_id in running:
            task = wait_for(client, task_id)
            assert task["status"] == "completed" or task["error"]["code"] == "resource_exhausted"
        assert wait_for(client, create(client)["id"])["status"] == "completed"
        for task in client.get("/v1/tasks").json()["data"]:
            wait_for(client, task["id"])
        assert client.get("/v1/credits").json()["reserved"] == 0
    assert server.verify() == []
    assert server.stop() == 0
    shutil.rmtree(small_disk / "data")


def fill(ballast: Path) -> None:
    with ballast.open("wb") as file:
        size = 1 << 20
        while size:
            try:
                os.write(file.fileno(), bytes(size))
            except OSError:
                size //= 2


@pytest.mark.parametrize("step_ms", [-HOUR_MS, HOUR_MS, -48 * HOUR_MS, 48 * HOUR_MS])
def test_a_clock_that_steps_while_a_film_is_made(tmp_path: Path, film: Path, step_ms: int) -> None:
    settings = {"worker": {"slots": 1, "sweep_seconds": 0.5}, "callbacks": {"allow_hosts": ["localhost"]}}
    server = Server(tmp_path / "server", film, settings, clock=tmp_path / "clock")
    server.start()
    customer = server.customer()
    with server.client(customer.key) as client, open_receiver() as receiver:
        done = wait_for(client, create(client)["id"])
        receiver.statuses = [500, 200]
        before, waiting = create(client, "wait 1.5", callback_url=receiver.url)["id"], create(client)["id"]
        wait_for(client, before, "processing")
        (tmp_path / "clock").write_text(str(step_ms))
        assert wait_for(client, before)["status"] == "completed"
        assert wait_for(client, waiting)["status"] == "completed"
        receiver.wait(2)
        assert get(client, done["id"])["status"] == "completed", "what has ended stays as it is"
        assert wait_for(client, create(client)["id"])["status"] == "completed"
    assert server.stop() == 0
    assert server.verify() == []


def test_an_engine_that_eats_memory_is_its_own_fault(make_server: Any) -> None:
    hungry = {"engine": "doubles.actor:HUNGRY"}
    server = make_server(models={"hungry": hungry}, worker={"slots": 1})
    with server.client(server.customer().key) as client:
        before = psutil.Process(server.process.pid).memory_info().rss
        task = wait_for(client, create(client, "eat", model="hungry")["id"])
        assert task["status"] == "failed"
        assert task["usage"]["credits_charged"] == 0
        assert psutil.Process(server.process.pid).memory_info().rss - before < 64 << 20
        assert wait_for(client, create(client, "film", model="hungry")["id"])["status"] == "completed"


@pytest.mark.parametrize("rude", [b"", b"HTTP/1.1 200", b"\x00\xff" * 50], ids=["nothing", "half", "noise"])
def test_a_receiver_that_closes_early_is_called_again(make_server: Any, rude: bytes) -> None:
    server = make_server(callbacks={"allow_hosts": ["localhost"], "retry_seconds": [0.2, 0.2, 0.2]})
    calls = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                with connection:
                    calls.append(connection.recv(65536))
                    polite = b"HTTP/1.1 204 No Content\r\n\r\n"
                    connection.sendall(rude if len(calls) == 1 else polite)

        threading.Thread(target=answer, daemon=True).start()
        with server.client(server.customer().key) as client:
            create(client, callback_url=f"http://localhost:{listener.getsockname()[1]}/")
            until = time.monotonic() + 20
            while len(calls) < 2:
                assert time.monotonic() < until, calls
                time.sleep(0.05)
    ids = {line for call in calls for line in call.split(b"\r\n") if line.lower().startswith(b"webhook-id")}
    assert len(ids) == 1


def test_a_receiver_that_is_down_is_called_when_it_is_up(make_server: Any) -> None:
    server = make_server(callbacks={"allow_hosts": ["localhost"], "retry_seconds": [1, 1, 1]})
    port = free_port()
    with server.client(server.customer().key) as client:
        task_id = create(client, callback_url=f"http://localhost:{port}/hook")["id"]
        assert wait_for(client, task_id)["status"] == "completed"
        time.sleep(0.5)
        with open_receiver(port=port) as receiver:
            (call,) = receiver.wait(1)
            assert task_id.encode() in call.body
