"""The migrations make exactly the tables that `tables.py` states."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from filmgate.db import migrate
from filmgate.db.postgres import postgres_engine
from filmgate.db.sqlite import open_sqlite
from filmgate.db.tables import metadata
from postgres import PostgresServer


def test_a_migrated_database_equals_the_tables(tmp_path: Path) -> None:
    open_sqlite(tmp_path / "x.db").close()
    with create_engine(f"sqlite:///{tmp_path / 'x.db'}").connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_a_migrated_postgres_equals_the_tables(postgres: PostgresServer) -> None:
    with postgres_engine(postgres.new_database()).connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_head_is_the_newest_revision() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).with_name("migrations")))
    assert ScriptDirectory.from_config(config).get_current_head() == migrate.HEAD


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    open_sqlite(tmp_path / "x.db").close()
    open_sqlite(tmp_path / "x.db").close()


def test_a_database_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    open_sqlite(tmp_path / "f.db").close()
    with sqlite3.connect(tmp_path / "f.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(migrate.SchemaTooNew, match="9999"):
        open_sqlite(tmp_path / "f.db")
