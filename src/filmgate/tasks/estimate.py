"""How long a film will take, learned from this server's own past."""

from __future__ import annotations

from math import ceil
from statistics import median

from sqlalchemy import Connection, bindparam, func, select

from filmgate.clock import Clock
from filmgate.db.database import Database
from filmgate.db.tables import tasks, workers
from filmgate.tasks.states import TaskState

_LEARN_EVERY_MS = 2000

_RECENT = (
    select(tasks.c.ended_at_ms - tasks.c.started_at_ms)
    .where(tasks.c.model == bindparam("model"), tasks.c.state == TaskState.COMPLETED)
    .order_by(tasks.c.ended_at_ms.desc())
    .limit(50)
)
_WAITING = select(func.count()).where(tasks.c.state == "pending")
_SLOTS = select(func.coalesce(func.sum(workers.c.slots), 0))


def median_seconds(connection: Connection, model: str) -> float | None:
    """Median making time of the model's last 50 films, without the time in the queue; None before the first."""
    durations_ms = connection.execute(_RECENT, {"model": model}).scalars().all()
    return median(durations_ms) / 1000 if durations_ms else None


def count_waiting(connection: Connection) -> int:
    """Tasks in the queue, of all accounts."""
    return int(connection.execute(_WAITING).scalar_one())


def count_slots(connection: Connection) -> int:
    """Films that all workers together make at once; 1 if none is there at the moment."""
    return max(1, int(connection.execute(_SLOTS).scalar_one()))


class Estimator:
    """Estimates for new tasks. What it learns from the database is looked up again after two seconds."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._learned: dict[str, tuple[int, float | None, float]] = {}

    async def seconds_until_ready(self, model: str, expected_seconds: int) -> int:
        """Seconds from now to the finished film: the queue before it, shared by the slots, and the film itself.

        Args:
            expected_seconds: Making time to assume before the model's first film.
        """
        now_ms = self._clock()
        at_ms, making, waiting = self._learned.get(model, (0, None, 0.0))
        if now_ms - at_ms > _LEARN_EVERY_MS:
            making, waiting = await self._database.read(
                lambda connection: (
                    median_seconds(connection, model),
                    count_waiting(connection) / count_slots(connection),
                )
            )
            self._learned[model] = (now_ms, making, waiting)
        film_seconds = expected_seconds if making is None else making
        return max(1, ceil(film_seconds * (1 + waiting)))
