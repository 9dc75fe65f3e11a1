"""`filmgate tasks`: the tasks of your account."""

from __future__ import annotations

import itertools
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from filmgate.cli.connect import connect
from filmgate.cli.follow import follow
from filmgate.cli.options import BaseUrlOption, JsonOption, TimeoutOption
from filmgate.cli.result import check_target, print_result
from filmgate.cli.terminal import credits_text, print_facts, print_json, print_table, say

if TYPE_CHECKING:
    from filmgate.client import TaskSnapshot

app = typer.Typer(help="List, show, await and cancel your tasks.", no_args_is_help=True)

TaskId = Annotated[str, typer.Argument(metavar="ID", help="Task id.")]


@app.command("ls")
def list_tasks(
    status: Annotated[
        str | None, typer.Option("--status", help="Only pending, processing, completed or failed ones.")
    ] = None,
    model: Annotated[str | None, typer.Option("--model", "-m", help="Only tasks of this model.")] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", help="At most so many.", min=1)] = 20,
    base_url: BaseUrlOption = None,
    as_json: JsonOption = False,
) -> None:
    """List your tasks, newest first."""
    with connect(base_url) as client:
        every = client.tasks.list(status=status, model=model, page_size=min(limit, 100))
        found = [task.snapshot for task in itertools.islice(every, limit)]
    if as_json:
        print_json({"object": "list", "data": [task.raw for task in found]})
    elif not found:
        say("No tasks.")
    else:
        columns = ("TASK", "STATUS", "DONE", "MODEL", "CREDITS", "AGE")
        print_table(columns, map(_row, found), right=("DONE", "CREDITS", "AGE"))


@app.command()
def show(task_id: TaskId, base_url: BaseUrlOption = None, as_json: JsonOption = False) -> None:
    """Show one task."""
    with connect(base_url) as client:
        task = client.tasks.get(task_id).snapshot
    if as_json:
        print_json(task.raw)
    else:
        print_facts(_facts(task))


@app.command()
def wait(
    task_id: TaskId,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Save the film here.", metavar="FILE")
    ] = None,
    timeout: TimeoutOption = None,
    base_url: BaseUrlOption = None,
    as_json: JsonOption = False,
) -> None:
    """Wait for a task's end; exit code 1 if it fails."""
    check_target(output)
    with connect(base_url) as client:
        task = client.tasks.get(task_id)
        follow(task, as_json=as_json, timeout_seconds=timeout)
        print_result(task, output, as_json=as_json)


@app.command()
def cancel(task_id: TaskId, base_url: BaseUrlOption = None, as_json: JsonOption = False) -> None:
    """Stop a task; its credits are given back."""
    with connect(base_url) as client:
        task = client.tasks.get(task_id).cancel().snapshot
    if as_json:
        print_json(task.raw)
    else:
        back = credits_text(task.credits_reserved)
        say(f"{task.id} is cancelled; {back} credits are given back.")


def _row(task: TaskSnapshot) -> tuple[str, ...]:
    spent = task.credits_reserved if task.credits_charged is None else task.credits_charged
    return (task.id, _status(task), f"{task.progress}%", task.model, credits_text(spent), _age(task.created))


def _facts(task: TaskSnapshot) -> list[tuple[str, str]]:
    facts = [
        ("task", task.id),
        ("status", f"{_status(task)}, {task.progress}%" + (f", {task.stage}" if task.stage else "")),
        ("model", task.model),
        ("created", time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(task.created))),
        ("length", f"{task.video_duration_seconds} s"),
        ("credits", f"{credits_text(task.credits_reserved)} reserved"),
    ]
    if task.credits_charged is not None:
        facts.append(("", f"{credits_text(task.credits_charged)} charged"))
    if task.error is not None:
        facts.append(("error", f"{task.error.code}: {task.error.message}"))
    facts += [("note", note) for note in task.notes]
    facts += [("film", link) for link in task.results]
    if task.poster is not None:
        facts.append(("poster", task.poster))
    if task.expires_at is not None and task.results:
        facts.append(("until", time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(task.expires_at))))
    return facts


def _status(task: TaskSnapshot) -> str:
    return "cancelled" if task.error is not None and task.error.code == "request_cancelled" else task.status


def _age(created: int) -> str:
    seconds = max(0, int(time.time()) - created)
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"
