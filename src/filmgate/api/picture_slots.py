"""How many requests may hold pictures in memory at once, of one account and of all.

A request that sends or names pictures holds up to twice the largest one while it waits for the network.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from filmgate.errors import RateLimited, ServiceUnavailable

_OF_ONE_ACCOUNT = 8
_OF_ALL = 32
_RETRY_AFTER_SECONDS = 5

_holding: Counter[str] = Counter()
"""Requests that hold pictures in this process, by account."""


@contextmanager
def one_of_few(account_id: str) -> Iterator[None]:
    """Hold one of the places.

    Raises:
        RateLimited: The account holds all of its own.
        ServiceUnavailable: All are taken.
    """
    if _holding[account_id] >= _OF_ONE_ACCOUNT:
        raise RateLimited(
            f"{_OF_ONE_ACCOUNT} requests of this account are waiting for their pictures",
            retry_after_seconds=_RETRY_AFTER_SECONDS,
        )
    if _holding.total() >= _OF_ALL:
        raise ServiceUnavailable(
            "Too many requests are waiting for their pictures", retry_after_seconds=_RETRY_AFTER_SECONDS
        )
    _holding[account_id] += 1
    try:
        yield
    finally:
        _holding[account_id] -= 1
        if not _holding[account_id]:
            del _holding[account_id]
