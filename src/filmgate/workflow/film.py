"""The way of one task: prepare, start, wait and store, settle.

What a step decided is written on the task row before the next one begins, so another worker goes on where this one
broke off. Every write carries the attempt's fencing token: of two runners only the newer one counts, and the end of a
task is one transaction that can happen once (`tasks/end.py`). The callback goes out from there, through the delivery
queue (`callbacks/`).
"""

from __future__ import annotations

import errno
import logging
import shutil
from collections.abc import Callable, Collection
from typing import Any, TypeVar

from sqlalchemy import Connection

from filmgate.catalog.route import Route
from filmgate.engines.protocol import Cancelled, EngineFailure, FailureCode
from filmgate.storage.protocol import StorageUnavailable
from filmgate.tasks.claim import Attempt, begin_attempt
from filmgate.tasks.end import complete_task, fail_task
from filmgate.tasks.files import FILMS, film_key
from filmgate.tasks.measure import measure_end
from filmgate.tasks.progress import read_receipt
from filmgate.tasks.task import Task, read_task
from filmgate.visible import visible_lines
from filmgate.workflow.give_up import is_given_up, note_here
from filmgate.workflow.job import build_job
from filmgate.workflow.patience import until_reached
from filmgate.workflow.prepare import prepare_task
from filmgate.workflow.report import Reporter
from filmgate.workflow.stage import stage, work_on
from filmgate.workflow.start import start_task
from filmgate.workflow.store import store_film
from filmgate.workflow.studio import Studio

log = logging.getLogger(__name__)

T = TypeVar("T")


def make_film(studio: Studio, task_id: str) -> None:
    """Carry one task, which this worker has claimed, to its end; nothing is done if somebody else has it."""
    attempt = _write(
        studio, lambda connection, now_ms: begin_attempt(connection, task_id, studio.worker_id, now_ms)
    )
    if attempt is None:
        return
    with work_on(_read(studio, task_id)):
        _carry_on(studio, task_id, attempt)


def _carry_on(studio: Studio, task_id: str, attempt: Attempt) -> None:
    try:
        _settle(studio, task_id, attempt.fence, _produce(studio, task_id, attempt))
    except Cancelled:
        log.info("%s ended meanwhile", task_id)
        _drop_film(studio, task_id, attempt.fence)
    except EngineFailure as failure:
        _settle_failed(studio, task_id, attempt.fence, failure.code, failure.message)
    except StorageUnavailable as error:
        log.error("%s: the storage cannot be used: %s", task_id, error)
        message = "The file storage does not answer"
        _settle_failed(studio, task_id, attempt.fence, FailureCode.SERVICE_UNAVAILABLE, message)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            _settle_fault(studio, task_id, attempt.fence)
        else:
            message = "The server's disk is full"
            _settle_failed(studio, task_id, attempt.fence, FailureCode.RESOURCE_EXHAUSTED, message)
    except Exception:  # a fault of ours must end the task too
        _settle_fault(studio, task_id, attempt.fence)
    finally:
        shutil.rmtree(studio.scratch(task_id, attempt.fence), ignore_errors=True)


def _produce(studio: Studio, task_id: str, attempt: Attempt) -> dict[str, Any]:
    """Bring the film into the storage; returns the task's `result`."""
    task = _read(studio, task_id)
    _check_patience(studio, task, attempt)
    if task.prepared is None:
        with stage("prepare", task):
            prepare_task(studio, task, attempt.fence)
        task = _read(studio, task_id)
    return _make_on_a_route(studio, task, attempt)


def _check_patience(studio: Studio, task: Task, attempt: Attempt) -> None:
    receipt = until_reached(
        lambda: studio.database.read_now(lambda connection: read_receipt(connection, task.id))
    )
    if not is_given_up(task.served, receipt, attempt.number, studio.settings.worker.max_attempts):
        return
    if task.served is not None and receipt != {}:
        log.error("%s: given up; %s may go on with the film, and charge", task.id, task.served["engine"])
    raise EngineFailure(
        FailureCode.SERVICE_ERROR, f"The work broke off {attempt.number - 1} times and was given up"
    )


