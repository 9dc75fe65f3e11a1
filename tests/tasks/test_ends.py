"""An accepted task ends exactly once, and its credits with it."""

from __future__ import annotations

import threading

import pytest

from customers import NOW_MS, Customer, enter_worker, make_customer, strike_off
from filmgate.db.database import Database
from filmgate.engines.protocol import FailureCode
from filmgate.errors import InsufficientCredits, RateLimited
from filmgate.ledger.balance import read_balance
from filmgate.ledger.verify import verify
from filmgate.tasks.claim import (
    Attempt,
    begin_attempt,
    claim_next,
    claim_orphan,
    is_anything_to_claim,
    release_attempts,
)
from filmgate.tasks.create import create_task
from filmgate.tasks.end import cancel_task, complete_task, fail_task
from filmgate.tasks.progress import note_progress
from filmgate.tasks.states import TERMINAL, TRANSITIONS, TaskState, sources_of
from filmgate.tasks.task import read_task

FILM = {"film": "films/x/1.mp4"}


def begin(database: Database, worker_id: str = "worker_1") -> tuple[str, int]:
    enter_worker(database, worker_id)
    task_id = database.write_now(lambda c: claim_next(c, worker_id, NOW_MS))
    assert task_id is not None
    attempt = database.write_now(lambda c: begin_attempt(c, task_id, worker_id, NOW_MS))
    assert attempt is not None
    return task_id, attempt.fence


def complete(database: Database, task_id: str, fence: int) -> bool:
    return database.write_now(
        lambda c: complete_task(c, task_id, fence=fence, result=FILM, expires_at_ms=NOW_MS, now_ms=NOW_MS)
    )


def fail(database: Database, task_id: str, fence: int) -> bool:
    return database.write_now(
        lambda c: fail_task(
            c,
            task_id,
            fence=fence,
            code=FailureCode.SERVICE_ERROR,
            message="no",
            expires_at_ms=NOW_MS,
            now_ms=NOW_MS,
        )
    )


def cancel(database: Database, task_id: str) -> bool:
    return database.write_now(lambda c: cancel_task(c, task_id, expires_at_ms=NOW_MS, now_ms=NOW_MS))


def test_a_completed_task_is_charged(database: Database, customer: Customer) -> None:
    customer.create()
    task_id, fence = begin(database)
    assert complete(database, task_id, fence)
    task = database.read_now(lambda c: read_task(c, task_id))
    assert task is not None
    assert (task.state, task.progress, task.charged_microcredits) == ("completed", 100, 25_700_000)
    balance = database.read_now(lambda c: read_balance(c, customer.account_id))
    assert balance.spent_microcredits == 25_700_000
    assert database.read_now(verify) == []


@pytest.mark.parametrize("first", ["complete", "fail", "cancel"])
@pytest.mark.parametrize("second", ["complete", "fail", "cancel"])
def test_whoever_comes_second_changes_nothing(
    database: Database, customer: Customer, first: str, second: str
) -> None:
    customer.create(callback_url="https://example.com/hook")
    task_id, fence = begin(database)
    ends = {
        "complete": lambda: complete(database, task_id, fence),
        "fail": lambda: fail(database, task_id, fence),
        "cancel": lambda: cancel(database, task_id),
    }
    assert ends[first]()
    before = database.read_now(lambda c: read_task(c, task_id))
    assert not ends[second]()
    assert database.read_now(lambda c: read_task(c, task_id)) == before
    assert database.read_now(verify) == []


def test_two_ends_at_the_same_moment_are_one(database: Database, customer: Customer) -> None:
    for _ in range(20):
        customer.create()
        task_id, fence = begin(database)
        won: list[bool] = []
        racers = [
            threading.Thread(target=lambda: won.append(complete(database, task_id, fence))),  # noqa: B023
            threading.Thread(target=lambda: won.append(cancel(database, task_id))),  # noqa: B023
        ]
        for racer in racers:
            racer.start()
        for racer in racers:
            racer.join()
        assert sorted(won) == [False, True]
    assert database.read_now(verify) == []


def test_an_older_attempt_can_write_nothing_more(database: Database, customer: Customer) -> None:
    customer.create()
    task_id, old = begin(database, "frozen")
    newer = take_over(database, task_id, "frozen", "other")
    assert not database.write_now(lambda c: note_progress(c, task_id, fence=old, percent=50, stage="draw"))
    assert not complete(database, task_id, old)
    assert not fail(database, task_id, old)
    assert complete(database, task_id, newer.fence)


