"""A task of the synchronous client."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from os import PathLike
from pathlib import Path

from filmgate.client import calls
from filmgate.client.download import ATTEMPTS, PartFile, link_of, target_of
from filmgate.client.errors import ClientError, ConnectionFailed
from filmgate.client.event_stream import EventDecoder
from filmgate.client.handle import TaskHandle
from filmgate.client.models import TaskSnapshot, read_task
from filmgate.client.transport import ONCE, Transport
from filmgate.client.watch import Look, Watch


class Task(TaskHandle):
    """A film in the making. It shows the last known state; `refresh`, `events` and `wait` renew that."""

    def __init__(self, transport: Transport, snapshot: TaskSnapshot) -> None:
        super().__init__(snapshot)
        self._transport = transport

    def refresh(self) -> Task:
        """Ask the server for the present state."""
        self.snapshot = read_task(self._transport.send(calls.get_task(self.id)))
        return self

    def wait(
        self,
        *,
        on_update: Callable[[Task], None] | None = None,
        on_trouble: Callable[[ClientError], None] | None = None,
        timeout_seconds: float | None = None,
    ) -> Task:
        """Wait for the end. To stop waiting does not stop the task.

        Args:
            on_update: Called with this task at every change.
            on_trouble: Called when the server does not answer; waiting goes on.
            timeout_seconds: None waits for as long as the task takes.

        Raises:
            TaskFailed: It failed or was cancelled; nothing was charged.
            WaitTimeout: It has not ended in time; it goes on.
        """
        for _ in self.events(on_trouble=on_trouble, timeout_seconds=timeout_seconds):
            if on_update is not None:
                on_update(self)
        self.raise_if_failed()
        return self

    def events(
        self, *, on_trouble: Callable[[ClientError], None] | None = None, timeout_seconds: float | None = None
    ) -> Iterator[TaskSnapshot]:
        """Every change until the end, the present state first. Broken connections are taken up again.

        Raises:
            WaitTimeout: It has not ended in time; it goes on.
        """
        watch = Watch(self.id, timeout_seconds=timeout_seconds)
        while True:
            look = watch.next_look()
            if look.after_seconds:
                self._transport.sleep(look.after_seconds)
            try:
                for snapshot in self._stream(watch, look) if look.stream else self._poll(watch, look):
                    self.snapshot = snapshot
                    yield snapshot
                    if snapshot.ended:
                        return
            except ClientError as error:
                watch.failed(look, error)
                if on_trouble is not None:
                    on_trouble(error)

    def cancel(self) -> Task:
        """Stop it; its credits are given back.

        Raises:
            InvalidRequestError: It has ended already.
        """
        self.snapshot = read_task(self._transport.send(calls.cancel_task(self.id)))
        return self

    def download(
        self, path: PathLike[str] | str | None = None, *, on_bytes: Callable[[int], None] | None = None
    ) -> Path:
        """Save the film; returns where.

        Args:
            path: File or folder; None: `<task id>.mp4` in this folder.
            on_bytes: Called with the size of each piece that arrives.

        Raises:
            DownloadFailed: There is no film, its link has ended, or the connection broke too often.
        """
        part = PartFile(target_of(self.snapshot, path))
        try:
            for attempt in range(ATTEMPTS):
                try:
                    self._fetch_into(part, on_bytes)
                    return part.finish()
                except ConnectionFailed:
                    if attempt == ATTEMPTS - 1:
                        raise
                    self._transport.sleep(2**attempt / 2)
            raise AssertionError("unreachable")
        finally:
            part.abandon()

    def _fetch_into(self, part: PartFile, on_bytes: Callable[[int], None] | None) -> None:
        with self._transport.fetch(link_of(self.snapshot), part.request_headers) as response:
            part.begin(response)
            for piece in response.iter_bytes():
                part.write(piece)
                if on_bytes is not None:
                    on_bytes(len(piece))

    def _poll(self, watch: Watch, look: Look) -> Iterator[TaskSnapshot]:
        snapshot = read_task(self._transport.send(calls.get_task(self.id, look.timeout_seconds), ONCE))
        if watch.saw(snapshot) or snapshot.ended:
            yield snapshot

    def _stream(self, watch: Watch, look: Look) -> Iterator[TaskSnapshot]:
        call = calls.task_events(self.id, watch.last_event_id, look.timeout_seconds)
        with self._transport.stream(call) as response:
            if not response.headers.get("content-type", "").startswith("text/event-stream"):
                watch.no_stream()
                return
            decoder = EventDecoder()
            for piece in response.iter_bytes():
                for event in decoder.feed(piece):
                    if event.name == "task":
                        snapshot = read_task(event.json())
                        if watch.saw(snapshot, event.id) or snapshot.ended:
                            yield snapshot
                if watch.stream_is_over():
                    break
        watch.stream_ended()
