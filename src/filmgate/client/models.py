"""What the server answers, as typed values. Fields that this version does not know stay in `raw`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

COMPLETED = "completed"
FAILED = "failed"
Json = Mapping[str, Any]


@dataclass(frozen=True)
class TaskError:
    """Why a task failed; `code` is stable, for example `content_policy_violation` or `request_cancelled`."""

    code: str
    message: str


@dataclass(frozen=True)
class TaskSnapshot:
    """A task as it stood when the server was asked.

    Attributes:
        created: Unix time in seconds.
        status: `pending`, `processing`, `completed` or `failed`.
        progress: Percent, 0 to 100; never goes down.
        can_cancel: Whether it can be cancelled now.
        estimated_seconds: The server's estimate of the whole making time.
        credits_charged: Known after the end; 0 for a failed task.
        results: Links to the film, when completed; they end at `expires_at` (Unix time in seconds).
        notes: What the server did with the request, for example that the prompt was not translated.
    """

    id: str
    created: int
    model: str
    status: str
    progress: int
    can_cancel: bool
    estimated_seconds: int | None
    video_duration_seconds: int | None
    billing_rule: str | None
    credits_reserved: float | None
    credits_charged: float | None
    user_group: str | None
    results: tuple[str, ...]
    expires_at: int | None
    error: TaskError | None
    notes: tuple[str, ...]
    raw: Json = field(repr=False, compare=False)

    @property
    def ended(self) -> bool:
        """Whether nothing more will change."""
        return self.status in (COMPLETED, FAILED)

    @property
    def stage(self) -> str:
        """What is being done now, in a word or two; empty if the server does not tell."""
        return str(_part(self.raw, "task_info").get("stage") or "")

    @property
    def poster(self) -> str | None:
        """Link to a still of the film, when completed; it ends with the film's."""
        link = _part(self.raw, "task_info").get("poster")
        return None if link is None else str(link)


@dataclass(frozen=True)
class VideoModel:
    """A model of the server: what it can do and what it costs you.

    Attributes:
        credits: Price in credits per call, per second or per token, as `billing_rule` says.
        median_seconds: How long its films took on this server; None before the first one.
    """

    id: str
    description: str
    aspect_ratios: tuple[str, ...]
    durations_seconds: tuple[int, ...]
    max_images: int
    audio: bool
    resolution: str
    fps: int | None
    billing_rule: str
    credits: float
    median_seconds: float | None
    raw: Json = field(repr=False, compare=False)


@dataclass(frozen=True)
class Credits:
    """The account's credits: free to spend, reserved for unfinished tasks, and spent."""

    balance: float
    reserved: float
    spent: float
    user_group: str
    raw: Json = field(repr=False, compare=False)


@dataclass(frozen=True)
class UploadedFile:
    """A picture on the server; `url` can stand in `images` until `expires_at` (Unix time in seconds)."""

    id: str
    url: str
    bytes: int
    content_type: str
    width: int | None
    height: int | None
    expires_at: int | None
    raw: Json = field(repr=False, compare=False)


def read_task(raw: Json) -> TaskSnapshot:
    """A task object of the API."""
    info, usage, error = _part(raw, "task_info"), _part(raw, "usage"), _part(raw, "error")
    return TaskSnapshot(
        id=str(raw["id"]),
        created=int(raw.get("created") or 0),
        model=str(raw.get("model") or ""),
        status=str(raw.get("status") or ""),
        progress=int(raw.get("progress") or 0),
        can_cancel=bool(info.get("can_cancel")),
        estimated_seconds=info.get("estimated_time"),
        video_duration_seconds=info.get("video_duration"),
        billing_rule=usage.get("billing_rule"),
        credits_reserved=usage.get("credits_reserved"),
        credits_charged=usage.get("credits_charged"),
        user_group=usage.get("user_group"),
        results=tuple(raw.get("results") or ()),
        expires_at=raw.get("expires_at"),
        error=TaskError(str(error.get("code") or ""), str(error.get("message") or "")) if error else None,
        notes=tuple(str(note) for note in info.get("notes") or ()),
        raw=raw,
    )


def read_model(raw: Json) -> VideoModel:
    """A model object of the API."""
    able, price = _part(raw, "capabilities"), _part(raw, "pricing")
    return VideoModel(
        id=str(raw["id"]),
        description=str(raw.get("description") or ""),
        aspect_ratios=tuple(able.get("aspect_ratios") or ()),
        durations_seconds=tuple(able.get("durations") or ()),
        max_images=int(able.get("max_images") or 0),
        audio=bool(able.get("audio")),
        resolution=str(able.get("resolution") or ""),
        fps=able.get("fps"),
        billing_rule=str(price.get("billing_rule") or ""),
        credits=price.get("credits") or 0,
        median_seconds=raw.get("median_seconds"),
        raw=raw,
    )


def read_credits(raw: Json) -> Credits:
    """The credits object of the API."""
    return Credits(
        balance=raw["balance"],
        reserved=raw.get("reserved") or 0,
        spent=raw.get("spent") or 0,
        user_group=str(raw.get("user_group") or ""),
        raw=raw,
    )


def read_file(raw: Json) -> UploadedFile:
    """A file object of the API."""
    return UploadedFile(
        id=str(raw["id"]),
        url=str(raw["url"]),
        bytes=int(raw.get("bytes") or 0),
        content_type=str(raw.get("content_type") or ""),
        width=raw.get("width"),
        height=raw.get("height"),
        expires_at=raw.get("expires_at"),
        raw=raw,
    )


def _part(raw: Json, name: str) -> Json:
    part = raw.get(name)
    return part if isinstance(part, Mapping) else {}
