"""Every picture that a stranger may send, through a real server: each row of the table has its answer.

The server, and what it serves to others, is the same before and after.
"""

from __future__ import annotations

import gzip
import random
import socket
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import httpx2
import numpy as np
import psutil
import pytest

from end_to_end.server import TESTS, Server, create, wait_for
from images.pictures import (
    P3_PRIMARIES,
    animated_png,
    chunk,
    colour_profile,
    exif,
    flat_jpeg,
    jpeg_without_data,
    png,
    png_of,
    quarters,
    save,
    short_png,
    webp_of_one_colour,
)
from net.loopback import Asked, Loopback, answer, redirect, serve

TABLE = (TESTS / "data" / "hostile_pictures.tsv").read_text().splitlines()
ROWS = [tuple(line.split("\t")) for line in TABLE if not line.startswith("#")]

Q = quarters()
ARRAY = np.asarray(Q)
PNG, JPEG = save(Q, "PNG"), save(Q, "JPEG")
NOISE = random.Random(1).randbytes(50_000)
BOMB = b"k\0\0" + zlib.compress(b"x" * 50_000_000, 9)


def _zip() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "a")
    return out.getvalue()


MADE: dict[str, Callable[[], bytes]] = {
    "JPEG": lambda: JPEG,
    "PNG": lambda: PNG,
    "WebP": lambda: save(Q, "WEBP"),
    "JPEG of CMYK": lambda: save(Q.convert("CMYK"), "JPEG"),
    "PNG of 16 bits": lambda: png_of(ARRAY.astype(np.uint16) * 257),
    "PNG with a palette": lambda: save(Q.quantize(4), "PNG", transparency=1),
    "JPEG on its side, by EXIF": lambda: save(Q, "JPEG", exif=exif(6)),
    "JPEG with a broken EXIF block": lambda: save(Q, "JPEG", exif=b"Exif\0\0MM\0*\xff\xff\xff\xff"),
    "PNG with an ICC profile": lambda: save(Q, "PNG", icc_profile=colour_profile("P3", 2.2, P3_PRIMARIES)),
    "PNG with a broken ICC profile": lambda: save(Q, "PNG", icc_profile=b"nonsense"),
    "JPEG of several pictures (MPO)": lambda: save(Q, "MPO", save_all=True, append_images=[Q]),
    "JPEG with a ZIP behind (polyglot)": lambda: JPEG + _zip(),
    "PNG with a page behind (polyglot)": lambda: PNG + b"<html><script>alert(1)</script>",
    "JPEG with a script as comment (polyglot)": lambda: save(Q, "JPEG", comment=b"*/=1;alert(1)//"),
    "GIF that is a script too (polyglot)": lambda: b"GIF89a/*\1\0*/=1;alert(1)//" + bytes(99),
    "ZIP with a PNG behind (polyglot)": lambda: _zip() + PNG,
    "PNG bomb by its header": lambda: png(60_000, 60_000, b""),
    "PNG bomb by its rows": lambda: png(8000, 6251, bytes(6251 * 8001), colour=0),
    "WebP bomb": lambda: webp_of_one_colour(16_383, 16_383),
    "JPEG bomb": lambda: jpeg_without_data(65_500, 65_500),
    "JPEG bomb of passes": lambda: flat_jpeg(64, 32, passes=5000),
    "PNG bomb in its text": lambda: png_of(ARRAY, before=chunk(b"zTXt", BOMB)),
    "PNG bomb in its profile": lambda: png_of(ARRAY, before=chunk(b"iCCP", BOMB)),
    "PNG of the most pixels": lambda: png(8000, 6250, bytes(6250 * 8001), colour=0),
    "WebP of the most pixels": lambda: webp_of_one_colour(8000, 6250),
    "JPEG cut off": lambda: JPEG[:-200],
    "JPEG cut off, with an end": lambda: flat_jpeg(640, 320, frame=0xC0, short_by=1),
    "PNG cut off": lambda: PNG[:-60],
    "PNG whose rows end early": lambda: short_png(64, 32, rows=31),
    "WebP cut off": lambda: save(Q, "WEBP")[:-20],
    "animated PNG": lambda: animated_png(3),
    "animated WebP": lambda: save(Q, "WEBP", save_all=True, append_images=[Q.rotate(90)]),
    "animated GIF": lambda: save(Q, "GIF", save_all=True, append_images=[Q.rotate(90)]),
    "SVG": lambda: b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "SVG with a script": lambda: b'<?xml version="1.0"?><svg><script>alert(1)</script></svg>',
    "HTML named .png": lambda: b"<!doctype html><title>Log in</title>",
    "TIFF": lambda: save(Q, "TIFF"),
    "Photoshop": lambda: b"8BPS\0\1" + bytes(99),
    "icon": lambda: save(Q, "ICO", sizes=[(16, 16)]),
    "BMP": lambda: save(Q, "BMP"),
    "AVIF": lambda: save(Q, "AVIF"),
    "HEIC": lambda: b"\0\0\0\x18ftypheic" + bytes(99),
    "JPEG 2000": lambda: save(Q, "JPEG2000"),
    "PDF": lambda: save(Q, "PDF"),
    "PostScript": lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
    "nothing": lambda: b"",
    "noise": lambda: NOISE,
    "10 MB and a byte": lambda: JPEG + bytes(10 * 1024 * 1024 + 1 - len(JPEG)),
}

