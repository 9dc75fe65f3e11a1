"""Handing a task's work to an engine: which route, and never twice.

Before every start the task's row says where the work goes ("starting"), after it the receipt stands there. Whoever
takes the task up later reads from the row what became of the start: nothing was tried, it was started (the receipt), or
nobody knows. In the last case the engine is asked (`find`); the request is not repeated.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from filmgate.catalog.fit import Wish
from filmgate.catalog.model import Model, in_order
from filmgate.catalog.route import Route
from filmgate.engines.protocol import (
    Cancelled,
    EngineFailure,
    EngineUnavailable,
    FailureCode,
    Receipt,
    Report,
    StartUnknown,
)
from filmgate.tasks.progress import note_served
from filmgate.tasks.task import Task
from filmgate.workflow.job import build_job
from filmgate.workflow.studio import Studio

log = logging.getLogger(__name__)

_FULL_PAUSE_SECONDS = 5.0
_SLICE_SECONDS = 0.5

Started = dict[str, Any]
"""What the step remembers: `route` (its place among the model's routes) and the engine's `receipt`."""


@dataclass
class Start:
    """One task's way to an engine.

    Attributes:
        fence: The attempt's fencing token.
        report: Shows that the task waits, and raises when it has ended.
        failed: Places of the routes where the work certainly failed.
    """

    studio: Studio
    task: Task
    fence: int
    report: Report
    failed: list[int]
    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    last_word: EngineFailure | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.model: Model = self.studio.catalog.find(self.task.model)

    def run(self) -> Started:
        """Start the work, or find out what became of an earlier start.

        Raises:
            EngineFailure: No engine takes it, or it is not known whether one did.
            Cancelled: The task has ended meanwhile.
        """
        served = self.task.served
        if served is not None and served["route"] not in self.failed:
            return self._take_up(served)
        give_up_at = self.now() + self.studio.settings.worker.start_patience_seconds
        while True:
            waits: list[float] = []
            is_full = False
            for route in self._routes():
                outcome = self._try(route)
                match outcome:
                    case dict():
                        return outcome
                    case _Wait(seconds, full):
                        waits.append(seconds)
                        is_full = is_full or full
            if not waits:
                raise self.last_word or EngineFailure(
                    FailureCode.SERVICE_UNAVAILABLE, f"No engine of {self.model.name} takes this task"
                )
            if not is_full and self.now() + min(waits) > give_up_at:
                raise self.last_word or EngineFailure(
                    FailureCode.SERVICE_UNAVAILABLE, f"The engines of {self.model.name} do not answer"
                )
            self._rest(min(waits))

    def _routes(self) -> list[Route]:
        task = self.task
        assert task.prepared is not None
        wish = Wish(
            aspect_ratio=task.prepared["aspect_ratio"],
            duration_seconds=task.duration_seconds,
            image_count=task.image_count,
            has_negative_prompt=bool(task.negative_prompt),
        )
        fitting = in_order(self.model.routes_for(wish), task.id)
        return [route for route in fitting if self._place(route) not in self.failed]

    def _try(self, route: Route) -> Started | _Wait | None:
        """Start on this route; None if it refuses the task for good, which another route may not."""
        breaker, gate = route.at.breaker, route.at.gate
        wait = gate.enter(self.task.id)
        if wait > 0:
            return _Wait(wait, full=True)
        wait = breaker.enter()
        if wait > 0:
            gate.leave(self.task.id)
            return _Wait(wait, full=breaker.seconds_closed_off() == 0)
        try:
            if not self._note(route, {"state": "starting"}):
                raise Cancelled
            receipt = route.engine.start(build_job(self.studio, self.task, route))
        except EngineUnavailable as away:
            return self._turned_away(route, away)
        except StartUnknown as unknown:
            breaker.failed()
            log.warning("%s: it is not known whether %s began: %s", self.task.id, route.at.name, unknown)
            return self._ask(route)
        except EngineFailure as failure:
            breaker.worked()
            self._note_nothing()
            if not failure.elsewhere:
                raise
            gate.leave(self.task.id)
            self.failed.append(self._place(route))
            self.last_word = failure
            return None
        breaker.worked()
        return self._started(route, receipt)

    def _turned_away(self, route: Route, away: EngineUnavailable) -> _Wait:
        breaker = route.at.breaker
        log.warning("%s: %s has not begun: %s", self.task.id, route.at.name, away.message)
        route.at.gate.leave(self.task.id)
        if away.full:
            breaker.full(away.retry_after_seconds or _FULL_PAUSE_SECONDS)
        else:
            breaker.failed(away.retry_after_seconds)
            self.last_word = EngineFailure(FailureCode.SERVICE_UNAVAILABLE, away.message)
        self._note_nothing()
        return _Wait(max(away.retry_after_seconds or 0.0, 1.0), full=away.full)

    def _take_up(self, served: dict[str, Any]) -> Started:
        """Go on with what an earlier attempt did."""
        for route in self.model.routes:
            if (self._place(route), route.at.name) == (served["route"], served["engine"]):
                break
        else:
            log.error(
                "%s: %s may have begun but is no engine of the model now", self.task.id, served["engine"]
            )
            raise _unknown(served["engine"])
        route.at.gate.hold(self.task.id)
        if "receipt" in served:
            return {"route": self._place(route), "receipt": served["receipt"]}
        return self._ask(route)

    def _ask(self, route: Route) -> Started:
        """Find out whether the engine began, by asking it."""
        self._note(route, {"state": "unconfirmed"})
        self.report(0.0, "asking whether it was started")
        try:
            receipt = route.engine.find(build_job(self.studio, self.task, route))
        except (StartUnknown, EngineUnavailable) as unknown:
            log.error(
                "%s: given up, since nobody knows whether %s began (%s). It may charge for a film.",
                self.task.id,
                route.at.name,
                unknown.message,
            )
            raise _unknown(route.at.name) from unknown
        log.info("%s: %s had begun", self.task.id, route.at.name)
        return self._started(route, receipt)

    def _started(self, route: Route, receipt: Receipt) -> Started:
        # If the task has ended meanwhile, the engine still must hear of it: waiting for it will tell.
        self._note(route, {"state": "started", "receipt": receipt})
        return {"route": self._place(route), "receipt": receipt}

    def _note(self, route: Route, more: dict[str, Any]) -> bool:
        served = {"route": self._place(route), "engine": route.at.name, "model": route.engine_model, **more}
        return self._write(served)

    def _note_nothing(self) -> None:
        self._write(None)

    def _write(self, served: dict[str, Any] | None) -> bool:
        return self.studio.database.write_now(
            lambda connection: note_served(connection, self.task.id, fence=self.fence, served=served)
        )

    def _place(self, route: Route) -> int:
        return self.model.routes.index(route)

    def _rest(self, seconds: float) -> None:
        until = self.now() + seconds
        while (left := until - self.now()) > 0:
            self.report(0.0, "waiting for a free engine")
            self.sleep(min(left, _SLICE_SECONDS))


@dataclass(frozen=True)
class _Wait:
    """The route may be tried again after so many seconds; `full`: it is well, only full."""

    seconds: float
    full: bool


def _unknown(engine: str) -> EngineFailure:
    return EngineFailure(
        FailureCode.SERVICE_ERROR,
        f"The connection to the engine {engine} broke while the film was being ordered, and it cannot be told whether"
        " it was; it was not ordered again",
    )


def start_task(studio: Studio, task: Task, fence: int, report: Report, failed: Sequence[int]) -> Started:
    """Hand the work to one of the model's engines; see `Start.run`."""
    return Start(studio, task, fence, report, list(failed)).run()
