"""A bucket of an S3-compatible store: opening it, what each call costs, and a store that goes away and comes back."""

from __future__ import annotations

import json
import re
import secrets
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import trustme

from doubles.object_store import Gate, Moto, may, run_moto
from filmgate.settings import FilmgateSettings
from filmgate.storage.object_store import PART_BYTES, Bucket, ObjectStore, Patience
from filmgate.storage.open import open_storage
from filmgate.storage.protocol import MissingFile, Storage, StorageUnavailable, UnusableStorage

AT_ONCE = Patience(retry_seconds=0.3, silence_seconds=8)
FOR_LONG = Patience(retry_seconds=20, silence_seconds=2)


@pytest.fixture
def bucket(moto: Moto) -> str:
    name = f"films-{secrets.token_hex(6)}"
    moto.make_bucket(name)
    return name


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Moto, dict[str, tuple[str, str]]]]:
    """A double that looks at access keys, with a bucket `films` and users who may everything, read, or nothing."""
    with run_moto(tmp_path_factory.mktemp("strict")) as moto:
        moto.make_bucket("films")
        users = {
            "all": moto.new_user(may("s3:*")),
            "none": moto.new_user(),
            "read": moto.new_user(may("s3:Get*")),
        }
        moto.become_strict()
        yield moto, users


def open_with(settings: dict[str, Any]) -> Storage:
    return open_storage(FilmgateSettings.model_validate({"storage": settings}), patient=False)


def store_at(url: str, bucket: str, patience: Patience) -> ObjectStore:
    return ObjectStore(Bucket(bucket, "house", url, "us-east-1", access_key=("test", "secret")), patience)


@pytest.mark.parametrize(
    ("user", "changes", "says", "suggests"),
    [
        ("all", {"url": "s3://nothing"}, "There is no bucket nothing at", "create it"),
        ("none", {}, "Access to the bucket films at", "allow these credentials"),
        ("read", {}, "Access to the bucket films at", "allow these credentials"),
        ("all", {"access_key_id": "AKIANOBODY"}, "does not know the access key", "storage.access_key_id"),
        ("all", {"secret_access_key": "wrong"}, "refuses the secret", "storage.secret_access_key"),
        ("all", {"endpoint": "http://127.0.0.1:1"}, "no connection", "start the store"),
    ],
)
def test_a_bucket_that_cannot_be_used_is_told_at_once_and_why(
    strict: tuple[Moto, dict[str, tuple[str, str]]],
    user: str,
    changes: dict[str, str],
    says: str,
    suggests: str,
) -> None:
    moto, users = strict
    key, secret = users[user]
    settings = moto.settings("s3://films", access_key_id=key, secret_access_key=secret)
    with pytest.raises(UnusableStorage, match=says) as told:
        open_with(settings | changes)
    assert suggests in told.value.suggestion
    assert secret not in str(told.value)


