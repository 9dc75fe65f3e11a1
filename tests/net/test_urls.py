import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmgate.net.errors import AddressRefused, BadUrl, NetError
from filmgate.net.policy import Policy, operator_policy, parse_allowed
from filmgate.net.urls import vet_url

POLICIES = {
    "picture": Policy(schemes=("http", "https")),
    "callback": Policy(
        allow_hosts=("hook.lan:8443", "127.0.0.1:9000", "box.corp.example", "169.254.169.254", "[::1]:9000"),
        http_for_allowed=True,
    ),
}
NAMED = {"TAB": "\t", "LF": "\n", "CR": "\r", "NUL": "\0", "DEL": "\x7f"}


def _unescape(url: str) -> str:
    url = re.sub(r"<U\+([0-9A-F]{4})>", lambda match: chr(int(match[1], 16)), url)
    return re.sub(r"<([A-Z]+)>", lambda match: NAMED[match[1]], url)


LINES = (Path(__file__).with_name("urls.tsv")).read_text(encoding="utf-8").split("\n")
ROWS = [tuple(line.split("\t")) for line in LINES if line and not line.startswith("#")]


@pytest.mark.parametrize(("policy", "url", "outcome", "detail"), ROWS)
def test_the_verdict_on(policy: str, url: str, outcome: str, detail: str) -> None:
    url = _unescape(url)
    if outcome == "ok":
        assert str(vet_url(url, POLICIES[policy])) == detail
    else:
        error: type[NetError] = {"bad": BadUrl, "refused": AddressRefused}[outcome]
        with pytest.raises(error, match=re.escape(detail)):
            vet_url(url, POLICIES[policy])


@pytest.mark.parametrize(("length", "fits"), [(2048, True), (2049, False)])
def test_a_url_has_at_most_2048_characters(length: int, fits: bool) -> None:
    url = "https://example.com/".ljust(length, "x")
    if fits:
        vet_url(url, POLICIES["picture"])
    else:
        with pytest.raises(BadUrl, match="2048"):
            vet_url(url, POLICIES["picture"])


@pytest.mark.parametrize("label", ["a" * 64 + ".com", ".".join(["a" * 60] * 5)])
def test_names_longer_than_dns_allows_are_refused(label: str) -> None:
    with pytest.raises(BadUrl, match="not a valid name"):
        vet_url(f"https://{label}/", POLICIES["picture"])


def test_a_policy_may_name_its_ports() -> None:
    policy = Policy(ports=(8443,))
    for url in ("https://example.com/", "https://example.com:443/", "https://example.com:8443/"):
        vet_url(url, policy)
    with pytest.raises(BadUrl, match="port 9443 is not allowed"):
        vet_url("https://example.com:9443/", policy)


@given(st.text(max_size=80))
def test_any_text_is_either_vetted_or_refused(text: str) -> None:
    for url in (text, "https://" + text, "https://example.com" + text, "https://example.com/" + text):
        try:
            vetted = vet_url(url, POLICIES["picture"])
        except NetError:
            continue
        again = vet_url(str(vetted), POLICIES["picture"])
        assert str(again) == str(vetted)
        assert str(vetted).isascii()
        assert str(vetted).isprintable()


@pytest.mark.parametrize(
    ("entry", "parsed"),
    [
        ("localhost", ("localhost", None)),
        ("LocalHost:80", ("localhost", 80)),
        ("my_box.lan:9000", ("my_box.lan", 9000)),
        ("::1", ("::1", None)),
        ("[::1]", ("::1", None)),
        ("[0:0::1]:8080", ("::1", 8080)),
        ("127.0.0.1:9000", ("127.0.0.1", 9000)),
    ],
)
def test_an_allowed_host_is_read(entry: str, parsed: tuple[str, int | None]) -> None:
    assert parse_allowed(entry) == parsed


@pytest.mark.parametrize(
    "entry", ["", "http://127.0.0.1", "127.0.0.1:0", "a/b", "*.lan", "a b", "a:b", "[::1", "x:1:2"]
)
def test_an_allowed_host_that_could_never_match_is_an_error(entry: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Policy(allow_hosts=(entry,))


@pytest.mark.parametrize(
    "base_url",
    [
        "http://127.0.0.1:11434/v1",
        "https://api.example.com/v1",
        "http://localhost:8000",
        "http://[::1]:8000/v1",
    ],
)
def test_what_the_operator_has_configured_may_be_internal(base_url: str) -> None:
    policy = operator_policy(base_url, total_seconds=1, max_bytes=1)
    assert vet_url(base_url + "/chat", policy).allowed


@pytest.mark.parametrize(
    "base_url", ["http://169.254.169.254/v1", "http://[fe80::1]/v1", "http://[fd00:ec2::254]/"]
)
def test_even_the_operator_cannot_configure_a_metadata_service(base_url: str) -> None:
    with pytest.raises(AddressRefused):
        vet_url(base_url, operator_policy(base_url, total_seconds=1, max_bytes=1))


@pytest.mark.parametrize(
    "base_url", ["", "nonsense", "http://", "http://a b/", "http://x:99999999/", "http://[::1"]
)
def test_a_base_url_that_is_none_is_an_error(base_url: str) -> None:
    with pytest.raises(BadUrl):
        vet_url(base_url, operator_policy(base_url, total_seconds=1, max_bytes=1))
