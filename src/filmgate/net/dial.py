"""One request to one judged address. Nothing else in filmgate opens a connection."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from functools import lru_cache
from ipaddress import IPv6Address
from pathlib import Path

import httpx2

from filmgate.net.addresses import Address
from filmgate.net.errors import BrokenAnswer, NetError, TimedOut, Unreachable
from filmgate.net.policy import Policy
from filmgate.net.resolve import Resolver, judged_addresses
from filmgate.net.urls import VettedUrl

_MAX_ADDRESSES = 4
_USER_AGENT = "filmgate"


@asynccontextmanager
async def dial(
    method: str,
    url: VettedUrl,
    policy: Policy,
    *,
    headers: Mapping[str, str],
    body: bytes | None,
    resolve: Resolver,
) -> AsyncIterator[httpx2.Response]:
    """Send one request and give the answer, its headers read and its body not yet; follows nothing.

    The connection goes to the judged address itself. Host header, SNI and certificate check keep the name,
    and no proxy of the environment, no cookie and no compression take part. The caller limits time and
    bytes.

    Raises:
        NetError: The name is refused or does not resolve, nobody answers, or not in HTTP.
    """
    addresses = await judged_addresses(url, resolve)
    with _translated(url.host):
        context = trusted_authorities(policy.ca_file)
        async with httpx2.AsyncHTTPTransport(verify=context, trust_env=False, http2=False) as transport:
            response = await _ask_first_that_connects(
                transport, addresses[:_MAX_ADDRESSES], method, url, policy, headers, body
            )
            try:
                yield response
            finally:
                await response.aclose()


async def _ask_first_that_connects(
    transport: httpx2.AsyncHTTPTransport,
    addresses: list[Address],
    method: str,
    url: VettedUrl,
    policy: Policy,
    headers: Mapping[str, str],
    body: bytes | None,
) -> httpx2.Response:
    problem: httpx2.TransportError | None = None
    for address in addresses:
        request = _request(address, method, url, policy, headers, body)
        try:
            response = await transport.handle_async_request(request)
        except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:  # nothing was sent yet
            problem = error
            continue
        response.request = request
        return response
    raise problem or Unreachable(f"{url.host} does not resolve")


def _request(
    address: Address,
    method: str,
    url: VettedUrl,
    policy: Policy,
    headers: Mapping[str, str],
    body: bytes | None,
) -> httpx2.Request:
    host = f"[{address}]" if isinstance(address, IPv6Address) else str(address)
    own_headers = {
        "host": url.host_header,
        "user-agent": _USER_AGENT,
        "accept-encoding": "identity",
        "connection": "close",
    }
    return httpx2.Request(
        method,
        httpx2.URL(scheme=url.scheme, host=host, port=url.port, path="/"),
        headers={"accept": "*/*", **{name.lower(): value for name, value in headers.items()}, **own_headers},
        content=body,
        extensions={
            "sni_hostname": url.host,
            "target": url.target.encode("ascii"),
            "timeout": {"connect": policy.connect_seconds, "read": None, "write": None, "pool": None},
        },
    )


@contextmanager
def _translated(host: str) -> Iterator[None]:
    try:
        yield
    except NetError:
        raise
    except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
        raise Unreachable(f"{host} cannot be reached: {_why(error)}") from error
    except httpx2.TimeoutException as error:
        raise TimedOut(f"{host} did not answer in time") from error
    except (httpx2.LocalProtocolError, UnicodeEncodeError):  # its message may hold a secret header
        raise BrokenAnswer(f"{host} was not asked: a header has characters that cannot be sent") from None
    except httpx2.HTTPError as error:
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