def test_the_policy_in_the_docs_is_enough(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs/how-to/object-store.md").read_text(encoding="utf-8")
    (policy,) = re.findall(r"```json\n(\{\n  \"Version\".*?)```", page, re.DOTALL)
    allowed = json.loads(policy)
    for_moto = {"Effect": "Allow", "Action": "s3:DeleteObject*", "Resource": "arn:aws:s3:::films"}
    allowed["Statement"].append(for_moto)  # it asks for the bucket where AWS asks for each object
    with run_moto(tmp_path) as moto:
        moto.make_bucket("films")
        key, secret = moto.new_user(json.dumps(allowed))
        moto.become_strict()
        settings = moto.settings("s3://films/house", access_key_id=key, secret_access_key=secret)
        storage = open_with(settings)
        storage.put("films/t/1.mp4", bytes(PART_BYTES + 1))
        with pytest.raises(UnusableStorage, match="is denied"):
            open_with(settings | {"url": "s3://films/another"})


def test_credentials_come_from_the_settings_or_from_awss_variables(
    strict: tuple[Moto, dict[str, tuple[str, str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    moto, users = strict
    key, secret = users["all"]
    endpoint = {"url": "s3://films", "endpoint": moto.url}
    monkeypatch.setenv("AWS_SESSION_TOKEN", "of another account")
    open_with(endpoint | {"access_key_id": key, "secret_access_key": secret})
    monkeypatch.delenv("AWS_SESSION_TOKEN")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", key)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", secret)
    open_with(endpoint)
    assert open_with(endpoint | {"links": "presigned"}).link("a", int(time.time()) + 60) is not None


@pytest.mark.parametrize(
    ("settings", "says", "suggests"),
    [
        ({"folder": "/a"}, "storage.folder and storage.url are both set", "leave one of them out"),
        ({"secret_access_key": None}, "belong together", "set both"),
        ({"access_key_id": ""}, "belong together", "set both"),
        ({"endpoint": "http://192.0.2.1:9000"}, "in the clear", "storage.allow_http"),
        ({"endpoint": "http://minio:9000"}, "in the clear", "storage.allow_http"),
        ({"links": "presigned", "link_hours": 169}, "168 hours at most", "storage.link_hours"),
        (
            {"links": "presigned", "access_key_id": "", "secret_access_key": None},
            "an access key that does not expire",
            "storage.access_key_id",
        ),
        ({"ca_file": "/nowhere.pem"}, "/nowhere.pem cannot be read", "storage.ca_file"),
        ({"url": "", "links": "presigned"}, "A folder cannot", "storage.url"),
    ],
)
def test_settings_that_do_not_fit_together(
    monkeypatch: pytest.MonkeyPatch, moto: Moto, settings: dict[str, Any], says: str, suggests: str
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    moto.client().create_bucket(Bucket="together")
    with pytest.raises(UnusableStorage, match=says) as told:
        open_with(moto.settings("s3://together") | settings)
    assert suggests in told.value.suggestion


def test_without_the_extra_the_command_that_installs_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "obstore", None)
    monkeypatch.delitem(sys.modules, "filmgate.storage.object_store")
    with pytest.raises(UnusableStorage) as told:
        open_with({"url": "s3://films"})
    assert told.value.suggestion == "pip install 'filmgate[s3]'"


def test_a_private_certificate_authority(tmp_path: Path) -> None:
    authority = trustme.CA()
    certificate = tmp_path / "certificate.pem"
    authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(certificate)
    ca_file = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(ca_file)
    with run_moto(tmp_path, certificate=certificate, ca_file=ca_file) as moto:
        settings = moto.make_bucket("films")
        assert settings["endpoint"].startswith("https://")
        with pytest.raises(UnusableStorage, match="no connection"):
            open_with(settings)
        open_with(settings | {"ca_file": str(ca_file)}).put("a", b"film")


def methods(moto: Moto, before: int) -> list[str]:
    """What was asked since then, apart from what was put."""
    asked = [request.split()[0] for request in moto.requests()[before:]]
    return [method for method in asked if method != "PUT"]


def test_lists_and_deletes_take_a_request_for_a_thousand(moto: Moto, bucket: str) -> None:
    store = store_at(moto.url, bucket, AT_ONCE)
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda number: store.put(f"films/{number}", b"x"), range(1005)))
    before = len(moto.requests())
    store.delete(store.keys("films/", older_than_ms=round(time.time() * 1000) + 60_000))
    until = time.monotonic() + 10  # moto writes its log after its answer
    while len(after := methods(moto, before)) < 4 and time.monotonic() < until:
        time.sleep(0.05)
    assert after == ["GET", "GET", "POST", "POST"]
    assert store.keys() == []


def test_other_objects_of_the_bucket_are_left_alone(moto: Moto, bucket: str) -> None:
    client = moto.client()
    others = ("films/t/1.mp4", "household/1.mp4", "house", "house/films/with space.mp4")
    for key in others:
        client.put_object(Bucket=bucket, Key=key, Body=b"somebody's")
    store = store_at(moto.url, bucket, AT_ONCE)
    store.put("films/t/1.mp4", b"ours")
    assert store.keys() == ["films/t/1.mp4"]
    store.delete(store.keys())
    kept = [found["Key"] for found in client.list_objects_v2(Bucket=bucket)["Contents"]]
    assert kept == sorted(others)


def test_a_short_outage_is_ridden_out(moto: Moto, bucket: str, tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    film.write_bytes(secrets.token_bytes(3 * PART_BYTES))
    for way in ("up", "down"):
        gate = Gate(moto.url, {way: PART_BYTES + 1})
        store = store_at(gate.url, bucket, FOR_LONG)

        def come_back(gate: Gate = gate) -> None:
            assert gate.was_shut.wait(30)
            time.sleep(0.7)
            gate.open()

        returning = threading.Thread(target=come_back)
        returning.start()
        if way == "up":
            store.put("film.mp4", film)
        assert b"".join(store.read("film.mp4")) == film.read_bytes()
        returning.join()
        assert gate.was_shut.is_set(), way
        gate.shut()
    assert not moto.client().list_multipart_uploads(Bucket=bucket).get("Uploads")


def test_after_a_long_outage_the_store_is_unavailable_and_holds_no_half_file(
    moto: Moto, bucket: str, tmp_path: Path
) -> None:
    film = tmp_path / "film.mp4"
    film.write_bytes(secrets.token_bytes(3 * PART_BYTES))
    gate = Gate(moto.url, {"up": PART_BYTES + 1})
    store = store_at(gate.url, bucket, AT_ONCE)
    with pytest.raises(StorageUnavailable):
        store.put("film.mp4", film)
    for call in (
        lambda: store.put("film.mp4", b"film"),
        lambda: store.stat("film.mp4"),
        lambda: store.read("film.mp4"),
        lambda: store.keys(),
        lambda: store.delete(["film.mp4"]),
    ):
        with pytest.raises(StorageUnavailable, match="no connection"):
            call()
    with pytest.raises(MissingFile):
        store_at(moto.url, bucket, AT_ONCE).stat("film.mp4")
    gate.open()
    store.put("film.mp4", film)
    assert store.stat("film.mp4").size_bytes == 3 * PART_BYTES
    gate.shut()


def test_a_store_that_hangs_is_unavailable(moto: Moto, bucket: str) -> None:
    store = store_at(moto.url, bucket, AT_ONCE)
    moto.freeze()
    try:
        with pytest.raises(StorageUnavailable, match="in time"):
            store.put("a", b"film")
    finally:
        moto.thaw()
    store.put("a", b"film")
    assert b"".join(store.read("a")) == b"film"


def test_a_reader_who_takes_his_time_is_not_cut_off(moto: Moto, bucket: str) -> None:
    store = store_at(moto.url, bucket, AT_ONCE)
    store.put("film.mp4", bytes(8_000_000))
    pieces = store.read("film.mp4")
    size = len(next(pieces))
    time.sleep(3 * AT_ONCE.silence_seconds)
    assert size + sum(map(len, pieces)) == 8_000_000


def test_a_bucket_that_vanishes_is_no_missing_file(moto: Moto) -> None:
    moto.client().create_bucket(Bucket="short-lived")
    store = store_at(moto.url, "short-lived", AT_ONCE)
    moto.client().delete_bucket(Bucket="short-lived")
    for call in (lambda: store.read("a"), lambda: store.put("a", b"x"), lambda: store.keys()):
        with pytest.raises(StorageUnavailable, match="NoSuchBucket"):
            call()
