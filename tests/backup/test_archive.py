"""Archives that are whole, and archives that must not touch anything."""

from __future__ import annotations

import io
import json
import os
import sqlite3
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from customers import NOW_MS, Customer, make_customer
from filmgate.backup.manifest import BrokenBackup, is_expected
from filmgate.backup.restore import FolderInUse, restore
from filmgate.backup.write import write_backup
from filmgate.db.sqlite import open_sqlite
from filmgate.ledger.balance import read_balance
from filmgate.settings import FilmgateSettings
from filmgate.storage.keyring import Keyring
from filmgate.storage.local_folder import LocalFolder

NOW_S = NOW_MS // 1000
FILM = os.urandom(3_000_000)
Members = dict[str, bytes]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with an account, link keys and a film."""
    folder = tmp_path / "data"
    folder.mkdir()
    database = open_sqlite(folder / "filmgate.db")
    make_customer(database)
    database.close()
    Keyring(folder)
    LocalFolder(folder / "files").put("films/task-1/1.mp4", FILM)
    (folder / "files" / ".incoming" / "half").write_bytes(b"unfinished")
    (folder / "work").mkdir()
    (folder / "work" / "scratch").write_bytes(b"x")
    return folder


@pytest.fixture
def archive(tmp_path: Path, data: Path) -> Path:
    config = tmp_path / "filmgate.toml"
    config.write_text("log_level = 'debug'\n")
    target = tmp_path / "backup.tar"
    write_backup(settings(data), target, config=config, with_files=True, now_seconds=NOW_S)
    return target


def settings(data: Path) -> FilmgateSettings:
    return FilmgateSettings(data_dir=data)


def members(archive: Path) -> Members:
    with tarfile.open(archive) as tar:
        return {member.name: tar.extractfile(member).read() for member in tar}  # type: ignore[union-attr]


def pack(archive: Path, content: Members, kind: bytes = tarfile.REGTYPE) -> None:
    with tarfile.open(archive, "w") as tar:
        for name, data in content.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            if name != "manifest.json":
                info.type = kind
            tar.addfile(info, io.BytesIO(data))


def test_what_comes_back_is_what_was_there(tmp_path: Path, data: Path, archive: Path) -> None:
    assert archive.stat().st_mode & 0o777 == 0o600
    assert not [path for path in data.iterdir() if path.name.startswith(".backup")]
    there = tmp_path / "there"
    manifest, former = restore(archive, there, replace=False, now_seconds=NOW_S)
    assert (manifest.made_at, former) == (NOW_S, None)
    files = {path.relative_to(there).as_posix() for path in there.rglob("*") if path.is_file()}
    assert files == {"filmgate.db", "link-keys.json", "filmgate.toml", "files/films/task-1/1.mp4"}
    assert (there / "files/films/task-1/1.mp4").read_bytes() == FILM
    assert Keyring(there).signing_key() == Keyring(data).signing_key()
    assert there.stat().st_mode & 0o777 == 0o700
    assert not list(tmp_path.glob(".*restoring*"))


def test_a_copy_is_of_one_moment_though_others_write(tmp_path: Path, data: Path) -> None:
    database = open_sqlite(data / "filmgate.db")
    customer: Customer = make_customer(database, name="Bob")
    write_backup(settings(data), tmp_path / "b.tar", config=None, with_files=True, now_seconds=NOW_S)
    customer.create()
    restore(tmp_path / "b.tar", tmp_path / "there", replace=False, now_seconds=NOW_S)
    restored = open_sqlite(tmp_path / "there" / "filmgate.db")
    balance = restored.read_now(lambda connection: read_balance(connection, customer.account_id))
    assert balance.reserved_microcredits == 0
    restored.close()
    database.close()


def test_an_empty_folder_is_filled_where_it_is(tmp_path: Path, archive: Path) -> None:
    there = tmp_path / "volume"
    there.mkdir()
    identity = there.stat().st_ino
    restore(archive, there, replace=False, now_seconds=NOW_S)
    assert there.stat().st_ino == identity
    assert (there / "filmgate.db").is_file()
    assert not list(there.glob(".*"))


def test_a_folder_with_something_in_it_is_left_alone_or_put_aside(data: Path, archive: Path) -> None:
    (data / "precious").write_text("mine")
    with pytest.raises(FolderInUse, match="not empty"):
        restore(archive, data, replace=False, now_seconds=NOW_S)
    _, former = restore(archive, data, replace=True, now_seconds=NOW_S)
    assert former == data.with_name(f"data.before-{NOW_S}")
    assert (former / "precious").read_text() == "mine"
    assert not (data / "precious").exists()


def change(archive: Path, edit: Callable[[Members], None]) -> None:
    content = members(archive)
    edit(content)
    pack(archive, content)


def swap_a_byte(content: Members) -> None:
    film = content["files/films/task-1/1.mp4"]
    content["files/films/task-1/1.mp4"] = film[:-1] + bytes([film[-1] ^ 1])


def edit_manifest(content: Members, **changes: object) -> None:
    content["manifest.json"] = json.dumps(json.loads(content["manifest.json"]) | changes).encode()


def climb(content: Members) -> None:
    manifest = content.pop("manifest.json")
    content["../evil"] = b"x"
    content["manifest.json"] = manifest


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (swap_a_byte, "not what was backed up"),
        (lambda content: content.pop("link-keys.json"), "not what was backed up"),
        (lambda content: content.pop("manifest.json"), "breaks off"),
        (lambda content: edit_manifest(content, format=2), "manifest"),
        (lambda content: edit_manifest(content, schema_revision="9999"), "newer filmgate"),
        (lambda content: content.update({"manifest.json": b"{}"}), "manifest"),
        (climb, "evil"),
        (lambda content: content.update({"after.json": b"x"}), "after.json"),
    ],
)
def test_an_archive_that_was_changed_leaves_nothing(
    tmp_path: Path, archive: Path, edit: Callable[[Members], None], says: str
) -> None:
    change(archive, edit)
    refused(archive, tmp_path, says)


def refused(archive: Path, tmp_path: Path, says: str) -> None:
    before = sorted(tmp_path.iterdir())
    with pytest.raises(BrokenBackup, match=says):
        restore(archive, tmp_path / "there", replace=False, now_seconds=NOW_S)
    assert sorted(tmp_path.iterdir()) == before


def test_one_that_breaks_off(tmp_path: Path, archive: Path) -> None:
    archive.write_bytes(archive.read_bytes()[:2_000_000])
    refused(archive, tmp_path, "whole|breaks off|not what")


def test_what_is_no_archive(tmp_path: Path, archive: Path) -> None:
    archive.write_bytes(b"PK\x03\x04" * 10_000)
    refused(archive, tmp_path, "no whole tar")


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.DIRTYPE])
def test_links_devices_and_folders_are_refused(tmp_path: Path, archive: Path, kind: bytes) -> None:
    content = members(archive)
    pack(archive, {"link-keys.json": b"", "manifest.json": content["manifest.json"]}, kind)
    refused(archive, tmp_path, "not of a backup")


def test_books_that_are_not_sound_are_not_restored(tmp_path: Path, data: Path) -> None:
    with sqlite3.connect(data / "filmgate.db") as database:
        database.execute("UPDATE accounts SET spent_microcredits = 1")
    database.close()
    write_backup(settings(data), tmp_path / "b.tar", config=None, with_files=False, now_seconds=NOW_S)
    refused(tmp_path / "b.tar", tmp_path, "books are not sound")


def test_a_damaged_database_is_not_backed_up(tmp_path: Path, data: Path) -> None:
    file = data / "filmgate.db"
    content = bytearray(file.read_bytes())
    for page in range(2, len(content) // 4096):
        content[page * 4096 : page * 4096 + 512] = b"\xff" * 512
    file.write_bytes(content)
    with pytest.raises(BrokenBackup):
        write_backup(settings(data), tmp_path / "b.tar", config=None, with_files=False, now_seconds=NOW_S)
    assert not (tmp_path / "b.tar").exists()
    assert not list(tmp_path.glob(".b.tar*"))


@pytest.mark.parametrize(
    "name",
    ["/etc/passwd", "files/../../x", "files/.hidden", "files/", "files//x", "serve.lock", "filmgate.db-wal"],
)
def test_no_other_name_is_written(name: str) -> None:
    assert not is_expected(name)
