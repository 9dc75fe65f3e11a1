"""Faults of engines, clocks and surroundings: the task ends once, and the credits with it."""

from __future__ import annotations

import json
import shutil
import sqlite3
from typing import Any

from end_to_end.server import create, get, wait_for
from net.loopback import answer, serve

GERMAN = "Bitte zeichne mir einen Hund im Schnee"


def test_an_engine_that_neither_ends_nor_reports_is_left(make_server: Any) -> None:
    silent = {"engine": "doubles.actor:SILENT"}
    server = make_server(models={"silent": silent}, worker={"slots": 1, "task_timeout_seconds": 0.5})
    with server.client(server.customer().key) as client:
        task = wait_for(client, create(client, model="silent")["id"], seconds=20)
        assert task["error"]["code"] == "generation_timeout"
        assert client.get("/v1/credits").json()["balance"] == 1000


def test_the_time_that_a_stopped_server_lost_is_not_the_films(make_server: Any) -> None:
    server = make_server(worker={"slots": 1, "task_timeout_seconds": 30})
    customer = server.customer()
    with server.client(customer.key) as client:
        task_id = create(client, "wait 2")["id"]
        wait_for(client, task_id, "processing")
    server.kill()
    with sqlite3.connect(server.folder / "filmgate.db") as database:
        database.execute("UPDATE tasks SET started_at_ms = started_at_ms - 3600000")
    server.start()
    with server.client(customer.key) as client:
        assert wait_for(client, task_id)["status"] == "completed"


def test_a_film_without_its_pictures_is_not_made(make_server: Any, upload_png: bytes) -> None:
    server = make_server(worker={"slots": 1})
    with server.client(server.customer().key) as client:
        blocking = create(client, "wait 2")["id"]
        wait_for(client, blocking, "processing")
        url = client.post("/v1/files", files={"file": ("a.png", upload_png)}).json()["url"]
        task_id = create(client, image_urls=[url])["id"]
        shutil.rmtree(server.folder / "files" / "inputs" / task_id)
        task = wait_for(client, task_id)
        assert task["error"]["code"] == "image_processing_error"
        assert task["usage"]["credits_charged"] == 0


def test_a_translator_that_is_set_wrongly_fails_no_task(make_server: Any) -> None:
    server = make_server(translator={"base_url": "http://127.0.0.1:1/v1", "model": "m"})
    with server.client(server.customer().key) as client:
        task = wait_for(client, create(client, GERMAN)["id"])
    assert task["status"] == "completed"
    assert "the translator failed" in task["task_info"]["notes"][0]


def test_half_a_character_from_the_translator_breaks_nothing(make_server: Any) -> None:
    translation = '{"choices": [{"message": {"content": "a dog \\ud83d in the snow"}}]}'
    with serve() as endpoint:
        endpoint.routes["/v1/chat/completions"] = answer(translation.encode())
        server = make_server(translator={"base_url": endpoint.url("/v1"), "model": "m"})
        with server.client(server.customer().key) as client:
            task = wait_for(client, create(client, GERMAN)["id"])
            assert task["task_info"]["notes"][0].endswith("a dog ? in the snow")
            assert client.get("/v1/tasks").status_code == 200


def test_after_sigterm_nothing_new_is_begun(make_server: Any) -> None:
    server = make_server(worker={"slots": 1}, server={"drain_seconds": 20})
    customer = server.customer()
    with server.client(customer.key) as client:
        running = create(client, "wait 1.5")["id"]
        wait_for(client, running, "processing")
        waiting = [create(client, "wait 0.2")["id"] for _ in range(3)]
    assert server.stop() == 0
    with sqlite3.connect(server.folder / "filmgate.db") as database:
        states = dict(database.execute("SELECT id, state FROM tasks").fetchall())
    assert states[running] == "completed"
    assert {states[task_id] for task_id in waiting} == {"pending"}
    server.start()
    with server.client(customer.key) as client:
        for task_id in waiting:
            assert wait_for(client, task_id)["status"] == "completed"


def test_an_event_id_from_nowhere_shows_what_there_is(make_server: Any) -> None:
    server = make_server()
    with server.client(server.customer().key) as client:
        task_id = create(client)["id"]
        wait_for(client, task_id)
        text = client.get(f"/v1/tasks/{task_id}/events", headers={"last-event-id": "999999999"}).text
        assert json.loads(text.split("data: ")[1].split("\n")[0]) == get(client, task_id)


def test_prompts_and_keys_are_not_in_the_log(make_server: Any) -> None:
    server = make_server()
    customer = server.customer()
    with server.client(customer.key) as client:
        wait_for(client, create(client, "film of my secret garden")["id"])
        wait_for(client, create(client, "crash in my secret garden")["id"])
        client.post("/v1/videos/generations", content=b'{"prompt": "secret garden", "model": 7}')
    assert "secret garden" not in server.log()
    assert customer.key not in server.log()
