import os
import stat
from pathlib import Path

import pytest

from filmgate.storage.local_folder import LocalFolder
from filmgate.storage.protocol import Storage


@pytest.fixture
def folder(tmp_path: Path) -> LocalFolder:
    return LocalFolder(tmp_path / "files")


def test_a_local_folder_is_a_storage(folder: LocalFolder) -> None:
    storage: Storage = folder
    assert storage.keys() == []


def test_deleting_takes_the_empty_folders_along(folder: LocalFolder, tmp_path: Path) -> None:
    folder.put("films/t/1.mp4", b"film")
    folder.put("films/u/1.mp4", b"film")
    folder.delete(["films/t/1.mp4"])
    assert not (tmp_path / "files/films/t").exists()
    assert folder.keys() == ["films/u/1.mp4"]


def test_keys_are_listed_by_prefix_and_age(folder: LocalFolder) -> None:
    for key in ("inputs/b/1.png", "inputs/a/0.png", "inputs/a/1.png", "inputs/ab/0.png", "films/a/1.mp4"):
        folder.put(key, b"x")
    os.utime(folder.path("inputs/a/1.png"), (1000, 1000))
    assert folder.keys("inputs/a/") == ["inputs/a/0.png", "inputs/a/1.png"]
    assert folder.keys("inputs/a") == ["inputs/a/0.png", "inputs/a/1.png", "inputs/ab/0.png"]
    assert folder.keys("inputs/", older_than_ms=1_000_001) == ["inputs/a/1.png"]
    assert folder.keys("inputs/", older_than_ms=1_000_000) == []
    assert folder.keys("nothing/") == []
    assert len(folder.keys()) == 5


def test_a_failed_put_leaves_the_old_content_and_no_litter(folder: LocalFolder, tmp_path: Path) -> None:
    folder.put("a", b"old")
    with pytest.raises(FileNotFoundError):
        folder.put("a", tmp_path / "no such file")
    with pytest.raises(IsADirectoryError):
        folder.put("a", tmp_path)
    assert folder.path("a").read_bytes() == b"old"
    assert list((tmp_path / "files/.incoming").iterdir()) == []


def test_leftovers_of_a_crash_are_deleted_an_hour_later(folder: LocalFolder, tmp_path: Path) -> None:
    incoming = tmp_path / "files/.incoming"
    for name, age in (("old", 1000), ("new", None)):
        (incoming / name).write_bytes(b"half")
        if age:
            os.utime(incoming / name, (age, age))
    LocalFolder(tmp_path / "files")
    assert [file.name for file in incoming.iterdir()] == ["new"]
    assert folder.keys() == []


def test_stored_files_belong_to_nobody_else_by_accident(folder: LocalFolder) -> None:
    folder.put("a", b"x")
    assert not stat.S_IMODE(folder.path("a").stat().st_mode) & 0o022


def test_files_that_are_nobodys_are_not_listed(folder: LocalFolder, tmp_path: Path) -> None:
    folder.put("films/t/1.mp4", b"film")
    stored = folder.path("films/t/1.mp4")
    for foreign in (".DS_Store", "with space.mp4", "ümlaut", "-rf"):
        (stored.parent / foreign).write_bytes(b"?")
    assert folder.keys() == ["films/t/1.mp4"]
