"""`filmgate config`: every setting, its value and where it came from."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

import typer

from filmgate.cli.options import ConfigOption, DataOption, JsonOption
from filmgate.cli.problem import Refused
from filmgate.cli.terminal import print_json, print_table

app = typer.Typer(help="The settings of this machine's server.", no_args_is_help=True)

_MASK = "********"


@app.callback()
def _group() -> None:
    pass


@app.command()
def show(config: ConfigOption = None, data: DataOption = None, as_json: JsonOption = False) -> None:
    """Print every setting and where its value came from; secrets are masked."""
    from filmgate.settings_sources import SettingsError, leaves, load_settings

    try:
        loaded = load_settings(config, {} if data is None else {"data_dir": data.absolute()})
    except SettingsError as error:
        raise Refused(str(error), error.suggestion) from error
    found = [(".".join(path), _plain(value)) for path, value in leaves(loaded.settings)]
    if as_json:
        print_json({name: {"value": value, "from": loaded.origins[name]} for name, value in found})
    else:
        print_table(
            ("SETTING", "VALUE", "FROM"),
            [(name, _text(value), loaded.origins[name]) for name, value in found],
        )


def _plain(value: Any) -> Any:
    """A value as JSON has it."""
    from pydantic import BaseModel, SecretStr

    match value:
        case SecretStr():
            return _MASK
        case Enum():
            return value.value
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case Path():
            return str(value)
        case tuple():
            return [_plain(part) for part in value]
        case BaseModel():
            return _plain(dict(value))
        case dict():
            return {name: _plain(part) for name, part in value.items()}
        case _:
            return value


def _text(value: Any) -> str:
    match value:
        case None | "" | []:
            return "-"
        case dict():
            return ", ".join(f"{name}={part}" for name, part in value.items()) or "-"
        case list():
            return ", ".join(map(str, value))
        case bool():
            return str(value).lower()
        case _:
            return str(value)
