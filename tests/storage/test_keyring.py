import json
import os
import stat
import threading
from pathlib import Path

import pytest

from filmgate.storage.keyring import FILE_NAME, BrokenKeyring, Keyring


def test_the_key_file_is_for_its_owner_only(tmp_path: Path) -> None:
    Keyring(tmp_path / "data")
    assert stat.S_IMODE((tmp_path / "data" / FILE_NAME).stat().st_mode) == 0o600


def test_two_processes_that_start_at_once_agree_on_one_key(tmp_path: Path) -> None:
    kids: list[str] = []
    barrier = threading.Barrier(8)

    def start() -> None:
        barrier.wait()
        kids.append(Keyring(tmp_path).signing_key().kid)

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(kids) == 8
    assert len(set(kids)) == 1
    assert [file.name for file in tmp_path.iterdir()] == [FILE_NAME]


def test_a_rotation_reaches_a_process_that_runs_already(tmp_path: Path) -> None:
    running = Keyring(tmp_path)
    old = running.signing_key()
    new_kid = Keyring(tmp_path).rotate(now_seconds=1000)
    assert running.signing_key().kid == new_kid != old.kid
    assert running.secret(old.kid) == old.secret


def test_keys_retired_long_ago_are_dropped(tmp_path: Path) -> None:
    keyring = Keyring(tmp_path)
    first = keyring.signing_key().kid
    second = keyring.rotate(now_seconds=1000, keep_seconds=100)
    keyring.rotate(now_seconds=1100, keep_seconds=100)
    assert keyring.secret(first) is None
    assert keyring.secret(second) is not None


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        '{"keys": []}',
        '{"keys": [{"kid": "a", "secret": "QUFB", "retired_at_seconds": null}]}',
        '{"keys": [{"kid": "a", "secret": "!!", "retired_at_seconds": null}]}',
        json.dumps({"keys": [{"kid": "a", "secret": "QUFB" * 12, "retired_at_seconds": 5}]}),
        json.dumps({"keys": [{"kid": k, "secret": "QUFB" * 12, "retired_at_seconds": None} for k in "ab"]}),
    ],
)
def test_a_broken_key_file_is_named_and_never_replaced(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE_NAME).write_text(content)
    with pytest.raises(BrokenKeyring, match=FILE_NAME):
        Keyring(tmp_path)
    assert (tmp_path / FILE_NAME).read_text() == content


def test_a_key_file_that_vanishes_is_an_error_not_a_new_key(tmp_path: Path) -> None:
    keyring = Keyring(tmp_path)
    os.unlink(tmp_path / FILE_NAME)
    with pytest.raises(BrokenKeyring):
        keyring.signing_key()
