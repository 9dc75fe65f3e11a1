"""The one place that reads the time, so that every test can set it."""

from __future__ import annotations

import time
from collections.abc import Callable

Clock = Callable[[], int]
"""A clock answers the Unix time in milliseconds."""


def system_clock() -> int:
    """Unix time in milliseconds, from the system."""
    return time.time_ns() // 1_000_000
