"""Following the work on a task: its log lines and span, and of each stage the span and how long it took."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from filmgate.tasks.task import Task
from filmgate.telemetry.logs import about_task
from filmgate.telemetry.metrics import count_stage
from filmgate.telemetry.traces import span


@contextmanager
def work_on(task: Task) -> Iterator[None]:
    """An attempt to make a task's film; its span belongs to the request that made the task."""
    with (
        about_task(task.id, task.account_id),
        span("make film", parent=task.trace_context, task_id=task.id, task_model=task.model),
    ):
        yield


@contextmanager
def stage(name: str, task: Task) -> Iterator[None]:
    """One of `prepare`, `start`, `render`, `store` and `settle`."""
    began = time.monotonic()
    try:
        with span(name):
            yield
    finally:
        count_stage(name, task.model, time.monotonic() - began)
