"""Work that breaks off with our process again and again: when it is given up.

It may be the work that brings the process down. Not so a film that another server makes: as long as it is waited for,
we only ask and copy, and it is paid. Once it is here its attempts count again, since its bytes are read now.
"""

from __future__ import annotations

from typing import Any

from filmgate.engines.protocol import Receipt
from filmgate.tasks.progress import note_served
from filmgate.tasks.task import Task, read_task
from filmgate.workflow.patience import until_reached
from filmgate.workflow.studio import Studio

_PATIENCE_WITH_PAID_FILMS = 10
"""Not without end: an answer could be what we choke on."""


def is_given_up(
    served: dict[str, Any] | None, receipt: Receipt | None, attempt: int, max_attempts: int
) -> bool:
    """Whether an attempt (from 1) must not be made.

    Args:
        served: Which engine has the task's work, as on its row.
        receipt: What that engine gave; engines that compute here have nothing on theirs.
    """
    if receipt and served is not None and served["state"] == "here":
        return attempt - int(served["attempt"]) >= max_attempts
    patience = _PATIENCE_WITH_PAID_FILMS if receipt else 1
    return attempt > max_attempts * patience


def note_here(studio: Studio, task: Task, fence: int, attempt: int, receipt: Receipt) -> None:
    """The film of another server has been fetched for the first time; the attempts from now on count."""

    def note() -> None:
        now = studio.database.read_now(lambda connection: read_task(connection, task.id))
        if now is None or now.served is None or now.served["state"] != "started":
            return
        served = now.served | {"state": "here", "attempt": attempt}
        studio.database.write_now(
            lambda connection: note_served(connection, task.id, fence=fence, served=served, receipt=receipt)
        )

    if receipt:
        until_reached(note)
