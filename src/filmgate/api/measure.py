"""Counting requests: how many, of which route, with which status, and how long they took."""

from __future__ import annotations

import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from filmgate.telemetry.metrics import OTHER, count_request


class MeasureRequests:
    """ASGI wrapper. The route is the template that stands in the code, whatever path was asked for."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        status = 0

        async def noting_status(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noting_status)
        finally:
            route = getattr(scope.get("route"), "path", OTHER)
            # Without a status there was no answer: the client went away, or the server broke.
            count_request(route, scope["method"], status, time.perf_counter() - began)
