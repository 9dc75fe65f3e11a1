"""From the engine's file to a stored film with a poster and its facts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from filmgate.engines.protocol import EngineFailure, FailureCode, Job
from filmgate.tasks.files import film_key, poster_key
from filmgate.workflow.media import UnreadableFilm, inspect_film, write_poster
from filmgate.workflow.studio import Studio


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
    result = {"film": film_key(job.task_id, fence), "poster": poster_key(job.task_id, fence), **facts}
    studio.storage.put(result["poster"], poster)
    studio.storage.put(result["film"], film)
    return result
