"""The asynchronous client."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from os import PathLike
from types import TracebackType

import httpx2

from filmgate.client import calls
from filmgate.client.async_task import AsyncTask
from filmgate.client.calls import Image, Wish
from filmgate.client.client import DEFAULT_MODEL
from filmgate.client.credentials import find_credentials
from filmgate.client.models import (
    Credits,
    UploadedFile,
    VideoModel,
    read_credits,
    read_file,
    read_model,
    read_task,
)
from filmgate.client.retry import RetryPolicy
from filmgate.client.transport import AsyncTransport


class AsyncClient:
    """As `Client`, for `asyncio`: what talks to the server is awaited.

    async with AsyncClient() as client:
        task = await client.videos.generate("A cat playing piano")
        await (await task.wait()).download("cat.mp4")
    """

    def __init__(
        self,
        api_key: str | None = None,
        base_url: str | None = None,
        *,
        retries: int = 4,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        self._transport = AsyncTransport(find_credentials(api_key, base_url), RetryPolicy(retries), transport)
        self.videos = AsyncVideos(self._transport)
        self.tasks = AsyncTasks(self._transport)

    @property
    def base_url(self) -> str:
        """The server's address."""
        return self._transport.credentials.base_url

    async def models(self) -> list[VideoModel]:
        """See `Client.models`."""
        return [read_model(raw) for raw in (await self._transport.send(calls.list_models()))["data"]]

    async def credits(self) -> Credits:
        """See `Client.credits`."""
        return read_credits(await self._transport.send(calls.get_credits()))

    async def upload(self, path: PathLike[str] | str) -> UploadedFile:
        """See `Client.upload`."""
        return read_file(await self._transport.send(await asyncio.to_thread(calls.upload, path)))

    async def aclose(self) -> None:
        """Close the connections."""
        await self._transport.aclose()

    async def __aenter__(self) -> AsyncClient:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()


class AsyncVideos:
    """Making films."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def generate(
        self,
        prompt: str,
        *,
        model: str = DEFAULT_MODEL,
        aspect_ratio: str | None = None,
        images: Sequence[Image] = (),
        generation_type: str | None = None,
        duration: int | None = None,
        enhance_prompt: bool | None = None,
        callback_url: str | None = None,
        seed: int | None = None,
        negative_prompt: str | None = None,
        priority: int | None = None,
        idempotency_key: str | None = None,
    ) -> AsyncTask:
        """See `Videos.generate`."""
        wish = Wish(
            prompt=prompt,
            model=model,
            aspect_ratio=aspect_ratio,
            images=images,
            generation_type=generation_type,
            duration=duration,
            enhance_prompt=enhance_prompt,
            callback_url=callback_url,
            seed=seed,
            negative_prompt=negative_prompt,
            priority=priority,
        )
        urls = [image if calls.is_address(image) else await self._upload(image) for image in images]
        call = calls.create(wish, [str(url) for url in urls], idempotency_key)
        return AsyncTask(self._transport, read_task(await self._transport.send(call)))

    async def _upload(self, image: Image) -> str:
        return read_file(await self._transport.send(await asyncio.to_thread(calls.upload, image))).url


class AsyncTasks:
    """Tasks that exist."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def get(self, task_id: str) -> AsyncTask:
        """One task."""
        return AsyncTask(self._transport, read_task(await self._transport.send(calls.get_task(task_id))))

    async def list(
        self, *, status: str | None = None, model: str | None = None, page_size: int = 20
    ) -> AsyncIterator[AsyncTask]:
        """See `Tasks.list`."""
        cursor = None
        while True:
            page = await self._transport.send(calls.list_tasks(page_size, cursor, status, model))
            for raw in page["data"]:
                yield AsyncTask(self._transport, read_task(raw))
            cursor = page.get("next_cursor")
            if not page.get("has_more") or not cursor:
                return
