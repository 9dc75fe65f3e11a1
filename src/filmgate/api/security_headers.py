"""Headers on every answer that tell browsers to trust it no further than they must."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

SECURITY_HEADERS = {
    # What is shown here, films and pictures alone in a tab included, runs no script and loads nothing foreign.
    "content-security-policy": "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline';"
    " frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # Links of films are secrets, and stand in the address.
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    # Tasks and credits are one account's own, and change.
    "cache-control": "no-store",
}
"""Each unless the answer has its own (`api/files.py` has)."""

HSTS = "max-age=31536000"
"""Only where users come by https: set by `server.public_url`. The domain may have other servers, so not for those."""


class SecurityHeaders:
    """ASGI wrapper: adds what an answer does not say itself."""

    def __init__(self, app: ASGIApp, public_url: str) -> None:
        """`public_url` is where users reach the server, or empty."""
        headers = SECURITY_HEADERS | (
            {"strict-transport-security": HSTS} if public_url.startswith("https://") else {}
        )
        self._app = app
        self._headers = [(name.encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *(header for header in self._headers if header[0] not in own),
                ]
            await send(message)

        await self._app(scope, receive, send_with_headers)
