"""Signs of life between workers on one database: who has fallen silent loses its tasks to the others.

A worker counts up its own row and looks at the others' counts. One that has stood still for `silent_seconds`, measured
by the looker's own clock that never steps, is struck off the list, and its tasks are orphans (`tasks/claim.py`). No
clock of another machine is ever compared. Whoever was struck off while it stood still (stopped, cut off, asleep)
enters itself again; by then its fencing tokens are old, and it can write nothing on the tasks it lost.
"""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import OperationalError

from filmgate.db.tables import workers
from filmgate.workflow.studio import Studio

log = logging.getLogger(__name__)


@dataclass
class _Seen:
    """What was last seen of a worker, and since when it is so (`time.monotonic`)."""

    beats: int
    since: float


class Heartbeat:
    """This worker's signs of life, given from a thread of its own; only the connections are shared with other writes."""

    def __init__(self, studio: Studio, slots: int) -> None:
        self._studio = studio
        self._slots = slots
        self._beat_seconds = studio.settings.worker.heartbeat_seconds
        self._silent_seconds = studio.settings.worker.silent_seconds
        self._seen: dict[str, _Seen] = {}
        self._looked_at = 0.0
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._beat_forever, name="heartbeat", daemon=True)

    def start(self) -> None:
        """Enter this worker. One that is alone (on SQLite, with the data folder's lock) strikes all others off."""
        self._studio.database.write_now(self._enter)
        if self._studio.database.shared:
            self._thread.start()

    def stop(self) -> None:
        """Give no more signs; the caller takes this worker off the list."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def _beat_forever(self) -> None:
        while not self._stopping.wait(self._beat_seconds):
            try:
                self._studio.database.write_now(lambda connection: self.beat(connection, time.monotonic()))
            except OperationalError as error:
                log.warning("no sign of life could be given: %s", error)
            except Exception:
                log.exception("no sign of life could be given")

    def beat(self, connection: Connection, now: float) -> None:
        """Give a sign of life and strike off who has fallen silent.

        Args:
            now: Seconds of a clock that never steps.
        """
        worker_id = self._studio.worker_id
        own = update(workers).where(workers.c.id == worker_id).values(beats=workers.c.beats + 1)
        if connection.execute(own).rowcount == 0:
            log.warning("this worker was taken for dead; it begins anew")
            self._enter(connection)
        others = connection.execute(select(workers.c.id, workers.c.beats).where(workers.c.id != worker_id))
        for name, beats in self._silent({row.id: row.beats for row in others}, now).items():
            stands_still = (workers.c.id == name) & (workers.c.beats == beats)  # at this moment, too
            if connection.execute(delete(workers).where(stands_still)).rowcount:
                log.warning("no sign of life of %s; its tasks are taken over", name)

    def _silent(self, beats: dict[str, int], now: float) -> dict[str, int]:
        """Who has not moved for long enough, and at which count. After a gap in our own looking everybody's time begins
        again: it was we who could not see."""
        blind = now - self._looked_at > self._silent_seconds / 2
        self._looked_at = now
        self._seen = {
            name: seen
            if (seen := self._seen.get(name)) is not None and seen.beats == count and not blind
            else _Seen(count, now)
            for name, count in beats.items()
        }
        return {
            name: seen.beats for name, seen in self._seen.items() if now - seen.since >= self._silent_seconds
        }

    def _enter(self, connection: Connection) -> None:
        if not self._studio.database.shared:
            connection.execute(delete(workers))
        values = {"slots": self._slots, "started_at_ms": self._studio.clock()}
        connection.execute(insert(workers).values(id=self._studio.worker_id, **values))
