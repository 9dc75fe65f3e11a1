"""Optical flow both ways between two pictures, and the pictures in between that follow from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from filmgate.engines.animatic.brush.canvas import Pixels

Floats = NDArray[np.float32]
_LONG_SIDE = 640
"""Flow is measured on pictures of at most this many pixels."""
_DIS: Any = cv2.DISOpticalFlow.create
_MEDIUM: int = cv2.DISOPTICAL_FLOW_PRESET_MEDIUM


@dataclass(frozen=True)
class Flow:
    """From one picture to another and back, in pixels of the small pictures that it was measured on.

    `there`, `back`: shape (rows, columns, 2). `seen_there`, `seen_back`: 0 to 1, how far a point of the first
    (second) picture is seen in the other one too.
    """

    there: Floats
    back: Floats
    seen_there: Floats
    seen_back: Floats
    likeness: float
    """Share of the picture that is found again in the other one, 0 to 1."""


def measure(one: Pixels, other: Pixels) -> Flow:
    """The flow between two pictures of the same size."""
    height, width = one.shape[:2]
    share = min(1.0, _LONG_SIDE / max(width, height))
    size = (max(32, round(width * share)), max(32, round(height * share)))
    small = [cv2.resize(p, size, interpolation=cv2.INTER_AREA) for p in (one, other)]
    grey = [cv2.cvtColor(p, cv2.COLOR_RGB2GRAY) for p in small]
    dis = _DIS(_MEDIUM)
    there = np.asarray(dis.calc(grey[0], grey[1], None), np.float32)
    back = np.asarray(dis.calc(grey[1], grey[0], None), np.float32)
    seen_there = _seen(there, back, grey[0], grey[1])
    seen_back = _seen(back, there, grey[1], grey[0])
    return Flow(there, back, seen_there, seen_back, float((seen_there.mean() + seen_back.mean()) / 2))


def _seen(flow: Floats, reverse: Floats, source: Any, target: Any) -> Floats:
    """Where going there and back again ends at the beginning, and the picture is the same there."""
    rows, columns = flow.shape[:2]
    x, y = np.meshgrid(np.arange(columns, dtype=np.float32), np.arange(rows, dtype=np.float32))
    at_x, at_y = x + flow[..., 0], y + flow[..., 1]
    home = cv2.remap(reverse, at_x, at_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    miss = np.hypot(flow[..., 0] + home[..., 0], flow[..., 1] + home[..., 1])
    found = cv2.remap(target, at_x, at_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    unlike = np.abs(found.astype(np.float32) - source.astype(np.float32))
    length = np.hypot(flow[..., 0], flow[..., 1])
    inside = (at_x >= 0) & (at_x <= columns - 1) & (at_y >= 0) & (at_y <= rows - 1)
    seen = np.exp(-((miss / (0.8 + 0.05 * length)) ** 2)) * np.exp(-((unlike / 26) ** 2)) * inside
    return np.asarray(cv2.GaussianBlur(seen.astype(np.float32), (0, 0), 1.2), np.float32)


def difference(one: Pixels, other: Pixels) -> float:
    """Mean difference of two pictures, in grey levels, as seen from some way off."""
    size = (160, max(1, round(160 * one.shape[0] / one.shape[1])))
    small = [cv2.resize(p, size, interpolation=cv2.INTER_AREA).astype(np.float32) for p in (one, other)]
    return float(np.abs(small[0] - small[1]).mean())


class Between:
    """Pictures between two that are alike. Buffers are kept, as memory that is asked for anew costs more than sums."""

    def __init__(self, one: Pixels, other: Pixels, flow: Flow) -> None:
        self.one, self.other, self.flow = one, other, flow
        height, width = one.shape[:2]
        self.size = (width, height)
        self.stretch = np.array([width / flow.there.shape[1], height / flow.there.shape[0]], np.float32)
        columns, rows = np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32)
        self.grid = np.ascontiguousarray(np.stack(np.meshgrid(columns, rows), axis=-1))

    def at(self, t: float) -> Pixels:
        """The picture at a share of the way."""
        there, back = self.flow.there, self.flow.back
        to_one = (-(1 - t) * t) * there + (t * t) * back
        to_other = ((1 - t) * (1 - t)) * there - (t * (1 - t)) * back
        from_one, seen_one = self._from(self.one, to_one, self.flow.seen_there)
        from_other, seen_other = self._from(self.other, to_other, self.flow.seen_back)
        # What only one of the pictures shows comes from that one; near each end that end decides.
        a = (1 - t) * (0.02 + seen_one)
        b = t * (0.02 + seen_other)
        weight = cv2.resize(b / (a + b), self.size, interpolation=cv2.INTER_LINEAR)
        return np.asarray(cv2.blendLinear(from_one, from_other, 1 - weight, weight), np.uint8)

    def unlikeness(self) -> float:
        """How much the two pictures differ half way, in grey levels, and how much of them is not found at all."""
        there, back = self.flow.there, self.flow.back
        from_one, _ = self._from(self.one, 0.25 * (back - there), self.flow.seen_there)
        from_other, _ = self._from(self.other, 0.25 * (there - back), self.flow.seen_back)
        return difference(from_one, from_other) + 4.0 * (1 - self.flow.likeness)

    def _from(self, picture: Pixels, flow: Floats, seen: Floats) -> tuple[Pixels, Floats]:
        """A picture, and how far each point of it is seen in the other, as they are after moving along a flow."""
        rows, columns = flow.shape[:2]
        full = cv2.resize(flow * self.stretch, self.size, interpolation=cv2.INTER_LINEAR)
        moved = cv2.remap(picture, self.grid + full, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)  # type: ignore[call-overload]
        x, y = np.meshgrid(np.arange(columns, dtype=np.float32), np.arange(rows, dtype=np.float32))
        sight = cv2.remap(
            seen, x + flow[..., 0], y + flow[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )
        return np.asarray(moved, np.uint8), np.asarray(sight, np.float32)
