"""What every puppet is to the stage, and the cycles that puppets share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import pi, sin
from typing import Protocol

from filmgate.engines.animatic.stage.pen import Pen

TAU = 2 * pi


@dataclass(frozen=True)
class Moment:
    """The state that a puppet is drawn in.

    Attributes:
        t: Seconds of its own time (slow motion and a personal offset are in it).
        action: What it does, in the lexicon's verbs.
        beat: Seconds from one beat of the music to the next; dancers and players keep to it.
        cycle: Steps, strokes or turns done so far; follows from the way that it has gone.
        aim: Where its action is aimed at, in its own coordinates (a key, a rope's end), if anywhere.
        prop: What it holds or plays, by noun.
        feeling: What its face shows; a key of `feelings`, or empty.
    """

    t: float
    action: str = "idle"
    beat: float = 0.5
    cycle: float = 0.0
    aim: tuple[float, float] | None = None
    prop: str | None = None
    feeling: str = ""


class Puppet(Protocol):
    """A figure that looks to the right and stands on the origin. A grown person is 170 units high."""

    height: float
    width: float
    stride: float
    """How far it comes in one cycle of its walk."""

    def draw(self, pen: Pen, moment: Moment) -> None:
        """Draw it as it is at this moment."""


def wave(t: float, period: float = 1.0, phase: float = 0.0) -> float:
    """-1 to 1 and back, softly."""
    return sin(TAU * (t / period + phase))


def lift(phase: float) -> float:
    """0 while a foot is on the ground, up to 1 in the air."""
    return max(0.0, sin(TAU * phase))


def bounce(t: float, period: float) -> float:
    """0 on the beat, 1 between beats."""
    return abs(sin(pi * t / period))


def touchdown(heights: Sequence[float]) -> float:
    """At which share of its cycle a foot meets the ground, from its heights over one cycle, evenly spaced."""
    highest, lowest = max(heights), min(heights)
    start = heights.index(highest)
    low = lowest + 0.15 * (highest - lowest)
    steps = next(k for k in range(len(heights)) if heights[(start + k) % len(heights)] <= low)
    return (start + steps) % len(heights) / len(heights)


def blink(t: float, offset: float) -> bool:
    """Now and then, shortly."""
    return (t * 1.0 + offset * 3.7) % 3.1 < 0.12