OPEN_END = b"HTTP/1.1 200 OK\r\n\r\n"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


def _again(before: bytes, piece: bytes) -> Callable[[Asked, socket.socket], None]:
    def act(asked: Asked, connection: socket.socket) -> None:
        connection.sendall(before)
        while True:
            connection.sendall(piece)

    return act


def _drip(loopback: Loopback) -> Callable[[Asked, socket.socket], None]:
    def act(asked: Asked, connection: socket.socket) -> None:
        connection.sendall(answer(length=len(PNG)))
        for position in range(len(PNG)):
            connection.sendall(PNG[position : position + 1])
            if loopback.stopping.wait(1):
                return

    return act


GZIP = "Content-Encoding: gzip\r\n"
SENT: dict[str, Any] = {
    "compressed on the way": answer(gzip.compress(PNG), headers=GZIP),
    "a bomb, compressed on the way": answer(gzip.compress(bytes(50_000_000)), headers=GZIP),
    "compressed without saying so": answer(gzip.compress(PNG)),
    "longer than it says": answer(PNG, length=len(PNG) - 60),
    "shorter than it says": answer(PNG, length=len(PNG) + 1),
    "of a length that is no number": b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n" + PNG,
    "of two lengths": answer(PNG, headers="Content-Length: 9\r\n"),
    "of 11 MB, as it says": answer(length=11 * 1024 * 1024),
    "without an end": _again(OPEN_END, PNG * 1000),
    "without an end, in chunks": _again(CHUNKED, b"10000\r\n" + bytes(65536) + b"\r\n"),
    "in chunks of one byte": _again(CHUNKED, b"1\r\nx\r\n" * 1000),
    "headers without an end": _again(b"HTTP/1.1 200 OK\r\n", b"X: " + b"y" * 90 + b"\r\n"),
    "early hints without an end": _again(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n" * 100),
    "closes at once": b"",
    "leads to an internal address": redirect("http://169.254.169.254/latest/meta-data/"),
    "leads on and on": redirect("/on"),
}


@pytest.fixture(scope="module")
def site() -> Iterator[Loopback]:
    with serve() as loopback:
        loopback.routes |= {"/on": redirect("/on")}
        yield loopback


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory, film: Any, site: Loopback) -> Iterator[Server]:
    images = {"allow_hosts": [site.host], "fetch_seconds": 2.0}
    server = Server(tmp_path_factory.mktemp("studio"), film, {"images": images})
    server.start()
    yield server
    assert server.verify() == []
    assert server.stop() == 0


@pytest.fixture
def visitor(studio: Server) -> Iterator[httpx2.Client]:
    with studio.client(studio.customer().key) as client:
        yield client


def _upload(visitor: httpx2.Client, what: str) -> httpx2.Response:
    return visitor.post("/v1/files", files={"file": ("picture.png", MADE[what](), "image/png")})


def _fetch(visitor: httpx2.Client, site: Loopback, what: str) -> httpx2.Response:
    acts = {**SENT, "a byte a second": _drip(site), "nobody answers": lambda *_: site.stopping.wait()}
    site.routes["/picture.png"] = (
        acts[what] if what in acts else answer(MADE[what](), content_type="image/png")
    )
    request = {"model": "veo3.1-pro", "prompt": "film", "image_urls": [site.url("/picture.png")]}
    return visitor.post("/v1/videos/generations", json=request)


@pytest.mark.parametrize(("what", "how", "status", "words"), ROWS, ids=[f"{row[1]} {row[0]}" for row in ROWS])
def test_the_answer_to(
    visitor: httpx2.Client, site: Loopback, what: str, how: str, status: str, words: str
) -> None:
    given = _upload(visitor, what) if how == "upload" else _fetch(visitor, site, what)
    assert given.status_code == int(status), given.text
    told = given.json()
    if given.status_code == 200 and how == "upload":
        form = told["content_type"].removeprefix("image/")
        assert f"{form} {told['width']}x{told['height']}" == words
    elif given.status_code == 200:
        assert wait_for(visitor, told["id"])["status"] == "completed"
    else:
        error = told["error"]
        assert words in error["message"]
        assert error["param"] == ("file" if how == "upload" else "image_urls")
        assert error["fallback_suggestion"]
        assert visitor.get("/v1/credits").json()["balance"] == 1000


def test_every_picture_that_is_made_has_its_row() -> None:
    named = {row[0] for row in ROWS}
    assert named == {*MADE, *SENT, "a byte a second", "nobody answers"}


def test_after_all_of_them_the_server_is_as_it_was(studio: Server, visitor: httpx2.Client) -> None:
    assert studio.process is not None
    process = psutil.Process(studio.process.pid)
    assert process.memory_info().rss < 500_000_000
    decoders = [child for child in process.children() if "decoder_main" in " ".join(child.cmdline())]
    assert 1 <= len(decoders) <= 4
    assert wait_for(visitor, create(visitor)["id"])["status"] == "completed"
    assert "Traceback" not in studio.log()
