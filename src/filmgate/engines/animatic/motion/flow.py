"""Optical flow both ways between two pictures, with all that is needed to draw the pictures in between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from filmgate.engines.animatic.brush.canvas import Pixels
from filmgate.engines.animatic.motion.explain import Floats, best
from filmgate.engines.animatic.motion.seek import corrected
from filmgate.engines.animatic.motion.sight import continued, reached, sure

_LONG_SIDE = 640
"""Flow is measured on pictures of at most this many pixels."""
_FAR = 4.0
"""From what distance a mended flow counts as another one, in pixels."""


@dataclass(frozen=True)
class Flow:
    """From one picture to another, in pixels of the small pictures that it was measured on.

    `way`: shape (rows, columns, 2). `seen`: 0 to 1, how far the other picture shows a point too. `rank`: which of
    two points that meet on the way is in front, the higher.
    """

    way: Floats
    seen: Floats
    rank: Floats
    likeness: float
    """Share of the picture that is found again in the other one, 0 to 1."""


def measure(one: Pixels, other: Pixels) -> tuple[Flow, Flow]:
    """The flow between two pictures of the same size, there and back."""
    height, width = one.shape[:2]
    share = min(1.0, _LONG_SIDE / max(width, height))
    size = (max(32, round(width * share)), max(32, round(height * share)))
    first, second = (
        np.asarray(cv2.resize(p, size, interpolation=cv2.INTER_AREA), np.uint8) for p in (one, other)
    )
    grey = cv2.cvtColor(first, cv2.COLOR_RGB2GRAY), cv2.cvtColor(second, cv2.COLOR_RGB2GRAY)
    dis = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    rough_there = np.asarray(dis.calc(grey[0], grey[1], None), np.float32)  # type: ignore[call-overload]
    rough_back = np.asarray(dis.calc(grey[1], grey[0], None), np.float32)  # type: ignore[call-overload]
    there, back = corrected(first, second, rough_there, rough_back)
    there, back = _settled(first, second, grey, there), _settled(second, first, grey[::-1], back)
    sure_there, sure_back = sure(there, back, *grey), sure(back, there, *grey[::-1])
    seen_there, seen_back = reached(back, sure_there), reached(there, sure_back)
    return (
        _complete(first, there, rough_there, sure_there, seen_there),
        _complete(second, back, rough_back, sure_back, seen_back),
    )


def _settled(one: Pixels, other: Pixels, grey: tuple[Any, Any], flow: Floats) -> Floats:
    """Once more from where the flow is now, looking only near; then to fractions of a pixel."""
    dis = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    dis.setCoarsestScale(2)
    dis.setFinestScale(0)
    near = np.asarray(dis.calc(grey[0], grey[1], flow.copy()), np.float32)
    chosen = best(one, other, [flow, near], 1.0)
    return np.asarray(cv2.VariationalRefinement.create().calc(grey[0], grey[1], chosen), np.float32)


def _complete(picture: Pixels, way: Floats, rough: Floats, certain: Floats, seen: Floats) -> Flow:
    """Continue the flow where it is unknown (behind something, or tried in vain), and rank the points.

    What moves otherwise than most of the picture does is a thing before the ground.
    """
    in_vain = (np.abs(way - rough).max(axis=2) > _FAR) & (certain < 0.2)
    way = continued(picture, way, certain * seen, (seen < 0.5) | in_vain)
    most = np.median(way[::4, ::4].reshape(-1, 2), axis=0)
    apart = np.hypot(way[..., 0] - most[0], way[..., 1] - most[1])
    rank = seen * (0.05 + certain) * (1 + apart)
    return Flow(way, seen, np.asarray(rank, np.float32), float(certain.mean()))


def difference(one: Pixels, other: Pixels) -> float:
    """Mean difference of two pictures, in grey levels, as seen from some way off."""
    size = (160, max(1, round(160 * one.shape[0] / one.shape[1])))
    small = [cv2.resize(p, size, interpolation=cv2.INTER_AREA).astype(np.float32) for p in (one, other)]
    return float(np.abs(small[0] - small[1]).mean())
