"""What the database holds now, read when somebody asks: the same from every process of a cluster."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import Connection, text

from filmgate.clock import Clock
from filmgate.db.database import Database
from filmgate.money import MICRO
from filmgate.telemetry.metrics import OTHER

_FRESH_SECONDS = 2.0

_QUEUE = text("SELECT model, count(*), min(created_at_ms) FROM tasks WHERE state = 'pending' GROUP BY model")
_RUNNING = text("SELECT model, count(*) FROM tasks WHERE state = 'processing' GROUP BY model")
_CALLBACKS = text("SELECT count(*), min(due_at_ms) FROM deliveries WHERE state = 'due'")
_CREDITS = text(
    "SELECT coalesce(sum(balance_microcredits), 0), coalesce(sum(reserved_microcredits), 0),"
    " coalesce(sum(spent_microcredits), 0) FROM accounts"
)


@dataclass(frozen=True)
class _Reading:
    """Tasks by model; times in seconds; credits in micro-credits."""

    waiting: dict[str, int] = field(default_factory=dict)
    oldest_seconds: dict[str, float] = field(default_factory=dict)
    running: dict[str, int] = field(default_factory=dict)
    callbacks_due: int = 0
    callback_overdue_seconds: float = 0.0
    credits: dict[str, int] = field(default_factory=dict)


class DatabaseGauges(Collector):
    """Queue, running tasks, callbacks to send and credits. A reading serves everybody for two seconds.

    Each query goes over an index of what is unfinished, or over the accounts; none over what has ended.
    """

    def __init__(
        self,
        database: Database,
        models: Iterable[str],
        clock: Clock,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`models` are shown by name, each from the start; tasks of any other model are shown together."""
        self._database = database
        self._models = tuple(models)
        self._clock = clock
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._read_at: float | None = None
        self._reading = _Reading()

    def describe(self) -> Iterable[Metric]:
        """Nothing: registering must not read the database."""
        return ()

    def collect(self) -> Iterator[Metric]:
        """All of them, as they are now."""
        reading = self._fresh()
        by_model = (
            ("filmgate_queue_tasks", "Tasks that wait for a worker", reading.waiting),
            (
                "filmgate_queue_oldest_seconds",
                "How long the oldest of them has waited",
                reading.oldest_seconds,
            ),
            ("filmgate_running_tasks", "Tasks that are being worked on", reading.running),
        )
        for name, meaning, values in by_model:
            family = GaugeMetricFamily(name, meaning, labels=("model",))
            for model in dict.fromkeys((*self._models, *values)):
                family.add_metric((model,), values.get(model, 0))
            yield family
        yield GaugeMetricFamily(
            "filmgate_callbacks_due", "Callbacks that are to be sent", value=reading.callbacks_due
        )
        yield GaugeMetricFamily(
            "filmgate_callbacks_overdue_seconds",
            "How long ago the oldest of them should have been sent",
            value=reading.callback_overdue_seconds,
        )
        credits = GaugeMetricFamily(
            "filmgate_credits",
            "Credits of all accounts: granted in all, free to spend, reserved, charged in all",
            labels=("kind",),
        )
        for kind, microcredits in reading.credits.items():
            credits.add_metric((kind,), microcredits / MICRO)
        yield credits

    def _fresh(self) -> _Reading:
        with self._lock:
            now = self._monotonic()
            if self._read_at is None or now - self._read_at >= _FRESH_SECONDS:
                self._reading = self._database.read_now(self._read)
                self._read_at = self._monotonic()
            return self._reading

    def _read(self, connection: Connection) -> _Reading:
        now_ms = self._clock()
        waiting: dict[str, int] = {}
        oldest_seconds: dict[str, float] = {}
        for model, count, since_ms in connection.execute(_QUEUE):
            name = self._known(model)
            waiting[name] = waiting.get(name, 0) + count
            age_seconds = max(0, now_ms - since_ms) / 1000
            oldest_seconds[name] = max(oldest_seconds.get(name, 0.0), age_seconds)
        running: dict[str, int] = {}
        for model, count in connection.execute(_RUNNING):
            running[self._known(model)] = running.get(self._known(model), 0) + count
        due, due_at_ms = connection.execute(_CALLBACKS).one()
        balance, reserved, spent = map(int, connection.execute(_CREDITS).one())
        return _Reading(
            waiting=waiting,
            oldest_seconds=oldest_seconds,
            running=running,
            callbacks_due=due,
            callback_overdue_seconds=0.0 if due_at_ms is None else max(0, now_ms - due_at_ms) / 1000,
            credits={
                "granted": balance + reserved + spent,
                "balance": balance,
                "reserved": reserved,
                "charged": spent,
            },
        )

    def _known(self, model: str) -> str:
        return model if model in self._models else OTHER
