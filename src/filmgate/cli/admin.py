"""`filmgate admin`: what only the operator of this machine's server does."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import typer

from filmgate.cli.here import as_typed_here, short_path
from filmgate.cli.local_data import has_data, open_data, read_settings
from filmgate.cli.options import ConfigOption, DataOption, JsonOption
from filmgate.cli.problem import Refused
from filmgate.cli.terminal import print_json, say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from filmgate.audit.record import Action
    from filmgate.settings import FilmgateSettings

T = TypeVar("T")

app = typer.Typer(help="The operator's own commands (on this machine's data).", no_args_is_help=True)


@app.callback()
def _group() -> None:
    pass


@app.command("rotate-link-key")
def rotate_link_key(
    data: DataOption = None, config: ConfigOption = None, as_json: JsonOption = False
) -> None:
    """Sign new links with a new key from now on; links that were given out stay valid until they expire."""
    from filmgate.audit.record import Action
    from filmgate.clock import system_clock
    from filmgate.storage.keyring import Keyring

    settings = read_settings(config, data)
    if settings.storage.link_keys:
        raise Refused(
            "The keys of links stand in storage.link_keys, not in this machine's data",
            f"put a new one before the others there, and drop the last after {settings.storage.link_hours:g} hours",
        )
    keep_seconds = round(settings.storage.link_hours * 3600) + 3600
    keyring = Keyring(settings.data_dir)
    kid = _recorded(
        settings,
        Action.ROTATE_LINK_KEY,
        lambda: keyring.rotate(system_clock() // 1000, keep_seconds=keep_seconds),
        target=str,
    )
    if as_json:
        print_json({"kid": kid})
    else:
        say(f"New links are signed with the key {kid}.")


@app.command("set-password")
def set_password(data: DataOption = None, config: ConfigOption = None, as_json: JsonOption = False) -> None:
    """Set the admin password; it is asked for, or read as one line from the input. Needed to listen beyond loopback."""
    from filmgate.audit.record import Action
    from filmgate.keys.admin_password import SHORTEST, WeakPassword, set_admin_password

    settings = read_settings(config, data)
    if sys.stdin.isatty():
        password = typer.prompt("Admin password", hide_input=True, confirmation_prompt=True, err=True)
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    try:
        file = _recorded(
            settings,
            Action.SET_ADMIN_PASSWORD,
            lambda: set_admin_password(settings.data_dir, password),
            target=lambda file: file.name,
        )
    except WeakPassword as error:
        raise Refused(
            f"{str(error).capitalize()}", f"choose a longer one: {SHORTEST} characters or more, any you like"
        ) from error
    if as_json:
        print_json({"saved": str(file)})
    else:
        say(f"The admin password is set; its hash is in {short_path(file)}.")
        say(as_typed_here("Now others may reach the server:  filmgate serve --host 0.0.0.0"))


def _recorded(
    settings: FilmgateSettings, action: Action, do: Callable[[], T], *, target: Callable[[T], str]
) -> T:
    """Do what changes a file, with its audit entry; before there is a database nobody keeps a record.

    The entry is committed after the file was changed, so it never tells of what was not done.
    """
    if not has_data(settings):
        return do()
    from filmgate.audit.record import command_line_user, record
    from filmgate.clock import system_clock

    def write(connection: Connection) -> T:
        done = do()
        record(connection, command_line_user(), action, target(done), {}, system_clock())
        return done

    with open_data(settings) as database:
        return database.write_now(write)
