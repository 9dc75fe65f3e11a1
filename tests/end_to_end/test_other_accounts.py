"""One account tries what belongs to another: it finds nothing, changes nothing, and cannot tell theirs from none."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx2
import pytest

from end_to_end.server import TESTS, Server, create, get, wait_for

ROWS = json.loads((TESTS / "data" / "other_accounts.json").read_text())


@dataclass
class Two:
    """The two: `words` are what the thief knows of the victim's."""

    victim: httpx2.Client
    thief: httpx2.Client
    running: str
    words: dict[str, str]


def _film(client: httpx2.Client) -> tuple[str, Any, Any]:
    task = wait_for(client, create(client)["id"])
    return task["id"], urlsplit(task["results"][0]), urlsplit(task["task_info"]["poster"])


def _with(query: str, **changes: str) -> str:
    return urlencode({name: values[0] for name, values in parse_qs(query).items()} | changes)


@pytest.fixture(scope="module")
def two(server: Server, upload_png: bytes) -> Iterator[Two]:
    owner, stranger = server.customer(), server.customer()
    with server.client(owner.key) as victim, server.client(stranger.key) as thief:
        ended, film, poster = _film(victim)
        running = victim.post(
            "/v1/videos/generations",
            json={"model": "veo3.1-pro", "prompt": "hang"},
            headers={"idempotency-key": "order-1"},
        ).json()["id"]
        wait_for(victim, running, "processing", "pending")
        _, my_film, _ = _film(thief)
        for task in thief.get("/v1/tasks").json()["data"]:
            assert task["status"] == "completed"
        upload, my_upload = (
            urlsplit(client.post("/v1/files", files={"file": ("a.png", upload_png)}).json()["url"])
            for client in (victim, thief)
        )
        words = {
            "base": server.base_url,
            "account": owner.account_id,
            "task": running,
            "task_upper": running.upper(),
            "ended": ended,
            "cursor": str(victim.get("/v1/tasks?limit=1").json()["next_cursor"]),
            "film_path": film.path,
            "film_folder": film.path.rpartition("/")[0],
            "film_query": film.query,
            "film_query_later": _with(film.query, expires="9999999999"),
            "film_query_other_kid": _with(film.query, kid="another"),
            "poster_path": poster.path,
            "my_film_query": my_film.query,
            "upload_path_url": f"{server.base_url}{upload.path}",
            "my_upload_query": my_upload.query,
            "idempotency_key": "order-1",
        }
        yield Two(victim, thief, running, words)
        victim.post(f"/v1/tasks/{running}/cancel")
        for task in thief.get("/v1/tasks").json()["data"]:
            thief.post(f"/v1/tasks/{task['id']}/cancel")


@pytest.mark.parametrize("row", ROWS, ids=[row["why"] for row in ROWS])
def test_a_stranger_gets_nowhere(two: Two, row: dict[str, Any]) -> None:
    before = get(two.victim, two.running), two.victim.get("/v1/credits").json()
    mine = {task["id"] for task in two.thief.get("/v1/tasks").json()["data"]}
    body = {"model": "veo3.1-pro", "prompt": row.get("prompt", "film")}
    if "image" in row:
        body["image_urls"] = [row["image"].format(**two.words)]
    answer = two.thief.request(
        row["method"],
        row["path"].format(**two.words),
        headers={name: value.format(**two.words) for name, value in row.get("headers", {}).items()},
        json=body if row["path"].endswith("generations") else None,
    )
    assert answer.status_code == row["status"], answer.text
    if row.get("empty"):
        assert {task["id"] for task in answer.json()["data"]} <= mine
    if row.get("mine"):
        assert answer.json()["id"] != two.running
    assert two.running not in answer.text
    assert (get(two.victim, two.running), two.victim.get("/v1/credits").json()) == before


def test_a_task_of_another_account_answers_as_one_that_never_was(two: Two) -> None:
    nobodys = "task-unified-1757169743-7cvnl5zw"
    for method, path in (
        ("GET", "/v1/tasks/{}"),
        ("GET", "/v1/tasks/{}/events"),
        ("POST", "/v1/tasks/{}/cancel"),
    ):
        theirs, none = (two.thief.request(method, path.format(task)) for task in (two.running, nobodys))
        assert theirs.content == none.content
        assert theirs.status_code == none.status_code == 404


def test_a_link_is_all_that_a_file_asks_for(two: Two, server: Server) -> None:
    """By design, as in the family: whoever was given the link may use it, until it ends."""
    with server.client() as anybody:
        answer = anybody.get(two.words["film_path"] + "?" + two.words["film_query"])
    assert answer.status_code == 200
