"""LightX2V's own server: `/v1/tasks/video/`. The order carries our task's id, so it can be found again, and a second
order of the same id is refused.

Source: LightX2V's `lightx2v/server` of August 2026 (`schema.py`, `api/tasks`, `task_manager.py`).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from filmgate.engines.protocol import (
    Capabilities,
    EngineFailure,
    FailureCode,
    Job,
    Receipt,
    Report,
    StartUnknown,
)
from filmgate.engines.registry import read_options
from filmgate.engines.remote.failures import failure_of
from filmgate.engines.remote.film import LinkExpired, fetch_film
from filmgate.engines.remote.follow import Done, Running, check, follow
from filmgate.engines.remote.options import RemoteOptions
from filmgate.engines.remote.order import order
from filmgate.engines.remote.pictures import in_base64
from filmgate.engines.remote.upstream import Upstream, connect_upstream, read_object
from filmgate.engines.remote.words import Phase, phase_of
from filmgate.net.errors import NetError
from filmgate.net.request import Answer
from filmgate.settings import EngineSettings

_ABLE = Capabilities(durations_seconds=tuple(range(1, 16)), max_images=2, audio=False)


class LightX2VOptions(RemoteOptions):
    schema_of: Literal["2026", "2025"] = "2026"
    """Field names of the server: since 2026 `num_frames` and `size`, before `target_video_length` and
    `target_shape`."""
    frame_step: int = 4
    """Models make 4n + 1 frames (most of them) or 8n + 1; 1: any number."""


def build(name: str, settings: EngineSettings) -> LightX2VEngine:
    """The engine of an `[engines.NAME]` table."""
    options = read_options(LightX2VOptions, name, settings)
    return LightX2VEngine(connect_upstream(name, settings, options), options)


@dataclass(frozen=True)
class LightX2VEngine:
    """A LightX2V server."""

    upstream: Upstream
    options: LightX2VOptions
    sleep: Callable[[float], None] = time.sleep

    @property
    def name(self) -> str:
        """As configured."""
        return self.upstream.name

    @property
    def capabilities(self) -> Capabilities:
        """First and last frame, and cancelling."""
        return self.options.narrowed(_ABLE)

    def start(self, job: Job) -> Receipt:
        """`POST /v1/tasks/video/`."""
        wanted = self._wanted(job)
        order(
            self.upstream, lambda: _queue_full(self.upstream.ask("POST", "/v1/tasks/video/", payload=wanted))
        )
        return self._receipt(job)

    def find(self, job: Job) -> Receipt:
        """Ask for our id."""
        try:
            answer = self.upstream.ask("GET", f"/v1/tasks/{job.task_id}/status")
        except NetError as error:
            raise StartUnknown(f"{self.name}: {error}") from error
        if answer.ok:
            return self._receipt(job)
        if answer.status == 404:
            raise EngineFailure(
                FailureCode.SERVICE_UNAVAILABLE, f"The engine {self.name} did not begin", elsewhere=True
            )
        raise StartUnknown(f"{self.name} answered with status {answer.status}")

    def wait(self, job: Job, receipt: Receipt, report: Report) -> Path:
        """Look until it is done, then fetch `/result`."""
        upstream = replace(self.upstream, base_url=receipt["base_url"])
        path = f"/v1/tasks/{receipt['id']}"
        follow(
            upstream,
            lambda: _read(upstream, path),
            report,
            lambda: check(upstream.ask("DELETE", path)),
            sleep=self.sleep,
        )
        url = f"{upstream.base_url}{path}/result"
        try:
            return fetch_film(upstream, job, url, report, headers=upstream.headers, sleep=self.sleep)
        except LinkExpired as error:
            raise EngineFailure(
                FailureCode.GENERATION_FAILED_NO_CONTENT, f"The engine {self.name} has no film for this task"
            ) from error

    def _receipt(self, job: Job) -> Receipt:
        return {"id": job.task_id, "base_url": self.upstream.base_url}

    def _wanted(self, job: Job) -> dict[str, Any]:
        step = self.options.frame_step
        frames = job.duration_seconds * job.fps
        frames = frames if step == 1 else round((frames - 1) / step) * step + 1
        wanted: dict[str, Any] = {
            "task_id": job.task_id,
            "prompt": job.prompt,
            "negative_prompt": job.negative_prompt or "",
            "seed": job.seed,
            "save_result_path": f"{job.task_id}.mp4",
        }
        if self.options.schema_of == "2026":
            wanted |= {"num_frames": frames, "size": [job.height, job.width]}
        else:
            wanted |= {
                "target_video_length": frames,
                "target_shape": [job.height, job.width],
                "target_fps": job.fps,
            }
        for field, image in zip(("image_path", "last_frame_path"), job.images, strict=False):
            wanted[field] = in_base64(image)
        return wanted | job.options


def _queue_full(answer: Answer) -> Answer:
    """A full queue is a 503 with a sentence; it is no fault of the server."""
    if answer.status == 503 and b"queue is full" in answer.body:
        return replace(answer, status=429)
    return answer


def _read(upstream: Upstream, path: str) -> Running | Done[None]:
    body = read_object(check(upstream.ask("GET", f"{path}/status")))
    match phase_of(body.get("status")):
        case Phase.FAILED | Phase.CANCELLED:
            raise failure_of(upstream, body.get("error") or "")
        case Phase.DONE:
            return Done(None)
    waiting = str(body.get("status")).lower() == "pending"
    return Running(None, "waiting in the engine's queue" if waiting else "making the film")
