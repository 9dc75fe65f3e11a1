"""The worker: takes tasks from the queue as slots fall free, and runs the durable workflow on each."""

from __future__ import annotations

import logging
import os
import sqlite3
import threading
import time
from functools import partial

from dbos import DBOS, DBOSConfig, SetWorkflowID
from sqlalchemy import Connection, delete, insert

from filmgate.db.tables import workers
from filmgate.engines.protocol import FailureCode
from filmgate.tasks.claim import (
    claim_next,
    claim_orphan,
    count_running,
    hand_back,
    release_attempts,
    running_of,
)
from filmgate.workflow.end import fail_unended
from filmgate.workflow.film import OVER, VERSION, FilmWorkflow
from filmgate.workflow.studio import Studio

log = logging.getLogger(__name__)

_LOOK_EVERY_SECONDS = 0.5
_CHECK_EVERY_SECONDS = 5.0
_LONGEST_GRACE_SECONDS = 60.0


class Worker:
    """Makes films until it is stopped. One process has at most one (DBOS is one to a process)."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._slots = studio.settings.worker.slots or os.cpu_count() or 1
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._fill_slots_forever, name="worker", daemon=True)
        memory = studio.settings.data_dir / "workflow.db"
        _use_write_ahead_log(str(memory))
        config: DBOSConfig = {
            "name": "filmgate",
            "system_database_url": f"sqlite:///{memory}",
            "executor_id": studio.worker_id,
            "application_version": VERSION,
            "log_level": "ERROR",
            "max_executor_threads": self._slots * 2 + 8,
        }
        DBOS(config=config)
        self._workflow = FilmWorkflow(studio)

    @property
    def slots(self) -> int:
        """Films this worker makes at once."""
        return self._slots

    @property
    def busy(self) -> int:
        """Films that it is making now."""
        return len(self._workflow.began)

    def start(self) -> None:
        """Take over what an earlier run left behind, then begin with the queue.

        The caller holds the data folder's lock, so every other worker in the table is dead.
        """
        DBOS.launch()
        self._studio.database.write_now(self._register)
        self._thread.start()

    def wake(self) -> None:
        """Look into the queue now: something was put in or a slot fell free."""
        self._wake.set()

    def take_nothing_new(self) -> None:
        """The process is about to stop: what waits is left for the next one."""
        self._stopping.set()
        self._wake.set()

    def stop(self, drain_seconds: float) -> bool:
        """Take nothing new, give running films time to finish; returns whether all did.

        What is unfinished stays as it is: the next worker goes on with it. The caller ends the process then, which
        ends the engines' child processes too.
        """
        self.take_nothing_new()
        self._thread.join()
        pause = threading.Event()
        waited = 0.0
        # An engine that hangs may have outlived its task: its thread would keep the process from ending.
        while (running := max(self._count_running(), len(self._workflow.began))) and waited < drain_seconds:
            pause.wait(0.1)
            waited += 0.1
        self._studio.database.write_now(self._deregister)
        if running:
            log.warning("%d films are handed back unfinished", running)
        else:
            DBOS.destroy(workflow_completion_timeout_sec=5)
        return not running

    def _fill_slots_forever(self) -> None:
        next_check = 0.0
        while not self._stopping.is_set():
            try:
                if time.monotonic() >= next_check:
                    next_check = time.monotonic() + _CHECK_EVERY_SECONDS
                    self._end_what_cannot_end()
                while (
                    not self._stopping.is_set() and self._count_running() < self._slots and self._begin_one()
                ):
                    pass
            except Exception:  # the database may be away for a while; the worker must outlive that
                log.exception("the queue cannot be read; trying again")
            self._wake.wait(_LOOK_EVERY_SECONDS)
            self._wake.clear()

    def _begin_one(self) -> bool:
        worker_id = self._studio.worker_id
        task_id = self._studio.database.write_now(
            lambda connection: (
                claim_orphan(connection, worker_id) or claim_next(connection, worker_id, self._studio.clock())
            )
        )
        if task_id is None:
            return False
        try:
            self._carry_on(task_id)
        except BaseException:
            self._studio.database.write_now(lambda connection: hand_back(connection, task_id, worker_id))
            raise
        return True

    def _carry_on(self, task_id: str) -> None:
        """Start the task's workflow, or go on with the one that broke off; one of other steps begins anew."""
        known = DBOS.get_workflow_status(task_id)
        if known is not None and known.app_version == VERSION:
            DBOS.resume_workflow(task_id)
            return
        if known is not None:
            DBOS.delete_workflows([task_id])
        with SetWorkflowID(task_id):
            DBOS.start_workflow(self._workflow.make_film, task_id)

    def _end_what_cannot_end(self) -> None:
        """The last net under tasks: none is kept for ever by a fault of the engine or of ours."""
        for task_id in self._studio.database.read_now(partial(running_of, worker_id=self._studio.worker_id)):
            status = DBOS.get_workflow_status(task_id)
            if self._is_overdue(task_id):
                limit_seconds = self._studio.settings.worker.task_timeout_seconds
                message = f"The film was not ready after {limit_seconds:g} seconds"
                if fail_unended(self._studio, task_id, FailureCode.GENERATION_TIMEOUT, message):
                    log.error("%s neither ended nor reported", task_id)
            elif status is not None and status.status in OVER:
                message = "Internal error; see the server's log"
                if fail_unended(self._studio, task_id, FailureCode.SERVICE_ERROR, message):
                    log.error("the workflow of %s was over (%s), the task was not", task_id, status.status)

    def _is_overdue(self, task_id: str) -> bool:
        """Whether its engine did not even notice that its time is over; measured with a clock that never steps."""
        began = self._workflow.began.get(task_id)
        limit_seconds = self._studio.settings.worker.task_timeout_seconds
        grace_seconds = min(_LONGEST_GRACE_SECONDS, limit_seconds)
        return began is not None and time.monotonic() - began > limit_seconds + grace_seconds

    def _count_running(self) -> int:
        return self._studio.database.read_now(
            lambda connection: count_running(connection, self._studio.worker_id)
        )

    def _register(self, connection: Connection) -> None:
        connection.execute(delete(workers))
        connection.execute(
            insert(workers).values(id=self._studio.worker_id, started_at_ms=self._studio.clock())
        )

    def _deregister(self, connection: Connection) -> None:
        release_attempts(connection, self._studio.worker_id)
        connection.execute(delete(workers).where(workers.c.id == self._studio.worker_id))


def _use_write_ahead_log(path: str) -> None:
    # The mode stays with the file. In SQLite's default mode a step costs twice as much.
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
    connection.close()
