"""The circuit breaker and the gate, with a clock that the test turns."""

from __future__ import annotations

from filmgate.engines.breaker import FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS, Breaker
from filmgate.engines.gate import Gate


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def opened(clock: Clock) -> Breaker:
    breaker = Breaker(clock)
    for _ in range(3):
        assert breaker.enter() == 0
        breaker.failed()
    return breaker


def test_it_opens_after_three_failures_in_a_row() -> None:
    breaker = Breaker(Clock())
    breaker.failed()
    breaker.failed()
    breaker.worked()
    breaker.failed()
    breaker.failed()
    assert breaker.seconds_closed_off() == 0
    breaker.failed()
    assert breaker.seconds_closed_off() == FIRST_PAUSE_SECONDS


def test_one_task_probes_it_and_its_success_closes_it() -> None:
    clock = Clock()
    breaker = opened(clock)
    clock.now += FIRST_PAUSE_SECONDS
    assert breaker.enter() == 0
    assert breaker.enter() > 0, "a second task must wait for the probe"
    breaker.worked()
    assert breaker.enter() == breaker.enter() == 0


def test_each_failed_probe_doubles_the_pause_up_to_a_limit() -> None:
    clock = Clock()
    breaker = opened(clock)
    pauses = []
    for _ in range(8):
        clock.now += breaker.seconds_closed_off()
        assert breaker.enter() == 0
        breaker.failed()
        pauses.append(breaker.seconds_closed_off())
    assert pauses == [20, 40, 80, 160, 300, 300, 300, 300]
    assert LONGEST_PAUSE_SECONDS == 300


def test_a_probe_that_never_comes_back_does_not_close_the_engine_for_ever() -> None:
    clock = Clock()
    breaker = opened(clock)
    clock.now += FIRST_PAUSE_SECONDS
    assert breaker.enter() == 0
    clock.now += FIRST_PAUSE_SECONDS
    assert breaker.enter() == 0


def test_retry_after_closes_it_at_once() -> None:
    breaker = Breaker(Clock())
    breaker.failed(30)
    assert breaker.seconds_closed_off() == 30


def test_a_full_engine_is_paused_but_not_down() -> None:
    clock = Clock()
    breaker = Breaker(clock)
    breaker.full(7)
    assert (breaker.enter(), breaker.seconds_closed_off()) == (7, 0)
    clock.now += 7
    assert breaker.enter() == 0


def test_the_gate_counts_those_inside() -> None:
    gate = Gate(at_once=2)
    assert gate.enter("a") == gate.enter("b") == gate.enter("a") == 0
    assert gate.enter("c") > 0
    gate.leave("a")
    gate.leave("never came")
    assert gate.enter("c") == 0
    gate.hold("d")
    assert gate.enter("e") > 0


def test_the_gate_counts_starts_in_a_minute() -> None:
    clock = Clock()
    gate = Gate(starts_per_minute=2, now=clock)
    assert gate.enter("a") == 0
    clock.now += 20
    assert gate.enter("b") == 0
    gate.leave("a")
    assert gate.enter("c") == 40
    clock.now += 40
    assert gate.enter("c") == 0
