"""Xinference: one HTTP request is one film (`/v1/video/generations`, `…/image`, `…/flf`), the answer comes at its end.

So the order waits in a thread of ours while the film is made; how far it is stands at another address, by an id that we
choose. If our process dies, so does the order's connection: the film cannot be had any more, and is not ordered again.

Source: Xinference 4.1.0 (`api/restful_api.py`, `api/routers/admin.py`).
"""

from __future__ import annotations

import base64
import binascii
import json
import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin

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
from filmgate.engines.remote.failures import failure_of
from filmgate.engines.remote.film import LinkExpired, fetch_film, keep_film
from filmgate.engines.remote.follow import Done, Running, check, follow
from filmgate.engines.remote.options import RemoteOptions
from filmgate.engines.remote.order import refusal, unreachable
from filmgate.engines.remote.pictures import form_part
from filmgate.engines.remote.upstream import Upstream, connect_upstream, read_object
from filmgate.net.errors import UNSENT, BrokenAnswer, NetError
from filmgate.net.multipart import Part
from filmgate.net.request import Answer
from filmgate.settings import EngineSettings

log = logging.getLogger(__name__)

_ABLE = Capabilities(durations_seconds=tuple(range(1, 16)), max_images=2, audio=False)
_BASE64_GROWTH = 1.4


class XinferenceOptions(RemoteOptions):
    order_seconds: float = 3600.0
    """Longest time for one film."""
    refusal_seconds: float = 5.0
    """How long a new order is watched for a refusal, after which another engine is tried."""
    max_film_bytes: int = 128 * 1024**2
    """Largest film; it comes inside a JSON answer and is held in memory."""


def build(name: str, settings: EngineSettings) -> XinferenceEngine:
    """The engine of an `[engines.NAME]` table."""
    options = read_options(XinferenceOptions, name, settings)
    return XinferenceEngine(connect_upstream(name, settings, options), options)


@dataclass
class _Order:
    """An order that waits for its answer."""

    answer: Answer | None = None
    problem: NetError | None = None
    over: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True)
