"""Ending a task from outside its workflow, when that will not do it."""

from __future__ import annotations

from sqlalchemy import Connection

from filmgate.engines.protocol import FailureCode
from filmgate.tasks.end import fail_task
from filmgate.tasks.measure import measure_end
from filmgate.tasks.task import Task, read_task
from filmgate.workflow.studio import Studio


def fail_unended(studio: Studio, task_id: str, fence: int, code: FailureCode, message: str) -> bool:
    """Fail and refund a task in place of its attempt; False if it has ended by itself, or another attempt has begun."""
    now_ms = studio.clock()

    def write(connection: Connection) -> Task | None:
        failed = fail_task(
            connection,
            task_id,
            fence=fence,
            code=code,
            message=message,
            expires_at_ms=studio.expires_at_ms(now_ms),
            now_ms=now_ms,
        )
        return read_task(connection, task_id) if failed else None

    ended = studio.database.write_now(write)
    if ended is not None:
        measure_end(ended, studio.settings)
    return ended is not None
