"""Sending calls, again where that is worth it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import httpx2

from filmgate.client.credentials import Credentials
from filmgate.client.errors import ClientError
from filmgate.client.retry import RetryPolicy
from filmgate.client.wire import NO_PROXY_MOUNTS, Call, error_of, no_connection, read_answer

ONCE = RetryPolicy(retries=0)
_NO_ANSWER = (httpx2.RequestError, httpx2.InvalidURL)


class Transport:
    """One server, spoken to over kept connections."""

    def __init__(
        self,
        credentials: Credentials,
        policy: RetryPolicy,
        transport: httpx2.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.credentials = credentials
        self.sleep = sleep
        self._policy = policy
        self._http = httpx2.Client(transport=transport, mounts=NO_PROXY_MOUNTS)

    def send(self, call: Call, policy: RetryPolicy | None = None) -> dict[str, Any]:
        """Send, as often as the policy allows, and read the answer.

        Raises:
            ApiError: The server refused.
            ConnectionFailed: It did not answer.
        """
        policy = policy or self._policy
        attempt = 0
        while True:
            try:
                return self._send_once(call)
            except ClientError as error:
                wait_seconds = policy.wait_seconds(error, attempt)
                if wait_seconds is None:
                    raise
            self.sleep(wait_seconds)
            attempt += 1

    @contextmanager
    def stream(self, call: Call) -> Iterator[httpx2.Response]:
        """Open an answer that comes piece by piece; a broken connection is raised as ours.

        Raises:
            ApiError: The server refused.
            ConnectionFailed: It did not answer, or the connection broke.
        """
        with self._ours(), self._http.stream(**call.arguments(self.credentials)) as response:
            if not response.is_success:
                response.read()
                raise error_of(response)
            yield response

    @contextmanager
    def fetch(self, url: str, headers: dict[str, str]) -> Iterator[httpx2.Response]:
        """Open a result link. It is signed and may lead to another host, so the key is not sent."""
        with self._ours(), self._http.stream("GET", url, headers=headers, follow_redirects=True) as response:
            if not response.is_success:
                response.read()
            yield response

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def _send_once(self, call: Call) -> dict[str, Any]:
        with self._ours():
            return read_answer(self._http.request(**call.arguments(self.credentials)))

    @contextmanager
    def _ours(self) -> Iterator[None]:
        try:
            yield
        except _NO_ANSWER as error:
            raise no_connection(error, self.credentials) from error


class AsyncTransport:
    """As `Transport`, for `asyncio`."""

    def __init__(
        self,
        credentials: Credentials,
        policy: RetryPolicy,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        self.credentials = credentials
        self._policy = policy
        self._http = httpx2.AsyncClient(transport=transport, mounts=NO_PROXY_MOUNTS)

    async def send(self, call: Call, policy: RetryPolicy | None = None) -> dict[str, Any]:
        """See `Transport.send`."""
        policy = policy or self._policy
        attempt = 0
        while True:
            try:
                return await self._send_once(call)
            except ClientError as error:
                wait_seconds = policy.wait_seconds(error, attempt)
                if wait_seconds is None:
                    raise
            await asyncio.sleep(wait_seconds)
            attempt += 1

    @asynccontextmanager
    async def stream(self, call: Call) -> AsyncIterator[httpx2.Response]:
        """See `Transport.stream`."""
        try:
            async with self._http.stream(**call.arguments(self.credentials)) as response:
                if not response.is_success:
                    await response.aread()
                    raise error_of(response)
                yield response
        except _NO_ANSWER as error:
            raise no_connection(error, self.credentials) from error

    @asynccontextmanager
    async def fetch(self, url: str, headers: dict[str, str]) -> AsyncIterator[httpx2.Response]:
        """See `Transport.fetch`."""
        try:
            async with self._http.stream("GET", url, headers=headers, follow_redirects=True) as response:
                if not response.is_success:
                    await response.aread()
                yield response
        except _NO_ANSWER as error:
            raise no_connection(error, self.credentials) from error

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def _send_once(self, call: Call) -> dict[str, Any]:
        try:
            return read_answer(await self._http.request(**call.arguments(self.credentials)))
        except _NO_ANSWER as error:
            raise no_connection(error, self.credentials) from error
