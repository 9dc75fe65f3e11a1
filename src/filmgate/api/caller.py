"""Who sends a request."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from filmgate.api.state import ApiState, state_of
from filmgate.errors import AuthenticationFailed
from filmgate.keys.authenticate import Principal, authenticate
from filmgate.telemetry import logs


async def identify(request: Request, state: ApiState) -> Principal:
    """The key's owner; one request of the key's minute is used.

    Raises:
        AuthenticationFailed: There is no valid bearer token.
        RateLimited: The key has sent too many requests.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not token:
        raise AuthenticationFailed("Missing bearer token")
    now_ms = state.clock()
    principal = await state.database.read(lambda connection: authenticate(connection, token, now_ms))
    logs.account_id.set(principal.account_id)
    state.rate_limiter.take(
        principal.key_id, principal.requests_per_minute or state.settings.limits.requests_per_minute
    )
    return principal


async def _caller(request: Request) -> Principal:
    return await identify(request, state_of(request))


Caller = Annotated[Principal, Depends(_caller)]
"""The key's owner as a dependency: asked for before FastAPI looks at the query, so that strangers learn nothing of it."""
