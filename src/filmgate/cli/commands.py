"""The root of all commands: what a command raises becomes a message and an exit code here, and nowhere else."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperGroup

from filmgate.cli.problem import ExitCode, problem_of, show_problem, usage_problem


class Commands(TyperGroup):
    """A group whose commands may raise the client's errors, `Refused` and `OSError`."""

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]
        """Run the command; a known error ends the program with its exit code, told in JSON if `--json` is there."""
        as_json = "--json" in ctx.args
        try:
            return super().invoke(ctx)
        except (typer.Exit, BrokenPipeError):  # the reader of a pipe may leave when it has seen enough
            raise
        except typer.Abort as error:
            raise typer.Exit(ExitCode.INTERRUPTED) from error
        except typer.TyperException as error:
            if not as_json:
                raise
            problem = usage_problem(error)
            show_problem(problem, as_json=True)
            raise typer.Exit(problem.exit_code) from error
        except Exception as error:
            known = problem_of(error)
            if known is None:
                raise
            show_problem(known, as_json=as_json)
            raise typer.Exit(known.exit_code) from error
