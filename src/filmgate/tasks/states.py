"""The states of a task and every legal step between them."""

from __future__ import annotations

from enum import StrEnum


class TaskState(StrEnum):
    """Where a task is. The last three are terminal: nothing leads out of them."""

    PENDING = "pending"
    PROCESSING = "processing"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"


TRANSITIONS: dict[TaskState, frozenset[TaskState]] = {
    TaskState.PENDING: frozenset({TaskState.PROCESSING, TaskState.FAILED, TaskState.CANCELLED}),
    TaskState.PROCESSING: frozenset({TaskState.COMPLETED, TaskState.FAILED, TaskState.CANCELLED}),
    TaskState.COMPLETED: frozenset(),
    TaskState.FAILED: frozenset(),
    TaskState.CANCELLED: frozenset(),
}

TERMINAL = frozenset(state for state, following in TRANSITIONS.items() if not following)


def sources_of(target: TaskState) -> tuple[TaskState, ...]:
    """The states from which `target` may be reached; every update of a state is conditional on them."""
    return tuple(state for state, following in TRANSITIONS.items() if target in following)


PUBLIC_STATUS: dict[TaskState, str] = {
    TaskState.PENDING: "pending",
    TaskState.PROCESSING: "processing",
    TaskState.COMPLETED: "completed",
    TaskState.FAILED: "failed",
    # The seed's enumeration has no word for it; the family answers `failed` with `request_cancelled`.
    TaskState.CANCELLED: "failed",
}
