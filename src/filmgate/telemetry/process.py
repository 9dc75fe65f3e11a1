"""What one process shows of itself, from its start to its end."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from filmgate.clock import Clock
from filmgate.db.database import Database
from filmgate.settings import FilmgateSettings
from filmgate.telemetry.gauges import DatabaseGauges
from filmgate.telemetry.listener import MetricsListener
from filmgate.telemetry.traces import open_traces


@dataclass(frozen=True)
class Telemetry:
    """Opened by `open_telemetry`.

    Attributes:
        gauges: What the API's own `/metrics` shows of the database; None: metrics have a port of their own.
        flush: Sends the spans that wait; to be called before a process ends without leaving its `with` blocks.
    """

    gauges: DatabaseGauges | None
    flush: Callable[[], None]


@contextlib.contextmanager
def open_telemetry(
    settings: FilmgateSettings,
    database: Database,
    models: Iterable[str],
    clock: Clock,
    is_healthy: Callable[[], bool] = lambda: True,
) -> Iterator[Telemetry]:
    """Make traces and answer on the metrics' port, as the settings say.

    Args:
        models: The public models, by which metrics are told apart.
        is_healthy: Whether `/healthz` on the metrics' port answers 200 or 503.

    Raises:
        TracesUnavailable: `telemetry.traces` is on, and they cannot be made.
        MetricsPortClosed: The port cannot be listened on.
    """
    gauges = DatabaseGauges(database, models, clock)
    close_traces = open_traces(settings.telemetry)
    if not settings.telemetry.metrics_port:
        try:
            yield Telemetry(gauges, close_traces)
        finally:
            close_traces()
        return
    try:
        listener = MetricsListener(settings, gauges, is_healthy)
        listener.start()
        try:
            yield Telemetry(None, close_traces)
        finally:
            listener.stop()
    finally:
        close_traces()
