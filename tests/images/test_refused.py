"""Files that are no usable picture: each row with the words that say why."""

from __future__ import annotations

import io
import random
import re
import time
import zipfile
import zlib
from collections.abc import Iterator

import numpy as np
import pytest
from PIL import Image

from filmgate.errors import FilmgateError, InvalidRequest, TooLarge
from filmgate.images import decode
from filmgate.images.jpeg_scans import read_scans
from filmgate.settings import ImageSettings
from images.judged import SETTINGS, accept, assert_usable, judge, refuse
from images.pictures import (
    PNG_SIGNATURE,
    animated_png,
    chunk,
    flat_jpeg,
    jpeg_without_data,
    png,
    png_of,
    quarters,
    save,
    segment,
    short_png,
    webp_canvas,
    webp_of_one_colour,
)

Q = quarters()
ARRAY = np.asarray(Q)
TEN_MEGABYTES = SETTINGS.max_bytes


def _zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "a")
    return out.getvalue()


def _noise(count: int) -> bytes:
    return random.Random(1).randbytes(count)


WHAT_IT_IS = [
    # the file, what it is called
    (save(Q, "GIF"), "a GIF"),
    (save(Q, "GIF", save_all=True, append_images=[Q.rotate(90)]), "a GIF"),
    (b"GIF89a/*\1\0*/=1;alert(1)//" + b"\0" * 99, "a GIF"),  # a script that is a GIF as well
    (save(Q, "BMP"), "a BMP"),
    (save(Q, "TIFF"), "a TIFF"),
    (save(Q, "TIFF", big_tiff=True)[:2] + b"*\0" + b"\0" * 99, "a TIFF"),
    (b"MM\0*" + b"\0" * 99, "a TIFF"),
    (save(Q, "ICO", sizes=[(16, 16)]), "an icon"),
    (save(Q, "PDF"), "a PDF"),
    (save(Q, "JPEG2000"), "a JPEG 2000 picture"),
    (save(Q, "AVIF"), "an AVIF"),
    (b"\0\0\0\x18ftypheic" + b"\0" * 99, "a HEIC"),
    (b"\0\0\0\x18ftypisom" + b"\0" * 99, "a video"),
    (b"\x1aE\xdf\xa3" + b"\0" * 99, "a video"),
    (b"8BPS\0\1" + b"\0" * 99, "a Photoshop file"),
    (b"\xff\x0a" + b"\0" * 99, "a JPEG XL picture"),
    (_zipped(), "an archive"),
    (_zipped() + save(Q, "PNG"), "an archive"),
    (b"\x1f\x8b\x08" + zlib.compress(save(Q, "PNG")), "an archive"),
    (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "an SVG"),
    (b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- x --><svg/>', "an SVG"),
    (b"<!DOCTYPE html><title>Log in</title>", "a web page"),
    (b"\r\n  <HTML lang=en>", "a web page"),
    (b"<!-- saved from elsewhere -->\n<html><svg/></html>", "a web page"),
    (b'<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>', "an XML document"),
    (b'{"error": "not found"}', "a JSON document"),
    (b" [1]", "a JSON document"),
]


@pytest.mark.parametrize(("data", "kind"), WHAT_IT_IS, ids=[row[1] for row in WHAT_IT_IS])
def test_what_is_something_else_is_called_by_its_name(data: bytes, kind: str) -> None:
    error = refuse(data)
    assert f"the image is {kind}, not a JPEG, PNG or WebP picture" in error.message
    assert error.fallback_suggestion == "use a picture in one of the formats .jpg, .jpeg, .png, .webp"


TEXT_BOMB = b"k\0\0" + zlib.compress(b"x" * 50_000_000, 9)

UNREADABLE = "is not a picture that can be read|is broken and cannot be decoded"

BROKEN = [
    # what, the file, the words that say why
    ("nothing", b"", "is an empty file"),
    ("one byte", b"\xff", "is not a picture that can be read"),
    ("plain text", b"not found", "is not a picture that can be read"),
    ("noise", _noise(100_000), "is not a picture that can be read"),
    ("noise after a PNG's signature", PNG_SIGNATURE + _noise(1000), UNREADABLE),
    ("noise after a JPEG's signature", b"\xff\xd8\xff" + _noise(1000), UNREADABLE),
    ("noise after a WebP's signature", b"RIFF\0\0\0\0WEBPVP8 " + _noise(1000), UNREADABLE),
    ("PNG header, 60000 by 60000, and no more", png(60_000, 60_000, None), UNREADABLE),
    ("PNG without pixels", png(8, 8, None) + chunk(b"IEND"), UNREADABLE),
    (
        "PNG with noise for pixels",
        png(8, 8, None) + chunk(b"IDAT", _noise(300)) + chunk(b"IEND"),
        "is broken",
    ),
    ("PNG of no width", png(0, 8, b""), UNREADABLE),
    ("PNG of an unknown filter", png(2, 2, b"\7" + b"\0" * 13), "is broken"),
    ("PNG of an unknown depth", png(2, 2, b"\0" * 99, depth=7), UNREADABLE),
    ("PNG of an unknown kind of colour", png(2, 2, b"\0" * 99, colour=5), UNREADABLE),
    ("PNG without its palette", png(2, 2, b"\0" * 99, colour=3) + chunk(b"IEND"), UNREADABLE),
    ("PNG with a wrong check sum", png_of(ARRAY).replace(b"IHDR\0", b"IHDR\1", 1), UNREADABLE),
    ("PNG with a zTXt bomb", png_of(ARRAY, before=chunk(b"zTXt", TEXT_BOMB)), "is broken"),
    (
        "PNG with an iTXt bomb",
        png_of(ARRAY, before=chunk(b"iTXt", b"k\0\1\0\0" + TEXT_BOMB[2:])),
        "is broken",
    ),
    ("PNG with an iCCP bomb", png_of(ARRAY, before=chunk(b"iCCP", TEXT_BOMB)), "is broken"),
    (
        "PNG with a thousand texts",
        png_of(ARRAY, before=chunk(b"zTXt", b"k\0\0" + zlib.compress(b"x" * 1_000_000, 9)) * 1000),
        "is broken",
    ),
    ("PNG that moves", animated_png(2), "is animated"),
    ("PNG that moves 500 times", animated_png(500), "is animated"),
    ("WebP that moves", save(Q, "WEBP", save_all=True, append_images=[Q.rotate(90)]), "is animated"),
    ("JPEG of 101 passes", flat_jpeg(64, 32, passes=101), "has more than 100 passes"),
    ("JPEG of 5000 passes", flat_jpeg(64, 32, passes=5000), "has more than 100 passes"),
    ("JPEG without an end", flat_jpeg(64, 32)[:-2], "is broken"),
    ("JPEG without picture data", jpeg_without_data(64, 32, frame=0xC0), "is cut off"),
    ("JPEG progressive without picture data", jpeg_without_data(64, 32), "is cut off"),
    ("JPEG with a byte too little of it", flat_jpeg(640, 320, frame=0xC0, short_by=1), "is cut off"),
    ("JPEG without any scan", b"\xff\xd8" + segment(0xC0, b"\x08\0\x08\0\x08\1\1\x11\0"), "is cut off"),
    ("JPEG, arithmetic", jpeg_without_data(64, 32, frame=0xC9), "is an arithmetic-coded JPEG"),
    ("JPEG, arithmetic and progressive", jpeg_without_data(64, 32, frame=0xCA), "is an arithmetic-coded"),
    ("PNG whose rows end early", short_png(64, 32, rows=31), "is cut off: its last rows are missing"),
    ("PNG of no rows at all", short_png(64, 32, rows=0), "is cut off|is broken"),
    ("PNG of black rows that end early", png(64, 32, bytes(31 * 193)), "is cut off"),
    ("PNG grey whose rows end early", short_png(64, 32, rows=1, colour=0), "is cut off"),
    ("PNG with alpha whose rows end early", short_png(64, 32, rows=20, colour=6), "is cut off"),
    ("PNG interlaced whose rows end early", png(64, 32, bytes(396), interlaced=True), "is cut off"),
]


@pytest.mark.parametrize(("data", "words"), [pytest.param(*row[1:], id=row[0]) for row in BROKEN])
def test_a_file_that_cannot_be_used_is_refused(data: bytes, words: str) -> None:
    assert re.search(words, refuse(data).message)


# Cut off anywhere

TAIL_BYTES = 21
"""The last bit of deflate, its check sum and the chunk's, and the last chunk: a PNG without them is whole."""

CUTTABLE = {
    "JPEG": save(Q, "JPEG"),
    "JPEG progressive": save(Q, "JPEG", progressive=True),
    "JPEG CMYK": save(Q.convert("CMYK"), "JPEG"),
    "PNG": save(Q, "PNG"),
    "PNG interlaced": png_of(ARRAY, interlaced=True),
    "PNG palette": save(Q.quantize(4), "PNG", transparency=1),
    "WebP lossy": save(Q, "WEBP"),
    "WebP lossless": save(Q.convert("RGBA"), "WEBP", lossless=True),
}


@pytest.mark.parametrize("data", CUTTABLE.values(), ids=CUTTABLE)
def test_a_picture_that_is_cut_off_is_refused_unless_all_its_pixels_are_there(data: bytes) -> None:
    whole = accept(data)
    for length in range(len(data)):
        try:
            assert judge(data[:length], SETTINGS) == whole
        except InvalidRequest as error:
            assert_usable(error)
        else:
            assert length >= len(data) - TAIL_BYTES


# Too large


OVER_THE_LIMIT = {
    "PNG 60000x60000": png(60_000, 60_000, b""),
    "PNG of the largest size": png(2**31 - 1, 2**31 - 1, b""),
    "PNG 8000x6251": png(8000, 6251, b""),
    "PNG 1x50000001": png(1, 50_000_001, b""),
    "PNG RGBA 12000x12000": png(12_000, 12_000, b"", colour=6),
    "JPEG 65500x65500": jpeg_without_data(65_500, 65_500),
    "JPEG 8000x6251": jpeg_without_data(8000, 6251),
    "WebP of the largest size": webp_of_one_colour(16_383, 16_383),
    "WebP 8000x6251": webp_of_one_colour(8000, 6251),
    "WebP of the largest canvas": webp_canvas(2**24, 2**24),
    "WebP of a long canvas": webp_canvas(2**24, 200),
}


@pytest.mark.parametrize("data", OVER_THE_LIMIT.values(), ids=OVER_THE_LIMIT)
@pytest.mark.filterwarnings("error")
def test_a_picture_of_too_many_pixels_is_refused_by_its_header(
    data: bytes,
) -> None:
    with pytest.raises(decode.Unusable, match="has more than 50,000,000 pixels"):
        decode.open_picture(data, SETTINGS.max_pixels)
    began = time.monotonic()
    error = refuse(data)
    assert "has more than 50,000,000 pixels" in error.message
    assert error.fallback_suggestion == "scale it down to at most 50,000,000 pixels"
    assert time.monotonic() - began < 1


def test_the_limit_of_pixels_is_the_operators() -> None:
    settings = ImageSettings(max_pixels=64 * 32)
    accept(save(Q, "PNG"), settings)
    assert "more than 2,048 pixels" in refuse(save(quarters(65, 32), "PNG"), settings).message


def test_a_picture_of_too_many_bytes_is_too_large() -> None:
    data = save(Q, "PNG")
    accept(data, ImageSettings(max_bytes=len(data)))
    with pytest.raises(TooLarge) as caught:
        judge(data, ImageSettings(max_bytes=len(data) - 1))
    assert_usable(caught.value)
    with pytest.raises(TooLarge, match="more than 10 MB") as caught:
        judge(b"\0" * (TEN_MEGABYTES + 1), SETTINGS, param="file", name="it")
    assert caught.value.param == "file"
    assert caught.value.fallback_suggestion == "compress image to at most 10 MB"


# Made to take long: megabytes that are cheap to write

TWO_MEGABYTES = 2 * 1024 * 1024


def _filled(start: bytes, piece: bytes, end: bytes = b"") -> bytes:
    return start + piece * (TWO_MEGABYTES // len(piece)) + end


def _long_winded() -> Iterator[tuple[str, bytes]]:
    png_end = png_of(ARRAY)[33:]
    yield "JPEG, fill bytes", _filled(b"\xff\xd8\xff", b"\xff")
    yield "JPEG, empty segments", _filled(b"\xff\xd8", segment(0xFE))
    yield (
        "JPEG, fill bytes that lead nowhere",
        jpeg_without_data(64, 32, rest=_filled(b"", b"\xff", b"\0")),
    )
    yield "JPEG, empty tables", jpeg_without_data(64, 32, rest=_filled(b"", segment(0xC4)))
    yield "JPEG, empty markers", jpeg_without_data(64, 32, rest=_filled(b"", b"\xff\x01"))
    yield "PNG, empty chunks", _filled(png(64, 32, None), chunk(b"teST"), png_end)
    yield "PNG, empty pieces of pixels", _filled(png(64, 32, None), chunk(b"IDAT"), png_end)


@pytest.mark.parametrize("data", [pytest.param(data, id=name) for name, data in _long_winded()])
def test_a_long_winded_file_ends_soon(data: bytes) -> None:
    began = time.monotonic()
    try:
        judge(data, SETTINGS)
    except FilmgateError as error:
        assert_usable(error)
    assert time.monotonic() - began < 4


@pytest.mark.parametrize(
    ("rest", "passes"),
    [
        (b"", 1),
        (b"\xff\0\xff\xd0\xff\xff\xff\xda\0\2", 2),
        (b"\xff\xda\0\x02" * 9, 10),
        (segment(0xE1, b"\xff\xda\0\2" * 9), 1),  # inside a segment it is none
        (b"\xff\x01\xff\xda\0\2", 2),
        (b"\xff\xd9\xff\xda\0\2", 1),  # after the end
        (b"\xff\xda", 2),
        (b"\xff", 1),
    ],
)
def test_passes_are_counted(rest: bytes, passes: int) -> None:
    assert read_scans(jpeg_without_data(8, 8, rest=rest)).passes == passes


def test_a_real_progressive_picture_has_about_ten_passes() -> None:
    assert 5 <= read_scans(save(Q, "JPEG", progressive=True)).passes <= 12
    assert read_scans(save(Q, "JPEG")).passes == 1


@pytest.mark.parametrize(
    ("jpeg", "scans"),
    [
        # 64 by 32 pixels are 32 blocks of each component, of which the two for colour may be halved both ways
        (save(Q.convert("L"), "JPEG"), (1, 32 * 2 / 8)),
        (save(Q, "JPEG", subsampling=0), (1, 96 * 2 / 8)),
        (save(Q, "JPEG", subsampling=2), (1, 48 * 2 / 8)),
        (save(quarters(65, 33), "JPEG", subsampling=0), (1, -(-9 * 5 * 3 * 2 // 8))),
        (b"\xff\xd8" + segment(0xC0, b"\x08\0\x08"), (0, 0)),
        (b"\xff\xd8" + segment(0xC0, b"\x08\0\x08\0\x08\1\1\0\0"), (0, 0)),
        (b"\xff\xd8" + segment(0xC0, b"\x08\0\x08\0\x08\0"), (0, 0)),
    ],
)
def test_the_least_that_a_jpeg_must_hold_follows_from_its_blocks(jpeg: bytes, scans: tuple[int, int]) -> None:
    read = read_scans(jpeg)
    assert (read.passes, read.least_bytes) == scans
    assert read.coded_bytes >= read.least_bytes


def test_names_and_fields_are_those_of_the_caller() -> None:
    with pytest.raises(InvalidRequest) as caught:
        judge(b"", SETTINGS, param="file", name="it")
    assert caught.value.body() == {
        "error": {
            "code": 400,
            "message": "Invalid file parameter: it is an empty file",
            "type": "invalid_request_error",
            "param": "file",
            "fallback_suggestion": "check that the URL leads to the picture itself",
        }
    }


def test_a_picture_in_the_wrong_dress_is_taken_for_what_it_is() -> None:
    assert accept(save(Q, "WEBP", lossless=True)).format == "jpeg"
    with Image.open(io.BytesIO(accept(save(Q, "PNG")).data)) as picture:
        assert picture.format == "PNG"
