"""Whatever is wrong with a request: the seed's error body, the field, a way to mend it, and nothing is lost.

A row of `bad_requests.json` has the body as `json`, as text (`body`, in which `["x", 9]` is nine of it) or as bytes (`hex`).
"""

from __future__ import annotations

import gzip
import json
from typing import Any

import httpx2
import pytest

from end_to_end.server import TESTS, Server, assert_error

ROWS = json.loads((TESTS / "data" / "bad_requests.json").read_text())


def body_of(row: dict[str, Any]) -> bytes:
    request = {"model": "veo3.1-pro", "prompt": "film"}
    if "hex" in row:
        return bytes.fromhex(row["hex"])
    if "body" in row:
        pieces = [row["body"]] if isinstance(row["body"], str) else row["body"]
        return "".join(piece if isinstance(piece, str) else piece[0] * piece[1] for piece in pieces).encode()
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


ACCEPTED = {
    "white space around": b' \t\r\n{"model": "veo3.1-pro", "prompt": "film"}\n ',
    "a pair of surrogates": b'{"model": "veo3.1-pro", "prompt": "\\ud83d\\ude00"}',
    "an escape of the terminal": b'{"model": "veo3.1-pro", "prompt": "\\u001b[2Jfilm"}',
    "line breaks": b'{"model": "veo3.1-pro", "prompt": "a\\r\\nb"}',
    "a turned text": b'{"model": "veo3.1-pro", "prompt": "\\u202efilm"}',
    "no character of Unicode": b'{"model": "veo3.1-pro", "prompt": "a\\uffff"}',
    "minus zero as seed": b'{"model": "veo3.1-pro", "prompt": "film", "seed": -0}',
    "null where a field may be left out": b'{"model": "veo3.1-pro", "prompt": "film", "seed": null}',
}


@pytest.mark.parametrize("body", ACCEPTED.values(), ids=ACCEPTED)
def test_what_is_odd_but_right_is_accepted(client: httpx2.Client, body: bytes) -> None:
    answer = client.post("/v1/videos/generations", content=body)
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize(
    "content_type",
    [
        None,
        "application/json",
        "APPLICATION/JSON; charset=UTF-8",
        "application/json; charset=utf-16",
        "application/json; charset=utf-7",
        "text/plain",
        "application/x-www-form-urlencoded",  # what curl -d says
        "multipart/form-data; boundary=x",
        "image/png",
    ],
)
def test_a_body_is_json_in_utf_8_whatever_it_is_called(
    client: httpx2.Client, content_type: str | None
) -> None:
    """No cookie stands for anybody here, so that a form of another site's page can do nothing with it."""
    headers = {} if content_type is None else {"content-type": content_type}
    body = '{"model": "veo3.1-pro", "prompt": "+ADw- é"}'.encode()
    assert client.post("/v1/videos/generations", content=body, headers=headers).status_code == 200
    assert_error(
        client.post("/v1/videos/generations", content=body.decode().encode("utf-16"), headers=headers),
        400,
        "invalid_request_error",
    )


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd", "x-nonsense", "identity, gzip"])
@pytest.mark.parametrize("body", [b"{}", gzip.compress(b" " * 10_000_000)], ids=["plain", "bomb"])
def test_a_compressed_body_is_not_unpacked(client: httpx2.Client, coding: str, body: bytes) -> None:
    answer = client.post("/v1/videos/generations", content=body, headers={"content-encoding": coding})
    error = assert_error(answer, 400, "invalid_request_error", "Content-Encoding")
    assert "without Content-Encoding" in error["fallback_suggestion"]


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
     ("cursor=!!", "cursor"), ("cursor=Zm9v", "cursor"), ("cursor=%00", "cursor"), ("cursor=" + "A" * 201, "cursor"),
     ("cursor=8J%2BYgA", "cursor"), ("limit=1e1", "limit"), ("limit=" + "9" * 400, "limit"), ("limit=%EF%BC%91", "limit"),
     ("limit=-1", "limit"), ("limit=1.5", "limit"), ("limit=NaN", "limit"), ("limit=", "limit"),
     ("model=" + "m" * 201, "model"), ("status=pending%00", "status")],
)  # fmt: skip
def test_a_wrong_query_is_a_400(client: httpx2.Client, query: str, param: str) -> None:
    assert_error(client.get(f"/v1/tasks?{query}"), 400, "invalid_request_error", param)


def test_a_stranger_learns_nothing_of_the_query(server: Server) -> None:
    with server.client() as stranger:
        assert_error(stranger.get("/v1/tasks?limit=x"), 401, "authentication_error")
