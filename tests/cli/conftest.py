"""A shared server that the commands talk to, and shells with and without a key for it."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from PIL import Image

from cli.shell import Shell
from end_to_end.conftest import film
from end_to_end.server import Customer, Server

__all__ = ["film"]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, film: Path) -> Iterator[Server]:
    """A server that fetches pictures from localhost too."""
    settings = {"images": {"allow_hosts": ["localhost"]}, "worker": {"slots": 4}}
    shared = Server(tmp_path_factory.mktemp("server"), film, settings)
    shared.start()
    yield shared
    assert shared.verify() == []
    assert shared.stop() == 0


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """Knows no server and no key."""
    return Shell(tmp_path / "home")


@pytest.fixture
def customer(server: Server) -> Customer:
    return server.customer()


@pytest.fixture
def user(shell: Shell, server: Server, customer: Customer) -> Shell:
    """Has a key for the shared server in its environment."""
    shell.variables |= {"FILMGATE_API_KEY": customer.key, "FILMGATE_BASE_URL": server.base_url}
    return shell


@pytest.fixture(scope="session")
def picture_url() -> Iterator[str]:
    """The address of a picture on a web server on loopback."""
    out = io.BytesIO()
    Image.new("RGB", (160, 90), "navy").save(out, "PNG")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-length", str(len(out.getvalue())))
            self.end_headers()
            self.wfile.write(out.getvalue())

        def log_message(self, *_: object) -> None:
            pass

    site = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield f"http://localhost:{site.server_port}/last.png"
    site.shutdown()
    site.server_close()
