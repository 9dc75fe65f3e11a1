"""What judging a picture costs: memory, processor time, and how many are judged at once."""

from __future__ import annotations

import asyncio
import gc
import subprocess
import sys
import threading
import time
import weakref
from types import SimpleNamespace
from typing import Any

import pytest
from PIL import Image

from filmgate.errors import InvalidRequest, ServiceUnavailable
from filmgate.images import verify
from filmgate.images.normalise import normalise
from filmgate.images.verify import ReferenceImage, verify_image, verify_in_thread
from images.judged import SETTINGS, accept, refuse
from images.pictures import animated_png, jpeg_without_data, png, quarters, save, webp_of_one_colour

FIFTY_MEGAPIXELS = (8000, 6250)

MEASURE = """
import re, sys
from filmgate.images.verify import verify_image
from filmgate.settings import ImageSettings

def peak_megabytes():
    status = open("/proc/self/status").read()  # unlike ru_maxrss, it does not begin with the parent's
    return int(re.search(r"VmHWM:\\s+(\\d+) kB", status)[1]) // 1024

data = sys.stdin.buffer.read()
verify_image(bytes.fromhex(sys.argv[1]), ImageSettings())
before = peak_megabytes()
image = verify_image(data, ImageSettings())
print(image.width, image.height, peak_megabytes() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize(
    ("data", "most_megabytes"),
    [
        pytest.param(jpeg_without_data(*FIFTY_MEGAPIXELS, frame=0xC0), 400, id="JPEG baseline"),
        pytest.param(
            jpeg_without_data(*FIFTY_MEGAPIXELS, passes=100, frame=0xCA, components=4),
            650,
            id="JPEG CMYK, arithmetic, of 100 passes",
        ),
        pytest.param(png(*FIFTY_MEGAPIXELS, bytes(6250 * (8000 + 1)), colour=0), 250, id="PNG grey"),
        pytest.param(webp_of_one_colour(*FIFTY_MEGAPIXELS), 1000, id="WebP"),
    ],
)
def test_the_largest_picture_needs_a_known_amount_of_memory_and_time(
    data: bytes, most_megabytes: int
) -> None:
    began = time.monotonic()
    measured = subprocess.run(
        [sys.executable, "-c", MEASURE, save(quarters(), "WEBP").hex()],
        input=data,
        capture_output=True,
        check=True,
        timeout=60,
    )
    width, height, megabytes = map(int, measured.stdout.split())
    assert (width, height) == (4096, 3200)
    assert megabytes <= most_megabytes
    assert time.monotonic() - began < 20


class _Counting:
    """`normalise`, and how many were in it at once."""

    def __init__(self) -> None:
        self.most = self._now = 0
        self._lock = threading.Lock()

    def __call__(self, picture: Image.Image) -> Image.Image:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
        time.sleep(0.05)
        try:
            return normalise(picture)
        finally:
            with self._lock:
                self._now -= 1


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> _Counting:
    counted = _Counting()
    monkeypatch.setattr(verify, "normalise", counted)
    return counted


def _at_once(count: int, work: Any) -> None:
    threads = [threading.Thread(target=work) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_large_pictures_are_decoded_one_after_the_other_whoever_asks(
    counting: _Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verify, "_LARGE_PIXELS", 64 * 32 - 1)
    _at_once(4, lambda: accept(save(quarters(), "PNG")))
    assert counting.most == 1


@pytest.mark.parametrize("data", [save(quarters(), "PNG")[:-40], save(quarters(), "GIF"), animated_png(2)])
def test_a_refusal_does_not_keep_the_pixels(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[weakref.ref[Image.Image]] = []

    def remember(*args: Any, **options: Any) -> Image.Image:
        picture = Image.open(*args, **options)
        opened.append(weakref.ref(picture))
        return picture

    monkeypatch.setattr(verify, "Image", SimpleNamespace(**{**vars(Image), "open": remember}))
    gc.disable()
    try:
        error = refuse(data)
        assert [picture() for picture in opened] == [None] * len(opened)
        assert error.__context__ is None
    finally:
        gc.enable()


def test_a_broken_large_picture_does_not_block_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify, "_LARGE_PIXELS", 0)
    with pytest.raises(InvalidRequest):
        verify_image(save(quarters(), "PNG")[:-40], SETTINGS)
    accept(save(quarters(), "PNG"))


def test_small_pictures_are_decoded_side_by_side_but_not_more_than_the_threads_allow(
    counting: _Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def many() -> None:
        data = save(quarters(), "PNG")
        images = await asyncio.gather(*(verify_in_thread(data, SETTINGS) for _ in range(12)))
        assert set(images) == {verify_image(data, SETTINGS)}

    asyncio.run(many())
    assert 1 <= counting.most <= 4


def test_the_event_loop_goes_on_meanwhile(counting: _Counting) -> None:
    async def watch() -> int:
        work = asyncio.create_task(verify_in_thread(save(quarters(), "PNG"), SETTINGS))
        turns = 0
        while not work.done():
            await asyncio.sleep(0.005)
            turns += 1
        return turns

    assert asyncio.run(watch()) >= 3


def test_nobody_waits_for_ever(counting: _Counting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify, "_PATIENCE_SECONDS", 0.12)

    async def crowd() -> list[object]:
        works = [verify_in_thread(save(quarters(), "PNG"), SETTINGS) for _ in range(40)]
        return list(await asyncio.gather(*works, return_exceptions=True))

    answers = asyncio.run(crowd())
    given_up = [answer for answer in answers if isinstance(answer, ServiceUnavailable)]
    assert given_up
    assert {error.fallback_suggestion for error in given_up} == {"retry after 30 seconds"}
    assert any(isinstance(answer, ReferenceImage) for answer in answers)


def test_no_other_decoders_are_loaded() -> None:
    """Of the forty that Pillow has, each is a way in."""
    code = (
        "import sys; from filmgate.images.verify import *; from filmgate.settings import ImageSettings\n"
        "verify_image(sys.stdin.buffer.read(), ImageSettings())\n"
        "try: verify_image(b'GIF89a' + bytes(99), ImageSettings())\n"
        "except InvalidRequest: print(*sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], input=save(quarters(), "WEBP"), capture_output=True, check=True
    )
    loaded = {name.removeprefix("PIL.") for name in run.stdout.decode().split()}
    assert {"JpegImagePlugin", "PngImagePlugin", "WebPImagePlugin"} <= loaded
    assert not {"EpsImagePlugin", "AvifImagePlugin", "Jpeg2KImagePlugin", "PsdImagePlugin"} & loaded
