"""What a storage is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

PIECE_BYTES = 256 * 1024
"""About how much `Storage.read` gives at once."""

_KEY = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*")
_LONGEST_KEY = 512


class BadKey(ValueError):
    """A key that no storage accepts."""


class MissingFile(LookupError):
    """Nothing is stored under this key."""


class StorageUnavailable(Exception):
    """The storage does not answer, or refuses what it is asked; that may pass. The message says why, for the log."""


class UnusableStorage(Exception):
    """The storage that the settings name cannot be used.

    Attributes:
        suggestion: How to mend it.
    """

    def __init__(self, message: str, suggestion: str) -> None:
        self.suggestion = suggestion
        super().__init__(message)


@dataclass(frozen=True)
class FileFacts:
    """What is known of a stored file: its size, when it was written (Unix seconds) and its HTTP entity tag, quoted."""

    size_bytes: int
    modified_at_seconds: int
    etag: str


class Storage(Protocol):
    """Keeps files under keys such as `films/task-unified-1757169743-7cvnl5zw/1.mp4`.

    All methods block: call them from worker threads. Several threads and processes may call them at once; a key holds
    either nothing or one whole file, never half of one.

    Every method may raise `BadKey`, and those of a storage on another machine `StorageUnavailable`, after they have
    tried for a while.
    """

    def put(self, key: str, content: Path | bytes) -> None:
        """Keep a copy of `content` (bytes, or the file at a path) under `key`, replacing what was there."""

    def path(self, key: str) -> Path | None:
        """The stored file itself, for reading only; None if this storage has no files on this machine.

        Raises:
            MissingFile: Nothing is stored under `key`.
        """

    def stat(self, key: str) -> FileFacts:
        """The facts of a stored file.

        Raises:
            MissingFile: Nothing is stored under `key`.
        """

    def read(self, key: str, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """The bytes from `start` up to, not including, `stop` (None: the end), in pieces; whole even if the key is
        replaced or deleted meanwhile. `start` lies inside the file, or is 0.

        Raises:
            MissingFile: Nothing is stored under `key`; raised by the call itself, not by the first piece.
        """

    def delete(self, keys: Iterable[str]) -> None:
        """Forget these; those under which nothing is stored are passed over."""

    def keys(self, prefix: str = "", *, older_than_ms: int | None = None) -> Sequence[str]:
        """All keys that begin with `prefix`, in order; `older_than_ms`: only those written before that time."""

    def link(self, key: str, expires_at_seconds: int) -> str | None:
        """An address under which the storage itself hands the file out until then; None if it hands out nothing."""


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
