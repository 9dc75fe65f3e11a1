"""Affine maps of the plane as six numbers: x' = a·x + b·y + c, y' = d·x + e·y + f."""

from __future__ import annotations

from math import cos, sin

Matrix = tuple[float, float, float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)


def shift(x: float, y: float) -> Matrix:
    return (1.0, 0.0, x, 0.0, 1.0, y)


def scale(x: float, y: float | None = None) -> Matrix:
    return (x, 0.0, 0.0, 0.0, x if y is None else y, 0.0)


def turn(angle: float) -> Matrix:
    """Rotation in radians; the y axis points down, so positive is clockwise."""
    c, s = cos(angle), sin(angle)
    return (c, -s, 0.0, s, c, 0.0)


def join(*maps: Matrix) -> Matrix:
    """The map that applies the last one first."""
    a, b, c, d, e, f = maps[0]
    for g, h, i, j, k, m in maps[1:]:
        a, b, c, d, e, f = (
            a * g + b * j,
            a * h + b * k,
            a * i + b * m + c,
            d * g + e * j,
            d * h + e * k,
            d * i + e * m + f,
        )
    return (a, b, c, d, e, f)


def place(x: float, y: float, angle: float = 0.0, size: float = 1.0, mirrored: bool = False) -> Matrix:
    """Mirror, size and turn around the origin, then move there."""
    c, s = cos(angle) * size, sin(angle) * size
    return (-c, -s, x, -s, c, y) if mirrored else (c, -s, x, s, c, y)


def inverse(m: Matrix) -> Matrix:
    a, b, c, d, e, f = m
    det = a * e - b * d
    return (e / det, -b / det, (b * f - c * e) / det, -d / det, a / det, (c * d - a * f) / det)


def point(m: Matrix, x: float, y: float) -> tuple[float, float]:
    return (m[0] * x + m[1] * y + m[2], m[3] * x + m[4] * y + m[5])


def magnification(m: Matrix) -> float:
    """How much longer lengths become, in the mean."""
    return float(abs(m[0] * m[4] - m[1] * m[3]) ** 0.5)
