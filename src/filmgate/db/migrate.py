"""Bringing a database's schema up to date (Alembic)."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, inspect, text

HEAD = "0002"
"""The newest revision in `migrations/versions`; a test compares the two."""


def current_revision(engine: Engine) -> str | None:
    """The schema's revision, or None for an empty database."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


class SchemaTooNew(Exception):
    """The database is of a newer filmgate than this one"""


def upgrade_to_head(engine: Engine) -> None:
    """Run the missing migrations, if any.

    Raises:
        SchemaTooNew: A newer version has been here; this one would not know what it reads.
    """
    revision = current_revision(engine)
    if revision == HEAD:
        return
    if revision is not None and revision > HEAD:  # revisions are numbers of four digits
        raise SchemaTooNew(f"the database has schema {revision}, this filmgate knows up to {HEAD}")
    from alembic import command  # imported late: a start that migrates nothing does not pay for it
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
