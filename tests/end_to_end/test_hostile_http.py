"""Connections that are no honest clients': each is answered in the one form, or left, and costs little."""

from __future__ import annotations

import contextlib
import json
import resource
import socket
import time
from typing import Any

import psutil
import pytest

from end_to_end.server import TESTS, Customer, Server, create, wait_for


def talk(server: Server, *pieces: bytes, seconds: float = 15) -> bytes:
    """Send the pieces and read until the server ends the connection."""
    host, _, port = server.base_url.removeprefix("http://").partition(":")
    answer = b""
    with socket.create_connection((host, int(port)), timeout=seconds) as connection:
        try:
            for piece in pieces:
                connection.sendall(piece)
        except (BrokenPipeError, ConnectionResetError):
            pass
        try:
            while piece := connection.recv(65536):
                answer += piece
        except ConnectionResetError:
            pass
    return answer


def error_of(answer: bytes) -> tuple[int, dict[str, object]]:
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"x-request-id: " in head.lower()
    error: dict[str, object] = json.loads(body)["error"]
    assert error["code"] == int(head[9:12])
    assert error["fallback_suggestion"]
    return int(head[9:12]), error


ROWS = json.loads((TESTS / "data" / "hostile_http.json").read_text())


@pytest.mark.parametrize("row", ROWS, ids=[row["why"] for row in ROWS])
def test_what_is_no_honest_http_has_one_answer(server: Server, row: dict[str, Any]) -> None:
    """One answer to one request, whatever a proxy before us might have taken it for; and nothing of it in a header."""
    raw = "".join(piece if isinstance(piece, str) else piece[0] * piece[1] for piece in row["raw"])
    answer = talk(server, raw.encode("latin-1"))
    assert answer.count(b"HTTP/1.1 ") == 1
    status = int(answer[9:12])
    assert status in row["statuses"]
    head = answer.partition(b"\r\n\r\n")[0].lower()
    assert b"set-cookie" not in head
    assert b"\r\nx: y" not in head
    if status != 200:
        error_of(answer)


# What comes behind the headers


def _begin(customer: Customer | None, path: str) -> bytes:
    lines = [f"POST {path} HTTP/1.1", "host: x", "transfer-encoding: chunked"]
    if customer is not None:
        lines.append(f"authorization: Bearer {customer.key}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n"


@pytest.mark.parametrize("path", ["/healthz", "/v1/videos/generations", "/v1/files"])
@pytest.mark.parametrize("known", [True, False], ids=["with a key", "without"])
def test_trailers_without_end_cost_no_memory(
    server: Server, customer: Customer, path: str, known: bool
) -> None:
    """uvicorn would keep each: 88 MB of them took 575 MB."""
    assert server.process is not None
    process = psutil.Process(server.process.pid)
    before = process.memory_info().rss
    trailers = b"x: " + b"a" * 200 + b"\r\n" + b"y: b\r\n" * 3000
    answer = talk(server, _begin(customer if known else None, path) + b"0\r\n", *[trailers] * 2000)
    assert process.memory_info().rss - before < 20_000_000
    assert answer.count(b"HTTP/1.1 ") <= 1


def test_the_rest_of_a_request_that_was_answered_is_not_awaited_for_ever(
    server: Server, customer: Customer
) -> None:
    host, _, port = server.base_url.removeprefix("http://").partition(":")
    began = time.monotonic()
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(_begin(customer, "/healthz"))
        assert connection.recv(65536).startswith(b"HTTP/1.1 404")
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            while time.monotonic() - began < 20:
                connection.sendall(b"1\r\nx\r\n")
                time.sleep(0.2)
    assert 8 < time.monotonic() - began < 15


def test_connections_leave_file_descriptors_for_the_rest(make_server: Any) -> None:
    server = make_server()
    assert server.process is not None
    process = psutil.Process(server.process.pid)
    server.stop()
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (200, limit[1]))  # the server inherits it
    try:
        server.start()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limit)
    host, _, port = server.base_url.removeprefix("http://").partition(":")
    process = psutil.Process(server.process.pid)
    customer = server.customer()
    with contextlib.ExitStack() as open_ones:
        crowd = [
            open_ones.enter_context(socket.create_connection((host, int(port)), timeout=10))
            for _ in range(150)
        ]
        refused = [connection for connection in crowd if _is_refused(connection)]
        assert 40 <= len(refused) <= 60
        assert process.num_fds() < 150
    with server.client(customer.key) as client:
        assert wait_for(client, create(client)["id"])["status"] == "completed"


def _is_refused(connection: socket.socket) -> bool:
    connection.settimeout(0.05)
    try:
        answer = connection.recv(65536)
    except TimeoutError:
        return False
    assert error_of(answer) == (503, json.loads(answer.partition(b"\r\n\r\n")[2])["error"])
    assert b"retry-after: 10" in answer
    return True


def test_a_hundred_megabytes_of_headers_cost_no_memory(server: Server) -> None:
    assert server.process is not None
    process = psutil.Process(server.process.pid)
    before = process.memory_info().rss
    talk(server, b"GET / HTTP/1.1\r\n", *(b"x: " + b"a" * 1_000_000 for _ in range(100)))
    assert process.memory_info().rss - before < 20_000_000


def test_headers_that_never_end_are_left_after_ten_seconds(server: Server) -> None:
    began = time.monotonic()
    status, error = error_of(talk(server, b"GET / HTTP/1.1\r\nhost: x\r\n", seconds=20))
    assert (status, error["message"]) == (400, "The headers were not complete within 10 seconds")
    assert 8 < time.monotonic() - began < 15


def test_several_requests_on_one_connection_are_answered(server: Server) -> None:
    one = b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n"
    last = b"GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"
    assert talk(server, one + one, one, last).count(b"200 OK") == 4


def test_many_long_requests_on_one_connection_are_each_measured_alone(server: Server) -> None:
    padded = b"GET /healthz HTTP/1.1\r\nhost: x\r\nx: " + b"a" * 30_000 + b"\r\n\r\n"
    last = b"GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"
    host, _, port = server.base_url.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        for request in (*[padded] * 10, last):
            connection.sendall(request)
            answer = b""
            while not answer.endswith(b'{"status":"ok"}'):
                piece = connection.recv(65536)
                assert piece, answer
                answer += piece
