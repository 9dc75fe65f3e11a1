"""What both kinds of task show of their last known state."""

from __future__ import annotations

from filmgate.client.errors import TaskFailed
from filmgate.client.models import FAILED, TaskError, TaskSnapshot


class TaskHandle:
    """A task as last heard of; `snapshot` has all of it."""

    def __init__(self, snapshot: TaskSnapshot) -> None:
        self.snapshot = snapshot

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id} {self.status} {self.progress}%>"

    @property
    def id(self) -> str:
        """`task-unified-…`"""
        return self.snapshot.id

    @property
    def model(self) -> str:
        """The model that makes the film."""
        return self.snapshot.model

    @property
    def status(self) -> str:
        """`pending`, `processing`, `completed` or `failed`."""
        return self.snapshot.status

    @property
    def progress(self) -> int:
        """Percent."""
        return self.snapshot.progress

    @property
    def ended(self) -> bool:
        """Whether it is completed or failed."""
        return self.snapshot.ended

    @property
    def results(self) -> tuple[str, ...]:
        """Links to the film, when completed."""
        return self.snapshot.results

    @property
    def expires_at(self) -> int | None:
        """When the links end, Unix time in seconds."""
        return self.snapshot.expires_at

    @property
    def error(self) -> TaskError | None:
        """Why it failed, if it did."""
        return self.snapshot.error

    @property
    def credits_reserved(self) -> float | None:
        """What was set aside for it."""
        return self.snapshot.credits_reserved

    @property
    def credits_charged(self) -> float | None:
        """What it has cost, after its end."""
        return self.snapshot.credits_charged

    def raise_if_failed(self) -> None:
        """Raise TaskFailed if it failed or was cancelled."""
        if self.status == FAILED:
            raise TaskFailed(self.snapshot)
