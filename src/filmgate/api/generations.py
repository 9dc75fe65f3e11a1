"""`POST /v1/videos/generations`: a request becomes a task."""

from __future__ import annotations

import hashlib
import logging
import random
from dataclasses import dataclass
from math import ceil
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from filmgate.api import operations
from filmgate.api.caller import identify
from filmgate.api.reference_images import fetch_reference_images
from filmgate.api.request import VideoGenerationRequest
from filmgate.api.state import ApiState, state_of
from filmgate.api.storage_threads import in_storage_thread
from filmgate.api.validation import parse_json, read_body
from filmgate.callbacks.address import check_callback_url
from filmgate.catalog.fit import Wish, find_misfit
from filmgate.catalog.model import Model
from filmgate.catalog.price import price_microcredits
from filmgate.db.locks import lock_account
from filmgate.errors import FilmgateError, InvalidRequest, ServiceUnavailable
from filmgate.ids import new_task_id
from filmgate.images.reference_image import ReferenceImage
from filmgate.keys.authenticate import Principal
from filmgate.storage.protocol import StorageUnavailable
from filmgate.tasks.create import NewTask, check_affordable, create_task
from filmgate.tasks.files import delete_files, input_key
from filmgate.tasks.idempotency import first_answer, remember_answer
from filmgate.tasks.view import to_json, view_new_task
from filmgate.telemetry.logs import about_task
from filmgate.telemetry.metrics import count_accepted
from filmgate.telemetry.traces import current_context

log = logging.getLogger(__name__)

router = APIRouter()

_IDEMPOTENCY_KEY_CHARACTERS = 255


@dataclass(frozen=True)
class _Idempotency:
    """The client's key for this request, and the hash that tells whether a later request is the same."""

    key: str
    request_sha256: bytes


@router.post("/v1/videos/generations", **operations.CREATE)
async def create_video_generation(request: Request) -> Response:
    """Create a video generation task. It answers at once; the film comes with `GET /v1/tasks/{task_id}` or the
    callback. An `Idempotency-Key` makes a repeated request give the first answer."""
    state = state_of(request)
    principal = await identify(request, state)
    body = await read_body(request, state.settings.server.max_body_bytes)
    wanted = parse_json(VideoGenerationRequest, body)
    model = state.catalog.find(wanted.model)
    principal.require_model(model.name)
    check_against(wanted, model)

    idempotency = _read_idempotency(request, body)
    if idempotency is not None:
        before = await state.database.read(
            lambda connection: first_answer(
                connection, principal.account_id, idempotency.key, idempotency.request_sha256, state.clock()
            )
        )
        if before is not None:
            return Response(before, media_type="application/json")

    closed_off_seconds = model.seconds_closed_off()
    if closed_off_seconds > 0:
        raise ServiceUnavailable(
            f"The engines of {model.name} do not answer", retry_after_seconds=ceil(closed_off_seconds)
        )
    if wanted.callback_url is not None:
        await check_callback_url(wanted.callback_url, state.settings.callbacks)
    new = await _new_task(state, principal, model, wanted)
    images = await _fetch_images(state, new, wanted.image_urls or [])
    answer = await _accept(state, principal, new, images, idempotency)
    state.wake_worker()
    return Response(answer, media_type="application/json")


def check_against(wanted: VideoGenerationRequest, model: Model) -> None:
    """Whether the model can do what is asked.

    Raises:
        InvalidRequest: It cannot; names the field and what it can do.
    """
    wish = wish_of(wanted, model)
    if not model.routes_for(wish):
        # What the routes can do together may be more than any one of them can: then the first one is to blame.
        misfit = find_misfit(model.name, model.capabilities, wish)
        misfit = misfit or find_misfit(model.name, model.routes[0].capabilities, wish)
        assert misfit is not None
        raise InvalidRequest(misfit.message, param=misfit.param, fallback_suggestion=misfit.suggestion)
    if wanted.generation_type == "TEXT" and wanted.image_count:
        raise InvalidRequest(
            "generation_type TEXT takes no images",
            param="generation_type",
            fallback_suggestion="use FIRST&LAST, or leave image_urls out",
        )
    if wanted.generation_type == "FIRST&LAST" and not wanted.image_count:
        raise InvalidRequest(
            "generation_type FIRST&LAST needs 1 or 2 images",
            param="generation_type",
            fallback_suggestion="add image_urls, or use TEXT",
        )


def wish_of(wanted: VideoGenerationRequest, model: Model) -> Wish:
    """What the request asks of the model."""
    return Wish(
        aspect_ratio=wanted.aspect_ratio,
        duration_seconds=model.default_duration_seconds if wanted.duration is None else wanted.duration,
        image_count=wanted.image_count,
        has_seed=wanted.seed is not None,
        has_negative_prompt=bool(wanted.negative_prompt),
    )


