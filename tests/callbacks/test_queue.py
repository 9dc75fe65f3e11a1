"""The delivery queue: who gets a turn, and that neither a crash nor a clock that steps puts a callback off for long."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from customers import NOW_MS, Customer, make_customer
from filmgate.callbacks.queue import Delivery, end_leases, is_anything_due, note_attempt, take_due
from filmgate.db.database import Database
from filmgate.db.tables import deliveries
from filmgate.tasks.end import cancel_task

LEASE_MS, WAIT_MS = 30_000, 34_000


@pytest.fixture
def other(database: Database) -> Customer:
    return make_customer(database, name="Bob")


def end_one(customer: Customer) -> str:
    task_id = customer.create(callback_url="https://hook.example/")
    customer.database.write_now(
        lambda connection: cancel_task(connection, task_id, expires_at_ms=NOW_MS, now_ms=NOW_MS)
    )
    return task_id


def take(
    database: Database, now_ms: int = NOW_MS, *, limit: int = 128, busy: tuple[str, ...] = ()
) -> list[Delivery]:
    return database.write_now(
        lambda connection: take_due(
            connection,
            now_ms,
            lease_ms=LEASE_MS,
            longest_wait_ms=WAIT_MS,
            limit=limit,
            of_one_account=8,
            busy=busy,
        )
    )


def note(database: Database, delivery: Delivery, status: int, now_ms: int = NOW_MS) -> None:
    database.write_now(
        lambda connection: note_attempt(
            connection,
            delivery,
            status=status,
            problem=None,
            latency_ms=1,
            retry_ms=[1000, 2000, 4000],
            now_ms=now_ms,
        )
    )


def test_what_is_taken_is_nobody_elses_until_the_lease_ends(database: Database, customer: Customer) -> None:
    task_id = end_one(customer)
    (delivery,) = take(database)
    assert (delivery.task_id, delivery.attempts) == (task_id, 0)
    assert take(database, NOW_MS + LEASE_MS - 1) == []
    assert [again.id for again in take(database, NOW_MS + LEASE_MS)] == [delivery.id]


def test_retries_come_after_1_2_and_4_seconds_then_no_more(database: Database, customer: Customer) -> None:
    end_one(customer)
    now_ms = NOW_MS
    for wait_ms in (1000, 2000, 4000):
        (delivery,) = take(database, now_ms)
        note(database, delivery, 500, now_ms)
        assert take(database, now_ms + wait_ms - 1) == []
        now_ms += wait_ms
    (delivery,) = take(database, now_ms)
    note(database, delivery, 500, now_ms)
    assert take(database, now_ms + 3_600_000) == []
    (row,) = database.read_now(lambda connection: connection.execute(select(deliveries)).all())
    assert (row.state, row.attempts) == ("failed", 4)


def test_one_accounts_deliveries_leave_room_for_anothers(
    database: Database, customer: Customer, other: Customer
) -> None:
    for _ in range(20):
        end_one(customer)
    last = end_one(other)
    taken = take(database)
    assert len(taken) == 9
    assert last in {delivery.task_id for delivery in taken}
    assert take(database, busy=(customer.account_id,)) == []
    assert len(take(database)) == 8


def test_a_clock_that_goes_back_puts_nothing_off(database: Database, customer: Customer) -> None:
    end_one(customer)
    (delivery,) = take(database)
    note(database, delivery, 500)
    an_hour_ago_ms = NOW_MS - 3_600_000
    assert database.read_now(
        lambda connection: is_anything_due(connection, an_hour_ago_ms, longest_wait_ms=WAIT_MS)
    )
    assert [again.id for again in take(database, an_hour_ago_ms)] == [delivery.id]


def test_a_dead_senders_lease_ends_with_the_next_start(database: Database, customer: Customer) -> None:
    end_one(customer)
    (delivery,) = take(database)
    database.write_now(end_leases)
    assert [again.id for again in take(database)] == [delivery.id]
