"""What only a server elsewhere does: it ends sessions, and falls silent in the middle."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from filmgate.db.database import Database
from filmgate.db.postgres import open_postgres
from postgres import PostgresServer

_STANDS_STILL_SECONDS = 3.5
_END_OWN_SESSION = text("SELECT pg_terminate_backend(pg_backend_pid())")


@pytest.fixture
def database(postgres: PostgresServer) -> Iterator[Database]:
    database = open_postgres(postgres.new_database(), 2)
    yield database
    database.close()


def enter(connection: Connection) -> None:
    connection.execute(text("INSERT INTO workers (id, started_at_ms) VALUES ('a', 1)"))


def entered(database: Database) -> int:
    return database.read_now(lambda connection: connection.execute(text("TABLE workers")).rowcount)


def test_who_stood_still_before_the_commit_writes_all_the_same(database: Database) -> None:
    """As a process does that is stopped there (SIGSTOP, a machine that sleeps): Postgres ends its session."""
    tries = []

    def work(connection: Connection) -> None:
        enter(connection)
        tries.append(1)
        if len(tries) == 1:
            time.sleep(_STANDS_STILL_SECONDS)

    database.write_now(work)
    assert len(tries) == 2
    assert entered(database) == 1


def test_who_stands_still_again_and_again_is_told_that_the_database_does_not_answer(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("filmgate.db.postgres._TRY_SECONDS", 0.0)

    def work(connection: Connection) -> None:
        enter(connection)
        time.sleep(_STANDS_STILL_SECONDS)

    with pytest.raises(OperationalError):
        database.write_now(work)
    assert entered(database) == 0


def test_a_session_that_is_ended_in_the_middle_is_begun_again(database: Database) -> None:
    tries = []

    def work(connection: Connection) -> None:
        enter(connection)
        tries.append(1)
        if len(tries) == 1:
            connection.execute(_END_OWN_SESSION)

    database.write_now(work)
    assert len(tries) == 2
    assert entered(database) == 1
