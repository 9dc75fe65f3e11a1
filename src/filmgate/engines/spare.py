"""Spare children: started before their job comes, so that nobody waits for an interpreter and its imports.

A spare does nothing but import and wait. It still gets one job only, and it ends with the server as every child does
(see `child_main`). At most one waits for each command, and not for ever, as it holds memory.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import subprocess
import threading
from dataclasses import dataclass, field

KEPT_SECONDS = 300.0
REAP_SECONDS = 10

log = logging.getLogger(__name__)


def started(command: tuple[str, ...], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """A child in a session of its own, which waits for its job on standard input."""
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        start_new_session=True,
    )


def killed(process: subprocess.Popen[bytes]) -> None:
    """End a child and all that it started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)  # not yet reaped, so the id is still its own
    except (ProcessLookupError, PermissionError):
        process.kill()
    process.wait(REAP_SECONDS)


@dataclass(frozen=True)
class _Spare:
    process: subprocess.Popen[bytes]
    environment: dict[str, str]
    end: threading.Timer


@dataclass
class Spares:
    """The spare children of this process, by command."""

    kept_seconds: float = KEPT_SECONDS
    _waiting: dict[tuple[str, ...], _Spare] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, command: tuple[str, ...], environment: dict[str, str]) -> subprocess.Popen[bytes]:
        """The child that waits for such a job, or else a fresh one."""
        with self._lock:
            spare = self._waiting.pop(command, None)
        if spare is None:
            return started(command, environment)
        spare.end.cancel()
        if spare.environment == environment and spare.process.poll() is None:
            return spare.process
        _dismissed(spare.process)
        return started(command, environment)

    def prepare(self, command: tuple[str, ...], environment: dict[str, str]) -> None:
        """Start the child of the next job, unless one is waiting already."""
        with self._lock:
            if command in self._waiting:
                return
            try:
                process = started(command, environment)
            except OSError:
                log.warning("no spare child can be started; the next job starts its own", exc_info=True)
                return
            end = threading.Timer(self.kept_seconds, self.dismiss, (command, process))
            end.daemon = True
            self._waiting[command] = _Spare(process, environment, end)
            end.start()

    def dismiss(self, command: tuple[str, ...], process: subprocess.Popen[bytes] | None = None) -> None:
        """End the spare of a command, if there is one (and if it is still this one)."""
        with self._lock:
            spare = self._waiting.get(command)
            if spare is None or (process is not None and spare.process is not process):
                return
            del self._waiting[command]
        spare.end.cancel()
        _dismissed(spare.process)

    def close(self) -> None:
        """End all that wait."""
        for command in list(self._waiting):
            self.dismiss(command)


def _dismissed(process: subprocess.Popen[bytes]) -> None:
    killed(process)
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            with contextlib.suppress(BrokenPipeError):
                pipe.close()
