"""`filmgate generate`: a prompt becomes a film."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from filmgate.cli.connect import connect
from filmgate.cli.follow import follow
from filmgate.cli.options import BaseUrlOption, JsonOption, TimeoutOption
from filmgate.cli.problem import Refused
from filmgate.cli.result import check_target, print_result
from filmgate.cli.terminal import answer, print_json, say

if TYPE_CHECKING:
    from filmgate.client import Task


def generate(
    prompt: Annotated[
        str,
        typer.Argument(
            metavar="PROMPT",
            help="What the film shows, in quotes; @FILE reads it from a file, - from the input.",
        ),
    ],
    first: Annotated[
        str | None, typer.Option("--first", help="First frame: picture file or URL.", metavar="PICTURE")
    ] = None,
    last: Annotated[
        str | None, typer.Option("--last", help="Last frame: picture file or URL.", metavar="PICTURE")
    ] = None,
    ratio: Annotated[str | None, typer.Option("--ratio", help="auto, 16:9 or 9:16.")] = None,
    model: Annotated[str, typer.Option("--model", "-m", help="See: filmgate models.")] = "veo3.1-pro",
    duration: Annotated[int | None, typer.Option("--duration", help="Seconds.")] = None,
    seed: Annotated[int | None, typer.Option("--seed", help="Same request and seed, same film.")] = None,
    enhance: Annotated[
        bool | None,
        typer.Option("--enhance/--no-enhance", help="Translate the prompt if it is not English.", metavar=""),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Save the film here.", metavar="FILE")
    ] = None,
    no_wait: Annotated[
        bool, typer.Option("--no-wait", help="Print the task's id and return at once.", metavar="")
    ] = False,
    cancel_on_interrupt: Annotated[
        bool, typer.Option("--cancel-on-interrupt", help="Ctrl+C cancels the task too.", metavar="")
    ] = False,
    callback: Annotated[
        str | None,
        typer.Option("--callback", help="HTTPS address that the server calls at the end.", metavar="URL"),
    ] = None,
    timeout: TimeoutOption = None,
    base_url: BaseUrlOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make a film from words, or from a first and a last picture."""
    if last is not None and first is None:
        raise Refused("--last needs --first", "a film may have a first frame, or a first and a last one")
    if no_wait and output is not None:
        raise Refused("--no-wait cannot save the film", "leave -o out, and use `filmgate download` later")
    check_target(output)
    with connect(base_url) as client:
        task = client.videos.generate(
            _read_prompt(prompt),
            model=model,
            aspect_ratio=ratio,
            images=[picture for picture in (first, last) if picture is not None],
            duration=duration,
            seed=seed,
            enhance_prompt=enhance,
            callback_url=callback,
        )
        if no_wait:
            _print_id(task, as_json=as_json)
            return
        follow(task, as_json=as_json, timeout_seconds=timeout, cancel_on_interrupt=cancel_on_interrupt)
        print_result(task, output, as_json=as_json)


def _print_id(task: Task, *, as_json: bool) -> None:
    if as_json:
        print_json(task.snapshot.raw)
        return
    seconds = task.snapshot.estimated_seconds
    say(f"{task.status}" + (f", about {seconds} s to go" if seconds is not None else ""))
    answer(task.id)


def _read_prompt(prompt: str) -> str:
    if prompt == "-":
        return sys.stdin.read().strip()
    if prompt.startswith("@"):
        try:
            return Path(prompt[1:]).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise Refused(
                f"The prompt cannot be read from {prompt[1:]}", "a prompt that begins with @ names a file"
            ) from error
    return prompt
