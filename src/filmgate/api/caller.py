"""Who sends a request."""

from __future__ import annotations

from fastapi import Request

from filmgate.api.state import ApiState
from filmgate.errors import AuthenticationFailed
from filmgate.keys.authenticate import Principal, authenticate


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
    state.rate_limiter.take(
        principal.key_id, principal.requests_per_minute or state.settings.limits.requests_per_minute
    )
    return principal
