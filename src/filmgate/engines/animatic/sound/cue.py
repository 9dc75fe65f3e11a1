"""Cues: what is to be heard of what is seen, and when. The stage writes them, the sound reads them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Cue:
    """One sound of a performer.

    Attributes:
        kind: Such as `step`, `engine`, `wing` or the noun of an instrument.
        start, seconds: When, from the beginning of the film, and how long.
        rate: Events a second, where the sound is made of events.
        moments: When each of them is, in seconds from the start, where that is known; else they are evenly spaced.
        pan: -1 left to 1 right.
        path: Where it goes: places like `pan`, evenly spaced from its start to its end. Empty: it stays.
        level: Times the usual loudness.
        ground: What is under the feet: `ground`, `snow`, `floor` …
    """

    kind: str
    start: float
    seconds: float
    rate: float = 1.0
    pan: float = 0.0
    level: float = 1.0
    ground: str = "ground"
    path: tuple[float, ...] = ()
    moments: tuple[float, ...] = ()

    def pan_at(self, since: float) -> float:
        """Where it is to be heard, `since` seconds after the start."""
        if len(self.path) < 2:
            return self.pan
        place = min(1.0, max(0.0, since / self.seconds)) * (len(self.path) - 1)
        before = min(int(place), len(self.path) - 2)
        share = place - before
        return self.path[before] * (1 - share) + self.path[before + 1] * share


@dataclass(frozen=True)
class Bed:
    """The surroundings during one shot."""

    place: str
    time: str
    weather: tuple[str, ...]
    start: float
    seconds: float
    flashes: tuple[float, ...] = ()
    """Seconds from the shot's beginning when lightning strikes."""
