"""A task of the asynchronous client."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from os import PathLike
from pathlib import Path

from filmgate.client import calls
from filmgate.client.download import ATTEMPTS, PartFile, link_of, target_of
from filmgate.client.errors import ClientError, ConnectionFailed
from filmgate.client.event_stream import EventDecoder
from filmgate.client.handle import TaskHandle
from filmgate.client.models import TaskSnapshot, read_task
from filmgate.client.transport import ONCE, AsyncTransport
from filmgate.client.watch import Look, Watch


class AsyncTask(TaskHandle):
    """As `Task`, for `asyncio`."""

    def __init__(self, transport: AsyncTransport, snapshot: TaskSnapshot) -> None:
        super().__init__(snapshot)
        self._transport = transport

    async def refresh(self) -> AsyncTask:
        """Ask the server for the present state."""
        self.snapshot = read_task(await self._transport.send(calls.get_task(self.id)))
        return self

    async def wait(
        self,
        *,
        on_update: Callable[[AsyncTask], None] | None = None,
        on_trouble: Callable[[ClientError], None] | None = None,
        timeout_seconds: float | None = None,
    ) -> AsyncTask:
        """See `Task.wait`."""
        async for _ in self.events(on_trouble=on_trouble, timeout_seconds=timeout_seconds):
            if on_update is not None:
                on_update(self)
        self.raise_if_failed()
        return self

    async def events(
        self, *, on_trouble: Callable[[ClientError], None] | None = None, timeout_seconds: float | None = None
    ) -> AsyncIterator[TaskSnapshot]:
        """See `Task.events`."""
        watch = Watch(self.id, timeout_seconds=timeout_seconds)
        while True:
            look = watch.next_look()
            await asyncio.sleep(look.after_seconds)
            try:
                seen = self._stream(watch, look) if look.stream else self._poll(watch, look)
                async with aclosing(seen):
                    async for snapshot in seen:
                        self.snapshot = snapshot
                        yield snapshot
                        if snapshot.ended:
                            return
            except ClientError as error:
                watch.failed(look, error)
                if on_trouble is not None:
                    on_trouble(error)

    async def cancel(self) -> AsyncTask:
        """See `Task.cancel`."""
        self.snapshot = read_task(await self._transport.send(calls.cancel_task(self.id)))
        return self

    async def download(
        self, path: PathLike[str] | str | None = None, *, on_bytes: Callable[[int], None] | None = None
    ) -> Path:
        """See `Task.download`."""
        part = PartFile(target_of(self.snapshot, path))
        try:
            for attempt in range(ATTEMPTS):
                try:
                    await self._fetch_into(part, on_bytes)
                    return part.finish()
                except ConnectionFailed:
                    if attempt == ATTEMPTS - 1:
                        raise
                    await asyncio.sleep(2**attempt / 2)
            raise AssertionError("unreachable")
        finally:
            part.abandon()

    async def _fetch_into(self, part: PartFile, on_bytes: Callable[[int], None] | None) -> None:
        async with self._transport.fetch(link_of(self.snapshot), part.request_headers) as response:
            part.begin(response)
            async for piece in response.aiter_bytes():
                await asyncio.to_thread(part.write, piece)
                if on_bytes is not None:
                    on_bytes(len(piece))

    async def _poll(self, watch: Watch, look: Look) -> AsyncGenerator[TaskSnapshot, None]:
        snapshot = read_task(await self._transport.send(calls.get_task(self.id, look.timeout_seconds), ONCE))
        if watch.saw(snapshot) or snapshot.ended:
            yield snapshot

    async def _stream(self, watch: Watch, look: Look) -> AsyncGenerator[TaskSnapshot, None]:
        call = calls.task_events(self.id, watch.last_event_id, look.timeout_seconds)
        async with self._transport.stream(call) as response:
            if not response.headers.get("content-type", "").startswith("text/event-stream"):
                watch.no_stream()
                return
            decoder = EventDecoder()
            async for piece in response.aiter_bytes():
                for event in decoder.feed(piece):
                    if event.name == "task":
                        snapshot = read_task(event.json())
                        if watch.saw(snapshot, event.id) or snapshot.ended:
                            yield snapshot
                if watch.stream_is_over():
                    break
        watch.stream_ended()
