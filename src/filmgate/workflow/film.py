"""The durable workflow: prepare, start, wait and store, settle.

Each step is remembered when it is done; after a crash the workflow goes on behind the last one. What decides is the
task row: every write on it carries the attempt's fencing token, so that of two runners only the newer one counts, and
the end of a task is one transaction that can happen once (`tasks/end.py`). The callback goes out from there, through
the delivery queue (`callbacks/`).
"""

from __future__ import annotations

import errno
import logging
import shutil
import time
from collections.abc import Callable
from typing import Any

from dbos import DBOS, DBOSConfiguredInstance
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from filmgate.engines.protocol import Cancelled, EngineFailure, FailureCode
from filmgate.tasks.claim import begin_attempt
from filmgate.tasks.end import complete_task, fail_task
from filmgate.tasks.task import Task, read_task
from filmgate.workflow.job import build_job
from filmgate.workflow.prepare import prepare_task
from filmgate.workflow.report import Reporter
from filmgate.workflow.start import start_task
from filmgate.workflow.store import store_film
from filmgate.workflow.studio import Studio

log = logging.getLogger(__name__)

_ENDED_MEANWHILE = "ended meanwhile"

OVER = ("SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED")
"""DBOS's words for a workflow that does nothing more."""

VERSION = "film-2"
"""Version of the steps below. A change of their number or order needs a new one."""

Outcome = dict[str, Any]
"""What a step remembers: `{"value": …}` or `{"failure": [code, message]}`, with `elsewhere` where another route may be tried. An exception would be pickled; this is JSON."""


