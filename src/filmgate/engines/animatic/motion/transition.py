"""From a picture to one that has nothing in common with it: a soft wave of light wipes over, both pictures moving."""

from __future__ import annotations

import cv2
import numpy as np

from filmgate.engines.animatic.brush.canvas import Pixels
from filmgate.engines.animatic.motion.ease import between, ease

_ZOOM = 1.14
_SOFT = 0.22
"""Width of the wave's edge, in widths of the picture."""


class Transition:
    """A push into the first picture, a wipe, a settling of the second."""

    def __init__(self, one: Pixels, other: Pixels, seed: int) -> None:
        self.one, self.other = one, other
        height, width = one.shape[:2]
        self.size = (width, height)
        angle = (0.35, -0.35, 2.79, 3.49)[seed % 4]
        x, y = np.meshgrid(np.linspace(-0.5, 0.5, width), np.linspace(-0.5, 0.5, height) * height / width)
        along = x * np.cos(angle) + y * np.sin(angle) + 0.03 * np.sin(y * 9 + 1.3)
        self.along = ((along - along.min()) / np.ptp(along)).astype(np.float32)

    def at(self, t: float) -> Pixels:
        """The frame at a share of the way: 0 is the one picture, 1 the other."""
        first = self._pushed(self.one, _ZOOM ** ease(t))
        second = self._pushed(self.other, _ZOOM ** (1 - ease(t)))
        front = between(0.22, 0.78, t) * (1 + 2 * _SOFT) - _SOFT
        weight = np.clip((front - self.along) / _SOFT + 0.5, 0, 1).astype(np.float32)
        weight = weight * weight * (3 - 2 * weight)
        mixed = cv2.blendLinear(first, second, 1 - weight, weight)
        edge = (weight * (1 - weight) * 60).astype(np.uint8)
        return np.asarray(cv2.add(mixed, cv2.merge([edge, edge, edge])), np.uint8)

    def _pushed(self, picture: Pixels, zoom: float) -> Pixels:
        if zoom <= 1.0:
            return picture
        x, y = self.size[0] / 2 * (1 - zoom), self.size[1] / 2 * (1 - zoom)
        camera = np.array([[zoom, 0, x], [0, zoom, y]], np.float64)
        return np.asarray(
            cv2.warpAffine(
                picture, camera, self.size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
            ),
            np.uint8,
        )
