"""Giving credits to an account."""

from __future__ import annotations

from sqlalchemy import Connection

from filmgate.ledger.balance import read_balance
from filmgate.ledger.entries import EntryKind, UnknownAccount, move

MOST_MICROCREDITS = 10**18
"""A million million credits: what an account may hold at most, far below what an integer of the database can."""


class BalanceTooLarge(ValueError):
    """An account holds at most a million million credits"""


def grant(
    connection: Connection, account_id: str, amount_microcredits: int, note: str | None, now_ms: int
) -> None:
    """Add credits to the balance.

    Raises:
        ValueError: The amount is not positive.
        BalanceTooLarge: The account would have more than `MOST_MICROCREDITS`.
        UnknownAccount: There is no such account.
    """
    if amount_microcredits <= 0:
        raise ValueError("a grant must be more than 0 credits")
    if read_balance(connection, account_id).balance_microcredits + amount_microcredits > MOST_MICROCREDITS:
        raise BalanceTooLarge
    moved = move(
        connection, EntryKind.GRANT, account_id, balance=amount_microcredits, note=note, now_ms=now_ms
    )
    if not moved:
        raise UnknownAccount(account_id)
