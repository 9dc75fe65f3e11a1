"""A filmgate in front of another one: two real servers, no double."""

from __future__ import annotations

import time
from typing import Any

import pytest

from end_to_end.server import create, wait_for


@pytest.fixture
def pair(make_server: Any) -> Any:
    behind = make_server()
    account = behind.customer()
    engine = {
        "kind": "unified",
        "base_url": behind.base_url,
        "api_key": account.key,
        "options": {"poll_seconds": 0.1, "poll_max_seconds": 0.3, "lost_after_seconds": 3},
    }
    model = {"engine": "behind", "engine_model": "veo3.1-fast", "durations_seconds": [4, 8]}
    front = make_server(
        engines={"behind": engine}, models={"m": model}, worker={"slots": 4, "start_patience_seconds": 0}
    )
    return front, behind, account


def test_films_pictures_failures_and_cancels(pair: Any, film: Any, upload_png: bytes) -> None:
    front, behind, account = pair
    with front.client(front.customer().key) as client, behind.client(account.key) as back:
        url = client.post("/v1/files", files={"file": ("a.png", upload_png, "image/png")}).json()["url"]
        done = wait_for(client, create(client, "wait 1", model="m", image_urls=[url, url], seed=5)["id"])
        assert done["status"] == "completed", done
        assert client.get(done["results"][0]).content == film.read_bytes()
        (there,) = back.get("/v1/tasks").json()["data"]
        assert (there["model"], there["task_info"]["seed"]) == ("veo3.1-fast", 5)

        failed = wait_for(client, create(client, "fail content_policy_violation", model="m")["id"])
        assert failed["error"]["code"] == "content_policy_violation"

        task_id = create(client, "wait 60", model="m")["id"]
        until = time.monotonic() + 20
        while wait_for(client, task_id, "processing")["task_info"].get("stage") in ("starting", None):
            assert time.monotonic() < until
            time.sleep(0.05)
        assert client.post(f"/v1/tasks/{task_id}/cancel").status_code == 200
        while back.get("/v1/tasks").json()["data"][0]["status"] != "failed":
            assert time.monotonic() < until, "the server behind goes on"
            time.sleep(0.05)
        assert back.get("/v1/tasks").json()["data"][0]["error"]["code"] == "request_cancelled"
        assert back.get("/v1/credits").json() | {"object": ""} == {
            "object": "",
            "balance": 1000 - 9.8,
            "reserved": 0,
            "spent": 9.8,
            "user_group": "default",
        }


def test_the_other_one_is_away(pair: Any) -> None:
    front, behind, _ = pair
    behind.stop()
    with front.client(front.customer().key) as client:
        task = wait_for(client, create(client, "film", model="m")["id"])
        assert task["error"]["code"] == "service_unavailable"
        assert task["error"]["message"] == "The engine behind cannot be reached"


def test_the_one_in_front_is_killed(pair: Any) -> None:
    front, behind, account = pair
    key = front.customer().key
    with front.client(key) as client:
        task_id = create(client, "wait 3", model="m")["id"]
        with behind.client(account.key) as back:
            until = time.monotonic() + 20
            while not back.get("/v1/tasks").json()["data"]:
                assert time.monotonic() < until
                time.sleep(0.02)
    front.kill()
    front.start()
    with front.client(key) as client, behind.client(account.key) as back:
        assert wait_for(client, task_id)["status"] == "completed"
        assert len(back.get("/v1/tasks").json()["data"]) == 1
        assert back.get("/v1/credits").json()["spent"] == 9.8
