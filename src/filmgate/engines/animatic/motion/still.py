"""One picture: a slow camera move over it that begins with the picture itself and never shows a border."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from filmgate.engines.animatic.brush.canvas import Pixels
from filmgate.engines.animatic.film import FrameSource
from filmgate.engines.animatic.motion.ease import ease
from filmgate.engines.animatic.motion.picture import load_cover
from filmgate.engines.protocol import Job

ZOOM = 1.22


def still_frames(job: Job, path: Path) -> FrameSource:
    picture = load_cover(path, job.width, job.height)
    last = max(1, job.duration_seconds * job.fps - 1)
    goal_x, goal_y = _centre_of_interest(picture)

    def frame(number: int) -> Pixels:
        t = ease(number / last)
        if t == 0:
            return picture
        zoom = ZOOM**t
        # The point that stays where it is moves with the zoom, so that no border can come into view.
        x = (goal_x * (1 - zoom)) * t + (job.width / 2 * (1 - zoom)) * (1 - t)
        y = (goal_y * (1 - zoom)) * t + (job.height / 2 * (1 - zoom)) * (1 - t)
        camera = np.array([[zoom, 0, x], [0, zoom, y]], np.float64)
        return cv2.warpAffine(
            picture, camera, (job.width, job.height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
        )

    return frame


def _centre_of_interest(picture: Pixels) -> tuple[float, float]:
    """Where detail gathers, in pixels."""
    height, width = picture.shape[:2]
    grey = cv2.cvtColor(cv2.resize(picture, (96, 96), interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2GRAY)
    detail = cv2.GaussianBlur(np.abs(cv2.Laplacian(grey, cv2.CV_32F)), (0, 0), 6) ** 2
    total = float(detail.sum())
    if total <= 0:
        return width / 2, height / 2
    rows, columns = np.mgrid[0:96, 0:96]
    x = float((columns * detail).sum()) / total / 95
    y = float((rows * detail).sum()) / total / 95
    return x * width, y * height
