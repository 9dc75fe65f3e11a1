"""What only one process may do at a time. On SQLite there is one process; on Postgres its advisory locks see to it."""

from __future__ import annotations

from enum import IntEnum

from sqlalchemy import Connection, text, update

from filmgate.db.tables import accounts, chores

_SPACE = 0x66696C6D
"""The first of the two numbers of our locks ("film"), so that other programs' locks on this database are not ours."""


class Lock(IntEnum):
    """What is done by one at a time; the numbers mean nothing."""

    MIGRATE = 1
    CLAIM = 2
    DELIVER = 3


def one_at_a_time(connection: Connection, lock: Lock) -> None:
    """Wait until no other transaction holds this lock, and hold it to the end of the caller's."""
    if connection.dialect.name == "postgresql":
        connection.execute(
            text("SELECT pg_advisory_xact_lock(:space, :lock)"), {"space": _SPACE, "lock": int(lock)}
        )


def lock_account(connection: Connection, account_id: str) -> None:
    """Let other transactions that move this account's credits or count its tasks wait for the end of the caller's."""
    if connection.dialect.name == "postgresql":
        query = accounts.select().with_only_columns(accounts.c.id).where(accounts.c.id == account_id)
        connection.execute(query.with_for_update(key_share=True))


def begin_chore(connection: Connection, chore: str, *, every_ms: int, now_ms: int) -> bool:
    """Whether the caller is the one to do a chore now: nobody has begun it in the last `every_ms`.

    A beginning that lies ahead was noted before the clock went back, and does not count.
    """
    recent = chores.c.begun_at_ms.between(now_ms - every_ms + 1, now_ms)
    begun = update(chores).where(chores.c.name == chore, ~recent).values(begun_at_ms=now_ms)
    return connection.execute(begun).rowcount == 1
