"""What a finished task gives: a file, a link, and what it cost."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from filmgate.cli.here import as_typed_here
from filmgate.cli.problem import Refused
from filmgate.cli.terminal import answer, credits_text, print_json, say
from filmgate.visible import visible

if TYPE_CHECKING:
    from filmgate.client import Task


def check_target(output: Path | None) -> None:
    """Refuse, before anything is paid for, a target that cannot be written.

    Raises:
        Refused: Its folder does not exist.
    """
    if output is not None and not output.is_dir() and not output.parent.is_dir():
        raise Refused(f"There is no folder {output.parent}", f"make it first: mkdir -p {output.parent}")


def print_result(task: Task, output: Path | None, *, as_json: bool) -> None:
    """Save the film if it is wanted, and print where it is."""
    saved = task.download(output) if output is not None else None
    if as_json:
        print_json({**task.snapshot.raw, **({"file": str(saved)} if saved is not None else {})})
        return
    for note in task.snapshot.notes:
        say(f"note: {visible(note)}")
    say(f"{task.id}: {credits_text(task.credits_charged)} credits")
    if saved is not None:
        answer(str(saved))
        return
    for link in task.results:
        answer(link)
    until = time.strftime("%d %b %H:%M", time.localtime(task.expires_at)) if task.expires_at else "tomorrow"
    say(
        as_typed_here(
            f"The link ends on {until}; save the film with:  filmgate download {task.id} -o film.mp4"
        )
    )


def size_text(path: Path) -> str:
    """A file's size: 1.4 MB."""
    size = path.stat().st_size
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{size / 1000:.0f} kB"
