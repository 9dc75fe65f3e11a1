"""The child's side of `engines.child`: arguments MODULE:FUNCTION MEMORY_LIMIT_BYTES.

Two processes: the guard, which only hands the job on and waits, and the worker, which imports the engine, then reads
the job and runs it. The guard ends the whole process group when standard input ends (the parent is gone, even by
kill -9), however deep the worker hangs; if the guard itself is killed, Linux kills the worker. A signal that ends
the worker is told as it was.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import select
import signal
import sys
import traceback
from importlib import import_module
from pathlib import Path
from typing import Any

from filmgate.child_process import die_with, leave_no_core
from filmgate.engines.protocol import EngineFailure, FailureCode, Job

NICENESS = 5


def main() -> None:
    target, memory_limit_bytes = sys.argv[1], int(sys.argv[2])
    with contextlib.suppress(OSError):
        os.nice(NICENESS)
    leave_no_core()
    job_out, job_in = os.pipe()
    guard = os.getpid()
    worker = os.fork()
    if worker == 0:
        die_with(guard)  # it has one thread, so its thread's end is its end
        os.close(job_in)
        _work(target, memory_limit_bytes, job_out)
    else:
        os.close(job_out)
        _guard(worker, job_in)


def _guard(worker: int, job_in: int) -> None:
    """Hand the job on; wait for the worker's end, or end everything when the parent goes away."""
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    os.set_blocking(job_in, False)
    signal.set_wakeup_fd(wake)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    unsent = b""
    while True:
        ended, wait_status = os.waitpid(worker, os.WNOHANG)
        if ended:
            os.write(1, b'\n{"exit": %d}\n' % wait_status)
            os._exit(0)
        readable, writable, _ = select.select([0, woken], [job_in] if unsent else [], [])
        if woken in readable:
            os.read(woken, 64)
        if 0 in readable:
            heard = os.read(0, 64 * 1024)
            if not heard:
                os.killpg(0, signal.SIGKILL)
            unsent += heard
        if writable:
            try:
                unsent = unsent[os.write(job_in, unsent) :]
            except BrokenPipeError:
                unsent = b""  # the worker is at its end, which is told in a moment


def _work(target: str, memory_limit_bytes: int, job_out: int) -> None:
    """Run the engine; say how it went; leave without the interpreter's usual farewell."""
    messages = os.dup(1)  # close-on-exec: only this process speaks on it
    os.dup2(2, 1)
    with open(os.devnull, "rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    if memory_limit_bytes:
        resource.setrlimit(resource.RLIMIT_AS, (memory_limit_bytes, memory_limit_bytes))

    def say(**message: Any) -> None:
        unsent = json.dumps(message).encode() + b"\n"
        while unsent:
            unsent = unsent[os.write(messages, unsent) :]

    try:
        module, _, function = target.partition(":")
        render = getattr(import_module(module), function)
        with os.fdopen(job_out, "rb") as line:
            job = _job(json.loads(line.readline()))
        film = render(job, lambda percent, stage: say(progress=[float(percent), str(stage)]))
        say(film=str(Path(film).absolute()))
    except EngineFailure as failure:
        say(failure=[str(failure.code), failure.message])
    except MemoryError:
        say(failure=[str(FailureCode.RESOURCE_EXHAUSTED), "The engine ran out of memory."])
    except BaseException as error:
        traceback.print_exc()
        say(failure=[str(FailureCode.SERVICE_ERROR), f"The engine failed ({type(error).__name__})."])
    with contextlib.suppress(Exception):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(0)


def _job(plain: dict[str, Any]) -> Job:
    images = tuple(Path(path) for path in plain["images"])
    return Job(**(plain | {"images": images, "workdir": Path(plain["workdir"])}))


if __name__ == "__main__":
    main()
