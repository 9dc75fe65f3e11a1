"""Tiny engines for `test_child`; each is run in a child process by name."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from filmgate.engines.protocol import EngineFailure, FailureCode, Job, Report


def film(job: Job, report: Report) -> Path:
    report(50, "half way")
    print("a stray line that is no message")
    path = job.workdir / "film.mp4"
    path.write_text(f"{job.prompt} {job.seed} {os.environ['OMP_NUM_THREADS']} {os.nice(0)}")
    return path


def film_of_the_guard(job: Job, report: Report) -> Path:
    path = job.workdir / "film.mp4"
    path.write_text(str(os.getppid()))
    return path


def refuse(job: Job, report: Report) -> Path:
    raise EngineFailure(FailureCode.CONTENT_POLICY_VIOLATION, "Not this one.")


def raise_error(job: Job, report: Report) -> Path:
    raise ValueError(f"a secret path: {job.workdir}")


def run_out_of_memory(job: Job, report: Report) -> Path:
    return Path(str(len(bytearray(8 << 30))))


def abort(job: Job, report: Report) -> Path:
    os.abort()


def be_killed(job: Job, report: Report) -> Path:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def leave_silently(job: Job, report: Report) -> Path:
    os._exit(0)


def return_a_path_outside(job: Job, report: Report) -> Path:
    return Path(sys.executable)


def return_a_link_outside(job: Job, report: Report) -> Path:
    (job.workdir / "film.mp4").symlink_to(sys.executable)
    return job.workdir / "film.mp4"


def return_no_path(job: Job, report: Report) -> Path:
    return None  # type: ignore[return-value]


def write_garbage(job: Job, report: Report) -> Path:
    """Straight onto every descriptor that is a pipe, among them the one that carries messages."""
    for descriptor in range(3, 12):
        try:
            os.write(
                descriptor,
                b'\xff\x00{"film": 3}\n{"progress": "x"}\n[1]\n{"exit": "no"}\n"' + b"x" * 200_000 + b"\n",
            )
        except OSError:
            continue
    return film(job, report)


def write_much_to_stderr(job: Job, report: Report) -> Path:
    for _ in range(2000):
        os.write(2, b"x" * 1000)
    os.write(2, b"the last words")
    raise ValueError


def hang_with_grandchildren(job: Job, report: Report) -> Path:
    grandchild = subprocess.Popen(["sleep", "300"])
    (job.workdir / "pids").write_text(f"{os.getppid()} {os.getpid()} {grandchild.pid}")
    report(10, "hanging")
    while True:
        time.sleep(60)
