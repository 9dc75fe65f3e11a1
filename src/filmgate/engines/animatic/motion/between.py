"""The pictures between two that are alike: both are moved along the flow to the moment asked for, and joined there.

Where both show a thing the two are mixed; where only one shows it, it comes from that one; where neither is to be
trusted, they cross-fade.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from filmgate.engines.animatic.brush.canvas import Pixels
from filmgate.engines.animatic.motion.cloud import UNSEEN, Cloud
from filmgate.engines.animatic.motion.explain import Floats
from filmgate.engines.animatic.motion.flow import Flow, difference


class Between:
    """Built of two pictures and the flow there and back."""

    def __init__(self, one: Pixels, other: Pixels, there: Flow, back: Flow) -> None:
        self.one, self.other = one, other
        self.likeness = (there.likeness + back.likeness) / 2
        self.there = Cloud(there.way, there.seen, there.rank)
        self.back = Cloud(back.way, back.seen, back.rank)
        height, width = one.shape[:2]
        self.size = (width, height)
        self.stretch = np.array([width / self.there.columns, height / self.there.rows], np.float32)
        columns, rows = np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32)
        self.grid = np.ascontiguousarray(np.stack(np.meshgrid(columns, rows), axis=-1))
        self.helper = ThreadPoolExecutor(1, "between")  # one thread a picture

    def at(self, t: float) -> Pixels:
        """The picture at a share of the way."""
        from_one, from_other, trust_one, trust_other = self._moved(t)
        a, b = (1 - t) * trust_one, t * trust_other  # near each end that end decides
        weight = cv2.resize(b / (a + b), self.size, interpolation=cv2.INTER_LINEAR)
        return np.asarray(cv2.blendLinear(from_one, from_other, 1 - weight, weight), np.uint8)

    def unlikeness(self) -> float:
        """How much the two pictures differ half way, in grey levels, and how much of them is not found at all."""
        from_one, from_other, _, _ = self._moved(0.5)
        return difference(from_one, from_other) + 4.0 * (1 - self.likeness)

    def _moved(self, t: float) -> tuple[Pixels, Pixels, Floats, Floats]:
        """Both pictures as they are after a share of the way, and how far each is to be trusted."""
        coming = self.helper.submit(self.back.at, 1 - t)
        way_one, trust_one = self.there.at(t)
        way_back, trust_other = coming.result()
        way_other = np.negative(way_back)
        empty_one, empty_other = trust_one == 0, trust_other == 0
        cv2.copyTo(way_other, empty_one.view(np.uint8), way_one)
        cv2.copyTo(way_one, empty_other.view(np.uint8), way_other)
        neither = empty_one & empty_other
        if neither.any():
            filling = _around(way_one, neither)
            for way, trust in ((way_one, trust_one), (way_other, trust_other)):
                cv2.copyTo(filling, neither.view(np.uint8), way)
                trust[neither] = UNSEEN
        second = self.helper.submit(self._drawn, self.other, way_other, 1 - t)
        return self._drawn(self.one, way_one, -t), second.result(), trust_one, trust_other

    def _drawn(self, picture: Pixels, way: Any, share: float) -> Pixels:
        full = cv2.resize(way * (share * self.stretch), self.size, interpolation=cv2.INTER_LINEAR)
        at = cv2.add(full, self.grid, dst=full)
        return np.asarray(
            cv2.remap(picture, at, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE),  # type: ignore[call-overload]
            np.uint8,
        )


def _around(way: Any, holes: NDArray[np.bool_]) -> Any:
    """The mean way in the surroundings of each pixel, of those that are no holes."""
    rows, columns = holes.shape
    known = (~holes).astype(np.float32)
    small = (max(1, columns // 8), max(1, rows // 8))
    sums, count = (
        cv2.blur(cv2.resize(values, small, interpolation=cv2.INTER_AREA), (5, 5))
        for values in (way * known[..., None], known)
    )
    return cv2.resize(
        sums / np.maximum(count, 1e-3)[..., None], (columns, rows), interpolation=cv2.INTER_LINEAR
    )
