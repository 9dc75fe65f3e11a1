"""HTTP before there is a request: limits on what a connection may cost until its headers are complete.

uvicorn's own protocol has none: a header of any size is held in memory, and one that never ends for ever; so are the
trailers behind a body, which nobody reads. And connections may take all file descriptors, without which nothing works.
"""

from __future__ import annotations

import asyncio
import json
import resource

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from filmgate.api.security_headers import SECURITY_HEADERS
from filmgate.errors import FilmgateError, InvalidRequest, ServiceUnavailable, TooLarge
from filmgate.ids import new_id

HEAD_BYTES = 64 * 1024
"""Address and headers of a request; one read of the socket may go beyond it."""
HEAD_SECONDS = 10.0
"""From a connection's or a request's first byte until its headers are complete; and for what is left of a request that
was answered before it was whole."""
MAX_CONNECTIONS = max(16, resource.getrlimit(resource.RLIMIT_NOFILE)[0] // 2)
"""Half of the file descriptors: the database, films and child processes need some too."""


class GuardedHttp(HttpToolsProtocol):
    """HTTP/1.1 that refuses endless headers, and answers what is no HTTP in the form of every other error."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A connection begins."""
        super().connection_made(transport)
        self._in_head = True
        self._head_bytes = 0
        self._trailer_bytes = 0
        self._timer: asyncio.TimerHandle | None = None
        if len(self.connections) > MAX_CONNECTIONS:
            self._refuse(ServiceUnavailable("The server has too many connections", retry_after_seconds=10))
        else:
            self._start_timer()

    def connection_lost(self, exc: Exception | None) -> None:
        """A connection has ended."""
        self._stop_timer()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Bytes have come."""
        if self._in_head:
            self._head_bytes += len(data)
        super().data_received(data)
        if self._in_head and self._head_bytes > HEAD_BYTES and not self.transport.is_closing():
            self._refuse(
                TooLarge(
                    f"The address and headers are larger than {HEAD_BYTES} bytes",
                    fallback_suggestion="send a shorter address and fewer headers",
                )
            )

    def on_message_begin(self) -> None:
        """The first byte of a request."""
        super().on_message_begin()
        self._start_timer()

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header, or a trailer: those are passed over."""
        if self._in_head:
            super().on_header(name, value)
            return
        self._trailer_bytes += len(name) + len(value)
        if self._trailer_bytes > HEAD_BYTES:
            self.transport.close()  # an answer may be on its way, so there is no other word for it

    def on_headers_complete(self) -> None:
        """There is a request."""
        self._in_head = False
        self._head_bytes = self._trailer_bytes = 0
        self._stop_timer()
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """The request is whole; the connection may bring another one."""
        self._in_head = True
        self._stop_timer()
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """A request was answered; if it is not whole yet, the rest has only some time."""
        super().on_response_complete()
        if not self._in_head and self.cycle.response_complete:
            self._start_timer()

    def send_400_response(self, msg: str) -> None:
        """What came is no HTTP."""
        self._refuse(
            InvalidRequest(
                msg, fallback_suggestion="send HTTP/1.1; encode special characters of the address with %"
            )
        )

    def _refuse(self, error: FilmgateError) -> None:
        body = json.dumps(error.body(), separators=(",", ":")).encode()
        headers = {
            "content-type": "application/json",
            "content-length": str(len(body)),
            "x-request-id": new_id("req"),
            "connection": "close",
            **SECURITY_HEADERS,
        }
        if error.retry_after_seconds is not None:
            headers["retry-after"] = str(error.retry_after_seconds)
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        self.transport.write(STATUS_LINE[error.status] + lines.encode() + b"\r\n" + body)
        self.transport.close()

    def _start_timer(self) -> None:
        if self._timer is None:
            self._timer = self.loop.call_later(HEAD_SECONDS, self._too_slow)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _too_slow(self) -> None:
        self._timer = None
        if self.transport.is_closing():
            return
        if self._head_bytes:
            self._refuse(InvalidRequest(f"The headers were not complete within {HEAD_SECONDS:g} seconds"))
        else:
            self.transport.close()
