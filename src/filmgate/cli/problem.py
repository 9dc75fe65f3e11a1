"""What is said, and with which exit code, when a command does not succeed."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from filmgate.cli.here import as_typed_here
from filmgate.cli.terminal import error_console, print_json

if TYPE_CHECKING:
    from typer import TyperException


class ExitCode(IntEnum):
    """Exit codes of every command."""

    OK = 0
    FAILED = 1
    """The task has failed; or a local fault, such as a full disk."""
    USAGE = 2
    """The command or the request is wrong: the same one will be refused again."""
    KEY_REFUSED = 3
    NO_CREDITS = 4
    TRY_LATER = 5
    """Rate limit, timeout, or a server that does not answer or has a fault."""
    INTERRUPTED = 130


class Refused(Exception):
    """A command that cannot do what is asked."""

    def __init__(self, message: str, suggestion: str = "", exit_code: ExitCode = ExitCode.USAGE) -> None:
        self.message = message
        self.suggestion = suggestion
        self.exit_code = exit_code
        super().__init__(message)


@dataclass(frozen=True)
class Problem:
    """An error as the user shall see it; `as_object` is its JSON form."""

    message: str
    suggestion: str
    exit_code: ExitCode
    as_object: Mapping[str, Any]


def problem_of(error: Exception) -> Problem | None:
    """What to say about `error`; None for what is not foreseen and thus deserves its traceback."""
    if isinstance(error, Refused):
        return _plain(error.message, error.suggestion, error.exit_code, "usage_error")
    if "filmgate.client.errors" in sys.modules:
        from filmgate.client.errors import ClientError

        if isinstance(error, ClientError):
            return _of_client(error)
    if "sqlalchemy" in sys.modules:
        from sqlalchemy.exc import DatabaseError, OperationalError

        if type(error) in (DatabaseError, OperationalError):
            return _of_database(error)
    if "filmgate.db.migrate" in sys.modules:
        from filmgate.db.migrate import SchemaTooNew, SchemaTooOld

        if isinstance(error, SchemaTooOld):
            mend = (
                "stop the servers on it and run `filmgate database upgrade` with the same --data or --config"
            )
            return _plain(
                f"The database cannot be used yet: {error}", mend, ExitCode.FAILED, "database_error"
            )
        if isinstance(error, SchemaTooNew):
            mend = "use the newer filmgate that wrote it, or a backup from before"
            return _plain(f"The database cannot be used: {error}", mend, ExitCode.FAILED, "database_error")
    if "filmgate.db.postgres" in sys.modules:
        from filmgate.db.postgres import MissingDriver

        if isinstance(error, MissingDriver):
            mend = "pip install 'filmgate[postgres]'"
            return _plain(
                "Postgres needs a package that is not installed", mend, ExitCode.USAGE, "usage_error"
            )
    if isinstance(error, OSError) and error.strerror:
        where = f"{error.filename}: " if error.filename else ""
        mend = "see whether the path exists, may be used by you, and has room"
        return _plain(f"{where}{error.strerror}", mend, ExitCode.FAILED, "system_error")
    return None


def usage_problem(error: TyperException) -> Problem:
    """What Typer refused: an unknown command or option, or a value that cannot be."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "filmgate"
    return _plain(error.format_message(), f"see `{command} --help`", ExitCode.USAGE, "usage_error")


def show_problem(problem: Problem, *, as_json: bool) -> None:
    """Print it: a box on standard error, or one JSON object on standard output."""
    if as_json:
        print_json(problem.as_object)
        return
    from rich import box
    from rich.panel import Panel
    from rich.text import Text

    text = Text(problem.message)
    if problem.suggestion:
        text.append("\n→ ", style="bold").append(as_typed_here(problem.suggestion))
    console = error_console()
    shape = box.ROUNDED if console.is_terminal else box.ASCII
    console.print(Panel(text, title="Error", title_align="left", border_style="red", box=shape, expand=False))


def _plain(message: str, suggestion: str, exit_code: ExitCode, kind: str) -> Problem:
    told = {"message": message, "type": kind, "fallback_suggestion": suggestion or None}
    return Problem(message, suggestion, exit_code, {"error": told})


def _of_database(error: Exception) -> Problem:
    mend = "see whether --data names the right folder and you may write there; a damaged one needs its backup"
    if "filmgate.db.postgres" in sys.modules:
        mend = "see whether database.url is right and its server runs"
    return _plain(
        f"The database cannot be used: {getattr(error, 'orig', error)}",
        mend,
        ExitCode.FAILED,
        "database_error",
    )


def _of_client(error: Exception) -> Problem:
    from filmgate.client import errors

    if isinstance(error, errors.TaskFailed):
        what = "was cancelled" if error.code == "request_cancelled" else f"has failed ({error.code})"
        message = f"{error.task.id} {what}: {error.message}"
        return Problem(message, error.suggestion, ExitCode.FAILED, error.task.raw)
    if isinstance(error, errors.ApiError):
        where = f" [{error.param}]" if error.param else ""
        exit_code = _exit_code(error.status)
        mend = error.suggestion
        if error.status == 402:
            mend += "\nor, on the server's own machine: filmgate credits grant ACCOUNT AMOUNT"
        trace = f"\nx-request-id: {error.request_id}" if error.request_id and error.status >= 500 else ""
        return Problem(
            f"{error.message}{where}{trace}",
            mend.strip(),
            exit_code,
            {
                "error": {
                    "code": error.status,
                    "message": error.message,
                    "type": error.type,
                    "param": error.param,
                    "fallback_suggestion": error.suggestion or None,
                    "request_id": error.request_id,
                }
            },
        )
    if isinstance(error, errors.MissingApiKey):
        return _plain(error.message, error.suggestion, ExitCode.KEY_REFUSED, "authentication_error")
    if isinstance(error, errors.WaitTimeout):
        return _plain(error.message, error.suggestion, ExitCode.TRY_LATER, "timeout_error")
    if isinstance(error, errors.ConnectionFailed):
        return _plain(error.message, error.suggestion, ExitCode.TRY_LATER, "connection_error")
    if isinstance(error, errors.DownloadFailed):
        return _plain(error.message, error.suggestion, ExitCode.FAILED, "download_error")
    assert isinstance(error, errors.ClientError)
    return _plain(error.message, error.suggestion, ExitCode.USAGE, "usage_error")


def _exit_code(status: int) -> ExitCode:
    if status in (401, 403):
        return ExitCode.KEY_REFUSED
    if status == 402:
        return ExitCode.NO_CREDITS
    if status in (408, 425, 429) or status >= 500:
        return ExitCode.TRY_LATER
    return ExitCode.USAGE
