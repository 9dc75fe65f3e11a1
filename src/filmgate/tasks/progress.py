"""What a worker writes on its task. Each call says whether its attempt still is the newest."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, bindparam, case, select, update

from filmgate.db.tables import tasks
from filmgate.tasks.states import TaskState

_OWN = (tasks.c.id == bindparam("of_task")) & (tasks.c.state == TaskState.PROCESSING)
_OWN = _OWN & (tasks.c.fence == bindparam("of_fence"))

_PROGRESS = (
    update(tasks)
    .where(_OWN)
    .values(
        # Progress never goes down, whatever an engine or a second attempt says.
        progress=case(
            (tasks.c.progress < bindparam("percent"), bindparam("percent")), else_=tasks.c.progress
        ),
        stage=bindparam("now_stage"),
        revision=tasks.c.revision + 1,
    )
)


def note_progress(connection: Connection, task_id: str, *, fence: int, percent: int, stage: str) -> bool:
    """Raise the progress (0-99) and name the stage; False if the task has ended or another attempt has begun."""
    values = {"of_task": task_id, "of_fence": fence, "percent": max(0, min(percent, 99)), "now_stage": stage}
    return connection.execute(_PROGRESS, values).rowcount == 1


def note_prepared(connection: Connection, task_id: str, *, fence: int, prepared: dict[str, Any]) -> bool:
    """Keep what `prepare` decided (aspect ratio, final prompt, notes); False as above."""
    done = connection.execute(
        update(tasks).where(_OWN).values(prepared=prepared, revision=tasks.c.revision + 1),
        {"of_task": task_id, "of_fence": fence},
    )
    return done.rowcount == 1


def note_served(
    connection: Connection,
    task_id: str,
    *,
    fence: int,
    served: dict[str, Any] | None,
    receipt: dict[str, Any] | None = None,
) -> bool:
    """Keep which engine has the work, and its receipt, with which any worker can go on waiting; False as above."""
    values = {"of_task": task_id, "of_fence": fence}
    noting = update(tasks).where(_OWN)
    noting = noting.values(served=served, receipt=receipt, revision=tasks.c.revision + 1)
    return connection.execute(noting, values).rowcount == 1


def read_receipt(connection: Connection, task_id: str) -> dict[str, Any] | None:
    """The engine's receipt, if an attempt got one; not a part of `Task`, which is read far more often."""
    receipt: dict[str, Any] | None = connection.execute(
        select(tasks.c.receipt).where(tasks.c.id == task_id)
    ).scalar_one()
    return receipt
