"""Another gateway that speaks this very API: a vendor's, or another filmgate.

With `dialect = "filmgate"` all of our API is used: pictures are uploaded there, `Idempotency-Key` is the task's id (so
an order whose answer was lost is sent again and makes nothing twice), and running films are cancelled. With
`"seed"` only what the API family's own document has. Both call us when the film is ready, if they can.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote, urljoin

from pydantic import Field

from filmgate.engines.protocol import (
    Capabilities,
    EngineFailure,
    EngineUnavailable,
    FailureCode,
    Job,
    Receipt,
    Report,
    StartUnknown,
)
from filmgate.engines.registry import read_options
from filmgate.engines.remote.failures import code_in, failure_of, message_in
from filmgate.engines.remote.film import LinkExpired, fetch_film
from filmgate.engines.remote.follow import Done, Running, check, follow
from filmgate.engines.remote.options import RemoteOptions
from filmgate.engines.remote.order import order
from filmgate.engines.remote.pictures import data_url, form_part
from filmgate.engines.remote.upstream import Upstream, connect_upstream, read_object
from filmgate.engines.remote.words import Phase, phase_of
from filmgate.net.errors import BrokenAnswer
from filmgate.net.request import Answer
from filmgate.settings import EngineSettings

_FILMGATE = Capabilities(durations_seconds=tuple(range(1, 13)))
_SEED = Capabilities(
    durations_seconds=(8,), max_images=0, seed=False, negative_prompt=False, cancel_while_running=False
)
_ASKS = 3

log = logging.getLogger(__name__)


class UnifiedOptions(RemoteOptions):
    dialect: Literal["filmgate", "seed"] = "filmgate"
    """Whether the server is a filmgate, or knows only the API family's own document."""
    images_as: Literal["upload", "data_url"] = "upload"
    """How pictures get there: uploaded with `POST /v1/files` (filmgate), or as `data:` URLs in `image_urls` for
    servers that take those; with the dialect `seed`, set `max_images` too."""
    callback_poll_seconds: float = Field(30.0, gt=0)
    """Longest pause between two looks at a film about which the server will call us; calls get lost."""


def build(name: str, settings: EngineSettings) -> UnifiedEngine:
    """The engine of an `[engines.NAME]` table."""
    options = read_options(UnifiedOptions, name, settings)
    return UnifiedEngine(connect_upstream(name, settings, options), options)


