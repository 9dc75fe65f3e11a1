"""Opening the database named by the settings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event

from filmgate.db.database import Database
from filmgate.db.migrate import upgrade_to_head
from filmgate.settings import FilmgateSettings


def open_database(settings: FilmgateSettings) -> Database:
    """Open the database, creating it or bringing its schema up to date first.

    Raises:
        OSError: The data folder cannot be made.
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    return open_sqlite(settings.data_dir / "filmgate.db")


def open_sqlite(path: Path) -> Database:
    """Open (or make) a SQLite database in WAL mode."""
    writer = _sqlite_engine(path, begin="BEGIN IMMEDIATE")
    upgrade_to_head(writer)
    return Database(readers=_sqlite_engine(path, begin=None), writer=writer)


def _sqlite_engine(path: Path, *, begin: str | None) -> Engine:
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
