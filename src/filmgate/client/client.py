"""The synchronous client."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from os import PathLike
from types import TracebackType

import httpx2

from filmgate.client import calls
from filmgate.client.calls import Image, Wish
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
from filmgate.client.task import Task
from filmgate.client.transport import Transport

DEFAULT_MODEL = "veo3.1-pro"


class Client:
    """A server with a key for it.

        with Client() as client:
            client.videos.generate("A cat playing piano").wait().download("cat.mp4")

    Args:
        api_key: Default: `FILMGATE_API_KEY`, else the credentials file.
        base_url: Default: `FILMGATE_BASE_URL`, else the credentials file, else http://127.0.0.1:8787.
        retries: How often a request is sent again after a passing failure.
        transport: Another httpx2 transport, for tests.

    Raises:
        MissingApiKey: No key is known for that server.
    """

    def __init__(
        self,
        api_key: str | None = None,
        base_url: str | None = None,
        *,
        retries: int = 4,
        transport: httpx2.BaseTransport | None = None,
    ) -> None:
        self._transport = Transport(find_credentials(api_key, base_url), RetryPolicy(retries), transport)
        self.videos = Videos(self._transport)
        self.tasks = Tasks(self._transport)

    @property
    def base_url(self) -> str:
        """The server's address."""
        return self._transport.credentials.base_url

    def models(self) -> list[VideoModel]:
        """The models this key may use."""
        return [read_model(raw) for raw in self._transport.send(calls.list_models())["data"]]

    def credits(self) -> Credits:
        """The account's credits."""
        return read_credits(self._transport.send(calls.get_credits()))

    def upload(self, path: PathLike[str] | str) -> UploadedFile:
        """Bring a picture to the server, which keeps it for 24 hours."""
        return read_file(self._transport.send(calls.upload(path)))

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Videos:
    """Making films."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def generate(
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
    ) -> Task:
        """Begin a film and return its task at once. What is left out is the server's default.

        Args:
            aspect_ratio: `auto`, `16:9` or `9:16`.
            images: None to two, addresses or local files: the first frame, or the first and the last.
            duration: Seconds.
            enhance_prompt: Whether a prompt that is not English is translated.
            callback_url: Where the server reports the end; see `verify_callback`.
            idempotency_key: The same key never makes a second film. Default: a new one for each call, so that
                the retries inside the call are safe.

        Raises:
            ApiError: The server refused; its subclasses say why.
        """
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
        urls = [image if calls.is_address(image) else self._upload(image) for image in images]
        call = calls.create(wish, [str(url) for url in urls], idempotency_key)
        return Task(self._transport, read_task(self._transport.send(call)))

    def _upload(self, image: Image) -> str:
        return read_file(self._transport.send(calls.upload(image))).url


class Tasks:
    """Tasks that exist."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(self, task_id: str) -> Task:
        """One task."""
        return Task(self._transport, read_task(self._transport.send(calls.get_task(task_id))))

    def list(
        self, *, status: str | None = None, model: str | None = None, page_size: int = 20
    ) -> Iterator[Task]:
        """All tasks of the account, newest first; pages are fetched as they are needed."""
        cursor = None
        while True:
            page = self._transport.send(calls.list_tasks(page_size, cursor, status, model))
            for raw in page["data"]:
                yield Task(self._transport, read_task(raw))
            cursor = page.get("next_cursor")
            if not page.get("has_more") or not cursor:
                return
