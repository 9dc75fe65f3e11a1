"""Bytes as they come off the wire, counted before anything parses them.

A body's own limit does not see what comes around it: headers, `103` answers without end, chunk sizes with extensions.
Each of those costs the event loop more time than it costs the sender bytes.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterable
from typing import Any

import httpcore2

from filmgate.net.errors import BrokenAnswer, TooManyBytes

HEAD_BYTES = 128 * 1024
"""Everything until the answer's headers are complete, informational answers too."""
_HEAD_READ_BYTES = 8 * 1024
"""What is parsed at a time until then, before others have their turn."""
_AROUND_BYTES = 64 * 1024


class Meter:
    """Counts what one connection has read; a body of `max_bytes` may take twice that on the wire."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._left = HEAD_BYTES
        self._in_head = True

    def begin_body(self) -> None:
        """The headers are complete."""
        self._in_head = False
        self._left = 2 * self._max_bytes + _AROUND_BYTES

    def at_most(self, wanted_bytes: int) -> int:
        """How much may be read now."""
        return min(wanted_bytes, _HEAD_READ_BYTES) if self._in_head else wanted_bytes

    def count(self, read_bytes: int) -> None:
        """Take note.

        Raises:
            BrokenAnswer: The headers are too large.
            TooManyBytes: What comes with the body is.
        """
        self._left -= read_bytes
        if self._left < 0:
            if self._in_head:
                raise BrokenAnswer(f"the headers of the answer are larger than {HEAD_BYTES} bytes")
            raise TooManyBytes(self._max_bytes)


class MeteredNetwork(httpcore2.AnyIOBackend):
    """Connects as usual, and counts."""

    def __init__(self, meter: Meter) -> None:
        self._meter = meter

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature, here and below
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """See `httpcore2.AsyncNetworkBackend`."""
        stream = await super().connect_tcp(host, port, timeout, local_address, socket_options)
        return _MeteredStream(stream, self._meter)


class _MeteredStream(httpcore2.AsyncNetworkStream):
    def __init__(self, stream: httpcore2.AsyncNetworkStream, meter: Meter) -> None:
        self._stream = stream
        self._meter = meter

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109
        data = await self._stream.read(self._meter.at_most(max_bytes), timeout)
        self._meter.count(len(data))
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109
    ) -> httpcore2.AsyncNetworkStream:
        return _MeteredStream(
            await self._stream.start_tls(ssl_context, server_hostname, timeout), self._meter
        )

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
