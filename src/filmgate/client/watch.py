"""How to follow a task to its end: when to stream, when to ask, when to give up. Decisions, no sending."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from filmgate.client.errors import ApiError, ClientError, WaitTimeout
from filmgate.client.models import TaskSnapshot
from filmgate.client.retry import is_passing

STREAM_SILENCE_SECONDS = 40.0
"""The server speaks at least every 15 s; a stream that is silent for longer is dead or held up by a proxy."""

_LAST_STREAM_SECONDS = 60.0
_FIRST_POLL_SECONDS = 0.5
_LONGEST_POLL_SECONDS = 5.0
_LONGEST_NAMED_WAIT_SECONDS = 60.0
_NO_STREAM_HERE = frozenset({400, 404, 405, 406, 410, 501})


@dataclass(frozen=True)
class Look:
    """The next thing to do: wait, then open the event stream or query the task.

    Attributes:
        timeout_seconds: The longest silence of the server in this look.
    """

    stream: bool
    after_seconds: float
    timeout_seconds: float


class Watch:
    """The decisions for one task. It streams where that works, else it polls; passing troubles do not end it.

    Attributes:
        last_event_id: Where a stream goes on.
    """

    def __init__(
        self,
        task_id: str,
        *,
        timeout_seconds: float | None = None,
        patience_seconds: float = 300.0,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.last_event_id = ""
        self._task_id = task_id
        self._now = now
        self._timeout_seconds = timeout_seconds
        self._deadline = None if timeout_seconds is None else now() + timeout_seconds
        self._patience_seconds = patience_seconds
        self._last: tuple[object, ...] | None = None
        self._heard_at = now()
        self._streams_work = True
        self._stream_next = True
        self._fruitless_streams = 0
        self._stream_gave = False
        self._wait_seconds = 0.0
        self._poll_seconds = _FIRST_POLL_SECONDS

    def next_look(self) -> Look:
        """What to do now.

        Raises:
            WaitTimeout: The time is over.
        """
        remaining = self._remaining()
        if remaining is not None and remaining <= 0:
            raise WaitTimeout(self._task_id, self._timeout_seconds or 0)
        stream = self._streams_work and self._stream_next and not self.stream_is_over()
        self._stream_gave = False
        after, timeout = self._wait_seconds, STREAM_SILENCE_SECONDS
        if remaining is not None:
            after, timeout = min(after, remaining), max(1.0, min(timeout, remaining))
        return Look(stream, after, timeout)

    def stream_is_over(self) -> bool:
        """Whether the end of the time is so near that a stream could miss it; polling is exact."""
        remaining = self._remaining()
        return remaining is not None and remaining < _LAST_STREAM_SECONDS

    def saw(self, task: TaskSnapshot, event_id: str | None = None) -> bool:
        """Note the task's state; returns whether anything about it is new."""
        self._heard_at = self._now()
        if event_id is not None:
            self._stream_gave = True
            self._fruitless_streams = 0
            self.last_event_id = event_id or self.last_event_id
        else:
            self._stream_next = True
            self._wait_seconds = (
                0.0 if self._streams_work and not self.stream_is_over() else self._poll_seconds
            )
            self._poll_seconds = min(_LONGEST_POLL_SECONDS, self._poll_seconds * 1.5)
        shown = (task.status, task.progress, task.stage, task.can_cancel, task.notes)
        is_new = shown != self._last
        self._last = shown
        return is_new

    def stream_ended(self) -> None:
        """The stream is over and the task is not: ask once, then stream again."""
        if not self._stream_gave:
            self._fruitless_streams += 1
        self._stream_next = False
        self._streams_work = self._streams_work and self._fruitless_streams < 2
        self._wait_seconds = _FIRST_POLL_SECONDS

    def no_stream(self) -> None:
        """There are no event streams here."""
        self._streams_work = False
        self._wait_seconds = 0.0

    def failed(self, look: Look, error: ClientError) -> None:
        """Note a failure; raises it again if waiting cannot help."""
        if look.stream:
            if isinstance(error, ApiError) and error.status in _NO_STREAM_HERE:
                self.no_stream()  # whether the task itself is unknown, the query tells
                return
            self.stream_ended()
        if not is_passing(error) or self._now() - self._heard_at > self._patience_seconds:
            raise error
        named = error.retry_after_seconds if isinstance(error, ApiError) else None
        self._wait_seconds = min(_LONGEST_NAMED_WAIT_SECONDS, named or self._poll_seconds)
        self._poll_seconds = min(_LONGEST_POLL_SECONDS, self._poll_seconds * 1.5)

    def _remaining(self) -> float | None:
        return None if self._deadline is None else self._deadline - self._now()
