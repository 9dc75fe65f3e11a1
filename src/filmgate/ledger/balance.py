"""What an account has."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from filmgate.db.tables import accounts
from filmgate.ledger.entries import UnknownAccount


@dataclass(frozen=True)
class Balance:
    """An account's amounts in micro-credits: free to spend, reserved for unfinished tasks, and spent."""

    account_id: str
    name: str
    user_group: str
    balance_microcredits: int
    reserved_microcredits: int
    spent_microcredits: int


_COLUMNS = (
    accounts.c.id,
    accounts.c.name,
    accounts.c.user_group,
    accounts.c.balance_microcredits,
    accounts.c.reserved_microcredits,
    accounts.c.spent_microcredits,
)


_BY_ID = select(*_COLUMNS).where(accounts.c.id == bindparam("id"))


def read_balance(connection: Connection, account_id: str) -> Balance:
    """One account's amounts.

    Raises:
        UnknownAccount: There is no such account.
    """
    row = connection.execute(_BY_ID, {"id": account_id}).one_or_none()
    if row is None:
        raise UnknownAccount(account_id)
    return Balance(*row)


def read_balances(connection: Connection) -> list[Balance]:
    """Every account's amounts, oldest account first."""
    rows = connection.execute(select(*_COLUMNS).order_by(accounts.c.created_at_ms, accounts.c.id))
    return [Balance(*row) for row in rows]
