"""Checks of what is kept: the data folder, the database, the books, the link keys and the storage."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryFile

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from filmgate.db.migrate import HEAD, SchemaTooNew, SchemaTooOld
from filmgate.db.open import SQLITE_FILE, open_database
from filmgate.db.postgres import MissingDriver
from filmgate.doctor.finding import Finding, ok, problem, warning
from filmgate.ids import random_text
from filmgate.ledger.verify import verify
from filmgate.settings import FilmgateSettings
from filmgate.storage.keyring import FILE_NAME as LINK_KEYS
from filmgate.storage.keyring import BrokenKeyring, Keyring
from filmgate.storage.protocol import Storage, UnusableStorage

_LITTLE_BYTES = 5 * 1024**3
_TOO_LITTLE_BYTES = 512 * 1024**2
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_SHOWN = 3


def check_folder(folder: Path, free_bytes: Callable[[Path], int] | None = None) -> Finding:
    """Whether the data folder can be written, has room, and is closed to other users of the machine."""
    if not folder.is_dir():
        return problem(
            f"there is no data folder {folder}", "`filmgate keys create` begins one; or name it with --data"
        )
    try:
        with TemporaryFile(dir=folder) as trial:
            trial.write(b"x")
    except OSError as error:
        return problem(
            f"{folder} cannot be written: {error.strerror}",
            f"give it to the user that runs filmgate: chown -R USER {folder}",
        )
    free = shutil.disk_usage(folder).free if free_bytes is None else free_bytes(folder)
    if free < _TOO_LITTLE_BYTES:
        return problem(
            f"the disk of {folder} has {free >> 20} MiB left", "make room, or move the data folder"
        )
    if folder.stat().st_mode & _OTHERS:
        return warning(f"other users of this machine can look into {folder}", f"chmod 700 {folder}")
    if free < _LITTLE_BYTES:
        return warning(
            f"the disk of {folder} has {free >> 20} MiB left", "make room, or lower storage.link_hours"
        )
    return ok(f"{folder} can be written; {free >> 30} GiB are free")


def check_database(settings: FilmgateSettings) -> Finding:
    """Whether the database can be reached, is whole, and of this version's schema."""
    if settings.database.url is None:
        return check_sqlite(settings.data_dir / SQLITE_FILE)
    try:
        open_database(settings).close()
    except SchemaTooOld as error:
        return problem(str(error), "filmgate database upgrade")
    except SchemaTooNew as error:
        return problem(str(error), "install the newer version again")
    except MissingDriver:
        return problem(
            "the database is a Postgres, and its driver is missing", "pip install 'filmgate[postgres]'"
        )
    except SQLAlchemyError as error:
        why = str(getattr(error, "orig", error)).strip().splitlines()
        return problem(
            f"Postgres cannot be reached: {why[0] if why else error!r}",
            "check database.url, and that it runs",
        )
    return ok(f"Postgres answers and has schema {HEAD}")


def check_sqlite(file: Path) -> Finding:
    """Whether the embedded database is whole and of this version's schema. It is opened for reading only."""
    if not file.is_file():
        return problem(
            f"there is no database {file}", "`filmgate keys create` makes one; or name its folder with --data"
        )
    try:
        connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=10)
        try:
            damage = [row[0] for row in connection.execute("PRAGMA quick_check(5)")]
            revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
        finally:
            connection.close()
    except (sqlite3.Error, TypeError) as error:
        return problem(f"{file} cannot be read: {error}", "restore a backup: filmgate restore")
    if damage != ["ok"]:
        return problem(f"{file} is damaged: {'; '.join(damage)}", "restore a backup: filmgate restore")
    return judge_revision(revision)


def judge_revision(revision: str) -> Finding:
    """Whether a database of this schema is this version's."""
    if revision < HEAD:
        return problem(
            f"the database has schema {revision}, this version wants {HEAD}", "filmgate database upgrade"
        )
    if revision > HEAD:
        return problem(
            f"the database has schema {revision}, of a newer filmgate than this one",
            "install the newer version again",
        )
    return ok(f"the database is whole and has schema {revision}")


def check_books(connection: Connection) -> Finding:
    """`filmgate credits verify`."""
    wrong = verify(connection)
    if wrong:
        more = f" and {len(wrong) - _SHOWN} more" if len(wrong) > _SHOWN else ""
        return problem(
            "; ".join(wrong[:_SHOWN]) + more, "see `filmgate credits verify`; do not grant before it is clear"
        )
    return ok("the books are sound")


def check_link_keys(settings: FilmgateSettings) -> Finding:
    """Whether links can be signed, and nobody else can read the keys."""
    if settings.storage.link_keys:
        return ok("links are signed with storage.link_keys")
    if settings.database.url is not None:
        return problem(
            "all processes on one Postgres must sign links with the same keys, and none are set",
            "set storage.link_keys, the same in each",
        )
    data_dir = settings.data_dir
    file = data_dir / LINK_KEYS
    if not file.exists():
        return ok("link keys are made at the first start")
    try:
        Keyring(data_dir).signing_key()
    except BrokenKeyring as error:
        return problem(str(error), f"restore {file} from a backup, or delete it: links given out end then")
    if file.stat().st_mode & _OTHERS:
        return problem(
            f"other users of this machine can read {file}",
            f"chmod 600 {file}, then `filmgate admin rotate-link-key`",
        )
    return ok("links can be signed")


def check_storage(open_it: Callable[[], Storage]) -> Finding:
    """Whether a file can be put in, read and deleted."""
    key, content = f"doctor/{random_text(12)}", os.urandom(64)
    try:
        storage = open_it()
        storage.put(key, content)
        try:
            same = b"".join(storage.read(key)) == content
        finally:
            storage.delete([key])
        deleted = not storage.keys(key)
    except UnusableStorage as error:
        return problem(str(error), error.suggestion)
    except Exception as error:  # each kind of store has failures of its own
        return problem(f"the storage cannot be used: {error}", "check the table [storage] of the settings")
    if not same or not deleted:
        return problem(
            "the storage gave back something else, or did not delete",
            "check the table [storage] of the settings",
        )
    return ok("a file was stored, read and deleted")
