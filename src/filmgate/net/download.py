"""Fetching a large file to the disk, piece by piece."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from filmgate.net.errors import BadStatus
from filmgate.net.policy import Policy
from filmgate.net.request import open_answer
from filmgate.net.resolve import Resolver, system_resolver


async def download(
    url: str,
    file: Path,
    policy: Policy,
    *,
    headers: Mapping[str, str] | None = None,
    resolve: Resolver = system_resolver,
) -> None:
    """Write what is at `url` into `file`; nothing of it is held in memory. The event loop does nothing else meanwhile.

    Raises:
        BadStatus: The answer is not one of success.
        NetError: As for every request; `file` may then hold a part.
    """
    async with open_answer("GET", url, policy, headers=headers, resolve=resolve) as answer:
        if not 200 <= answer.status <= 299:
            raise BadStatus(answer.status)
        with file.open("wb") as out:
            async for piece in answer.chunks():
                out.write(piece)