@DBOS.dbos_class()
class FilmWorkflow(DBOSConfiguredInstance):
    """The workflow, bound to one worker's surroundings."""

    def __init__(self, studio: Studio) -> None:
        super().__init__("film")
        self._studio = studio
        self.began: dict[str, float] = {}
        """The tasks that are being carried here, and since when (`time.monotonic`)."""

    @DBOS.workflow()
    def make_film(self, task_id: str) -> None:
        """Carry one task to its end. The workflow's id is the task's."""
        self.began[task_id] = time.monotonic()
        try:
            self._make_film(task_id)
        finally:
            self.began.pop(task_id, None)

    def _make_film(self, task_id: str) -> None:
        attempt = self._studio.database.write_now(
            lambda connection: begin_attempt(
                connection, task_id, self._studio.worker_id, self._studio.clock()
            )
        )
        if attempt is None:
            return
        try:
            if attempt.number > self._studio.settings.worker.max_attempts:
                raise EngineFailure(
                    FailureCode.SERVICE_ERROR,
                    f"The work broke off {attempt.number - 1} times and was given up",
                )
            _value(self.prepare(task_id, attempt.fence))
            result = self._make_on_a_route(task_id, attempt.fence)
            self.settle(task_id, attempt.fence, result)
        except Cancelled:
            log.info("%s %s", task_id, _ENDED_MEANWHILE)
        except EngineFailure as failure:
            self.settle_failed(task_id, attempt.fence, failure.code, failure.message)
        except Exception:  # a fault of ours must end the task too
            log.exception("%s failed unexpectedly", task_id)
            self.settle_failed(
                task_id, attempt.fence, FailureCode.SERVICE_ERROR, "Internal error; see the server's log"
            )
        finally:
            self._leave_engines(task_id)
            shutil.rmtree(self._studio.work_dir / task_id, ignore_errors=True)

    def _make_on_a_route(self, task_id: str, fence: int) -> dict[str, Any]:
        """Start, wait and store; where the work certainly failed, once more on the model's next route."""
        failed: list[int] = []
        while True:
            started = _value(self.start(task_id, fence, failed))
            try:
                result: dict[str, Any] = _value(self.wait_and_store(task_id, fence, started))
            except EngineFailure as failure:
                failed.append(started["route"])
                if not failure.elsewhere or len(failed) == self._count_routes(task_id):
                    raise
                log.warning("%s failed on route %d, trying the next: %s", task_id, started["route"], failure)
            else:
                return result

    @DBOS.step()
    def prepare(self, task_id: str, fence: int) -> Outcome:
        """Resolve `aspect_ratio: auto`, translate the prompt."""
        return _outcome(lambda: prepare_task(self._studio, self._read(task_id), fence))

    @DBOS.step()
    def start(self, task_id: str, fence: int, failed: list[int]) -> Outcome:
        """Hand the work to an engine; its receipt is remembered before anything waits for it."""
        task = self._read(task_id)
        reporter = Reporter(self._studio, task, fence, self.began.get(task_id))
        return _outcome(lambda: start_task(self._studio, task, fence, reporter, failed))

    @DBOS.step()
    def wait_and_store(self, task_id: str, fence: int, started: dict[str, Any]) -> Outcome:
        """Wait for the film and put it into the storage. One step: a film on this machine's disk only would not
        help the worker that takes over."""
        task = self._read(task_id)
        reporter = Reporter(self._studio, task, fence, self.began.get(task_id))

        def work() -> dict[str, Any]:
            route = self._studio.catalog.find(task.model).routes[started["route"]]
            route.at.gate.hold(task_id)
            job = build_job(self._studio, task, route)
            film = route.engine.wait(job, started["receipt"], reporter)
            return store_film(self._studio, job, film, fence)

        return _outcome(work)

    @DBOS.step()
    def settle(self, task_id: str, fence: int, result: dict[str, Any]) -> None:
        """End as completed: charge, publish and queue the callback in one transaction."""
        ended = self._until_written(
            lambda connection, now_ms: complete_task(
                connection,
                task_id,
                fence=fence,
                result=result,
                expires_at_ms=self._studio.expires_at_ms(now_ms),
                now_ms=now_ms,
            )
        )
        log.info("%s %s", task_id, "completed" if ended else _ENDED_MEANWHILE)

    @DBOS.step()
    def settle_failed(self, task_id: str, fence: int, code: str, message: str) -> None:
        """End as failed: refund and queue the callback in one transaction."""
        ended = self._until_written(
            lambda connection, now_ms: fail_task(
                connection,
                task_id,
                fence=fence,
                code=FailureCode(code),
                message=message[:1000],
                expires_at_ms=self._studio.expires_at_ms(now_ms),
                now_ms=now_ms,
            )
        )
        log.info("%s %s", task_id, f"failed: {code}" if ended else _ENDED_MEANWHILE)

    def _until_written(self, end: Callable[[Connection, int], bool]) -> bool:
        """An end must be written, however long the database is away (disk full, locked, stopped)."""
        wait_seconds = 0.1
        while True:
            try:
                return self._studio.database.write_now(
                    lambda connection: end(connection, self._studio.clock())
                )
            except OperationalError:
                log.exception("the end of a task cannot be written; trying again in %.1f s", wait_seconds)
                time.sleep(wait_seconds)
                wait_seconds = min(wait_seconds * 2, 10.0)

    def _leave_engines(self, task_id: str) -> None:
        for route in self._studio.catalog.find(self._read(task_id).model).routes:
            route.at.gate.leave(task_id)

    def _count_routes(self, task_id: str) -> int:
        return len(self._studio.catalog.find(self._read(task_id).model).routes)

    def _read(self, task_id: str) -> Task:
        task = self._studio.database.read_now(lambda connection: read_task(connection, task_id))
        if task is None:
            raise LookupError(f"{task_id} is not in the database")
        return task


def _outcome(work: Any) -> Outcome:
    try:
        return {"value": work()}
    except EngineFailure as failure:
        outcome: Outcome = {"failure": [failure.code, failure.message]}
        return outcome | {"elsewhere": True} if failure.elsewhere else outcome
    except Cancelled:
        return {"cancelled": True}
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        return {"failure": [FailureCode.RESOURCE_EXHAUSTED, "The server's disk is full"]}


def _value(outcome: Outcome) -> Any:
    if "failure" in outcome:
        code, message = outcome["failure"]
        raise EngineFailure(FailureCode(code), message, elsewhere=outcome.get("elsewhere", False))
    if "cancelled" in outcome:
        raise Cancelled
    return outcome["value"]
