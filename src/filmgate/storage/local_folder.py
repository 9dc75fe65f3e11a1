"""Storage in a folder of this machine."""

from __future__ import annotations

import os
import secrets
import shutil
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from filmgate.storage.protocol import PIECE_BYTES, FileFacts, MissingFile, check_key, is_key

_INCOMING = ".incoming"
_STALE_AFTER_SECONDS = 3600
_RENAME_ATTEMPTS = 20


class LocalFolder:
    """A `Storage` whose keys are the relative paths of files under one folder.

    A file is written beside the others, flushed to disk and then renamed into its place, so that a crash or a
    full disk leaves either the old file or the new one. Leftovers of such a crash are deleted an hour later.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder.absolute()
        self._incoming = self._folder / _INCOMING
        self._incoming.mkdir(parents=True, exist_ok=True)
        self._delete_leftovers()

    def put(self, key: str, content: Path | bytes) -> None:
        """See `Storage.put`."""
        target = self._target(key)
        temporary = self._incoming / secrets.token_hex(16)
        try:
            with temporary.open("xb") as new:
                if isinstance(content, bytes):
                    new.write(content)
                else:
                    with content.open("rb") as source:
                        shutil.copyfileobj(source, new, 1024 * 1024)
                new.flush()
                os.fsync(new.fileno())
            self._rename(temporary, target)
        finally:
            temporary.unlink(missing_ok=True)

    def path(self, key: str) -> Path:
        """See `Storage.path`."""
        target = self._target(key)
        if not target.is_file():
            raise MissingFile(key)
        return target

    def stat(self, key: str) -> FileFacts:
        """See `Storage.stat`."""
        facts = self.path(key).stat()
        return FileFacts(
            facts.st_size, facts.st_mtime_ns // 1_000_000_000, f'"{facts.st_mtime_ns:x}-{facts.st_size:x}"'
        )

    def read(self, key: str, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """See `Storage.read`."""
        try:
            file = self._target(key).open("rb")
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            raise MissingFile(key) from None
        return _pieces(file, start, stop)

    def delete(self, keys: Iterable[str]) -> None:
        """See `Storage.delete`."""
        for key in keys:
            target = self._target(key)
            try:
                target.unlink()
            except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
                continue
            self._prune(target.parent)

    def keys(self, prefix: str = "", *, older_than_ms: int | None = None) -> list[str]:
        """See `Storage.keys`."""
        below = prefix.rpartition("/")[0]
        start = self._target(below) if below else self._folder
        found = []
        for folder, folders, names in os.walk(start):
            folders[:] = [name for name in folders if not name.startswith(".")]
            for name in names:
                file = Path(folder, name)
                key = file.relative_to(self._folder).as_posix()
                if (
                    is_key(key)
                    and key.startswith(prefix)
                    and (older_than_ms is None or _is_older(file, older_than_ms))
                ):
                    found.append(key)
        return sorted(found)

    def link(self, key: str, expires_at_seconds: int) -> None:
        """See `Storage.link`: a folder hands out nothing by itself."""

    def _target(self, key: str) -> Path:
        return self._folder / check_key(key)

    def _rename(self, temporary: Path, target: Path) -> None:
        # A delete may prune the target's folder between making it and renaming into it.
        for attempt in range(_RENAME_ATTEMPTS):
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                temporary.replace(target)
                break
            except (FileNotFoundError, FileExistsError):
                if attempt == _RENAME_ATTEMPTS - 1:
                    raise
        _flush_folder(target.parent)

    def _prune(self, folder: Path) -> None:
        while folder != self._folder:
            try:
                folder.rmdir()
            except OSError:
                return
            folder = folder.parent

    def _delete_leftovers(self) -> None:
        before = time.time() - _STALE_AFTER_SECONDS
        for leftover in self._incoming.iterdir():
            if _is_older(leftover, round(before * 1000)):
                leftover.unlink(missing_ok=True)


def _pieces(file: BinaryIO, start: int, stop: int | None) -> Iterator[bytes]:
    with file:
        file.seek(start)
        left = sys.maxsize if stop is None else stop - start
        while left > 0 and (piece := file.read(min(PIECE_BYTES, left))):
            left -= len(piece)
            yield piece


def _is_older(file: Path, unix_ms: int) -> bool:
    try:
        return file.stat().st_mtime_ns // 1_000_000 < unix_ms
    except FileNotFoundError:
        return False


def _flush_folder(folder: Path) -> None:
    """Make a rename survive a power cut, where the system can (POSIX)."""
    if os.name == "posix":
        try:
            descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        except FileNotFoundError:  # somebody deleted the file, and with it the empty folder
            return
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
