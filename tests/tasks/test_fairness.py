"""Who is served next."""

from __future__ import annotations

import pytest

from customers import NOW_MS, enter_worker, make_customer
from filmgate.db.database import Database
from filmgate.tasks.claim import claim_next
from filmgate.tasks.end import cancel_task
from filmgate.tasks.task import read_task


@pytest.fixture(autouse=True)
def _worker(database: Database) -> None:
    enter_worker(database, "w")


def serve(database: Database) -> str | None:
    """Claim the next task and end it at once."""
    task_id = database.write_now(lambda c: claim_next(c, "w", NOW_MS))
    if task_id is not None:
        database.write_now(lambda c: cancel_task(c, task_id, expires_at_ms=NOW_MS, now_ms=NOW_MS))
    return task_id


def owner(database: Database, task_id: str | None) -> str:
    assert task_id is not None
    task = database.read_now(lambda c: read_task(c, task_id))
    assert task is not None
    return task.account_id


def test_a_thousand_tasks_of_one_account_delay_another_accounts_one_by_one_film_at_most(
    database: Database,
) -> None:
    crowd, single = make_customer(database, credits=100_000), make_customer(database)
    for _ in range(1000):
        crowd.create(reserved_microcredits=1)
    serve(database)
    lone = single.create()
    assert lone in (serve(database), serve(database))


def test_accounts_take_turns(database: Database) -> None:
    customers = [make_customer(database) for _ in range(3)]
    for customer in customers:
        for _ in range(3):
            customer.create()
    served = [owner(database, serve(database)) for _ in range(9)]
    for start in (0, 3, 6):
        assert len(set(served[start : start + 3])) == 3


def test_an_account_with_running_films_waits_behind_one_without(database: Database) -> None:
    busy, idle = make_customer(database), make_customer(database)
    for _ in range(4):
        busy.create()
    for _ in range(2):
        database.write_now(lambda c: claim_next(c, "w", NOW_MS))
    expected = idle.create()
    assert database.write_now(lambda c: claim_next(c, "w", NOW_MS)) == expected


def test_inside_an_account_priority_goes_before_age(database: Database) -> None:
    customer = make_customer(database)
    late = customer.create(created_at_ms=NOW_MS + 2)
    urgent = customer.create(created_at_ms=NOW_MS + 3, priority=5)
    early = customer.create(created_at_ms=NOW_MS + 1)
    low = customer.create(created_at_ms=NOW_MS, priority=-5)
    assert [serve(database) for _ in range(5)] == [urgent, early, late, low, None]