def test_progress_never_goes_down(database: Database, customer: Customer) -> None:
    customer.create()
    task_id, fence = begin(database)
    shown = []
    for percent in (10, 5, 60, 59, 250, -1):
        database.write_now(
            lambda c, percent=percent: note_progress(c, task_id, fence=fence, percent=percent, stage="x")
        )
        task = database.read_now(lambda c: read_task(c, task_id))
        assert task is not None
        shown.append(task.progress)
    assert shown == [10, 10, 60, 60, 99, 99]


def test_a_claim_that_is_too_dear_creates_no_task(database: Database) -> None:
    poor = make_customer(database, credits=20)
    with pytest.raises(InsufficientCredits) as caught:
        poor.create()
    assert caught.value.message == "Insufficient quota: the task costs 25.7 credits, the balance is 20"
    assert caught.value.fallback_suggestion == "/dashboard/billing"
    assert database.write_now(lambda c: claim_next(c, "w", NOW_MS)) is None
    assert database.read_now(verify) == []


def test_a_key_has_no_more_unfinished_tasks_than_it_may(database: Database, customer: Customer) -> None:
    def create() -> None:
        new = customer.new_task()
        database.write_now(lambda c: create_task(c, new, tasks_at_once=2, billing_address=""))

    create()
    create()
    with pytest.raises(RateLimited) as caught:
        create()
    assert caught.value.retry_after_seconds == 20
    task_id, fence = begin(database)
    complete(database, task_id, fence)
    create()


def take_over(database: Database, task_id: str, dead: str, alive: str) -> Attempt:
    strike_off(database, dead)
    enter_worker(database, alive)
    assert database.write_now(lambda c: claim_orphan(c, alive)) == task_id
    attempt = database.write_now(lambda c: begin_attempt(c, task_id, alive, NOW_MS))
    assert attempt is not None
    return attempt


def test_orphans_of_a_dead_worker_are_taken_over_and_counted(database: Database, customer: Customer) -> None:
    customer.create()
    task_id, fence = begin(database, "dead")
    attempt = take_over(database, task_id, "dead", "alive")
    assert (attempt.number, attempt.fence) == (2, fence + 1)


def test_a_worker_that_wakes_up_cannot_take_its_old_task_back(database: Database, customer: Customer) -> None:
    customer.create()
    task_id, _ = begin(database, "frozen")
    take_over(database, task_id, "frozen", "alive")
    enter_worker(database, "frozen")
    assert database.write_now(lambda c: begin_attempt(c, task_id, "frozen", NOW_MS)) is None
    assert database.write_now(lambda c: claim_orphan(c, "frozen")) is None


def test_a_worker_that_was_struck_off_gets_nothing(database: Database, customer: Customer) -> None:
    customer.create()
    customer.create()
    begin(database, "struck off")
    strike_off(database, "struck off")
    assert database.write_now(lambda c: claim_next(c, "struck off", NOW_MS)) is None
    assert database.write_now(lambda c: claim_orphan(c, "struck off")) is None


def test_whether_there_is_anything_to_claim(database: Database, customer: Customer) -> None:
    def anything() -> bool:
        return database.read_now(is_anything_to_claim)

    assert not anything()
    customer.create()
    assert anything(), "it waits"
    task_id, fence = begin(database, "worker_1")
    assert not anything()
    strike_off(database, "worker_1")
    assert anything(), "an orphan"
    assert complete(database, task_id, fence)
    assert not anything()


def test_an_orderly_shutdown_does_not_count_as_an_attempt(database: Database, customer: Customer) -> None:
    customer.create()
    task_id, _ = begin(database, "going")
    database.write_now(lambda c: release_attempts(c, "going"))
    attempt = take_over(database, task_id, "going", "next")
    assert (attempt.number, attempt.fence) == (1, 2)


def test_nothing_leads_out_of_a_terminal_state() -> None:
    assert {TaskState.COMPLETED, TaskState.FAILED, TaskState.CANCELLED} == TERMINAL
    for end in TERMINAL:
        assert not TRANSITIONS[end]
        assert not TERMINAL & set(sources_of(end))
