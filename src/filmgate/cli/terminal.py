"""Where words go: results to standard output, everything else to standard error.

Much of it was written by others (prompts, names, errors of a server), so control characters show as escapes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Literal

from filmgate.visible import visible, visible_json, visible_lines

if TYPE_CHECKING:
    from rich.console import Console


def error_console() -> Console:
    """For people: messages and progress. Rich drops colours by itself when NO_COLOR is set or nobody looks."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, soft_wrap=False)


def say(text: str) -> None:
    """A line for people, on standard error."""
    print(visible_lines(text), file=sys.stderr, flush=True)  # noqa: T201


def answer(text: str) -> None:
    """The command's result as a line, on standard output."""
    print(visible_lines(text), flush=True)  # noqa: T201


def print_json(data: Any) -> None:
    """The command's result as one line of JSON, on standard output."""
    answer(visible_json(json.dumps(data, ensure_ascii=False, default=str)))


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, right: Sequence[str] = ()) -> None:
    """The command's result as a table on standard output; without a terminal as lines with tabs, for `cut`."""
    if not sys.stdout.isatty():
        for line in (columns, *rows):
            print("\t".join(map(visible, line)), flush=True)  # noqa: T201
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    for number, column in enumerate(columns):
        justify: Literal["left", "right"] = "right" if column in right else "left"
        # The first column has what is copied into other commands: it must stay in one piece.
        table.add_column(column, justify=justify, overflow="fold", no_wrap=number == 0)
    for row in rows:
        table.add_row(*(_plain(cell) for cell in row))
    Console(highlight=False).print(table)


def print_facts(facts: Iterable[tuple[str, str]]) -> None:
    """Names and values, one a line, on standard output."""
    pairs = list(facts)
    width = max((len(name) for name, _ in pairs), default=0)
    for name, value in pairs:
        answer(f"{name:<{width}}  {visible(value)}")


def credits_text(amount: float | None) -> str:
    """An amount of credits: 25.7, 26 or, if there is none, a dash."""
    return "-" if amount is None else f"{amount:,.6f}".rstrip("0").rstrip(".")


def _plain(text: str) -> str:
    from rich.markup import escape

    return escape(visible(text))
