"""What every child process of ours does before anything else."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys

_PR_SET_PDEATHSIG = 1


def die_with(parent: int) -> None:
    """End when the process `parent` ends, even by kill -9. Linux only; elsewhere the end of a pipe must tell.

    Linux means the thread that started this process: start children from a thread that lives as long as they shall.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it went before we had asked
        os._exit(1)


def leave_no_core() -> None:
    """A crash writes no memory image: there may be secrets or somebody's picture in it."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
