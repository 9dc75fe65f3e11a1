"""One task's way to its film, while two attempts or a rude engine work on it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest

from customers import NOW_MS, Customer, enter_worker, strike_off
from filmgate.catalog.catalog import open_catalog
from filmgate.db.database import Database
from filmgate.engines.protocol import (
    Capabilities,
    EngineFailure,
    FailureCode,
    Job,
    Receipt,
    Report,
    Superseded,
)
from filmgate.ledger.verify import verify
from filmgate.settings import FilmgateSettings
from filmgate.storage.local_folder import LocalFolder
from filmgate.tasks.claim import begin_attempt, claim_next, claim_orphan, running_of
from filmgate.tasks.task import Task, read_task
from filmgate.workflow.end import fail_unended
from filmgate.workflow.film import make_film
from filmgate.workflow.studio import Studio

Wait = Callable[[Job, Report], Path]


class Engine:
    """Does what the test says; one `wait` for each call."""

    name = "double"
    capabilities = Capabilities()

    def __init__(self, *waits: Wait) -> None:
        self._waits = list(waits)

    def start(self, job: Job) -> Receipt:
        return {}

    def find(self, job: Job) -> Receipt:
        return {}

    def wait(self, job: Job, receipt: Receipt, report: Report) -> Path:
        return self._waits.pop(0)(job, report)


@pytest.fixture
def make_studio(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Engine], Studio]:
    def make(engine: Engine) -> Studio:
        monkeypatch.setattr("doubles.actor.ENGINE", engine)
        models = {"veo3.1-pro": {"engine": "doubles.actor:ENGINE"}}
        settings = FilmgateSettings.model_validate({"data_dir": tmp_path, "models": models})
        return Studio(
            database=database,
            catalog=open_catalog(settings),
            storage=LocalFolder(tmp_path / "files"),
            settings=settings,
            clock=lambda: NOW_MS,
            worker_id="worker_1",
            work_dir=tmp_path / "work",
        )

    return make


def claim(studio: Studio, customer: Customer) -> str:
    """A new task, which `worker_1` has claimed."""
    task_id = customer.create(aspect_ratio="16:9", enhance_prompt=False)
    enter_worker(studio.database, "worker_1")
    assert studio.database.write_now(lambda c: claim_next(c, "worker_1", NOW_MS)) == task_id
    return task_id


def task_of(studio: Studio, task_id: str) -> Task:
    task = studio.database.read_now(lambda connection: read_task(connection, task_id))
    assert task is not None
    return task


def write_film(job: Job) -> Path:
    path = job.workdir / "film.mp4"
    with av.open(path, "w") as container:
        stream = container.add_stream("libx264", rate=24)
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        for _ in range(4):
            picture = np.zeros((64, 64, 3), np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode())
    return path


def test_an_attempt_that_ends_late_leaves_the_newer_ones_work_alone(
    make_studio: Callable[[Engine], Studio], customer: Customer
) -> None:
    """The same worker lost the task and got it back, before its first attempt noticed."""
    begun, lost = threading.Event(), threading.Event()

    def first(job: Job, report: Report) -> Path:
        begun.set()
        assert lost.wait(20)
        raise Superseded

    def second(job: Job, report: Report) -> Path:
        film = write_film(job)
        lost.set()
        early.join(20)
        return film

    studio = make_studio(Engine(first, second))
    database = studio.database
    task_id = claim(studio, customer)
    early = threading.Thread(target=make_film, args=(studio, task_id))
    early.start()
    assert begun.wait(20)
    strike_off(database, "worker_1")
    enter_worker(database, "worker_2")
    assert database.write_now(lambda c: claim_orphan(c, "worker_2")) == task_id
    strike_off(database, "worker_2")
    enter_worker(database, "worker_1")
    assert database.write_now(lambda c: claim_orphan(c, "worker_1")) == task_id
    make_film(studio, task_id)
    assert task_of(studio, task_id).state == "completed"
    assert studio.storage.keys() == [f"films/{task_id}/2.jpg", f"films/{task_id}/2.mp4"]
    assert list(studio.work_dir.iterdir()) == []
    assert database.read_now(verify) == []


def test_a_worker_whose_time_is_over_ends_its_own_attempt_only(
    make_studio: Callable[[Engine], Studio], customer: Customer
) -> None:
    """It stood still between its look at what runs and this; meanwhile another has taken the task over."""
    studio = make_studio(Engine())
    database = studio.database
    task_id = claim(studio, customer)
    assert database.write_now(lambda c: begin_attempt(c, task_id, "worker_1", NOW_MS)) is not None
    seen = database.read_now(lambda c: running_of(c, "worker_1"))
    assert seen == {task_id: 1}
    strike_off(database, "worker_1")
    enter_worker(database, "worker_2")
    assert database.write_now(lambda c: claim_orphan(c, "worker_2")) == task_id
    assert database.write_now(lambda c: begin_attempt(c, task_id, "worker_2", NOW_MS)) is not None
    assert not fail_unended(studio, task_id, 1, FailureCode.GENERATION_TIMEOUT, "too late")
    assert task_of(studio, task_id).state == "processing"
    assert fail_unended(studio, task_id, 2, FailureCode.GENERATION_TIMEOUT, "too late")
    assert database.read_now(verify) == []


@pytest.mark.parametrize("rude", ["half a pair \ud800", "nothing \x00 more"], ids=["surrogate", "NUL"])
def test_what_an_engine_says_need_not_be_text_that_a_database_takes(
    make_studio: Callable[[Engine], Studio], customer: Customer, rude: str
) -> None:
    def refuse(job: Job, report: Report) -> Path:
        report(10, rude)
        raise EngineFailure(FailureCode.CONTENT_POLICY_VIOLATION, rude)

    studio = make_studio(Engine(refuse))
    task_id = claim(studio, customer)
    make_film(studio, task_id)
    task = task_of(studio, task_id)
    assert (task.state, task.error_code) == ("failed", "content_policy_violation")
    assert studio.database.read_now(verify) == []
