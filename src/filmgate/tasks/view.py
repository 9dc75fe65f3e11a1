"""The one public form of a task: answers, lists, events and callbacks all show this."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from filmgate.money import to_credits
from filmgate.tasks.states import PUBLIC_STATUS, TaskState
from filmgate.tasks.task import Task

Link = Callable[[str, int], str]
"""`link(storage_key, expires_at_seconds)`: the signed address of a stored file."""


def view_task(task: Task, link: Link) -> dict[str, Any]:
    """The seed's `VideoGenerationResponse`; after the end with `results` or `error` (the family's task query)."""
    task_info: dict[str, Any] = {
        "can_cancel": task.state is TaskState.PENDING or (task.can_cancel and not task.ended),
        "estimated_time": task.estimated_seconds,
        "video_duration": task.duration_seconds,
    }
    if task.prepared is not None:
        task_info["aspect_ratio"] = task.prepared["aspect_ratio"]
        task_info["seed"] = task.seed
        task_info["notes"] = task.prepared["notes"]
    usage: dict[str, Any] = {
        "billing_rule": task.billing_rule,
        "credits_reserved": to_credits(task.reserved_microcredits),
        "user_group": task.user_group,
    }
    if task.charged_microcredits is not None:
        usage["credits_charged"] = to_credits(task.charged_microcredits)
    shown: dict[str, Any] = {
        "created": task.created_at_ms // 1000,
        "id": task.id,
        "model": task.model,
        "object": "video.generation.task",
        "progress": task.progress,
        "status": PUBLIC_STATUS[task.state],
        "task_info": task_info,
        "type": "video",
        "usage": usage,
    }
    if task.state is TaskState.COMPLETED and task.result is not None and task.expires_at_ms is not None:
        expires_at = task.expires_at_ms // 1000
        shown["results"] = [link(task.result["film"], expires_at)]
        shown["expires_at"] = expires_at
    if task.error_code is not None:
        shown["error"] = {"code": task.error_code, "message": task.error_message, "type": "task_error"}
    return shown
