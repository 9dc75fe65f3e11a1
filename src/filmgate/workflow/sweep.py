"""Deleting what has had its day: expired films and pictures, old idempotency keys, stray files."""

from __future__ import annotations

import logging
import threading
import time
from functools import partial

from sqlalchemy import Connection, select, update

from filmgate.db.locks import begin_chore
from filmgate.db.tables import tasks
from filmgate.storage.uploads import FOLDER as UPLOADS_FOLDER
from filmgate.storage.uploads import KEPT_MS, expired_uploads, forget_uploads
from filmgate.tasks.files import FILMS, INPUTS, delete_files
from filmgate.tasks.idempotency import forget_expired
from filmgate.workflow.studio import Studio

log = logging.getLogger(__name__)

_STRAY_AFTER_MS = 3_600_000
_STRAYS_EVERY_SECONDS = 3600.0
_BATCH = 200


class Sweeper:
    """Sweeps every `worker.sweep_seconds` in a thread of its own; of several workers, one does it for all."""

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
                if not self._studio.database.shared or self._studio.database.write_now(self._is_my_turn):
                    is_time = time.monotonic() >= next_look_for_strays
                    sweep(self._studio, strays=is_time)
                    if is_time:
                        next_look_for_strays = time.monotonic() + _STRAYS_EVERY_SECONDS
            except Exception:
                log.exception("a sweep failed; the next one tries again")
            self._stopping.wait(self._studio.settings.worker.sweep_seconds)

    def _is_my_turn(self, connection: Connection) -> bool:
        every_ms = round(
            self._studio.settings.worker.sweep_seconds * 900
        )  # a little less: looks are not exact
        return begin_chore(connection, "sweep", every_ms=every_ms, now_ms=self._studio.clock())


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
    """Files of no task or upload: a crash came between storing the file and writing the row, or a worker that was cut
    off stored a film after its task's files had been deleted."""
    storage = studio.storage
    storage.delete(storage.keys(UPLOADS_FOLDER, older_than_ms=now_ms - KEPT_MS - _STRAY_AFTER_MS))
    for prefix in (INPUTS, FILMS):
        old = storage.keys(prefix, older_than_ms=now_ms - _STRAY_AFTER_MS)
        of_task = {key: key.removeprefix(prefix).split("/")[0] for key in old}
        known = studio.database.read_now(partial(_known, task_ids=sorted(set(of_task.values()))))
        storage.delete(key for key, task_id in of_task.items() if task_id not in known)


def _known(connection: Connection, task_ids: list[str]) -> set[str]:
    """Those of the ids whose files are kept; asked for in parts, since databases limit a statement's parameters."""
    known: set[str] = set()
    for start in range(0, len(task_ids), _BATCH):
        some = task_ids[start : start + _BATCH]
        query = select(tasks.c.id).where(tasks.c.id.in_(some), tasks.c.files_deleted_at_ms.is_(None))
        known |= set(connection.execute(query).scalars())
    return known
