"""What both of Google's wires do for the engine."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from google.auth import exceptions as auth_errors
from google.genai import errors

from filmgate.engines.protocol import EngineUnavailable, Job, StartUnknown
from filmgate.engines.remote.follow import Done, NoAnswer, Running, check
from filmgate.engines.remote.order import refusal, unreachable
from filmgate.engines.remote.upstream import Upstream
from filmgate.net.errors import UNSENT, NetError
from filmgate.net.request import Answer

T = TypeVar("T")


@dataclass(frozen=True)
class Film:
    """Where a finished film is: at a URL, or here."""

    url: str | None = None
    data: bytes | None = None


class Wire(Protocol):
    """One way of ordering and asking."""

    def order(self, job: Job) -> str:
        """Order a film; the id by which it is asked for."""

    def look(self, upstream_id: str) -> Running | Done[Film]:
        """Ask once how far it is."""

    def stop(self, upstream_id: str) -> None:
        """Cancel it, where that is possible."""


def order_once(upstream: Upstream, send: Callable[[], T]) -> T:
    """Send an order through the SDK; its errors become ours, as in `remote.order`.

    Raises:
        EngineUnavailable: Certainly nothing was started.
        StartUnknown: Nobody knows.
        EngineFailure: Google will not make this film.
    """
    try:
        return send()
    except UNSENT as error:
        raise unreachable(upstream, error) from error
    except auth_errors.GoogleAuthError as error:
        raise EngineUnavailable(f"The engine {upstream.name} turned our credentials down") from error
    except Exception as error:
        answer = _answer_in(error)
        if answer is not None:
            raise refusal(upstream, answer) from error
        if isinstance(error.__cause__, UNSENT):
            raise unreachable(upstream, error.__cause__) from error
        raise StartUnknown(f"{upstream.name}: {type(error).__name__}") from error


def ask_once(send: Callable[[], T]) -> T:
    """Ask through the SDK.

    Raises:
        NoAnswer: There is no usable answer.
    """
    try:
        return send()
    except NetError:
        raise
    except Exception as error:  # the SDK has several families of errors; none of them may end the waiting
        answer = _answer_in(error)
        if answer is not None:
            check(answer)
        raise NoAnswer(type(error).__name__) from error


def _answer_in(error: Exception) -> Answer | None:
    """The answer behind an SDK's error, if there was one with a status other than success."""
    response: Any = getattr(error, "response", None) or getattr(error, "raw_response", None)
    status = getattr(error, "code", None) if isinstance(error, errors.APIError) else None
    status = status or getattr(error, "status_code", None) or getattr(response, "status_code", None)
    if not isinstance(status, int) or 200 <= status <= 299:
        return None
    headers = {
        str(name).lower(): str(value) for name, value in dict(getattr(response, "headers", {})).items()
    }
    said = getattr(error, "details", None) or getattr(error, "body", None)
    body = json.dumps(said, default=str).encode() if isinstance(said, dict) else str(said or "").encode()
    return Answer(status, headers, body, "")
