"""Servers that speak `/v1/videos`, the form in which OpenAI once offered films: a create call, a look, the content.

They agree on that much; where they differ stands in `PROFILES`. Sources: vLLM-Omni 0.30.0 (`api_server.py`), SGLang
0.5.10 (`video_api.py`), FastVideo 0.2.1 (`video_api.py`), LiteLLM 1.110.2 (`video_endpoints`), openai-python 3.57.0
(`types/video_create_params.py`).
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote, urljoin

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
from filmgate.engines.remote.follow import Done, NoAnswer, Running, check, follow
from filmgate.engines.remote.options import RemoteOptions
from filmgate.engines.remote.order import order
from filmgate.engines.remote.pictures import data_url, form_part
from filmgate.engines.remote.upstream import Upstream, connect_upstream, read_object
from filmgate.engines.remote.words import Phase, phase_of
from filmgate.net.errors import BrokenAnswer
from filmgate.settings import EngineSettings

_STOP_TRIES = 5
_STOP_PAUSE_SECONDS = 2.0


@dataclass(frozen=True)
class Profile:
    """How one server differs.

    Attributes:
        form: Requests are forms: always, or only when there is a picture.
        frames: It counts frames, not seconds: `num_frames` and `fps` are sent.
        tuning: It takes `seed` and `negative_prompt`, and more by the route's options.
        stops: `DELETE` stops a running film. Elsewhere it only forgets it, or does not exist.
        able: What its models can do unless the operator knows better.
    """

    form: Literal["always", "with a picture"]
    frames: bool
    tuning: bool
    stops: bool
    able: Capabilities


_GPU = Capabilities(
    durations_seconds=tuple(range(1, 16)), max_images=1, audio=False, cancel_while_running=False
)
_CLOUD = replace(
    _GPU,
    durations_seconds=(4, 8, 12),
    resolutions=("720p", "1080p"),
    audio=True,
    seed=False,
    negative_prompt=False,
)

PROFILES = {
    "vllm-omni": Profile("always", True, True, True, replace(_GPU, cancel_while_running=True)),
    "sglang": Profile("with a picture", True, True, False, _GPU),
    "fastvideo": Profile("with a picture", True, True, False, _GPU),
    "litellm": Profile(
        "with a picture", False, False, False, replace(_CLOUD, durations_seconds=tuple(range(1, 16)))
    ),
    "openai": Profile("always", False, False, False, _CLOUD),
}


class OpenAIVideosOptions(RemoteOptions):
    profile: Literal["vllm-omni", "sglang", "fastvideo", "litellm", "openai"] = "openai"
    """Which server it is."""
    frame_step: int = 1
    """Some models make only 4n + 1 or 8n + 1 frames: with 4 or 8, `num_frames` is the nearest such number."""


def build(name: str, settings: EngineSettings) -> OpenAIVideosEngine:
    """The engine of an `[engines.NAME]` table."""
    options = read_options(OpenAIVideosOptions, name, settings)
    return OpenAIVideosEngine(connect_upstream(name, settings, options), PROFILES[options.profile], options)


@dataclass(frozen=True)
class OpenAIVideosEngine:
    """A server that speaks `/v1/videos`."""

    upstream: Upstream
    profile: Profile
    options: OpenAIVideosOptions
    sleep: Callable[[float], None] = time.sleep

    @property
    def name(self) -> str:
        """As configured."""
        return self.upstream.name

    @property
    def capabilities(self) -> Capabilities:
        """The profile's, narrowed by the options."""
        return self.options.narrowed(self.profile.able)

    def start(self, job: Job) -> Receipt:
        """`POST /v1/videos`."""
        fields = self._fields(job)
        if self.profile.form == "always" or job.images:
            form = {
                name: value if isinstance(value, str) else json.dumps(value) for name, value in fields.items()
            }
            parts = [form_part("input_reference", job.images[0])] if len(job.images) == 1 else []
            if len(job.images) == 2:  # vLLM-Omni's ordered list: the first and the last frame
                form["image_reference"] = json.dumps([{"image_url": data_url(image)} for image in job.images])
            made = order(self.upstream, lambda: self.upstream.ask("POST", "/v1/videos", form=(form, parts)))
        else:
            made = order(self.upstream, lambda: self.upstream.ask("POST", "/v1/videos", payload=fields))
        if not isinstance(made.get("id"), str) or not made["id"]:
            raise StartUnknown(f"{self.name} answered without an id")
        return {"id": made["id"], "base_url": self.upstream.base_url}

    def find(self, job: Job) -> Receipt:
        """None of these servers takes a reference of ours, so none can be asked."""
        raise StartUnknown(f"{self.name} keeps no reference by which an order could be found again")

    def wait(self, job: Job, receipt: Receipt, report: Report) -> Path:
        """Look until it is done, then fetch `/content`."""
        upstream = replace(self.upstream, base_url=receipt["base_url"])
        path = f"/v1/videos/{quote(receipt['id'], safe='')}"

        def look() -> Running | Done[str]:
            return self._read(upstream, path)

        url = follow(upstream, look, report, lambda: self._stop(upstream, path), sleep=self.sleep)
        headers = upstream.headers if url.startswith(upstream.base_url + "/") else None
        try:
            return fetch_film(upstream, job, url, report, headers=headers, sleep=self.sleep)
        except LinkExpired as error:
            raise EngineFailure(
                FailureCode.GENERATION_FAILED_NO_CONTENT, f"The engine {self.name} has no film for this task"
            ) from error

    def _read(self, upstream: Upstream, path: str) -> Running | Done[str]:
        answer = upstream.ask("GET", path)
        try:
            body = read_object(answer)
        except BrokenAnswer:
            check(answer)
            raise
        phase = phase_of(body.get("status"))
        if phase in (Phase.FAILED, Phase.CANCELLED):  # vLLM-Omni says so with the error's own status
            raise failure_of(upstream, body.get("error") or "", code=code_in(body))
        check(answer)
        if phase is Phase.DONE:
            if body.get("error"):
                raise failure_of(upstream, body["error"], code=code_in(body))
            url = body.get("url")  # SGLang with cloud storage
            own = f"{upstream.base_url}{path}/content"
            return Done(urljoin(upstream.base_url + "/", url) if isinstance(url, str) and url else own)
        progress = body.get("progress")
        return Running(float(progress) if isinstance(progress, int | float) else None)

    def _stop(self, upstream: Upstream, path: str) -> None:
        if not self.profile.stops:
            return
        for attempt in range(_STOP_TRIES):
            answer = upstream.ask("DELETE", path)
            if answer.status != 409:  # "Cancellation in progress. Please try again later."
                break
            if attempt + 1 < _STOP_TRIES:
                self.sleep(_STOP_PAUSE_SECONDS)
        if answer.status != 404:
            try:
                check(answer)
            except NoAnswer as error:
                raise NoAnswer(f"it would not stop: {error}") from error

    def _fields(self, job: Job) -> dict[str, Any]:
        fields: dict[str, Any] = {
            "model": job.model,
            "prompt": job.prompt,
            "size": f"{job.width}x{job.height}",
            "seconds": str(job.duration_seconds) if self.profile.form == "always" else job.duration_seconds,
        }
        if self.profile.frames:
            fields |= {"fps": job.fps, "num_frames": self._count_frames(job)}
        if self.profile.tuning:
            fields["seed"] = job.seed
            if job.negative_prompt:
                fields["negative_prompt"] = job.negative_prompt
        return fields | job.options

    def _count_frames(self, job: Job) -> int:
        count, step = job.duration_seconds * job.fps, self.options.frame_step
        return count if step == 1 else round((count - 1) / step) * step + 1
