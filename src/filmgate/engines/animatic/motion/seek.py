"""Things that move too far for optical flow: found by comparing pieces of the picture, then given to whom they suit.

Optical flow works from coarse to fine, so what is thin or small and moves farther than its own size gets lost. Pieces
of the picture that the flow does not explain are searched for in the other picture; the steps that pieces of both
pictures took, each the other way, are then tried on every pixel.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import cv2
import numpy as np

from filmgate.engines.animatic.brush.canvas import Pixels
from filmgate.engines.animatic.motion.cloud import Cloud
from filmgate.engines.animatic.motion.explain import Floats, best, pulled, unlike

Step = tuple[float, float]

_PIECE, _STRIDE, _PIECES_MOST = 24, 16, 90
"""Side of a piece and distance of two, in pixels; how many are searched for."""
_REACH = (0.2, 0.1)
"""How far is searched, in widths and heights of the picture."""
_UNEXPLAINED, _PIXELS_LEAST = 12.0, 20
"""Difference, in grey levels, from which a pixel counts as not explained, and how many of them make a piece."""
_ALIKE, _DISTINCT = 9.0, 10.0
"""Difference up to which a piece counts as found; and which it must have a few pixels away, or it is found anywhere."""
_STEPS_MOST, _SUPPORT_LEAST, _SAME = 24, 40, 1
"""How many steps are tried, how many pixels of each picture must have taken one; those so near are the same."""
_GAIN = 1.0
"""How much better, in grey levels, a step must explain a place than the flow does."""


def corrected(one: Pixels, other: Pixels, there: Floats, back: Floats) -> tuple[Floats, Floats]:
    """The flow both ways, with what moves far mended, and each way helped by what the other one found."""
    votes = _votes(one, other, there), _votes(other, one, back)
    steps = _agreed(*votes)
    there = best(one, other, [there, *(np.full_like(there, step) for step in steps)], _GAIN)
    back = best(other, one, [back, *(np.full_like(back, (-x, -y)) for x, y in steps)], _GAIN)
    return (
        best(one, other, [there, _turned(back, there)], _GAIN),
        best(other, one, [back, _turned(there, back)], _GAIN),
    )


def _turned(flow: Floats, otherwise: Floats) -> Floats:
    """The flow the other way that follows from a flow; where nothing follows, another one."""
    speed = np.hypot(flow[..., 0], flow[..., 1])  # what moves far is more often before than behind
    way, trust = Cloud(flow, np.ones_like(speed), speed).at(1.0)
    return np.where(trust[..., None] > 0, -way, otherwise).astype(np.float32)


def _votes(one: Pixels, other: Pixels, flow: Floats) -> dict[Step, int]:
    """Where the pieces that the flow does not explain went, and how many pixels say so."""
    unexplained = (unlike(one, pulled(other, flow)) > _UNEXPLAINED).astype(np.float32)
    grey, target = cv2.cvtColor(one, cv2.COLOR_RGB2GRAY), cv2.cvtColor(other, cv2.COLOR_RGB2GRAY)
    rows, columns = grey.shape
    wide, high = round(_REACH[0] * columns), round(_REACH[1] * rows)
    votes: dict[Step, int] = defaultdict(int)
    for count, y, x in _pieces(unexplained):
        mask = unexplained[y : y + _PIECE, x : x + _PIECE]
        top, left = max(0, y - high), max(0, x - wide)
        area = target[top : y + _PIECE + high, left : x + _PIECE + wide]
        error: Any = cv2.matchTemplate(area, grey[y : y + _PIECE, x : x + _PIECE], cv2.TM_SQDIFF, mask=mask)
        least, _, (at_x, at_y), _ = cv2.minMaxLoc(error)
        around = error[max(0, at_y - 4) : at_y + 5 : 4, max(0, at_x - 4) : at_x + 5 : 4]
        if least < count * _ALIKE**2 and float(np.median(around)) > count * _DISTINCT**2:
            votes[float(left + at_x - x), float(top + at_y - y)] += count
    return votes


def _pieces(unexplained: Floats) -> list[tuple[int, int, int]]:
    """The pieces with most unexplained pixels: how many, and where."""
    rows, columns = unexplained.shape
    sums = cv2.boxFilter(unexplained, -1, (_PIECE, _PIECE), anchor=(0, 0), normalize=False)
    pieces = [
        (round(float(sums[y, x])), y, x)
        for y in range(0, rows - _PIECE + 1, _STRIDE)
        for x in range(0, columns - _PIECE + 1, _STRIDE)
    ]
    return [piece for piece in sorted(pieces, reverse=True)[:_PIECES_MOST] if piece[0] >= _PIXELS_LEAST]


def _agreed(there: dict[Step, int], back: dict[Step, int]) -> list[Step]:
    """The steps that pieces of both pictures took, each the other way; the most frequent first."""

    def support(votes: dict[Step, int], x: float, y: float) -> int:
        return sum(count for (u, v), count in votes.items() if max(abs(u - x), abs(v - y)) <= _SAME)

    support_of = {(x, y): min(support(there, x, y), support(back, -x, -y)) for x, y in there}
    steps: list[Step] = []
    for x, y in sorted(support_of, key=lambda step: (-support_of[step], step)):
        apart = all(max(abs(u - x), abs(v - y)) > _SAME for u, v in steps)
        if support_of[x, y] >= _SUPPORT_LEAST and apart and len(steps) < _STEPS_MOST:
            steps.append((x, y))
    return steps
