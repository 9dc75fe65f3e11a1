import os
import stat
import threading
from pathlib import Path

import pytest

from filmgate.storage.local_folder import LocalFolder
from filmgate.storage.protocol import BadKey, MissingFile, Storage

BAD_KEYS = [
    "",
    "/",
    "/etc/passwd",
    "..",
    "../a",
    "a/../b",
    "a/..",
    "./a",
    "a/./b",
    "a//b",
    "a/",
    ".incoming/a",
    "a/.hidden",
    "-rf",
    "a\\b",
    "a\0b",
    "a\n",
    "a b",
    "ä",
    "C:/a",
    "a/" * 300 + "a",
]


@pytest.fixture
def folder(tmp_path: Path) -> LocalFolder:
    return LocalFolder(tmp_path / "files")


def test_a_local_folder_is_a_storage(folder: LocalFolder) -> None:
    storage: Storage = folder
    assert storage.keys() == []


@pytest.mark.parametrize("key", BAD_KEYS)
def test_no_key_leads_out_of_the_folder(folder: LocalFolder, tmp_path: Path, key: str) -> None:
    (tmp_path / "a").write_bytes(b"outside")
    actions = [
        lambda: folder.put(key, b"x"),
        lambda: folder.path(key),
        lambda: folder.open(key),
        lambda: folder.exists(key),
        lambda: folder.delete(key),
    ]
    for act in actions:
        with pytest.raises(BadKey):
            act()
    assert (tmp_path / "a").read_bytes() == b"outside"


def test_bytes_and_files_come_back_as_they_were_put(folder: LocalFolder, tmp_path: Path) -> None:
    source = tmp_path / "film.mp4"
    source.write_bytes(b"\x00\x01" * 1_000_000)
    folder.put("films/t/1.mp4", source)
    folder.put("films/t/1.jpg", b"poster")
    assert folder.path("films/t/1.mp4").read_bytes() == source.read_bytes()
    with folder.open("films/t/1.jpg") as poster:
        assert poster.read() == b"poster"
    assert folder.path("films/t/1.mp4").stat().st_size == 2_000_000
    assert source.exists()


@pytest.mark.parametrize("key", ["nothing", "films", "films/t/1.mp4/more"])
def test_what_is_not_there_is_missing(folder: LocalFolder, key: str) -> None:
    folder.put("films/t/1.mp4", b"film")
    for read in (folder.path, folder.open):
        with pytest.raises(MissingFile):
            read(key)
    assert not folder.exists(key)
    assert not folder.delete(key)
    assert folder.keys() == ["films/t/1.mp4"]


def test_deleting_takes_the_empty_folders_along(folder: LocalFolder, tmp_path: Path) -> None:
    folder.put("films/t/1.mp4", b"film")
    folder.put("films/u/1.mp4", b"film")
    assert folder.delete("films/t/1.mp4")
    assert not (tmp_path / "files/films/t").exists()
    assert folder.exists("films/u/1.mp4")


def test_an_open_file_survives_its_deletion(folder: LocalFolder) -> None:
    folder.put("a", b"still here")
    with folder.open("a") as opened:
        folder.delete("a")
        assert opened.read() == b"still here"


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


def test_readers_never_see_half_a_file_and_writers_never_trip_over_deletes(folder: LocalFolder) -> None:
    contents = {bytes([letter]) * 300_000 for letter in b"ab"}
    problems: list[object] = []
    done = threading.Event()

    def write(content: bytes) -> None:
        try:
            for _ in range(30):
                folder.put("deep/er/a", content)
        except Exception as error:
            problems.append(error)

    def read() -> None:
        while not done.is_set():
            try:
                with folder.open("deep/er/a") as file:
                    if file.read() not in contents:
                        problems.append("half a file")
            except MissingFile:
                continue

    def delete() -> None:
        while not done.is_set():
            folder.delete("deep/er/a")

    writers = [threading.Thread(target=write, args=(content,)) for content in contents]
    others = [threading.Thread(target=read), threading.Thread(target=delete)]
    for thread in writers + others:
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    for thread in others:
        thread.join()
    assert problems == []


def test_stored_files_belong_to_nobody_else_by_accident(folder: LocalFolder) -> None:
    folder.put("a", b"x")
    assert not stat.S_IMODE(folder.path("a").stat().st_mode) & 0o022


def test_files_that_are_nobodys_are_not_listed(folder: LocalFolder, tmp_path: Path) -> None:
    folder.put("films/t/1.mp4", b"film")
    stored = folder.path("films/t/1.mp4")
    for foreign in (".DS_Store", "with space.mp4", "ümlaut", "-rf"):
        (stored.parent / foreign).write_bytes(b"?")
    assert folder.keys() == ["films/t/1.mp4"]