class XinferenceEngine:
    """An Xinference server."""

    upstream: Upstream
    options: XinferenceOptions
    sleep: Callable[[float], None] = time.sleep
    orders: dict[str, _Order] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """As configured."""
        return self.upstream.name

    @property
    def capabilities(self) -> Capabilities:
        """First and last frame, and cancelling by request id."""
        return self.options.narrowed(_ABLE)

    def start(self, job: Job) -> Receipt:
        """Send the order, and see whether it is refused at once."""
        waiting = self.orders[job.task_id] = _Order()
        threading.Thread(target=self._send, args=(job, waiting), name="xinference", daemon=True).start()
        if waiting.over.wait(self.options.refusal_seconds):
            try:
                self._raise_refusal(waiting)
            except BaseException:
                del self.orders[job.task_id]
                raise
        return {"id": job.task_id, "model": job.model, "base_url": self.upstream.base_url}

    def find(self, job: Job) -> Receipt:
        """The answer went with the connection."""
        raise StartUnknown(f"{self.name} gives a film only to the connection that ordered it")

    def wait(self, job: Job, receipt: Receipt, report: Report) -> Path:
        """Wait for the order's answer and show its progress meanwhile."""
        upstream = replace(self.upstream, base_url=receipt["base_url"])
        request_id = quote(receipt["id"], safe="")

        def abort() -> None:
            path = f"/v1/models/{quote(receipt['model'], safe='')}/requests/{request_id}/abort"
            check(upstream.ask("POST", path, payload={}))

        waiting = self.orders.get(job.task_id)
        if waiting is None:
            raise self._lost(job, abort)

        def look() -> Running | Done[None]:
            if waiting.over.is_set():
                return Done(None)
            return _progress(upstream, request_id)

        try:
            follow(upstream, look, report, abort, sleep=self.sleep)
            return self._film(job, waiting, report)
        finally:
            self.orders.pop(job.task_id, None)

    def _lost(self, job: Job, abort: Callable[[], None]) -> EngineFailure:
        log.error(
            "%s: the connection to %s ended with an earlier process; its film is lost", job.task_id, self.name
        )
        try:
            abort()
        except Exception as problem:
            log.warning("%s could not be told to stop: %s", self.name, problem)
        return EngineFailure(
            FailureCode.SERVICE_ERROR,
            f"The connection to the engine {self.name} broke before the film was ready",
        )

    def _send(self, job: Job, waiting: _Order) -> None:
        limit = int(self.options.max_film_bytes * _BASE64_GROWTH)
        path, payload, form = _request(job)
        try:
            waiting.answer = self.upstream.ask(
                "POST", path, payload=payload, form=form, max_bytes=limit, seconds=self.options.order_seconds
            )
        except NetError as error:
            waiting.problem = error
        except Exception as error:
            log.exception("an order to %s could not be sent", self.name)
            waiting.problem = BrokenAnswer(type(error).__name__)
        finally:
            waiting.over.set()

    def _raise_refusal(self, waiting: _Order) -> None:
        if isinstance(waiting.problem, UNSENT):
            raise unreachable(self.upstream, waiting.problem)
        if waiting.problem is not None:
            raise StartUnknown(f"{self.name}: {waiting.problem}")
        assert waiting.answer is not None
        if waiting.answer.status == 500:  # it began, and the model failed
            raise failure_of(self.upstream, _body_of(waiting.answer))
        if not waiting.answer.ok:
            raise refusal(self.upstream, waiting.answer)

    def _film(self, job: Job, waiting: _Order, report: Report) -> Path:
        try:
            self._raise_refusal(waiting)
            assert waiting.answer is not None
            body = read_object(waiting.answer)
        except EngineUnavailable as away:  # a refusal that came late
            raise EngineFailure(FailureCode.SERVICE_UNAVAILABLE, away.message, elsewhere=True) from away
        except (StartUnknown, BrokenAnswer) as broken:
            raise EngineFailure(
                FailureCode.SERVICE_ERROR, f"The engine {self.name} gave no usable answer"
            ) from broken
        try:
            match body.get("data"):
                case [{"b64_json": str(encoded)}, *_] if encoded:
                    return keep_film(self.upstream, job, base64.b64decode(encoded, validate=True))
                case [{"url": str(url)}, *_] if url.startswith(("http://", "https://", "/")):
                    return fetch_film(self.upstream, job, urljoin(self.upstream.base_url, url), report)
        except (binascii.Error, LinkExpired) as error:
            raise EngineFailure(
                FailureCode.GENERATION_FAILED_NO_CONTENT, f"The engine {self.name} sent no usable film"
            ) from error
        raise EngineFailure(
            FailureCode.GENERATION_FAILED_NO_CONTENT, f"The engine {self.name} made no film", elsewhere=True
        )


def _progress(upstream: Upstream, request_id: str) -> Running:
    """Best effort: a server that does not (yet) know the id answers 400, and the order itself tells the end."""
    try:
        body = read_object(upstream.ask("GET", f"/v1/requests/{request_id}/progress"))
    except NetError:
        return Running()
    share = body.get("progress")
    return Running(share * 100.0 if isinstance(share, int | float) else None)


def _body_of(answer: Answer) -> dict[str, Any]:
    try:
        return read_object(answer)
    except BrokenAnswer:
        return {}


Form = tuple[Mapping[str, str], list[Part]]


def _request(job: Job) -> tuple[str, dict[str, Any] | None, Form | None]:
    """Path, JSON body and form of an order."""
    more: dict[str, Any] = {
        "request_id": job.task_id,
        "response_format": "b64_json",
        "seed": job.seed,
        "fps": job.fps,
        "num_frames": job.duration_seconds * job.fps,
        "width": job.width,
        "height": job.height,
        **job.options,
    }
    if not job.images:
        if job.negative_prompt:
            more["negative_prompt"] = job.negative_prompt
        wanted = {"model": job.model, "prompt": job.prompt, "n": 1, "kwargs": json.dumps(more)}
        return "/v1/video/generations", wanted, None
    fields = {"model": job.model, "prompt": job.prompt, "n": "1", "kwargs": json.dumps(more)}
    if job.negative_prompt:
        fields["negative_prompt"] = job.negative_prompt
    if len(job.images) == 1:
        return "/v1/video/generations/image", None, (fields, [form_part("image", job.images[0])])
    first, last = job.images
    parts = [form_part("first_frame", first), form_part("last_frame", last)]
    return "/v1/video/generations/flf", None, (fields, parts)
