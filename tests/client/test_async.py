"""The asynchronous client does what the synchronous one does."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from client.proxy import Harm, Proxy, Reply
from end_to_end.server import Customer, Server
from filmgate.client import (
    AsyncClient,
    AsyncTask,
    Client,
    ConnectionFailed,
    DownloadFailed,
    NotFoundError,
    RateLimitError,
    Task,
    TaskFailed,
    WaitTimeout,
)
from filmgate.client.async_client import AsyncTasks, AsyncVideos
from filmgate.client.client import Tasks, Videos

Story = Callable[[AsyncClient], Awaitable[None]]


@pytest.fixture
def play(customer: Customer, proxy: Proxy) -> Callable[[Story], None]:
    """Run a coroutine with a client that speaks through the proxy."""

    async def run(story: Story) -> None:
        async with AsyncClient(customer.key, proxy.url) as client:
            await story(client)

    return lambda story: asyncio.run(run(story))


@pytest.mark.parametrize(
    ("plain", "awaited"),
    [(Client, AsyncClient), (Videos, AsyncVideos), (Tasks, AsyncTasks), (Task, AsyncTask)],
    ids=lambda kind: kind.__name__,
)
def test_both_clients_have_the_same_methods_with_the_same_parameters(plain: type, awaited: type) -> None:
    def parameters(kind: type) -> dict[str, list[str]]:
        return {
            name.replace("aclose", "close"): list(inspect.signature(member).parameters)
            for name, member in inspect.getmembers(kind, callable)
            if not name.startswith("_") or name == "__init__"
        }

    assert parameters(plain) == parameters(awaited)


def test_a_film_is_made_awaited_and_saved(
    play: Callable[[Story], None], proxy: Proxy, tmp_path: Path, film: Path
) -> None:
    async def story(client: AsyncClient) -> None:
        assert {model.id for model in await client.models()} == {"veo3.1-pro", "veo3.1-fast"}
        shown: list[int] = []
        Image.new("RGB", (160, 90)).save(tmp_path / "first.png")
        proxy.once.append(("POST /v1/videos/generations", Harm.LOSE_ANSWER))
        task = await client.videos.generate("wait 0.5", images=[tmp_path / "first.png"])
        await task.wait(on_update=lambda task: shown.append(task.progress))
        assert shown == sorted(shown)
        assert shown[-1] == 100
        target = tmp_path / "films"
        target.mkdir()
        saved = await task.download(target)
        assert saved == target / f"{task.id}.mp4"
        assert saved.read_bytes() == film.read_bytes()
        assert (await client.credits()).spent == 25.7
        assert [each.id async for each in client.tasks.list(page_size=1)] == [task.id]

    play(story)
    assert len(proxy.requests("GET /v1/tasks/")) == 1, "one stream told everything"


def test_without_streams_it_asks(play: Callable[[Story], None], proxy: Proxy) -> None:
    proxy.always.append(("GET /v1/tasks/task", Reply(404)))

    async def story(client: AsyncClient) -> None:
        task = await client.videos.generate("film")
        proxy.always[:] = [(f"GET /v1/tasks/{task.id}/events", Reply(404))]
        assert (await task.wait()).status == "completed"

    play(story)


def test_what_goes_wrong_is_raised_the_same(
    play: Callable[[Story], None], server: Server, tmp_path: Path
) -> None:
    async def story(client: AsyncClient) -> None:
        with pytest.raises(NotFoundError) as missing:
            await client.videos.generate("film", model="veo3.1-fats")
        assert missing.value.suggestion == "veo3.1-fast"
        with pytest.raises(TaskFailed) as failed:
            await (await client.videos.generate("fail content_policy_violation")).wait()
        assert failed.value.code == "content_policy_violation"
        hanging = await client.videos.generate("hang")
        with pytest.raises(WaitTimeout):
            await hanging.wait(timeout_seconds=0.2)
        with pytest.raises(DownloadFailed):
            await hanging.download(tmp_path)
        with pytest.raises(TaskFailed, match="cancel"):
            (await hanging.cancel()).raise_if_failed()
        with pytest.raises(DownloadFailed, match="cannot be written"):
            await (await (await client.videos.generate("film")).wait()).download(tmp_path / "no" / "a.mp4")
        async with AsyncClient("key", "http://127.0.0.1:1", retries=1) as nobody:
            with pytest.raises(ConnectionFailed):
                await nobody.credits()
        async with AsyncClient(server.customer(requests_per_minute=1).key, server.base_url) as hasty:
            await hasty.credits()
            with pytest.raises(RateLimitError):
                await hasty.credits()

    play(story)


def test_a_broken_stream_and_a_broken_download_go_on(
    play: Callable[[Story], None], server: Server, proxy: Proxy, tmp_path: Path, film: Path
) -> None:
    async def story(client: AsyncClient) -> None:
        task = await client.videos.generate("wait 0.5")
        proxy.once += [("GET /v1/tasks/", Harm.CUT_ANSWER), ("GET /files/", Harm.CUT_ANSWER)]
        await task.wait()
        links: Any = [link.replace(server.base_url, proxy.url) for link in task.results]
        object.__setattr__(task.snapshot, "results", tuple(links))
        await task.download(tmp_path / "a.mp4")

    play(story)
    assert (tmp_path / "a.mp4").read_bytes() == film.read_bytes()
    assert len(proxy.requests("GET /files/")) == 2


def test_many_are_awaited_at_once(play: Callable[[Story], None]) -> None:
    async def story(client: AsyncClient) -> None:
        tasks = await asyncio.gather(*(client.videos.generate("film") for _ in range(4)))
        ended = await asyncio.gather(*(task.wait() for task in tasks))
        assert {task.status for task in ended} == {"completed"}
        assert len({task.id for task in ended}) == 4

    play(story)


def test_who_stops_awaiting_stops_nothing_else(play: Callable[[Story], None]) -> None:
    async def story(client: AsyncClient) -> None:
        task = await client.videos.generate("hang")
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(task.wait(), 0.3)
        assert (await task.refresh()).status == "processing"
        await task.cancel()

    play(story)
