from ipaddress import IPv4Address, IPv6Address
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmgate.net.addresses import Reach, Verdict, judge

LINES = (Path(__file__).with_name("addresses.tsv")).read_text(encoding="utf-8").splitlines()
ROWS = [tuple(line.split("\t")) for line in LINES if not line.startswith("#")]


def test_the_table_is_as_long_as_promised() -> None:
    assert len({address for address, _, _ in ROWS}) == len(ROWS) >= 120


@pytest.mark.parametrize(("address", "reach", "reason"), ROWS)
def test_the_verdict_on(address: str, reach: str, reason: str) -> None:
    assert judge(address) == Verdict(Reach(reach), reason)


@given(st.ip_addresses(v=4))
def test_no_public_ipv4_address_is_special_in_the_standard_library(address: IPv4Address) -> None:
    if judge(address).reach is Reach.PUBLIC:
        assert address.is_global
        assert not address.is_multicast


@given(st.ip_addresses(v=6))
def test_no_public_ipv6_address_is_special_in_the_standard_library(address: IPv6Address) -> None:
    if judge(address).reach is Reach.PUBLIC:
        assert address.is_global
        assert not address.is_multicast
        assert address.ipv4_mapped is address.sixtofour is address.teredo is None


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_hidden_in_an_ipv6_one_never_passes(address: IPv4Address) -> None:
    inner = int(address)
    for hidden in (
        0xFFFF << 32 | inner,
        inner,
        0xFFFF << 48 | inner,
        0x64FF9B << 96 | inner,
        0x2002 << 112 | inner << 80,
        0x20010000 << 96 | inner << 64,
    ):
        if hidden != 1:  # ::1 is loopback
            assert judge(IPv6Address(hidden)).reach is Reach.NEVER


@pytest.mark.parametrize("text", ["", "localhost", "1.2.3", "01.2.3.4", "::1::", "1.2.3.4/32"])
def test_what_is_no_address_has_no_verdict(text: str) -> None:
    with pytest.raises(ValueError, match="does not appear"):
        judge(text)
