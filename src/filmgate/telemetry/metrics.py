"""What this process counts (Prometheus). Counters are the process's own; in a cluster they are added up by who reads them.

Labels have few values: models and engines of the configuration, states, codes, routes as they are written in the code.
Nothing that a stranger sends becomes a label.
"""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info
from prometheus_client.gc_collector import GCCollector
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector

import filmgate
from filmgate.money import MICRO

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)
PlatformCollector(registry=REGISTRY)
GCCollector(registry=REGISTRY)

OTHER = "other"
"""Stands for a model that is configured no more, a route that is none, and a method that HTTP does not know."""

_HTTP_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_STAGE_SECONDS = (0.01, 0.05, 0.1, 0.5, 1, 2.5, 5, 10, 20, 40, 60, 120, 300, 600, 1200, 1800)
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

Info("filmgate", "This process", registry=REGISTRY).info({"version": filmgate.__version__})

_http_seconds = Histogram(
    "filmgate_http_request_seconds",
    "Time from a request to the end of its answer, by route, method and status",
    ("route", "method", "status"),
    buckets=_HTTP_SECONDS,
    registry=REGISTRY,
)
_tasks_accepted = Counter("filmgate_tasks_accepted", "Tasks accepted", ("model",), registry=REGISTRY)
_tasks_ended = Counter("filmgate_tasks_ended", "Tasks ended", ("model", "state"), registry=REGISTRY)
_task_seconds = Histogram(
    "filmgate_task_seconds",
    "Time from a task's acceptance to its end",
    ("model", "state"),
    buckets=_STAGE_SECONDS,
    registry=REGISTRY,
)
_stage_seconds = Histogram(
    "filmgate_stage_seconds",
    "Time that a stage of the work took: prepare, start, render, store, settle",
    ("stage", "model"),
    buckets=_STAGE_SECONDS,
    registry=REGISTRY,
)
_credits = Counter(
    "filmgate_credits_moved", "Credits reserved, charged and refunded", ("kind",), registry=REGISTRY
)
_engine_errors = Counter(
    "filmgate_engine_errors",
    "Tasks that failed, by engine and error code",
    ("engine", "code"),
    registry=REGISTRY,
)
_callback_attempts = Counter(
    "filmgate_callback_attempts",
    "Attempts to deliver a callback: delivered, refused (an answer that is no success), unreachable",
    ("outcome",),
    registry=REGISTRY,
)
_callback_seconds = Histogram(
    "filmgate_callback_seconds", "Time of an attempt to deliver a callback", registry=REGISTRY
)
_worker_slots = Gauge("filmgate_worker_slots", "Films that this process makes at once", registry=REGISTRY)
_worker_busy = Gauge("filmgate_worker_busy", "Films that this process is making", registry=REGISTRY)

for _kind in (
    "reserved",
    "charged",
    "refunded",
):  # a series that is there from the start has a rate from the start
    _credits.labels(_kind)
for _outcome in ("delivered", "refused", "unreachable"):
    _callback_attempts.labels(_outcome)

_http_series: dict[tuple[str, str, int], Callable[[float], None]] = {}


def count_request(route: str, method: str, status: int, seconds: float) -> None:
    """A request was answered. Its series is remembered: looking it up by labels costs as much as the rest."""
    key = (route, method if method in _METHODS else OTHER, status)
    observe = _http_series.get(key)
    if observe is None:
        observe = _http_series[key] = _http_seconds.labels(key[0], key[1], str(status)).observe
    observe(seconds)


def count_accepted(model: str, reserved_microcredits: int) -> None:
    """A task was accepted; to be called when that is durable."""
    _tasks_accepted.labels(model).inc()
    _credits.labels("reserved").inc(reserved_microcredits / MICRO)


def count_ended(
    model: str, state: str, *, seconds: float, reserved_microcredits: int, charged_microcredits: int
) -> None:
    """A task has ended, `seconds` after it was accepted; to be called when that is durable."""
    _tasks_ended.labels(model, state).inc()
    _task_seconds.labels(model, state).observe(max(0.0, seconds))
    _credits.labels("charged").inc(charged_microcredits / MICRO)
    _credits.labels("refunded").inc((reserved_microcredits - charged_microcredits) / MICRO)


def count_stage(stage: str, model: str, seconds: float) -> None:
    """A stage of a task's work is over, well or not."""
    _stage_seconds.labels(stage, model).observe(seconds)


def count_engine_error(engine: str, code: str) -> None:
    """A task of this engine has failed."""
    _engine_errors.labels(engine, code).inc()


def count_callback(status: int | None, seconds: float) -> None:
    """A callback was tried; `status` None: there was no answer."""
    outcome = "unreachable" if status is None else "delivered" if 200 <= status < 300 else "refused"
    _callback_attempts.labels(outcome).inc()
    _callback_seconds.observe(seconds)


def watch_worker(slots: int, busy: Callable[[], int]) -> None:
    """Show this process's worker; `busy` is asked at every reading."""
    _worker_slots.set(slots)
    _worker_busy.set_function(lambda: float(busy()))
