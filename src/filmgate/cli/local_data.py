"""The settings and the database of this machine's server, for commands that work without it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filmgate.cli.here import short_path
from filmgate.cli.problem import Refused

if TYPE_CHECKING:
    from filmgate.db.database import Database
    from filmgate.settings import FilmgateSettings


def read_settings(config: Path | None = None, data: Path | None = None, **flags: Any) -> FilmgateSettings:
    """The settings from file, environment and flags; flags that are None are left out.

    Raises:
        Refused: They are wrong; says where.
    """
    from filmgate.settings_sources import SettingsError, load_settings

    given = {"data_dir": data.absolute() if data is not None else None, **flags}
    try:
        return load_settings(
            config, {name: value for name, value in given.items() if value is not None}
        ).settings
    except SettingsError as error:
        raise Refused(str(error), error.suggestion) from error


@contextmanager
def open_data(settings: FilmgateSettings, *, create: bool = False) -> Iterator[Database]:
    """The database, while servers may run on it.

    Args:
        create: Make it if there is none; otherwise that is an error, for a wrong folder must not look like an empty one.

    Raises:
        Refused: There is no database.
    """
    if not create:
        require_data(settings)
    from filmgate.db.open import open_database

    database = open_database(settings)
    try:
        yield database
    finally:
        database.close()


def has_data(settings: FilmgateSettings) -> bool:
    """Whether there is a database; a Postgres that is named is taken to be one."""
    return settings.database.url is not None or (settings.data_dir / "filmgate.db").exists()


def require_data(settings: FilmgateSettings) -> None:
    """See that there is a database; a Postgres that is named is taken to be meant.

    Raises:
        Refused: There is none.
    """
    if not has_data(settings):
        raise Refused(
            f"There is no filmgate data in {short_path(settings.data_dir)}",
            "name the folder with --data; `filmgate keys create` begins a new one",
        )
