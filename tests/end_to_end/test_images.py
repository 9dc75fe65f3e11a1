"""Reference images by address: fetched once, before any credit moves, and judged by decoding."""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx2
import pytest
from PIL import Image

from end_to_end.server import Server, assert_error, create, wait_for


def picture(form: str, width: int = 160, height: int = 90) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "navy").save(out, form)
    return out.getvalue()


FILES = {
    "/a.jpg": picture("JPEG"),
    "/a.jpeg": picture("JPEG"),
    "/a.png": picture("PNG"),
    "/a.webp": picture("WEBP"),
    "/tall.png": picture("PNG", 90, 160),
    "/png-named.txt": picture("PNG"),
    "/a.gif": picture("GIF"),
    "/page.png": b"<!doctype html><title>no picture</title>",
    "/cut.png": picture("PNG")[:80],
    "/large.png": b"\x89PNG\r\n\x1a\n" + b"0" * (10 * 1024 * 1024),
    "/empty.png": b"",
    "/slow.png": picture("PNG"),
}
ASKED: list[str] = []
"""Paths that were asked for."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """A web server on loopback with pictures and worse."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            ASKED.append(self.path)
            body = FILES.get(self.path)
            if self.path == "/slow.png":
                time.sleep(1.5)
            self.send_response(404 if body is None else 200)
            self.send_header("content-length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory, film: object, site: str) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("gallery"), film, {"images": {"allow_hosts": ["localhost"]}})  # type: ignore[arg-type]
    server.start()
    yield server
    assert server.verify() == []
    server.stop()


@pytest.fixture
def visitor(gallery: Server) -> Iterator[httpx2.Client]:
    with gallery.client(gallery.customer().key) as client:
        yield client


@pytest.mark.parametrize("name", ["/a.jpg", "/a.jpeg", "/a.png", "/a.webp", "/png-named.txt"])
def test_one_image(visitor: httpx2.Client, site: str, name: str) -> None:
    task = wait_for(visitor, create(visitor, image_urls=[site + name])["id"])
    assert task["status"] == "completed"
    assert task["task_info"]["aspect_ratio"] == "16:9"


def test_auto_follows_the_first_image(visitor: httpx2.Client, site: str) -> None:
    task = wait_for(visitor, create(visitor, image_urls=[site + "/tall.png", site + "/a.png"])["id"])
    assert task["task_info"]["aspect_ratio"] == "9:16"
    task = wait_for(visitor, create(visitor, image_urls=[site + "/tall.png"], aspect_ratio="16:9")["id"])
    assert task["task_info"]["aspect_ratio"] == "16:9"


@pytest.mark.parametrize(
    ("name", "status", "kind"),
    [
        ("/a.gif", 400, "invalid_request_error"),
        ("/page.png", 400, "invalid_request_error"),
        ("/cut.png", 400, "invalid_request_error"),
        ("/empty.png", 400, "invalid_request_error"),
        ("/missing.png", 400, "invalid_request_error"),
        ("/large.png", 413, "request_too_large_error"),
    ],
)
def test_what_is_no_usable_picture_costs_nothing(
    visitor: httpx2.Client, site: str, name: str, status: int, kind: str
) -> None:
    for urls in ([site + name], [site + "/a.png", site + name]):
        request = {"model": "veo3.1-pro", "prompt": "film", "image_urls": urls}
        assert_error(visitor.post("/v1/videos/generations", json=request), status, kind, "image_urls")
    assert visitor.get("/v1/credits").json()["balance"] == 1000
    assert visitor.get("/v1/tasks").json()["data"] == []


def test_nothing_is_fetched_for_somebody_who_cannot_pay(gallery: Server, site: str) -> None:
    request = {"model": "veo3.1-pro", "prompt": "film", "image_urls": [f"{site}/unpaid.png"]}
    with gallery.client(gallery.customer(credits=1).key) as poor:
        assert_error(poor.post("/v1/videos/generations", json=request), 402, "insufficient_quota_error")
    assert "/unpaid.png" not in ASKED


def test_one_account_cannot_make_the_server_wait_for_any_number_of_images(
    visitor: httpx2.Client, site: str
) -> None:
    request = {"model": "veo3.1-pro", "prompt": "film", "image_urls": [f"{site}/slow.png"]}
    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(lambda _: visitor.post("/v1/videos/generations", json=request), range(12)))
    refused = [answer for answer in answers if answer.status_code != 200]
    assert len(refused) == 4
    for answer in refused:
        error = assert_error(answer, 429, "rate_limit_error")
        assert error["fallback_suggestion"] == f"retry after {answer.headers['retry-after']} seconds"
    assert (
        visitor.get("/v1/credits").json()["reserved"] + visitor.get("/v1/credits").json()["spent"] == 8 * 25.7
    )


def test_another_internal_host_is_still_refused(visitor: httpx2.Client, site: str) -> None:
    url = site.replace("localhost", "127.0.0.1") + "/a.png"
    request = {"model": "veo3.1-pro", "prompt": "film", "image_urls": [url]}
    assert_error(
        visitor.post("/v1/videos/generations", json=request), 400, "invalid_request_error", "image_urls"
    )
