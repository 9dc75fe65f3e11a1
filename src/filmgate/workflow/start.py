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
from filmgate.tasks.progress import note_served, read_receipt
from filmgate.tasks.task import Task
from filmgate.workflow.job import build_job
from filmgate.workflow.patience import until_reached
from filmgate.workflow.studio import Studio

log = logging.getLogger(__name__)

_FULL_PAUSE_SECONDS = 5.0
_SLICE_SECONDS = 0.5


@dataclass(frozen=True)
class Started:
    """Work that an engine has."""

    route: Route
    receipt: Receipt


@dataclass(frozen=True)
class _Wait:
    """The route may be tried again after so many seconds; `full`: it is well, only full."""

    seconds: float
    full: bool


@dataclass
class Start:
    """One task's way to an engine.

    Attributes:
        fence: The attempt's fencing token.
        report: Shows that the task waits, and raises when it has ended.
        failed: The routes where the work certainly failed.
    """

    studio: Studio
    task: Task
    fence: int
    report: Report
    failed: list[Route]
    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    model: Model = field(init=False)
    last_word: EngineFailure | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.model = self.studio.catalog.find(self.task.model)

    def run(self) -> Started:
        """Start the work, or find out what became of an earlier start.

        Raises:
            EngineFailure: No engine takes it, or it is not known whether one did.
            Cancelled: The task has ended meanwhile.
        """
        served = self.task.served
        if served is not None and not any(_is_of(route, served) for route in self.failed):
            return self._take_up(served)
        give_up_at = self.now() + self.studio.settings.worker.start_patience_seconds
        while True:
            waits: list[_Wait] = []
            for route in self._routes():
                match self._try(route):
                    case Started() as started:
                        return started
                    case _Wait() as wait:
                        waits.append(wait)
            if not waits:
                raise self.last_word or self._nobody("takes this task")
            seconds = min(wait.seconds for wait in waits)
            if not any(wait.full for wait in waits) and self.now() + seconds > give_up_at:
                raise self.last_word or self._nobody("answers")
            self._rest(seconds)

    def _routes(self) -> list[Route]:
        """The routes that can do this task and have not failed it, in this task's order."""
        task = self.task
        assert task.prepared is not None
        wish = Wish(
            aspect_ratio=task.prepared["aspect_ratio"],
            duration_seconds=task.duration_seconds,
            image_count=task.image_count,
            has_negative_prompt=bool(task.negative_prompt),
        )
        fitting = in_order(self.model.routes_for(wish), task.id)
        return [route for route in fitting if route not in self.failed]

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
        callback_url = self.studio.callback_address(self.task.id)
        try:
            if not self._note(route, "starting", callback_url=callback_url):
                raise Cancelled
            receipt = route.engine.start(build_job(self.studio, self.task, route, self.fence, callback_url))
        except EngineUnavailable as away:
            return self._turned_away(route, away)
        except StartUnknown as unknown:
            breaker.failed()
            log.warning(
                "%s: it is not known whether %s began: %s", self.task.id, route.at.name, unknown.message
            )
            return self._ask(route, callback_url)
        except EngineFailure as failure:
            breaker.worked()
            gate.leave(self.task.id)
            self._write(None, None)
            if not failure.elsewhere:
                raise
            self.failed.append(route)
            self.last_word = failure
            return None
        breaker.worked()
        return self._started(route, receipt)

    def _turned_away(self, route: Route, away: EngineUnavailable) -> _Wait:
        log.warning("%s: %s has not begun: %s", self.task.id, route.at.name, away.message)
        self._write(None, None)
        route.at.gate.leave(self.task.id)
        if away.full:
            route.at.breaker.full(away.retry_after_seconds or _FULL_PAUSE_SECONDS)
        else:
            route.at.breaker.failed(away.retry_after_seconds)
            self.last_word = EngineFailure(FailureCode.SERVICE_UNAVAILABLE, away.message)
        return _Wait(max(away.retry_after_seconds or 0.0, 1.0), full=away.full)

    def _take_up(self, served: dict[str, Any]) -> Started:
        """Go on with what an earlier attempt did."""
        route = next((route for route in self.model.routes if _is_of(route, served)), None)
        if route is None:
            log.error(
                "%s: %s has the work, but is no engine of the model any more", self.task.id, served["engine"]
            )
            raise _unknown(served["engine"])
        route.at.gate.hold(self.task.id)
        database = self.studio.database
        receipt = until_reached(
            lambda: database.read_now(lambda connection: read_receipt(connection, self.task.id))
        )
        if receipt is None:
            return self._ask(route, served.get("callback_url", ""))
        return Started(route, receipt)

    def _ask(self, route: Route, callback_url: str) -> Started:
        """Find out whether the engine began, by asking it."""
        self._note(route, "unconfirmed", callback_url=callback_url)
        self.report(0.0, "asking whether it was started")
        try:
            receipt = route.engine.find(build_job(self.studio, self.task, route, self.fence, callback_url))
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
        # If the task has ended meanwhile this writes nothing; the engine hears of it when it is waited for.
        self._note(route, "started", receipt=receipt)
        return Started(route, receipt)

    def _note(
        self, route: Route, state: str, *, callback_url: str = "", receipt: Receipt | None = None
    ) -> bool:
        served = {"engine": route.at.name, "model": route.engine_model, "state": state}
        if callback_url:  # the order names it, so whoever asks for that order must name the same
            served["callback_url"] = callback_url
        return self._write(served, receipt)

    def _write(self, served: dict[str, Any] | None, receipt: Receipt | None) -> bool:
        return until_reached(
            lambda: self.studio.database.write_now(
                lambda connection: note_served(
                    connection, self.task.id, fence=self.fence, served=served, receipt=receipt
                )
            )
        )

    def _rest(self, seconds: float) -> None:
        until = self.now() + seconds
        while (left := until - self.now()) > 0:
            self.report(0.0, "waiting for a free engine")
            self.sleep(min(left, _SLICE_SECONDS))

    def _nobody(self, does: str) -> EngineFailure:
        return EngineFailure(FailureCode.SERVICE_UNAVAILABLE, f"No engine of {self.model.name} {does}")


def _is_of(route: Route, served: dict[str, Any]) -> bool:
    return (route.at.name, route.engine_model) == (served["engine"], served["model"])


def _unknown(engine: str) -> EngineFailure:
    return EngineFailure(
        FailureCode.SERVICE_ERROR,
        f"The connection to the engine {engine} broke while the film was being ordered, and it cannot be told whether"
        " it was; it was not ordered again",
    )


def start_task(studio: Studio, task: Task, fence: int, report: Report, failed: Sequence[Route]) -> Started:
    """Hand the work to one of the model's engines; see `Start.run`."""
    return Start(studio, task, fence, report, list(failed)).run()
