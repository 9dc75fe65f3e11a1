"""A terminal for commands that behave otherwise when people look at them."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import time

from cli.shell import FILMGATE, Shell


class Terminal:
    """A command on a terminal, which a test looks at and types into."""

    def __init__(self, shell: Shell, *arguments: str, **variables: str) -> None:
        self._screen, inner = pty.openpty()
        self.process = subprocess.Popen(
            [*FILMGATE, *arguments],
            stdin=inner,
            stdout=inner,
            stderr=inner,
            cwd=shell.home,
            env={**shell.environment, "TERM": "xterm", **variables},
            preexec_fn=lambda: os.login_tty(inner),
        )
        os.close(inner)
        self.text = ""

    def read_until(self, words: str, seconds: float = 60) -> None:
        """Read the screen until it shows the words."""
        until = time.monotonic() + seconds
        while words not in self.text:
            assert time.monotonic() < until, self.text
            assert self._read(until - time.monotonic()), self.text

    @property
    def plain(self) -> str:
        """The screen's text without colours and movements."""
        return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", self.text)

    def press_ctrl_c(self) -> int:
        """Press it, read what comes, and return the exit code."""
        os.write(self._screen, b"\x03")
        return self.read_to_end()

    def read_to_end(self) -> int:
        """Read what comes until the command ends; returns its exit code."""
        while self._read(30):
            pass
        return self.process.wait(30)

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._screen], [], [], max(0.0, seconds))
        try:
            piece = os.read(self._screen, 65536) if ready else b""
        except OSError:  # Linux's way to say that nobody is left on the other side
            return False
        self.text += piece.decode("utf-8", "replace").replace("\r\n", "\n")
        return bool(piece)
