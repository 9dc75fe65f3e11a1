"""Which server and which key are meant; and that a key goes nowhere else."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from client.proxy import Proxy
from end_to_end.server import Customer
from filmgate.client import (
    Client,
    Credentials,
    InvalidAddress,
    MissingApiKey,
    credentials_path,
    load_credentials,
    save_credentials,
)
from filmgate.client.credentials import find_credentials

SAVED = Credentials("http://saved.test/apiv1", "saved-key", start_command="filmgate serve --data /there")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return save_credentials(SAVED, tmp_path / "new" / "credentials.json")


def test_only_their_owner_can_read_them(file: Path) -> None:
    before = os.umask(0)
    try:
        save_credentials(SAVED, file)
    finally:
        os.umask(before)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert list(file.parent.iterdir()) == [file]
    assert load_credentials(file) == SAVED


def test_a_traceback_that_shows_them_does_not_show_the_key() -> None:
    assert "saved-key" not in repr(SAVED)


def test_they_stand_in_the_users_configuration_folder(tmp_path: Path) -> None:
    assert credentials_path() == tmp_path / "home" / ".config" / "filmgate" / "credentials.json"


def test_they_are_used_when_nothing_else_is_named(customer: Customer, proxy: Proxy) -> None:
    save_credentials(Credentials(proxy.url + "/", customer.key))
    with Client() as client:
        assert client.base_url == proxy.url
        assert client.credits().balance == 1000


@pytest.mark.parametrize(
    ("arguments", "environ", "url", "key"),
    [
        ((None, None), {}, "http://saved.test/apiv1", "saved-key"),
        ((None, None), {"FILMGATE_API_KEY": "env-key"}, "http://saved.test/apiv1", "env-key"),
        (
            (None, None),
            {"FILMGATE_API_KEY": "env-key", "FILMGATE_BASE_URL": "http://env.test/"},
            "http://env.test",
            "env-key",
        ),
        (("own-key", None), {"FILMGATE_API_KEY": "env-key"}, "http://saved.test/apiv1", "own-key"),
        (
            ("own-key", "https://own.test"),
            {"FILMGATE_BASE_URL": "http://env.test"},
            "https://own.test",
            "own-key",
        ),
        ((None, "http://saved.test/apiv1/"), {}, "http://saved.test/apiv1", "saved-key"),
        ((" key\n", None), {}, "http://saved.test/apiv1", "key"),
        (
            (None, None),
            {"FILMGATE_API_KEY": "", "FILMGATE_BASE_URL": ""},
            "http://saved.test/apiv1",
            "saved-key",
        ),
    ],
)
def test_arguments_come_before_the_environment_before_the_file(
    file: Path, arguments: tuple[str | None, str | None], environ: dict[str, str], url: str, key: str
) -> None:
    found = find_credentials(*arguments, environ=environ, path=file)
    assert (found.base_url, found.api_key) == (url, key)


@pytest.mark.parametrize(
    ("base_url", "environ"),
    [
        ("http://other.test", {}),
        (None, {"FILMGATE_BASE_URL": "http://saved.test"}),
        ("http://saved.test:80/apiv1", {}),
        ("https://saved.test/apiv1", {}),
    ],
)
def test_the_files_key_is_for_the_files_server_alone(
    file: Path, base_url: str | None, environ: dict[str, str]
) -> None:
    with pytest.raises(MissingApiKey) as caught:
        find_credentials(None, base_url, environ=environ, path=file)
    assert "FILMGATE_API_KEY" in caught.value.suggestion


def test_without_any_the_usual_server_is_meant(tmp_path: Path) -> None:
    with pytest.raises(MissingApiKey, match=r"http://127\.0\.0\.1:8787"):
        Client()
    assert find_credentials("key", path=tmp_path / "none").base_url == "http://127.0.0.1:8787"


@pytest.mark.parametrize(
    "url", ["ftp://x", "localhost:8787", "http://", "https:///v1", "http:/x", "nonsense"]
)
def test_what_is_no_address_is_said_at_once(tmp_path: Path, url: str) -> None:
    with pytest.raises(InvalidAddress, match="no address") as caught:
        Client("key", url)
    assert "http://127.0.0.1:8787" in caught.value.suggestion


@pytest.mark.parametrize("url", ["http://[::1", "http://a:b"])
def test_what_only_looks_like_an_address_is_said_too(url: str) -> None:
    with pytest.raises(InvalidAddress), Client("key", url, retries=0) as client:
        client.credits()


@pytest.mark.parametrize("key", ["two words", "clé", "line\nline", "nul\0"])
def test_a_key_that_no_server_made_is_said_at_once(key: str) -> None:
    with pytest.raises(MissingApiKey, match="no key has"):
        Client(key, "http://127.0.0.1:1")


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"base_url": "http://x"}', "\xff"])
def test_a_damaged_file_counts_as_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "credentials.json"
    path.write_bytes(text.encode("latin-1"))
    assert load_credentials(path) is None


def test_a_saved_server_that_does_not_answer_is_named_with_its_own_start(file: Path) -> None:
    assert find_credentials(path=file, environ={}).start_command == "filmgate serve --data /there"
