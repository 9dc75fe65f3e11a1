"""What a check found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Finding:
    """One result. `mend` says what to do and is empty when all is well.

    Attributes:
        state: `ok`; `warning`: it works, and will not for long or not for everybody; `problem`: it does not work.
    """

    state: Literal["ok", "warning", "problem"]
    message: str
    mend: str = ""


def ok(message: str) -> Finding:
    """All is well."""
    return Finding("ok", message)


def warning(message: str, mend: str) -> Finding:
    """It works, and will not for long or not for everybody."""
    return Finding("warning", message, mend)


def problem(message: str, mend: str) -> Finding:
    """It does not work."""
    return Finding("problem", message, mend)
