"""Decoders in child processes, kept warm: what a picture does to its decoder stays there.

Each thread of the pool has one child, which judges one picture at a time (`decoder_main` has the protocol). A child
that takes too long, eats too much memory or crashes is killed; the next picture gets a new one. Children end with the
server: their input ends, and on Linux the kernel kills them with the thread that started them, which lives as long as
the pool. At most, an orphan lives until its alarm.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import IO, Any

from filmgate.errors import ServiceUnavailable
from filmgate.images.reference_image import ReferenceImage, reference_image

log = logging.getLogger(__name__)

SECONDS = 20.0
"""For the header, and again for the rest; a picture of 50 megapixels takes about 3."""
LARGE_PIXELS = 12_000_000

_BASE_MEMORY_BYTES = 512 * 1024**2
_MEMORY_BYTES_A_PIXEL = 24
_LONGEST_ANSWER_BYTES = 64 * 1024**2
"""A plain PNG of 4096 by 4096 pixels in which nothing can be compressed has 50 MB."""
_LINE_BYTES = 1024
_FORMATS = ("png", "jpeg")
_KEPT_ENVIRONMENT = ("PATH", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LANG")
_OWN_ENVIRONMENT = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PILLOW_BLOCKS_MAX": "4"}
"""One thread; and up to 64 MB are kept from picture to picture, which saves a third of the time for small ones."""
_SAVE_AGAIN = "save it again with another program, or make it smaller"


class Refusal(Exception):
    """The picture is not usable: `problem` is the rest of a sentence that begins with its name."""

    def __init__(self, problem: str, suggestion: str) -> None:
        self.problem = problem
        self.suggestion = suggestion
        super().__init__(problem)


class DecoderPool:
    """Some decoders.

    Args:
        size: Children at most, each with a thread; they are started when they are first needed.
        seconds: For each of the two steps of a picture.
        memory_bytes: Address space of a child; None: by the most pixels a picture may have.
        module: What the children run.
    """

    def __init__(
        self,
        size: int,
        *,
        seconds: float = SECONDS,
        memory_bytes: int | None = None,
        module: str = "filmgate.images.decoder_main",
    ) -> None:
        self._threads = ThreadPoolExecutor(size, thread_name_prefix="pictures")
        self._own = threading.local()
        self._seconds = seconds
        self._memory_bytes = memory_bytes
        self._module = module
        self._one_large_picture = threading.Lock()

    def decode(self, data: bytes, max_pixels: int) -> Future[ReferenceImage]:
        """Judge a picture and bring it into the plain form.

        The future raises `Refusal` for a picture that cannot be used, and `ServiceUnavailable` when there is no
        decoder for it.
        """
        return self._threads.submit(self._decode, data, max_pixels)

    def close(self) -> None:
        """End all children; what is being decoded is waited for."""
        self._threads.shutdown()

    def _decode(self, data: bytes, max_pixels: int) -> ReferenceImage:
        child = self._living_child()
        try:
            return self._ask(child, data, max_pixels)
        except _Gone:
            del self._own.child
            raise child.obituary(self._seconds) from None

    def _ask(self, child: _Child, data: bytes, max_pixels: int) -> ReferenceImage:
        memory_bytes = self._memory_bytes or _BASE_MEMORY_BYTES + _MEMORY_BYTES_A_PIXEL * max_pixels
        asked = {"bytes": len(data), "max_pixels": max_pixels, "memory_bytes": memory_bytes}
        with child.killed_after(self._seconds):
            header = child.ask(asked, data)
        with self._its_turn(_count(header, "pixels")), child.killed_after(self._seconds):
            answer = child.ask(None)
            encoded = child.read(_count(answer, "bytes"))
        form, width, height = answer.get("format"), _count(answer, "width"), _count(answer, "height")
        if form not in _FORMATS:
            raise _Gone
        return reference_image(encoded, form, width, height)

    def _living_child(self) -> _Child:
        child: _Child | None = getattr(self._own, "child", None)
        if child is None or child.has_ended():
            child = self._own.child = _start(self._module, self._seconds)
        return child

    def _its_turn(self, pixels: int) -> AbstractContextManager[object]:
        """Large pictures are decoded one after the other: of 50 megapixels, one takes 0.3 to 0.9 GB meanwhile."""
        return self._one_large_picture if pixels > LARGE_PIXELS else nullcontext()


class _Gone(Exception):
    """The child has ended; or it says what it should not, so that nothing it says counts any more."""


class _Child:
    """One decoder."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._ran_out_of = ""
        assert process.stdin is not None
        assert process.stdout is not None
        self._commands: IO[bytes] = process.stdin
        self._answers: IO[bytes] = process.stdout

    def has_ended(self) -> bool:
        return self._process.poll() is not None

    def ask(self, command: dict[str, int] | None, data: bytes = b"") -> dict[str, Any]:
        """Send a command and read the answer's line.

        Raises:
            Refusal: The child has judged the picture.
            _Gone: There is no (more) usable child.
        """
        try:
            self._commands.write((json.dumps(command).encode() if command else b"") + b"\n")
            self._commands.write(data)
            self._commands.flush()
            said = json.loads(self._answers.readline(_LINE_BYTES))
        except (OSError, ValueError):  # ValueError: it broke off inside a line
            raise _Gone from None
        match said:
            case {"unusable": [str(problem), str(suggestion)]}:
                raise Refusal(problem, suggestion)
            case {"out_of_memory": True}:
                self._ran_out_of = "memory"
            case dict():
                return said
        raise _Gone

    def read(self, count: int) -> bytes:
        if count > _LONGEST_ANSWER_BYTES:
            raise _Gone
        try:
            data = self._answers.read(count)
        except OSError:
            raise _Gone from None
        if len(data) < count:
            raise _Gone
        return data

    @contextmanager
    def killed_after(self, seconds: float) -> Iterator[None]:
        """Kill it when the block takes longer; whoever reads from it then meets the end."""

        def kill() -> None:
            self._ran_out_of = "time"
            self._process.kill()

        timer = threading.Timer(seconds, kill)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def obituary(self, seconds: float) -> Exception:
        """End it for good, and say what came of the picture."""
        try:
            status = self._process.wait(0 if self._ran_out_of else 1)
        except subprocess.TimeoutExpired:  # it lives, but is of no use any more
            self._process.kill()
            self._process.wait()
            status = 0
        for pipe in (self._commands, self._answers):
            try:
                pipe.close()
            except OSError:
                continue
        if self._ran_out_of == "time" or status == -signal.SIGALRM:
            return Refusal(f"takes more than {seconds:g} seconds to decode", _SAVE_AGAIN)
        if self._ran_out_of == "memory":
            return Refusal("takes too much memory to decode", _SAVE_AGAIN)
        log.warning("a picture decoder ended with status %d", status)
        if status == -signal.SIGKILL:  # not by us: somebody ran out of memory, and it need not be the picture
            return ServiceUnavailable("The picture decoder was killed, most likely for want of memory")
        return Refusal("makes the decoder crash", _SAVE_AGAIN)


def _start(module: str, seconds: float) -> _Child:
    kept = {name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ}
    environment = kept | _OWN_ENVIRONMENT
    arguments = [str(os.getpid()), str(seconds * 1.5)]
    try:
        return _Child(
            subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-P", "-B", "-m", module, *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # what decoders say about a stranger's file is no log line
                env=environment,
                start_new_session=True,  # Ctrl+C is for the server, which first answers who waits
            )
        )
    except OSError as error:
        log.warning("no picture decoder can be started: %s", error)
        raise ServiceUnavailable("No picture decoder can be started") from None


def _count(said: dict[str, Any], name: str) -> int:
    value = said.get(name)
    if not isinstance(value, int) or value < 0:
        raise _Gone
    return value
