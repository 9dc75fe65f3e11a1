"""One picture: the camera moves over it as the prompt says, near parts more than far ones, with weather on top.

The first frame is the picture itself, and no border ever comes into view: what the camera is displaced by is never
more than what its zoom has hidden.
"""

from __future__ import annotations

from math import sin
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from filmgate.engines.animatic.brush.canvas import Pixels
from filmgate.engines.animatic.film import FrameSource
from filmgate.engines.animatic.motion.ease import ease
from filmgate.engines.animatic.motion.overlay import Overlay
from filmgate.engines.animatic.motion.picture import load_cover
from filmgate.engines.animatic.script.storyboard import Storyboard
from filmgate.engines.protocol import Job

ZOOM = 1.22
PARALLAX = 0.42
"""Share of the hidden margin that near parts are displaced by."""
Floats = NDArray[np.float32]

_GOALS = {
    "pan left": (0.12, 0.5),
    "pan right": (0.88, 0.5),
    "crane up": (0.5, 0.12),
    "crane down": (0.5, 0.88),
}
"""Where in the picture the camera ends, as shares of its size."""


def still_frames(job: Job, path: Path, board: Storyboard) -> FrameSource:
    """The frames of a job with one picture."""
    picture = load_cover(path, job.width, job.height)
    overlay = Overlay.of(job, board)
    move = board.shots[0].camera.move
    last = max(1, job.duration_seconds * job.fps - 1)
    goal = _GOALS.get(move)
    centre = _centre_of_interest(picture) if goal is None else (goal[0] * job.width, goal[1] * job.height)
    camera = _Camera(picture, centre)

    def frame(number: int) -> Pixels:
        share = number / last
        shown = picture if number == 0 else camera.shot(_progress(move, share), share)
        return shown if overlay is None else overlay.on(shown, number / job.fps)

    return frame


def _progress(move: str, share: float) -> float:
    """How far the camera has gone in; a move out of the picture first goes in, quickly, and then back."""
    if move == "dolly out":
        return ease(min(1.0, share / 0.3)) * (1 - 0.92 * ease(max(0.0, share - 0.3) / 0.7))
    if move == "static":
        return 0.22 * ease(share)
    return ease(share)


class _Camera:
    """Looks at a picture from a point that comes nearer and sways a little to the side."""

    def __init__(self, picture: Pixels, centre: tuple[float, float]) -> None:
        self.picture, self.centre = picture, centre
        height, width = picture.shape[:2]
        self.nearness = _nearness(picture)
        self.columns = np.broadcast_to(np.arange(width, dtype=np.float32), (height, width))
        self.rows = np.broadcast_to(np.arange(height, dtype=np.float32)[:, None], (height, width))

    def shot(self, progress: float, share: float) -> Pixels:
        """What it sees after a share of the film, having gone in by `progress` (0 to 1)."""
        height, width = self.picture.shape[:2]
        zoom = ZOOM**progress
        # The point that stays where it is moves with the zoom, so that no border can come into view.
        x0 = self.centre[0] * progress + width / 2 * (1 - progress)
        y0 = self.centre[1] * progress + height / 2 * (1 - progress)
        hidden = (1 - 1 / zoom) * PARALLAX
        sway = hidden * min(x0, width - x0) * sin(share * 5.0) * 0.55
        lift = hidden * min(y0, height - y0) * sin(share * 3.4) * 0.25
        x = (self.columns - x0) / zoom + (self.nearness * sway + x0)
        y = (self.rows - y0) / zoom + (self.nearness * lift + y0)
        seen = cv2.remap(
            self.picture,
            x.astype(np.float32),
            y.astype(np.float32),
            cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REPLICATE,
        )
        return np.asarray(seen, np.uint8)


def _nearness(picture: Pixels) -> Floats:
    """A guess of what is near: -0.5 far to 0.5 near; low parts and parts with detail and colour."""
    height, width = picture.shape[:2]
    small = cv2.resize(picture, (160, 90), interpolation=cv2.INTER_AREA)
    hsv = cv2.cvtColor(small, cv2.COLOR_RGB2HSV).astype(np.float32)
    detail = cv2.GaussianBlur(
        np.abs(cv2.Laplacian(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), cv2.CV_32F)), (0, 0), 4
    )
    low = np.broadcast_to(np.linspace(0, 1, 90, dtype=np.float32)[:, None], (90, 160))
    guess = 0.55 * low + 0.25 * detail / (float(detail.max()) + 1e-6) + 0.2 * hsv[..., 1] / 255
    soft = cv2.GaussianBlur(guess.astype(np.float32), (0, 0), 7)
    soft = (soft - soft.min()) / (float(np.ptp(soft)) + 1e-6) - 0.5
    return np.asarray(
        cv2.resize(soft, (width, height), interpolation=cv2.INTER_CUBIC).clip(-0.5, 0.5), np.float32
    )


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
