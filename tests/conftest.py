"""What every room's tests share: a real database in a temporary folder, and a customer in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from customers import Customer, make_customer
from doubles.object_store import Moto, run_moto
from filmgate.db.database import Database
from filmgate.db.open import open_sqlite


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_sqlite(tmp_path / "filmgate.db")
    yield opened
    opened.close()


@pytest.fixture
def customer(database: Database) -> Customer:
    return make_customer(database)


@pytest.fixture(scope="session")
def moto(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Moto]:
    """An S3 double, shared by all tests; each makes buckets of its own."""
    with run_moto(tmp_path_factory.mktemp("moto")) as running:
        yield running
