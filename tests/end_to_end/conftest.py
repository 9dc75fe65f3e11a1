"""One server for the tests that leave it as they found it; `make_server` for those that do not."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import av
import httpx2
import numpy as np
import pytest
from PIL import Image

from end_to_end.server import Customer, Server


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real film: one second, 320 by 180 pixels."""
    path = tmp_path_factory.mktemp("film") / "film.mp4"
    with av.open(path, "w", options={"movflags": "faststart"}) as container:
        stream = container.add_stream("libx264", rate=24)
        stream.width, stream.height, stream.pix_fmt = 320, 180, "yuv420p"
        for number in range(24):
            picture = np.full((180, 320, 3), number * 10, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode())
    return path


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, film: Path) -> Iterator[Server]:
    """A server with the usual settings, shared by all tests."""
    shared = Server(tmp_path_factory.mktemp("server"), film, {"callbacks": {"allow_hosts": ["localhost"]}})
    shared.start()
    yield shared
    assert shared.verify() == []
    assert shared.stop() == 0


@pytest.fixture
def make_server(tmp_path: Path, film: Path) -> Iterator[Callable[..., Server]]:
    """Start servers with settings of their own; they are stopped, and their books verified, at the end."""
    started: list[Server] = []

    def start(**settings: Any) -> Server:
        server = Server(tmp_path / f"server{len(started)}", film, settings)
        server.start()
        started.append(server)
        return server

    yield start
    for server in started:
        server.stop()
        assert server.verify() == []


@pytest.fixture
def customer(server: Server) -> Customer:
    return server.customer()


@pytest.fixture
def client(server: Server, customer: Customer) -> Iterator[httpx2.Client]:
    with server.client(customer.key) as opened:
        yield opened


@pytest.fixture(scope="session")
def upload_png() -> bytes:
    """A small picture, as a file."""
    out = io.BytesIO()
    Image.new("RGB", (160, 90), "navy").save(out, "PNG")
    return out.getvalue()
