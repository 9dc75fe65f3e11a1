"""The log: lines for people or JSON for machines, each with the request, task and account that it belongs to."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Literal, TextIO

from filmgate.telemetry.printable import printable

request_id: ContextVar[str | None] = ContextVar("request_id", default=None)
"""The request that is being answered."""
account_id: ContextVar[str | None] = ContextVar("account_id", default=None)
"""Whose request or task it is."""
task_id: ContextVar[str | None] = ContextVar("task_id", default=None)
"""The task that is being worked on."""

_FACTS = (request_id, task_id, account_id)


@contextmanager
def about_task(of_task: str, of_account: str) -> Iterator[None]:
    """What is logged inside belongs to this task and account."""
    task, account = task_id.set(of_task), account_id.set(of_account)
    try:
        yield
    finally:
        task_id.reset(task)
        account_id.reset(account)


def set_up_log(level: str, form: Literal["text", "json"], stream: TextIO | None = None) -> None:
    """Send the log of this process to `stream`; None: standard error."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines() if form == "json" else TextLines())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    if level == "info":  # what these say at every start is for those who look for a fault
        for name in ("alembic", "uvicorn"):
            logging.getLogger(name).setLevel(logging.WARNING)


class TextLines(logging.Formatter):
    """`2026-01-31 12:00:00,123 INFO filmgate.api.errors: message (request_id=…)`; what an engine printed and a
    traceback follow, indented.

    No text from elsewhere can begin a line: what would act on a terminal or end a line is escaped.
    """

    def format(self, record: logging.LogRecord) -> str:
        """One record."""
        facts = " ".join(
            f"{name}={value}" for name, value in _facts().items() if value not in record.getMessage()
        )
        line = f"{self.formatTime(record)} {record.levelname} {record.name}: {printable(record.getMessage())}"
        if facts:
            line += f" ({printable(facts)})"
        for more in (_output(record), _traceback(self, record)):
            line += "".join(f"\n    {printable(text)}" for text in more.split("\n") if text)
        return line


class JsonLines(logging.Formatter):
    """A JSON object a line: `time`, `level`, `logger`, `message`, and where known `request_id`, `task_id`,
    `account_id`; a traceback is the one string `exception`, what an engine printed is `output`."""

    def format(self, record: logging.LogRecord) -> str:
        """One record."""
        moment = datetime.fromtimestamp(record.created, UTC)
        line = {
            "time": moment.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **_facts(),
        }
        if output := _output(record):
            line["output"] = output
        if traceback := _traceback(self, record):
            line["exception"] = traceback
        return json.dumps(line)  # in ASCII: nothing in it can act on a terminal


def _facts() -> dict[str, str]:
    return {fact.name: value for fact in _FACTS if (value := fact.get()) is not None}


def _output(record: logging.LogRecord) -> str:
    return str(getattr(record, "output", ""))


def _traceback(formatter: logging.Formatter, record: logging.LogRecord) -> str:
    return formatter.formatException(record.exc_info) if record.exc_info else ""
