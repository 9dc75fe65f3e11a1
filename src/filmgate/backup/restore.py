"""Making a data folder from an archive: all of it, checked, or nothing."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shutil
import sqlite3
import tarfile
import tempfile
from pathlib import Path
from typing import IO

from sqlalchemy import create_engine

from filmgate.backup.manifest import (
    DATABASE,
    LARGEST_MANIFEST_BYTES,
    MANIFEST,
    BrokenBackup,
    Entry,
    Manifest,
    is_expected,
    read_manifest,
)
from filmgate.db.migrate import HEAD
from filmgate.ledger.verify import verify

_CHUNK_BYTES = 1024 * 1024


class FolderInUse(Exception):
    """The folder is not empty, or a server runs on it; the message says which"""


def restore(
    archive: Path, data_dir: Path, *, replace: bool, now_seconds: int
) -> tuple[Manifest, Path | None]:
    """Make `data_dir` from an archive. Until everything is checked, nothing is where the server would look.

    Args:
        replace: Whether a folder that is not empty may be put aside, under a name with the time.

    Returns:
        What was restored, and where the former folder is now, if there was one.

    Raises:
        FolderInUse: The folder must not be touched.
        BrokenBackup: The archive is not whole, not a backup, or of a newer version; or its books are not sound.
        OSError: The archive cannot be read, or the folder cannot be written.
    """
    there = data_dir.exists()
    occupied = there and any(data_dir.iterdir())
    if occupied and _is_served(data_dir):
        raise FolderInUse(f"a server runs on {data_dir}")
    if occupied and not replace:
        raise FolderInUse(f"{data_dir} is not empty")
    data_dir.parent.mkdir(parents=True, exist_ok=True)
    inside = there and not occupied  # it may be a mounted volume, whose place nothing can take
    fresh = Path(
        tempfile.mkdtemp(prefix=f".{data_dir.name}.restoring-", dir=data_dir if inside else data_dir.parent)
    )
    try:
        manifest = _unpack(archive, fresh)
        _check_database(fresh, manifest)
        os.sync()  # the rename below must not come before the content
        former = None
        if inside:
            _move_out(fresh, data_dir)
        else:
            if occupied:
                former = data_dir.rename(data_dir.with_name(f"{data_dir.name}.before-{now_seconds}"))
            fresh.rename(data_dir)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return manifest, former


def _move_out(fresh: Path, data_dir: Path) -> None:
    """One by one, and the database last: without it a folder is none of a server's."""
    for entry in sorted(fresh.iterdir(), key=lambda entry: entry.name == DATABASE):
        entry.rename(data_dir / entry.name)


def _is_served(data_dir: Path) -> bool:
    """Whether somebody holds the lock of `serve.py`."""
    try:
        with (data_dir / "serve.lock").open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def _unpack(archive: Path, folder: Path) -> Manifest:
    """Write the archive's files, no other than those that a backup has, and compare each with the manifest."""
    found: dict[str, Entry] = {}
    manifest: Manifest | None = None
    try:
        with tarfile.open(archive, "r|") as tar:
            for member in tar:
                content = tar.extractfile(member) if member.isreg() else None
                if content is None or manifest is not None or member.name in found:
                    raise BrokenBackup(f"it holds {member.name[:200]!r}, which is not of a backup")
                if member.name == MANIFEST:
                    if member.size > LARGEST_MANIFEST_BYTES:
                        raise BrokenBackup("its manifest is too large")
                    manifest = read_manifest(content.read())
                elif is_expected(member.name):
                    found[member.name] = _write(content, folder / member.name)
                else:
                    raise BrokenBackup(f"it holds {member.name[:200]!r}, which is not of a backup")
    except (tarfile.TarError, EOFError) as error:
        raise BrokenBackup(f"it is no whole tar archive: {error}") from error
    if manifest is None:
        raise BrokenBackup("it breaks off: there is no manifest at its end")
    wrong = [name for name in {*found, *manifest.entries} if found.get(name) != manifest.entries.get(name)]
    if wrong:
        raise BrokenBackup(f"{min(wrong)} is not what was backed up ({len(wrong)} files are wrong)")
    if DATABASE not in found:
        raise BrokenBackup("there is no database in it")
    return manifest


def _write(content: IO[bytes], file: Path) -> Entry:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    sha256 = hashlib.sha256()
    count = 0
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        while chunk := content.read(_CHUNK_BYTES):
            sha256.update(chunk)
            count += len(chunk)
            out.write(chunk)
    return Entry(bytes=count, sha256=sha256.hexdigest())


def _check_database(folder: Path, manifest: Manifest) -> None:
    if manifest.schema_revision > HEAD:
        raise BrokenBackup(
            f"it is of a newer filmgate ({manifest.filmgate}, schema {manifest.schema_revision}); this one knows up to {HEAD}"
        )
    file = folder / DATABASE
    try:
        with contextlib.closing(sqlite3.connect(file)) as connection:
            damage = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    except (sqlite3.Error, TypeError) as error:
        raise BrokenBackup(f"its database cannot be read: {error}") from error
    if damage != "ok" or revision != manifest.schema_revision:
        raise BrokenBackup(f"its database is damaged: {damage}, schema {revision}")
    engine = create_engine(f"sqlite:///{file}")
    try:
        with engine.connect() as opened:
            wrong = verify(opened)
    finally:
        engine.dispose()
    if wrong:
        raise BrokenBackup(f"its books are not sound: {wrong[0]} ({len(wrong)} problems)")
