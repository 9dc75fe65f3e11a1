"""`GET /files/…`: whatever lies in the storage, for whoever has its signed link."""

from __future__ import annotations

import asyncio
import mimetypes
import re

from fastapi import APIRouter, Request
from starlette.responses import FileResponse, Response

from filmgate.api.state import ApiState, state_of
from filmgate.errors import NotFound, PermissionDenied
from filmgate.storage.links import Verdict, verify

router = APIRouter(tags=["Files"], include_in_schema=False)

_ONE_RANGE = re.compile(r"bytes=(?:(?P<first>[0-9]{1,15})-(?P<last>[0-9]{1,15})?|-(?P<suffix>[0-9]{1,15}))")


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
    if not await asyncio.to_thread(state.storage.exists, key):
        raise NotFound(
            "The file was deleted", fallback_suggestion="make the film again; links live for 24 hours"
        )
    return _file_response(state, key, request)


def _file_response(state: ApiState, key: str, request: Request) -> Response:
    media_type = mimetypes.guess_type(key)[0] or "application/octet-stream"
    path = state.storage.path(key)
    if not _can_serve(request.headers.get("range", ""), path.stat().st_size):
        # RFC 9110 lets a server ignore a Range it does not support; the seed has no 416.
        request.scope["headers"] = [pair for pair in request.scope["headers"] if pair[0] != b"range"]
    return FileResponse(
        path,
        media_type=media_type,
        # A film may be shown in pages of other sites: that is what its link is for.
        headers={"cache-control": "private, max-age=3600", "cross-origin-resource-policy": "cross-origin"},
    )


def _can_serve(text: str, size_bytes: int) -> bool:
    """Whether this is one range of bytes that begins inside the file and does not end before it begins."""
    match = _ONE_RANGE.fullmatch(text)
    if match is None:
        return False
    if match["suffix"] is not None:
        return int(match["suffix"]) > 0 and size_bytes > 0
    first = int(match["first"])
    return first < size_bytes and (match["last"] is None or first <= int(match["last"]))
