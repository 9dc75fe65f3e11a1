"""One stage of a task's work: how long it took."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from filmgate.tasks.task import Task
from filmgate.telemetry.metrics import count_stage


@contextmanager
def stage(name: str, task: Task) -> Iterator[None]:
    """Measure what is done inside: `prepare`, `start`, `render`, `store` or `settle`."""
    began = time.monotonic()
    try:
        yield
    finally:
        count_stage(name, task.model, time.monotonic() - began)
