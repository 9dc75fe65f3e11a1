"""Following a film that another server makes, until its end."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from filmgate.engines.protocol import EngineFailure, FailureCode, Report, Superseded
from filmgate.engines.remote.order import retry_after_seconds
from filmgate.engines.remote.upstream import Upstream
from filmgate.net.errors import BadStatus, NetError
from filmgate.net.request import Answer

log = logging.getLogger(__name__)

_SLICE_SECONDS = 0.5
_GONE_AFTER = 5

T = TypeVar("T")


@dataclass(frozen=True)
class Running:
    """Not ready yet; `percent` is None where the server does not tell."""

    percent: float | None = None
    stage: str = "making the film"


@dataclass(frozen=True)
class Done(Generic[T]):
    """Ready; `value` says where the film is."""

    value: T


class NoAnswer(Exception):
    """A look at the film came to nothing; the next may not.

    Attributes:
        gone: The server says that it does not know the film.
        retry_after_seconds: When it wants to be asked again.
    """

    def __init__(self, message: str, *, gone: bool = False, retry_after_seconds: float | None = None) -> None:
        self.gone = gone
        self.retry_after_seconds = retry_after_seconds
        super().__init__(message)


def check(answer: Answer) -> Answer:
    """The answer, if its status is one of success.

    Raises:
        NoAnswer: It is not.
    """
    if answer.ok:
        return answer
    raise NoAnswer(
        f"status {answer.status}",
        gone=answer.status in (404, 410),
        retry_after_seconds=retry_after_seconds(answer),
    )


def follow(
    upstream: Upstream,
    look: Callable[[], Running | Done[T]],
    report: Report,
    stop: Callable[[], object],
    *,
    longest_pause_seconds: float | None = None,
    now: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> T:
    """Look again and again, with pauses that grow, until the film is ready.

    Args:
        look: Asks the server once. It raises `EngineFailure` if the work has certainly failed, and `NoAnswer` or
            `NetError` if it could not be asked.
        report: As `Engine.wait` has it. When it raises, the work is stopped, unless another worker has it now.
        stop: Tells the server to stop.
        longest_pause_seconds: Between two looks, as long as the server has not called though it will; None: it will
            not, so `poll_max_seconds`. It is asked at once when it calls.

    Raises:
        EngineFailure: The work failed, or the server is lost.
    """
    options = upstream.options
    longest_seconds = longest_pause_seconds or options.poll_max_seconds
    pause_seconds, heard_at, gone, heeded = options.poll_seconds, now(), 0, False
    percent, stage = 0.0, "waiting for the engine"
    try:
        while True:
            extra_seconds = 0.0
            try:
                seen = look()
            except (NoAnswer, NetError) as trouble:
                log.info("%s: %s", upstream.name, trouble)
                gone = gone + 1 if isinstance(trouble, NoAnswer) and trouble.gone else 0
                if gone >= _GONE_AFTER:
                    raise EngineFailure(
                        FailureCode.SERVICE_ERROR, f"The engine {upstream.name} has lost the film"
                    ) from trouble
                if now() - heard_at > options.lost_after_seconds:
                    raise _lost(upstream) from trouble
                extra_seconds = getattr(trouble, "retry_after_seconds", None) or 0.0
            else:
                heard_at, gone = now(), 0
                if isinstance(seen, Done):
                    return seen.value
                percent, stage = max(percent, min(seen.percent or 0.0, 99.0)), seen.stage
            until = now() + max(pause_seconds, min(extra_seconds, options.lost_after_seconds / 4))
            called = report(percent, stage)
            while (left := until - now()) > 0 and (heeded or not called):
                sleep(min(left, _SLICE_SECONDS))
                called = report(percent, stage)
            pause_seconds = min(pause_seconds * 1.5, longest_seconds)
            if called and not heeded:  # if it is not ready even so, it must be soon
                heeded, pause_seconds, longest_seconds = True, options.poll_seconds, options.poll_max_seconds
    except Superseded:
        raise
    except BaseException as end:
        if not isinstance(end, EngineFailure) or end.code is FailureCode.GENERATION_TIMEOUT:
            _try_to_stop(upstream, stop)
        raise


def _lost(upstream: Upstream) -> EngineFailure:
    seconds = upstream.options.lost_after_seconds
    log.error(
        "%s has not answered for %g s; it may go on with the film, and charge for it", upstream.name, seconds
    )
    return EngineFailure(
        FailureCode.SERVICE_UNAVAILABLE,
        f"The engine {upstream.name} has not answered for {seconds:g} seconds",
    )


def _try_to_stop(upstream: Upstream, stop: Callable[[], object]) -> None:
    try:
        stop()
    except (NetError, NoAnswer, BadStatus) as problem:
        log.warning("%s could not be told to stop: %s", upstream.name, problem)
