"""From the engine's file to a stored film with a poster and its facts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from filmgate.engines.protocol import STORYBOARD, EngineFailure, FailureCode, Job
from filmgate.tasks.files import film_key, poster_key
from filmgate.workflow.media import UnreadableFilm, inspect_film, write_poster
from filmgate.workflow.studio import Studio

_LARGEST_STORYBOARD_BYTES = 32 * 1024


def store_film(studio: Studio, job: Job, film: Path, fence: int) -> dict[str, Any]:
    """Check the film, keep it and its poster; returns the task's `result`.

    Keys carry the fencing token, so that a worker that lost its task cannot overwrite the film of the one that has it.

    Raises:
        EngineFailure: The engine made no playable film.
    """
    try:
        facts = inspect_film(film)
        poster = write_poster(film, job.workdir / "poster.jpg")
    except UnreadableFilm as error:
        raise EngineFailure(
            FailureCode.GENERATION_FAILED_NO_CONTENT, f"The engine made no playable film: {error}"
        ) from error
    result: dict[str, Any] = {
        "film": film_key(job.task_id, fence),
        "poster": poster_key(job.task_id, fence),
        **facts,
    }
    storyboard = _storyboard(job)
    if storyboard is not None:
        result["storyboard"] = storyboard
    studio.storage.put(result["poster"], poster)
    studio.storage.put(result["film"], film)
    return result


def _storyboard(job: Job) -> dict[str, Any] | None:
    """What the engine left in `storyboard.json`; anything but a JSON object of moderate size is passed over."""
    file = job.workdir / STORYBOARD
    try:
        if file.stat().st_size > _LARGEST_STORYBOARD_BYTES:
            return None
        told = json.loads(file.read_text(encoding="utf-8"))
        # Back and forth once more: NaN and half surrogate pairs, which JSON text can hold, end here.
        told = json.loads(json.dumps(told, ensure_ascii=False, allow_nan=False).encode(errors="replace"))
    except (OSError, ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None
