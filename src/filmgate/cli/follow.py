"""Waiting for a film where people can see it: a live bar on a terminal, a line a change elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from filmgate.cli.here import as_typed_here
from filmgate.cli.problem import ExitCode
from filmgate.cli.terminal import error_console, print_json, say
from filmgate.visible import visible

if TYPE_CHECKING:
    from filmgate.client import ClientError, Task

_STAGES = {
    "pending": "waiting in line",
    "processing": "making the film",
    "completed": "ready",
    "failed": "failed",
}
_Show = Callable[[int, str], None]


def follow(
    task: Task, *, as_json: bool, timeout_seconds: float | None = None, cancel_on_interrupt: bool = False
) -> None:
    """Wait for the task's end.

    Raises:
        TaskFailed: It failed or was cancelled.
        WaitTimeout: It has not ended in time.
        KeyboardInterrupt: The user has had enough; what goes on has been said.
    """
    try:
        with _shown(task.id, quiet=as_json) as show:

            def on_update(task: Task) -> None:
                show(task.progress, task.snapshot.stage or _STAGES.get(task.status, task.status))

            def on_trouble(error: ClientError) -> None:
                show(task.progress, f"{error.message}; trying again")

            on_update(task)
            task.wait(on_update=on_update, on_trouble=on_trouble, timeout_seconds=timeout_seconds)
    except KeyboardInterrupt:
        _leave(task, as_json=as_json, cancel=cancel_on_interrupt)
        raise


def _leave(task: Task, *, as_json: bool, cancel: bool) -> None:
    told = f"Interrupted; {task.id} goes on."
    wait = f"filmgate tasks wait {task.id}"
    if cancel:
        from filmgate.client import ClientError

        try:
            task.cancel()
            told, wait = f"Interrupted; {task.id} is cancelled, its credits are given back.", ""
        except ClientError as error:
            told = f"Interrupted; {task.id} could not be cancelled: {error.message}"
    if as_json:
        problem = {"message": told, "type": "interrupted", "fallback_suggestion": wait or None}
        print_json({"error": problem, "task_id": task.id, "exit_code": int(ExitCode.INTERRUPTED)})
        return
    say(told)
    if wait:
        say(as_typed_here(f"Wait for it with:  {wait}"))


@contextmanager
def _shown(name: str, *, quiet: bool) -> Iterator[_Show]:
    console = error_console()
    if quiet:
        yield lambda percent, stage: None
    elif console.is_terminal:
        with _bar(name) as show:
            yield show
    else:
        yield _line_a_stage(name)


def _line_a_stage(name: str) -> _Show:
    last = ""

    def show(percent: int, stage: str) -> None:
        nonlocal last
        if stage != last:
            say(f"{name} {percent:3d}% {visible(stage)}")
        last = stage

    return show


@contextmanager
def _bar(name: str) -> Iterator[_Show]:
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.fields[name]}", markup=False),
        BarColumn(bar_width=None),
        TaskProgressColumn(),
        TextColumn("{task.fields[stage]}", markup=False),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=error_console(), transient=True, expand=True) as progress:
        bar = progress.add_task("", total=100, name=visible(name), stage="")
        yield lambda percent, stage: progress.update(bar, completed=percent, stage=visible(stage))
