"""xAI's films: `POST /v1/videos/generations` answers a `request_id`, `GET /v1/videos/{request_id}` the film's URL.

Source: xAI's REST reference as of November 2026. A failure comes with status 200 and `status: failed`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

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
from filmgate.engines.remote.failures import code_in, failure_of
from filmgate.engines.remote.film import LinkExpired, fetch_film
from filmgate.engines.remote.follow import Done, Running, check, follow
from filmgate.engines.remote.options import RemoteOptions
from filmgate.engines.remote.order import order
from filmgate.engines.remote.pictures import data_url
from filmgate.engines.remote.upstream import Upstream, connect_upstream, read_object
from filmgate.engines.remote.words import Phase, phase_of
from filmgate.settings import EngineSettings

_ABLE = Capabilities(
    durations_seconds=tuple(range(1, 16)),
    resolutions=("480p", "720p"),
    max_images=1,
    seed=False,
    negative_prompt=False,
    cancel_while_running=False,
)


def build(name: str, settings: EngineSettings) -> XaiEngine:
    """The engine of an `[engines.NAME]` table."""
    options = read_options(RemoteOptions, name, settings)
    return XaiEngine(connect_upstream(name, settings, options, default_url="https://api.x.ai"))


@dataclass(frozen=True)
class XaiEngine:
    """xAI's API, or a gateway that speaks it."""

    upstream: Upstream
    sleep: Callable[[float], None] = time.sleep

    @property
    def name(self) -> str:
        """As configured."""
        return self.upstream.name

    @property
    def capabilities(self) -> Capabilities:
        """One picture, one to fifteen seconds, no seed, no cancelling."""
        return self.upstream.options.narrowed(_ABLE)

    def start(self, job: Job) -> Receipt:
        """`POST /v1/videos/generations`."""
        wanted: dict[str, Any] = {
            "model": job.model,
            "prompt": job.prompt,
            "duration": job.duration_seconds,
            "aspect_ratio": job.aspect_ratio,
            "resolution": f"{min(job.width, job.height)}p",
            **job.options,
        }
        if job.images:
            wanted["image"] = {"url": data_url(job.images[0])}
        made = order(
            self.upstream, lambda: self.upstream.ask("POST", "/v1/videos/generations", payload=wanted)
        )
        if not isinstance(made.get("request_id"), str) or not made["request_id"]:
            raise StartUnknown(f"{self.name} answered without a request_id")
        return {"id": made["request_id"], "base_url": self.upstream.base_url}

    def find(self, job: Job) -> Receipt:
        """xAI keeps no reference of ours."""
        raise StartUnknown(f"{self.name} keeps no reference by which an order could be found again")

    def wait(self, job: Job, receipt: Receipt, report: Report) -> Path:
        """Look until it is done, then fetch the film from its URL."""
        upstream = replace(self.upstream, base_url=receipt["base_url"])
        path = f"/v1/videos/{quote(receipt['id'], safe='')}"
        url = follow(upstream, lambda: _read(upstream, path), report, lambda: None, sleep=self.sleep)
        try:
            return fetch_film(upstream, job, url, report, sleep=self.sleep)
        except LinkExpired as error:
            raise EngineFailure(
                FailureCode.SERVICE_ERROR,
                f"The link of the film that the engine {self.name} made has expired",
            ) from error


def _read(upstream: Upstream, path: str) -> Running | Done[str]:
    body = read_object(check(upstream.ask("GET", path)))
    match phase_of(body.get("status")):
        case Phase.FAILED | Phase.CANCELLED:
            raise failure_of(upstream, body.get("error") or str(body.get("status")), code=code_in(body))
        case Phase.DONE:
            match body.get("video"):
                case {"respect_moderation": False}:
                    raise EngineFailure(
                        FailureCode.CONTENT_POLICY_VIOLATION,
                        f"The film was held back by {upstream.name}'s moderation",
                    )
                case {"url": str(url)} if url:
                    return Done(url)
            raise EngineFailure(
                FailureCode.GENERATION_FAILED_NO_CONTENT,
                f"The engine {upstream.name} made no film",
                elsewhere=True,
            )
    progress = body.get("progress")
    return Running(float(progress) if isinstance(progress, int | float) else None)
