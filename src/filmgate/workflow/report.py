"""What engines call while they work: keeps the progress, and tells them when to stop."""

from __future__ import annotations

import logging
import time

from sqlalchemy.exc import OperationalError

from filmgate.engines.protocol import Cancelled, EngineFailure, FailureCode, Superseded
from filmgate.tasks.progress import is_current, note_progress
from filmgate.tasks.task import Task, read_task
from filmgate.visible import visible
from filmgate.workflow.studio import Studio

log = logging.getLogger(__name__)

_WRITE_EVERY_SECONDS = 0.25


class Reporter:
    """The `report` of one attempt. Progress is written at most four times a second, however often it is called."""

    def __init__(self, studio: Studio, task: Task, fence: int) -> None:
        self._studio = studio
        self._task = task
        self._fence = fence
        self._shown: tuple[int, str] | None = None
        self._next_at = 0.0
        self._deadline = time.monotonic() + studio.settings.worker.task_timeout_seconds

    def __call__(self, percent: float, stage: str) -> None:
        """Note the progress (0-100).

        Raises:
            Cancelled: The task has ended.
            Superseded: Another worker has it.
            EngineFailure: The task has run for too long.
        """
        now = time.monotonic()
        if now < self._next_at:
            return
        self._next_at = now + _WRITE_EVERY_SECONDS
        if now > self._deadline:
            limit = self._studio.settings.worker.task_timeout_seconds
            raise EngineFailure(
                FailureCode.GENERATION_TIMEOUT, f"The film was not ready after {limit:g} seconds"
            )
        showing = (int(percent), visible(stage))
        try:
            current = self._is_current() if showing == self._shown else self._write(*showing)
            has_ended = not current and self._has_ended()
        except OperationalError as error:  # the work goes on; whether it still counts is asked again
            log.warning("%s cannot note its progress: %s", self._task.id, error)
            return
        if not current:
            raise Cancelled if has_ended else Superseded
        self._shown = showing

    def _write(self, percent: int, stage: str) -> bool:
        return self._studio.database.write_now(
            lambda connection: note_progress(
                connection, self._task.id, fence=self._fence, percent=percent, stage=stage
            )
        )

    def _has_ended(self) -> bool:
        task = self._studio.database.read_now(lambda connection: read_task(connection, self._task.id))
        return task is None or task.ended

    def _is_current(self) -> bool:
        return self._studio.database.read_now(
            lambda connection: is_current(connection, self._task.id, fence=self._fence)
        )
