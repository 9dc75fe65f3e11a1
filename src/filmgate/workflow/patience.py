"""The database may be away for a while (stopped, disk full, locked); a film that is being made outlives that."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import OperationalError

log = logging.getLogger(__name__)

T = TypeVar("T")

_FIRST_WAIT_SECONDS = 0.1
_LONGEST_WAIT_SECONDS = 5.0


def until_reached(call: Callable[[], T]) -> T:
    """Call again until the database answers, however long it is away. What must be written is written."""
    wait_seconds = _FIRST_WAIT_SECONDS
    while True:
        try:
            return call()
        except OperationalError as error:
            log.error("the database does not answer; trying again in %.1f s: %s", wait_seconds, error)
            time.sleep(wait_seconds)
            wait_seconds = min(wait_seconds * 2, _LONGEST_WAIT_SECONDS)
