"""One decision: is this address a public one? An address comes in, a verdict with a reason goes out.

The table follows the IANA special-purpose registries of IPv4 and IPv6 (RFC 6890 and its successors) and the
metadata services of the large clouds. A line that holds another one stands below it: the first match
decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address


class Reach(StrEnum):
    """How far an address may be reached from here."""

    PUBLIC = "public"
    INTERNAL = "internal"
    """Only for a host that the operator has named."""
    NEVER = "never"
    """For nobody: metadata services, link-local, group and transition addresses."""


@dataclass(frozen=True)
class Verdict:
    """What was decided; `reason` names the registry entry, and is empty for a public address."""

    reach: Reach
    reason: str = ""


_METADATA = "cloud metadata service"

_IPV4: tuple[tuple[IPv4Network, Reach, str], ...] = tuple(
    (IPv4Network(network), reach, reason)
    for network, reach, reason in (
        ("169.254.169.254/32", Reach.NEVER, _METADATA),
        ("169.254.170.2/32", Reach.NEVER, _METADATA),
        ("169.254.170.23/32", Reach.NEVER, _METADATA),
        ("169.254.42.42/32", Reach.NEVER, _METADATA),
        ("169.254.0.23/32", Reach.NEVER, _METADATA),
        ("100.100.100.200/32", Reach.NEVER, _METADATA),
        ("192.0.0.192/32", Reach.NEVER, _METADATA),
        ("168.63.129.16/32", Reach.NEVER, _METADATA),
        ("0.0.0.0/32", Reach.NEVER, "unspecified address"),
        ("0.0.0.0/8", Reach.NEVER, "this network"),
        ("10.0.0.0/8", Reach.INTERNAL, "private network"),
        ("100.64.0.0/10", Reach.INTERNAL, "shared address space"),
        ("127.0.0.0/8", Reach.INTERNAL, "loopback"),
        ("169.254.0.0/16", Reach.NEVER, "link-local"),
        ("172.16.0.0/12", Reach.INTERNAL, "private network"),
        ("192.0.0.0/24", Reach.NEVER, "IETF protocol assignments"),
        ("192.0.2.0/24", Reach.NEVER, "documentation"),
        ("192.31.196.0/24", Reach.NEVER, "AS112 service"),
        ("192.52.193.0/24", Reach.NEVER, "automatic multicast tunnelling"),
        ("192.88.99.0/24", Reach.NEVER, "6to4 relay"),
        ("192.168.0.0/16", Reach.INTERNAL, "private network"),
        ("192.175.48.0/24", Reach.NEVER, "AS112 service"),
        ("198.18.0.0/15", Reach.INTERNAL, "benchmarking"),
        ("198.51.100.0/24", Reach.NEVER, "documentation"),
        ("203.0.113.0/24", Reach.NEVER, "documentation"),
        ("224.0.0.0/4", Reach.NEVER, "multicast"),
        ("255.255.255.255/32", Reach.NEVER, "broadcast"),
        ("240.0.0.0/4", Reach.NEVER, "reserved"),
    )
)

_IPV6: tuple[tuple[IPv6Network, Reach, str], ...] = tuple(
    (IPv6Network(network), reach, reason)
    for network, reach, reason in (
        ("fd00:ec2::/32", Reach.NEVER, _METADATA),
        ("fd20:ce::254/128", Reach.NEVER, _METADATA),
        ("fd00:42::42/128", Reach.NEVER, _METADATA),
        ("fd00:c1::a9fe:a9fe/128", Reach.NEVER, _METADATA),
        ("fe80::a9fe:a9fe/128", Reach.NEVER, _METADATA),
        ("::/128", Reach.NEVER, "unspecified address"),
        ("::1/128", Reach.INTERNAL, "loopback"),
        ("::ffff:0:0/96", Reach.NEVER, "IPv4-mapped address"),
        ("::ffff:0:0:0/96", Reach.NEVER, "IPv4-translated address"),
        ("::/96", Reach.NEVER, "IPv4-compatible address"),
        ("64:ff9b::/96", Reach.NEVER, "NAT64"),
        ("64:ff9b:1::/48", Reach.NEVER, "NAT64"),
        ("100::/64", Reach.NEVER, "discard-only"),
        ("100:0:0:1::/64", Reach.NEVER, "dummy prefix"),
        ("2001::/32", Reach.NEVER, "Teredo"),
        ("2001:2::/48", Reach.INTERNAL, "benchmarking"),
        ("2001:db8::/32", Reach.NEVER, "documentation"),
        ("2001::/23", Reach.NEVER, "IETF protocol assignments"),
        ("2002::/16", Reach.NEVER, "6to4"),
        ("2620:4f:8000::/48", Reach.NEVER, "AS112 service"),
        ("3fff::/20", Reach.NEVER, "documentation"),
        ("5f00::/16", Reach.NEVER, "segment routing"),
        ("fc00::/7", Reach.INTERNAL, "unique local address"),
        ("fe80::/10", Reach.NEVER, "link-local"),
        ("fec0::/10", Reach.NEVER, "site-local"),
        ("ff00::/8", Reach.NEVER, "multicast"),
    )
)

_GLOBAL_UNICAST = IPv6Network("2000::/3")


def judge(address: Address | str) -> Verdict:
    """Decide about one address.

    Transition addresses (mapped, 6to4, NAT64, Teredo …) are refused whatever they hold inside: no public
    server needs one, and whether the inner address is reached depends on the network.

    Raises:
        ValueError: The text is no IP address.
    """
    if isinstance(address, str):
        address = ip_address(address)
    if isinstance(address, IPv4Address):
        for network4, reach, reason in _IPV4:
            if address in network4:
                return Verdict(reach, reason)
        return Verdict(Reach.PUBLIC)
    plain = IPv6Address(int(address))  # without a zone such as %eth0
    for network6, reach, reason in _IPV6:
        if plain in network6:
            return Verdict(reach, reason)
    if plain not in _GLOBAL_UNICAST:
        return Verdict(Reach.NEVER, "not global unicast")
    return Verdict(Reach.PUBLIC)


def is_loopback(host: str) -> bool:
    """Whether a host to listen on, or a peer, is this machine and nobody else; names are not looked up."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
