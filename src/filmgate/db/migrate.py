"""Bringing a database's schema up to date (Alembic)."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from filmgate.db.locks import Lock, one_at_a_time

HEAD = "0005"
"""The newest revision in `migrations/versions`; a test compares the two."""


class SchemaTooNew(Exception):
    """The database is of a newer filmgate than this one"""


class SchemaTooOld(Exception):
    """The database is of an older filmgate than this one, and has to be upgraded first"""


def current_revision(connection: Connection) -> str | None:
    """The schema's revision, or None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def require_current(engine: Engine) -> None:
    """See that the schema is the one that this version knows; an empty database gets it.

    Raises:
        SchemaTooOld: `upgrade_to_head` has to run first. Nobody's data is changed because a new program was started.
        SchemaTooNew: A newer version has been here; this one would not know what it reads.
    """
    with engine.connect() as connection:
        revision = current_revision(connection)
    if revision is None:
        upgrade_to_head(engine)
    elif revision < HEAD:  # revisions are numbers of four digits
        raise SchemaTooOld(f"the database has schema {revision}, this filmgate needs {HEAD}")
    else:
        _refuse_newer(revision)


def upgrade_to_head(engine: Engine) -> str | None:
    """Run the missing migrations in one transaction; returns the revision before (None: the database was empty).

    Raises:
        SchemaTooNew: As above.
    """
    from alembic import command  # imported late: a start that migrates nothing does not pay for it
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    with engine.begin() as connection:
        one_at_a_time(connection, Lock.MIGRATE)  # several processes may have found the database empty
        before = current_revision(connection)
        if before is not None:
            _refuse_newer(before)
        if before != HEAD:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    return before


def _refuse_newer(revision: str) -> None:
    if revision > HEAD:
        raise SchemaTooNew(f"the database has schema {revision}, this filmgate knows up to {HEAD}")
