import json
import os
import stat
import threading
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from filmgate.settings import FilmgateSettings
from filmgate.storage.keyring import FILE_NAME, BrokenKeyring, Keyring, LinkKeys, open_link_keys
from filmgate.storage.links import Verdict, sign, verify


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


def keys_of(data_dir: Path, *secrets_given: str) -> LinkKeys:
    settings = {"data_dir": data_dir, "storage": {"link_keys": secrets_given}}
    return open_link_keys(FilmgateSettings.model_validate(settings))


def test_machines_with_the_same_secrets_sign_alike_and_need_no_file(tmp_path: Path) -> None:
    here, there = keys_of(tmp_path / "a", "s" * 32, "t" * 32), keys_of(tmp_path / "b", "s" * 32)
    query = sign("a", 1000, here)
    assert query == sign("a", 1000, there)
    assert verify("a", dict(parse_qsl(query)), 1000, there) is Verdict.VALID
    assert list(tmp_path.iterdir()) == []


def test_a_secret_that_moved_behind_another_still_verifies(tmp_path: Path) -> None:
    old = dict(parse_qsl(sign("a", 1000, keys_of(tmp_path, "old " * 8))))
    both, new = keys_of(tmp_path, "new " * 8, "old " * 8), keys_of(tmp_path, "new " * 8)
    assert verify("a", old, 0, both) is Verdict.VALID
    assert verify("a", old, 0, new) is Verdict.FORGED
    assert both.signing_key() == new.signing_key()


def test_a_key_tells_nothing_of_its_secret(tmp_path: Path) -> None:
    key = keys_of(tmp_path, "a secret of 32 characters or more").signing_key()
    assert len(key.secret) == 32
    assert key.kid not in key.secret.hex()


def test_a_short_secret_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="link_keys"):
        keys_of(tmp_path, "s" * 31)


def test_without_secrets_the_keys_are_in_the_data_folder(tmp_path: Path) -> None:
    assert keys_of(tmp_path).signing_key() == Keyring(tmp_path).signing_key()
