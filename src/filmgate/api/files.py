"""`GET /files/…`: whatever lies in the storage, for whoever has its signed link."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import AsyncIterator, Iterator
from email.utils import formatdate
from pathlib import Path

from fastapi import APIRouter, Request
from starlette.responses import FileResponse, Response, StreamingResponse

from filmgate.api.state import ApiState, state_of
from filmgate.api.storage_threads import in_storage_thread
from filmgate.errors import NotFound, PermissionDenied
from filmgate.storage.links import Verdict, verify
from filmgate.storage.protocol import BadKey, FileFacts, MissingFile

router = APIRouter(tags=["Files"], include_in_schema=False)

_ONE_RANGE = re.compile(r"bytes=(?:(?P<first>[0-9]{1,15})-(?P<last>[0-9]{1,15})?|-(?P<suffix>[0-9]{1,15}))")
_HEADERS = {"cache-control": "private, max-age=3600", "x-content-type-options": "nosniff"}


@router.api_route("/files/{key:path}", methods=["GET", "HEAD"])
async def download(key: str, request: Request) -> Response:
    """A stored file, for whoever has its signed link, as long as that lives."""
    state = state_of(request)
    verdict = verify(key, request.query_params, state.clock() // 1000, state.keyring)
    if verdict is not Verdict.VALID:
        raise PermissionDenied(
            "This link has expired"
            if verdict is Verdict.EXPIRED
            else "This link is not signed by this server",
            fallback_suggestion="query the task for its link, or upload the picture again; links live for 24 hours",
        )
    media_type = mimetypes.guess_type(key)[0] or "application/octet-stream"
    try:
        path = await in_storage_thread(state.storage.path, key)
        if path is not None:
            return _file_response(path, media_type, request)
        return await _stream_response(state, key, media_type, request)
    except (MissingFile, BadKey, FileNotFoundError):
        raise NotFound(
            "The file was deleted", fallback_suggestion="make the film again; links live for 24 hours"
        ) from None


def _file_response(path: Path, media_type: str, request: Request) -> Response:
    """A file of this machine, which Starlette sends."""
    if _span(request.headers.get("range", ""), path.stat().st_size) is None:
        request.scope["headers"] = [pair for pair in request.scope["headers"] if pair[0] != b"range"]
    return FileResponse(path, media_type=media_type, headers=_HEADERS)


async def _stream_response(state: ApiState, key: str, media_type: str, request: Request) -> Response:
    """A file of another machine, passed on piece by piece, as fast as the client takes it."""
    facts = await in_storage_thread(state.storage.stat, key)
    size = facts.size_bytes
    headers = _HEADERS | {
        "accept-ranges": "bytes",
        "etag": facts.etag,
        "last-modified": formatdate(facts.modified_at_seconds, usegmt=True),
    }
    span = _span(request.headers.get("range", ""), size) if _is_same(request, facts) else None
    start, stop = span or (0, size)
    if span is not None:
        headers["content-range"] = f"bytes {start}-{stop - 1}/{size}"
    headers["content-length"] = str(stop - start)
    status = 200 if span is None else 206
    if request.method == "HEAD":
        return Response(status_code=status, headers=headers, media_type=media_type)
    pieces = await in_storage_thread(state.storage.read, key, start, None if span is None else stop)
    return StreamingResponse(_passed_on(pieces), status, headers, media_type)


async def _passed_on(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    while (piece := await in_storage_thread(next, pieces, None)) is not None:
        yield piece


def _is_same(request: Request, facts: FileFacts) -> bool:
    """Whether `If-Range`, if there is one, names the file as it is (RFC 9110, 13.1.5)."""
    named = request.headers.get("if-range")
    return named is None or named in (facts.etag, formatdate(facts.modified_at_seconds, usegmt=True))


def _span(text: str, size_bytes: int) -> tuple[int, int] | None:
    """First byte and the one behind the last, if the header names one range that begins inside the file and does not
    end before it begins. Any other is ignored, as RFC 9110 allows: the seed has no 416."""
    match = _ONE_RANGE.fullmatch(text)
    if match is None:
        return None
    if match["suffix"] is not None:
        start, stop = max(0, size_bytes - int(match["suffix"])), size_bytes
    else:
        start = int(match["first"])
        stop = size_bytes if match["last"] is None else min(int(match["last"]) + 1, size_bytes)
    return (start, stop) if start < stop else None
