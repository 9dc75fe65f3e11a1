"""What may go out, for one purpose."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from ipaddress import AddressValueError, IPv6Address
from pathlib import Path
from urllib.parse import urlsplit

from filmgate.net.errors import BadUrl

_ENTRY = re.compile(r"(?P<host>\[[0-9A-Fa-f:.]+\]|[0-9A-Za-z._-]+)(:(?P<port>[1-9][0-9]{0,4}))?")
_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Policy:
    """The rules for one kind of request.

    Attributes:
        schemes: URL schemes that may be used: `https`, `http`.
        allow_hosts: `host` (any port) or `host:port`, exactly as in the URL. These may be internal.
            Metadata services, link-local and other addresses of `Reach.NEVER` stay closed to them too.
        http_for_allowed: Whether hosts of `allow_hosts` may be reached with http where `schemes` says https
            only.
        ports: Ports that may be used, besides those named in `allow_hosts`; None: any except those that
            speak another protocol than HTTP.
        max_redirects: Redirects that are followed (GET and HEAD only); each is vetted like the first URL.
        total_seconds: Time for everything: name lookup, all redirects, the last byte.
        first_byte_seconds: Time for one hop until its headers are there; None: `total_seconds` is the only
            limit.
        connect_seconds: Time for a connection to one of a name's addresses, before the next one is tried.
        max_bytes: Largest answer.
        ca_file: PEM file of certificate authorities that are trusted besides the system's.
    """

    schemes: tuple[str, ...] = ("https",)
    allow_hosts: tuple[str, ...] = ()
    http_for_allowed: bool = False
    ports: tuple[int, ...] | None = None
    max_redirects: int = 0
    total_seconds: float = 10.0
    first_byte_seconds: float | None = None
    connect_seconds: float = 5.0
    max_bytes: int = 1024 * 1024
    ca_file: Path | None = None
    _allowed: frozenset[tuple[str, int | None]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_allowed", frozenset(parse_allowed(entry) for entry in self.allow_hosts))

    def allows(self, host: str, port: int) -> bool:
        """Whether the operator has named this host; `host` in lower case, IPv6 without brackets."""
        return (host, None) in self._allowed or (host, port) in self._allowed


def operator_policy(base_url: str, *, total_seconds: float, max_bytes: int) -> Policy:
    """The policy for an address that stands in the configuration: its host may be internal, and http is the
    operator's own choice.

    Raises:
        BadUrl: It is no URL.
    """
    try:
        parts = urlsplit(base_url)
        host = parts.hostname or ""
        port = parts.port or _DEFAULT_PORTS.get(parts.scheme, 443)
        named = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        return Policy(
            schemes=("https", "http"), allow_hosts=(named,), total_seconds=total_seconds, max_bytes=max_bytes
        )
    except ValueError as error:
        raise BadUrl(f"{base_url} is not a base URL: {error}") from None


def parse_allowed(entry: str) -> tuple[str, int | None]:
    """The host (lower case, IPv6 without brackets) and the port, if any, of an `allow_hosts` entry.

    Raises:
        ValueError: It is neither `host` nor `host:port`.
    """
    match = _ENTRY.fullmatch(entry)
    if match is None:
        try:
            return str(IPv6Address(entry)), None
        except AddressValueError:
            raise ValueError(f"not 'host' or 'host:port': {entry!r}") from None
    host, port = match["host"].lower(), match["port"]
    if host.startswith("["):
        host = str(IPv6Address(host[1:-1]))
    return host, None if port is None else int(port)
