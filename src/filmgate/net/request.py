"""Asking somebody else: `fetch` a file, `post` a callback, `post_json` to a service, or `request` anything.

Each takes a `Policy`, counts every byte and the whole time, and raises nothing but `NetError`.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, aclosing, asynccontextmanager, suppress
from dataclasses import dataclass
from urllib.parse import urljoin

from filmgate.net.dial import Response, dial
from filmgate.net.errors import (
    BadStatus,
    BadUrl,
    BrokenAnswer,
    NetError,
    TimedOut,
    TooManyBytes,
    TooManyRedirects,
    Unreachable,
)
from filmgate.net.policy import Policy
from filmgate.net.resolve import Resolver, judged_addresses, system_resolver
from filmgate.net.urls import VettedUrl, vet_url

_REDIRECTS = (301, 302, 303, 307, 308)
_HEAD_BYTES = 1024
_FINISH_SECONDS = 1.0
_LOOKUP_SECONDS = 2.0
_PIECES_A_TURN = 64
_CRUMBS, _CRUMB_BYTES = 1000, 512
"""A chunk of one byte costs as much time as one of a thousand: so many pieces may come, and one more for each 512 bytes
of the policy's limit."""


@dataclass(frozen=True)
class Fetched:
    """A file from elsewhere. `content_type` is what the server claims, in lower case and without
    parameters."""

    body: bytes
    content_type: str
    final_url: str


@dataclass(frozen=True)
class Answered:
    """How a callback was received: its status, and the milliseconds until then."""

    status: int
    elapsed_ms: int


