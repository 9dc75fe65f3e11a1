"""The demo's server: a `filmgate serve` of its own, which ends with the demo however the demo ends."""

from __future__ import annotations

import contextlib
import json
import selectors
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

from filmgate.cli.here import short_path
from filmgate.cli.problem import ExitCode, Refused

START_SECONDS = 60.0
STOP_SECONDS = 30.0
FIRST_PORT = 8787
_PORTS_TRIED = 20
_LOG_LINES_SHOWN = 8


def free_port() -> int:
    """8787 or the next free port."""
    for port in range(FIRST_PORT, FIRST_PORT + _PORTS_TRIED):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError):
                probe.bind(("127.0.0.1", port))
                return port
    return 0


class DemoServer:
    """A running server.

    Attributes:
        url: Its address.
        log: The file its messages go to.
    """

    def __init__(self, data: Path, port: int) -> None:
        self.log = data / "server.log"
        command = [sys.executable, "-m", "filmgate.cli", "serve", "--json", "--stop-with-parent"]
        command += ["--host", "127.0.0.1", "--port", str(port), "--data", str(data)]
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own command
                command,
                stdin=subprocess.PIPE,  # its end tells the server that the demo is gone
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=True,  # Ctrl+C is for the demo, which then stops the server
            )
        try:
            self.url = self._read_url()
        except BaseException:
            self.stop()
            raise

    def wait(self) -> None:
        """Return when the server has ended by itself."""
        self._process.wait()

    def stop(self) -> None:
        """Let it finish, and wait for that."""
        if self._process.stdin is not None:
            with contextlib.suppress(OSError):
                self._process.stdin.close()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def last_words(self) -> str:
        """The end of its log."""
        try:
            lines = self.log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        except OSError:
            return ""
        return "\n".join(lines[-_LOG_LINES_SHOWN:])

    def _read_url(self) -> str:
        assert self._process.stdout is not None
        line = _read_line(self._process.stdout, START_SECONDS)
        try:
            return str(json.loads(line)["url"])
        except (ValueError, KeyError, TypeError):
            pass
        said = ""
        with contextlib.suppress(ValueError, KeyError, TypeError):
            told = json.loads(line)["error"]
            said = f"{told['message']}; {told['fallback_suggestion'] or ''}".rstrip("; ")
        raise Refused(
            f"The server did not start: {said or self.last_words() or 'it said nothing'}",
            f"its log is {short_path(self.log)}",
            ExitCode.USAGE if said else ExitCode.FAILED,
        )


def _read_line(stream: IO[bytes], timeout_seconds: float) -> bytes:
    deadline = time.monotonic() + timeout_seconds
    line = b""
    with selectors.DefaultSelector() as selector:
        selector.register(stream, selectors.EVENT_READ)
        while not line.endswith(b"\n") and selector.select(max(0.0, deadline - time.monotonic())):
            piece = stream.read1(4096)  # type: ignore[attr-defined]
            if not piece:
                break
            line += piece
    return line
