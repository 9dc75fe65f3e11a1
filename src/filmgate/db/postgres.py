"""Postgres: for several processes and machines on one database."""

from __future__ import annotations

import asyncio
import random
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import Engine, QueuePool, create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import IsolationLevel
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from filmgate.db.database import Work
from filmgate.db.migrate import require_current

T = TypeVar("T")

_TRY_AGAIN = ("40001", "40P01", "57014", "25P03")
"""SQLSTATE of transactions that Postgres gave up for another's sake: serialization failure, deadlock, a statement that
took too long, a session that stood still for too long (also if it wakes up at its commit)."""
_TRY_SECONDS = 15.0

# A process that stands still in the middle of a transaction (stopped, its machine gone) must not hold up the others for
# long: the server ends its session, and what else it had asked for. Whoever waited meanwhile tries again.
_WRITING = "-c idle_in_transaction_session_timeout=3000 -c statement_timeout=5000"
_READING = "-c statement_timeout=30000"
_KEEPALIVE = " -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3"
_CONNECT = {
    "connect_timeout": 5,
    "application_name": "filmgate",
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}


class MissingDriver(Exception):
    """Postgres needs a package that is not installed: pip install 'filmgate[postgres]'"""


def open_postgres(url: str, connections: int) -> PostgresDatabase:
    """Connect to a database; an empty one gets the schema.

    Args:
        url: `postgresql://user:password@host/database`.
        connections: The most that this process opens.

    Raises:
        SchemaTooOld, SchemaTooNew: See `require_current`.
        MissingDriver: psycopg is not installed.
        OperationalError: The database cannot be reached.
    """
    engine = postgres_engine(url)
    try:
        require_current(engine)
    finally:
        engine.dispose()
    writers = max(1, connections // 2)
    return PostgresDatabase(
        _engine(url, connections - writers, "AUTOCOMMIT", _READING),
        _engine(url, writers, "READ COMMITTED", _WRITING),
    )


def postgres_engine(url: str) -> Engine:
    """A connection to a database, on whatever schema is there, without limits of time.

    Raises:
        MissingDriver: psycopg is not installed.
    """
    return _engine(url, 1, "READ COMMITTED", "")


def _engine(url: str, connections: int, isolation: IsolationLevel, session: str) -> Engine:
    try:
        return create_engine(
            make_url(url).set(drivername="postgresql+psycopg"),
            pool_size=connections,
            max_overflow=0,
            pool_timeout=10,
            isolation_level=isolation,
            connect_args=_CONNECT | {"options": session + _KEEPALIVE},
            hide_parameters=True,  # errors go to the log; prompts do not
        )
    except ModuleNotFoundError as error:
        raise MissingDriver(str(error)) from error


class PostgresDatabase:
    """See `Database`. Every write is a transaction of its own, in READ COMMITTED; what must not happen at the same time
    waits for a lock (`db/locks.py`) or is one conditional statement."""

    shared = True

    def __init__(self, readers: Engine, writers: Engine) -> None:
        self._readers = readers
        self._writers = writers
        # Reads have threads of their own: a write may have to wait for another process's.
        self._reading = _threads(readers)
        self._writing = _threads(writers)

    def read_now(self, work: Work[T]) -> T:
        """See `Database.read_now`."""
        try:
            return self._read(work)
        except DBAPIError as error:
            if not error.connection_invalidated:
                raise
        return self._read(work)  # the connection had broken since it was last used

    def write_now(self, work: Work[T]) -> T:
        """See `Database.write_now`."""
        until = time.monotonic() + _TRY_SECONDS
        while True:
            try:
                return self._write(work)
            except _Undone as undone:
                if time.monotonic() > until:
                    raise OperationalError("writing, again and again", None, undone.error) from undone
                time.sleep(random.uniform(0, 0.05))  # noqa: S311 - spreads those who met

    async def read(self, work: Work[T]) -> T:
        """See `Database.read`."""
        return await asyncio.get_running_loop().run_in_executor(self._reading, self.read_now, work)

    async def write(self, work: Work[T]) -> T:
        """See `Database.write`."""
        return await asyncio.shield(
            asyncio.get_running_loop().run_in_executor(self._writing, self.write_now, work)
        )

    def close(self) -> None:
        """See `Database.close`."""
        for threads in (self._reading, self._writing):
            threads.shutdown()
        for engine in (self._readers, self._writers):
            engine.dispose()

    def _read(self, work: Work[T]) -> T:
        try:
            with self._readers.connect() as connection:
                return work(connection)
        except PoolTimeout as error:
            raise _busy(error) from error

    def _write(self, work: Work[T]) -> T:
        """One attempt.

        Raises:
            _Undone: It left nothing and may be made again.
        """
        try:
            with self._writers.connect() as connection, connection.begin() as transaction:
                committing = False
                try:
                    answer = work(connection)
                    committing = True
                    transaction.commit()
                except DBAPIError as error:
                    # If the connection breaks in the commit, nobody knows whether it was written: the caller is told.
                    broken_before = error.connection_invalidated and not committing
                    if broken_before or _sqlstate(error) in _TRY_AGAIN:
                        raise _Undone(error) from error
                    raise
                return answer
        except PoolTimeout as error:
            raise _busy(error) from error


def _threads(engine: Engine) -> ThreadPoolExecutor:
    assert isinstance(engine.pool, QueuePool)
    return ThreadPoolExecutor(engine.pool.size(), thread_name_prefix="database")


class _Undone(Exception):
    """The transaction was undone by the server or a broken connection, before it was committed."""

    def __init__(self, error: DBAPIError) -> None:
        self.error = error
        super().__init__(str(error))


def _sqlstate(error: DBAPIError) -> str | None:
    return getattr(error.orig, "sqlstate", None)


def _busy(error: PoolTimeout) -> OperationalError:
    return OperationalError("waiting for a connection", None, error)
