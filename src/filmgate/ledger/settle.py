"""Ending a task's reservation: charged for a film, given back for anything else.

The unique index `uq_ledger_end` lets each task have one of these entries only.
"""

from __future__ import annotations

from sqlalchemy import Connection

from filmgate.ledger.entries import EntryKind, UnknownAccount, move


def settle(
    connection: Connection, account_id: str, task_id: str, *, reserved: int, charged: int, now_ms: int
) -> None:
    """Charge at most what was reserved and give the rest back (micro-credits)."""
    if not 0 <= charged <= reserved:
        raise ValueError(f"cannot charge {charged} of {reserved} reserved micro-credits")
    _end(connection, EntryKind.SETTLE, account_id, task_id, reserved, charged, now_ms)


def refund(connection: Connection, account_id: str, task_id: str, *, reserved: int, now_ms: int) -> None:
    """Give back all that was reserved (micro-credits)."""
    _end(connection, EntryKind.REFUND, account_id, task_id, reserved, 0, now_ms)


def _end(
    connection: Connection,
    kind: EntryKind,
    account_id: str,
    task_id: str,
    reserved: int,
    charged: int,
    now_ms: int,
) -> None:
    moved = move(
        connection,
        kind,
        account_id,
        balance=reserved - charged,
        reserved=-reserved,
        spent=charged,
        task_id=task_id,
        now_ms=now_ms,
    )
    if not moved:
        raise UnknownAccount(account_id)
