from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from filmgate.storage.keyring import Keyring
from filmgate.storage.links import Verdict, link_maker, sign, verify
from filmgate.storage.local_folder import LocalFolder

PATH = "/files/films/task-unified-1757169743-7cvnl5zw/1.mp4"
EXPIRES = 1_757_256_143


@pytest.fixture(scope="module")
def keyring(tmp_path_factory: pytest.TempPathFactory) -> Keyring:
    return Keyring(tmp_path_factory.mktemp("data"))


def params_of(query: str) -> dict[str, str]:
    return dict(parse_qsl(query, strict_parsing=True))


@pytest.mark.parametrize(
    ("now", "verdict"),
    [
        (0, Verdict.VALID),
        (EXPIRES, Verdict.VALID),
        (EXPIRES + 1, Verdict.EXPIRED),
        (EXPIRES * 2, Verdict.EXPIRED),
    ],
)
def test_a_link_lives_until_it_expires(keyring: Keyring, now: int, verdict: Verdict) -> None:
    assert verify(PATH, params_of(sign(PATH, EXPIRES, keyring)), now, keyring) is verdict


@pytest.mark.parametrize("missing", ["expires", "kid", "sig"])
def test_every_parameter_is_needed(keyring: Keyring, missing: str) -> None:
    params = params_of(sign(PATH, EXPIRES, keyring))
    del params[missing]
    assert verify(PATH, params, 0, keyring) is Verdict.FORGED


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("expires", lambda value: str(int(value) + 86400)),
        ("expires", lambda value: "0" + value),
        ("expires", lambda value: "+" + value),
        ("expires", lambda value: value + ".0"),
        ("expires", lambda value: " " + value),
        ("expires", lambda value: value.translate({ord("1"): "１"})),
        ("expires", lambda value: "-1"),
        ("expires", lambda value: "9" * 400),
        ("kid", lambda value: value.upper()),
        ("kid", lambda value: ""),
        ("kid", lambda value: "../x"),
        ("sig", lambda value: value + "="),
        ("sig", lambda value: value[:-1]),
        ("sig", lambda value: value + "A"),
        ("sig", lambda value: value.swapcase()),
        ("sig", lambda value: ""),
        ("sig", lambda value: "é" * 43),
        ("sig", lambda value: "\ud800"),
        ("sig", lambda value: "A" * 1_000_000),
    ],
)
def test_a_changed_parameter_is_forged(keyring: Keyring, name: str, change) -> None:  # type: ignore[no-untyped-def]
    params = params_of(sign(PATH, EXPIRES, keyring))
    params[name] = change(params[name])
    assert verify(PATH, params, 0, keyring) is Verdict.FORGED


@given(data=st.data(), path=st.text(max_size=60), expires=st.integers(0, 10**12 - 1))
def test_any_change_of_one_character_is_noticed(
    keyring: Keyring, data: st.DataObject, path: str, expires: int
) -> None:
    params = params_of(sign(path, expires, keyring))
    assert verify(path, params, expires, keyring) is Verdict.VALID
    name = data.draw(st.sampled_from(["path", "expires", "kid", "sig"]))
    old = path if name == "path" else params[name]
    position = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(position, min(len(old), position + 1)))
    new = old[:position] + data.draw(st.text(max_size=2)) + old[end:]
    assume(new != old)
    if name == "path":
        path = new
    else:
        params[name] = new
    assert verify(path, params, 0, keyring) is Verdict.FORGED


@given(
    first=st.tuples(st.text(max_size=30), st.integers(0, 10**10)),
    second=st.tuples(st.text(max_size=30), st.integers(0, 10**10)),
)
def test_no_two_links_share_a_signature(
    keyring: Keyring, first: tuple[str, int], second: tuple[str, int]
) -> None:
    assume(first != second)
    assert params_of(sign(*first, keyring))["sig"] != params_of(sign(*second, keyring))["sig"]


def test_links_outlive_the_rotation_of_their_key(tmp_path: Path) -> None:
    keyring = Keyring(tmp_path)
    old = params_of(sign(PATH, EXPIRES, keyring))
    keyring.rotate(now_seconds=EXPIRES - 100)
    new = params_of(sign(PATH, EXPIRES, keyring))
    assert old["kid"] != new["kid"]
    assert verify(PATH, old, EXPIRES, keyring) is Verdict.VALID
    assert verify(PATH, new, EXPIRES, keyring) is Verdict.VALID
    assert verify(PATH, {**old, "kid": new["kid"]}, EXPIRES, keyring) is Verdict.FORGED


def test_another_servers_links_are_forged(keyring: Keyring, tmp_path: Path) -> None:
    assert verify(PATH, params_of(sign(PATH, EXPIRES, Keyring(tmp_path))), 0, keyring) is Verdict.FORGED


@pytest.mark.parametrize("expires", [-1, 10**12])
def test_an_impossible_expiry_cannot_be_signed(keyring: Keyring, expires: int) -> None:
    with pytest.raises(ValueError, match="Unix time"):
        sign(PATH, expires, keyring)


class HandsOut(LocalFolder):
    """A storage with addresses of its own."""

    def link(self, key: str, expires_at_seconds: int) -> str | None:  # type: ignore[override]
        return f"https://store.example/{key}?until={expires_at_seconds}"


def test_links_are_the_stores_own_where_it_has_some_but_uploads_are_always_ours(tmp_path: Path) -> None:
    keyring = Keyring(tmp_path)
    ours = link_maker("https://a.example/v", LocalFolder(tmp_path / "files"), keyring)
    theirs = link_maker("https://a.example/v", HandsOut(tmp_path / "files"), keyring)
    assert ours("films/a", 5) == f"https://a.example/v/files/films/a?{sign('films/a', 5, keyring)}"
    assert theirs("films/a", 5) == "https://store.example/films/a?until=5"
    assert theirs("uploads/a", 5) == ours("uploads/a", 5)
