"""The pictures of one request, fetched from a real server on loopback that misbehaves to order."""

from __future__ import annotations

import asyncio
import hashlib
import random
import re
import socket
import time
from collections.abc import Callable, Coroutine, Iterator
from typing import Any, TypeVar

import pytest
from PIL import Image

from filmgate.errors import FilmgateError, InvalidRequest, TooLarge
from filmgate.images.fetch import OwnFile, fetch_images
from filmgate.images.reference_image import ReferenceImage
from filmgate.settings import ImageSettings
from images.judged import assert_plain, assert_usable, judge
from images.pictures import quarters, save
from net.loopback import Asked, Loopback, answer, redirect, serve

T = TypeVar("T")
PICTURE = save(quarters(), "PNG")
OTHER = save(quarters().rotate(90, expand=True), "JPEG")


@pytest.fixture
def server() -> Iterator[Loopback]:
    with serve() as loopback:
        loopback.routes |= {"/a.png": answer(PICTURE), "/b.jpg": answer(OTHER, content_type="image/gif")}
        yield loopback


def settings_for(server: Loopback, **changes: Any) -> ImageSettings:
    return ImageSettings(**{"allow_hosts": (server.host,), "fetch_seconds": 20.0, **changes})


async def nothing_uploaded(url: str) -> bytes | None:
    return None


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run to the end, and fail if anything is left behind."""

    async def alone() -> T:
        try:
            return await work
        finally:
            await asyncio.sleep(0.001)
            assert asyncio.all_tasks() == {asyncio.current_task()}

    return asyncio.run(alone())


def fetch(
    server: Loopback, *paths: str, own_file: OwnFile = nothing_uploaded, **changes: Any
) -> list[ReferenceImage]:
    """Fetch paths of the server, or whole URLs."""
    urls = [path if "://" in path else server.url(path) for path in paths]
    return run(fetch_images(urls, settings_for(server, **changes), own_file))


def refused(server: Loopback, *paths: str, **changes: Any) -> FilmgateError:
    with pytest.raises((InvalidRequest, TooLarge)) as caught:
        fetch(server, *paths, **changes)
    assert_usable(caught.value)
    return caught.value


def _after(seconds: float, raw: bytes) -> Callable[[Asked, socket.socket], None]:
    def act(asked: Asked, connection: socket.socket) -> None:
        time.sleep(seconds)
        connection.sendall(raw)

    return act


def _drip(server: Loopback, before: bytes, piece: bytes = b"x", seconds: float = 0.02) -> Any:
    def act(asked: Asked, connection: socket.socket) -> None:
        connection.sendall(before)
        while not server.stopping.wait(seconds):
            connection.sendall(piece)

    return act


OPEN_END = b"HTTP/1.1 200 OK\r\n\r\n"


# What comes


def test_no_urls_are_no_pictures(server: Loopback) -> None:
    assert fetch(server) == []


def test_pictures_come_in_the_order_of_their_urls(server: Loopback) -> None:
    server.routes["/slow.png"] = _after(0.2, answer(PICTURE))
    images = fetch(server, "/slow.png", "/b.jpg")
    assert [(image.width, image.height) for image in images] == [(64, 32), (32, 64)]
    assert [image.format for image in images] == ["png", "jpeg"]
    for image in images:
        assert_plain(image)


def test_the_same_picture_twice_is_two_pictures(server: Loopback) -> None:
    first, last = fetch(server, "/a.png", "/a.png")
    assert first == last


def test_a_picture_behind_redirects_is_found(server: Loopback) -> None:
    server.routes |= {"/1": redirect("/2"), "/2": redirect("/3"), "/3": redirect("/a.png")}
    assert len(fetch(server, "/1")) == 1


def test_pictures_are_asked_for(server: Loopback) -> None:
    fetch(server, "/a.png")
    assert server.asked[0].headers["accept"].startswith("image/png")


# What does not

UNUSABLE = [
    # the answer, the words that say why, and the words that help
    (answer(status="404 Not Found"), "cannot be fetched: .*status 404", "without being logged in"),
    (answer(status="403 Forbidden"), "cannot be fetched: .*status 403", "without being logged in"),
    (answer(status="500 Oops"), "status 500", "without being logged in"),
    (answer(b"<!doctype html><title>Log in</title>", content_type="image/png"), "is a web page", "formats"),
    (answer(b"<svg/>", content_type="image/svg+xml"), "is an SVG", "formats"),
    (answer(save(quarters(), "GIF"), content_type="image/png"), "is a GIF", "formats"),
    (answer(b""), "is an empty file", "leads to the picture"),
    (answer(PICTURE[:100]), "is broken", "sent whole"),
    (answer(PICTURE, length=len(PICTURE) + 9), "cannot be fetched", "POST /v1/files"),
    (answer(PICTURE, headers="Content-Encoding: gzip\r\n"), "cannot be fetched: .*compressed", "/v1/files"),
    (b"", "cannot be fetched", "POST /v1/files"),
    (redirect("http://10.0.0.1/a.png"), "not a public address", "use a public address"),
    (redirect("http://169.254.169.254/latest/meta-data"), "not a public address", "use a public address"),
    (redirect("http://[::1]/a.png"), "not a public address", "use a public address"),
    (redirect("file:///etc/passwd"), "cannot be fetched", "direct http or https URL"),
    (redirect("/"), "more than 3 redirects", "POST /v1/files"),
]


@pytest.mark.parametrize(("raw", "problem", "help_"), UNUSABLE, ids=[row[1] for row in UNUSABLE])
def test_what_is_no_picture_is_refused_by_its_place(
    server: Loopback, raw: bytes, problem: str, help_: str
) -> None:
    server.routes["/"] = raw
    for place, paths in enumerate([("/", "/a.png"), ("/a.png", "/")]):
        error = refused(server, *paths)
        assert error.status == 400
        assert error.message.startswith(f"Invalid image_urls parameter: image_urls[{place}] ")
        assert re.search(problem, error.message)
        assert help_ in error.fallback_suggestion


@pytest.mark.parametrize(
    ("url", "help_"),
    [
        ("http://127.0.0.1:8080/a.png", "use a public address"),
        ("http://192.168.0.1/a.png", "use a public address"),
        ("http://[::ffff:10.0.0.1]/a.png", "use a public address"),
        ("http://localhost/a.png", "use a public address"),
        ("ftp://example.com/a.png", "direct http or https URL"),
        ("data:image/png;base64,AAAA", "direct http or https URL"),
        ("http://user:password@example.com/a.png", "direct http or https URL"),
        ("http://2130706433/a.png", "direct http or https URL"),
        ("http://[::1", "direct http or https URL"),
        ("", "direct http or https URL"),
    ],
)
def test_an_address_that_may_not_be_reached_is_refused(server: Loopback, url: str, help_: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        run(fetch_images([url], settings_for(server), nothing_uploaded))
    assert_usable(caught.value)
    assert help_ in caught.value.fallback_suggestion
    assert server.connections == 0


def test_a_name_that_leads_inside_is_refused(server: Loopback) -> None:
    async def inside(host: str, port: int) -> list[str]:
        return ["127.0.0.1"]

    url = f"http://pictures.example:{server.port}/a.png"
    with pytest.raises(InvalidRequest, match="not a public address"):
        run(fetch_images([url], settings_for(server), nothing_uploaded, resolve=inside))
    assert server.connections == 0


# Size


def test_a_picture_that_says_it_is_too_large_is_not_read(server: Loopback) -> None:
    server.routes["/"] = _drip(server, answer(length=10 * 1024 * 1024 + 1))
    began = time.monotonic()
    error = refused(server, "/")
    assert time.monotonic() - began < 2
    assert (error.status, error.fallback_suggestion) == (413, "compress image to at most 10 MB")
    assert "image_urls[0] has more than 10 MB" in error.message


@pytest.mark.parametrize(
    "head",
    [OPEN_END, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"],
    ids=["to the end", "chunked"],
)
def test_a_picture_that_has_no_end_is_too_large(server: Loopback, head: bytes) -> None:
    piece = b"1000\r\n" + b"x" * 4096 + b"\r\n" if b"chunked" in head else b"x" * 4096
    server.routes["/"] = _drip(server, head, piece, seconds=0)
    assert refused(server, "/a.png", "/", max_bytes=100_000).status == 413


def test_a_picture_may_be_as_large_as_the_limit(server: Loopback) -> None:
    assert len(fetch(server, "/a.png", max_bytes=len(PICTURE))) == 1
    assert refused(server, "/a.png", max_bytes=len(PICTURE) - 1).status == 413


# Time


@pytest.mark.parametrize(
    "before", [b"", OPEN_END + PICTURE[:60]], ids=["before the headers", "inside the picture"]
)
def test_one_limit_of_time_goes_for_both_pictures(server: Loopback, before: bytes) -> None:
    server.routes |= {"/slow.png": _after(0.8, answer(PICTURE)), "/endless": _drip(server, before)}
    began = time.monotonic()
    error = refused(server, "/slow.png", "/endless", fetch_seconds=1.0)
    assert 0.9 < time.monotonic() - began < 1.7  # one after the other, they would take 1.8 seconds
    assert error.status == 400
    assert error.fallback_suggestion == "use a faster server: all pictures must arrive within 1 seconds"


def test_both_pictures_are_fetched_at_once(server: Loopback) -> None:
    server.routes["/slow.png"] = _after(0.6, answer(PICTURE))
    began = time.monotonic()
    assert len(fetch(server, "/slow.png", "/slow.png")) == 2
    assert time.monotonic() - began < 1.15


@pytest.mark.parametrize("paths", [("/missing.png", "/silent"), ("/silent", "/missing.png")])
def test_the_first_failure_ends_all(server: Loopback, paths: tuple[str, str]) -> None:
    server.routes["/silent"] = _drip(server, b"")
    began = time.monotonic()
    assert f"image_urls[{paths.index('/missing.png')}]" in refused(server, *paths).message
    assert time.monotonic() - began < 2


def test_a_request_that_is_given_up_leaves_nothing_behind(server: Loopback) -> None:
    server.routes["/silent"] = _drip(server, b"")

    async def give_up() -> None:
        urls = [server.url("/silent")] * 2
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(fetch_images(urls, settings_for(server), nothing_uploaded), 0.2)

    run(give_up())


# Uploaded before


def _uploads(**files: bytes) -> OwnFile:
    async def own_file(url: str) -> bytes | None:
        return files.get(url.rpartition("/")[2])

    return own_file


def test_an_uploaded_picture_is_not_fetched(server: Loopback) -> None:
    stored = judge(PICTURE, ImageSettings())
    images = fetch(server, "/files/up", "/a.png", own_file=_uploads(up=stored.data))
    assert images == [stored, stored]
    assert [asked.target for asked in server.asked] == ["/a.png"]


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_an_uploaded_picture_stays_as_it_is(server: Loopback, form: str) -> None:
    noise = Image.frombytes("RGB", (64, 64), random.Random(1).randbytes(64 * 64 * 3))
    stored = judge(save(noise, form), ImageSettings())
    (image,) = fetch(server, "/files/up", own_file=_uploads(up=stored.data))
    assert image == stored
    assert image.sha256 == hashlib.sha256(stored.data).hexdigest()


def test_an_uploaded_picture_may_have_grown_over_the_limit_when_it_was_made_plain(server: Loopback) -> None:
    noise = Image.frombytes("L", (100, 100), random.Random(1).randbytes(10_000))
    noise.putpalette(random.Random(2).randbytes(768))
    sent = save(noise, "PNG")
    stored = judge(sent, ImageSettings(max_bytes=len(sent)))
    assert len(stored.data) > len(sent)
    assert fetch(server, "/files/up", own_file=_uploads(up=stored.data), max_bytes=len(sent)) == [stored]


def test_an_uploaded_picture_that_is_gone_is_named(server: Loopback) -> None:
    async def gone(url: str) -> bytes | None:
        raise LookupError(url)

    error = refused(server, "/files/up", own_file=gone)
    assert error.message == "Invalid image_urls parameter: image_urls[0] was deleted"
    assert error.fallback_suggestion == "upload it again: uploads are kept for 24 hours"


def test_what_is_not_even_a_url_is_none_of_ours(server: Loopback) -> None:
    async def picky(url: str) -> bytes | None:
        raise ValueError("no URL")

    assert "direct http or https URL" in refused(server, "http://[::1", own_file=picky).fallback_suggestion
