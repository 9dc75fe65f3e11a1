"""`filmgate download`: the film of a task, as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from filmgate.cli.connect import connect
from filmgate.cli.options import BaseUrlOption, JsonOption
from filmgate.cli.result import check_target, size_text
from filmgate.cli.terminal import answer, print_json, say


def download(
    task_id: Annotated[str, typer.Argument(metavar="ID", help="Task id.")],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="File or folder; default: ID.mp4 here.", metavar="FILE"),
    ] = None,
    base_url: BaseUrlOption = None,
    as_json: JsonOption = False,
) -> None:
    """Save a finished film."""
    check_target(output)
    with connect(base_url) as client:
        task = client.tasks.get(task_id)
        task.raise_if_failed()
        saved = task.download(output)
    if as_json:
        print_json({**task.snapshot.raw, "file": str(saved)})
        return
    say(size_text(saved))
    answer(str(saved))
