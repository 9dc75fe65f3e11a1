"""The root of all commands: what a command raises becomes a message and an exit code here, and nowhere else."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperGroup

from filmgate.cli.problem import problem_of, show_problem

_JSON = "filmgate.json"


class Commands(TyperGroup):
    """A group whose commands may raise the client's errors, `Refused` and `OSError`."""

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]
        """Run the command; a known error ends the program with its exit code."""
        try:
            return super().invoke(ctx)
        except (typer.Exit, typer.Abort, typer.TyperException):
            raise
        except Exception as error:
            problem = problem_of(error)
            if problem is None:
                raise
            show_problem(problem, as_json=bool(ctx.meta.get(_JSON)))
            raise typer.Exit(problem.exit_code) from error


def remember_json(context: typer.Context, value: bool) -> bool:
    """Callback of `--json`: errors are told in JSON too."""
    context.meta[_JSON] = value
    return value
