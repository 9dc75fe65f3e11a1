"""Entries stand in the transaction of what they tell, and nothing changes them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from sqlalchemy import Connection, delete, update
from sqlalchemy.exc import DBAPIError

import filmgate
from customers import NOW_MS, Customer
from filmgate.audit.listing import list_entries
from filmgate.audit.record import Action, Actor, command_line_user, record
from filmgate.db.database import Database
from filmgate.db.tables import audit_entries
from filmgate.keys.revoke import revoke_key

ANN = Actor("cli", "ann")
SOURCE = Path(next(iter(filmgate.__path__)))


def add(
    database: Database, action: Action = Action.CREATE_KEY, target: str = "key_1", at_ms: int = NOW_MS
) -> None:
    database.write_now(lambda connection: record(connection, ANN, action, target, {"name": "x"}, at_ms))


def test_an_entry_says_who_did_what_to_what_and_when(database: Database) -> None:
    database.write_now(
        lambda connection: record(
            connection, ANN, Action.GRANT_CREDITS, "acct_1", {"credits": 25.7, "note": None}, NOW_MS
        )
    )
    (entry,) = database.read_now(lambda connection: list_entries(connection, limit=10))
    assert (entry.actor_kind, entry.actor, entry.action, entry.target) == (
        "cli",
        "ann",
        "credits.grant",
        "acct_1",
    )
    assert (entry.details, entry.at_ms) == ({"credits": 25.7}, NOW_MS)


def test_what_was_not_done_is_not_told(database: Database, customer: Customer) -> None:
    def break_off(connection: Connection) -> None:
        revoke_key(connection, customer.key.id, NOW_MS)
        record(connection, ANN, Action.REVOKE_KEY, customer.key.id, {}, NOW_MS)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        database.write_now(break_off)
    assert database.read_now(lambda connection: list_entries(connection, limit=10)) == []


@pytest.mark.parametrize("change", [update(audit_entries).values(actor="bob"), delete(audit_entries)])
def test_the_database_refuses_to_change_an_entry(database: Database, change: object) -> None:
    add(database)
    with pytest.raises(DBAPIError, match="never changed"):
        database.write_now(lambda connection: connection.execute(change).rowcount)  # type: ignore[call-overload]
    (entry,) = database.read_now(lambda connection: list_entries(connection, limit=10))
    assert entry.actor == "ann"


def test_the_list_is_filtered_and_the_newest_come_first(database: Database) -> None:
    add(database, Action.CREATE_KEY, "key_1", NOW_MS)
    add(database, Action.REVOKE_KEY, "key_1", NOW_MS + 1)
    add(database, Action.GRANT_CREDITS, "acct_%", NOW_MS + 2)

    def found(**filters: object) -> list[str]:
        entries = database.read_now(
            lambda connection: list_entries(connection, **{"limit": 10, **filters})  # type: ignore[arg-type]
        )
        return [entry.action for entry in entries]

    assert found() == ["credits.grant", "key.revoke", "key.create"]
    assert found(limit=1) == ["credits.grant"]
    assert found(action="key") == ["key.revoke", "key.create"]
    assert found(action="key.create") == ["key.create"]
    assert found(action="%") == []
    assert found(target="acct_%") == ["credits.grant"]
    assert found(actor="bob") == []
    assert found(since_ms=NOW_MS + 1) == ["credits.grant", "key.revoke"]


def test_the_user_behind_sudo_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SUDO_USER", raising=False)
    alone = command_line_user()
    monkeypatch.setenv("SUDO_USER", "ann")
    assert command_line_user().name == f"{alone.name} for ann"
    monkeypatch.setattr("os.getuid", lambda: 4_000_000_000 - 1)
    monkeypatch.delenv("SUDO_USER")
    assert command_line_user().name == "3999999999"


RECORDED = {
    "create_account",
    "grant",
    "grant_credits",
    "mint_key",
    "revoke_key",
    "set_admin_password",
    "rotate",
}


def test_who_does_what_is_told_records_it() -> None:
    """A module that calls one of these outside their own rooms knows the audit log."""
    callers = 0
    for file in SOURCE.rglob("*.py"):
        if file.relative_to(SOURCE).parts[0] in ("keys", "ledger", "storage", "audit"):
            continue
        text = file.read_text(encoding="utf-8")
        called = {
            node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute)
        }
        if called & RECORDED:
            callers += 1
            assert "filmgate.audit.record" in text, f"{file} calls {called & RECORDED}"
    assert callers >= 4
