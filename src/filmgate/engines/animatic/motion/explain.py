"""How well a flow explains a picture by another one, and which of several flows does so best, place by place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from filmgate.engines.animatic.brush.canvas import Pixels

Floats = NDArray[np.float32]
_WINDOW = (7, 7)
_WORST = 60.0
"""Differences above this count no more: what is wrong is wrong."""


def pulled(picture: Pixels, flow: Floats) -> Pixels:
    """For each pixel, what the picture shows where the flow leads."""
    rows, columns = flow.shape[:2]
    grid = np.stack(np.meshgrid(np.arange(columns), np.arange(rows)), axis=-1)
    at: Any = flow + grid.astype(np.float32)
    return np.asarray(
        cv2.remap(picture, at, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE),  # type: ignore[call-overload]
        np.uint8,
    )


def unlike(one: Pixels, other: Pixels) -> Floats:
    """Difference of two pictures, in grey levels, the largest of the three colours."""
    red, green, blue = cv2.split(cv2.absdiff(one, other))
    return cv2.max(cv2.max(red, green), blue).astype(np.float32)


def best(one: Pixels, other: Pixels, flows: Iterable[Floats], gain: float) -> Floats:
    """The first of some flows, and a later one where it explains the surroundings of a pixel better by `gain`."""
    least: Any = np.full(one.shape[:2], np.inf, np.float32)
    found: Floats = np.zeros((*one.shape[:2], 2), np.float32)
    for flow in flows:
        error = cv2.blur(np.minimum(unlike(one, pulled(other, flow)), _WORST), _WINDOW)
        better = error < least - gain
        least[better], found[better] = error[better], flow[better]
    # Single pixels that differ from all around them are chance.
    return np.asarray(cv2.merge([cv2.medianBlur(channel, 5) for channel in cv2.split(found)]), np.float32)
