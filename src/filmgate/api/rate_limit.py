"""Requests a minute, for each key."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from filmgate.errors import RateLimited


class RateLimiter:
    """A token bucket a key: a minute's worth may come at once, then as many as flow in.

    It lives in one process; with several API processes each has its own.
    """

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._buckets: dict[str, tuple[float, float]] = {}

    def take(self, key_id: str, per_minute: int) -> None:
        """Count one request.

        Raises:
            RateLimited: The minute's requests are used up; names the seconds until the next one.
        """
        now = self._monotonic()
        tokens, at = self._buckets.get(key_id, (float(per_minute), now))
        tokens = min(float(per_minute), tokens + (now - at) * per_minute / 60)
        if tokens < 1:
            self._buckets[key_id] = (tokens, now)
            raise RateLimited(
                f"Rate limit exceeded: this key may send {per_minute} requests a minute",
                retry_after_seconds=max(1, math.ceil((1 - tokens) * 60 / per_minute)),
            )
        self._buckets[key_id] = (tokens - 1, now)
