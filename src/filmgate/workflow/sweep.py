"""Deleting what has had its day: expired films and pictures, old idempotency keys, remembered steps, stray files."""

from __future__ import annotations

import logging
import threading
import time
from datetime import UTC, datetime, timedelta
from functools import partial

from dbos import DBOS
from sqlalchemy import Connection, select, update

from filmgate.db.tables import tasks
from filmgate.storage.uploads import FOLDER as UPLOADS_FOLDER
from filmgate.storage.uploads import KEPT_MS, expired_uploads, forget_uploads
from filmgate.tasks.files import FILMS, INPUTS, delete_files
from filmgate.tasks.idempotency import forget_expired
from filmgate.workflow.film import OVER
from filmgate.workflow.studio import Studio

log = logging.getLogger(__name__)

_STRAY_AFTER_MS = 3_600_000
_STRAYS_EVERY_SECONDS = 3600.0
_BATCH = 200


class Sweeper:
    """Sweeps every `worker.sweep_seconds` in a thread of its own."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._sweep_forever, name="sweeper", daemon=True)

    def start(self) -> None:
        """Begin; the first sweep is at once."""
        self._thread.start()

    def stop(self) -> None:
        """End after the sweep that runs."""
        self._stopping.set()
        self._thread.join()

    def _sweep_forever(self) -> None:
        next_look_for_strays = 0.0
        while not self._stopping.is_set():
            try:
                is_time = time.monotonic() >= next_look_for_strays
                sweep(self._studio, strays=is_time)
                if is_time:
                    next_look_for_strays = time.monotonic() + _STRAYS_EVERY_SECONDS
                forget_finished_workflows()
            except Exception:
                log.exception("a sweep failed; the next one tries again")
            self._stopping.wait(self._studio.settings.worker.sweep_seconds)


def sweep(studio: Studio, *, strays: bool = True) -> None:
    """One round. Files go first, then the rows say so: a crash between leaves work for the next round, no orphan.

    Args:
        strays: Also look for files of no task, which lists all that are stored.
    """
    now_ms = studio.clock()
    while expired := studio.database.read_now(partial(_expired_tasks, now_ms=now_ms)):
        delete_files(studio.storage, *expired)
        studio.database.write_now(partial(_mark_deleted, task_ids=expired, now_ms=now_ms))
    while stale := studio.database.read_now(partial(expired_uploads, now_ms=now_ms, limit=_BATCH)):
        studio.storage.delete(key for _, key in stale)
        studio.database.write_now(partial(forget_uploads, upload_ids=[upload_id for upload_id, _ in stale]))
    studio.database.write_now(lambda connection: forget_expired(connection, now_ms))
    if strays:
        _delete_strays(studio, now_ms)


def forget_finished_workflows() -> None:
    """Delete the remembered steps of workflows that ended an hour ago; their tasks say all that matters."""
    before = (datetime.now(UTC) - timedelta(hours=1)).isoformat()
    while done := DBOS.list_workflows(
        status=list(OVER), completed_before=before, limit=_BATCH, load_input=False, load_output=False
    ):
        DBOS.delete_workflows([workflow.workflow_id for workflow in done])


def _expired_tasks(connection: Connection, now_ms: int) -> list[str]:
    query = (
        select(tasks.c.id)
        .where(tasks.c.files_deleted_at_ms.is_(None), tasks.c.expires_at_ms <= now_ms)
        .order_by(tasks.c.expires_at_ms)
        .limit(_BATCH)
    )
    return list(connection.execute(query).scalars())


def _mark_deleted(connection: Connection, task_ids: list[str], now_ms: int) -> None:
    connection.execute(update(tasks).where(tasks.c.id.in_(task_ids)).values(files_deleted_at_ms=now_ms))


def _delete_strays(studio: Studio, now_ms: int) -> None:
    """Files of tasks and uploads that do not exist: a crash came between storing the file and writing the row."""
    storage = studio.storage
    storage.delete(storage.keys(UPLOADS_FOLDER, older_than_ms=now_ms - KEPT_MS - _STRAY_AFTER_MS))
    for prefix in (INPUTS, FILMS):
        old = storage.keys(prefix, older_than_ms=now_ms - _STRAY_AFTER_MS)
        of_task = {key: key.removeprefix(prefix).split("/")[0] for key in old}
        known = studio.database.read_now(partial(_known, task_ids=sorted(set(of_task.values()))))
        storage.delete(key for key, task_id in of_task.items() if task_id not in known)


def _known(connection: Connection, task_ids: list[str]) -> set[str]:
    """Those of the ids that are tasks; asked for in parts, since databases limit a statement's parameters."""
    known: set[str] = set()
    for start in range(0, len(task_ids), _BATCH):
        some = task_ids[start : start + _BATCH]
        known |= set(connection.execute(select(tasks.c.id).where(tasks.c.id.in_(some))).scalars())
    return known