@dataclass(frozen=True)
class Answer:
    """A whole answer; header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    final_url: str

    @property
    def ok(self) -> bool:
        """Whether the status is one of success."""
        return 200 <= self.status <= 299


class OpenAnswer:
    """An answer whose headers are here and whose body is still to come."""

    def __init__(self, response: Response, url: VettedUrl, max_bytes: int) -> None:
        self.status = response.status
        self.headers = response.headers
        self.final_url = str(url)
        self._response = response
        self._max_bytes = max_bytes

    async def chunks(self) -> AsyncIterator[bytes]:
        """The body, piece by piece, until the limit.

        Raises:
            TooManyBytes: It is larger than the policy allows.
            BrokenAnswer: It is compressed though we asked for plain, or comes in crumbs.
        """
        encoding = self.headers.get("content-encoding", "identity").strip().lower()
        if encoding not in ("", "identity"):
            raise BrokenAnswer(f"the answer is compressed ({encoding[:20]}) though plain was asked for")
        length = self.headers.get("content-length", "")
        if length.isdecimal() and int(length) > self._max_bytes:
            raise TooManyBytes(self._max_bytes)
        count = number = 0
        async with aclosing(self._response.pieces()) as pieces:
            async for piece in pieces:
                count += len(piece)
                number += 1
                if count > self._max_bytes:
                    raise TooManyBytes(self._max_bytes)
                if number > _CRUMBS + self._max_bytes // _CRUMB_BYTES:
                    raise BrokenAnswer("the answer comes in too many small pieces")
                if number % _PIECES_A_TURN == 0:  # they may all be here already, and others wait
                    await asyncio.sleep(0)
                yield piece

    async def read(self) -> bytes:
        """The whole body."""
        return b"".join([chunk async for chunk in self.chunks()])


@asynccontextmanager
async def open_answer(
    method: str,
    url: str,
    policy: Policy,
    *,
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
    resolve: Resolver = system_resolver,
) -> AsyncIterator[OpenAnswer]:
    """Ask, follow redirects as far as the policy says, and give the answer to be read inside `async with`.

    The time limit goes on until the block is left. Redirects are followed for GET and HEAD only; a redirect
    to another origin loses `headers`, so that no secret goes astray.
    """
    sent = dict(headers or {})
    async with _time_limit(policy.total_seconds):
        vetted = vet_url(url, policy)
        for _ in range(policy.max_redirects + 1):
            hop = dial(method, vetted, policy, headers=sent, body=body, resolve=resolve)
            async with _within(hop, policy.first_byte_seconds) as response:
                location = response.headers.get("location")
                follow = policy.max_redirects > 0 and method in ("GET", "HEAD")
                if not follow or location is None or response.status not in _REDIRECTS:
                    yield OpenAnswer(response, vetted, policy.max_bytes)
                    return
            onward = vet_url(_join(str(vetted), location), policy)
            if onward.origin != vetted.origin:
                sent = {}
            vetted = onward
        raise TooManyRedirects(f"more than {policy.max_redirects} redirects")


async def request(
    method: str,
    url: str,
    policy: Policy,
    *,
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
    resolve: Resolver = system_resolver,
) -> Answer:
    """Ask and read the whole answer, whatever its status."""
    async with open_answer(method, url, policy, headers=headers, body=body, resolve=resolve) as answer:
        return Answer(answer.status, answer.headers, await answer.read(), answer.final_url)


async def fetch(
    url: str, policy: Policy, *, headers: Mapping[str, str] | None = None, resolve: Resolver = system_resolver
) -> Fetched:
    """Get a file.

    Raises:
        BadStatus: The answer is not one of success.
    """
    async with open_answer("GET", url, policy, headers=headers, resolve=resolve) as answer:
        if not 200 <= answer.status <= 299:
            raise BadStatus(answer.status)
        content_type = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
        return Fetched(await answer.read(), content_type, answer.final_url)


async def post(
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    policy: Policy,
    *,
    resolve: Resolver = system_resolver,
) -> Answered:
    """Deliver a body, and look at the status only; redirects are never followed.

    What stands in the answer does not matter: a receiver that said 200 and then talks on, breaks off or
    falls silent has received.
    """
    began = time.monotonic()
    async with _time_limit(policy.total_seconds) as limit:
        vetted = vet_url(url, policy)
        hop = dial("POST", vetted, policy, headers=headers, body=body, resolve=resolve)
        async with _within(hop, policy.first_byte_seconds) as response:
            elapsed_seconds = time.monotonic() - began
            limit.reschedule(None)
            left_seconds = max(0.0, policy.total_seconds - elapsed_seconds)
            await _let_finish(response, min(_FINISH_SECONDS, left_seconds))
            return Answered(response.status, round(elapsed_seconds * 1000))


async def post_json(
    url: str,
    payload: object,
    policy: Policy,
    *,
    headers: Mapping[str, str] | None = None,
    resolve: Resolver = system_resolver,
) -> object:
    """Send JSON, read JSON.

    Raises:
        BadStatus: The answer is not one of success; it carries the first bytes of the body.
        BrokenAnswer: The answer is not JSON.
    """
    sent = {**(headers or {}), "content-type": "application/json", "accept": "application/json"}
    body = json.dumps(payload, ensure_ascii=False).encode("utf-8", "replace")
    answer = await request("POST", url, policy, headers=sent, body=body, resolve=resolve)
    if not answer.ok:
        raise BadStatus(answer.status, answer.body[:_HEAD_BYTES])
    try:
        value: object = json.loads(answer.body)
    except (ValueError, RecursionError):
        raise BrokenAnswer("the answer is not JSON") from None
    return value


async def check_url(url: str, policy: Policy, *, resolve: Resolver | None = system_resolver) -> None:
    """Vet a URL that will be asked later, without connecting.

    A name that resolves now must resolve to addresses that may be reached. A name that does not resolve
    now, or not within two seconds, passes: it may tomorrow, and is judged again whenever it is dialled.
    With `resolve=None` nothing is looked up.

    Raises:
        BadUrl: It is malformed or of a kind that the policy does not let out.
        AddressRefused: It leads to an address that must not be reached.
    """
    vetted = vet_url(url, policy)
    if resolve is None:
        return
    try:
        async with asyncio.timeout(_LOOKUP_SECONDS):
            await judged_addresses(vetted, resolve)
    except (TimeoutError, Unreachable):
        return


def _join(base: str, location: str) -> str:
    """Where a redirect leads; blanks, which many servers leave in, are encoded."""
    try:
        return urljoin(base, location.strip().replace(" ", "%20"))
    except ValueError:
        raise BadUrl("the redirect leads to no valid URL") from None


async def _let_finish(response: Response, seconds: float) -> None:
    """Take in the start of the answer's body, so that an orderly receiver need not see a broken connection."""
    taken = 0
    with suppress(TimeoutError, NetError):
        async with asyncio.timeout(seconds), aclosing(response.pieces()) as pieces:
            async for piece in pieces:
                taken += max(len(piece), 1)
                if taken >= _HEAD_BYTES:
                    return


@asynccontextmanager
async def _within(
    hop: AbstractAsyncContextManager[Response], seconds: float | None
) -> AsyncIterator[Response]:
    """The answer of a hop, if its headers are there in time."""
    async with AsyncExitStack() as stack:
        async with _time_limit(seconds):
            response = await stack.enter_async_context(hop)
        yield response


@asynccontextmanager
async def _time_limit(seconds: float | None) -> AsyncIterator[asyncio.Timeout]:
    limit = asyncio.timeout(seconds)
    try:
        async with limit:
            yield limit
    except TimeoutError as error:
        if not limit.expired():
            raise
        raise TimedOut(f"no complete answer within {seconds:g} seconds") from error
