"""Each check of the work, sound and broken."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import update

from customers import NOW_MS, Customer, enter_worker
from filmgate.db.database import Database
from filmgate.db.tables import deliveries
from filmgate.doctor.finding import Finding
from filmgate.doctor.work import check_callbacks, check_engines, check_tasks, newest_ms
from filmgate.settings import FilmgateSettings
from filmgate.tasks.claim import claim_next
from filmgate.tasks.end import cancel_task

HOUR_MS = 3_600_000


@pytest.mark.parametrize(
    ("models", "state", "word"),
    [
        ({}, "ok", "animatic"),
        ({"x": {"engine": "absent"}}, "problem", "not installed"),
        ({"x": {"engine": "customers:NOTHING"}}, "problem", "cannot be imported"),
        ({"x": {"durations_seconds": [99], "default_duration_seconds": 99}}, "problem", "99"),
        ({"veo3.1-pro": {"enabled": False}, "veo3.1-fast": {"enabled": False}}, "warning", "no model"),
    ],
)
def test_engines(models: dict[str, Any], state: str, word: str) -> None:
    finding = check_engines(FilmgateSettings.model_validate({"models": models or {"veo3.1-pro": {}}}))
    assert (finding.state, word in finding.message) == (state, True), finding


def tasks(database: Database, now_ms: int) -> Finding:
    return database.read_now(lambda connection: check_tasks(connection, FilmgateSettings(), now_ms))


def callbacks(database: Database, now_ms: int) -> Finding:
    return database.read_now(lambda connection: check_callbacks(connection, now_ms))


def test_tasks_that_wait_or_run_for_too_long(database: Database, customer: Customer) -> None:
    assert tasks(database, NOW_MS).state == "ok"
    task_id = customer.create()
    assert tasks(database, NOW_MS + HOUR_MS).state == "ok"
    assert tasks(database, NOW_MS + HOUR_MS + 1).state == "warning"
    enter_worker(database, "w")
    database.write_now(lambda connection: claim_next(connection, "w", NOW_MS))
    assert tasks(database, NOW_MS + 1_900_000).state == "ok"
    finding = tasks(database, NOW_MS + 1_930_000)
    assert (finding.state, task_id in finding.message) == ("problem", True)


def test_callbacks_that_do_not_go_out_or_do_not_arrive(database: Database, customer: Customer) -> None:
    task_id = customer.create(callback_url="https://example.com/hook")
    database.write_now(
        lambda connection: cancel_task(connection, task_id, expires_at_ms=NOW_MS, now_ms=NOW_MS)
    )
    assert callbacks(database, NOW_MS + 299_000).state == "ok"
    assert callbacks(database, NOW_MS + 301_000).state == "problem"
    database.write_now(
        lambda connection: connection.execute(update(deliveries).values(state="failed", ended_at_ms=NOW_MS))
    )
    assert callbacks(database, NOW_MS + HOUR_MS).state == "warning"
    assert callbacks(database, NOW_MS + 25 * HOUR_MS).state == "ok"


def test_the_newest_row(database: Database, customer: Customer) -> None:
    assert database.read_now(newest_ms) is None
    customer.create()
    assert database.read_now(newest_ms) == NOW_MS
