"""The sweeper: what has had its day goes, what has not stays, and no task is kept for ever."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select

from customers import NOW_MS, Customer, enter_worker, make_customer
from filmgate.catalog.catalog import open_catalog
from filmgate.db.database import Database
from filmgate.db.tables import uploads
from filmgate.settings import FilmgateSettings
from filmgate.storage.local_folder import LocalFolder
from filmgate.tasks.claim import begin_attempt, claim_next
from filmgate.tasks.end import cancel_task, complete_task
from filmgate.tasks.idempotency import first_answer, remember_answer
from filmgate.tasks.task import Task, read_task
from filmgate.workflow.studio import Studio
from filmgate.workflow.sweep import sweep

HOUR_MS = 3_600_000


class Clock:
    """Stands still until it is moved."""

    now_ms = NOW_MS

    def __call__(self) -> int:
        return self.now_ms


@pytest.fixture
def studio(database: Database, tmp_path: Path) -> Studio:
    settings = FilmgateSettings(data_dir=tmp_path)
    return Studio(
        database=database,
        catalog=open_catalog(settings),
        storage=LocalFolder(tmp_path / "files"),
        settings=settings,
        clock=Clock(),
        worker_id="worker_1",
        work_dir=tmp_path / "work",
    )


@pytest.fixture
def clock(studio: Studio) -> Any:
    return studio.clock


def exists(studio: Studio, key: str) -> bool:
    return key in studio.storage.keys(key)


def task_of(studio: Studio, task_id: str) -> Task:
    task = studio.database.read_now(lambda connection: read_task(connection, task_id))
    assert task is not None
    return task


def begin(studio: Studio, customer: Customer) -> tuple[str, int]:
    task_id = customer.create()
    database = studio.database
    enter_worker(database, "worker_1")
    assert database.write_now(lambda connection: claim_next(connection, "worker_1", NOW_MS)) == task_id
    attempt = database.write_now(lambda connection: begin_attempt(connection, task_id, "worker_1", NOW_MS))
    assert attempt is not None
    return task_id, attempt.fence


def complete(studio: Studio, customer: Customer) -> str:
    task_id, fence = begin(studio, customer)
    film = f"films/{task_id}/{fence}.mp4"
    studio.storage.put(film, b"film")
    studio.storage.put(f"inputs/{task_id}/0.png", b"picture")
    expires_at_ms = studio.expires_at_ms(NOW_MS)
    assert studio.database.write_now(
        lambda connection: complete_task(
            connection,
            task_id,
            fence=fence,
            result={"film": film},
            expires_at_ms=expires_at_ms,
            now_ms=NOW_MS,
        )
    )
    return task_id


def test_files_go_when_their_link_has_expired_and_not_before(
    studio: Studio, clock: Clock, customer: Customer
) -> None:
    task_id = complete(studio, customer)
    clock.now_ms = NOW_MS + 24 * HOUR_MS - 1
    sweep(studio)
    assert len(studio.storage.keys(f"films/{task_id}/")) == 1
    clock.now_ms += 1
    sweep(studio)
    assert studio.storage.keys() == []
    assert task_of(studio, task_id).result is not None, "the task stays readable"


def test_expired_uploads_go(studio: Studio, clock: Clock, customer: Customer) -> None:
    studio.storage.put("uploads/file_1.png", b"picture")
    row = {
        "id": "file_1",
        "account_id": customer.account_id,
        "storage_key": "uploads/file_1.png",
        "content_type": "image/png",
        "bytes": 7,
        "width": 1,
        "height": 1,
        "created_at_ms": NOW_MS,
        "expires_at_ms": NOW_MS + 24 * HOUR_MS,
    }
    studio.database.write_now(lambda connection: connection.execute(insert(uploads).values(**row)).rowcount)
    sweep(studio)
    assert exists(studio, "uploads/file_1.png")
    clock.now_ms = NOW_MS + 24 * HOUR_MS
    sweep(studio)
    assert not exists(studio, "uploads/file_1.png")
    assert studio.database.read_now(lambda connection: connection.execute(select(uploads)).all()) == []


def test_files_of_no_task_go_after_an_hour(studio: Studio, tmp_path: Path, customer: Customer) -> None:
    kept = complete(studio, customer)
    stray, fresh = (
        "inputs/task-unified-1757169743-aaaaaaaa/0.png",
        "inputs/task-unified-1757169743-bbbbbbbb/0.png",
    )
    for key in (stray, fresh, "uploads/file_1.png"):
        studio.storage.put(key, b"picture")
    long_ago, now = NOW_MS / 1000 - 3601, NOW_MS / 1000
    for file in (tmp_path / "files").rglob("*.*"):
        if file.is_file():
            os.utime(file, (now, now) if "bbbbbbbb" in str(file) else (long_ago, long_ago))
    sweep(studio, strays=False)
    assert exists(studio, stray)
    sweep(studio)
    assert not exists(studio, stray)
    assert exists(studio, fresh), "its task may be about to be created"
    assert exists(studio, "uploads/file_1.png"), "an upload lives for a day"
    os.utime(tmp_path / "files" / "uploads" / "file_1.png", (now - 25 * 3600 - 1,) * 2)
    sweep(studio)
    assert not exists(studio, "uploads/file_1.png")
    assert len(studio.storage.keys(f"films/{kept}/")) == 1


def test_remembered_answers_go_after_a_day(studio: Studio, clock: Clock, customer: Customer) -> None:
    studio.database.write_now(
        lambda connection: remember_answer(connection, customer.account_id, "k", b"h" * 32, "t", "{}", NOW_MS)
    )

    def answer() -> str | None:
        return studio.database.read_now(
            lambda connection: first_answer(connection, customer.account_id, "k", b"h" * 32, NOW_MS)
        )

    sweep(studio)
    assert answer() == "{}"
    clock.now_ms = NOW_MS + 24 * HOUR_MS
    sweep(studio)
    assert answer() is None


def test_a_sweep_has_no_end_before_everything_that_expired_is_gone(
    studio: Studio, clock: Clock, customer: Customer
) -> None:
    for _ in range(450):
        task_id = customer.create()
        studio.database.write_now(
            partial(cancel_task, task_id=task_id, expires_at_ms=NOW_MS + 1, now_ms=NOW_MS)
        )
    film = complete(studio, customer)
    clock.now_ms = NOW_MS + 24 * HOUR_MS
    sweep(studio)
    assert studio.storage.keys(f"films/{film}/") == []


def test_a_waiting_task_may_wait_for_ever(studio: Studio, clock: Clock, customer: Customer) -> None:
    task_id = customer.create()
    clock.now_ms = NOW_MS + 1000 * HOUR_MS
    sweep(studio)
    assert task_of(studio, task_id).state == "pending"


def test_a_thousand_strays_are_looked_up_in_parts(studio: Studio, tmp_path: Path, customer: Customer) -> None:
    assert make_customer(studio.database).account_id != customer.account_id
    for number in range(450):
        studio.storage.put(f"inputs/task-unified-1757169743-{number:08d}/0.png", b"p")
    for file in (tmp_path / "files").rglob("*.png"):
        os.utime(file, (1, 1))
    sweep(studio)
    assert studio.storage.keys() == []
