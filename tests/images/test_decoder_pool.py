"""What a picture does to its decoder stays in the child: the next picture finds a new one, the server notices little."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from filmgate.errors import ServiceUnavailable
from filmgate.images import decoder_pool
from filmgate.images.decoder_pool import DecoderPool, Refusal
from filmgate.images.reference_image import ReferenceImage
from images.pictures import flat_jpeg, png, quarters, save

TESTS = Path(__file__).parents[1]
SMALL = save(quarters(), "PNG")
MAX_PIXELS = 50_000_000

MakePool = Callable[..., DecoderPool]


@pytest.fixture
def make_pool(monkeypatch: pytest.MonkeyPatch) -> Iterator[MakePool]:
    monkeypatch.setenv("PYTHONPATH", str(TESTS))
    made: list[DecoderPool] = []

    def make(size: int = 1, **options: Any) -> DecoderPool:
        made.append(DecoderPool(size, **options))
        return made[-1]

    yield make
    for pool in made:
        pool.close()


@pytest.fixture
def double(make_pool: MakePool) -> Callable[..., ReferenceImage]:
    """Ask a child that does what it is told."""
    pool = make_pool(seconds=1.0, module="images.decoder_doubles", memory_bytes=400_000_000)

    def ask(do: str, **told: Any) -> ReferenceImage:
        return pool.decode(json.dumps({"do": do, **told}).encode(), MAX_PIXELS).result(30)

    return ask


def pid_of(picture: ReferenceImage) -> int:
    return int(picture.data)


def is_gone(pid: int, seconds: float = 5) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.02)
    return False


def test_a_child_is_kept_from_picture_to_picture(double: Any) -> None:
    assert double("pid") == double("pid")


ENDS = [
    # what the child does, the error, its words
    ("hang", {}, Refusal, "takes more than 1 seconds to decode"),
    ("freeze", {}, Refusal, "takes more than 1 seconds to decode"),
    ("eat", {}, Refusal, "takes too much memory to decode"),
    ("crash", {}, Refusal, "makes the decoder crash"),
    ("leave", {}, Refusal, "makes the decoder crash"),
    ("half", {}, Refusal, "makes the decoder crash"),
    ("killed", {}, ServiceUnavailable, "for want of memory"),
    ("say", {"words": ""}, Refusal, "makes the decoder crash"),
    ("say", {"words": "no JSON"}, Refusal, "makes the decoder crash"),
    ("say", {"words": "[1]"}, Refusal, "makes the decoder crash"),
    ("say", {"words": "x" * 100_000}, Refusal, "makes the decoder crash"),
    ("say", {"words": '{"bytes": -1}'}, Refusal, "makes the decoder crash"),
    ("say", {"words": '{"bytes": 99999999999}'}, Refusal, "makes the decoder crash"),
    ("say", {"words": '{"bytes": 0, "format": "exe", "width": 1, "height": 1}'}, Refusal, "decoder crash"),
    ("say", {"words": '{"bytes": 0, "format": "png", "width": "1"}'}, Refusal, "decoder crash"),
    ("pid", {"header": {"pixels": "many"}}, Refusal, "makes the decoder crash"),
    ("pid", {"header": {"unusable": ["is bad", "send a good one"]}}, Refusal, "is bad"),
]


@pytest.mark.parametrize(
    ("do", "told", "error", "words"), ENDS, ids=[f"{row[0]}-{number}" for number, row in enumerate(ENDS)]
)
def test_whatever_happens_to_a_child_the_next_picture_is_decoded(
    double: Any, do: str, told: dict[str, Any], error: type[Exception], words: str
) -> None:
    before = pid_of(double("pid"))
    with pytest.raises(error, match=words):
        double(do, **told)
    if "unusable" not in str(told):
        assert is_gone(before)
        assert pid_of(double("pid")) != before


def test_a_child_that_was_killed_while_nobody_asked_is_replaced(double: Any) -> None:
    pid = pid_of(double("pid"))
    os.kill(pid, signal.SIGKILL)
    time.sleep(0.1)
    assert pid_of(double("pid")) != pid


def test_a_picture_that_takes_too_much_memory_kills_its_child_only(make_pool: MakePool) -> None:
    pool = make_pool(memory_bytes=150_000_000)
    pool.decode(SMALL, MAX_PIXELS).result()
    with pytest.raises(Refusal, match="too much memory"):
        pool.decode(png(8000, 6250, bytes(6250 * (8000 * 3 + 1))), MAX_PIXELS).result()
    assert pool.decode(SMALL, MAX_PIXELS).result().width == 64


def test_a_picture_that_takes_too_long_kills_its_child_only(make_pool: MakePool) -> None:
    pool = make_pool(seconds=0.5)
    began = time.monotonic()
    with pytest.raises(Refusal, match=r"more than 0\.5 seconds"):
        pool.decode(flat_jpeg(8000, 6250, passes=100, components=4), MAX_PIXELS).result()
    assert time.monotonic() - began < 5
    assert pool.decode(SMALL, MAX_PIXELS).result().width == 64


@pytest.mark.parametrize(("pixels", "most"), [(decoder_pool.LARGE_PIXELS + 1, 1), (1000, 3)])
def test_large_pictures_are_decoded_one_after_the_other(
    make_pool: MakePool, tmp_path: Path, pixels: int, most: int
) -> None:
    pool = make_pool(3, module="images.decoder_doubles")
    told = json.dumps({"do": "overlap", "pixels": pixels, "folder": str(tmp_path)}).encode()
    at_once = [int(future.result().data) for future in [pool.decode(told, MAX_PIXELS) for _ in range(9)]]
    assert 1 <= max(at_once) <= most
    if most > 1:
        assert max(at_once) > 1


def test_a_large_picture_that_fails_does_not_block_the_next(double: Any) -> None:
    for _ in range(2):
        with pytest.raises(Refusal):
            double("crash", pixels=MAX_PIXELS)
    double("pid", pixels=MAX_PIXELS)


def test_a_decoder_knows_no_secrets(
    double: Any, make_pool: MakePool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FILMGATE_TRANSLATOR__API_KEY", "secret")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    names = json.loads(double("environment").data)
    assert not {"FILMGATE_TRANSLATOR__API_KEY", "AWS_SECRET_ACCESS_KEY", "HOME"} & set(names)


def test_a_decoder_that_cannot_be_started_is_a_503(
    make_pool: MakePool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/nonexistent/python")
    with pytest.raises(ServiceUnavailable, match="can be started"):
        make_pool().decode(SMALL, MAX_PIXELS).result()


PARENT = """
import json, sys
from filmgate.images.decoder_pool import DecoderPool
pool = DecoderPool(1, module="images.decoder_doubles")
print(int(pool.decode(json.dumps({"do": "pid"}).encode(), 1).result().data), flush=True)
pool.decode(json.dumps({"do": sys.argv[1]}).encode(), 1)
sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a hanging orphan lives until its alarm")
@pytest.mark.parametrize("busy", ["pid", "hang"])
def test_a_child_ends_with_its_parent_even_by_kill_9(make_pool: MakePool, busy: str) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, busy], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    assert psutil.pid_exists(child)
    parent.kill()
    parent.communicate()
    assert is_gone(child)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_to_end_is_for_the_server_alone(make_pool: MakePool, number: int) -> None:
    """A service manager sends it to all; the server then still answers who waits."""
    before = {process.pid for process in psutil.Process().children()}
    pool = make_pool()
    pool.decode(SMALL, MAX_PIXELS).result()
    (child,) = (process for process in psutil.Process().children() if process.pid not in before)
    child.send_signal(number)
    time.sleep(0.1)
    assert pool.decode(SMALL, MAX_PIXELS).result().width == 64
    assert child.is_running()


def test_an_orphan_ends_with_its_alarm() -> None:
    """Where no parent's end is told: the child here has nobody who kills it, and a picture of a minute."""
    data = flat_jpeg(8000, 6250, passes=100, components=4)
    asked = {"bytes": len(data), "max_pixels": MAX_PIXELS, "memory_bytes": 2_000_000_000}
    child = subprocess.run(
        [sys.executable, "-m", "filmgate.images.decoder_main", str(os.getpid()), "0.5"],
        input=json.dumps(asked).encode() + b"\n" + data + b"\n",
        stdout=subprocess.DEVNULL,
        timeout=20,
        check=False,
    )
    assert child.returncode == -signal.SIGALRM
