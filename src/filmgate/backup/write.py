"""Writing an archive while the server runs."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import filmgate
from filmgate.backup.manifest import (
    CONFIG,
    DATABASE,
    FILES,
    MANIFEST,
    SECRETS,
    BrokenBackup,
    Entry,
    Manifest,
)
from filmgate.settings import FilmgateSettings
from filmgate.storage.protocol import is_key

_SCHEMA = "SELECT version_num FROM alembic_version"


def write_backup(
    settings: FilmgateSettings, target: Path, *, config: Path | None, with_files: bool, now_seconds: int
) -> Manifest:
    """Write everything that a server needs to go on into one tar archive, readable by the owner only.

    The database is copied with SQLite's own backup, as of one moment; the files after it, so that every film
    of a task that has ended by then is there. The archive is there whole or not at all.

    Args:
        target: The archive; replaced if it is there.
        config: The configuration file to put in; None: none.
        with_files: Whether films and pictures go in.

    Raises:
        BrokenBackup: The database cannot be read, or is damaged.
        OSError: The archive cannot be written.
    """
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    unfinished = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as out:
            manifest = _write(settings, out, config=config, with_files=with_files, now_seconds=now_seconds)
            out.flush()
            os.fsync(out.fileno())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


@dataclass
class _Archive:
    tar: tarfile.TarFile
    entries: dict[str, Entry] = field(default_factory=dict)

    def add(self, name: str, source: IO[bytes]) -> None:
        """Add an open file; what it grows by meanwhile is left out."""
        facts = os.fstat(source.fileno())
        info = tarfile.TarInfo(name)
        info.size, info.mtime, info.mode = facts.st_size, int(facts.st_mtime), 0o600
        hashing = _Hashing(source)
        self.tar.addfile(info, hashing)
        self.entries[name] = Entry(bytes=info.size, sha256=hashing.sha256.hexdigest())


class _Hashing:
    """A file that is hashed as it is read."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self.sha256 = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        chunk = self._source.read(size)
        self.sha256.update(chunk)
        return chunk


def _write(
    settings: FilmgateSettings, out: IO[bytes], *, config: Path | None, with_files: bool, now_seconds: int
) -> Manifest:
    with tarfile.open(fileobj=out, mode="w|", format=tarfile.PAX_FORMAT) as tar:
        archive = _Archive(tar)
        with _copy(settings.data_dir / DATABASE) as copy:
            revision = _check(copy)
            with copy.open("rb") as source:
                archive.add(DATABASE, source)
        for name in SECRETS:
            with contextlib.suppress(FileNotFoundError), (settings.data_dir / name).open("rb") as source:
                archive.add(name, source)
        if config is not None:
            with config.open("rb") as source:
                archive.add(CONFIG, source)
        if with_files and not settings.storage.url:  # a bucket has copies and versions of its own
            _add_files(archive, settings.storage.folder or settings.data_dir / "files")
        manifest = Manifest(
            filmgate=filmgate.__version__,
            schema_revision=revision,
            made_at=now_seconds,
            entries=archive.entries,
        )
        text = manifest.model_dump_json(indent=1).encode()
        info = tarfile.TarInfo(MANIFEST)
        info.size, info.mtime, info.mode = len(text), now_seconds, 0o600
        tar.addfile(info, io.BytesIO(text))
    return manifest


@contextlib.contextmanager
def _copy(database: Path) -> Iterator[Path]:
    """The database as of one moment, in a file beside it: writers go on meanwhile."""
    descriptor, name = tempfile.mkstemp(prefix=".backup-", dir=database.parent)
    os.close(descriptor)
    copy = Path(name)
    try:
        with (
            contextlib.closing(sqlite3.connect(database, timeout=30)) as source,
            contextlib.closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")  # so that all of it is in the one file
        yield copy
    except sqlite3.Error as error:
        raise BrokenBackup(f"{database} cannot be copied: {error}") from error
    finally:
        for leftover in (copy, copy.with_name(f"{copy.name}-wal"), copy.with_name(f"{copy.name}-shm")):
            leftover.unlink(missing_ok=True)


def _check(copy: Path) -> str:
    """The schema's revision of a copy that is sound."""
    with contextlib.closing(sqlite3.connect(copy)) as connection:
        damage = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if damage != "ok":
            raise BrokenBackup(f"{DATABASE} is damaged: {damage}")
        return str(connection.execute(_SCHEMA).fetchone()[0])


def _add_files(archive: _Archive, folder: Path) -> None:
    """Files come and go meanwhile: one that has gone has expired."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(parent, name)
            key = file.relative_to(folder).as_posix()
            if is_key(key):
                with contextlib.suppress(FileNotFoundError), file.open("rb") as source:
                    archive.add(FILES + key, source)
