"""Setting credits aside for a task that is being accepted."""

from __future__ import annotations

from sqlalchemy import Connection

from filmgate.ledger.entries import EntryKind, move


def reserve(
    connection: Connection, account_id: str, task_id: str, amount_microcredits: int, now_ms: int
) -> bool:
    """Move an amount from the balance to the reserved; False, with nothing moved, if the balance does not suffice."""
    return move(
        connection,
        EntryKind.RESERVE,
        account_id,
        balance=-amount_microcredits,
        reserved=amount_microcredits,
        task_id=task_id,
        now_ms=now_ms,
    )
