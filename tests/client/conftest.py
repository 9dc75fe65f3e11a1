"""The SDK against a real server process, straight or through a proxy that does harm."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from client.proxy import Proxy, open_proxy
from end_to_end.conftest import film, make_server, server
from end_to_end.server import Customer, Server
from filmgate.client import Client

__all__ = ["film", "make_server", "server"]


@pytest.fixture(autouse=True)
def _own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test sees, or writes, what this machine's user has."""
    for name in ("FILMGATE_API_KEY", "FILMGATE_BASE_URL", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))


@pytest.fixture
def customer(server: Server) -> Customer:
    return server.customer()


@pytest.fixture
def client(server: Server, customer: Customer) -> Iterator[Client]:
    with Client(customer.key, server.base_url) as opened:
        yield opened


@pytest.fixture
def proxy(server: Server) -> Iterator[Proxy]:
    """Stands before the shared server."""
    with open_proxy(server.base_url) as opened:
        yield opened
