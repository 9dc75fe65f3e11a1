"""What goes on behind the API: films are made, callbacks sent, expired files deleted. `filmgate worker` is only this."""

from __future__ import annotations

from dataclasses import replace

from filmgate.callbacks.deliver import Deliverer
from filmgate.callbacks.incoming import address_maker
from filmgate.ids import new_id
from filmgate.surroundings import Surroundings, work_folder
from filmgate.tasks.view import Link
from filmgate.telemetry.metrics import watch_worker
from filmgate.workflow.studio import Studio
from filmgate.workflow.sweep import Sweeper
from filmgate.workflow.worker import Worker


class Background:
    """One process's part of the work, in threads."""

    def __init__(self, around: Surroundings, link: Link) -> None:
        worker_id = new_id("worker")
        studio = Studio(
            database=around.database,
            catalog=around.catalog,
            storage=around.patient_storage,
            settings=around.settings,
            clock=around.clock,
            worker_id=worker_id,
            work_dir=work_folder(around.settings, worker_id),
            callback_address=address_maker(around.settings, around.keyring, around.clock),
        )
        self.worker = Worker(studio)
        watch_worker(self.worker.slots, lambda: self.worker.busy)
        self._deliverer = Deliverer(around.database, around.settings.callbacks, link, around.clock)
        self._sweeper = Sweeper(replace(studio, storage=around.storage))
        self._drain_seconds = around.settings.server.drain_seconds

    def start(self) -> None:
        """Begin."""
        self.worker.start()
        self._deliverer.start()
        self._sweeper.start()

    def stop(self) -> bool:
        """Let films finish for `server.drain_seconds`; returns whether all did.

        If not, the threads that wait for them are still there, and need the database: the caller ends the process as
        it is, and the films go on elsewhere.
        """
        drained = self.worker.stop(self._drain_seconds)
        self._sweeper.stop()
        self._deliverer.stop()
        return drained
