"""Reading, listing, watching and cancelling tasks."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response, StreamingResponse

from filmgate.api import operations, responses
from filmgate.api.answer import json_answer
from filmgate.api.caller import Caller, identify
from filmgate.api.events import task_events
from filmgate.api.state import ApiState, state_of
from filmgate.errors import InvalidRequest, NotFound
from filmgate.ids import TASK_ID_PREFIX, is_task_id
from filmgate.tasks.end import cancel_task
from filmgate.tasks.listing import list_tasks
from filmgate.tasks.measure import measure_end
from filmgate.tasks.states import PUBLIC_STATUS, TaskState
from filmgate.tasks.task import Task, read_task
from filmgate.tasks.view import view_task

router = APIRouter(prefix="/v1/tasks", tags=["Tasks"])

Status = Literal["pending", "processing", "completed", "failed"]
_TASK = responses.VideoGenerationResponse


@router.get("/{task_id}", **operations.QUERY)
async def get_task(task_id: str, request: Request) -> Response:
    """The task as it stands; when completed with `results`, when failed or cancelled with `error`."""
    state = state_of(request)
    principal = await identify(request, state)
    task = await find_task(state, task_id, principal.account_id)
    return json_answer(view_task(task, state.link))


@router.get("", **operations.describe(responses.TaskList, "List tasks", "listTasks", 400, 401, 429, 500, 503))
async def get_tasks(
    request: Request,
    principal: Caller,
    limit: Annotated[int, Query(ge=1, le=100, description="Tasks a page")] = 20,
    cursor: Annotated[
        str | None, Query(max_length=200, description="`next_cursor` of the page before")
    ] = None,
    status: Annotated[Status | None, Query(description="Only tasks of this status")] = None,
    model: Annotated[str | None, Query(max_length=200, description="Only tasks of this model")] = None,
) -> Response:
    """Your tasks, newest first."""
    state = state_of(request)
    look = partial(
        list_tasks, account_id=principal.account_id, limit=limit, cursor=cursor, status=status, model=model
    )
    page = await asyncio.to_thread(state.database.read_now, look)  # a filter may have to pass over many
    return json_answer(
        {
            "object": "list",
            "data": [view_task(task, state.link) for task in page.tasks],
            "has_more": page.next_cursor is not None,
            "next_cursor": page.next_cursor,
        }
    )


@router.post(
    "/{task_id}/cancel",
    **operations.describe(_TASK, "Cancel a task", "cancelTask", 400, 401, 404, 429, 500, 503),
)
async def cancel(task_id: str, request: Request) -> Response:
    """Stop a pending or running task and give its credits back. Cancelling twice answers the same twice."""
    state = state_of(request)
    principal = await identify(request, state)
    task = await find_task(state, task_id, principal.account_id)
    if not task.ended:
        now_ms = state.clock()
        expires_at_ms = now_ms + round(state.settings.storage.link_hours * 3_600_000)
        cancelled = await state.database.write(
            lambda connection: cancel_task(connection, task_id, expires_at_ms=expires_at_ms, now_ms=now_ms)
        )
        state.wake_worker()
        task = await find_task(state, task_id, principal.account_id)
        if cancelled:
            measure_end(task, state.settings)
    if not task.ended:  # being made, by an engine that cannot stop
        raise InvalidRequest(
            f"{task.model} cannot stop a film that is being made",
            param="task_id",
            fallback_suggestion="wait for its end; only pending tasks of this model can be cancelled",
        )
    if task.state is not TaskState.CANCELLED:  # it ended by itself, now or before
        raise InvalidRequest(
            f"The task has ended already: it is {PUBLIC_STATUS[task.state]}",
            param="task_id",
            fallback_suggestion="only pending and processing tasks can be cancelled",
        )
    return json_answer(view_task(task, state.link))


@router.get("/{task_id}/events", **operations.WATCH)
async def watch(task_id: str, request: Request) -> Response:
    """An event `task` with the task object at every change, the last one with its end, then an event `done`.
    `Last-Event-ID` resumes: what was seen is not sent again."""
    state = state_of(request)
    principal = await identify(request, state)
    task = await find_task(state, task_id, principal.account_id)
    last_seen = request.headers.get("last-event-id", "0")
    return StreamingResponse(
        task_events(state, task, int(last_seen) if last_seen.isdecimal() and len(last_seen) < 10 else 0),
        media_type="text/event-stream",
        headers={"cache-control": "no-store", "x-accel-buffering": "no"},
    )


async def find_task(state: ApiState, task_id: str, account_id: str) -> Task:
    """One of the account's tasks.

    Raises:
        InvalidRequest: This is no task id.
        NotFound: The account has no such task; another account's is not told apart from none.
    """
    if not is_task_id(task_id):
        raise InvalidRequest(
            f"Invalid task id: it must have the form {TASK_ID_PREFIX}<unix seconds>-<8 of a-z0-9>",
            param="task_id",
            fallback_suggestion="use the id that POST /v1/videos/generations answered",
        )
    task = await state.database.read(lambda connection: read_task(connection, task_id, account_id))
    if task is None:
        raise NotFound(
            "Task not found",
            param="task_id",
            fallback_suggestion="GET /v1/tasks lists the tasks of this key's account",
        )
    return task