@dataclass(frozen=True)
class UnifiedEngine:
    """A server that speaks `POST /v1/videos/generations` and `GET /v1/tasks/{id}` as we do."""

    upstream: Upstream
    options: UnifiedOptions
    sleep: Callable[[float], None] = time.sleep

    @property
    def name(self) -> str:
        """As configured."""
        return self.upstream.name

    @property
    def capabilities(self) -> Capabilities:
        """The dialect's, narrowed by the options."""
        return self.options.narrowed(_FILMGATE if self._is_filmgate else _SEED)

    def start(self, job: Job) -> Receipt:
        """Upload the pictures, then `POST /v1/videos/generations`."""
        wanted = self._wanted(job, self._picture_urls(job))
        for asked in range(1, _ASKS + 1):
            try:
                return self._order(job, wanted)
            except StartUnknown:
                # The very same request with the very same key: a filmgate answers it with the first task.
                if not self._is_filmgate or asked == _ASKS:
                    raise
                self.sleep(self.options.poll_seconds)
        raise AssertionError

    def find(self, job: Job) -> Receipt:
        """Order once more with the same key, where that makes nothing twice: the same body gets the first answer.
        Pictures would be uploaded anew, which makes another body, so such an order is not found again."""
        if not self._is_filmgate or (job.images and self.options.images_as == "upload"):
            raise StartUnknown(f"{self.name} keeps no reference by which this order could be found again")
        return self._order(job, self._wanted(job, self._picture_urls(job)))

    def wait(self, job: Job, receipt: Receipt, report: Report) -> Path:
        """Look until it is done, then fetch the film; a link that has expired is asked for once more."""
        upstream = replace(self.upstream, base_url=receipt["base_url"])
        path = f"/v1/tasks/{quote(receipt['id'], safe='')}"
        longest_pause_seconds = self.options.callback_poll_seconds if receipt.get("calls") else None

        def cancel() -> None:
            if self._is_filmgate:
                upstream.ask("POST", f"{path}/cancel")

        for is_last in (False, True):
            url = follow(
                upstream,
                lambda: _read(upstream, path),
                report,
                cancel,
                longest_pause_seconds=longest_pause_seconds,
                sleep=self.sleep,
            )
            try:
                return fetch_film(upstream, job, url, report, sleep=self.sleep)
            except LinkExpired as error:
                if is_last:
                    raise EngineFailure(
                        FailureCode.SERVICE_ERROR,
                        f"The link of the film that the engine {self.name} made has expired",
                    ) from error
        raise AssertionError

    @property
    def _is_filmgate(self) -> bool:
        return self.options.dialect == "filmgate"

    def _order(self, job: Job, wanted: dict[str, Any]) -> Receipt:
        calls = bool(job.callback_url)

        def send() -> Answer:
            nonlocal calls
            if calls:
                answer = self._post(job, wanted | {"callback_url": job.callback_url})
                if not _refuses_callback(answer):
                    return answer
                log.info("%s will not call %s; the film is asked for", self.name, job.task_id)
                calls = False
            return self._post(job, wanted)

        made = order(self.upstream, send)
        if not isinstance(made.get("id"), str) or not made["id"]:
            raise StartUnknown(f"{self.name} answered without an id")
        return {"id": made["id"], "base_url": self.upstream.base_url, "calls": calls}

    def _post(self, job: Job, wanted: dict[str, Any]) -> Answer:
        headers = {"idempotency-key": job.task_id} if self._is_filmgate else {}
        return self.upstream.ask("POST", "/v1/videos/generations", payload=wanted, headers=headers)

    def _wanted(self, job: Job, image_urls: list[str]) -> dict[str, Any]:
        wanted: dict[str, Any] = {
            "model": job.model,
            "prompt": job.prompt,
            "aspect_ratio": job.aspect_ratio,
            "enhance_prompt": False,  # that was done here, where it was asked for
        }
        if image_urls:
            wanted |= {"image_urls": image_urls, "generation_type": "FIRST&LAST"}
        if self._is_filmgate:
            wanted |= {"duration": job.duration_seconds}
            if self.capabilities.seed:
                wanted["seed"] = job.seed
            if job.negative_prompt:
                wanted["negative_prompt"] = job.negative_prompt
        return wanted | job.options

    def _picture_urls(self, job: Job) -> list[str]:
        if self.options.images_as == "data_url":
            return [data_url(image) for image in job.images]
        return [self._upload(image) for image in job.images]

    def _upload(self, image: Path) -> str:
        """The link of an uploaded picture. An upload that got through without an answer costs nothing."""
        part = form_part("file", image)
        try:
            kept = order(self.upstream, lambda: self.upstream.ask("POST", "/v1/files", form=({}, [part])))
        except StartUnknown as error:
            raise EngineUnavailable(f"The engine {self.name} took no picture") from error
        if not isinstance(kept.get("url"), str):
            raise EngineUnavailable(f"The engine {self.name} took no picture")
        return str(kept["url"])


def _refuses_callback(answer: Answer) -> bool:
    """Whether the order, which was certainly turned down, would pass without a callback: the address is internal, or an
    order without it had passed before (so the key is taken)."""
    if answer.status not in (400, 422):
        return False
    try:
        body = read_object(answer)
    except BrokenAnswer:
        return False
    match body.get("error"):
        case {"param": "callback_url" | "Idempotency-Key"}:
            return True
    return "callback_url" in message_in(body)


def _read(upstream: Upstream, path: str) -> Running | Done[str]:
    body = read_object(check(upstream.ask("GET", path)))
    match phase_of(body.get("status")):
        case Phase.FAILED | Phase.CANCELLED:
            raise failure_of(upstream, body.get("error") or "", code=code_in(body))
        case Phase.DONE:
            match body.get("results"):
                case [str(url), *_] | [{"url": str(url)}, *_] if url:
                    return Done(urljoin(upstream.base_url + "/", url))
            raise EngineFailure(
                FailureCode.GENERATION_FAILED_NO_CONTENT,
                f"The engine {upstream.name} made no film",
                elsewhere=True,
            )
    info, progress = body.get("task_info"), body.get("progress")
    stage = info.get("stage") if isinstance(info, dict) else None
    return Running(
        float(progress) if isinstance(progress, int | float) else None,
        upstream.clean(stage)[:80] if isinstance(stage, str) and stage else "making the film",
    )
