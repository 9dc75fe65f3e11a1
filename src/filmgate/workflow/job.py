"""From a task to the engine's job."""

from __future__ import annotations

from filmgate.catalog.route import Route
from filmgate.engines.protocol import EngineFailure, FailureCode, Job
from filmgate.storage.local_file import local_file
from filmgate.tasks.files import input_keys
from filmgate.tasks.task import Task
from filmgate.workflow.studio import Studio


def build_job(studio: Studio, task: Task, route: Route, fence: int, callback_url: str = "") -> Job:
    """The job of a prepared task for one of its model's engines; the attempt's scratch folder is made.

    Args:
        callback_url: Where the engine's server may call; only an order needs it.

    Raises:
        EngineFailure: The task's pictures are not there any more; a film without them is not what was asked for.
    """
    pictures = input_keys(studio.storage, task.id) if task.image_count else []
    if len(pictures) != task.image_count:
        raise EngineFailure(FailureCode.IMAGE_PROCESSING_ERROR, "The task's pictures are lost")
    model = studio.catalog.find(task.model)
    prepared = task.prepared or {}
    aspect_ratio = prepared["aspect_ratio"]
    width, height = model.size(aspect_ratio)
    workdir = studio.scratch(task.id, fence)
    workdir.mkdir(parents=True, exist_ok=True)
    return Job(
        task_id=task.id,
        model=route.engine_model,
        prompt=prepared["prompt"],
        aspect_ratio=aspect_ratio,
        width=width,
        height=height,
        duration_seconds=task.duration_seconds,
        fps=model.fps,
        seed=task.seed,
        images=tuple(local_file(studio.storage, key, workdir) for key in pictures),
        workdir=workdir,
        negative_prompt=task.negative_prompt,
        options=dict(route.options),
        callback_url=callback_url,
    )
