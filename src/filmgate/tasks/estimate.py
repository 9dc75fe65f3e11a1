"""How long a film will take, learned from this server's own past."""

from __future__ import annotations

from statistics import median

from sqlalchemy import Connection, bindparam, func, select

from filmgate.db.tables import tasks
from filmgate.tasks.states import TaskState

_RECENT = (
    select(tasks.c.ended_at_ms - tasks.c.started_at_ms)
    .where(tasks.c.model == bindparam("model"), tasks.c.state == TaskState.COMPLETED)
    .order_by(tasks.c.ended_at_ms.desc())
    .limit(50)
)
_WAITING = select(func.count()).where(tasks.c.state == "pending")


def median_seconds(connection: Connection, model: str) -> float | None:
    """Median making time of the model's last 50 films, without the time in the queue; None before the first."""
    durations_ms = connection.execute(_RECENT, {"model": model}).scalars().all()
    return median(durations_ms) / 1000 if durations_ms else None


def count_waiting(connection: Connection) -> int:
    """Tasks in the queue, of all accounts."""
    return int(connection.execute(_WAITING).scalar_one())
