"""The one transaction helper: short functions of a connection, run as a read or as a write.

`work` is a plain function that gets a SQLAlchemy connection. A write is all or nothing: it is durable when the call
returns, and when `work` raises nothing of it remains. `work` may run a second time if nothing of the first remained.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from sqlalchemy import Connection

T = TypeVar("T")
Work = Callable[[Connection], T]


class Database(Protocol):
    """SQLite (`db/sqlite.py`) or Postgres (`db/postgres.py`).

    Raises of all methods: sqlalchemy.exc.OperationalError when the database does not answer, is full or locked.
    """

    @property
    def shared(self) -> bool:
        """Whether other processes may work on it; if not, the holder of the data folder's lock is alone."""

    def read_now(self, work: Work[T]) -> T:
        """Run `work` on a connection that only reads; each statement sees what was committed before it."""

    def write_now(self, work: Work[T]) -> T:
        """Run `work` in a transaction of its own and return when it is durable."""

    async def read(self, work: Work[T]) -> T:
        """As `read_now`, for callers on an event loop."""

    async def write(self, work: Work[T]) -> T:
        """As `write_now`, without blocking the event loop. Whoever is cancelled meanwhile has written all the same."""

    def close(self) -> None:
        """Finish the writes that were submitted, then close every connection."""
