"""Connections that are no honest clients': each is answered in the one form, or left, and costs little."""

from __future__ import annotations

import json
import socket
import time

import psutil
import pytest

from end_to_end.server import Server


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


@pytest.mark.parametrize(
    "request_line",
    [
        b"FOO / HTTP/1.1",
        b"GET /\xff\xfe HTTP/1.1",
        b"GET / HTTP/9.9",
        b"GET / HTTP/1.1\r\ncontent-length: " + b"9" * 30,
        b"GET / HTTP/1.1\r\ncontent-length: -1",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"nonsense",
    ],
)
def test_what_is_no_http_is_a_400(server: Server, request_line: bytes) -> None:
    assert error_of(talk(server, request_line + b"\r\nhost: x\r\n\r\n"))[0] == 400


@pytest.mark.parametrize(
    "head",
    [
        b"GET / HTTP/1.1\r\nhost: x\r\nx: " + b"a" * 2_000_000,
        b"GET / HTTP/1.1\r\nhost: x\r\n" + b"x: a\r\n" * 200_000,
        b"GET /" + b"a" * 2_000_000,
    ],
)
def test_endless_headers_are_a_413(server: Server, head: bytes) -> None:
    status, error = error_of(talk(server, head))
    assert (status, error["type"]) in ((413, "request_too_large_error"), (400, "invalid_request_error"))


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
