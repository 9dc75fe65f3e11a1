"""The points of a picture on their way to another: where each one is after a share of it, and who is in front.

Asked for a moment, a cloud tells for each pixel which way the points move that are there then, and how far they are
seen in the other picture too. Those that are go in front of those that are not, as they are what covers.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
UNSEEN = 0.02
"""How far a point is trusted that the other picture does not show."""


class Cloud:
    """The points of one picture.

    Args:
        flow: Where each goes, in pixels.
        seen: How far it is seen in the other picture, 0 to 1.
        rank: Which of two points that meet is in front: the higher, to a 64th.
    """

    def __init__(self, flow: Floats, seen: Floats, rank: Floats) -> None:
        rows, columns = seen.shape
        self.rows, self.columns = rows, columns
        x, y = np.meshgrid(
            np.arange(1, columns + 1, dtype=np.float32), np.arange(1, rows + 1, dtype=np.float32)
        )
        steps = np.minimum(rank * 64, 65535).astype(np.uint16)
        order = np.argsort(steps, axis=None, kind="stable")  # the last one to arrive is the one that is seen
        self.x, self.y = x.ravel()[order], y.ravel()[order]
        self.way_x, self.way_y = flow[..., 0].ravel()[order], flow[..., 1].ravel()[order]
        self.number = np.arange(1, rows * columns + 1, dtype=np.int32)
        carried = np.stack([self.way_x, self.way_y, seen.ravel()[order] + UNSEEN], axis=-1)
        self.carried = np.vstack([np.zeros((1, 3), np.float32), carried])

    def at(self, t: float) -> tuple[Floats, Floats]:
        """Which way each pixel moves (x, y), and how far that is to be trusted: 0 where no point is."""
        rows, columns = self.rows, self.columns
        x, y = self.x + np.float32(t) * self.way_x, self.y + np.float32(t) * self.way_y
        np.clip(
            np.rint(x, out=x), 0, columns + 1, out=x
        )  # who leaves the picture waits in a border of one pixel
        np.clip(np.rint(y, out=y), 0, rows + 1, out=y)
        y *= columns + 2
        y += x
        who = np.zeros((rows + 2) * (columns + 2), np.int32)
        who[y.astype(np.int32)] = self.number
        found = np.take(self.carried, who.reshape(rows + 2, columns + 2)[1:-1, 1:-1], axis=0)
        x, y, trust = (cv2.medianBlur(channel, 5) for channel in cv2.split(found))  # single points are errors
        return np.asarray(cv2.merge([x, y]), np.float32), np.asarray(trust, np.float32)
