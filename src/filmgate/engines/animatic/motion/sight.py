"""Which points of a picture another picture shows too, and how those move that it does not show."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from filmgate.engines.animatic.brush.canvas import Pixels
from filmgate.engines.animatic.motion.explain import Floats

_REACHES = (3, 6, 12, 24, 48, 96)
_DIRECTIONS = ((1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1))


def sure(flow: Floats, reverse: Floats, source: Any, target: Any) -> Floats:
    """Where going there and back again ends at the beginning, and the picture is the same there: 0 to 1."""
    rows, columns = flow.shape[:2]
    x, y = np.meshgrid(np.arange(columns, dtype=np.float32), np.arange(rows, dtype=np.float32))
    at_x, at_y = x + flow[..., 0], y + flow[..., 1]
    home = cv2.remap(reverse, at_x, at_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    miss = np.hypot(flow[..., 0] + home[..., 0], flow[..., 1] + home[..., 1])
    found = cv2.remap(target, at_x, at_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    difference = np.abs(found.astype(np.float32) - source.astype(np.float32))
    length = np.hypot(flow[..., 0], flow[..., 1])
    inside = (at_x >= 0) & (at_x <= columns - 1) & (at_y >= 0) & (at_y <= rows - 1)
    share = np.exp(-((miss / (0.8 + 0.05 * length)) ** 2)) * np.exp(-((difference / 26) ** 2)) * inside
    return np.asarray(cv2.GaussianBlur(share.astype(np.float32), (0, 0), 1.2), np.float32)


def reached(reverse: Floats, sure_of: Floats) -> Floats:
    """How far a point is shown by the other picture: whether points of that one come from here, 0 to 1."""
    rows, columns = reverse.shape[:2]
    x = np.rint(reverse[..., 0] + np.arange(columns, dtype=np.float32)).astype(np.int32)
    y = np.rint(reverse[..., 1] + np.arange(rows, dtype=np.float32)[:, None]).astype(np.int32)
    inside = (x >= 0) & (x < columns) & (y >= 0) & (y < rows)
    count = np.bincount((y * columns + x)[inside], minlength=rows * columns).reshape(rows, columns)
    density = cv2.blur(np.minimum(count, 2).astype(np.float32), (5, 5), borderType=cv2.BORDER_REPLICATE)
    return np.asarray(np.clip((density - 0.25) * 2, sure_of > 0.7, 1), np.float32)


def continued(picture: Pixels, flow: Floats, known: Floats, unknown: NDArray[np.bool_]) -> Floats:
    """The flow, where it is unknown as that of like-coloured neighbours where it is known (0 to 1).

    Looking for colours keeps covered ground from moving with what covers it.
    """
    rows, columns = known.shape
    y, x = np.nonzero(unknown)
    colours = cv2.GaussianBlur(picture, (0, 0), 1.0).astype(np.float32)
    own = colours[y, x]
    sums, total = 1e-5 * flow[y, x], np.full(len(y), 1e-5, np.float32)
    for reach in _REACHES:
        for step_x, step_y in _DIRECTIONS:
            at_x = np.clip(x + reach * step_x, 0, columns - 1)
            at_y = np.clip(y + reach * step_y, 0, rows - 1)
            unlike = np.square(colours[at_y, at_x] - own).sum(axis=1)
            weight = known[at_y, at_x] ** 2 * np.exp(-unlike / 900) / reach
            sums += weight[:, None] * flow[at_y, at_x]
            total += weight
    mended = flow.copy()
    mended[y, x] = sums / total[:, None]
    share = unknown.astype(np.float32)
    smooth = cv2.blur(mended * share[..., None], (9, 9)) / (cv2.blur(share, (9, 9)) + 1e-6)[..., None]
    mended[y, x] = smooth[y, x]
    return mended
