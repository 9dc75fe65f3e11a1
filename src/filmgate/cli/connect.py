"""The server that commands talk to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from filmgate.client import Client


@contextmanager
def connect(base_url: str | None) -> Iterator[Client]:
    """A client for the named, the environment's or the saved server. Who waits for it wants to know soon.

    Raises:
        MissingApiKey: No key is known for it.
    """
    from filmgate.client import Client

    with Client(base_url=base_url, retries=2) as client:
        yield client
