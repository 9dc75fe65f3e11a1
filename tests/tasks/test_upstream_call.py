"""What an upstream's call changes on the task, and what it does not."""

from __future__ import annotations

import pytest

from customers import NOW_MS, Customer, enter_worker
from filmgate.db.database import Database
from filmgate.tasks.claim import begin_attempt, claim_next
from filmgate.tasks.end import cancel_task
from filmgate.tasks.progress import note_served
from filmgate.tasks.task import read_task
from filmgate.tasks.upstream_call import has_called, is_awaited, note_call


def begin(database: Database, state: str | None) -> tuple[str, int]:
    """A task whose work has come so far."""
    enter_worker(database, "worker_1")
    task_id = database.write_now(lambda c: claim_next(c, "worker_1", NOW_MS))
    assert task_id is not None
    attempt = database.write_now(lambda c: begin_attempt(c, task_id, "worker_1", NOW_MS))
    assert attempt is not None
    if state is not None:
        note(database, task_id, attempt.fence, state)
    return task_id, attempt.fence


def note(database: Database, task_id: str, fence: int, state: str) -> None:
    served = {"engine": "far", "model": "m", "state": state}
    assert database.write_now(
        lambda c: note_served(c, task_id, fence=fence, served=served, receipt={"id": "x"})
    )


def test_the_first_call_is_noted_and_the_second_changes_nothing(
    database: Database, customer: Customer
) -> None:
    customer.create()
    task_id, fence = begin(database, "started")
    assert database.read_now(lambda c: has_called(c, task_id, fence=fence)) is False
    assert database.read_now(lambda c: is_awaited(c, task_id))
    assert database.write_now(lambda c: note_call(c, task_id))
    assert database.read_now(lambda c: has_called(c, task_id, fence=fence)) is True
    before = database.read_now(lambda c: read_task(c, task_id))
    assert not database.read_now(lambda c: is_awaited(c, task_id))
    assert not database.write_now(lambda c: note_call(c, task_id))
    assert database.read_now(lambda c: read_task(c, task_id)) == before


@pytest.mark.parametrize("state", [None, "starting", "unconfirmed", "here"])
def test_where_nothing_is_waited_for_a_call_changes_nothing(
    database: Database, customer: Customer, state: str | None
) -> None:
    customer.create()
    task_id, _ = begin(database, state)
    before = database.read_now(lambda c: read_task(c, task_id))
    assert not database.read_now(lambda c: is_awaited(c, task_id))
    assert not database.write_now(lambda c: note_call(c, task_id))
    assert database.read_now(lambda c: read_task(c, task_id)) == before


def test_a_task_that_waits_has_ended_or_is_none_takes_no_call(database: Database, customer: Customer) -> None:
    waiting = customer.create()
    assert not database.write_now(lambda c: note_call(c, waiting))
    assert not database.write_now(lambda c: note_call(c, "task-unified-1757169743-aaaaaaaa"))
    task_id, fence = begin(database, "started")
    assert database.write_now(lambda c: cancel_task(c, task_id, expires_at_ms=NOW_MS, now_ms=NOW_MS))
    assert not database.write_now(lambda c: note_call(c, task_id))
    assert database.read_now(lambda c: has_called(c, task_id, fence=fence)) is None


def test_another_attempt_sees_it_and_another_start_does_not(database: Database, customer: Customer) -> None:
    customer.create()
    task_id, old = begin(database, "started")
    assert database.write_now(lambda c: note_call(c, task_id))
    attempt = database.write_now(lambda c: begin_attempt(c, task_id, "worker_1", NOW_MS))
    assert attempt is not None
    assert database.read_now(lambda c: has_called(c, task_id, fence=old)) is None
    assert database.read_now(lambda c: has_called(c, task_id, fence=attempt.fence)) is True
    note(database, task_id, attempt.fence, "starting")
    assert database.read_now(lambda c: has_called(c, task_id, fence=attempt.fence)) is False
