"""From a name to the addresses that may be dialled."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Awaitable, Callable, Sequence
from ipaddress import ip_address

from filmgate.net.addresses import Address
from filmgate.net.errors import Unreachable
from filmgate.net.urls import VettedUrl, check_address

Resolver = Callable[[str, int], Awaitable[Sequence[str]]]
"""Answers the addresses of a host name, best first, or raises `Unreachable`. Tests put their own in its
place."""

_MAX_LOOKUPS = 64
_free_lookups = threading.BoundedSemaphore(_MAX_LOOKUPS)


async def judged_addresses(url: VettedUrl, resolve: Resolver) -> list[Address]:
    """The addresses of a URL's host, each judged; asked for once, so that what was judged is what is dialled.

    One refused address refuses the name: a public service has no reason to mix in an internal address, and
    an attacker who controls the name has.

    Raises:
        AddressRefused: One of them must not be reached.
        Unreachable: There are none.
    """
    if url.literal is not None:
        return [url.literal]
    try:
        addresses = [ip_address(text) for text in await resolve(url.host, url.port)]
    except (UnicodeError, ValueError):
        raise Unreachable(f"{url.host} does not resolve") from None
    if not addresses:
        raise Unreachable(f"{url.host} does not resolve")
    for address in addresses:
        check_address(url.host, address, allowed=url.allowed)
    return addresses


async def system_resolver(host: str, port: int) -> list[str]:
    """Ask the system (`getaddrinfo`: hosts file, then name service).

    Each lookup has a daemon thread of its own: a name service that does not answer then delays neither
    other work that is waiting for a thread nor the end of the process.
    """
    if not _free_lookups.acquire(blocking=False):
        raise Unreachable(
            f"{host} was not looked up: {_MAX_LOOKUPS} other lookups are waiting for the name service"
        )
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[list[str]] = loop.create_future()

    def settle(addresses: list[str] | None) -> None:
        if answer.done():
            return
        if addresses is None:
            answer.set_exception(Unreachable(f"{host} does not resolve"))
        else:
            answer.set_result(addresses)

    def look_up() -> None:
        addresses = None
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        except (OSError, UnicodeError):
            pass
        finally:
            _free_lookups.release()
            with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile
                loop.call_soon_threadsafe(settle, addresses)

    threading.Thread(target=look_up, name="lookup", daemon=True).start()
    return await answer
