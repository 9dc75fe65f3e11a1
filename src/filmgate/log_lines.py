"""Log lines that nobody can forge."""

from __future__ import annotations

import logging

from filmgate.visible import visible_lines


class LineFormatter(logging.Formatter):
    """Control characters become escapes, and what goes on below a record's first line is indented: only the server
    itself begins a line."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """The record as text."""
        return visible_lines(super().format(record)).replace("\n", "\n    ")
