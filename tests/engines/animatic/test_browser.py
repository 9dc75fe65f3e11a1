"""Colours as a real browser shows them: patches go through our encoder, Chromium plays the film, a canvas is read back.

It runs where a Chromium is on the PATH (`apt-get install chromium`; `./run test` sees to that where it may).
"""

import shutil
import threading
from concurrent.futures import Future
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest

from filmgate.engines.animatic.film import AV1_IS_THERE, SOUND_RATE, FilmWriter

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PATCHES = np.array(
    [
        [(255, 255, 255), (0, 0, 0), (128, 128, 128), (232, 224, 205)],
        [(220, 40, 40), (40, 170, 60), (40, 80, 210), (240, 200, 40)],
        [(90, 200, 210), (190, 60, 160), (120, 80, 50), (250, 215, 190)],
    ],
    np.uint8,
)
WIDTH, HEIGHT, PATCH = 640, 480, 160
TOLERANCE = np.array([4, 4, 10])
"""Levels of 255 in red, green and blue that the encoder may cost a flat patch: one level of the colour difference is two
of blue. A film whose BT.709 or range is mistaken for something else is off by 15 and more in red and green."""
READ = """async () => {
    const video = document.querySelector("video");
    await new Promise((done, failed) => {
        video.onseeked = done;
        video.onerror = () => failed(new Error(video.error.message));
        video.currentTime = 0.5;
    });
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
    const context = canvas.getContext("2d", {colorSpace: "srgb"});
    context.drawImage(video, 0, 0);
    return {
        width: canvas.width, height: canvas.height, seconds: video.duration,
        pixels: Array.from(context.getImageData(0, 0, canvas.width, canvas.height).data),
    };
}"""
PAGE = """<!doctype html><video src="film.mp4" muted preload="auto"></video>"""

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium is on the PATH: apt-get install chromium"
)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def site(tmp_path):
    """A folder on a loopback address."""
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(tmp_path))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield tmp_path, f"http://127.0.0.1:{server.server_port}/index.html"
        server.shutdown()


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # the test may run as root in a container, where Chromium's own sandbox cannot
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


def write_patches(path, codec):
    sound = Future()
    sound.set_result(np.zeros((2, SOUND_RATE), np.float32))
    frame = np.repeat(np.repeat(PATCHES, PATCH, axis=0), PATCH, axis=1)
    with FilmWriter(path, WIDTH, HEIGHT, 24, sound, {}, codec) as film:
        for _ in range(24):
            film.add(lambda: frame)


@pytest.mark.parametrize(
    "codec",
    ["h264", pytest.param("av1", marks=pytest.mark.skipif(not AV1_IS_THERE, reason="no AV1 encoder"))],
)
def test_a_browser_shows_the_colours_that_were_drawn(site, browser, codec):
    folder, address = site
    write_patches(folder / "film.mp4", codec)
    page = browser.new_page()
    page.goto(address)
    page.wait_for_function("document.querySelector('video').readyState >= 2", timeout=30_000)
    shown = page.evaluate(READ)
    page.close()
    assert (shown["width"], shown["height"]) == (WIDTH, HEIGHT)
    assert shown["seconds"] == pytest.approx(1.0, abs=0.05)
    pixels = np.array(shown["pixels"], np.int16).reshape(HEIGHT, WIDTH, 4)[..., :3]
    middles = pixels[PATCH // 2 :: PATCH, PATCH // 2 :: PATCH]
    off = np.abs(middles - PATCHES)
    assert (off <= TOLERANCE).all()
    assert off.mean() < 2
