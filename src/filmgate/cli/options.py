"""Options that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object, errors too.", metavar="")]
DataOption = Annotated[
    Path | None, typer.Option("--data", help="Data folder of the server on this machine.", metavar="DIR")
]
ConfigOption = Annotated[
    Path | None, typer.Option("--config", help="Configuration file, filmgate.toml.", metavar="FILE")
]
BaseUrlOption = Annotated[
    str | None,
    typer.Option(
        "--base-url", help="Server's address; default: FILMGATE_BASE_URL, else the saved one.", metavar="URL"
    ),
]
TimeoutOption = Annotated[
    float | None,
    typer.Option(
        "--timeout", help="Stop waiting after so many seconds; the task goes on.", metavar="SECONDS", min=0
    ),
]
