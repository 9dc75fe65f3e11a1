"""How many films may be under way at one engine, and how many may be started in a minute."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable

_MINUTE_SECONDS = 60.0
_LOOK_AGAIN_SECONDS = 1.0


class Gate:
    """The places at one engine, shared by all threads of the process.

    Args:
        at_once: Films under way; None: any number.
        starts_per_minute: Starts in any sixty seconds; None: any number.
    """

    def __init__(
        self,
        at_once: int | None = None,
        starts_per_minute: int | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._at_once = at_once
        self._starts_per_minute = starts_per_minute
        self._now = now
        self._lock = threading.Lock()
        self._inside: set[str] = set()
        self._starts: deque[float] = deque()

    def enter(self, task_id: str) -> float:
        """Take a place for a task that is to be started; 0: it has one, else the seconds after which to ask again."""
        with self._lock:
            now = self._now()
            while self._starts and now - self._starts[0] >= _MINUTE_SECONDS:
                self._starts.popleft()
            if task_id in self._inside:
                return 0.0
            if self._at_once is not None and len(self._inside) >= self._at_once:
                return _LOOK_AGAIN_SECONDS
            if self._starts_per_minute is not None:
                if len(self._starts) >= self._starts_per_minute:
                    return self._starts[0] + _MINUTE_SECONDS - now
                self._starts.append(now)
            self._inside.add(task_id)
            return 0.0

    def hold(self, task_id: str) -> None:
        """Count a task whose work is under way already, as after a restart; it is never turned away."""
        with self._lock:
            self._inside.add(task_id)

    def leave(self, task_id: str) -> None:
        """Give the place back; nothing happens if the task has none."""
        with self._lock:
            self._inside.discard(task_id)
