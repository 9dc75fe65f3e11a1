"""Who works on which task: fair between accounts, by priority and age inside one."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, exists, func, select, update

from filmgate.db.locks import Lock, one_at_a_time
from filmgate.db.tables import accounts, tasks, workers
from filmgate.tasks.states import TaskState

_waiting = tasks.alias("waiting")
_running = tasks.alias("running")

# The account with the fewest running films goes first, then the one whose turn was longest ago: a thousand tasks of
# one account delay another account's single task by one film at most.
_NEXT_ACCOUNT = (
    select(accounts.c.id)
    .where(exists().where(_waiting.c.account_id == accounts.c.id, _waiting.c.state == "pending"))
    .order_by(
        select(func.count())
        .where(_running.c.account_id == accounts.c.id, _running.c.state == "processing")
        .scalar_subquery(),
        accounts.c.last_turn,
        accounts.c.id,
    )
    .limit(1)
)
_NEXT_TASK = (
    select(tasks.c.id)
    .where(tasks.c.account_id == bindparam("account_id"), tasks.c.state == "pending")
    .order_by(tasks.c.priority.desc(), tasks.c.created_at_ms, tasks.c.id)
    .limit(1)
)


_orphaned = tasks.c.worker_id.not_in(select(workers.c.id))


def is_anything_to_claim(connection: Connection) -> bool:
    """Whether a task waits or has lost its worker; costs neither a write nor the lock that all workers wait for."""
    waits = exists().where(tasks.c.state == TaskState.PENDING)
    orphan = exists().where(tasks.c.state == TaskState.PROCESSING, _orphaned)
    return bool(connection.execute(select(waits | orphan)).scalar_one())


def claim_next(connection: Connection, worker_id: str, now_ms: int) -> str | None:
    """Make the next waiting task this worker's and return its id; None when nothing waits.

    A worker that was struck off (see `workflow/heartbeat.py`) gets nothing before it has entered itself again.
    """
    one_at_a_time(connection, Lock.CLAIM)
    if not _is_entered(connection, worker_id):
        return None
    account_id = connection.execute(_NEXT_ACCOUNT).scalar_one_or_none()
    if account_id is None:
        return None
    task_id: str | None = connection.execute(_NEXT_TASK, {"account_id": account_id}).scalar_one_or_none()
    claimed = connection.execute(
        update(tasks)
        .where(tasks.c.id == task_id, tasks.c.state == TaskState.PENDING)
        .values(
            state=TaskState.PROCESSING,
            worker_id=worker_id,
            stage="starting",
            started_at_ms=now_ms,
            revision=tasks.c.revision + 1,
        )
    )
    if claimed.rowcount == 0:  # cancelled between the two statements; the next look finds another
        return None
    next_turn = select(func.max(accounts.c.last_turn) + 1).scalar_subquery()
    connection.execute(update(accounts).where(accounts.c.id == account_id).values(last_turn=next_turn))
    return task_id


def claim_orphan(connection: Connection, worker_id: str) -> str | None:
    """Make a running task whose worker is gone this worker's and return its id; None when there is none."""
    one_at_a_time(connection, Lock.CLAIM)
    task_id: str | None = connection.execute(
        select(tasks.c.id)
        .where(tasks.c.state == TaskState.PROCESSING, _orphaned)
        .order_by(tasks.c.created_at_ms)
        .limit(1)
    ).scalar_one_or_none()
    if task_id is None or not _is_entered(connection, worker_id):
        return None
    claimed = connection.execute(
        update(tasks)
        .where(tasks.c.id == task_id, tasks.c.state == TaskState.PROCESSING, _orphaned)
        .values(worker_id=worker_id)
    )
    return task_id if claimed.rowcount else None


def _is_entered(connection: Connection, worker_id: str) -> bool:
    return connection.execute(select(workers.c.id).where(workers.c.id == worker_id)).first() is not None


@dataclass(frozen=True)
class Attempt:
    """The right to write on a task: `fence` is newer than any other's; `number` counts attempts from 1."""

    fence: int
    number: int


def begin_attempt(connection: Connection, task_id: str, worker_id: str, now_ms: int) -> Attempt | None:
    """Take up a task that this worker has claimed; whoever worked on it before can write nothing more.

    None if it has ended or another worker has it.

    The task counts as started now: the time that a stopped server lost is not the film's.
    """
    row = connection.execute(
        update(tasks)
        .where(tasks.c.id == task_id, tasks.c.state == TaskState.PROCESSING, tasks.c.worker_id == worker_id)
        .values(attempts=tasks.c.attempts + 1, fence=tasks.c.fence + 1, started_at_ms=now_ms)
        .returning(tasks.c.fence, tasks.c.attempts)
    ).one_or_none()
    return None if row is None else Attempt(row.fence, row.attempts)


def running_of(connection: Connection, worker_id: str) -> dict[str, int]:
    """The tasks that this worker is making films of, and the fencing token of each."""
    running = (tasks.c.state == TaskState.PROCESSING) & (tasks.c.worker_id == worker_id)
    rows = connection.execute(select(tasks.c.id, tasks.c.fence).where(running))
    return {row.id: row.fence for row in rows}


def release_attempts(connection: Connection, worker_id: str) -> None:
    """Take the running attempts back off the count: an orderly shutdown is no crash."""
    connection.execute(
        update(tasks)
        .where(tasks.c.state == TaskState.PROCESSING, tasks.c.worker_id == worker_id, tasks.c.attempts > 0)
        .values(attempts=tasks.c.attempts - 1)
    )


def count_running(connection: Connection, worker_id: str) -> int:
    """How many films this worker is making."""
    query = select(func.count()).where(tasks.c.state == TaskState.PROCESSING, tasks.c.worker_id == worker_id)
    return int(connection.execute(query).scalar_one())
