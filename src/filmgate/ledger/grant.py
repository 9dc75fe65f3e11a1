"""Giving credits to an account."""

from __future__ import annotations

from sqlalchemy import Connection

from filmgate.ledger.entries import EntryKind, UnknownAccount, move


def grant(
    connection: Connection, account_id: str, amount_microcredits: int, note: str | None, now_ms: int
) -> None:
    """Add credits to the balance.

    Raises:
        ValueError: The amount is not positive.
        UnknownAccount: There is no such account.
    """
    if amount_microcredits <= 0:
        raise ValueError("a grant must be more than 0 credits")
    moved = move(
        connection, EntryKind.GRANT, account_id, balance=amount_microcredits, note=note, now_ms=now_ms
    )
    if not moved:
        raise UnknownAccount(account_id)
