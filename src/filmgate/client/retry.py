"""Again? And when?"""

from __future__ import annotations

import email.utils
import random
import time
from dataclasses import dataclass

from filmgate.client.errors import ApiError, ClientError, ConnectionFailed

PASSING_STATUSES = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
"""Statuses that say nothing about the request itself: the same one may succeed later."""


@dataclass(frozen=True)
class RetryPolicy:
    """How often a request is sent again, and how long may be waited before that.

    Attributes:
        retries: Further attempts after the first.
        first_wait_seconds: Wait before the first retry when the server names none; doubles each time.
        longest_wait_seconds: If the server asks for a longer wait than this, its error is raised at once.
    """

    retries: int = 4
    first_wait_seconds: float = 0.5
    longest_wait_seconds: float = 30.0

    def wait_seconds(self, error: ClientError, attempt: int) -> float | None:
        """How long to wait after the failure of attempt number `attempt` (from 0); None: give up."""
        if attempt >= self.retries or not is_passing(error):
            return None
        named = error.retry_after_seconds if isinstance(error, ApiError) else None
        if named is not None:
            return named if named <= self.longest_wait_seconds else None
        grown: float = min(self.longest_wait_seconds, self.first_wait_seconds * 2**attempt)
        return grown * random.uniform(0.5, 1.0)  # noqa: S311 - spreads clients, keeps no secret


def is_passing(error: ClientError) -> bool:
    """Whether the same request may succeed later."""
    return isinstance(error, ConnectionFailed) or (
        isinstance(error, ApiError) and error.status in PASSING_STATUSES
    )


def parse_retry_after(text: str | None) -> float | None:
    """Seconds from a `Retry-After` header (RFC 9110, 10.2.3: number or date); None if it makes no sense."""
    if not text:
        return None
    if text.strip().isdecimal():
        return float(text)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(text).timestamp() - time.time())
    except ValueError:
        return None
