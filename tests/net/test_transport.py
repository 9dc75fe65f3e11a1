"""The transport that vendors' SDKs send through: judged, pinned and limited like every other request."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from filmgate.net.download import download
from filmgate.net.errors import AddressRefused, BadStatus, BrokenAnswer, TooManyBytes, Unreachable
from filmgate.net.multipart import Part, encode_form
from filmgate.net.policy import Policy, operator_policy
from filmgate.net.transport import guarded_client
from net.loopback import Loopback, answer, redirect, serve


@pytest.fixture
def server() -> Iterator[Loopback]:
    with serve() as opened:
        yield opened


def policy(server: Loopback, max_bytes: int = 1000) -> Policy:
    return operator_policy(server.url(), total_seconds=5, max_bytes=max_bytes)


def test_a_client_asks_through_it(server: Loopback) -> None:
    server.routes["/x"] = answer(b'{"a": 1}', content_type="application/json")
    with guarded_client(policy(server)) as client:
        got = client.post(server.url("/x?y=1"), json={"b": 2}, headers={"x-key": "k"})
    assert (got.status_code, got.json()) == (200, {"a": 1})
    (asked,) = server.asked
    assert (asked.method, asked.target, asked.body) == ("POST", "/x?y=1", b'{"b":2}')
    assert asked.headers["x-key"] == "k"
    assert asked.headers["host"] == server.host
    assert asked.headers["accept-encoding"] == "identity"


def test_it_goes_nowhere_else(server: Loopback) -> None:
    with guarded_client(policy(server)) as client:
        for url in ("http://127.0.0.1:81/", "http://169.254.169.254/", "http://10.0.0.1/"):
            with pytest.raises(AddressRefused):
                client.get(url)


def test_redirects_are_not_followed(server: Loopback) -> None:
    server.routes["/x"] = redirect("http://169.254.169.254/")
    with guarded_client(policy(server)) as client:
        assert client.get(server.url("/x")).status_code == 302
    assert len(server.asked) == 1


def test_answers_are_limited(server: Loopback) -> None:
    server.routes["/x"] = answer(b"x" * 1001)
    with guarded_client(policy(server)) as client, pytest.raises(TooManyBytes):
        client.get(server.url("/x"))


def test_errors_tell_whether_anything_was_sent(server: Loopback) -> None:
    server.routes["/x"] = b""
    with guarded_client(policy(server)) as client, pytest.raises(BrokenAnswer):
        client.get(server.url("/x"))

    policy_of_nobody = operator_policy("http://127.0.0.1:9", total_seconds=2, max_bytes=10)
    with guarded_client(policy_of_nobody) as client, pytest.raises(Unreachable):
        client.get("http://127.0.0.1:9/")


async def _download(server: Loopback, file: Path, max_bytes: int = 1000) -> None:
    await download(server.url("/f"), file, policy(server, max_bytes), headers={"x-key": "k"})


def test_download(server: Loopback, tmp_path: Path) -> None:
    server.routes["/f"] = answer(b"film")
    asyncio.run(_download(server, tmp_path / "f"))
    assert (tmp_path / "f").read_bytes() == b"film"
    server.routes["/f"] = answer(b"x" * 2000)
    with pytest.raises(TooManyBytes):
        asyncio.run(_download(server, tmp_path / "f"))
    assert (tmp_path / "f").stat().st_size <= 1000
    server.routes["/f"] = answer(b"no", status="403 Forbidden")
    with pytest.raises(BadStatus):
        asyncio.run(_download(server, tmp_path / "f"))


def test_forms() -> None:
    body, content_type = encode_form({"a": "ä"}, [Part("f", "x.png", b"\x89PNG", "image/png")])
    assert content_type.startswith("multipart/form-data; boundary=")
    boundary = content_type.partition("boundary=")[2].encode()
    assert body.count(b"--" + boundary) == 3
    assert 'name="a"\r\n\r\nä\r\n'.encode() in body
    assert b'name="f"; filename="x.png"\r\nContent-Type: image/png\r\n\r\n\x89PNG\r\n' in body
