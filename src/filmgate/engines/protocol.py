"""What an engine is: everything the author of one needs to read.

An engine that talks to a service implements `Engine`: `start` hands the work over and returns a receipt that is
stored before `wait` begins, so a crash between the two never pays for the same film twice. An engine that computes on
this machine writes one function `render(job, report) -> Path` and wraps it in `engines.child.ChildEngine`.
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
    """The film cannot be made; the task ends as failed with this code and message, and is refunded."""

    def __init__(self, code: FailureCode, message: str) -> None:
        self.code = code
        self.message = message
        super().__init__(f"{code}: {message}")


class Cancelled(Exception):
    """Raised by `report` inside an engine when the task has ended meanwhile; stop and clean up."""


@dataclass(frozen=True)
class Capabilities:
    """What an engine can do. The catalogue narrows it per model; requests are validated against it.

    Attributes:
        aspect_ratios: Ratios a request may name, as `width:height`.
        durations_seconds: Lengths a request may name, in whole seconds.
        max_images: Reference images a request may carry: 0, 1 (first frame) or 2 (first and last frame).
        audio: Whether films have sound.
        cancel_while_running: Whether cancelling really stops the work.
    """

    aspect_ratios: tuple[str, ...] = ("16:9", "9:16")
    durations_seconds: tuple[int, ...] = (8,)
    max_images: int = 2
    audio: bool = True
    seed: bool = True
    cancel_while_running: bool = True


@dataclass(frozen=True)
class Job:
    """One film to make.

    Attributes:
        model: The engine's own name of the model (the catalogue's `engine_model`, else the public name).
        prompt: At most 2000 characters; already translated where that was asked for and possible.
        aspect_ratio: `16:9` or `9:16`, never `auto`.
        width, height: Size of the film in pixels; both even.
        fps: Frames a second.
        seed: 0 … 2**32 - 1; the same job with the same seed gives the same film where the engine can.
        images: 0, 1 or 2 picture files, verified, upright, sRGB.
        workdir: A folder of this job's own; the engine writes nowhere else.
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


STORYBOARD = "storyboard.json"
"""A file that an engine may leave in `workdir`: a JSON object that tells how it understood the prompt, at most 32 KiB.
It is shown with the finished task."""

Report = Callable[[float, str], None]
"""`report(percent, stage)`: progress from 0 to 100 and a word for what is being done. Raises `Cancelled`."""

Receipt = dict[str, Any]
"""What `start` returns: JSON, enough for any other process to go on waiting (for example id and base URL)."""


class Engine(Protocol):
    """Makes films. `start` and `wait` run in a worker's thread, each as one durable step."""

    @property
    def name(self) -> str:
        """The name the catalogue routes to."""

    @property
    def capabilities(self) -> Capabilities:
        """What it can do at most."""

    def start(self, job: Job) -> Receipt:
        """Hand the work over and return at once.

        Raises:
            EngineFailure: It was refused for good.
        """

    def wait(self, job: Job, receipt: Receipt, report: Report) -> Path:
        """Wait for the end, calling `report` at least every second; return the film (MP4) in `job.workdir`.

        Raises:
            EngineFailure: The film could not be made.
            Cancelled: Passed on from `report`, after the work was stopped where that is possible.
        """
