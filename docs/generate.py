"""Writes the reference pages that follow from the code: `.venv/bin/python docs/generate.py`; a test says when to."""

from __future__ import annotations

import html
import subprocess
import sys
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, SecretStr

from filmgate.settings import EngineSettings, FilmgateSettings, GroupSettings, ModelSettings, RouteSettings

REFERENCE = Path(__file__).parent / "reference"

CONFIGURATION = """\
# Configuration

One file, `filmgate.toml`, the environment and flags; a flag wins over the environment, that over the file, the file
over the default. The file is looked for where the server is started; `--config FILE` or `FILMGATE_CONFIG` names
another. In the environment a setting's name is its path in capitals with `__` between the levels:
`FILMGATE_SERVER__PORT=9000`. Lists and tables are JSON there. A setting that does not exist is an error that names the
nearest one. `filmgate config show` prints every value and where it came from.

```toml
[server]
port = 9000
public_url = "https://video.example.com"

[callbacks]
allow_hosts = ["localhost:3000"]

[groups.friends]
price_multiplier = 0.5

[models."veo3.1-pro"]
price_credits = 30
```
"""


def configuration() -> str:
    """The page on settings."""
    parts = [CONFIGURATION]
    for path, section in sections():
        parts += [
            f"\n## `{path}`\n" if path else "\n## At the top\n",
            "| setting | default | meaning |",
            "|---|---|---|",
        ]
        parts += [f"| `{name}` | {default} | {meaning} |" for name, default, meaning in rows(section)]
    return "\n".join(parts) + "\n"


def sections() -> Iterator[tuple[str, type[BaseModel]]]:
    """Every table of the file."""
    yield "", FilmgateSettings
    for name, field in FilmgateSettings.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield f"[{name}]", field.annotation
    yield "[groups.NAME]", GroupSettings
    yield "[engines.NAME]", EngineSettings
    yield '[models."NAME"]', ModelSettings
    yield '[[models."NAME".routes]]', RouteSettings


def rows(section: type[BaseModel]) -> Iterator[tuple[str, str, str]]:
    """Name, default and meaning of every setting of a table."""
    for name, field in section.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            continue
        if name == "data_dir":
            default = "the user's data folder"
        elif name in ("groups", "engines", "models"):
            continue
        else:
            default = shown(field.get_default(call_default_factory=True))
        meaning = " ".join((field.description or "").split())
        choices = [repr(choice) for choice in get_args(field.annotation) if isinstance(choice, str | int)]
        yield name, default, meaning + (f" One of {', '.join(choices)}." if choices else "")


def shown(value: Any) -> str:
    """A default as it would stand in the file."""
    match value:
        case None | "" | ():
            return "empty"
        case bool():
            return f"`{str(value).lower()}`"
        case Enum():
            return f'`"{value.value}"`'
        case str() | SecretStr():
            return f'`"{value}"`'
        case tuple():
            return f"`{list(value)}`"
        case _:
            return f"`{value}`"


def command_line() -> str:
    """The page on commands, by Typer's own writer."""
    command = [
        str(Path(sys.executable).with_name("typer")),
        "filmgate.cli.app",
        "utils",
        "docs",
        "--name",
        "filmgate",
    ]
    written = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603 - our own command
    written = html.unescape(written).replace("# `filmgate`", "# Command line", 1)
    return "\n".join(line.rstrip() for line in written.splitlines()).strip() + "\n"


PAGES = {"configuration.md": configuration, "command-line.md": command_line}

if __name__ == "__main__":
    for name, write in PAGES.items():
        (REFERENCE / name).write_text(write(), encoding="utf-8")
