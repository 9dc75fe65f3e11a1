"""Opening the database named by the settings."""

from __future__ import annotations

from filmgate.db.database import Database
from filmgate.settings import FilmgateSettings

SQLITE_FILE = "filmgate.db"


def open_database(settings: FilmgateSettings) -> Database:
    """Open the database; an empty one gets the schema.

    Raises:
        OSError: The data folder cannot be made.
        SchemaTooOld, SchemaTooNew: See `db.migrate.require_current`.
        MissingDriver: The database is a Postgres, and its driver is not installed.
        OperationalError: It cannot be reached.
    """
    if settings.database.url is not None:
        from filmgate.db.postgres import open_postgres

        return open_postgres(settings.database.url.get_secret_value(), settings.database.connections)
    from filmgate.db.sqlite import open_sqlite

    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    return open_sqlite(settings.data_dir / SQLITE_FILE)
