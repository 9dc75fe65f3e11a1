"""What an engine is: everything the author of one needs to read.

An engine that talks to a service implements `Engine`: `start` hands the work over and returns a receipt that is
stored before `wait` begins, so a crash between the two never pays for the same film twice. An engine that computes on
this machine writes one function `render(job, report) -> Path` and wraps it in `engines.child.ChildEngine`.

The entry point (group `filmgate.engines`) is an `Engine`, or a function `(name, settings) -> Engine` that is called
once for every `[engines.NAME]` table of the configuration.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol


class FailureCode(StrEnum):
    """Stable codes of a failed task (the family's task-query page)."""

    CONTENT_POLICY_VIOLATION = "content_policy_violation"
    INVALID_PARAMETERS = "invalid_parameters"
    IMAGE_PROCESSING_ERROR = "image_processing_error"
    REQUEST_CANCELLED = "request_cancelled"
    GENERATION_FAILED_NO_CONTENT = "generation_failed_no_content"
    GENERATION_TIMEOUT = "generation_timeout"
    RESOURCE_EXHAUSTED = "resource_exhausted"
    SERVICE_ERROR = "service_error"
    SERVICE_UNAVAILABLE = "service_unavailable"


class EngineFailure(Exception):
    """The film cannot be made; the task ends as failed with this code and message, and is refunded.

    Attributes:
        code: What the user's program sees.
        message: What the user reads: no secrets, no internal addresses.
        elsewhere: The work certainly ended without a film, and another engine may make one: the model's next route is
            tried, if there is one.
    """

    def __init__(self, code: FailureCode, message: str, *, elsewhere: bool = False) -> None:
        self.code = code
        self.message = message
        self.elsewhere = elsewhere
        super().__init__(f"{code}: {message}")


class EngineUnavailable(Exception):
    """Raised by `start`: certainly nothing was started, since the engine is away, full or turns us down. Another
    route is tried, or the same one later.

    Attributes:
        message: As in `EngineFailure`.
        retry_after_seconds: When it may be asked again, if it said so.
        full: It is well, but has no room now (429): tasks wait for it, until `worker.task_timeout_seconds` end them.
    """

    def __init__(self, message: str, *, retry_after_seconds: float | None = None, full: bool = False) -> None:
        self.message = message
        self.full = full
        self.retry_after_seconds = retry_after_seconds
        super().__init__(message)


class StartUnknown(Exception):
    """Raised by `start` and `find`: the work may have been started or not, and nobody can tell. It is not repeated.

    Attributes:
        message: As in `EngineFailure`.
    """

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(message)


class Cancelled(Exception):
    """Raised by `report` inside an engine when the task has ended meanwhile; stop and clean up."""


class Superseded(Cancelled):
    """Raised by `report` when another worker has taken the task over: stop here, but leave the upstream's work alone,
    it is the other worker's now."""


@dataclass(frozen=True)
class Capabilities:
    """What an engine can do. The catalogue narrows it per model; requests are validated against it.

    Attributes:
        aspect_ratios: Ratios a request may name, as `width:height`.
        durations_seconds: Lengths a request may name, in whole seconds.
        resolutions: Short sides of films: `480p`, `720p`, `1080p`.
        max_images: Reference images a request may carry: 0, 1 (first frame) or 2 (first and last frame).
        last_frame_durations_seconds: Lengths with a first and a last frame, where only some are possible; empty: all.
        audio: Whether films have sound.
        seed: Whether a request may name a seed.
        negative_prompt: Whether a request may say what the film should not show.
        cancel_while_running: Whether cancelling really stops the work.
    """

    aspect_ratios: tuple[str, ...] = ("16:9", "9:16")
    durations_seconds: tuple[int, ...] = (8,)
    resolutions: tuple[str, ...] = ("480p", "720p", "1080p")
    max_images: int = 2
    last_frame_durations_seconds: tuple[int, ...] = ()
    audio: bool = True
    seed: bool = True
    negative_prompt: bool = True
    cancel_while_running: bool = True


@dataclass(frozen=True)
class Job:
    """One film to make.

    Attributes:
        task_id: The task's id, the same in every attempt: a reference or idempotency key for upstreams that take one.
        model: The engine's own name of the model (the catalogue's `engine_model`, else the public name).
        prompt: At most 2000 characters; already translated where that was asked for and possible.
        aspect_ratio: `16:9` or `9:16`, never `auto`.
        width, height: Size of the film in pixels; both even.
        fps: Frames a second.
        seed: 0 … 2**32 - 1; the same job with the same seed gives the same film where the engine can.
        images: 0, 1 or 2 picture files, verified, upright, sRGB.
        workdir: A folder of this job's own; the engine writes nowhere else.
        negative_prompt: What the film should not show.
        options: What the operator set for this model (`options` of the model or of its route), as it is.
        callback_url: An address that the order may name; whoever sends a POST there, with anything in it, makes
            `report` return True. `find` gets the one that `start` got. Empty: we cannot be called.
    """

    task_id: str
    model: str
    prompt: str
    aspect_ratio: str
    width: int
    height: int
    duration_seconds: int
    fps: int
    seed: int
    images: tuple[Path, ...]
    workdir: Path
    negative_prompt: str | None = None
    options: dict[str, Any] = field(default_factory=dict)
    callback_url: str = ""


STORYBOARD = "storyboard.json"
"""A file that an engine may leave in `workdir`: a JSON object that tells how it understood the prompt, at most 32 KiB.
It is shown with the finished task."""

Report = Callable[[float, str], bool]
"""`report(percent, stage)`: progress from 0 to 100 and a word for what is being done. Raises `Cancelled`. Returns whether
the upstream has called `Job.callback_url`: then it is worth asking now."""

Receipt = dict[str, Any]
"""What `start` returns: JSON, enough for any other process to go on waiting (for example id and base URL)."""


class Engine(Protocol):
    """Makes films. `start` and `wait` run in a worker's thread; the receipt is stored between the two.

    One object serves all jobs at once, so it keeps nothing about a single one.
    """

    @property
    def name(self) -> str:
        """The name the catalogue routes to."""

    @property
    def capabilities(self) -> Capabilities:
        """What it can do at most."""

    def start(self, job: Job) -> Receipt:
        """Hand the work over and return at once.

        Raises:
            EngineUnavailable: Certainly nothing was started; it may be tried elsewhere or later.
            StartUnknown: It may have been started: the connection broke after the request was sent.
            EngineFailure: It was refused for good.
        """

    def find(self, job: Job) -> Receipt:
        """The receipt of a `start` whose answer was lost (a crash, a broken connection), by asking for it.

        Called instead of `start` whenever an earlier `start` of this job may have got through. It may repeat the
        request only where the upstream makes nothing twice of it, as with an idempotency key.

        Raises:
            StartUnknown: The upstream cannot be asked, or does not know. The task fails then, with a refund; the log
                says that the upstream may charge.
            EngineFailure: It was certainly not started, or has certainly failed.
        """

    def wait(self, job: Job, receipt: Receipt, report: Report) -> Path:
        """Wait for the end, calling `report` about every second; return the film (MP4) in `job.workdir`.

        After a crash it is called again with the same receipt, maybe on another machine.

        Raises:
            EngineFailure: The film could not be made.
            Cancelled: Passed on from `report`, after the work was stopped where that is possible; on `Superseded` it
                is left alone.
        """
