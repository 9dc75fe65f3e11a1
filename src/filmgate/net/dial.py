"""One request to one judged address. Nothing else in filmgate opens a connection."""

from __future__ import annotations

import ssl
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import httpcore2
import httpx2

from filmgate.net.addresses import Address
from filmgate.net.errors import BrokenAnswer, NetError, TimedOut, Unreachable
from filmgate.net.policy import Policy
from filmgate.net.resolve import Resolver, judged_addresses
from filmgate.net.urls import VettedUrl
from filmgate.net.wire import Meter, MeteredNetwork

_MAX_ADDRESSES = 4
_USER_AGENT = "filmgate"


@dataclass(frozen=True)
class Response:
    """An answer whose headers are here; names in lower case, what comes twice is joined with a comma."""

    status: int
    headers: Mapping[str, str]
    _host: str
    _stream: AsyncIterable[bytes]

    async def pieces(self) -> AsyncGenerator[bytes, None]:
        """The body as it comes, decoded by nobody.

        Raises:
            NetError: It breaks off, or takes too many bytes on the wire.
        """
        with _translated(self._host):
            async for piece in self._stream:
                yield piece


@asynccontextmanager
async def dial(
    method: str,
    url: VettedUrl,
    policy: Policy,
    *,
    headers: Mapping[str, str],
    body: bytes | None,
    resolve: Resolver,
) -> AsyncIterator[Response]:
    """Send one request and give the answer, its headers read and its body not yet; follows nothing.

    The connection goes to the judged address itself. Host header, SNI and certificate check keep the name,
    and no proxy of the environment, no cookie, no compression and no older connection take part. The caller limits
    time and the bytes of the body.

    Raises:
        NetError: The name is refused or does not resolve, nobody answers, or not in HTTP.
    """
    addresses = await judged_addresses(url, resolve)
    with _translated(url.host):
        meter = Meter(policy.max_bytes)
        async with httpcore2.AsyncConnectionPool(
            ssl_context=trusted_authorities(policy.ca_file),
            http2=False,
            network_backend=MeteredNetwork(meter),
        ) as pool:
            answer = await _ask_first_that_connects(
                pool, addresses[:_MAX_ADDRESSES], method, url, policy, headers, body
            )
            meter.begin_body()
            try:
                assert isinstance(answer.stream, AsyncIterable)
                yield Response(answer.status, _readable(answer.headers), url.host, answer.stream)
            finally:
                await answer.aclose()


async def _ask_first_that_connects(
    pool: httpcore2.AsyncConnectionPool,
    addresses: list[Address],
    method: str,
    url: VettedUrl,
    policy: Policy,
    headers: Mapping[str, str],
    body: bytes | None,
) -> httpcore2.Response:
    problem: Exception | None = None
    for address in addresses:
        try:
            return await pool.handle_async_request(_request(address, method, url, policy, headers, body))
        except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:  # nothing was sent yet
            problem = error
    raise problem or Unreachable(f"{url.host} does not resolve")


def _request(
    address: Address,
    method: str,
    url: VettedUrl,
    policy: Policy,
    headers: Mapping[str, str],
    body: bytes | None,
) -> httpcore2.Request:
    own_headers = {
        "host": url.host_header,
        "user-agent": _USER_AGENT,
        "accept-encoding": "identity",
        "connection": "close",
    }
    if body is not None:
        own_headers["content-length"] = str(len(body))
    theirs = {name.lower(): value for name, value in headers.items()}
    sent = {"accept": "*/*", **theirs, **own_headers}
    return httpcore2.Request(
        method,
        httpcore2.URL(
            scheme=url.scheme.encode("ascii"),
            host=str(address).encode("ascii"),
            port=url.port,
            target=url.target.encode("ascii"),
        ),
        headers=[(name.encode("ascii"), value.encode("ascii")) for name, value in sent.items()],
        content=body or b"",
        extensions={
            "sni_hostname": url.host,
            "timeout": {"connect": policy.connect_seconds, "read": None, "write": None, "pool": None},
        },
    )


def _readable(headers: list[tuple[bytes, bytes]]) -> dict[str, str]:
    """Names and values as text. UTF-8, which some servers send, where it is that; else Latin-1, which is never
    wrong."""
    readable: dict[str, str] = {}
    for raw_name, raw_value in headers:
        name = raw_name.decode("latin-1").lower()
        try:
            value = raw_value.decode()
        except UnicodeDecodeError:
            value = raw_value.decode("latin-1")
        readable[name] = f"{readable[name]}, {value}" if name in readable else value
    return readable


@contextmanager
def _translated(host: str) -> Iterator[None]:
    try:
        yield
    except NetError:
        raise
    except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
        raise Unreachable(f"{host} cannot be reached: {_why(error)}") from error
    except httpcore2.TimeoutException as error:
        raise TimedOut(f"{host} did not answer in time") from error
    except (httpcore2.LocalProtocolError, UnicodeEncodeError):  # its message may hold a secret header
        raise BrokenAnswer(f"{host} was not asked: a header has characters that cannot be sent") from None
    except (httpcore2.NetworkError, httpcore2.ProtocolError) as error:
        raise BrokenAnswer(f"the answer of {host} is broken: {_why(error)}") from error
    except ssl.SSLError as error:
        raise BrokenAnswer(f"the secure connection to {host} broke: {_why(error)}") from error


def _why(error: Exception) -> str:
    return str(error) or type(error).__name__


def trusted_authorities(ca_file: Path | None) -> ssl.SSLContext:
    """The system's certificate authorities and those in `ca_file`.

    Raises:
        Unreachable: The file cannot be read, or holds none.
    """
    try:
        return _context(ca_file, None if ca_file is None else ca_file.stat().st_mtime_ns)
    except (OSError, ssl.SSLError) as error:
        raise Unreachable(
            f"the certificate authorities in {ca_file} cannot be read: {_why(error)}"
        ) from error


@lru_cache(maxsize=16)
def _context(ca_file: Path | None, modified_ns: int | None) -> ssl.SSLContext:
    """The system's certificate authorities and those in `ca_file`; made again when that file has changed."""
    context = httpx2.create_ssl_context(trust_env=False)
    if ca_file is not None:
        context.load_verify_locations(cafile=ca_file)
    return context
