"""The one public form of a task: answers, lists, events and callbacks all show this."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from filmgate.money import to_credits
from filmgate.tasks.create import NewTask
from filmgate.tasks.states import PUBLIC_STATUS, TaskState
from filmgate.tasks.task import Task

Link = Callable[[str, int], str]
"""`link(storage_key, expires_at_seconds)`: the signed address of a stored file."""


def to_json(data: Any) -> str:
    """Compact JSON in ASCII: callbacks, events and answers of the same task are the same text."""
    return json.dumps(data, separators=(",", ":"), allow_nan=False)


def view_new_task(new: NewTask) -> dict[str, Any]:
    """The answer to the request that created the task: what `view_task` shows before any work has begun."""
    return _view(new, TaskState.PENDING, progress=0, can_cancel=True)


def view_task(task: Task, link: Link) -> dict[str, Any]:
    """The seed's `VideoGenerationResponse`; after the end with `results` or `error` (the family's task query)."""
    can_cancel = task.state is TaskState.PENDING or (task.can_cancel and not task.ended)
    shown = _view(task, task.state, progress=task.progress, can_cancel=can_cancel)
    if task.prepared is not None:
        shown["task_info"]["aspect_ratio"] = task.prepared["aspect_ratio"]
        shown["task_info"]["seed"] = task.seed
        shown["task_info"]["notes"] = task.prepared["notes"]
    if task.served is not None:
        shown["task_info"]["served_by"] = {name: task.served[name] for name in ("engine", "model")}
    if task.state is TaskState.PROCESSING:
        shown["task_info"]["stage"] = task.stage
    if task.charged_microcredits is not None:
        shown["usage"]["credits_charged"] = to_credits(task.charged_microcredits)
    if task.result is not None and task.expires_at_ms is not None:
        expires_at = task.expires_at_ms // 1000
        shown["results"] = [link(task.result["film"], expires_at)]
        shown["task_info"]["poster"] = link(task.result["poster"], expires_at)
        if "storyboard" in task.result:
            shown["task_info"]["storyboard"] = task.result["storyboard"]
        shown["expires_at"] = expires_at
    if task.error_code is not None:
        shown["error"] = {"code": task.error_code, "message": task.error_message, "type": "task_error"}
    return shown


def _view(task: Task | NewTask, state: TaskState, *, progress: int, can_cancel: bool) -> dict[str, Any]:
    return {
        "created": task.created_at_ms // 1000,
        "id": task.id,
        "model": task.model,
        "object": "video.generation.task",
        "progress": progress,
        "status": PUBLIC_STATUS[state],
        "task_info": {
            "can_cancel": can_cancel,
            "estimated_time": task.estimated_seconds,
            "video_duration": task.duration_seconds,
        },
        "type": "video",
        "usage": {
            "billing_rule": task.billing_rule,
            "credits_reserved": to_credits(task.reserved_microcredits),
            "user_group": task.user_group,
        },
    }
