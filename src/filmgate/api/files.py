"""Files: pictures that go up, and everything that comes down through a signed link."""

from __future__ import annotations

import asyncio
import mimetypes
import re
from functools import partial

from fastapi import APIRouter, Request
from sqlalchemy import Connection, func, insert, select
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response

from filmgate.api import operations
from filmgate.api.answer import json_answer
from filmgate.api.caller import identify
from filmgate.api.picture_slots import one_of_few
from filmgate.api.state import ApiState, state_of
from filmgate.db.tables import uploads
from filmgate.errors import InvalidRequest, NotFound, PermissionDenied, RateLimited, TooLarge
from filmgate.ids import new_id
from filmgate.images.verify import verify_in_thread
from filmgate.storage.links import Verdict, verify
from filmgate.tasks.files import UPLOADS

router = APIRouter(tags=["Files"])

_KEPT_MS = 24 * 3600 * 1000
_HOW_TO_SEND = "send multipart/form-data, for example: curl -F file=@first.png"
_UPLOAD_SECONDS = 120
_FORM_OVERHEAD_BYTES = 64 * 1024
_ONE_RANGE = re.compile(r"bytes=(?:(?P<first>[0-9]{1,15})-(?P<last>[0-9]{1,15})?|-(?P<suffix>[0-9]{1,15}))")


@router.post("/v1/files", **operations.UPLOAD)
async def upload(request: Request) -> Response:
    """Upload a first or last frame from your own disk (multipart field `file`). The same limits as for `image_urls`
    hold; the address in the answer is good for 24 hours."""
    state = state_of(request)
    principal = await identify(request, state)
    await state.database.read(partial(_check_room, account_id=principal.account_id, state=state))
    with one_of_few(principal.account_id):
        data = await _read_upload(request, state.settings.images.max_bytes)
        image = await verify_in_thread(data, state.settings.images, param="file")
    now_ms = state.clock()
    file_id = new_id("file")
    key = f"{UPLOADS}{file_id}.{image.format}"
    content_type = f"image/{image.format}"
    await asyncio.to_thread(state.storage.put, key, image.data)
    await state.database.write(
        lambda connection: (
            connection.execute(
                insert(uploads).values(
                    id=file_id,
                    account_id=principal.account_id,
                    storage_key=key,
                    content_type=content_type,
                    bytes=len(image.data),
                    width=image.width,
                    height=image.height,
                    created_at_ms=now_ms,
                    expires_at_ms=now_ms + _KEPT_MS,
                )
            ).rowcount
        )
    )
    expires_at = (now_ms + _KEPT_MS) // 1000
    return json_answer(
        {
            "id": file_id,
            "object": "file",
            "url": state.link(key, expires_at),
            "bytes": len(image.data),
            "content_type": content_type,
            "width": image.width,
            "height": image.height,
            "created": now_ms // 1000,
            "expires_at": expires_at,
        }
    )


def _check_room(connection: Connection, account_id: str, state: ApiState) -> None:
    """Refuse an account that has as many uploads as it may."""
    kept = select(func.count(), func.min(uploads.c.expires_at_ms)).where(uploads.c.account_id == account_id)
    count, first_expires_at_ms = connection.execute(kept).one()
    if count >= state.settings.images.uploads_kept:
        raise RateLimited(
            f"This account has {count} uploads; each is kept for 24 hours",
            retry_after_seconds=max(1, (first_expires_at_ms - state.clock()) // 1000),
        )


async def _read_upload(request: Request, max_bytes: int) -> bytes:
    too_large = TooLarge(
        "Image file too large",
        param="file",
        fallback_suggestion=f"compress the image to at most {max_bytes / 1024 / 1024:g} MB",
    )
    announced = request.headers.get("content-length", "")
    if not announced.isdecimal():
        raise InvalidRequest("Content-Length is missing", fallback_suggestion="send the file with its length")
    if int(announced) > max_bytes + _FORM_OVERHEAD_BYTES:
        raise too_large
    missing = InvalidRequest(
        "The multipart field 'file' is missing",
        param="file",
        fallback_suggestion=_HOW_TO_SEND,
    )
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        raise missing
    try:
        async with asyncio.timeout(_UPLOAD_SECONDS), request.form(max_files=1, max_fields=8) as form:
            part = form.get("file")
            if not isinstance(part, UploadFile):
                raise missing
            data = await part.read(max_bytes + 1)
    except TimeoutError:
        raise InvalidRequest(
            f"The file did not come within {_UPLOAD_SECONDS} seconds",
            param="file",
            fallback_suggestion=_HOW_TO_SEND,
        ) from None
    except HTTPException as error:  # Starlette's form of a MultiPartException
        raise InvalidRequest(
            f"The form cannot be read: {error.detail}", param="file", fallback_suggestion=_HOW_TO_SEND
        ) from error
    if len(data) > max_bytes:
        raise too_large
    return data


@router.api_route("/files/{key:path}", methods=["GET", "HEAD"], include_in_schema=False)
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
        headers={"cache-control": "private, max-age=3600", "x-content-type-options": "nosniff"},
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
