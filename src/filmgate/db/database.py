"""The one transaction helper: short functions of a connection, run as a read or as a write.

`work` is a plain function that gets a SQLAlchemy connection. A write is all or nothing: it is durable when the call
returns, and when `work` raises nothing of it remains.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

T = TypeVar("T")
Work = Callable[[Connection], T]

_BATCH = 64


@dataclass(frozen=True)
class _Write:
    work: Callable[[Connection], Any]
    done: Future[Any]


class Database:
    """SQLite in WAL mode: many readers, and one writer thread that commits what has gathered as a group.

    The group is what makes a durable write cheap: one fsync serves up to 64 callers. Each of them runs in its own
    savepoint, so that one caller's error undoes that caller's work only.
    """

    def __init__(self, readers: Engine, writer: Engine) -> None:
        self._readers = readers
        self._writer = writer
        self._queue: queue.SimpleQueue[_Write | None] = queue.SimpleQueue()
        self._own = threading.local()
        self._opened: list[Connection] = []
        self._closed = False
        self._thread = threading.Thread(target=self._write_groups, name="database-writer", daemon=True)
        self._thread.start()

    def read_now(self, work: Work[T]) -> T:
        """Run `work` on a connection that only reads; each statement sees what was committed before it."""
        connection: Connection | None = getattr(self._own, "connection", None)
        if (
            connection is None
        ):  # one a thread, kept: taking it from a pool each time costs as much as a small query
            connection = self._own.connection = self._readers.connect()
            self._opened.append(connection)
        return work(connection)

    def write_now(self, work: Work[T]) -> T:
        """Run `work` in a transaction of its own and return when it is durable."""
        return self._submit(work).result()

    async def read(self, work: Work[T]) -> T:
        """As `read_now`. It stays on the event loop: a read of a few rows costs less than a change of thread."""
        return self.read_now(work)

    async def write(self, work: Work[T]) -> T:
        """As `write_now`, without blocking the event loop. Whoever is cancelled meanwhile has written all the same."""
        return await asyncio.shield(asyncio.wrap_future(self._submit(work)))

    def close(self) -> None:
        """Finish the writes that were submitted, then close every connection."""
        if not self._closed:
            self._closed = True
            self._queue.put(None)
            self._thread.join()
            for connection in self._opened:
                connection.close()
            self._readers.dispose()
            self._writer.dispose()

    def _submit(self, work: Work[T]) -> Future[T]:
        if self._closed:
            raise RuntimeError("the database is closed")
        done: Future[T] = Future()
        self._queue.put(_Write(work, done))
        return done

    def _write_groups(self) -> None:
        last = False
        while not last:
            group, last = self._next_group()
            if group:
                self._commit_group(group)

    def _next_group(self) -> tuple[list[_Write], bool]:
        first = self._queue.get()
        if first is None:
            return [], True
        group = [first]
        while len(group) < _BATCH:
            try:
                item = self._queue.get_nowait()
            except queue.Empty:
                break
            if item is None:
                return group, True
            group.append(item)
        return group, False

    @staticmethod
    def _undo(connection: Connection, error: BaseException) -> None:
        try:
            connection.exec_driver_sql("ROLLBACK TO one")
        except DBAPIError:  # a full disk makes SQLite roll the whole group back by itself
            raise error from None

    def _commit_group(self, group: list[_Write]) -> None:
        group = [write for write in group if write.done.set_running_or_notify_cancel()]
        answers: list[tuple[Future[Any], Any]] = []
        try:
            with self._writer.begin() as connection:
                for write in group:
                    connection.exec_driver_sql("SAVEPOINT one")
                    try:
                        answers.append((write.done, write.work(connection)))
                    except BaseException as error:  # whatever `work` raises belongs to its caller
                        self._undo(connection, error)
                        write.done.set_exception(error)
                    connection.exec_driver_sql("RELEASE one")
        except BaseException as error:  # the commit itself failed: nobody's work is durable
            for write in group:
                if not write.done.done():
                    write.done.set_exception(error)
            return
        for done, answer in answers:
            done.set_result(answer)
