"""Reading and vetting a URL. What leaves here is rebuilt from vetted parts, so no later parser can read it
otherwise."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import quote

from filmgate.net.addresses import Address, Reach, judge
from filmgate.net.errors import AddressRefused, BadUrl
from filmgate.net.policy import Policy

MAX_URL_CHARACTERS = 2048

_URL = re.compile(
    r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?P<authority>[^/?#]*)(?P<path>[^?#]*)(\?(?P<query>[^#]*))?(#.*)?"
)
_AUTHORITY = re.compile(r"(?P<host>\[[^\[\]]*\]|[^:\[\]]*)(:(?P<port>.*))?")
_PORT = re.compile(r"[1-9][0-9]{0,4}")
_NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(\.(?!-)[a-z0-9_-]{1,63}(?<!-))*")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_UNWRITABLE = ("Cc", "Cf", "Cs", "Zs", "Zl", "Zp")
_SAFE_IN_PATH = "%/:@!$&'()*+,;=~-._"
_SAFE_IN_QUERY = _SAFE_IN_PATH + "?"
_DEFAULT_PORTS = {"http": 80, "https": 443}

_INTERNAL_SUFFIXES = (
    "localhost",
    "localdomain",
    "local",
    "internal",
    "intranet",
    "home.arpa",
    "lan",
    "onion",
    "invalid",
    "test",
)
"""Endings of names that never are public hosts (RFC 6761, RFC 6762, RFC 8375, ICANN's `.internal`;
`.localdomain` and `.lan` by custom)."""

# Ports of other protocols, where an HTTP request could be mistaken for something else (the Fetch standard's
# bad ports).
# fmt: off
_OTHER_PROTOCOLS = frozenset(
    (
        1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102,
        103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465,
        512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993,
        995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668,
        6669, 6679, 6697, 10080,
    )
)
# fmt: on


@dataclass(frozen=True)
class VettedUrl:
    """A URL that may be asked, in its parts.

    Attributes:
        host: Name or address in lower case; IPv6 without brackets.
        target: Path and query as they are sent, pure ASCII.
        literal: The address, if the host is one; it has been judged.
        allowed: Whether the policy names this host, so that it may be internal.
    """

    scheme: str
    host: str
    port: int
    target: str
    literal: Address | None
    allowed: bool

    @property
    def host_header(self) -> str:
        """Value of the `Host` header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return f"{self.scheme}://{self.host_header}"

    def __str__(self) -> str:
        return self.origin + self.target


def vet_url(text: str, policy: Policy) -> VettedUrl:
    """Read a URL and hold it against a policy; nothing is looked up.

    Raises:
        BadUrl: It is malformed, ambiguous or of a kind that the policy does not let out.
        AddressRefused: Its host is an internal address or a name that can only be internal.
    """
    match = _split(text)
    scheme = match["scheme"].lower()
    if scheme not in _DEFAULT_PORTS:
        raise BadUrl(f"the scheme must be {' or '.join(policy.schemes)}, not {scheme[:20]}")
    host_text, port = _host_and_port(match["authority"], scheme)
    host, literal = _host(host_text)
    allowed = policy.allows(host, port)
    if scheme not in policy.schemes and not (scheme == "http" and allowed and policy.http_for_allowed):
        raise BadUrl(f"the scheme must be {' or '.join(policy.schemes)}, not {scheme}")
    if not allowed:
        _vet_port(port, scheme, policy)
        if literal is None:
            _vet_name(host)
    if literal is not None:
        check_address(host, literal, allowed=allowed)
    target = quote(match["path"] or "/", safe=_SAFE_IN_PATH)
    if match["query"] is not None:
        target += "?" + quote(match["query"], safe=_SAFE_IN_QUERY)
    return VettedUrl(scheme, host, port, target, literal, allowed)


def check_address(host: str, address: Address, *, allowed: bool) -> None:
    """Refuse an address that is not public, nor internal under an `allowed` name.

    Raises:
        AddressRefused: It must not be reached.
    """
    verdict = judge(address)
    if verdict.reach is Reach.NEVER or (verdict.reach is Reach.INTERNAL and not allowed):
        raise AddressRefused(host, verdict.reason)


def _split(text: str) -> re.Match[str]:
    if len(text) > MAX_URL_CHARACTERS:
        raise BadUrl(f"the URL is longer than {MAX_URL_CHARACTERS} characters")
    for character in text:
        if character == "\\" or unicodedata.category(character) in _UNWRITABLE:
            raise BadUrl(f"the URL contains {character!a}: percent-encode it")
    match = _URL.fullmatch(text)
    if match is None:
        raise BadUrl("not an absolute URL such as https://example.com/picture.png")
    return match


def _host_and_port(authority: str, scheme: str) -> tuple[str, int]:
    if "@" in authority:
        raise BadUrl("the URL must not contain a user name or password")
    match = _AUTHORITY.fullmatch(authority)
    if match is None or not match["host"]:
        raise BadUrl("the URL has no valid host")
    if match["port"] is None:
        return match["host"], _DEFAULT_PORTS[scheme]
    if _PORT.fullmatch(match["port"]) is None or int(match["port"]) > 65535:
        raise BadUrl("the port must be a number from 1 to 65535")
    return match["host"], int(match["port"])


def _host(text: str) -> tuple[str, Address | None]:
    """The one spelling of a host; other spellings of an address (octal, hex, short, decimal) are refused."""
    if not text.isascii():
        raise BadUrl("the host must be ASCII: write an international name in its xn-- form")
    host = text.lower()
    if host.startswith("["):
        try:
            address = IPv6Address(host[1:-1])
        except AddressValueError:
            raise BadUrl("the host is not a valid IPv6 address") from None
        if address.scope_id is not None:
            raise BadUrl("the host must not carry an IPv6 zone")
        return str(address), address
    if host.endswith("."):
        raise BadUrl("the host must not end with a dot")
    if len(host) > 253 or _NAME.fullmatch(host) is None:
        raise BadUrl("the host is not a valid name")
    if _NUMBER.fullmatch(host.rpartition(".")[2]) is None:
        return host, None
    try:
        return host, IPv4Address(host)
    except AddressValueError:
        raise BadUrl("the host is not an IPv4 address of four plain decimal numbers") from None


def _vet_port(port: int, scheme: str, policy: Policy) -> None:
    if policy.ports is None:
        if port in _OTHER_PROTOCOLS:
            raise BadUrl(f"port {port} belongs to another protocol")
    elif port not in policy.ports and port != _DEFAULT_PORTS[scheme]:
        raise BadUrl(f"port {port} is not allowed")


def _vet_name(host: str) -> None:
    if "." not in host:
        raise AddressRefused(host, "a name without a dot")
    for suffix in _INTERNAL_SUFFIXES:
        if host == suffix or host.endswith("." + suffix):
            raise AddressRefused(host, f"names under .{suffix} are internal")
