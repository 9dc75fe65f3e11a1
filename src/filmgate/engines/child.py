"""Engines that compute here: each job in a child process, so that a crash, a leak or a hang stays there.

The parent sends the job as one line of JSON on the child's standard input and then only holds that pipe open: its
end tells the child that the parent is gone. The child answers with lines of JSON on its standard output:

    {"progress": [percent, stage]}    as often as the engine reports
    {"film": path}                    the engine returned
    {"failure": [code, message]}      the engine raised
    {"exit": wait_status}             always last, from the guard (see `child_main`)

What the engine prints goes to standard error, of which the last 8 KiB are kept for the log.
"""

from __future__ import annotations

import atexit
import dataclasses
import json
import logging
import os
import selectors
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from filmgate.engines.protocol import Capabilities, EngineFailure, FailureCode, Job, Receipt, Report
from filmgate.engines.spare import Spares, killed

REPORT_EVERY_SECONDS = 0.4
STDERR_KEPT_BYTES = 8 * 1024
_FEWEST_CHARACTERS = 4
"""Shorter words than these are no secret, and blotting them out would spoil the rest."""
LINE_LIMIT_BYTES = 64 * 1024
STDERR_READS_AT_END = 32

_THREAD_LIMITS = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "NUMEXPR_NUM_THREADS",
)

_SETTLED = {"PYTHONHASHSEED": "0", "MALLOC_ARENA_MAX": "2"}
"""Sets come in the same order each time; threads share memory that was freed instead of each keeping its own."""
SPARES = Spares()
atexit.register(SPARES.close)

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ChildEngine:
    """An engine whose `render(job, report) -> Path` runs in a process of its own.

    Attributes:
        name: The name the catalogue routes to.
        capabilities: What it can do at most.
        target: Where `render` stands, as `module:function`. Only the child imports it.
        memory_limit_bytes: Address space the child may use; None for no limit.
        threads: Threads for numeric libraries in the child.
        ahead: Whether the next job's child starts when a job ends. It has the engine imported when its job comes, and
            waits for it for five minutes at most.
    """

    name: str
    capabilities: Capabilities
    target: str
    memory_limit_bytes: int | None = None
    threads: int = 1
    ahead: bool = False

    def start(self, job: Job) -> Receipt:
        """Nothing to hand over: the film is computed where `wait` runs, and again after a crash."""
        return {}

    def find(self, job: Job) -> Receipt:
        """As `start`."""
        return {}

    def wait(self, job: Job, receipt: Receipt, report: Report) -> Path:
        """Run the job in a child process to its end; see `Engine.wait`."""
        command, environment = self._command(), self._environment()
        with _Child(SPARES.take(command, environment), job) as child:
            last_report = 0.0
            while child.listen(REPORT_EVERY_SECONDS / 2):
                if time.monotonic() - last_report >= REPORT_EVERY_SECONDS:
                    report(child.heard.percent, child.heard.stage)
                    last_report = time.monotonic()
        if self.ahead:
            SPARES.prepare(command, environment)
        report(child.heard.percent, child.heard.stage)
        return _film(self.name, job, child)

    def _command(self) -> tuple[str, ...]:
        limit = str(self.memory_limit_bytes or 0)
        return (sys.executable, "-P", "-m", "filmgate.engines.child_main", self.target, limit)

    def _environment(self) -> dict[str, str]:
        """The parent's environment without its own settings (they hold secrets that no engine needs)."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("FILMGATE_")}
        return kept | dict.fromkeys(_THREAD_LIMITS, str(self.threads)) | _SETTLED


@dataclass
class _Heard:
    """What the child has said so far."""

    percent: float = 0.0
    stage: str = "starting"
    film: str | None = None
    failure: tuple[str, str] | None = None
    wait_status: int | None = None

    def take(self, line: bytes) -> None:
        """Take one line; anything that is not ours is passed over."""
        try:
            said = json.loads(line)
            match said:
                case {"progress": [int() | float() as percent, str(stage)]}:
                    self.percent = max(self.percent, min(100.0, float(percent)))
                    self.stage = stage[:80]
                case {"film": str(film)}:
                    self.film = film
                case {"failure": [str(code), str(message)]}:
                    self.failure = (code, message[:500])
                case {"exit": int(wait_status)}:
                    self.wait_status = wait_status
        except ValueError:
            log.debug("a child said something that is not a message: %r", line[:80])


@dataclass
class _Child:
    """The running process group; leaving the `with` block ends all of it, whatever happened inside."""

    process: subprocess.Popen[bytes]
    job: Job
    heard: _Heard = field(default_factory=_Heard)
    stderr_tail: bytearray = field(default_factory=bytearray)

    def __enter__(self) -> _Child:
        self.selector = selectors.DefaultSelector()
        self.partial = bytearray()
        for pipe in (self._stdout, self._stderr):
            os.set_blocking(pipe.fileno(), False)
            self.selector.register(pipe, selectors.EVENT_READ)
        try:
            self._stdin.write(json.dumps(_plain(self.job)).encode() + b"\n")
            self._stdin.flush()
        except BrokenPipeError:
            pass  # it died at once; `listen` will say so
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        killed(self.process)
        for _read in range(STDERR_READS_AT_END):
            self._drain(self._stderr)
        self.selector.close()
        for pipe in (self._stdin, self._stdout, self._stderr):
            try:
                pipe.close()
            except BrokenPipeError:
                continue

    def listen(self, timeout_seconds: float) -> bool:
        """Take in what the child says for at most this long; False once it has ended."""
        for key, _ in self.selector.select(timeout_seconds):
            pipe = self._stdout if key.fileobj is self._stdout else self._stderr
            if not self._drain(pipe):
                self.selector.unregister(pipe)
                if pipe is self._stdout:
                    return False
        return self.heard.wait_status is None

    def _drain(self, pipe: IO[bytes]) -> bool:
        """Read what is there; False at the end of the stream."""
        try:
            chunk = os.read(pipe.fileno(), 64 * 1024)
        except BlockingIOError:
            return True
        if pipe is self._stderr:
            self.stderr_tail += chunk
            del self.stderr_tail[:-STDERR_KEPT_BYTES]
        else:
            self.partial += chunk
            *lines, rest = self.partial.split(b"\n")
            self.partial = rest[:LINE_LIMIT_BYTES]
            for line in filter(None, lines):
                self.heard.take(bytes(line))
        return bool(chunk)

    @property
    def _stdin(self) -> IO[bytes]:
        return _present(self.process.stdin)

    @property
    def _stdout(self) -> IO[bytes]:
        return _present(self.process.stdout)

    @property
    def _stderr(self) -> IO[bytes]:
        return _present(self.process.stderr)


def _present(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None
    return pipe


def _plain(job: Job) -> dict[str, Any]:
    """The job as JSON types."""
    return dataclasses.asdict(job) | {
        "images": [str(path) for path in job.images],
        "workdir": str(job.workdir),
    }


def _without_words(said: str, job: Job) -> str:
    """What an engine printed, for the log: a user's words do not belong there."""
    for words in (job.prompt, job.negative_prompt):
        if words is not None and len(words) >= _FEWEST_CHARACTERS:
            for form in (words, json.dumps(words)[1:-1], repr(words)[1:-1]):
                said = said.replace(form, "[prompt]")
    return said


