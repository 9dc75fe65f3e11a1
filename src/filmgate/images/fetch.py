"""Fetching the pictures of one request: at once, under one time limit, each vetted and verified."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from filmgate.errors import FilmgateError, InvalidRequest
from filmgate.images.reference_image import ReferenceImage
from filmgate.images.stored import read_again
from filmgate.images.verify import too_large, verify_image
from filmgate.net.errors import (
    AddressRefused,
    BadStatus,
    BadUrl,
    NetError,
    TimedOut,
    TooManyBytes,
)
from filmgate.net.policy import Policy
from filmgate.net.request import fetch
from filmgate.net.resolve import Resolver, system_resolver
from filmgate.settings import ImageSettings

OwnFile = Callable[[str], Awaitable[bytes | None]]
"""Answers the bytes of a picture that was uploaded to this server, by its URL; None for any other URL."""

_MAX_REDIRECTS = 3
_FIRST_BYTE_SECONDS = 10.0
_ACCEPT = {"accept": "image/png, image/jpeg, image/webp, */*;q=0.1"}


async def fetch_images(
    urls: Sequence[str],
    settings: ImageSettings,
    own_file: OwnFile,
    *,
    resolve: Resolver = system_resolver,
) -> list[ReferenceImage]:
    """Fetch and verify pictures, in the order of their URLs. The first failure ends all.

    Args:
        urls: Where they are, as the request names them.
        settings: Limits; `fetch_seconds` is for all of them together.
        own_file: Where pictures of `POST /v1/files` come from.
        resolve: The name service.

    Raises:
        InvalidRequest: A picture cannot be fetched or used; names it by its place.
        TooLarge: A picture has too many bytes.
        ServiceUnavailable: Too many other pictures are waiting to be verified.
    """
    policy = image_policy(settings)

    async def fetch_one(position: int, url: str) -> ReferenceImage:
        name = f"image_urls[{position}]"
        uploaded = await _read_uploaded(url, name, own_file)
        if uploaded is not None:
            return await asyncio.to_thread(read_again, uploaded)
        data = await _download(url, name, policy, settings, resolve)
        return await verify_image(data, settings, name=name)

    works = [asyncio.create_task(fetch_one(position, url)) for position, url in enumerate(urls)]
    if not works:
        return []
    try:
        await asyncio.wait(works, return_when=asyncio.FIRST_EXCEPTION)
        for work in works:
            if work.done():
                work.result()
        return [work.result() for work in works]
    finally:
        for work in works:
            work.cancel()
        await asyncio.gather(*works, return_exceptions=True)


def image_policy(settings: ImageSettings) -> Policy:
    """Pictures may come over http or https from public addresses and from the hosts that the operator
    names."""
    return Policy(
        schemes=("https", "http"),
        allow_hosts=settings.allow_hosts,
        max_redirects=_MAX_REDIRECTS,
        total_seconds=settings.fetch_seconds,
        first_byte_seconds=_FIRST_BYTE_SECONDS,
        max_bytes=settings.max_bytes,
    )


async def _read_uploaded(url: str, name: str, own_file: OwnFile) -> bytes | None:
    try:
        return await own_file(url)
    except LookupError:
        raise _invalid(f"{name} was deleted", "upload it again: uploads are kept for 24 hours") from None
    except ValueError:  # not even a URL: `fetch` says what is wrong with it
        return None


async def _download(url: str, name: str, policy: Policy, settings: ImageSettings, resolve: Resolver) -> bytes:
    try:
        return (await fetch(url, policy, headers=_ACCEPT, resolve=resolve)).body
    except TooManyBytes:
        raise too_large(settings, name=name) from None
    except NetError as error:
        raise _invalid(f"{name} cannot be fetched: {error}", _suggestion(error, settings)) from error


def _suggestion(error: NetError, settings: ImageSettings) -> str:
    match error:
        case BadUrl():
            return "give a direct http or https URL of the picture, or upload it with POST /v1/files"
        case AddressRefused():
            return "use a public address, or upload the picture with POST /v1/files"
        case BadStatus():
            return "open the URL without being logged in: it must lead to the picture itself"
        case TimedOut():
            return f"use a faster server: all pictures must arrive within {settings.fetch_seconds:g} seconds"
        case _:
            return "check that anybody can open the URL, or upload the picture with POST /v1/files"


def _invalid(problem: str, suggestion: str) -> FilmgateError:
    return InvalidRequest(
        f"Invalid image_urls parameter: {problem}", param="image_urls", fallback_suggestion=suggestion
    )
