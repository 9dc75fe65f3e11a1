"""Cuts: how one shot becomes the next, by the mood of the film."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from filmgate.engines.animatic.brush.canvas import Pixels
from filmgate.engines.animatic.motion.ease import ease
from filmgate.engines.animatic.stage.view import View

CUT_SECONDS = 0.5
_SOFT = 0.12
"""Width of a wipe's edge, in widths of the frame."""

Cut = Callable[[Pixels, Pixels, float], Pixels]
"""Mixes the frame before and the frame after at a share of the cut, 0 to 1."""


def cut_for(mood: str, view: View) -> Cut:
    """The cut that suits a mood."""
    if mood in {"happy", "energetic"}:
        return _Mask(_across(view))
    if mood in {"magic", "romantic"}:
        return _Mask(_outwards(view))
    return _through_dark if mood in {"tense", "sad", "epic"} else _dissolve


def _dissolve(before: Pixels, after: Pixels, share: float) -> Pixels:
    s = ease(share)
    return np.asarray(cv2.addWeighted(before, 1 - s, after, s, 0), np.uint8)


def _through_dark(before: Pixels, after: Pixels, share: float) -> Pixels:
    shown, light = (before, 1 - share * 2) if share < 0.5 else (after, share * 2 - 1)
    return np.asarray(cv2.convertScaleAbs(shown, alpha=0.06 + 0.94 * ease(light)), np.uint8)


class _Mask:
    """A soft edge that runs over a field of values from 0 to 1."""

    def __init__(self, field: np.typing.NDArray[np.float32]) -> None:
        self.field = field

    def __call__(self, before: Pixels, after: Pixels, share: float) -> Pixels:
        front = ease(share) * (1 + 2 * _SOFT) - _SOFT
        weight = np.clip((front - self.field) / _SOFT + 0.5, 0, 1).astype(np.float32)
        return np.asarray(cv2.blendLinear(before, after, 1 - weight, weight), np.uint8)


def _across(view: View) -> np.typing.NDArray[np.float32]:
    x, y = np.meshgrid(np.linspace(0, 1, view.width), np.linspace(0, 1, view.height))
    return np.asarray((x + 0.3 * y) / 1.3, np.float32)


def _outwards(view: View) -> np.typing.NDArray[np.float32]:
    x, y = np.meshgrid(
        np.linspace(-1, 1, view.width), np.linspace(-1, 1, view.height) * view.height / view.width
    )
    far = np.hypot(x, y)
    return np.asarray(far / far.max(), np.float32)
