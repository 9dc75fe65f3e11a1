"""How things get from 0 to 1."""

from __future__ import annotations

from math import cos, pi


def ease(t: float) -> float:
    """Starts and ends at rest."""
    t = min(1.0, max(0.0, t))
    return 0.5 - 0.5 * cos(pi * t)


def between(start: float, end: float, t: float) -> float:
    """0 before `start`, 1 after `end`, eased in the middle."""
    return ease((t - start) / (end - start)) if end > start else float(t >= start)
