"""Whether an address may be called back; asked when the task is created, and again by `net` at every attempt."""

from __future__ import annotations

from filmgate.callbacks.deliver import callback_policy
from filmgate.errors import InvalidRequest
from filmgate.net.errors import NetError
from filmgate.net.request import check_url
from filmgate.settings import CallbackSettings


async def check_callback_url(url: str, settings: CallbackSettings) -> None:
    """Vet `callback_url` (seed: https only, no internal addresses, at most 2048 characters).

    Raises:
        InvalidRequest: It may not be called.
    """
    try:
        await check_url(url, callback_policy(settings))
    except NetError as error:
        raise InvalidRequest(
            f"Invalid callback_url parameter: {error}",
            param="callback_url",
            fallback_suggestion="use a public https address; for development, add the receiver's host to"
            " callbacks.allow_hosts",
        ) from error
