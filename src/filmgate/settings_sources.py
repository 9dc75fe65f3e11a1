"""Reading the settings: flags before environment before `filmgate.toml` before defaults.

The environment names a setting by its path: `FILMGATE_SERVER__PORT=9000`. Values that are lists or tables are JSON.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_settings import BaseSettings, EnvSettingsSource, SettingsConfigDict, TomlConfigSettingsSource
from pydantic_settings.exceptions import SettingsError as EnvironmentUnreadable

from filmgate.settings import (
    EngineSettings,
    FilmgateSettings,
    GroupSettings,
    ModelSettings,
    built_in_models,
)

PREFIX = "FILMGATE_"
FILE_NAME = "filmgate.toml"
CONFIG_VARIABLE = "FILMGATE_CONFIG"

_OF_OTHERS = frozenset({CONFIG_VARIABLE, "FILMGATE_API_KEY", "FILMGATE_BASE_URL"})
"""Variables with our prefix that are no settings: where the file is, and the client's two."""


class SettingsError(Exception):
    """The settings cannot be used.

    Attributes:
        suggestion: How to mend it.
    """

    def __init__(self, message: str, suggestion: str = "see `filmgate config show` for all settings") -> None:
        self.suggestion = suggestion
        super().__init__(message)


_TABLES: Mapping[str, type[BaseModel]] = {
    "groups": GroupSettings,
    "engines": EngineSettings,
    "models": ModelSettings,
}
"""Settings that are tables by names of the operator's choice."""


@dataclass(frozen=True)
class _Layer:
    """What one source says; `origin` names a setting's place in it, by the setting's path."""

    name: str
    values: dict[str, Any]

    def origin(self, path: tuple[str, ...]) -> str:
        match self.name:
            case "environment":
                return f"environment {PREFIX}{'__'.join(path).upper()}"
            case "flag":
                return f"flag --{'data' if path == ('data_dir',) else path[-1].replace('_', '-')}"
            case _:
                return self.name


@dataclass(frozen=True)
class Loaded:
    """Valid settings, and where each value came from by its dotted path."""

    settings: FilmgateSettings
    origins: Mapping[str, str]


class _Readable(FilmgateSettings, BaseSettings):
    """Tells the sources of pydantic-settings which settings there are."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True
    )


def load_settings(config: Path | None = None, flags: Mapping[str, Any] | None = None) -> Loaded:
    """Read and merge all sources.

    Args:
        config: The file; None: the one that `FILMGATE_CONFIG` names, else `filmgate.toml` here, if there is one.
        flags: Values from the command line by dotted path, for example `{"server.port": 9000}`.

    Raises:
        SettingsError: A source cannot be read, or has an unknown or impossible value; names it.
    """
    layers = [_from_flags(flags or {}), _from_environment(), *_from_file(config)]
    merged: dict[str, Any] = {}
    for layer in reversed(layers):
        merged = _merged(merged, layer.values)
    _complete(merged)
    try:
        settings = FilmgateSettings.model_validate(merged)
    except ValidationError as error:
        raise _explained(error, layers) from None
    origins = {".".join(path): _origin(path, layers) for path, _ in leaves(settings)}
    return Loaded(settings, origins)


def leaves(section: BaseModel, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every single setting with its path, in the order of `settings.py`."""
    for name in type(section).model_fields:
        value = getattr(section, name)
        if isinstance(value, BaseModel):
            yield from leaves(value, (*path, name))
        elif name in _TABLES:
            for key, table in value.items():
                yield from leaves(table, (*path, name, key))
        else:
            yield (*path, name), value


def _from_flags(flags: Mapping[str, Any]) -> _Layer:
    values: dict[str, Any] = {}
    for path, value in flags.items():
        *tables, name = path.split(".")
        table = values
        for part in tables:
            table = table.setdefault(part, {})
        table[name] = value
    return _Layer("flag", values)


def _from_environment() -> _Layer:
    for name in os.environ:
        if name.startswith(PREFIX) and name not in _OF_OTHERS:
            first = name.removeprefix(PREFIX).split("__")[0].lower()
            if first not in FilmgateSettings.model_fields:
                raise _unknown((first,), f"environment {name}")
    try:
        return _Layer("environment", EnvSettingsSource(_Readable)())
    except EnvironmentUnreadable as error:
        name = str(error).split('"')[1] if '"' in str(error) else ""
        raise SettingsError(
            f"{name or 'a setting'} (environment): the value is no JSON",
            "lists and tables are JSON, for example FILMGATE_IMAGES__ALLOW_HOSTS='[\"localhost:3000\"]'",
        ) from error


