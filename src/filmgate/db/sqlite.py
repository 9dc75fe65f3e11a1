"""SQLite: the embedded default. Many readers, and one writer thread that commits what has gathered as a group."""

from __future__ import annotations

import asyncio
import contextlib
import queue
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from filmgate.db.database import Work
from filmgate.db.migrate import HEAD, current_revision, require_current

T = TypeVar("T")

_BATCH = 64


def open_sqlite(path: Path) -> SqliteDatabase:
    """Open (or make) a database in WAL mode.

    Raises:
        SchemaTooOld, SchemaTooNew: See `require_current`.
    """
    writer = sqlite_writer(path)
    require_current(writer)
    return SqliteDatabase(readers=_engine(path, begin=None), writer=writer)


def sqlite_writer(path: Path) -> Engine:
    """Connections that write, on whatever schema is there."""
    return _engine(path, begin="BEGIN IMMEDIATE")


def copy_before_upgrade(writer: Engine, file: Path) -> Path | None:
    """Copy a database of an older schema beside itself, as `filmgate.db.schema-0001`; returns the copy, if one is due."""
    with writer.connect() as connection:
        revision = current_revision(connection)
    if revision is None or revision >= HEAD:
        return None
    copy = file.with_name(f"{file.name}.schema-{revision}")
    with (
        contextlib.closing(sqlite3.connect(file)) as source,
        contextlib.closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
    return copy


@dataclass(frozen=True)
class _Write:
    work: Callable[[Connection], Any]
    done: Future[Any]


class SqliteDatabase:
    """See `Database`.

    The group of writes is what makes a durable one cheap: one fsync serves up to 64 callers. Each runs in its own
    savepoint, so that one caller's error undoes that caller's work only. A read stays on the event loop: a few rows cost
    less than a change of thread.
    """

    shared = False

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
        """See `Database.read_now`."""
        with self._readers.connect() as connection:
            return work(connection)

    def write_now(self, work: Work[T]) -> T:
        """See `Database.write_now`."""
        return self._submit(work).result()

    async def read(self, work: Work[T]) -> T:
        """See `Database.read`."""
        connection: Connection | None = getattr(self._own, "connection", None)
        if (
            connection is None
        ):  # an event loop keeps its own: one from the pool costs as much as a small query
            connection = self._own.connection = self._readers.connect()
            self._opened.append(connection)
        return work(connection)

    async def write(self, work: Work[T]) -> T:
        """See `Database.write`."""
        return await asyncio.shield(asyncio.wrap_future(self._submit(work)))

    def close(self) -> None:
        """See `Database.close`."""
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


def _engine(path: Path, *, begin: str | None) -> Engine:
    engine = create_engine(
        f"sqlite:///{path}",
        isolation_level="AUTOCOMMIT" if begin is None else "SERIALIZABLE",
        hide_parameters=True,  # errors go to the log; prompts do not
    )

    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # sqlite3 must not begin transactions by itself
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
            connection.execute(f"PRAGMA {pragma}")

    if begin is not None:

        @event.listens_for(engine, "begin")
        def begin_transaction(connection: Any) -> None:
            connection.exec_driver_sql(begin)

    return engine
