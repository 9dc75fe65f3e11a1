"""The end of a task: terminal state, credits and callback in one transaction, at most once.

Whatever wants to end a task (the workflow, a cancel, a time-out) comes here. The update is conditional on the task
being unfinished and, for all but a cancel, on the fencing token; whoever comes second changes nothing.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, insert, or_, update

from filmgate.db.tables import deliveries, tasks
from filmgate.engines.protocol import FailureCode
from filmgate.ids import new_id
from filmgate.ledger.settle import refund, settle
from filmgate.tasks.states import TaskState, sources_of


def complete_task(
    connection: Connection,
    task_id: str,
    *,
    fence: int,
    result: dict[str, Any],
    expires_at_ms: int,
    now_ms: int,
) -> bool:
    """End as completed and charge; False if the task has ended or another attempt has begun."""
    return _end(
        connection,
        task_id,
        TaskState.COMPLETED,
        fence,
        now_ms,
        progress=100,
        stage="completed",
        result=result,
        expires_at_ms=expires_at_ms,
    )


def fail_task(
    connection: Connection,
    task_id: str,
    *,
    fence: int,
    code: FailureCode,
    message: str,
    expires_at_ms: int,
    now_ms: int,
) -> bool:
    """End as failed and refund; False if the task has ended or another attempt has begun."""
    return _end(
        connection,
        task_id,
        TaskState.FAILED,
        fence,
        now_ms,
        stage="failed",
        error_code=code,
        error_message=message,
        expires_at_ms=expires_at_ms,
    )


def cancel_task(connection: Connection, task_id: str, *, expires_at_ms: int, now_ms: int) -> bool:
    """End as cancelled and refund, whoever works on it; False if the task has ended or its engine cannot stop."""
    return _end(
        connection,
        task_id,
        TaskState.CANCELLED,
        None,
        now_ms,
        or_(tasks.c.state == TaskState.PENDING, tasks.c.can_cancel),
        stage="cancelled",
        error_code=FailureCode.REQUEST_CANCELLED,
        error_message="The task was cancelled; its credits were given back",
        expires_at_ms=expires_at_ms,
    )


def _end(
    connection: Connection,
    task_id: str,
    state: TaskState,
    fence: int | None,
    now_ms: int,
    condition: ColumnElement[bool] | None = None,
    **values: Any,
) -> bool:
    query = update(tasks).where(tasks.c.id == task_id, tasks.c.state.in_(sources_of(state)))
    if condition is not None:
        query = query.where(condition)
    if fence is not None:
        query = query.where(tasks.c.fence == fence)
    charged = tasks.c.reserved_microcredits if state is TaskState.COMPLETED else 0
    row = connection.execute(
        query.values(
            state=state,
            revision=tasks.c.revision + 1,
            charged_microcredits=charged,
            ended_at_ms=now_ms,
            can_cancel=False,
            **values,
        ).returning(tasks.c.account_id, tasks.c.reserved_microcredits, tasks.c.callback_url)
    ).one_or_none()
    if row is None:
        return False
    if state is TaskState.COMPLETED:
        settle(
            connection,
            row.account_id,
            task_id,
            reserved=row.reserved_microcredits,
            charged=row.reserved_microcredits,
            now_ms=now_ms,
        )
    else:
        refund(connection, row.account_id, task_id, reserved=row.reserved_microcredits, now_ms=now_ms)
    if row.callback_url is not None:
        connection.execute(
            insert(deliveries).values(
                id=new_id("msg"),
                task_id=task_id,
                account_id=row.account_id,
                url=row.callback_url,
                state="due",
                due_at_ms=now_ms,
                created_at_ms=now_ms,
            )
        )
    return True
