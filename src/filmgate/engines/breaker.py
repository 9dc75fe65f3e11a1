"""A circuit breaker: an engine that fails again and again is left alone for a while, then probed with one task."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

FAILURES_TO_OPEN = 3
FIRST_PAUSE_SECONDS = 10.0
LONGEST_PAUSE_SECONDS = 300.0


class Breaker:
    """The health of one engine, shared by all threads of the process.

    Closed: tasks may start. After three failures in a row it opens for ten seconds, then one task probes it (half
    open); each failed probe doubles the pause, up to five minutes. An engine that is only full is paused.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._failures = 0
        self._pause_seconds = FIRST_PAUSE_SECONDS
        self._open_until = 0.0
        self._probing_until = 0.0
        self._full_until = 0.0

    def seconds_closed_off(self) -> float:
        """Seconds for which the engine counts as down; 0: it does not."""
        with self._lock:
            return self._down()

    def enter(self) -> float:
        """Ask for leave to start: 0 is yes, else the seconds after which to ask again. When the breaker is half open,
        the first to ask is the probe."""
        with self._lock:
            wait = max(self._down(), self._full_until - self._now())
            if wait > 0:
                return wait
            if self._open_until:
                self._probing_until = self._now() + self._pause_seconds
            return 0.0

    def worked(self) -> None:
        """Something was started here: all is well again."""
        with self._lock:
            self._failures, self._pause_seconds = 0, FIRST_PAUSE_SECONDS
            self._open_until = self._probing_until = self._full_until = 0.0

    def failed(self, retry_after_seconds: float | None = None) -> None:
        """Nothing could be started here.

        Args:
            retry_after_seconds: When the engine said it may be asked again.
        """
        with self._lock:
            now = self._now()
            self._failures += 1
            if self._open_until:
                self._pause_seconds = min(self._pause_seconds * 2, LONGEST_PAUSE_SECONDS)
            self._probing_until = 0.0
            if self._failures >= FAILURES_TO_OPEN:
                self._open_until = now + self._pause_seconds
            if retry_after_seconds is not None:
                self._open_until = max(
                    self._open_until, now + min(retry_after_seconds, LONGEST_PAUSE_SECONDS)
                )

    def full(self, seconds: float) -> None:
        """It is well but has no room; nobody asks it again for so long."""
        with self._lock:
            self._probing_until = 0.0
            self._full_until = self._now() + min(seconds, LONGEST_PAUSE_SECONDS)

    def _down(self) -> float:
        return max(0.0, self._open_until - self._now(), self._probing_until - self._now())
