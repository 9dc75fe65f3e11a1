"""What every process of a server stands on: database, storage, models, link keys."""

from __future__ import annotations

import contextlib
import fcntl
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from filmgate.catalog.catalog import Catalog, open_catalog
from filmgate.clock import Clock, system_clock
from filmgate.db.database import Database
from filmgate.db.open import open_database
from filmgate.settings import FilmgateSettings
from filmgate.storage.keyring import LinkKeys, open_link_keys
from filmgate.storage.links import link_maker
from filmgate.storage.open import open_storage
from filmgate.storage.protocol import Storage
from filmgate.tasks.view import Link


class DataFolderInUse(Exception):
    """Another filmgate process serves from this data folder"""


@dataclass(frozen=True)
class Surroundings:
    """Opened by `open_surroundings`.

    Attributes:
        storage: For requests and whatever need not wait: it gives up within seconds.
        patient_storage: The same, for films: it waits through an outage.
    """

    settings: FilmgateSettings
    database: Database
    storage: Storage
    patient_storage: Storage
    catalog: Catalog
    keyring: LinkKeys
    clock: Clock

    @property
    def model_names(self) -> list[str]:
        """The public models."""
        return [model.name for model in self.catalog]

    def links(self, base_url: str) -> Link:
        """How stored files are linked to from outside."""
        return link_maker(base_url, self.storage, self.keyring)


@contextlib.contextmanager
def open_surroundings(settings: FilmgateSettings) -> Iterator[Surroundings]:
    """Open everything; it is closed at the end.

    Raises:
        DataFolderInUse: The database is SQLite's, and another process has it.
        ImpossibleModel, UnknownEngine: See `open_catalog`.
        UnusableStorage: See `open_storage`.
        BrokenKeyring: See `open_link_keys`.
        OSError: The data folder cannot be used.
        And what `open_database` raises.
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    with hold_data_folder(settings):
        database = open_database(settings)
        try:
            yield Surroundings(
                settings=settings,
                database=database,
                storage=open_storage(settings, patient=False),
                patient_storage=open_storage(settings, patient=True),
                catalog=open_catalog(settings),
                keyring=open_link_keys(settings),
                clock=system_clock,
            )
        finally:
            database.close()


@contextlib.contextmanager
def hold_data_folder(settings: FilmgateSettings) -> Iterator[None]:
    """Keep other servers off an embedded database: two would fight over its tasks. Postgres is made for several.

    Raises:
        DataFolderInUse: Another process holds it.
    """
    if settings.database.url is not None:
        yield
        return
    with (settings.data_dir / "serve.lock").open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise DataFolderInUse(
                f"another filmgate serves from {settings.data_dir}; stop it, or choose another --data"
            ) from error
        yield


def work_folder(settings: FilmgateSettings, worker_id: str) -> Path:
    """A worker's scratch folder."""
    return settings.data_dir / "work" / worker_id