def _make_on_a_route(studio: Studio, task: Task, attempt: Attempt) -> dict[str, Any]:
    """Start, wait and store; where the work certainly failed, once more on the model's next route."""
    model, fence = studio.catalog.find(task.model), attempt.fence
    may_start_anew = attempt.number <= studio.settings.worker.max_attempts
    report = Reporter(studio, task, fence)
    failed: list[Route] = []
    try:
        while True:
            with stage("start", task):
                started = start_task(studio, task, fence, report, failed)
            job = build_job(studio, task, started.route, fence)
            try:
                with stage("render", task):
                    film = started.route.engine.wait(job, started.receipt, report)
                note_here(studio, task, fence, attempt.number, started.receipt)
                with stage("store", task):
                    return store_film(studio, job, film, fence)
            except EngineFailure as failure:
                failed.append(started.route)
                if not (failure.elsewhere and may_start_anew) or len(failed) == len(model.routes):
                    raise
                log.warning(
                    "%s: %s failed, trying the next route: %s", task.id, started.route.at.name, failure
                )
                started.route.at.gate.leave(task.id)
                task = _read(studio, task.id)
    finally:
        for route in model.routes:
            route.at.gate.leave(task.id)


def _settle(studio: Studio, task_id: str, fence: int, result: dict[str, Any]) -> None:
    """End as completed: charge, publish and queue the callback in one transaction."""

    def end(connection: Connection, now_ms: int) -> bool:
        expires_at_ms = studio.expires_at_ms(now_ms)
        return complete_task(
            connection, task_id, fence=fence, result=result, expires_at_ms=expires_at_ms, now_ms=now_ms
        )

    if not _end(studio, task_id, end):
        raise Cancelled
    log.info("%s completed", task_id)
    if fence > 1:
        _drop_films(studio, f"{FILMS}{task_id}/", keep=(result["film"], result["poster"]))


def _settle_failed(studio: Studio, task_id: str, fence: int, code: FailureCode, message: str) -> None:
    """End as failed: refund and queue the callback in one transaction."""

    told = visible_lines(message)[
        :1000
    ]  # an upstream may have said it, and databases do not take every character

    def end(connection: Connection, now_ms: int) -> bool:
        return fail_task(
            connection,
            task_id,
            fence=fence,
            code=code,
            message=told,
            expires_at_ms=studio.expires_at_ms(now_ms),
            now_ms=now_ms,
        )

    ended = _end(studio, task_id, end)
    log.info("%s %s", task_id, f"failed: {code}" if ended else "ended meanwhile")
    if ended:
        _drop_films(studio, f"{FILMS}{task_id}/")
    else:
        _drop_film(studio, task_id, fence)


def _settle_fault(studio: Studio, task_id: str, fence: int) -> None:
    log.exception("%s failed unexpectedly", task_id)
    message = "Internal error; see the server's log"
    _settle_failed(studio, task_id, fence, FailureCode.SERVICE_ERROR, message)


def _end(studio: Studio, task_id: str, end: Callable[[Connection, int], bool]) -> bool:
    """Write an end and, when it is durable, count it."""

    def write(connection: Connection, now_ms: int) -> Task | None:
        return read_task(connection, task_id) if end(connection, now_ms) else None

    with stage("settle", _read(studio, task_id)):
        ended = _write(studio, write)
    if ended is not None:
        measure_end(ended, studio.settings)
    return ended is not None


def _drop_film(studio: Studio, task_id: str, fence: int) -> None:
    """Delete what this attempt has stored, unless it is the film that the task ended with."""
    task = _read(studio, task_id)
    if task.result is None or task.result["film"] != film_key(task_id, fence):
        _drop_films(studio, f"{FILMS}{task_id}/{fence}.")


def _drop_films(studio: Studio, prefix: str, keep: Collection[str] = ()) -> None:
    """Delete what attempts have left; if that cannot be done now, it goes when the task's files expire."""
    try:
        studio.storage.delete(key for key in studio.storage.keys(prefix) if key not in keep)
    except (StorageUnavailable, OSError) as error:
        log.warning("%s stays until it expires: %s", prefix, error)


def _write(studio: Studio, write: Callable[[Connection, int], T]) -> T:
    return until_reached(
        lambda: studio.database.write_now(lambda connection: write(connection, studio.clock()))
    )


def _read(studio: Studio, task_id: str) -> Task:
    task = until_reached(lambda: studio.database.read_now(lambda connection: read_task(connection, task_id)))
    if task is None:
        raise LookupError(f"{task_id} is not in the database")
    return task
