"""A task as it stands in the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from filmgate.db.tables import tasks
from filmgate.tasks.states import TERMINAL, TaskState


@dataclass(frozen=True, slots=True)
class Task:
    """One row of `tasks`; times are Unix milliseconds, money is micro-credits."""

    id: str
    account_id: str
    key_id: str
    state: TaskState
    progress: int
    stage: str
    revision: int
    model: str
    prompt: str
    negative_prompt: str | None
    aspect_ratio: str
    generation_type: str
    image_count: int
    duration_seconds: int
    seed: int
    enhance_prompt: bool
    callback_url: str | None
    priority: int
    user_group: str
    billing_rule: str
    reserved_microcredits: int
    charged_microcredits: int | None
    worker_id: str | None
    attempts: int
    fence: int
    can_cancel: bool
    estimated_seconds: int
    prepared: dict[str, Any] | None
    served: dict[str, Any] | None
    result: dict[str, Any] | None
    error_code: str | None
    error_message: str | None
    created_at_ms: int
    started_at_ms: int | None
    ended_at_ms: int | None
    expires_at_ms: int | None
    trace_context: str | None

    @property
    def ended(self) -> bool:
        """Whether the task is in a terminal state."""
        return self.state in TERMINAL


COLUMNS = tuple(tasks.c[name] for name in Task.__dataclass_fields__)

_STATE = list(Task.__dataclass_fields__).index("state")


def task_of(row: Row[Any]) -> Task:
    """The task in a row of `COLUMNS`."""
    values: list[Any] = list(row)
    values[_STATE] = TaskState(values[_STATE])
    return Task(*values)


_BY_ID = select(*COLUMNS).where(tasks.c.id == bindparam("id"))


def read_task(connection: Connection, task_id: str, account_id: str | None = None) -> Task | None:
    """A task by its id; with `account_id`, only if it belongs to that account."""
    row = connection.execute(_BY_ID, {"id": task_id}).one_or_none()
    if row is None or (account_id is not None and row.account_id != account_id):
        return None
    return task_of(row)
