"""Outlines: sequences of moves, lines and cubic curves, and the shapes that everything is built from."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from math import cos, hypot, pi, sin

import numpy as np
from numpy.typing import NDArray

_CLOSE, _MOVE, _LINE, _CURVE = 0, 1, 2, 3
_ARC = 0.5522847498
"""Control-point distance of a quarter circle of radius 1."""

Point = tuple[float, float]


class Path:
    """An outline that grows by calls and is drawn as often as wanted."""

    __slots__ = ("coordinates", "verbs")

    def __init__(self) -> None:
        self.verbs = array("B")
        self.coordinates = array("f")

    def move(self, x: float, y: float) -> Path:
        self.verbs.append(_MOVE)
        self.coordinates.extend((x, y))
        return self

    def line(self, x: float, y: float) -> Path:
        self.verbs.append(_LINE)
        self.coordinates.extend((x, y))
        return self

    def curve(self, x1: float, y1: float, x2: float, y2: float, x: float, y: float) -> Path:
        self.verbs.append(_CURVE)
        self.coordinates.extend((x1, y1, x2, y2, x, y))
        return self

    def close(self) -> Path:
        self.verbs.append(_CLOSE)
        return self

    def add(self, other: Path, dx: float = 0.0, dy: float = 0.0, size: float = 1.0) -> Path:
        """Append another outline, moved and sized."""
        self.verbs += other.verbs
        moved = array("f", other.coordinates)
        for index in range(0, len(moved), 2):
            moved[index] = moved[index] * size + dx
            moved[index + 1] = moved[index + 1] * size + dy
        self.coordinates += moved
        return self

    def commands(self) -> tuple[int, int, int, int]:
        """Addresses and counts of verbs and points, valid while this path lives and is not changed."""
        return (*self.verbs.buffer_info(), self.coordinates.buffer_info()[0], len(self.coordinates) // 2)


def polygon(points: Iterable[Point]) -> Path:
    path = Path()
    for index, (x, y) in enumerate(points):
        (path.line if index else path.move)(x, y)
    return path.close()


def polyline(points: Iterable[Point]) -> Path:
    path = Path()
    for index, (x, y) in enumerate(points):
        (path.line if index else path.move)(x, y)
    return path


def smooth(points: Sequence[Point], closed: bool = True, tension: float = 1.0) -> Path:
    """A soft line through all points (Catmull-Rom)."""
    count = len(points)
    path = Path().move(*points[0])
    k = tension / 6.0
    for i in range(count if closed else count - 1):
        if closed:
            p0, p1, p2, p3 = points[i - 1], points[i], points[(i + 1) % count], points[(i + 2) % count]
        else:
            p0, p1 = points[max(i - 1, 0)], points[i]
            p2, p3 = points[i + 1], points[min(i + 2, count - 1)]
        path.curve(
            p1[0] + (p2[0] - p0[0]) * k,
            p1[1] + (p2[1] - p0[1]) * k,
            p2[0] - (p3[0] - p1[0]) * k,
            p2[1] - (p3[1] - p1[1]) * k,
            p2[0],
            p2[1],
        )
    return path.close() if closed else path


def ellipse(x: float, y: float, rx: float, ry: float | None = None) -> Path:
    ry = rx if ry is None else ry
    u, v = rx * _ARC, ry * _ARC
    return (
        Path()
        .move(x + rx, y)
        .curve(x + rx, y + v, x + u, y + ry, x, y + ry)
        .curve(x - u, y + ry, x - rx, y + v, x - rx, y)
        .curve(x - rx, y - v, x - u, y - ry, x, y - ry)
        .curve(x + u, y - ry, x + rx, y - v, x + rx, y)
        .close()
    )


def many(outline: Path, at: NDArray[np.floating], sizes: NDArray[np.floating]) -> Path:
    """One outline many times in one path: at points, shape (n, 2), in sizes along x and y, shape (n, 2) or (n, 1)."""
    one = np.frombuffer(outline.coordinates, np.float32).reshape(-1, 2)
    path = Path()
    path.verbs = outline.verbs * len(at)
    path.coordinates = array("f", (at[:, None] + one * sizes[:, None]).astype(np.float32).tobytes())
    return path


def box(x: float, y: float, width: float, height: float, radius: float = 0.0) -> Path:
    """A rectangle from its upper left corner, with rounded corners if wanted."""
    r = min(radius, abs(width) / 2, abs(height) / 2)
    right, bottom = x + width, y + height
    if r <= 0:
        return polygon([(x, y), (right, y), (right, bottom), (x, bottom)])
    k = r * (1 - _ARC)
    return (
        Path()
        .move(x + r, y)
        .line(right - r, y)
        .curve(right - k, y, right, y + k, right, y + r)
        .line(right, bottom - r)
        .curve(right, bottom - k, right - k, bottom, right - r, bottom)
        .line(x + r, bottom)
        .curve(x + k, bottom, x, bottom - k, x, bottom - r)
        .line(x, y + r)
        .curve(x, y + k, x + k, y, x + r, y)
        .close()
    )


def limb(x1: float, y1: float, r1: float, x2: float, y2: float, r2: float) -> Path:
    """A tapered capsule between two round ends: the stuff of arms, legs, trunks and tails."""
    dx, dy = x2 - x1, y2 - y1
    length = hypot(dx, dy)
    if length < 1e-6:
        return ellipse(x1, y1, max(r1, r2))
    ux, uy = dx / length, dy / length
    nx, ny = -uy, ux
    k = 4.0 / 3.0
    return (
        Path()
        .move(x1 + nx * r1, y1 + ny * r1)
        .curve(
            x1 + nx * r1 - ux * r1 * k,
            y1 + ny * r1 - uy * r1 * k,
            x1 - nx * r1 - ux * r1 * k,
            y1 - ny * r1 - uy * r1 * k,
            x1 - nx * r1,
            y1 - ny * r1,
        )
        .line(x2 - nx * r2, y2 - ny * r2)
        .curve(
            x2 - nx * r2 + ux * r2 * k,
            y2 - ny * r2 + uy * r2 * k,
            x2 + nx * r2 + ux * r2 * k,
            y2 + ny * r2 + uy * r2 * k,
            x2 + nx * r2,
            y2 + ny * r2,
        )
        .close()
    )


def ribbon(points: Sequence[Point], widths: Sequence[float]) -> Path:
    """A soft band along a line, as wide at each point as said (half widths): tails, necks, scarves, smoke."""
    left: list[Point] = []
    right: list[Point] = []
    last = len(points) - 1
    for i, ((x, y), w) in enumerate(zip(points, widths, strict=True)):
        (xa, ya), (xb, yb) = points[max(i - 1, 0)], points[min(i + 1, last)]
        length = hypot(xb - xa, yb - ya) or 1.0
        nx, ny = -(yb - ya) / length, (xb - xa) / length
        left.append((x + nx * w, y + ny * w))
        right.append((x - nx * w, y - ny * w))
    return smooth(left + right[::-1])


def star(x: float, y: float, outer: float, inner: float, points: int, angle: float = -pi / 2) -> Path:
    corners = []
    for i in range(points * 2):
        r = inner if i % 2 else outer
        a = angle + i * pi / points
        corners.append((x + cos(a) * r, y + sin(a) * r))
    return polygon(corners)


def arc_band(
    x: float, y: float, inner: float, outer: float, start: float, end: float, steps: int = 24
) -> Path:
    """A piece of a ring between two angles."""
    angles = [start + (end - start) * i / steps for i in range(steps + 1)]
    outside = [(x + cos(a) * outer, y + sin(a) * outer) for a in angles]
    inside = [(x + cos(a) * inner, y + sin(a) * inner) for a in reversed(angles)]
    return polygon(outside + inside)
