"""What a storage is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, Protocol

_KEY = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*")
_LONGEST_KEY = 512


class BadKey(ValueError):
    """A key that no storage accepts."""


class MissingFile(LookupError):
    """Nothing is stored under this key."""


class Storage(Protocol):
    """Keeps files under keys such as `films/task-unified-1757169743-7cvnl5zw/1.mp4`.

    All methods block: call them from worker threads, or through `asyncio.to_thread`. Several threads and
    processes may call them at once; a key holds either nothing or one whole file, never half of one.
    """

    def put(self, key: str, content: Path | bytes) -> None:
        """Keep a copy of `content` (bytes, or the file at a path) under `key`, replacing what was there."""

    def path(self, key: str) -> Path:
        """A local file with the content of `key`, for reading only.

        Raises:
            MissingFile: Nothing is stored under `key`.
        """

    def open(self, key: str) -> BinaryIO:
        """The content of `key`, for reading and seeking; stays whole even if the key is replaced meanwhile.

        Raises:
            MissingFile: Nothing is stored under `key`.
        """

    def exists(self, key: str) -> bool:
        """Whether something is stored under `key`."""

    def delete(self, key: str) -> bool:
        """Forget `key`; answers whether there was something to forget."""

    def keys(self, prefix: str = "", *, older_than_ms: int | None = None) -> Sequence[str]:
        """All keys that begin with `prefix`, in order; `older_than_ms`: only those written before that time."""


def is_key(text: str) -> bool:
    """Whether this is a key: parts of letters, digits, `.`, `_` and `-`, none beginning with `.` or `-`."""
    return len(text) <= _LONGEST_KEY and _KEY.fullmatch(text) is not None


def check_key(key: str) -> str:
    """Return `key` if it is one.

    Raises:
        BadKey: It is not, for example because it climbs (`..`) or is absolute.
    """
    if not is_key(key):
        raise BadKey(f"not a storage key: {key[:80]!r}")
    return key
