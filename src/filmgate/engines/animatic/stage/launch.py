"""A rocket's start: when it lights, how it climbs, and the cloud that it leaves."""

from __future__ import annotations

from math import sin

from filmgate.engines.animatic.brush.colour import faded, mixed
from filmgate.engines.animatic.brush.paint import around
from filmgate.engines.animatic.brush.path import ellipse
from filmgate.engines.animatic.stage.pen import Pen

_PUFFS = 40
_GONE = 640.0
"""Puppet units above the ground at which nothing of it is left in the frame."""


def ignition(seconds: float) -> float:
    """When the engines light, in a shot of this length."""
    return min(1.1, seconds * 0.18)


def risen(t: float, seconds: float) -> float:
    """How high it has come, in puppet units; at the end of the shot it is gone."""
    climb = max(0.3, seconds * 0.92 - ignition(seconds))
    return float(_GONE * (max(0.0, t - ignition(seconds)) / climb) ** 2.4)


def exhaust(pen: Pen, x: float, y: float, size: float, since: float, before: bool) -> None:
    """The cloud around the pad, `since` seconds after the engines have begun to smoke.

    Most of it rises behind the rocket; `before` it only a low bank rolls, so that the hull stays in sight.
    """
    bright = mixed(pen.light.lit("fffaf2", 0.95), (255, 222, 178, 255), 0.34)
    low = mixed(bright, pen.light.shade, 0.26)
    hot = mixed(bright, (255, 196, 110, 255), 0.5)
    for i in range(_PUFFS):
        near = i % 4 == 0
        s = min(1.0, max(0.0, since * 0.42 - (i % 10) * 0.045))
        if near != before or s <= 0:
            continue
        eased = 1 - (1 - s) ** 2
        side = 1 if i % 2 == (i // 4) % 2 else -1
        reach = (30 + (i * 67) % 430) * eased * (1 + 0.05 * since)
        if near:
            reach = (86 + (i * 67) % 380) * eased
        r = (34 + (i * 37) % 52) * (0.35 + 0.9 * eased) * size * (0.5 if near else 0.94)
        cx = x + side * reach * size
        cy = y - r * 0.55 - (0 if near else (i % 4) * 13 * eased * size) + 4 * sin(since * 1.4 + i)
        warm = max(0.0, 1 - reach / 190)
        top = mixed(bright, hot, warm)
        puff = around(
            cx - r * 0.2,
            cy - r * 0.35,
            r * 1.25,
            faded(top, 0.95),
            faded(mixed(top, low, 0.5), 0.85),
            faded(low, 0.0),
        )
        pen.veil(ellipse(cx, cy, r * 1.2, r), puff)
