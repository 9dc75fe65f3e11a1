"""Bringing a film to the disk: into a `.part` file that gets its name when it is whole."""

from __future__ import annotations

import os
import re
from os import PathLike
from pathlib import Path

import httpx2

from filmgate.client.errors import ApiError, DownloadFailed
from filmgate.client.models import TaskSnapshot
from filmgate.client.wire import error_of

ATTEMPTS = 4


def link_of(task: TaskSnapshot) -> str:
    """The film's address.

    Raises:
        DownloadFailed: There is no film (yet).
    """
    if task.results:
        return task.results[0]
    if task.ended:
        raise DownloadFailed(f"{task.id} has no film: it has failed", suggestion="create it again")
    raise DownloadFailed(
        f"{task.id} has no film yet: it is {task.status}",
        suggestion=f"wait for it: filmgate tasks wait {task.id}",
    )


def target_of(task: TaskSnapshot, path: PathLike[str] | str | None) -> Path:
    """Where the film goes: `path`, or in that folder (default: this one) a file named after the task."""
    target = Path(path) if path is not None else Path()
    return target / f"{task.id}.mp4" if os.path.isdir(target) else target


class PartFile:
    """A download that may come in several answers; each goes on where the last one broke off.

    Raises:
        DownloadFailed: There cannot be such a file.
    """

    def __init__(self, target: Path) -> None:
        self._target = target
        self._part = target.with_name(target.name + ".part")
        try:
            self._file = self._part.open("wb")
        except OSError as error:
            raise DownloadFailed(
                f"{target} cannot be written: {error.strerror}",
                suggestion="name another file, in a folder that exists and is yours",
            ) from error
        self._whole_bytes: int | None = None
        self._etag = ""

    @property
    def request_headers(self) -> dict[str, str]:
        """What to ask for: the rest, if the server can tell that it is the same file (RFC 9110, 13.1.5)."""
        at = self._file.tell()
        plain = {"accept-encoding": "identity"}
        return {**plain, "range": f"bytes={at}-", "if-range": self._etag} if at and self._etag else plain

    def begin(self, response: httpx2.Response) -> None:
        """Look at an answer before its bytes come.

        Raises:
            DownloadFailed: It is not the film.
        """
        if not response.is_success:
            raise _refused(response)
        if response.status_code == httpx2.codes.PARTIAL_CONTENT:
            span = re.fullmatch(r"bytes (\d+)-\d+/(\d+|\*)", response.headers.get("content-range", ""))
            if span is None or int(span[1]) != self._file.tell():
                raise DownloadFailed("The server sent another part of the film than was asked for")
            return
        self._file.seek(0)
        self._file.truncate()
        length = response.headers.get("content-length", "")
        encoded = "content-encoding" in response.headers
        self._whole_bytes = int(length) if length.isdecimal() and not encoded else None
        etag = response.headers.get("etag", "")
        self._etag = "" if etag.startswith("W/") else etag

    def write(self, piece: bytes) -> None:
        """Add bytes."""
        self._file.write(piece)

    def finish(self) -> Path:
        """Give the file its name.

        Raises:
            DownloadFailed: Bytes are missing.
        """
        got = self._file.tell()
        if self._whole_bytes is not None and got != self._whole_bytes:
            raise DownloadFailed(f"Only {got} of {self._whole_bytes} bytes arrived", suggestion="try again")
        self._file.close()
        self._part.replace(self._target)
        return self._target

    def abandon(self) -> None:
        """Remove what is unfinished; does nothing after `finish`."""
        if not self._file.closed:
            self._file.close()
            self._part.unlink(missing_ok=True)


def _refused(response: httpx2.Response) -> DownloadFailed:
    error = error_of(response)
    why = error.message if isinstance(error, ApiError) else f"status {response.status_code}"
    return DownloadFailed(f"The film cannot be downloaded: {why}", suggestion=error.suggestion)
