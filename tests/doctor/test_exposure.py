"""Each check of how the server meets the world, sound and broken."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import trustme

from filmgate.doctor.exposure import (
    check_address,
    check_authorities,
    check_metrics,
    check_password,
    check_port,
)
from filmgate.keys.admin_password import set_admin_password
from filmgate.settings import FilmgateSettings


def settings(**tables: Any) -> FilmgateSettings:
    return FilmgateSettings.model_validate(tables)


@contextmanager
def website(status: int, body: bytes) -> Iterator[int]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("status", "body", "state"),
    [
        (200, b'{"status":"ok"}', "ok"),
        (200, b"<html>", "problem"),
        (404, b"", "problem"),
        (500, b"", "problem"),
    ],
)
def test_who_answers_on_the_port(status: int, body: bytes, state: str) -> None:
    with website(status, body) as port:
        assert check_port(settings(server={"port": port})).state == state


def test_a_free_port() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert check_port(settings(server={"port": port})).state == "ok"
    assert check_port(settings(server={"port": 0})).state == "ok"


def test_something_that_is_no_http() -> None:
    def talk(server: socket.socket) -> None:
        connection, _ = server.accept()
        connection.recv(1000)
        connection.sendall(b"220 mail.example.com ESMTP\r\n")
        connection.close()

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=talk, args=(server,))
        thread.start()
        assert check_port(settings(server={"port": server.getsockname()[1]})).state == "problem"
        thread.join()


def test_the_admin_password(tmp_path: Path) -> None:
    open_to_all = settings(data_dir=tmp_path, server={"host": "0.0.0.0"})
    assert check_password(settings(data_dir=tmp_path)).state == "ok"
    assert check_password(open_to_all).mend == "filmgate admin set-password"
    set_admin_password(tmp_path, "correct horse battery staple")
    assert check_password(open_to_all).state == "ok"


@pytest.mark.parametrize(
    ("server", "state"),
    [
        ({}, "ok"),
        ({"public_url": "https://video.example.com"}, "ok"),
        ({"public_url": "http://127.0.0.1:9000"}, "ok"),
        ({"public_url": "https://video.example.com/apiv1", "root_path": "/apiv1"}, "problem"),
        ({"public_url": "http://video.example.com"}, "warning"),
        ({"host": "0.0.0.0"}, "warning"),
        ({"host": "0.0.0.0", "public_url": "http://localhost:8787"}, "warning"),
        ({"host": "0.0.0.0", "public_url": "https://video.example.com"}, "ok"),
    ],
)
def test_the_address_that_users_see(server: dict[str, str], state: str) -> None:
    assert check_address(settings(server=server)).state == state


@pytest.mark.parametrize(
    ("server", "telemetry", "state"),
    [
        ({}, {}, "ok"),
        ({}, {"metrics": "public"}, "ok"),
        ({"host": "0.0.0.0"}, {"metrics": "public"}, "warning"),
        ({"host": "0.0.0.0"}, {"metrics": "public", "metrics_token": "x"}, "ok"),
    ],
)
def test_metrics(server: dict[str, str], telemetry: dict[str, str], state: str) -> None:
    assert check_metrics(settings(server=server, telemetry=telemetry)).state == state


def test_certificate_authorities(tmp_path: Path) -> None:
    file = tmp_path / "ca.pem"
    named = settings(callbacks={"ca_file": str(file)})
    assert check_authorities(settings()).state == "ok"
    assert check_authorities(named).state == "problem"
    file.write_text("no certificate")
    assert check_authorities(named).state == "problem"
    trustme.CA().cert_pem.write_to_path(str(file))
    assert check_authorities(named).state == "ok"
