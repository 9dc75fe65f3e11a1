"""Following a film, with a clock and a sleep of the test's own."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from filmgate.engines.protocol import Cancelled, EngineFailure, FailureCode, Superseded
from filmgate.engines.remote.follow import Done, NoAnswer, Running, follow
from filmgate.engines.remote.options import RemoteOptions
from filmgate.engines.remote.upstream import Upstream
from filmgate.net.errors import TimedOut

UP = Upstream(
    "gpu", "http://127.0.0.1:1", RemoteOptions(poll_seconds=2, poll_max_seconds=8, lost_after_seconds=60)
)


class Watch:
    """Acts out a list of answers, and keeps what happened when."""

    def __init__(self, *answers: object) -> None:
        self.answers = list(answers)
        self.now = 0.0
        self.looked: list[float] = []
        self.reported: list[tuple[float, str]] = []
        self.stops = 0
        self.called_at = math.inf
        self.at_report: Callable[[], None] = lambda: None

    def look(self) -> Running | Done[str]:
        self.looked.append(self.now)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        assert isinstance(answer, Running | Done)
        return answer

    def report(self, percent: float, stage: str) -> bool:
        self.reported.append((percent, stage))
        self.at_report()
        return self.now >= self.called_at

    def stop(self) -> None:
        self.stops += 1

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    def follow(self, longest_pause_seconds: float | None = None) -> str:
        return follow(
            UP,
            self.look,
            self.report,
            self.stop,
            longest_pause_seconds=longest_pause_seconds,
            now=lambda: self.now,
            sleep=self.sleep,
        )

    @property
    def pauses(self) -> list[float]:
        return [
            round(later - earlier, 3) for earlier, later in zip(self.looked, self.looked[1:], strict=False)
        ]


def test_pauses_grow_to_a_limit() -> None:
    watch = Watch(*[Running()] * 7, Done("film"))
    assert watch.follow() == "film"
    assert watch.pauses == [2, 3, 4.5, 6.75, 8, 8, 8]


def test_a_server_that_will_call_is_asked_more_seldom() -> None:
    watch = Watch(*[Running()] * 8, Done("film"))
    watch.follow(longest_pause_seconds=30)
    assert watch.pauses == [2, 3, 4.5, 6.75, 10.125, 15.188, 22.781, 30]


def test_it_is_asked_at_once_when_it_has_called_and_then_often_again() -> None:
    watch = Watch(*[Running()] * 9, Done("film"))
    watch.called_at = 20
    watch.follow(longest_pause_seconds=30)
    assert watch.looked == [0, 2, 5, 9.5, 16.25, 20.25, 22.25, 25.25, 29.75, 36.5]


def test_progress_never_falls_and_ends_below_a_hundred() -> None:
    watch = Watch(Running(40), Running(None), Running(20), Running(250), Done("film"))
    watch.follow()
    percents = [percent for percent, _ in watch.reported]
    assert percents == sorted(percents)
    assert percents[-1] == 99


def test_it_reports_at_least_twice_a_second() -> None:
    watch = Watch(Running(), Running(), Done("film"))
    watch.follow()
    assert len(watch.reported) >= watch.now / 0.5


def test_trouble_is_borne_as_long_as_there_are_answers_between() -> None:
    trouble = [NoAnswer("status 500"), TimedOut("x"), Running(5)]
    assert Watch(*trouble * 30, Done("film")).follow() == "film"


def test_a_server_that_says_nothing_sensible_is_given_up() -> None:
    watch = Watch(Running(5), TimedOut("x"))
    with pytest.raises(EngineFailure) as told:
        watch.follow()
    assert (told.value.code, told.value.elsewhere) == (FailureCode.SERVICE_UNAVAILABLE, False)
    assert 60 < watch.now < 75


def test_a_film_that_the_server_does_not_know_is_given_up_sooner() -> None:
    watch = Watch(Running(5), NoAnswer("status 404", gone=True))
    with pytest.raises(EngineFailure) as told:
        watch.follow()
    assert (told.value.code, len(watch.looked)) == (FailureCode.SERVICE_ERROR, 6)


def test_retry_after_is_kept() -> None:
    watch = Watch(NoAnswer("status 429", retry_after_seconds=12), Done("film"))
    watch.follow()
    assert watch.looked == [0, 12]


@pytest.mark.parametrize(
    ("end", "stops"),
    [
        (Cancelled(), 1),
        (Superseded(), 0),
        (EngineFailure(FailureCode.GENERATION_TIMEOUT, "too long"), 1),
        (KeyboardInterrupt(), 1),
    ],
)
def test_the_server_is_told_to_stop_unless_another_worker_has_the_film(
    end: BaseException, stops: int
) -> None:
    def give_up() -> None:
        raise end

    watch = Watch(Running(5))
    watch.at_report = give_up
    with pytest.raises(type(end)):
        watch.follow()
    assert watch.stops == stops


def test_a_stop_that_fails_does_not_hide_why() -> None:
    def give_up() -> None:
        raise Cancelled

    watch = Watch(Running(5))
    watch.at_report = give_up
    watch.stop = lambda: (_ for _ in ()).throw(NoAnswer("status 500"))  # type: ignore[method-assign]
    with pytest.raises(Cancelled):
        watch.follow()
