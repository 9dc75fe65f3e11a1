"""`filmgate database`: the schema of the server's database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from filmgate.cli.here import short_path
from filmgate.cli.local_data import read_settings, require_data
from filmgate.cli.options import ConfigOption, DataOption, JsonOption
from filmgate.cli.problem import Refused
from filmgate.cli.terminal import print_json, say

if TYPE_CHECKING:
    from filmgate.settings import FilmgateSettings

app = typer.Typer(
    help="The schema of the database (of this machine's server, or Postgres).", no_args_is_help=True
)


@app.callback()
def _group() -> None:
    pass


@app.command()
def upgrade(data: DataOption = None, config: ConfigOption = None, as_json: JsonOption = False) -> None:
    """Bring the database of an older filmgate up to date. Stop its servers first; SQLite's file is copied before."""
    from filmgate.db.migrate import HEAD

    settings = read_settings(config, data)
    before = upgrade_database(settings)
    if as_json:
        print_json({"before": before, "now": HEAD})
    elif before == HEAD:
        say(f"The database is up to date (schema {HEAD}).")
    else:
        say(f"The database has schema {HEAD} now{f', before it had {before}' if before else ''}.")


def upgrade_database(settings: FilmgateSettings) -> str | None:
    """Run the missing migrations; returns the revision before, None for an empty database.

    Raises:
        Refused: There is no database, or a server has it open.
    """
    from filmgate.db.migrate import upgrade_to_head
    from filmgate.db.open import SQLITE_FILE
    from filmgate.surroundings import DataFolderInUse, hold_data_folder

    if settings.database.url is not None:
        from filmgate.db.postgres import postgres_engine

        engine = postgres_engine(settings.database.url.get_secret_value())
        try:
            return upgrade_to_head(engine)
        finally:
            engine.dispose()

    from filmgate.db.sqlite import copy_before_upgrade, sqlite_writer

    require_data(settings)
    try:
        with hold_data_folder(settings):
            file = settings.data_dir / SQLITE_FILE
            engine = sqlite_writer(file)
            try:
                copy_before_upgrade(engine, file)
                return upgrade_to_head(engine)
            finally:
                engine.dispose()
    except DataFolderInUse as error:
        raise Refused(
            f"A server works on {short_path(settings.data_dir)}", "stop it, upgrade, and start the new one"
        ) from error