def _film(name: str, job: Job, child: _Child) -> Path:
    """The film that the ended child made, or why there is none."""
    heard = child.heard
    if heard.film is not None and heard.wait_status == 0:
        film = Path(heard.film).resolve()
        if film.is_file() and film.is_relative_to(job.workdir.resolve()):
            return film
        raise EngineFailure(
            FailureCode.SERVICE_ERROR, f"The engine {name} returned no file in its work folder."
        )
    said = child.stderr_tail.decode(errors="replace").strip()
    why = heard.failure[0] if heard.failure is not None else f"wait status {heard.wait_status}"
    log.warning(
        "engine %s failed on %s: %s", name, job.task_id, why, extra={"output": _without_words(said, job)}
    )
    if heard.failure is not None:
        code, message = heard.failure
        known = code in FailureCode.__members__.values()
        raise EngineFailure(FailureCode(code) if known else FailureCode.SERVICE_ERROR, message)
    if heard.wait_status is None or not os.WIFSIGNALED(heard.wait_status):
        raise EngineFailure(FailureCode.SERVICE_ERROR, f"The engine {name} ended without a film.")
    ended_by = signal.Signals(os.WTERMSIG(heard.wait_status))
    if ended_by is signal.SIGKILL:
        message = f"The engine {name} was killed, most likely because the machine ran out of memory."
        raise EngineFailure(FailureCode.RESOURCE_EXHAUSTED, message)
    raise EngineFailure(FailureCode.SERVICE_ERROR, f"The engine {name} crashed ({ended_by.name}).")
