"""The routes of the API as calls."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from urllib.parse import quote

import httpx2

from filmgate.client.errors import ClientError
from filmgate.client.wire import CREATE_TIMEOUT, TIMEOUT, Call

Image = str | PathLike[str]
"""A picture: the address of one, or the path of a local file."""

_UPLOAD_LIMIT_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class Wish:
    """What a film shall be (seed, `VideoGenerationRequest`). None leaves a field to the server.

    Attributes:
        images: None to two pictures: the first frame, or the first and the last.
        duration: Seconds.
        priority: Order among the account's own waiting tasks; higher goes first.
    """

    prompt: str
    model: str
    aspect_ratio: str | None = None
    images: Sequence[Image] = ()
    generation_type: str | None = None
    duration: int | None = None
    enhance_prompt: bool | None = None
    callback_url: str | None = None
    seed: int | None = None
    negative_prompt: str | None = None
    priority: int | None = None


def create(wish: Wish, image_urls: Sequence[str], idempotency_key: str | None) -> Call:
    """`POST /v1/videos/generations`; all retries carry one Idempotency-Key, so none makes a second film."""
    fields = {
        "model": wish.model,
        "prompt": wish.prompt,
        "aspect_ratio": wish.aspect_ratio,
        "image_urls": list(image_urls) or None,
        "generation_type": wish.generation_type,
        "duration": wish.duration,
        "enhance_prompt": wish.enhance_prompt,
        "callback_url": wish.callback_url,
        "seed": wish.seed,
        "negative_prompt": wish.negative_prompt,
        "priority": wish.priority,
    }
    body = {name: value for name, value in fields.items() if value is not None}
    return Call(
        "POST",
        "/v1/videos/generations",
        content=json.dumps(body, ensure_ascii=False).encode("utf-8", "replace"),
        headers={"content-type": "application/json", "idempotency-key": idempotency_key or str(uuid.uuid4())},
        timeout=CREATE_TIMEOUT,
    )


def get_task(task_id: str, timeout_seconds: float | None = None) -> Call:
    """`GET /v1/tasks/{id}`"""
    return Call("GET", f"/v1/tasks/{quote(task_id, safe='')}", timeout=_timeout(timeout_seconds))


def list_tasks(limit: int, cursor: str | None, status: str | None, model: str | None) -> Call:
    """`GET /v1/tasks`"""
    return Call(
        "GET", "/v1/tasks", query={"limit": limit, "cursor": cursor, "status": status, "model": model}
    )


def cancel_task(task_id: str) -> Call:
    """`POST /v1/tasks/{id}/cancel`; cancelling twice answers the same twice."""
    return Call("POST", f"/v1/tasks/{quote(task_id, safe='')}/cancel")


def task_events(task_id: str, last_event_id: str, silence_seconds: float) -> Call:
    """`GET /v1/tasks/{id}/events`"""
    headers = {"accept": "text/event-stream", "cache-control": "no-store"}
    if last_event_id:
        headers["last-event-id"] = last_event_id
    return Call(
        "GET",
        f"/v1/tasks/{quote(task_id, safe='')}/events",
        headers=headers,
        timeout=httpx2.Timeout(silence_seconds, connect=10.0),
    )


def list_models() -> Call:
    """`GET /v1/models`"""
    return Call("GET", "/v1/models")


def get_credits() -> Call:
    """`GET /v1/credits`"""
    return Call("GET", "/v1/credits")


def upload(path: PathLike[str] | str) -> Call:
    """`POST /v1/files`

    Raises:
        ClientError: There is no such file, or it is far too large for a picture.
    """
    file = Path(path)
    try:
        if file.stat().st_size > _UPLOAD_LIMIT_BYTES:
            raise ClientError(f"{file} is too large", suggestion="pictures may have at most 10 MB")
        data = file.read_bytes()
    except OSError as error:
        raise ClientError(
            f"{file} cannot be read: {error.strerror}",
            suggestion="name a jpg, png or webp picture, or its URL",
        ) from error
    return Call("POST", "/v1/files", files={"file": (file.name, data)}, timeout=CREATE_TIMEOUT)


def is_address(image: Image) -> bool:
    """Whether the picture is on the web rather than on the disk."""
    return isinstance(image, str) and image.lower().startswith(("http://", "https://"))


def _timeout(seconds: float | None) -> httpx2.Timeout:
    return TIMEOUT if seconds is None else httpx2.Timeout(min(seconds, 30.0), connect=min(seconds, 10.0))
