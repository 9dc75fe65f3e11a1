"""Result links and uploads."""

from __future__ import annotations

import io
import time
from typing import Any

import httpx2
import pytest
from PIL import Image

from end_to_end.server import Server, assert_error, create, get, wait_for


def png(width: int = 64, height: int = 36, colour: str = "red") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def link(client: httpx2.Client) -> str:
    return str(wait_for(client, create(client)["id"])["results"][0])


def test_a_link_needs_no_key_and_lives_24_hours(server: Server, client: httpx2.Client) -> None:
    task = wait_for(client, create(client)["id"])
    assert task["expires_at"] - time.time() == pytest.approx(24 * 3600, abs=30)
    with server.client() as anyone:
        film = anyone.get(task["results"][0])
        assert film.status_code == 200
        assert film.headers["content-type"] == "video/mp4"
        assert int(film.headers["content-length"]) == len(film.content)


def test_byte_ranges_and_validators(server: Server, link: str) -> None:
    with server.client() as anyone:
        whole = anyone.get(link)
        assert whole.headers["accept-ranges"] == "bytes"
        part = anyone.get(link, headers={"range": "bytes=4-7"})
        assert (part.status_code, part.content) == (206, b"ftyp")
        assert part.headers["content-range"] == f"bytes 4-7/{len(whole.content)}"
        assert anyone.get(link, headers={"range": "bytes=-5"}).content == whole.content[-5:]
        head = anyone.head(link)
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["etag"] == whole.headers["etag"]
        for odd in (
            "bytes=99999999-",
            "bytes=a-b",
            "lines=1-2",
            "bytes=0-1,3-4",
            "bytes=10-5",
            "bytes=-0",
            "bytes=-",
        ):
            answer = anyone.get(link, headers={"range": odd})
            assert (answer.status_code, len(answer.content)) == (200, len(whole.content)), odd


def test_a_tampered_link_is_a_403(server: Server, link: str) -> None:
    address = httpx2.URL(link)
    with server.client() as anyone:
        for name, value in (("sig", "x" * 43), ("expires", "99999999999"), ("kid", "nope"), ("sig", "")):
            assert_error(anyone.get(address.copy_set_param(name, value)), 403, "permission_error")
        assert_error(anyone.get(address.path), 403, "permission_error")
        assert_error(
            anyone.get(address.copy_with(path=address.path.replace("/1.mp4", "/1.jpg"))),
            403,
            "permission_error",
        )
        for path in (
            "/files/",
            "/files",
            "/files/films/",
            "/files/../filmgate.db",
            "/files/%2e%2e/filmgate.db",
        ):
            assert anyone.get(path).status_code in (403, 404)


def test_after_its_time_the_link_is_dead_the_file_gone_and_the_task_readable(make_server: Any) -> None:
    server = make_server(storage={"link_hours": 2 / 3600}, worker={"sweep_seconds": 0.3})
    with server.client(server.customer().key) as client:
        picture = client.post("/v1/files", files={"file": ("a.png", png())}).json()
        task = wait_for(client, create(client, image_urls=[picture["url"]])["id"])
        files = server.folder / "files"
        assert list((files / "films").rglob("*.mp4"))
        time.sleep(3.5)
        assert not list((files / "films").rglob("*.mp4"))
        assert not (files / "inputs").exists() or not list((files / "inputs").rglob("*.*"))
        assert_error(client.get(task["results"][0]), 403, "permission_error")
        assert get(client, task["id"])["status"] == "completed"


def test_an_upload_is_accepted_as_image(client: httpx2.Client) -> None:
    answer = client.post("/v1/files", files={"file": ("first.png", png(90, 160), "image/png")})
    assert answer.status_code == 200, answer.text
    file = answer.json()
    assert (file["object"], file["width"], file["height"]) == ("file", 90, 160)
    assert client.get(file["url"]).status_code == 200
    task = wait_for(client, create(client, image_urls=[file["url"], file["url"]])["id"])
    assert task["status"] == "completed"
    assert task["task_info"]["aspect_ratio"] == "9:16"


@pytest.mark.parametrize(
    ("content", "status", "kind"),
    [
        (b"<html>not a picture</html>", 400, "invalid_request_error"),
        (png()[:60], 400, "invalid_request_error"),
        (b"", 400, "invalid_request_error"),
        (b"\x89PNG" + b"0" * (10 * 1024 * 1024), 413, "request_too_large_error"),
    ],
)
def test_an_upload_that_is_no_usable_picture(
    client: httpx2.Client, content: bytes, status: int, kind: str
) -> None:
    assert_error(client.post("/v1/files", files={"file": ("a.png", content)}), status, kind, "file")


def test_an_upload_without_its_field(client: httpx2.Client) -> None:
    assert_error(
        client.post("/v1/files", files={"picture": ("a.png", png())}), 400, "invalid_request_error", "file"
    )
    assert_error(client.post("/v1/files", json={"file": "a"}), 400, "invalid_request_error", "file")
    broken = {"content-type": "multipart/form-data"}
    assert_error(
        client.post("/v1/files", content=b"--x", headers=broken), 400, "invalid_request_error", "file"
    )
    mixed = {"content-type": "Multipart/Form-Data; boundary=x"}
    form = (
        b'--x\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\n\r\n'
        + png()
        + b"\r\n--x--\r\n"
    )
    assert client.post("/v1/files", content=form, headers=mixed).status_code == 200


def test_an_account_keeps_only_so_many_uploads(make_server: Any) -> None:
    server = make_server(images={"uploads_kept": 2})
    with server.client(server.customer().key) as client, server.client(server.customer().key) as other:
        for _ in range(2):
            assert client.post("/v1/files", files={"file": ("a.png", png())}).status_code == 200
        refused = client.post("/v1/files", files={"file": ("a.png", png())})
        assert_error(refused, 429, "rate_limit_error")
        assert 86_000 < int(refused.headers["retry-after"]) <= 86_400
        assert other.post("/v1/files", files={"file": ("a.png", png())}).status_code == 200
