"""What a shape is filled with: one colour, or colours along a line or out of a centre."""

from __future__ import annotations

from collections.abc import Sequence
from ctypes import Array
from functools import lru_cache

from filmgate.engines.animatic.brush import thorvg
from filmgate.engines.animatic.brush.colour import Colour


class Gradient:
    """Colours at places between 0 and 1, in the coordinates of the shape that they fill."""

    __slots__ = ("_count", "_place", "_stops", "first")

    def __init__(self, place: tuple[float, ...], stops: Sequence[tuple[float, Colour]]) -> None:
        self._place = place
        self._stops, self._count = _stops(tuple(stops)), len(stops)
        self.first: Colour = stops[0][1]

    def handle(self) -> int:
        """A fresh gradient of the library's, owned by the shape that it is given to."""
        if len(self._place) == 4:
            gradient = thorvg.linear_new()
            thorvg.linear_set(gradient, *self._place)
        else:
            gradient = thorvg.radial_new()
            thorvg.radial_set(gradient, *self._place)
        thorvg.gradient_stops(gradient, self._stops, self._count)
        return int(gradient)


@lru_cache(4096)
def _stops(stops: tuple[tuple[float, Colour], ...]) -> Array[thorvg.Stop]:
    return (thorvg.Stop * len(stops))(*[thorvg.Stop(at, *colour) for at, colour in stops])


Paint = Colour | Gradient


def along(x1: float, y1: float, x2: float, y2: float, *colours: Colour) -> Gradient:
    """Evenly spaced colours along a line."""
    last = max(1, len(colours) - 1)
    return Gradient((x1, y1, x2, y2), [(i / last, colour) for i, colour in enumerate(colours)])


def down(top: float, bottom: float, *colours: Colour) -> Gradient:
    """Evenly spaced colours from top to bottom."""
    return along(0, top, 0, bottom, *colours)


def around(x: float, y: float, radius: float, *colours: Colour) -> Gradient:
    """Evenly spaced colours from a centre outwards."""
    last = max(1, len(colours) - 1)
    return Gradient((x, y, radius, x, y, 0.0), [(i / last, colour) for i, colour in enumerate(colours)])