def find_config(config: Path | None) -> Path | None:
    """The file that is read: `config`, else the one that `FILMGATE_CONFIG` names, else `filmgate.toml` here, if any."""
    named = config or (Path(os.environ[CONFIG_VARIABLE]) if os.environ.get(CONFIG_VARIABLE) else None)
    return named or (Path(FILE_NAME) if Path(FILE_NAME).is_file() else None)


def _from_file(config: Path | None) -> list[_Layer]:
    file = find_config(config)
    if file is None:
        return []
    if not file.is_file():
        raise SettingsError(f"There is no file {file}", "name another one with --config, or leave it out")
    try:
        values = TomlConfigSettingsSource(_Readable, toml_file=file)()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingsError(
            f"{file} cannot be read: {error}", "correct the file; its format is TOML"
        ) from error
    return [_Layer(str(file), _absolute_paths(values, file.absolute().parent))]


def _absolute_paths(values: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Paths in the file are meant from where the file is, wherever the program was started."""
    values = dict(values)
    for table, name in (
        ("", "data_dir"),
        ("storage", "folder"),
        ("storage", "ca_file"),
        ("callbacks", "ca_file"),
    ):
        section = values if not table else values.get(table)
        if isinstance(section, dict) and isinstance(section.get(name), str):
            changed = section | {name: str(folder / Path(section[name]).expanduser())}
            values = changed if not table else values | {table: changed}
    return values


def _merged(below: dict[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for name, value in above.items():
        under = merged.get(name)
        merged[name] = (
            _merged(under, value) if isinstance(under, dict) and isinstance(value, Mapping) else value
        )
    return merged


def _complete(merged: dict[str, Any]) -> None:
    """What the operator says of a built-in model changes that model; the group `default` is always there."""
    if isinstance(merged.get("models"), dict):
        built_in = {name: model.model_dump(exclude_unset=True) for name, model in built_in_models().items()}
        merged["models"] = _merged(built_in, merged["models"])
    if isinstance(merged.get("groups"), dict):
        merged["groups"].setdefault("default", {})


def _origin(path: tuple[str, ...], layers: list[_Layer]) -> str:
    for layer in layers:
        value: Any = layer.values
        for part in path:
            value = value.get(part) if isinstance(value, Mapping) else None
        if value is not None:
            return layer.origin(path)
    return "default"


def _explained(error: ValidationError, layers: list[_Layer]) -> SettingsError:
    problem = error.errors(include_url=False)[0]
    path = tuple(str(part) for part in problem["loc"])
    origin = _origin(path, layers)
    if problem["type"] == "extra_forbidden":
        return _unknown(path, origin)
    while origin == "default" and len(path) > 1:  # the position in a list has no origin of its own
        path = path[:-1]
        origin = _origin(path, layers)
    message = problem["msg"][:1].lower() + problem["msg"][1:]
    return SettingsError(f"{'.'.join(path)} ({origin}): {message}", f"correct {'.'.join(path)}")


def _unknown(path: tuple[str, ...], origin: str) -> SettingsError:
    *tables, name = path
    known = _known_names(tuple(tables))
    here = {known_name: ".".join((*tables, known_name)) for known_name in known}
    elsewhere = {known_path[-1]: ".".join(known_path) for known_path, _ in leaves(FilmgateSettings())}
    meant = next((names[near] for names in (here, elsewhere) for near in _near(name, names)), None)
    return SettingsError(
        f"{'.'.join(path)} ({origin}) is no setting",
        f"did you mean {meant}?" if meant else f"settings here are: {', '.join(known)}",
    )


def _near(name: str, names: Iterable[str]) -> list[str]:
    return difflib.get_close_matches(name, names, n=1, cutoff=0.6)


def _known_names(tables: tuple[str, ...]) -> list[str]:
    section: type[BaseModel] = FilmgateSettings
    if len(tables) == 2 and tables[0] in _TABLES:
        section = _TABLES[tables[0]]
    elif tables:
        annotation = FilmgateSettings.model_fields[tables[0]].annotation
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            section = annotation
    return list(section.model_fields)
