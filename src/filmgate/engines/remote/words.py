"""The words in which servers say how far a film is."""

from __future__ import annotations

from enum import Enum


class Phase(Enum):
    """What a status word means."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


_WORDS: dict[str, Phase] = {
    **dict.fromkeys(
        ("completed", "complete", "succeeded", "succeed", "success", "done", "finished"), Phase.DONE
    ),
    **dict.fromkeys(("failed", "fail", "failure", "error", "errored", "expired", "rejected"), Phase.FAILED),
    **dict.fromkeys(("incomplete", "budget_exceeded"), Phase.FAILED),
    **dict.fromkeys(("cancelled", "canceled", "aborted", "deleted"), Phase.CANCELLED),
}


def phase_of(word: object) -> Phase:
    """The meaning of a status, without regard to case. A word that nobody knows means that the work goes on; the
    task's own deadline bounds that."""
    return _WORDS.get(word.strip().lower(), Phase.RUNNING) if isinstance(word, str) else Phase.RUNNING
