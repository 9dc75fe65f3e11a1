"""A backup of a server at work, and a server that goes on from it."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from pathlib import Path

import httpx2

from cli.shell import Shell
from end_to_end.server import Server, create, get, wait_for


def test_a_server_goes_on_from_a_backup_that_was_made_under_load(
    make_server: Callable[..., Server], tmp_path: Path
) -> None:
    server = make_server(worker={"slots": 1})
    customer = server.customer(credits=100_000)
    shell = Shell(tmp_path / "home")
    stop = threading.Event()

    def load() -> None:
        with server.client(customer.key) as client:
            while not stop.is_set():
                create(client, "film", model="veo3.1-fast")
                time.sleep(0.01)

    with server.client(customer.key) as client:
        done = wait_for(client, create(client)["id"])
        failed = wait_for(client, create(client, "fail service_error")["id"])
        running = create(client, "wait 2")["id"]
        wait_for(client, running, "processing")
        waiting = create(client, "film")["id"]
        loader = threading.Thread(target=load)
        loader.start()
        config = server.folder / "filmgate.toml"
        config.write_text(f'data_dir = "{server.folder}"\n')
        made = shell.run("backup", "b.tar", "--config", config, "--json").json
        stop.set()
        loader.join()
        after = create(client, "film")["id"]
    assert made["files"] > 4
    server.stop()

    shell.run("restore", "b.tar", "--data", server.folder, exits=2)
    there = Server(tmp_path / "there", server.film, server.settings)
    shell.run("restore", "b.tar", "--data", there.folder)
    assert there.verify() == []
    there.start()
    try:
        with there.client(customer.key) as client:
            assert get(client, done["id"])["status"] == "completed"
            assert get(client, failed["id"])["error"] == failed["error"]
            for task_id in (running, waiting):
                assert wait_for(client, task_id)["status"] == "completed"
            assert client.get(f"/v1/tasks/{after}").status_code == 404
            film = server.film.read_bytes()
            for task_id in (done["id"], running):
                assert httpx2.get(get(client, task_id)["results"][0], trust_env=False).content == film
            given_out = done["results"][0].replace(server.base_url, there.base_url)
            assert httpx2.get(given_out, trust_env=False).content == film
    finally:
        there.stop()
    assert there.verify() == []


def test_a_running_servers_folder_is_never_replaced(
    make_server: Callable[..., Server], tmp_path: Path
) -> None:
    server = make_server()
    shell = Shell(tmp_path / "home")
    shell.run("backup", "b.tar", "--data", server.folder)
    shell.run("backup", "b.tar", "--data", server.folder, exits=2)
    shell.run("backup", "b.tar", "--data", server.folder, "--force")
    refused = shell.run("restore", "b.tar", "--data", server.folder, "--force", "--json", exits=2)
    assert "a server runs" in json.loads(refused.out)["error"]["message"]


def test_a_postgres_is_left_to_its_own_tools(tmp_path: Path) -> None:
    shell = Shell(tmp_path / "home")
    elsewhere = {"FILMGATE_DATABASE__URL": "postgresql://u@127.0.0.1:9/x"}
    assert "pg_dump" in shell.run("backup", "b.tar", exits=2, **elsewhere).err
    assert "pg_restore" in shell.run("restore", "b.tar", exits=2, **elsewhere).err
