"""Server-sent events of one task (WHATWG HTML, "Server-sent events")."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from functools import partial

from filmgate.api.state import ApiState
from filmgate.tasks.task import Task, read_task
from filmgate.tasks.view import to_json, view_task

_LOOK_EVERY_SECONDS = 0.2
_KEEP_ALIVE_SECONDS = 15.0


async def task_events(state: ApiState, task: Task, last_seen: int) -> AsyncIterator[str]:
    """Yield an event for each change that the client has not seen, until the task has ended.

    The id is the task's revision. Changes that come faster than we look are one event: it always shows the newest
    state, so nothing is lost by skipping. Any API process can go on with any stream, since all is in the database.
    """
    if last_seen > task.revision:  # no id of ours: show what there is
        last_seen = 0
    quiet_seconds = 0.0
    while True:
        if task.revision > last_seen:
            last_seen = task.revision
            quiet_seconds = 0.0
            yield f"id: {task.revision}\nevent: task\ndata: {to_json(view_task(task, state.link))}\n\n"
        if task.ended:
            yield f"id: {task.revision}\nevent: done\ndata: {{}}\n\n"
            return
        if state.stopping.is_set():
            return  # the client reconnects with Last-Event-ID
        await asyncio.sleep(_LOOK_EVERY_SECONDS)
        quiet_seconds += _LOOK_EVERY_SECONDS
        if quiet_seconds >= _KEEP_ALIVE_SECONDS:
            quiet_seconds = 0.0
            yield ": still here\n\n"
        newest = await state.database.read(partial(read_task, task_id=task.id))
        if newest is None:
            return
        task = newest
