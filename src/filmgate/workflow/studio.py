"""What the workflow works with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from filmgate.callbacks.incoming import CallbackAddress, nowhere
from filmgate.catalog.catalog import Catalog
from filmgate.clock import Clock
from filmgate.db.database import Database
from filmgate.settings import FilmgateSettings
from filmgate.storage.protocol import Storage


@dataclass(frozen=True)
class Studio:
    """One worker's surroundings.

    Attributes:
        worker_id: Names this run of the process; a restarted process has a new one.
        work_dir: Scratch folder; each attempt has a folder of its own in it (`scratch`).
        callback_address: Where an upstream may call about a task's film.
    """

    database: Database
    catalog: Catalog
    storage: Storage
    settings: FilmgateSettings
    clock: Clock
    worker_id: str
    work_dir: Path
    callback_address: CallbackAddress = nowhere

    def scratch(self, task_id: str, fence: int) -> Path:
        """An attempt's own folder. Not the task's: this worker may have lost the task and got it back before its earlier
        attempt has noticed, and that one deletes its folder when it does."""
        return self.work_dir / f"{task_id}.{fence}"

    def expires_at_ms(self, ended_at_ms: int) -> int:
        """When the files of a task that ended at `ended_at_ms` are deleted."""
        return ended_at_ms + round(self.settings.storage.link_hours * 3_600_000)
