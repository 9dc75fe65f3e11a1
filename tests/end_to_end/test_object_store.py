"""A server whose files lie in a bucket."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx2
import psutil
import pytest

from doubles.object_store import Gate, Moto
from end_to_end.server import Server, assert_error, create, get, wait_for

DAY = 24 * 3600


@pytest.fixture
def bucket(moto: Moto) -> str:
    return f"films-{secrets.token_hex(6)}"


@pytest.fixture
def gate(moto: Moto) -> Iterator[Gate]:
    opened = Gate(moto.url)
    yield opened
    opened.shut()


def keys_in(moto: Moto, bucket: str) -> list[str]:
    """The objects of a bucket, without the prefix and what differs from film to film."""
    found = moto.client().list_objects_v2(Bucket=bucket).get("Contents", [])
    return sorted(each["Key"].removeprefix("house/").split("/")[0] for each in found)


def test_the_whole_path_with_a_private_bucket(
    make_server: Any, moto: Moto, bucket: str, upload_png: bytes
) -> None:
    server: Server = make_server(storage=moto.make_bucket(bucket))
    with server.client(server.customer().key) as client, server.client() as anyone:
        picture = client.post("/v1/files", files={"file": ("a.png", upload_png)}).json()
        assert picture["url"].startswith(server.base_url)
        assert anyone.get(picture["url"]).headers["content-type"] == "image/png"
        task = wait_for(client, create(client, image_urls=[picture["url"]] * 2)["id"])
        assert task["status"] == "completed"
        assert task["task_info"]["aspect_ratio"] == "16:9", "from the picture, which lies in the bucket"
        assert keys_in(moto, bucket) == ["films", "films", "inputs", "inputs", "uploads"]
        assert task["expires_at"] - time.time() == pytest.approx(DAY, abs=30)

        link = task["results"][0]
        assert link.startswith(server.base_url)
        whole = anyone.get(link)
        assert (whole.status_code, whole.content) == (200, server.film.read_bytes())
        assert whole.headers["content-type"] == "video/mp4"
        assert anyone.get(task["task_info"]["poster"]).content.startswith(b"\xff\xd8")
        check_ranges(anyone, link, whole)

        film = httpx2.URL(link)
        assert_error(anyone.get(film.copy_set_param("sig", "x" * 43)), 403, "permission_error")
        moto.client().delete_object(Bucket=bucket, Key="house" + film.path.removeprefix("/files"))
        assert_error(anyone.get(link), 404, "not_found_error")
    assert not (server.folder / "files").exists()
    assert not list((server.folder / "work").glob("*/task-*")), "copies of the pictures go with the work"


def check_ranges(anyone: httpx2.Client, link: str, whole: httpx2.Response) -> None:
    size = len(whole.content)
    assert whole.headers["accept-ranges"] == "bytes"
    for asked, start, stop in (
        ("bytes=4-7", 4, 8),
        ("bytes=4-", 4, size),
        ("bytes=-5", size - 5, size),
        (f"bytes=0-{size * 2}", 0, size),
        (f"bytes=-{size * 2}", 0, size),
    ):
        part = anyone.get(link, headers={"range": asked})
        assert (part.status_code, part.content) == (206, whole.content[start:stop]), asked
        assert part.headers["content-range"] == f"bytes {start}-{stop - 1}/{size}"
        assert part.headers["etag"] == whole.headers["etag"]
    for odd in ("bytes=99999999-", "bytes=a-b", "lines=1-2", "bytes=0-1,3-4", "bytes=10-5", "bytes=-0"):
        answer = anyone.get(link, headers={"range": odd})
        assert (answer.status_code, len(answer.content)) == (200, size), odd
    for named, status in (
        (whole.headers["etag"], 206),
        (whole.headers["last-modified"], 206),
        ('"another"', 200),
    ):
        answer = anyone.get(link, headers={"range": "bytes=4-7", "if-range": named})
        assert answer.status_code == status, named
    head = anyone.head(link)
    assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", str(size))
    assert head.headers["etag"] == whole.headers["etag"]
    part = anyone.head(link, headers={"range": "bytes=4-7"})
    assert (part.status_code, part.headers["content-length"]) == (206, "4")


def test_presigned_links_lead_to_the_store_and_say_the_same_each_time(
    make_server: Any, moto: Moto, bucket: str, upload_png: bytes
) -> None:
    server: Server = make_server(storage=moto.make_bucket(bucket) | {"links": "presigned"})
    with server.client(server.customer().key) as client:
        picture = client.post("/v1/files", files={"file": ("a.png", upload_png)}).json()
        assert picture["url"].startswith(server.base_url), (
            "an upload's link comes back, and must be known as ours"
        )
        task = wait_for(client, create(client, image_urls=[picture["url"]])["id"])
        for link in (task["results"][0], task["task_info"]["poster"]):
            assert link.startswith(f"{moto.url}/{bucket}/house/films/{task['id']}/")
            query = httpx2.URL(link).params
            assert query["X-Amz-Expires"] == str(DAY)
        time.sleep(1.1)
        assert get(client, task["id"])["results"] == task["results"]
        film = httpx2.get(task["results"][0], trust_env=False)
        assert (film.content, film.headers["content-type"]) == (server.film.read_bytes(), "video/mp4")


def test_what_has_had_its_day_is_deleted_from_the_bucket(
    make_server: Any, moto: Moto, bucket: str, upload_png: bytes
) -> None:
    storage = moto.make_bucket(bucket) | {"link_hours": 2 / 3600}
    server: Server = make_server(storage=storage, worker={"sweep_seconds": 0.3})
    with server.client(server.customer().key) as client:
        picture = client.post("/v1/files", files={"file": ("a.png", upload_png)}).json()
        task = wait_for(client, create(client, image_urls=[picture["url"]])["id"])
        until = time.monotonic() + 20
        while keys_in(moto, bucket) != ["uploads"]:
            assert time.monotonic() < until, keys_in(moto, bucket)
            time.sleep(0.2)
        assert get(client, task["id"])["status"] == "completed"


def test_a_large_film_is_passed_on_piece_by_piece(
    make_server: Any, moto: Moto, gate: Gate, bucket: str
) -> None:
    server: Server = make_server(storage=moto.make_bucket(bucket) | {"endpoint": gate.url})
    size = 200_000_000
    with server.client(server.customer().key) as client:
        task = wait_for(client, create(client)["id"])
        link = httpx2.URL(task["results"][0])
        key = "house" + link.path.removeprefix("/files")
        moto.client().put_object(Bucket=bucket, Key=key, Body=bytes(size))
        assert server.process is not None
        process = psutil.Process(server.process.pid)
        before = process.memory_info().rss
        passed_before = gate.passed_bytes["down"]
        with client.stream("GET", link) as film:
            pieces = film.iter_raw(64 * 1024)
            got = len(next(pieces))
            time.sleep(1)  # a client that does not read
            read_ahead = gate.passed_bytes["down"] - passed_before
            assert process.memory_info().rss - before < 60_000_000
            assert read_ahead < 60_000_000, "the store is not read faster than the client takes it"
            got += sum(map(len, pieces))
        assert got == size
        assert gate.passed_bytes["down"] - passed_before > size
        assert process.memory_info().rss - before < 60_000_000


def test_while_the_store_is_away_nothing_is_accepted_that_needs_it_and_the_rest_goes_on(
    make_server: Any, moto: Moto, gate: Gate, bucket: str, upload_png: bytes
) -> None:
    server: Server = make_server(storage=moto.make_bucket(bucket) | {"endpoint": gate.url})
    with server.client(server.customer().key) as client:
        file = {"file": ("a.png", upload_png)}
        picture = client.post("/v1/files", files=file).json()
        link = wait_for(client, create(client)["id"])["results"][0]
        balance = client.get("/v1/credits").json()["balance"]
        gate.shut()
        asked = {"model": "veo3.1-pro", "prompt": "film", "image_urls": [picture["url"]]}
        for answer in (
            client.post("/v1/videos/generations", json=asked),
            client.post("/v1/files", files=file),
            client.get(link),
        ):
            error = assert_error(answer, 503, "service_unavailable_error")
            assert error["message"] == "The file storage does not answer; nothing was changed"
            assert int(answer.headers["retry-after"]) > 0
        assert client.get("/v1/credits").json()["balance"] == balance
        assert client.get("/v1/tasks").status_code == 200
        waiting = create(client)[
            "id"
        ]  # without pictures a task can be accepted; its film waits for the store
        wait_for(client, waiting, "processing")
        gate.open()
        assert wait_for(client, waiting, seconds=60)["status"] == "completed"
        assert client.get(link).status_code == 200
        assert client.post("/v1/videos/generations", json=asked).status_code == 200


def test_a_film_that_cannot_be_stored_fails_and_is_refunded(
    make_server: Any, moto: Moto, gate: Gate, bucket: str
) -> None:
    storage = moto.make_bucket(bucket) | {"endpoint": gate.url, "retry_seconds": 1}
    server: Server = make_server(storage=storage)
    with server.client(server.customer().key) as client:
        gate.shut()
        task = wait_for(client, create(client)["id"], seconds=60)
        assert task["error"]["code"] == "service_unavailable"
        assert task["error"]["message"] == "The file storage does not answer"
        assert task["usage"]["credits_charged"] == 0
        assert client.get("/v1/credits").json()["balance"] == 1000
        gate.open()
        assert wait_for(client, create(client)["id"])["status"] == "completed"


def test_a_store_that_hangs_holds_up_nothing_else(
    make_server: Any, moto: Moto, bucket: str, upload_png: bytes
) -> None:
    server: Server = make_server(storage=moto.make_bucket(bucket))
    with server.client(server.customer().key) as client:
        link = wait_for(client, create(client)["id"])["results"][0]
        moto.freeze()
        try:
            answers: list[int] = []
            readers = [
                threading.Thread(target=lambda: answers.append(httpx2.get(link, timeout=60).status_code))
                for _ in range(20)
            ]
            for reader in readers:
                reader.start()
            time.sleep(1)
            for _ in range(5):
                assert client.get("/v1/tasks", timeout=5).status_code == 200
            for reader in readers:
                reader.join()
            assert set(answers) == {503}
        finally:
            moto.thaw()
        assert client.get(link).status_code == 200
