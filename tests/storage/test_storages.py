"""What every storage does alike: the same table for a folder and for a bucket."""

from __future__ import annotations

import os
import secrets
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from doubles.object_store import Moto
from filmgate.settings import FilmgateSettings, StorageSettings
from filmgate.storage.local_file import local_file
from filmgate.storage.object_store import PART_BYTES
from filmgate.storage.open import open_storage
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
CONTENT = bytes(range(256)) * 4


@pytest.fixture(params=["folder", "bucket"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Storage]:
    if request.param == "folder":
        yield open_storage(FilmgateSettings(data_dir=tmp_path / "data"), patient=False)
        return
    moto: Moto = request.getfixturevalue("moto")
    settings = moto.make_bucket(f"films-{secrets.token_hex(6)}")
    yield open_storage(FilmgateSettings(storage=StorageSettings.model_validate(settings)), patient=False)


def content(storage: Storage, key: str, start: int = 0, stop: int | None = None) -> bytes:
    return b"".join(storage.read(key, start, stop))


@pytest.mark.parametrize("key", BAD_KEYS)
def test_no_key_leads_out_of_the_storage(storage: Storage, tmp_path: Path, key: str) -> None:
    (tmp_path / "a").write_bytes(b"outside")
    actions = [
        lambda: storage.put(key, b"x"),
        lambda: storage.path(key),
        lambda: storage.stat(key),
        lambda: storage.read(key),
        lambda: storage.delete([key]),
        lambda: local_file(storage, key, tmp_path / "copies"),
    ]
    for act in actions:
        with pytest.raises(BadKey):
            act()
    assert (tmp_path / "a").read_bytes() == b"outside"
    assert list(storage.keys()) == []


@pytest.mark.parametrize("size_bytes", [0, 1, PART_BYTES - 1, PART_BYTES, 2 * PART_BYTES + 1])
def test_bytes_and_files_come_back_as_they_were_put(
    storage: Storage, tmp_path: Path, size_bytes: int
) -> None:
    film = os.urandom(size_bytes)
    source = tmp_path / "film.mp4"
    source.write_bytes(film)
    for key, what in (("films/t/1.mp4", source), ("films/t/2.mp4", film)):
        storage.put(key, what)
        assert content(storage, key) == film
        assert storage.stat(key).size_bytes == size_bytes
        assert local_file(storage, key, tmp_path / "copies").read_bytes() == film
    assert source.read_bytes() == film


def test_the_facts_of_a_file(storage: Storage) -> None:
    storage.put("a.mp4", b"one")
    facts = storage.stat("a.mp4")
    assert facts.modified_at_seconds == pytest.approx(time.time(), abs=60)
    assert facts.etag.startswith('"')
    assert facts.etag.endswith('"')
    assert len(facts.etag) > 2
    assert storage.stat("a.mp4") == facts
    storage.put("a.mp4", b"two!")
    assert storage.stat("a.mp4").etag != facts.etag


@pytest.mark.parametrize(
    ("start", "stop"), [(0, 1), (0, None), (1, None), (1023, None), (1023, 1024), (5, 900), (5, 99_999)]
)
def test_a_part_can_be_read(storage: Storage, start: int, stop: int | None) -> None:
    storage.put("a", CONTENT)
    assert content(storage, "a", start, stop) == CONTENT[start:stop]


@pytest.mark.parametrize("key", ["nothing", "films", "films/t/1.mp4/more"])
def test_what_is_not_there_is_missing(storage: Storage, tmp_path: Path, key: str) -> None:
    storage.put("films/t/1.mp4", b"film")
    for read in (storage.stat, storage.read, lambda key: local_file(storage, key, tmp_path / "copies")):
        with pytest.raises(MissingFile):
            read(key)
    storage.delete([key])
    assert list(storage.keys()) == ["films/t/1.mp4"]


def test_a_put_replaces_what_was_there(storage: Storage) -> None:
    storage.put("a", b"old and longer")
    storage.put("a", b"new")
    assert content(storage, "a") == b"new"
    assert list(storage.keys()) == ["a"]


def test_several_are_deleted_at_once(storage: Storage) -> None:
    for key in ("films/t/1.mp4", "films/t/1.jpg", "films/u/1.mp4"):
        storage.put(key, b"film")
    storage.delete(["films/t/1.mp4", "nothing", "films/t/1.jpg"])
    storage.delete([])
    assert list(storage.keys()) == ["films/u/1.mp4"]


def test_what_is_being_read_survives_its_deletion(storage: Storage) -> None:
    storage.put("a", CONTENT * 1000)
    pieces = storage.read("a")
    first = next(pieces)
    storage.delete(["a"])
    assert first + b"".join(pieces) == CONTENT * 1000


def test_a_large_file_is_read_in_pieces(storage: Storage) -> None:
    storage.put("a", bytes(5_000_000))
    sizes = [len(piece) for piece in storage.read("a")]
    assert sum(sizes) == 5_000_000
    assert max(sizes) < 2_000_000


def test_keys_are_listed_by_prefix_and_age(storage: Storage) -> None:
    for key in ("inputs/b/1.png", "inputs/a/0.png", "inputs/a/1.png", "inputs/ab/0.png", "films/a/1.mp4"):
        storage.put(key, b"x")
    assert list(storage.keys("inputs/a/")) == ["inputs/a/0.png", "inputs/a/1.png"]
    assert list(storage.keys("inputs/a")) == ["inputs/a/0.png", "inputs/a/1.png", "inputs/ab/0.png"]
    assert list(storage.keys("nothing/")) == []
    assert len(storage.keys()) == 5
    now_ms = round(time.time() * 1000)
    assert list(storage.keys("inputs/", older_than_ms=now_ms - 60_000)) == []
    assert len(storage.keys("inputs/", older_than_ms=now_ms + 60_000)) == 4


def test_a_thousand_and_more_are_listed_and_deleted(storage: Storage) -> None:
    keys = [f"films/{number:05}/1.mp4" for number in range(1100)]
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda key: storage.put(key, b"x"), keys))
    assert list(storage.keys("films/")) == keys
    storage.delete(keys[:-1])
    assert list(storage.keys()) == keys[-1:]


def test_a_failed_put_leaves_the_old_content(storage: Storage, tmp_path: Path) -> None:
    storage.put("a", b"old")
    with pytest.raises(FileNotFoundError):
        storage.put("a", tmp_path / "no such file")
    with pytest.raises(IsADirectoryError):
        storage.put("a", tmp_path)
    assert content(storage, "a") == b"old"


def test_readers_never_see_half_a_file_and_writers_never_trip_over_deletes(storage: Storage) -> None:
    contents = {bytes([letter]) * 300_000 for letter in b"ab"}
    problems: list[object] = []
    done = threading.Event()

    def write(what: bytes) -> None:
        try:
            for _ in range(30):
                storage.put("deep/er/a", what)
        except Exception as error:
            problems.append(error)

    def read() -> None:
        while not done.is_set():
            try:
                if content(storage, "deep/er/a") not in contents:
                    problems.append("half a file")
            except MissingFile:
                continue

    def delete() -> None:
        while not done.is_set():
            storage.delete(["deep/er/a"])

    writers = [threading.Thread(target=write, args=(what,)) for what in contents]
    others = [threading.Thread(target=read), threading.Thread(target=delete)]
    for thread in writers + others:
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    for thread in others:
        thread.join()
    assert problems == []