def _read_idempotency(request: Request, body: bytes) -> _Idempotency | None:
    key = request.headers.get("idempotency-key")
    if key is None:
        return None
    if not 1 <= len(key) <= _IDEMPOTENCY_KEY_CHARACTERS or not key.isprintable():
        raise InvalidRequest(
            "Invalid Idempotency-Key header",
            param="Idempotency-Key",
            fallback_suggestion=f"use 1 to {_IDEMPOTENCY_KEY_CHARACTERS} printable characters, for example a UUID",
        )
    return _Idempotency(key, hashlib.sha256(body).digest())


async def _new_task(
    state: ApiState, principal: Principal, model: Model, wanted: VideoGenerationRequest
) -> NewTask:
    now_ms = state.clock()
    duration_seconds = wanted.duration or model.default_duration_seconds
    return NewTask(
        id=new_task_id(now_ms // 1000),
        account_id=principal.account_id,
        key_id=principal.key_id,
        model=model.name,
        prompt=wanted.prompt,
        negative_prompt=wanted.negative_prompt,
        aspect_ratio=wanted.aspect_ratio,
        generation_type=wanted.generation_type or ("FIRST&LAST" if wanted.image_count else "TEXT"),
        image_count=wanted.image_count,
        duration_seconds=duration_seconds,
        seed=random.getrandbits(32) if wanted.seed is None else wanted.seed,
        enhance_prompt=wanted.enhance_prompt,
        callback_url=wanted.callback_url,
        priority=wanted.priority,
        user_group=principal.user_group,
        billing_rule=model.billing_rule,
        reserved_microcredits=price_microcredits(
            model, state.group(principal.user_group), duration_seconds=duration_seconds, prompt=wanted.prompt
        ),
        can_cancel=all(
            route.capabilities.cancel_while_running for route in model.routes_for(wish_of(wanted, model))
        ),
        estimated_seconds=await state.estimator.seconds_until_ready(model.name, model.expected_seconds),
        created_at_ms=now_ms,
        trace_context=current_context(),
    )


async def _fetch_images(state: ApiState, new: NewTask, urls: list[str]) -> list[ReferenceImage]:
    """The pictures; nothing is fetched for somebody who could not pay for the film."""
    if not urls:
        return []
    await state.database.read(
        lambda connection: check_affordable(
            connection, new.account_id, new.reserved_microcredits, billing_address=state.billing_address
        )
    )
    return await fetch_reference_images(state, new.account_id, urls)


async def _accept(
    state: ApiState,
    principal: Principal,
    new: NewTask,
    images: list[ReferenceImage],
    idempotency: _Idempotency | None,
) -> str:
    """Keep the images, then write credits, task and answer in one transaction. Returns the answer."""
    answer = to_json(view_new_task(new))

    def write(connection: Any) -> str:
        if idempotency is not None:
            lock_account(
                connection, new.account_id
            )  # a second request with this key waits for the first's answer
            key, digest = idempotency.key, idempotency.request_sha256
            before = first_answer(connection, new.account_id, key, digest, new.created_at_ms)
            if before is not None:
                return before
        create_task(
            connection,
            new,
            tasks_at_once=principal.tasks_at_once or state.settings.limits.tasks_at_once,
            billing_address=state.billing_address,
        )
        if idempotency is not None:
            remember_answer(connection, new.account_id, key, digest, new.id, answer, new.created_at_ms)
        return answer

    try:
        for position, image in enumerate(images):
            await in_storage_thread(state.storage.put, input_key(new.id, position, image.format), image.data)
        accepted = await state.database.write(write)
    except (FilmgateError, OSError):
        # Certainly refused. After any other end (the database fell silent, this process stops) the task may have been
        # accepted all the same; the sweeper deletes what belongs to none.
        if images:
            await _forget_images(state, new.id)
        raise
    if accepted == answer:
        count_accepted(new.model, new.reserved_microcredits)
        with about_task(new.id, new.account_id):
            log.info("%s accepted: %s, %d s, %s", new.id, new.model, new.duration_seconds, new.account_id)
    elif images:
        await _forget_images(state, new.id)
    return accepted


async def _forget_images(state: ApiState, task_id: str) -> None:
    """Whatever the request ends with, a storage that does not answer here changes nothing; the sweeper finds the files."""
    try:
        await in_storage_thread(delete_files, state.storage, task_id)
    except StorageUnavailable as error:
        log.warning("the pictures of %s, which was not accepted, stay for the sweeper: %s", task_id, error)
