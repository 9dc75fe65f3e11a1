"""A worker's scratch folder. Several workers may share a machine; what a dead one left is cleared by the next."""

from __future__ import annotations

import contextlib
import fcntl
import shutil
from pathlib import Path
from typing import IO

_LOCK = ".lock"


class Workplace:
    """A folder that is held by a lock for as long as the process lives."""

    def __init__(self, folder: Path) -> None:
        """Make the folder, and clear those beside it whose worker is dead."""
        self._folder = folder
        self._lock = _lock(folder)
        for other in folder.parent.iterdir():
            if other != folder:
                _clear_if_dead(other)

    def clear(self) -> None:
        """Delete the folder; the worker has nothing to do any more."""
        shutil.rmtree(self._folder, ignore_errors=True)
        self._lock.close()


def _lock(folder: Path) -> IO[bytes]:
    while True:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            lock = (folder / _LOCK).open("ab")
        except FileNotFoundError:  # another worker that starts now took it for a dead one's
            continue
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (folder / _LOCK).exists():  # else another worker cleared the folder before it was locked
            return lock
        lock.close()


def _clear_if_dead(folder: Path) -> None:
    with (
        contextlib.suppress(OSError),
        (folder / _LOCK).open("ab") as lock,
    ):  # BlockingIOError: its worker lives
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(folder, ignore_errors=True)
