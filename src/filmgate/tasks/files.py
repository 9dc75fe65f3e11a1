"""Where a task's files lie in the storage."""

from __future__ import annotations

from filmgate.storage.protocol import Storage

INPUTS = "inputs/"
FILMS = "films/"


def input_key(task_id: str, position: int, suffix: str) -> str:
    """The first (0) or last (1) reference image; `suffix` is its format, for example `png`."""
    return f"{INPUTS}{task_id}/{position}.{suffix}"


def input_keys(storage: Storage, task_id: str) -> list[str]:
    """The keys of a task's images in their order."""
    return sorted(storage.keys(f"{INPUTS}{task_id}/"))


def film_key(task_id: str, fence: int) -> str:
    """The film that the attempt with this fencing token made."""
    return f"{FILMS}{task_id}/{fence}.mp4"


def poster_key(task_id: str, fence: int) -> str:
    """The poster of that film."""
    return f"{FILMS}{task_id}/{fence}.jpg"


def delete_files(storage: Storage, *task_ids: str) -> None:
    """Delete everything that is kept of tasks but their rows."""
    storage.delete(
        [
            key
            for task_id in task_ids
            for prefix in (INPUTS, FILMS)
            for key in storage.keys(f"{prefix}{task_id}/")
        ]
    )
