"""What judging a picture costs: memory, processor time, and how many are judged at once."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys

import pytest

from filmgate.errors import ServiceUnavailable
from filmgate.images import verify
from filmgate.images.reference_image import ReferenceImage
from filmgate.images.verify import verify_image
from images.judged import SETTINGS
from images.pictures import flat_jpeg, png, quarters, save, webp_of_one_colour

FIFTY_MEGAPIXELS = (8000, 6250)

MEASURE = """
import re, sys
from filmgate.images.decode import make_plain, open_picture
from filmgate.images.normalise import encode

def peak_megabytes():
    status = open("/proc/self/status").read()  # unlike ru_maxrss, it does not begin with the parent's
    return int(re.search(r"VmHWM:\\s+(\\d+) kB", status)[1]) // 1024

data = sys.stdin.buffer.read()
def judge(data):
    picture = open_picture(data, 50_000_000)
    image = make_plain(data, picture)
    encode(image, lossless=picture.format == "PNG")
    return image

judge(bytes.fromhex(sys.argv[1]))
before = peak_megabytes()
image = judge(data)
print(image.width, image.height, peak_megabytes() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize(
    ("data", "most_megabytes"),
    [
        pytest.param(flat_jpeg(*FIFTY_MEGAPIXELS, frame=0xC0), 400, id="JPEG baseline"),
        pytest.param(
            flat_jpeg(*FIFTY_MEGAPIXELS, passes=100, components=4), 650, id="JPEG CMYK of 100 passes"
        ),
        pytest.param(png(*FIFTY_MEGAPIXELS, bytes(6250 * (8000 + 1)), colour=0), 250, id="PNG grey"),
        pytest.param(webp_of_one_colour(*FIFTY_MEGAPIXELS), 1000, id="WebP"),
    ],
)
def test_the_largest_picture_needs_a_known_amount_of_memory_and_work(
    data: bytes, most_megabytes: int
) -> None:
    before = os.times()
    measured = subprocess.run(
        [sys.executable, "-c", MEASURE, save(quarters(), "WEBP").hex()],
        input=data,
        capture_output=True,
        check=True,
        timeout=170,
    )
    width, height, megabytes = map(int, measured.stdout.split())
    assert (width, height) == (4096, 3200)
    assert megabytes <= most_megabytes
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    assert spent < 20, "processor seconds; a busy machine does not count"


def test_the_event_loop_goes_on_meanwhile() -> None:
    async def watch() -> int:
        large = png(4000, 3000, bytes(3000 * (4000 * 3 + 1)))
        work = asyncio.create_task(verify_image(large, SETTINGS))
        turns = 0
        while not work.done():
            await asyncio.sleep(0.005)
            turns += 1
        return turns

    assert asyncio.run(watch()) >= 3


def test_nobody_waits_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    large = png(4000, 3000, bytes(3000 * (4000 * 3 + 1)))

    async def crowd() -> list[object]:
        alone = await verify_image(save(quarters(), "PNG"), SETTINGS)
        monkeypatch.setattr(verify, "_PATIENCE_SECONDS", 0.2)
        works = [verify_image(large, SETTINGS) for _ in range(30)]
        return [alone, *await asyncio.gather(*works, return_exceptions=True)]

    answers = asyncio.run(crowd())
    given_up = [answer for answer in answers if isinstance(answer, ServiceUnavailable)]
    assert given_up
    assert {error.fallback_suggestion for error in given_up} == {"retry after 30 seconds"}
    assert isinstance(answers[0], ReferenceImage)


def test_no_other_decoders_are_loaded() -> None:
    """Of the forty that Pillow has, each is a way in. Nor does the child load what only the server needs."""
    code = (
        "import sys; from filmgate.images.decode import *; import filmgate.images.decoder_main\n"
        "make_plain(b'', open_picture(sys.stdin.buffer.read(), 9999))\n"
        "try: open_picture(b'GIF89a' + bytes(99), 9999)\n"
        "except Unusable: print(*sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], input=save(quarters(), "WEBP"), capture_output=True, check=True
    )
    loaded = {name.removeprefix("PIL.") for name in run.stdout.decode().split()}
    assert {"JpegImagePlugin", "PngImagePlugin", "WebPImagePlugin"} <= loaded
    assert not {"EpsImagePlugin", "AvifImagePlugin", "Jpeg2KImagePlugin", "PsdImagePlugin"} & loaded
    assert not {"numpy", "pydantic", "sqlalchemy", "httpx2", "socket"} & loaded
