"""The pen of scene and puppet makers: collects shaded parts in nested coordinates; the stage then lays them down.

Collecting first lets the stage draw the same figure several times: its shadow, its rim of light, its reflection.
"""

from __future__ import annotations

from collections.abc import Sequence

from filmgate.engines.animatic.brush.canvas import Canvas
from filmgate.engines.animatic.brush.colour import Colour, faded, toned
from filmgate.engines.animatic.brush.matrix import IDENTITY, Matrix, join, place
from filmgate.engines.animatic.brush.paint import Gradient, Paint, around
from filmgate.engines.animatic.brush.path import (
    Path,
    Point,
    box,
    ellipse,
    limb,
    polygon,
    polyline,
    ribbon,
    smooth,
)
from filmgate.engines.animatic.stage.light import Light

Part = tuple[Path, Paint, Matrix, float]
"""Outline, filling, place, and the width of the line (0: filled; below 0: a glow, which throws no shadow)."""
Ink = Colour | str
"""Hex digits are lit by the scene's light; a colour is taken as it is."""

_UNIT = ellipse(0, 0, 1)


class Pen:
    """Draws into `parts`, in its own coordinates."""

    __slots__ = ("depth", "light", "m", "parts", "relief")

    def __init__(
        self,
        light: Light,
        m: Matrix = IDENTITY,
        depth: float = 1.0,
        relief: float = 1.0,
        parts: list[Part] | None = None,
    ) -> None:
        self.light, self.m, self.depth, self.relief = light, m, depth, relief
        self.parts: list[Part] = [] if parts is None else parts

    def at(
        self, x: float = 0, y: float = 0, angle: float = 0, size: float = 1, mirrored: bool = False
    ) -> Pen:
        """A pen of a limb or detail: its own origin, turned and sized."""
        return self.by(place(x, y, angle, size, mirrored))

    def by(self, m: Matrix) -> Pen:
        return Pen(self.light, join(self.m, m), self.depth, self.relief, self.parts)

    def readable(self) -> Pen:
        """The same place, not mirrored, for what has letters on it."""
        m = self.m
        return self.by((-1.0, 0.0, 0.0, 0.0, 1.0, 0.0)) if m[0] * m[4] - m[1] * m[3] < 0 else self

    def ink(self, colour: Ink) -> Colour:
        return self.light.lit(colour, self.depth) if isinstance(colour, str) else colour

    # -- shaded forms ---------------------------------------------------------------------------------------

    def fill(self, path: Path, colour: Ink | Gradient, relief: float | None = None) -> None:
        """Fill an outline; a plain colour gets lighter towards the light, `relief` times the usual."""
        if isinstance(colour, Gradient):
            self.parts.append((path, colour, self.m, 0.0))
            return
        ink = self.ink(colour)
        strength = self.relief if relief is None else relief
        self.parts.append((path, self._shaded(path, ink, strength) if strength else ink, self.m, 0.0))

    def box(self, x: float, y: float, width: float, height: float, colour: Ink, radius: float = 0.0) -> None:
        self.fill(box(x, y, width, height, radius), colour)

    def poly(self, points: Sequence[Point], colour: Ink) -> None:
        self.fill(polygon(points), colour)

    def blob(self, points: Sequence[Point], colour: Ink, tension: float = 1.0) -> None:
        """A soft outline through points."""
        self.fill(smooth(points, tension=tension), colour)

    def oval(self, x: float, y: float, rx: float, ry: float, colour: Ink) -> None:
        self.fill(ellipse(x, y, rx, ry), colour)

    def band(self, points: Sequence[Point], widths: Sequence[float], colour: Ink) -> None:
        """A soft band along points, with its half width at each."""
        self.fill(ribbon(points, widths), colour)

    def limb(self, x1: float, y1: float, r1: float, x2: float, y2: float, r2: float, colour: Ink) -> None:
        self.fill(limb(x1, y1, r1, x2, y2, r2), colour)

    # -- flat forms -----------------------------------------------------------------------------------------

    def flat(self, path: Path, colour: Ink) -> None:
        """Fill with one colour only."""
        self.parts.append((path, self.ink(colour), self.m, 0.0))

    def dot(self, x: float, y: float, r: float, colour: Ink, ry: float | None = None) -> None:
        """A plain ellipse, the cheapest shape."""
        m = join(self.m, (r, 0.0, x, 0.0, r if ry is None else ry, y))
        self.parts.append((_UNIT, self.ink(colour), m, 0.0))

    def line(self, path: Path, colour: Ink, width: float) -> None:
        self.parts.append((path, self.ink(colour), self.m, width))

    def string(self, x1: float, y1: float, x2: float, y2: float, colour: Ink, width: float) -> None:
        self.line(polyline([(x1, y1), (x2, y2)]), colour, width)

    def curve(self, points: Sequence[Point], colour: Ink, width: float) -> None:
        """A soft open line through points."""
        self.line(smooth(points, closed=False), colour, width)

    # -- light ----------------------------------------------------------------------------------------------

    def glow(self, x: float, y: float, r: float, colour: Ink, strength: float = 0.6) -> None:
        """Light that something gives off by itself."""
        shine = self.light.glowing(colour)
        soft = around(x, y, r, faded(shine, strength), faded(shine, strength * 0.32), faded(shine, 0))
        self.parts.append((ellipse(x, y, r), soft, self.m, -1.0))

    def shine(self, path: Path, colour: Ink) -> None:
        """Fill with a colour that the scene's light does not change."""
        self.parts.append((path, self.light.glowing(colour), self.m, 0.0))

    def veil(self, path: Path, paint: Paint) -> None:
        """A see-through film (haze, beams, glass) that throws no shadow."""
        self.parts.append((path, paint, self.m, -1.0))

    def _shaded(self, path: Path, ink: Colour, strength: float) -> Gradient:
        coordinates = path.coordinates
        xs, ys = coordinates[0::2], coordinates[1::2]
        left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
        m = self.m
        # Towards the light in the part's own coordinates: up and to the light's side, by the inverse rotation.
        size = (m[0] * m[0] + m[3] * m[3]) ** 0.5 or 1.0
        wx, wy = 0.55 * self.light.side, -0.83
        lx, ly = (m[0] * wx + m[3] * wy) / size, (m[1] * wx + m[4] * wy) / size
        cx, cy = (left + right) / 2, (top + bottom) / 2
        reach = (abs(lx) * (right - left) + abs(ly) * (bottom - top)) / 2 or 1.0
        return Gradient(
            (cx + lx * reach, cy + ly * reach, cx - lx * reach, cy - ly * reach), _tones(ink, strength)
        )


_TONES: dict[tuple[Colour, float], tuple[tuple[float, Colour], ...]] = {}


def _tones(ink: Colour, strength: float) -> tuple[tuple[float, Colour], ...]:
    key = (ink, strength)
    if key not in _TONES:
        high, low = toned(ink, 0.055 * strength, 1.0), toned(ink, -0.085 * strength, 1.08)
        _TONES[key] = ((0.0, high), (0.45, ink), (1.0, low))
    return _TONES[key]


def lay(canvas: Canvas, parts: list[Part], at: Matrix = IDENTITY) -> None:
    """Put parts on the canvas as they are."""
    canvas.shapes(parts, at)


def lay_silhouette(canvas: Canvas, parts: list[Part], colour: Colour, at: Matrix) -> None:
    """Put the outline of parts on the canvas in one opaque colour (glows left out)."""
    canvas.shapes([(path, colour, m, width) for path, _, m, width in parts if width >= 0], at)
