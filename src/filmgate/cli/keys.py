"""`filmgate keys`: API keys of this machine's server."""

from __future__ import annotations

import time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from filmgate.cli.amounts import parse_credits
from filmgate.cli.here import as_typed_here, short_path
from filmgate.cli.local_data import open_data, read_settings
from filmgate.cli.options import ConfigOption, DataOption, JsonOption
from filmgate.cli.problem import Refused
from filmgate.cli.terminal import answer, credits_text, print_json, print_table, say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from filmgate.cli.new_key import NewKey
    from filmgate.keys.listing import KeyRow
    from filmgate.settings import FilmgateSettings

app = typer.Typer(help="Make, list and revoke API keys (on this machine's data).", no_args_is_help=True)


@app.command()
def create(
    name: Annotated[str, typer.Option("--name", help="Name of the key, and of its new account.")] = "me",
    credits: Annotated[
        str | None, typer.Option("--credits", help="Credits to grant.", metavar="AMOUNT")
    ] = None,
    account: Annotated[
        str | None, typer.Option("--account", help="Existing account; default: a new one.", metavar="ID")
    ] = None,
    group: Annotated[str | None, typer.Option("--group", help="User group, which sets the prices.")] = None,
    expires_days: Annotated[
        float | None,
        typer.Option("--expires-days", help="The key ends after so many days.", min=0.001, max=36_500),
    ] = None,
    models: Annotated[
        str | None, typer.Option("--models", help="Only these models, with commas between.", metavar="A,B")
    ] = None,
    requests_per_minute: Annotated[
        int | None, typer.Option("--requests-per-minute", help="Default: the server's.", min=1)
    ] = None,
    tasks_at_once: Annotated[
        int | None, typer.Option("--tasks-at-once", help="Unfinished tasks; default: the server's.", min=1)
    ] = None,
    save: Annotated[
        bool, typer.Option("--save", help="Keep it for this user's own commands on this machine.", metavar="")
    ] = False,
    data: DataOption = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make a key. It is shown once: only its hash is stored."""
    from filmgate.cli.new_key import KeyWish, make_key, save_key

    settings = read_settings(config, data)
    wish = KeyWish(
        name=name,
        credits=parse_credits(credits) if credits is not None else Decimal(0),
        account_id=account,
        group=_known_group(group, settings),
        expires_days=expires_days,
        models=_known_models(models, settings),
        requests_per_minute=requests_per_minute,
        tasks_at_once=tasks_at_once,
    )
    with open_data(settings, create=True) as database:
        made = make_key(database, wish)
    saved = save_key(made, settings, data) if save else None
    if as_json:
        print_json({**made.as_object, **({"saved": str(saved)} if saved else {})})
    else:
        _tell(made, settings, saved)


@app.command("ls")
def list_keys(data: DataOption = None, config: ConfigOption = None, as_json: JsonOption = False) -> None:
    """List the keys, without their secrets."""
    from filmgate.keys.listing import list_keys

    with open_data(read_settings(config, data)) as database:
        found = database.read_now(list_keys)
    if as_json:
        print_json({"object": "list", "data": [_as_object(key) for key in found]})
    elif not found:
        say(as_typed_here("No keys. Make one with:  filmgate keys create --name me --credits 1000"))
    else:
        columns = ("ID", "NAME", "KEY", "ACCOUNT", "STATE", "MODELS", "CREATED")
        print_table(columns, map(_row, found))


@app.command()
def saved(as_json: JsonOption = False) -> None:
    """Print the key that this user's own commands use, for scripts: `KEY=$(filmgate keys saved)`."""
    from filmgate.client.credentials import find_credentials

    found = find_credentials()
    if as_json:
        print_json({"key": found.api_key, "base_url": found.base_url})
    else:
        answer(found.api_key)


@app.command()
def revoke(
    key: Annotated[
        str, typer.Argument(metavar="KEY", help="Id or prefix, as `keys ls` shows it, or the key itself.")
    ],
    data: DataOption = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """End a key at once."""
    from filmgate.audit.record import Action, Details, command_line_user, record
    from filmgate.clock import system_clock
    from filmgate.keys.listing import list_keys
    from filmgate.keys.revoke import revoke_key

    with open_data(read_settings(config, data)) as database:
        meant = _meant(key, database.read_now(list_keys))

        def end(connection: Connection) -> None:
            now_ms = system_clock()
            if revoke_key(connection, meant.id, now_ms):
                details: Details = {"name": meant.name, "account": meant.account_id}
                record(connection, command_line_user(), Action.REVOKE_KEY, meant.id, details, now_ms)

        database.write_now(end)
    if as_json:
        print_json({"id": meant.id, "name": meant.name, "revoked": True})
    else:
        say(f"{meant.id} ({meant.name}) is revoked.")


def _tell(made: NewKey, settings: FilmgateSettings, saved: Path | None) -> None:
    say(f"Key      {made.name}, of account {made.account_id} with {credits_text(made.balance)} credits")
    say(f"Secret   {made.callback_secret}   signs the account's callbacks")
    if saved is not None:
        say(f"Saved    {short_path(saved)}")
    if not made.balance:
        say(
            as_typed_here(f"Without credits it makes no film:  filmgate credits grant {made.account_id} 1000")
        )
    say("The key is shown only now:")
    answer(made.key)


def _known_group(name: str | None, settings: FilmgateSettings) -> str | None:
    if name is not None and name not in settings.groups:
        raise Refused(f"There is no group {name!r}", f"groups are: {', '.join(settings.groups)}")
    return name


def _known_models(text: str | None, settings: FilmgateSettings) -> list[str] | None:
    if text is None:
        return None
    aliases = {alias: name for name, model in settings.models.items() for alias in model.aliases}
    named = [aliases.get(part.strip(), part.strip()) for part in text.split(",") if part.strip()]
    for name in named:
        if name not in settings.models:
            raise Refused(f"There is no model {name!r}", f"models are: {', '.join(settings.models)}")
    if not named:
        raise Refused("--models names no model", f"models are: {', '.join(settings.models)}")
    return named


def _meant(text: str, keys: list[KeyRow]) -> KeyRow:
    same = [key for key in keys if key.id == text or key.prefix == text or _is_secret_of(text, key)]
    if not same:
        raise Refused(f"There is no key {text}", "see `filmgate keys ls` for their ids")
    living = [key for key in same if key.revoked_at_ms is None]
    if not living:
        raise Refused(f"{same[0].id} is revoked already", "see `filmgate keys ls`")
    if len(living) > 1:
        raise Refused(
            f"{len(living)} keys begin with {text}", f"use an id: {', '.join(key.id for key in living)}"
        )
    return living[0]


def _is_secret_of(text: str, key: KeyRow) -> bool:
    return len(text) > len(key.prefix) + 4 and text.startswith(key.prefix) and text.endswith(key.last_four)


def _state(key: KeyRow) -> str:
    if key.revoked_at_ms is not None:
        return "revoked"
    if key.expires_at_ms is None:
        return "active"
    when = time.strftime("%Y-%m-%d", time.localtime(key.expires_at_ms / 1000))
    return f"expired {when}" if key.expires_at_ms <= time.time() * 1000 else f"until {when}"


def _row(key: KeyRow) -> tuple[str, ...]:
    return (
        key.id,
        key.name,
        f"{key.prefix}…{key.last_four}",
        key.account_id,
        _state(key),
        ", ".join(key.models) if key.models is not None else "all",
        time.strftime("%Y-%m-%d %H:%M", time.localtime(key.created_at_ms / 1000)),
    )


def _as_object(key: KeyRow) -> dict[str, Any]:
    def seconds(milliseconds: int | None) -> int | None:
        return None if milliseconds is None else milliseconds // 1000

    return {
        "id": key.id,
        "name": key.name,
        "prefix": key.prefix,
        "last_four": key.last_four,
        "account": key.account_id,
        "group": key.user_group,
        "models": key.models,
        "requests_per_minute": key.requests_per_minute,
        "tasks_at_once": key.tasks_at_once,
        "created": seconds(key.created_at_ms),
        "expires_at": seconds(key.expires_at_ms),
        "revoked_at": seconds(key.revoked_at_ms),
    }
