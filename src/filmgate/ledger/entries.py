"""Writing one entry: the account's amounts and the line that explains them change together."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import Connection, bindparam, insert, update
from sqlalchemy.exc import NoResultFound

from filmgate.db.tables import accounts, ledger_entries


class EntryKind(StrEnum):
    """Why credits moved."""

    GRANT = "grant"
    RESERVE = "reserve"
    SETTLE = "settle"
    REFUND = "refund"


_MOVE = (
    update(accounts)
    .where(accounts.c.id == bindparam("of_account"))
    .where(accounts.c.balance_microcredits + bindparam("balance_change") >= 0)
    .values(
        balance_microcredits=accounts.c.balance_microcredits + bindparam("balance_change"),
        reserved_microcredits=accounts.c.reserved_microcredits + bindparam("reserved_change"),
        spent_microcredits=accounts.c.spent_microcredits + bindparam("spent_change"),
    )
)
_ENTRY = insert(ledger_entries)


def move(
    connection: Connection,
    kind: EntryKind,
    account_id: str,
    *,
    balance: int = 0,
    reserved: int = 0,
    spent: int = 0,
    task_id: str | None = None,
    note: str | None = None,
    now_ms: int,
) -> bool:
    """Change an account's amounts (micro-credits) and append the entry.

    Returns:
        False, with nothing changed, if the balance would fall below zero or the account does not exist.
    """
    amounts = {"balance_change": balance, "reserved_change": reserved, "spent_change": spent}
    if connection.execute(_MOVE, {"of_account": account_id, **amounts}).rowcount != 1:
        return False
    connection.execute(
        _ENTRY,
        {
            "account_id": account_id,
            "task_id": task_id,
            "kind": kind,
            "note": note,
            "created_at_ms": now_ms,
            **amounts,
        },
    )
    return True


class UnknownAccount(NoResultFound):
    """No such account"""
