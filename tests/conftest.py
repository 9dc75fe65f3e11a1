"""What every room's tests share: real databases, and a customer in one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from customers import Customer, make_customer
from doubles.object_store import Moto, run_moto
from filmgate.db.database import Database
from filmgate.db.postgres import open_postgres
from filmgate.db.sqlite import open_sqlite
from postgres import PostgresServer


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    server = PostgresServer()
    yield server
    server.close()


@pytest.fixture(params=["sqlite", "postgres"])
def open_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], Database]]:
    """Opens the test's database, as often as it is called; every test runs on SQLite and on Postgres."""
    opened: list[Database] = []
    url = request.getfixturevalue("postgres").new_database() if request.param == "postgres" else ""

    def open_it() -> Database:
        database = open_postgres(url, 8) if url else open_sqlite(tmp_path / "filmgate.db")
        opened.append(database)
        return database

    yield open_it
    for database in opened:
        database.close()


@pytest.fixture
def database(open_database: Callable[[], Database]) -> Database:
    return open_database()


@pytest.fixture
def customer(database: Database) -> Customer:
    return make_customer(database)


@pytest.fixture(scope="session")
def moto(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Moto]:
    """An S3 double, shared by all tests; each makes buckets of its own."""
    with run_moto(tmp_path_factory.mktemp("moto")) as running:
        yield running
