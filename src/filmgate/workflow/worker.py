"""The worker: takes tasks from the queue as slots fall free, and makes a film of each in a thread."""

from __future__ import annotations

import logging
import os
import threading
import time
from functools import partial

from sqlalchemy import Connection, delete
from sqlalchemy.exc import OperationalError

from filmgate.db.tables import workers
from filmgate.engines.protocol import FailureCode
from filmgate.tasks.claim import (
    claim_next,
    claim_orphan,
    count_running,
    is_anything_to_claim,
    release_attempts,
    running_of,
)
from filmgate.workflow.end import fail_unended
from filmgate.workflow.film import make_film
from filmgate.workflow.heartbeat import Heartbeat
from filmgate.workflow.studio import Studio
from filmgate.workflow.workplace import Workplace

log = logging.getLogger(__name__)

_LOOK_EVERY_SECONDS = 0.5
_CHECK_EVERY_SECONDS = 5.0
_LONGEST_GRACE_SECONDS = 60.0


class Worker:
    """Makes films until it is stopped."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._slots = studio.settings.worker.slots or os.cpu_count() or 1
        self._workplace = Workplace(studio.work_dir)
        self._heartbeat = Heartbeat(studio, self._slots)
        self._began: dict[str, float] = {}
        """The tasks that are being carried here, and since when (`time.monotonic`)."""
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._fill_slots_forever, name="worker", daemon=True)

    @property
    def slots(self) -> int:
        """Films this worker makes at once."""
        return self._slots

    @property
    def busy(self) -> int:
        """Films that it is making now."""
        return len(self._began)

    def start(self) -> None:
        """Take over what an earlier run left behind, then begin with the queue."""
        self._heartbeat.start()
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

        What is unfinished stays as it is: another worker, or the next one here, goes on with it. The caller ends the
        process then, which ends the engines' child processes too.
        """
        self.take_nothing_new()
        self._thread.join()
        until = time.monotonic() + drain_seconds
        # An engine that hangs may have outlived its task: its thread would keep the process from ending.
        while self._began and time.monotonic() < until:
            time.sleep(0.05)
        self._heartbeat.stop()
        unfinished = len(self._began)
        try:
            self._studio.database.write_now(self._leave)
        except OperationalError as error:  # the others will notice the silence
            log.warning("the worker could not take its leave: %s", error)
        if unfinished:
            log.warning("%d films are handed back unfinished", unfinished)
        else:
            self._workplace.clear()
        return not unfinished

    def _fill_slots_forever(self) -> None:
        next_check = 0.0
        while not self._stopping.is_set():
            try:
                if time.monotonic() >= next_check:
                    next_check = time.monotonic() + _CHECK_EVERY_SECONDS
                    self._look_after_running()
                while not self._stopping.is_set() and self._may_begin() and self._begin_one():
                    pass
            except Exception:  # the database may be away for a while; the worker must outlive that
                log.exception("the queue cannot be read; trying again")
            self._wake.wait(_LOOK_EVERY_SECONDS)
            self._wake.clear()

    def _may_begin(self) -> bool:
        """Whether there is room for a film, and one to be made."""
        return self._studio.database.read_now(
            lambda connection: (
                count_running(connection, self._studio.worker_id) < self._slots
                and is_anything_to_claim(connection)
            )
        )

    def _begin_one(self) -> bool:
        worker_id = self._studio.worker_id
        task_id = self._studio.database.write_now(
            lambda connection: (
                claim_orphan(connection, worker_id) or claim_next(connection, worker_id, self._studio.clock())
            )
        )
        if task_id is None:
            return False
        self._carry(task_id)
        return True

    def _carry(self, task_id: str) -> None:
        began = self._began[task_id] = time.monotonic()
        threading.Thread(target=self._make_film, args=(task_id, began), name=task_id, daemon=True).start()

    def _make_film(self, task_id: str, began: float) -> None:
        try:
            make_film(self._studio, task_id)
        except Exception:  # it is still this worker's: `_look_after_running` begins it again
            log.exception("%s broke off", task_id)
        finally:
            if self._began.get(task_id) == began:  # else it was lost and came back, and is carried anew
                del self._began[task_id]
            self.wake()

    def _look_after_running(self) -> None:
        """The last net under tasks: none is kept for ever by a fault of the engine or of ours."""
        carried = self._began.copy()  # before the look: what ends after it was not forgotten
        running = self._studio.database.read_now(partial(running_of, worker_id=self._studio.worker_id))
        for task_id, fence in running.items():
            began = carried.get(task_id)
            if began is None:
                log.error("nobody works on %s; it is begun again", task_id)
                self._carry(task_id)
            elif self._is_overdue(began):
                limit_seconds = self._studio.settings.worker.task_timeout_seconds
                message = f"The film was not ready after {limit_seconds:g} seconds"
                if fail_unended(self._studio, task_id, fence, FailureCode.GENERATION_TIMEOUT, message):
                    log.error("%s neither ended nor reported", task_id)

    def _is_overdue(self, began: float) -> bool:
        """Whether its engine did not even notice that its time is over; measured with a clock that never steps."""
        limit_seconds = self._studio.settings.worker.task_timeout_seconds
        grace_seconds = min(_LONGEST_GRACE_SECONDS, limit_seconds)
        return time.monotonic() - began > limit_seconds + grace_seconds

    def _leave(self, connection: Connection) -> None:
        release_attempts(connection, self._studio.worker_id)
        connection.execute(delete(workers).where(workers.c.id == self._studio.worker_id))
