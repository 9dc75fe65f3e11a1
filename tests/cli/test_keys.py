"""`filmgate keys` and `credits`: accounts on this machine's data, with or without a server on it."""

from __future__ import annotations

import shutil
import sqlite3
import stat
from pathlib import Path

import pytest

from cli.shell import Shell
from end_to_end.server import Server
from filmgate.client import AuthenticationError, Client


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one account, Ann's, of 1000 credits; `key` has its key."""
    home = tmp_path_factory.mktemp("books")
    made = Shell(home).run("keys", "create", "--name", "Ann", "--credits", "1000", "--data", "data", "--json")
    (home / "data" / "key").write_text(made.json["key"])
    return home / "data"


@pytest.fixture
def data(books: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(books, tmp_path / "data"))


def test_a_key_is_shown_once_and_stored_as_a_hash(shell: Shell) -> None:
    made = shell.run("keys", "create", "--name", "Ann", "--credits", "1000", "--json").json
    assert set(made) == {
        *("key", "id", "name", "account", "group", "balance", "callback_secret", "expires_at"),
    }
    assert made["key"].startswith("fg_live_")
    assert made["callback_secret"].startswith("whsec_")
    assert (made["name"], made["balance"], made["expires_at"]) == ("Ann", 1000, None)
    folder = shell.home / ".local" / "share" / "filmgate"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for file in folder.rglob("*"):
        assert file.is_dir() or made["key"].encode() not in file.read_bytes()
    assert made["key"] not in shell.run("keys", "ls", "--json").out


def test_a_key_can_be_narrow_and_saved(shell: Shell) -> None:
    told = shell.run(
        *("keys", "create", "--name", "Bob", "--data", "d", "--expires-days", "1", "--models", "veo3.1-fast"),
        *("--requests-per-minute", "9", "--tasks-at-once", "2", "--save"),
    )
    key = told.out.strip()
    assert "credits grant acct_" in told.err, "a key without credits says how it gets some"
    file = shell.home / ".config" / "filmgate" / "credentials.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert key in file.read_text()
    assert f"serve --data {shell.home}/d" in file.read_text(), "how its server is started is kept too"
    as_json, table, saved = shell.run_at_once(
        ("keys", "ls", "--data", "d", "--json"), ("keys", "ls", "--data", "d"), ("keys", "saved")
    )
    assert saved.out.strip() == key
    (listed,) = as_json.json["data"]
    assert (listed["models"], listed["requests_per_minute"], listed["tasks_at_once"]) == (
        ["veo3.1-fast"],
        9,
        2,
    )
    assert listed["expires_at"] - listed["created"] == 24 * 3600
    (row,) = table.rows
    assert row["STATE"].startswith("until 20")
    assert key.startswith(row["KEY"].split("…")[0])


def test_a_revoked_key_ends_at_once_on_a_running_server(server: Server, shell: Shell) -> None:
    account = server.customer().account_id
    made = shell.run("keys", "create", "--account", account, "--data", server.folder, "--json").json
    with Client(made["key"], server.base_url) as client:
        assert client.credits().balance == 1000
        assert "is revoked" in shell.run("keys", "revoke", made["key"], "--data", server.folder).err
        with pytest.raises(AuthenticationError):
            client.credits()
    again = shell.run("keys", "revoke", made["id"], "--data", server.folder, exits=2)
    assert "revoked already" in again.err


def test_credits_are_granted_to_an_account_by_id_or_name(shell: Shell, data: Path) -> None:
    as_json, table = shell.run_at_once(
        ("credits", "show", "--data", data, "--json"), ("credits", "show", "--data", data)
    )
    (before,), (row,) = as_json.json["data"], table.rows
    assert (row["NAME"], row["BALANCE"]) == ("Ann", "1,000")
    assert (before["name"], before["balance"], before["reserved"], before["spent"]) == ("Ann", 1000, 0, 0)
    told = shell.run("credits", "grant", "Ann", "25.7", "--note", "a gift", "--data", data)
    assert "1,025.7 credits" in told.err
    now = shell.run("credits", "grant", before["account"], "0.000001", "--data", data, "--json").json
    assert now["balance"] == 1025.700001


def test_a_name_that_two_accounts_have_is_not_guessed(shell: Shell, data: Path) -> None:
    shell.run("keys", "create", "--name", "Ann", "--data", data)
    refused = shell.run("credits", "grant", "Ann", "1", "--data", data, exits=2)
    assert "2 accounts have the name Ann" in refused.err
    assert refused.err.count("acct_") == 2


def test_a_keys_own_credits_are_shown_by_the_server(user: Shell) -> None:
    shown = user.run("credits", "show", "--json").json
    assert (shown["balance"], shown["reserved"], shown["spent"]) == (1000, 0, 0)
    assert "1,000" in user.run("credits", "show").out


def test_sound_books_are_proven(server: Server, shell: Shell) -> None:
    proof = shell.run("credits", "verify", "--data", server.folder, "--json").json
    assert (proof["ok"], proof["problems"]) == (True, [])
    assert proof["accounts"] >= 1


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        ("UPDATE accounts SET balance_microcredits = balance_microcredits + 1", "balance is 1000000001"),
        ("DELETE FROM ledger_entries", "its entries sum to 0"),
    ],
)
def test_credits_from_nowhere_are_found(shell: Shell, data: Path, harm: str, says: str) -> None:
    with sqlite3.connect(data / "filmgate.db") as database:
        database.execute(harm)
    verify = ("credits", "verify", "--data", data)
    found, as_json = shell.run_at_once(verify, (*verify, "--json"), exits=1)
    assert says in found.out
    assert "not sound" in found.err
    assert as_json.json["ok"] is False
    assert says in str(as_json.json["problems"])


def test_a_file_that_is_no_database_is_told(shell: Shell, data: Path) -> None:
    (data / "filmgate.db").write_bytes(b"x" * 8192)
    commands = (("credits", "verify", "--data", data), ("serve", "--data", data, "--port", "0"))
    for told in shell.run_at_once(*commands, exits=1):
        assert "file is not a database" in told.err
