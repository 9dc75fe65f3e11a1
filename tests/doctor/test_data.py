"""Each check of what is kept, sound and broken."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from sqlalchemy import text

from customers import Customer
from filmgate.db.database import Database
from filmgate.db.sqlite import open_sqlite
from filmgate.doctor.data import (
    check_books,
    check_database,
    check_folder,
    check_link_keys,
    check_sqlite,
    check_storage,
    judge_revision,
)
from filmgate.settings import FilmgateSettings
from filmgate.storage.keyring import FILE_NAME, Keyring
from filmgate.storage.local_folder import LocalFolder
from postgres import PostgresServer

GIB = 1024**3


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "data"
    made.mkdir(mode=0o700)
    return made


def test_a_folder_with_room_is_fine(folder: Path) -> None:
    assert check_folder(folder, lambda _: 9 * GIB).state == "ok"
    assert list(folder.iterdir()) == []


def test_no_folder(folder: Path) -> None:
    assert check_folder(folder / "absent").state == "problem"


def test_a_folder_on_which_writing_fails(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("filmgate.doctor.data.TemporaryFile", refuse)
    finding = check_folder(folder)
    assert (finding.state, "Read-only" in finding.message, "chown" in finding.mend) == ("problem", True, True)


@pytest.mark.parametrize(("free", "state"), [(GIB // 4, "problem"), (2 * GIB, "warning"), (6 * GIB, "ok")])
def test_a_disk_that_fills(folder: Path, free: int, state: str) -> None:
    assert check_folder(folder, lambda _: free).state == state


def test_a_folder_that_others_can_read(folder: Path) -> None:
    folder.chmod(0o755)
    assert "chmod 700" in check_folder(folder, lambda _: 9 * GIB).mend


def test_a_database(folder: Path) -> None:
    file = folder / "filmgate.db"
    assert check_sqlite(file).state == "problem"
    open_sqlite(file).close()
    assert check_sqlite(file).state == "ok"


def test_a_damaged_database(folder: Path) -> None:
    file = folder / "filmgate.db"
    open_sqlite(file).close()
    content = bytearray(file.read_bytes())
    for page in range(2, len(content) // 4096):
        content[page * 4096 : page * 4096 + 512] = b"\xff" * 512
    file.write_bytes(content)
    finding = check_sqlite(file)
    assert finding.state == "problem"
    assert "restore" in finding.mend


def test_what_is_no_database(folder: Path) -> None:
    file = folder / "filmgate.db"
    file.write_text("hello" * 1000)
    assert check_sqlite(file).state == "problem"


@pytest.mark.parametrize(("revision", "word"), [("0000", "upgrade"), ("9999", "newer")])
def test_schemas_of_other_versions(revision: str, word: str) -> None:
    finding = judge_revision(revision)
    assert finding.state == "problem"
    assert word in finding.mend


def test_books(database: Database, customer: Customer) -> None:
    assert database.read_now(check_books).state == "ok"
    database.write_now(
        lambda connection: connection.execute(text("UPDATE accounts SET spent_microcredits = 7"))
    )
    finding = database.read_now(check_books)
    assert finding.state == "problem"
    assert customer.account_id in finding.message


def test_link_keys(folder: Path) -> None:
    settings = FilmgateSettings(data_dir=folder)
    assert check_link_keys(settings).state == "ok"
    Keyring(folder)
    assert check_link_keys(settings).state == "ok"
    (folder / FILE_NAME).chmod(0o644)
    assert "rotate-link-key" in check_link_keys(settings).mend
    (folder / FILE_NAME).write_text("{}")
    assert "restore" in check_link_keys(settings).mend


def test_link_keys_of_several_machines(folder: Path) -> None:
    several = {"data_dir": folder, "database": {"url": "postgresql://h/d"}}
    assert "storage.link_keys" in check_link_keys(FilmgateSettings.model_validate(several)).mend
    with_keys = several | {"storage": {"link_keys": ["k" * 43]}}
    assert check_link_keys(FilmgateSettings.model_validate(with_keys)).state == "ok"


def test_storage(folder: Path) -> None:
    assert check_storage(lambda: LocalFolder(folder)).state == "ok"
    assert LocalFolder(folder).keys() == []


def test_a_storage_that_refuses_or_forgets(folder: Path) -> None:
    class Forgetful(LocalFolder):
        def delete(self, keys: Iterable[str]) -> None:
            pass

    def away() -> LocalFolder:
        raise ConnectionError("no route to the store")

    assert "no route" in check_storage(away).message
    assert check_storage(lambda: Forgetful(folder)).state == "problem"


def test_postgres(postgres: PostgresServer, monkeypatch: pytest.MonkeyPatch) -> None:
    url = postgres.new_database()
    named = FilmgateSettings.model_validate({"database": {"url": url}})
    assert check_database(named).state == "ok"
    monkeypatch.setattr("filmgate.db.migrate.HEAD", "9999")
    assert check_database(named).mend == "filmgate database upgrade"
    monkeypatch.setattr("filmgate.db.migrate.HEAD", "0000")
    assert "newer" in check_database(named).mend


def test_a_postgres_that_does_not_answer() -> None:
    away = FilmgateSettings.model_validate({"database": {"url": "postgresql://u:secret-word@127.0.0.1:9/x"}})
    finding = check_database(away)
    assert finding.state == "problem"
    assert "secret-word" not in finding.message
