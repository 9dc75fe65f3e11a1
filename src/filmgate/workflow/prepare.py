"""Before the engine: which shape the film has, and which words it is made from."""

from __future__ import annotations

import asyncio
from typing import Any

from filmgate.engines.protocol import Cancelled
from filmgate.images.stored import read_shape
from filmgate.prompt.aspect import aspect_from_image, aspect_from_words
from filmgate.prompt.enhance import enhance
from filmgate.storage.local_file import local_file
from filmgate.tasks.files import input_keys
from filmgate.tasks.progress import note_prepared
from filmgate.tasks.task import Task
from filmgate.workflow.patience import until_reached
from filmgate.workflow.studio import Studio


def prepare_task(studio: Studio, task: Task, fence: int) -> None:
    """Decide the aspect ratio and the final prompt, and write both on the task.

    Raises:
        Cancelled: The task has ended meanwhile.
    """
    prompt, notes = task.prompt, []
    if task.enhance_prompt:
        enhanced = asyncio.run(enhance(task.prompt, studio.settings.translator))
        prompt = enhanced.prompt
        if enhanced.note is not None:
            notes.append(enhanced.note)
    prepared: dict[str, Any] = {
        "aspect_ratio": _aspect_ratio(studio, task, fence),
        "prompt": prompt,
        "notes": notes,
    }
    written = until_reached(
        lambda: studio.database.write_now(
            lambda connection: note_prepared(connection, task.id, fence=fence, prepared=prepared)
        )
    )
    if not written:
        raise Cancelled


def _aspect_ratio(studio: Studio, task: Task, fence: int) -> str:
    if task.aspect_ratio != "auto":
        return task.aspect_ratio
    keys = input_keys(studio.storage, task.id) if task.image_count else []
    if keys:
        picture = local_file(studio.storage, keys[0], studio.scratch(task.id, fence))
        return aspect_from_image(*read_shape(picture))
    return aspect_from_words(task.prompt)
