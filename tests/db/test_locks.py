"""What one process does at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable

from sqlalchemy import Connection

from customers import NOW_MS, make_customer
from filmgate.db.database import Database
from filmgate.db.locks import Lock, begin_chore, lock_account, one_at_a_time


def test_a_chore_is_done_once_in_its_time(database: Database) -> None:
    def mine(now_ms: int) -> bool:
        return database.write_now(
            lambda connection: begin_chore(connection, "sweep", every_ms=1000, now_ms=now_ms)
        )

    assert [mine(NOW_MS + ms) for ms in (0, 0, 999, 1000, 1500, 2000)] == [
        True,
        False,
        False,
        True,
        False,
        True,
    ]
    assert mine(NOW_MS - 3_600_000), "the clock went back an hour; nobody waits that long"
    assert not mine(NOW_MS - 3_600_000)


def held_together(database: Database, take: Callable[[Connection], None]) -> int:
    """The most transactions that were inside at the same time, of four that try."""
    inside, most, guard = 0, 0, threading.Lock()

    def work(connection: Connection) -> None:
        nonlocal inside, most
        take(connection)
        with guard:
            inside += 1
            most = max(most, inside)
        threading.Event().wait(0.05)
        with guard:
            inside -= 1

    threads = [threading.Thread(target=database.write_now, args=(work,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return most


def test_locks_keep_transactions_apart(database: Database) -> None:
    account_id = make_customer(database).account_id
    assert held_together(database, lambda connection: one_at_a_time(connection, Lock.CLAIM)) == 1
    assert held_together(database, lambda connection: lock_account(connection, account_id)) == 1
    if database.shared:
        assert held_together(database, lambda _: None) > 1
