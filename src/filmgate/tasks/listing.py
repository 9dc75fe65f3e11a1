"""An account's tasks, newest first, page by page."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

from sqlalchemy import Connection, and_, or_, select

from filmgate.db.tables import tasks
from filmgate.errors import InvalidRequest
from filmgate.tasks.states import PUBLIC_STATUS
from filmgate.tasks.task import COLUMNS, Task, task_of


@dataclass(frozen=True)
class Page:
    """Some tasks, and the cursor of the next page if there is one."""

    tasks: list[Task]
    next_cursor: str | None


def list_tasks(
    connection: Connection,
    account_id: str,
    *,
    limit: int,
    cursor: str | None = None,
    status: str | None = None,
    model: str | None = None,
) -> Page:
    """One page of at most `limit` tasks; the order is stable while new tasks arrive.

    Raises:
        InvalidRequest: The cursor is none that this function gave.
    """
    query = select(*COLUMNS).where(tasks.c.account_id == account_id)
    if status is not None:
        query = query.where(
            tasks.c.state.in_([state for state, word in PUBLIC_STATUS.items() if word == status])
        )
    if model is not None:
        query = query.where(tasks.c.model == model)
    if cursor is not None:
        created_at_ms, task_id = _read_cursor(cursor)
        query = query.where(
            or_(
                tasks.c.created_at_ms < created_at_ms,
                and_(tasks.c.created_at_ms == created_at_ms, tasks.c.id < task_id),
            )
        )
    query = query.order_by(tasks.c.created_at_ms.desc(), tasks.c.id.desc()).limit(limit + 1)
    found = [task_of(row) for row in connection.execute(query)]
    page = found[:limit]
    return Page(page, _write_cursor(page[-1]) if len(found) > limit else None)


def _write_cursor(task: Task) -> str:
    return base64.urlsafe_b64encode(f"{task.created_at_ms} {task.id}".encode()).decode().rstrip("=")


def _read_cursor(cursor: str) -> tuple[int, str]:
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        created_at_ms, task_id = text.split(" ")
        number = int(created_at_ms)
        if not 0 <= number < 2**62:
            raise ValueError(number)
        return number, task_id
    except (ValueError, binascii.Error) as error:
        raise InvalidRequest(
            "The cursor is not one of this list",
            param="cursor",
            fallback_suggestion="use next_cursor of the page before, or leave it out for the first page",
        ) from error
