"""`x-request-id` on every answer, also on those that the framework makes by itself."""

from __future__ import annotations

import asyncio
import itertools
import re

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from filmgate.ids import random_text
from filmgate.telemetry import logs

_ACCEPTED = re.compile(rb"[A-Za-z0-9._-]{1,64}")

_PROCESS = random_text(10)
_numbers = itertools.count(1)


def _new_request_id() -> bytes:
    """Unique, not secret: the process's random part and a number. It is made for every request, so it must cost little."""
    return b"req_%s_%x" % (_PROCESS.encode(), next(_numbers))


class RequestId:
    """ASGI wrapper: takes over a well-formed id of the caller's, else makes one."""

    def __init__(self, app: ASGIApp, stopping: ASGIApp) -> None:
        """`stopping` answers requests that are still waiting when the server ends."""
        self._app = app
        self._stopping = stopping

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = next((value for name, value in scope["headers"] if name == b"x-request-id"), b"")
        request_id = given if _ACCEPTED.fullmatch(given) else _new_request_id()
        scope.setdefault("state", {})["request_id"] = request_id.decode()
        logs.request_id.set(request_id.decode())
        begun = False

        async def send_with_id(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                message["headers"] = [*message["headers"], (b"x-request-id", request_id)]
            await send(message)

        try:
            await self._app(scope, receive, send_with_id)
        except asyncio.CancelledError:  # the server stops and can wait no longer
            if begun:
                raise
            await self._stopping(scope, receive, send_with_id)
