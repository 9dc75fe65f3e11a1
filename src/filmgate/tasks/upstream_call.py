"""An upstream has called: the API notes it on the task, and the worker that waits for the film sees it there.

The note is `served["called"]`. It is made once; every new start begins without it.
"""

from __future__ import annotations

from typing import Any, TypeGuard

from sqlalchemy import Connection, bindparam, select, update

from filmgate.db.tables import tasks
from filmgate.tasks.states import TaskState

_PROCESSING = (tasks.c.id == bindparam("of_task")) & (tasks.c.state == TaskState.PROCESSING)
_SERVED = select(tasks.c.served).where(_PROCESSING)
_OWN = _SERVED.where(tasks.c.fence == bindparam("of_fence"))


def is_awaited(connection: Connection, task_id: str) -> bool:
    """Whether a call would change something: an engine has the task's work, and nobody has called."""
    return _is_awaited(connection.execute(_SERVED, {"of_task": task_id}).scalar_one_or_none())


def note_call(connection: Connection, task_id: str) -> bool:
    """Keep that the upstream has called; False, with nothing changed, if that is known or of no use any more."""
    served = connection.execute(_SERVED.with_for_update(), {"of_task": task_id}).scalar_one_or_none()
    if not _is_awaited(served):
        return False
    noting = update(tasks).where(_PROCESSING).values(served=served | {"called": True})
    return connection.execute(noting, {"of_task": task_id}).rowcount == 1


def has_called(connection: Connection, task_id: str, *, fence: int) -> bool | None:
    """Whether the upstream has called; None if the task has ended or another attempt has begun."""
    row = connection.execute(_OWN, {"of_task": task_id, "of_fence": fence}).one_or_none()
    return None if row is None else bool((row.served or {}).get("called"))


def _is_awaited(served: dict[str, Any] | None) -> TypeGuard[dict[str, Any]]:
    return served is not None and served["state"] == "started" and not served.get("called")
