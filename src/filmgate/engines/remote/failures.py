"""From what a server says of a failure to our codes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from filmgate.engines.protocol import EngineFailure, FailureCode
from filmgate.engines.remote.upstream import Upstream

_POLICY = re.compile(
    r"content[ _-]?policy|moderat|safety|nsfw|prohibited|sensitive|blocked by|responsible ai|\brai\b"
    r"|usage guidelines|violat",
    re.IGNORECASE,
)
_EXHAUSTED = re.compile(r"out of memory|\boom\b|resource[ _]exhausted|no space left", re.IGNORECASE)
_TIMEOUT = re.compile(r"timed?[ _-]?out|deadline", re.IGNORECASE)

_SPENT = frozenset(
    {FailureCode.CONTENT_POLICY_VIOLATION, FailureCode.REQUEST_CANCELLED, FailureCode.IMAGE_PROCESSING_ERROR}
)
"""Failures that another engine would not mend."""


def failure_of(upstream: Upstream, said: object, *, code: object = None) -> EngineFailure:
    """A failure that the server is sure of: nothing will come of this work.

    Args:
        said: Its words; or the object that holds them as `message` or `detail`.
        code: A code of its own. One of ours is taken as it is.
    """
    text = upstream.clean(message_in(said))
    known = _known(code) or _known(said.get("code") if isinstance(said, Mapping) else None)
    ours = known or _by_words(f"{code or ''} {text}")
    shown = f"The engine {upstream.name} could not make the film"
    return EngineFailure(ours, f"{shown}: {text}" if text else shown, elsewhere=ours not in _SPENT)


def message_in(said: object) -> str:
    """The message in an error object of any dialect, however deep it lies (to a point)."""
    for _ in range(4):
        match said:
            case str():
                return said
            case {"error": (str() | dict() | list()) as inner} if inner:
                said = inner
            case {"message": str() as text} if text:
                return text
            case {"detail": (str() | dict() | list()) as inner} if inner:
                said = inner
            case {"msg": str() as text}:
                return text
            case {"reason": str() as text}:
                return text
            case [first, *_]:
                said = first
            case _:
                return ""
    return ""


def code_in(body: Mapping[str, Any]) -> object:
    """The code in an error body, if it has one."""
    inner = body.get("error")
    return inner.get("code") or inner.get("type") if isinstance(inner, Mapping) else body.get("code")


def _known(code: object) -> FailureCode | None:
    return FailureCode(code) if isinstance(code, str) and code in FailureCode.__members__.values() else None


def _by_words(text: str) -> FailureCode:
    if _POLICY.search(text):
        return FailureCode.CONTENT_POLICY_VIOLATION
    if _EXHAUSTED.search(text):
        return FailureCode.RESOURCE_EXHAUSTED
    if _TIMEOUT.search(text):
        return FailureCode.GENERATION_TIMEOUT
    return FailureCode.SERVICE_ERROR
