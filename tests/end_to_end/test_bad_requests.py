"""Whatever is wrong with a request: the seed's error body, the field, a way to mend it, and nothing is lost."""

from __future__ import annotations

import json
from typing import Any

import httpx2
import pytest

from end_to_end.server import TESTS, Server, assert_error

ROWS = json.loads((TESTS / "data" / "bad_requests.json").read_text())


def body_of(row: dict[str, Any]) -> bytes:
    request = {"model": "veo3.1-pro", "prompt": "film"}
    if "body" in row:
        return str(row["body"]).encode()
    if "deep" in row:
        return b"[" * row["deep"]
    if "prompt_length" in row:
        return json.dumps(request | {"prompt": "é" * row["prompt_length"]}).encode()
    if "callback_length" in row:
        url = "https://example.com/"
        return json.dumps(
            request | {"callback_url": url + "x" * (row["callback_length"] - len(url))}
        ).encode()
    return json.dumps(row["json"]).encode()


@pytest.mark.parametrize("row", ROWS, ids=[row["why"] for row in ROWS])
def test_a_bad_request_is_a_400_that_teaches(client: httpx2.Client, row: dict[str, Any]) -> None:
    answer = client.post(
        "/v1/videos/generations", content=body_of(row), headers={"content-type": "application/json"}
    )
    error = assert_error(answer, 400, "invalid_request_error", row["param"])
    assert row["suggests"] in error["fallback_suggestion"], error
    assert client.get("/v1/credits").json() == {
        "object": "credits",
        "balance": 1000,
        "reserved": 0,
        "spent": 0,
        "user_group": "default",
    }
    assert client.get("/v1/tasks").json()["data"] == []


def test_a_prompt_of_2000_characters_is_accepted(client: httpx2.Client) -> None:
    request = {"model": "veo3.1-pro", "prompt": "𝄞" * 2000}
    assert client.post("/v1/videos/generations", json=request).status_code == 200


def test_a_body_that_is_too_large_is_a_413(client: httpx2.Client) -> None:
    error = assert_error(
        client.post("/v1/videos/generations", content=b'{"prompt": "' + b"x" * 70_000),
        413,
        "request_too_large_error",
    )
    assert "65536" in error["fallback_suggestion"]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"),
        ("GET", "/v1"),
        ("GET", "/v1/videos/generations"),
        ("DELETE", "/v1/tasks"),
        ("PUT", "/v1/models"),
        ("GET", "/v1/nope/%00"),
        ("GET", "/docs"),
        ("POST", "/healthz"),
        ("GET", "/v1/tasks/"),
    ],
)
def test_unknown_routes_and_wrong_methods_are_404s(client: httpx2.Client, method: str, path: str) -> None:
    assert_error(client.request(method, path), 404, "not_found_error")


@pytest.mark.parametrize(
    ("query", "param"),
    [("limit=0", "limit"), ("limit=101", "limit"), ("limit=x", "limit"), ("status=done", "status"),
     ("cursor=!!", "cursor"), ("cursor=Zm9v", "cursor")],
)  # fmt: skip
def test_a_wrong_query_is_a_400(client: httpx2.Client, query: str, param: str) -> None:
    assert_error(client.get(f"/v1/tasks?{query}"), 400, "invalid_request_error", param)


def test_a_stranger_learns_nothing_of_the_query(server: Server) -> None:
    with server.client() as stranger:
        assert_error(stranger.get("/v1/tasks?limit=x"), 401, "authentication_error")
