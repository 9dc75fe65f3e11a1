"""What a worker writes on a task that is its own. Each call says whether it still is."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, bindparam, case, update

from filmgate.db.tables import tasks
from filmgate.tasks.states import TaskState

_OWN = (tasks.c.id == bindparam("of_task")) & (tasks.c.state == TaskState.PROCESSING)
_OWN = _OWN & (tasks.c.worker_id == bindparam("of_worker"))

_PROGRESS = (
    update(tasks)
    .where(_OWN)
    .values(
        # Progress never goes down, whatever an engine or a second attempt says.
        progress=case((tasks.c.progress < bindparam("percent"), bindparam("percent")), else_=tasks.c.progress),
        stage=bindparam("now_stage"),
        revision=tasks.c.revision + 1,
    )
)


def note_progress(connection: Connection, task_id: str, *, worker_id: str, percent: int, stage: str) -> bool:
    """Raise the progress (0-99) and name the stage; False if the task has ended or is another worker's."""
    values = {"of_task": task_id, "of_worker": worker_id, "percent": max(0, min(percent, 99)), "now_stage": stage}
    return connection.execute(_PROGRESS, values).rowcount == 1


def note_prepared(connection: Connection, task_id: str, *, worker_id: str, prepared: dict[str, Any]) -> bool:
    """Keep what `prepare` decided (aspect ratio, final prompt, notes); False as above."""
    done = connection.execute(
        update(tasks).where(_OWN).values(prepared=prepared, revision=tasks.c.revision + 1),
        {"of_task": task_id, "of_worker": worker_id},
    )
    return done.rowcount == 1
