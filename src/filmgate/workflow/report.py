"""What engines call while they work: keeps the progress, and tells them when to stop and when there is news."""

from __future__ import annotations

import logging
import time

from sqlalchemy.exc import OperationalError

from filmgate.engines.protocol import Cancelled, EngineFailure, FailureCode, Superseded
from filmgate.tasks.progress import note_progress
from filmgate.tasks.task import Task, read_task
from filmgate.tasks.upstream_call import has_called
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
        self._called = False
        self._next_at = 0.0
        self._deadline = time.monotonic() + studio.settings.worker.task_timeout_seconds

    def __call__(self, percent: float, stage: str) -> bool:
        """Note the progress (0-100); returns whether the upstream has called (see `tasks/upstream_call.py`).

        Raises:
            Cancelled: The task has ended.
            Superseded: Another worker has it.
            EngineFailure: The task has run for too long.
        """
        now = time.monotonic()
        if now < self._next_at:
            return self._called
        self._next_at = now + _WRITE_EVERY_SECONDS
        if now > self._deadline:
            limit = self._studio.settings.worker.task_timeout_seconds
            raise EngineFailure(
                FailureCode.GENERATION_TIMEOUT, f"The film was not ready after {limit:g} seconds"
            )
        showing = (int(percent), visible(stage))
        try:
            if showing != self._shown:
                self._write(*showing)
            called = self._has_called()
            has_ended = called is None and self._has_ended()
        except OperationalError as error:  # the work goes on; whether it still counts is asked again
            log.warning("%s cannot note its progress: %s", self._task.id, error)
            return self._called
        if called is None:
            raise Cancelled if has_ended else Superseded
        self._shown, self._called = showing, called
        return called

    def _write(self, percent: int, stage: str) -> None:
        self._studio.database.write_now(
            lambda connection: note_progress(
                connection, self._task.id, fence=self._fence, percent=percent, stage=stage
            )
        )

    def _has_ended(self) -> bool:
        task = self._studio.database.read_now(lambda connection: read_task(connection, self._task.id))
        return task is None or task.ended

    def _has_called(self) -> bool | None:
        return self._studio.database.read_now(
            lambda connection: has_called(connection, self._task.id, fence=self._fence)
        )
