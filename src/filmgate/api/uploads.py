"""`POST /v1/files`: a picture from the client's own disk, for `image_urls`."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Request
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import Response

from filmgate.api import operations
from filmgate.api.answer import json_answer
from filmgate.api.caller import identify
from filmgate.api.picture_slots import one_of_few
from filmgate.api.state import ApiState, state_of
from filmgate.api.storage_threads import in_storage_thread
from filmgate.errors import InvalidRequest, RateLimited, TooLarge
from filmgate.ids import new_id
from filmgate.images.verify import ReferenceImage, verify_in_thread
from filmgate.storage.uploads import FOLDER, KEPT_MS, Upload, add_upload, count_uploads

router = APIRouter(tags=["Files"])

_HOW_TO_SEND = "send multipart/form-data, for example: curl -F file=@first.png"
_UPLOAD_SECONDS = 120
_FORM_OVERHEAD_BYTES = 64 * 1024


@router.post("/v1/files", **operations.UPLOAD)
async def upload(request: Request) -> Response:
    """Upload a first or last frame from your own disk (multipart field `file`). The same limits as for `image_urls`
    hold; the address in the answer is good for 24 hours."""
    state = state_of(request)
    principal = await identify(request, state)
    await _check_room(state, principal.account_id)
    with one_of_few(principal.account_id):
        data = await _read_upload(request, state.settings.images.max_bytes)
        image = await verify_in_thread(data, state.settings.images, param="file")
    kept = await _keep(state, principal.account_id, image)
    expires_at = kept.expires_at_ms // 1000
    return json_answer(
        {
            "id": kept.id,
            "object": "file",
            "url": state.link(kept.storage_key, expires_at),
            "bytes": kept.bytes,
            "content_type": kept.content_type,
            "width": kept.width,
            "height": kept.height,
            "created": kept.created_at_ms // 1000,
            "expires_at": expires_at,
        }
    )


async def _check_room(state: ApiState, account_id: str) -> None:
    """Refuse an account that has as many uploads as it may."""
    count, first_expires_at_ms = await state.database.read(
        lambda connection: count_uploads(connection, account_id)
    )
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


async def _keep(state: ApiState, account_id: str, image: ReferenceImage) -> Upload:
    """The file first, then its row: a crash between leaves a file that the sweeper finds."""
    now_ms = state.clock()
    file_id = new_id("file")
    kept = Upload(
        id=file_id,
        account_id=account_id,
        storage_key=f"{FOLDER}{file_id}.{image.format}",
        content_type=f"image/{image.format}",
        bytes=len(image.data),
        width=image.width,
        height=image.height,
        created_at_ms=now_ms,
        expires_at_ms=now_ms + KEPT_MS,
    )
    await in_storage_thread(state.storage.put, kept.storage_key, image.data)
    await state.database.write(lambda connection: add_upload(connection, kept))
    return kept
