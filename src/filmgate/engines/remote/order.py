"""Ordering a film once: what an answer to `start` means for money.

Certainly not started: nobody was reached, or the server turned the order down with a status of its own. Nobody knows:
the connection broke after the order was sent, the answer cannot be read, or a gateway on the way gave up waiting.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import Any

from filmgate.engines.protocol import EngineFailure, EngineUnavailable, FailureCode, StartUnknown
from filmgate.engines.remote.failures import code_in, failure_of, message_in
from filmgate.engines.remote.upstream import Upstream, read_object
from filmgate.net.errors import UNSENT, BrokenAnswer, NetError
from filmgate.net.request import Answer

log = logging.getLogger(__name__)

_GAVE_UP_WAITING = (408, 504, 522, 524)
"""Statuses of somebody on the way who did not wait for the answer: the order may have got through."""
_WRONG_ORDER = (400, 413, 415, 422)
_LONGEST_RETRY_AFTER_SECONDS = 3600.0


def order(upstream: Upstream, send: Callable[[], Answer]) -> dict[str, Any]:
    """Send an order; the answer's JSON object.

    Raises:
        EngineUnavailable: Certainly nothing was started.
        StartUnknown: Nobody knows.
        EngineFailure: The server will not make this film.
    """
    try:
        answer = send()
    except UNSENT as error:
        raise unreachable(upstream, error) from error
    except NetError as error:
        raise StartUnknown(f"{upstream.name}: {error}") from error
    if answer.ok:
        try:
            return read_object(answer)
        except BrokenAnswer as error:
            raise StartUnknown(f"{upstream.name}: {error}") from error
    raise refusal(upstream, answer)


def unreachable(upstream: Upstream, error: Exception) -> EngineUnavailable:
    """Nobody was reached. Addresses stand in the log only."""
    log.warning("%s cannot be reached: %s", upstream.name, error)
    return EngineUnavailable(f"The engine {upstream.name} cannot be reached")


def refusal(upstream: Upstream, answer: Answer) -> EngineUnavailable | StartUnknown | EngineFailure:
    """What a status other than success means for an order."""
    try:
        body = read_object(answer)
    except BrokenAnswer:
        body = {}
    status, said = answer.status, upstream.clean(message_in(body))
    log.warning("%s answered an order with status %d: %s", upstream.name, status, said)
    if status in _GAVE_UP_WAITING:
        return StartUnknown(f"{upstream.name} answered with status {status}")
    if status in (*_WRONG_ORDER, 403):
        failure = failure_of(upstream, body, code=code_in(body))
        if failure.code is FailureCode.CONTENT_POLICY_VIOLATION:
            return failure
        if status != 403:
            known = (
                failure.code
                if failure.code is not FailureCode.SERVICE_ERROR
                else FailureCode.INVALID_PARAMETERS
            )
            return EngineFailure(known, failure.message, elsewhere=failure.elsewhere)
    retry_after = retry_after_seconds(answer)
    if status == 429:
        return EngineUnavailable(
            f"The engine {upstream.name} is full", retry_after_seconds=retry_after, full=True
        )
    if status >= 500:
        return EngineUnavailable(f"The engine {upstream.name} has a fault", retry_after_seconds=retry_after)
    return EngineUnavailable(f"The engine {upstream.name} turned the order down (status {status})")


def retry_after_seconds(answer: Answer, now: Callable[[], float] = time.time) -> float | None:
    """The `Retry-After` header (RFC 9110, section 10.2.3: seconds or a date), at most an hour."""
    text = answer.headers.get("retry-after", "").strip()
    if not text:
        return None
    try:
        seconds = (
            float(text)
            if text.replace(".", "", 1).isdigit()
            else parsedate_to_datetime(text).timestamp() - now()
        )
    except (ValueError, OverflowError):
        return None
    return min(max(seconds, 0.0), _LONGEST_RETRY_AFTER_SECONDS)
