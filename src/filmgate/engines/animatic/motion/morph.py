"""Pictures of one thing from two places: found by features, joined by a move of the camera."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from filmgate.engines.animatic.brush.canvas import Pixels
from filmgate.engines.animatic.motion.flow import difference

Corners = NDArray[np.float32]
_MATCHES_LEAST = 24
_INLIERS_LEAST = 0.38
_BEND_MOST = 0.55
"""How far a corner may move, in widths of the picture; farther is not one view of one thing."""


def view_change(one: Pixels, other: Pixels) -> NDArray[np.float64] | None:
    """The homography that lays the first picture on the second, or None where none is to be trusted."""
    grey = [cv2.cvtColor(p, cv2.COLOR_RGB2GRAY) for p in (one, other)]
    orb = cv2.ORB.create(1500)
    (points_a, marks_a), (points_b, marks_b) = (orb.detectAndCompute(g, None) for g in grey)
    if marks_a is None or marks_b is None or min(len(marks_a), len(marks_b)) < _MATCHES_LEAST:
        return None
    pairs = cv2.BFMatcher(cv2.NORM_HAMMING).knnMatch(marks_a, marks_b, k=2)
    good = [pair[0] for pair in pairs if len(pair) == 2 and pair[0].distance < 0.75 * pair[1].distance]
    if len(good) < _MATCHES_LEAST:
        return None
    source = np.array([points_a[m.queryIdx].pt for m in good], np.float32)
    target = np.array([points_b[m.trainIdx].pt for m in good], np.float32)
    cv2.setRNGSeed(1)
    found, inliers = cv2.findHomography(source, target, cv2.RANSAC, 4.0)
    if (
        found is None
        or inliers is None
        or float(inliers.mean()) < _INLIERS_LEAST
        or inliers.sum() < _MATCHES_LEAST
    ):
        return None
    corners = _corners(one)
    moved = cv2.perspectiveTransform(corners[None], found)[0]
    bent = float(np.abs(moved - corners).max()) / one.shape[1]
    return np.asarray(found, np.float64) if bent < _BEND_MOST else None


class Morph:
    """The frames of a camera move from one view to the other."""

    def __init__(self, one: Pixels, other: Pixels, change: NDArray[np.float64]) -> None:
        self.one, self.other = one, other
        self.corners = _corners(one)
        self.there = np.asarray(cv2.perspectiveTransform(self.corners[None], change)[0], np.float32)
        self.back = np.asarray(
            cv2.perspectiveTransform(self.corners[None], np.linalg.inv(change))[0], np.float32
        )
        self.full = np.full(one.shape[:2], 255, np.uint8)

    def at(self, t: float) -> Pixels:
        """Both views brought to the place in between; what only one of them shows comes from that one."""
        from_one, sight_one = self._moved(self.one, self.there, t)
        from_other, sight_other = self._moved(self.other, self.back, 1 - t)
        a, b = sight_one * (1 - t) + 1e-4, sight_other * t + 1e-4
        weight = b / (a + b)
        return np.asarray(cv2.blendLinear(from_one, from_other, 1 - weight, weight), np.uint8)

    def unlikeness(self) -> float:
        """How much the two views differ half way, in grey levels."""
        from_one, sight_one = self._moved(self.one, self.there, 0.5)
        from_other, sight_other = self._moved(self.other, self.back, 0.5)
        both = (np.minimum(sight_one, sight_other) > 0.5)[..., None].astype(np.uint8)
        return difference(from_one * both, from_other * both) / max(0.3, float(both.mean()))

    def _moved(self, picture: Pixels, goal: Corners, t: float) -> tuple[Pixels, NDArray[np.float32]]:
        height, width = picture.shape[:2]
        change = cv2.getPerspectiveTransform(
            self.corners, (self.corners * (1 - t) + goal * t).astype(np.float32)
        )
        moved = cv2.warpPerspective(
            picture, change, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )
        sight = cv2.warpPerspective(self.full, change, (width, height), flags=cv2.INTER_LINEAR)
        soft = cv2.blur(sight, (25, 25)).astype(np.float32) / 255
        return np.asarray(moved, np.uint8), np.asarray(soft * (sight > 250), np.float32)


def _corners(picture: Pixels) -> Corners:
    height, width = picture.shape[:2]
    return np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
