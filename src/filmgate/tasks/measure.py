"""Counting what happens to tasks, once it is durable."""

from __future__ import annotations

from filmgate.settings import FilmgateSettings
from filmgate.tasks.states import TaskState
from filmgate.tasks.task import Task
from filmgate.telemetry.metrics import OTHER, count_ended, count_engine_error


def measure_end(task: Task, settings: FilmgateSettings) -> None:
    """Count a task that has just ended."""
    configured = settings.models.get(task.model)
    count_ended(
        task.model if configured is not None else OTHER,
        task.state,
        seconds=((task.ended_at_ms or 0) - task.created_at_ms) / 1000,
        reserved_microcredits=task.reserved_microcredits,
        charged_microcredits=task.charged_microcredits or 0,
    )
    if task.state is TaskState.FAILED:
        count_engine_error(task.served["engine"] if task.served else OTHER, task.error_code or OTHER)
