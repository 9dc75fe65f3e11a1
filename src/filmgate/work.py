"""`filmgate worker`: a process that works for API processes on the same Postgres database."""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections.abc import Callable

from filmgate.background import Background
from filmgate.settings import FilmgateSettings
from filmgate.surroundings import open_surroundings
from filmgate.telemetry.process import open_telemetry

log = logging.getLogger(__name__)


def work(settings: FilmgateSettings, *, on_ready: Callable[[], None] | None = None) -> int:
    """Work until SIGTERM or SIGINT, then drain. Returns the exit status.

    Args:
        settings: With `database.url`, and `server.public_url`, which the links in callbacks begin with.
        on_ready: Called when tasks are taken.

    Raises:
        See `open_surroundings` and `open_telemetry`.
    """
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stopping.set())
    with (
        open_surroundings(settings) as around,
        open_telemetry(settings, around.database, around.model_names, around.clock) as telemetry,
    ):
        base_url = settings.server.public_url.rstrip("/") + settings.server.root_path
        background = Background(around, around.links(base_url))
        background.start()
        if on_ready is not None:
            on_ready()
        stopping.wait()
        if not background.stop():
            telemetry.flush()
            logging.shutdown()
            os._exit(0)
    return 0
