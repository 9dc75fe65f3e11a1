"""Two pictures: a passage whose first and last frames are the pictures themselves."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from filmgate.engines.animatic.brush.canvas import Pixels
from filmgate.engines.animatic.film import FrameSource
from filmgate.engines.animatic.motion.ease import ease
from filmgate.engines.animatic.motion.picture import load_cover
from filmgate.engines.protocol import Job

Flow = NDArray[np.float32]


def passage_frames(job: Job, first: Path, last: Path) -> FrameSource:
    one = load_cover(first, job.width, job.height)
    other = load_cover(last, job.width, job.height)
    end = max(1, job.duration_seconds * job.fps - 1)
    there, back = _flow(one, other), _flow(other, one)
    columns, rows = np.meshgrid(
        np.arange(job.width, dtype=np.float32), np.arange(job.height, dtype=np.float32)
    )

    def frame(number: int) -> Pixels:
        t = ease(number / end)
        if number == 0:
            return one
        if number == end:
            return other
        from_one = cv2.remap(
            one,
            columns - there[..., 0] * t,
            rows - there[..., 1] * t,
            cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REPLICATE,
        )
        u = 1 - t
        from_other = cv2.remap(
            other,
            columns - back[..., 0] * u,
            rows - back[..., 1] * u,
            cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REPLICATE,
        )
        return cv2.addWeighted(from_one, 1 - t, from_other, t, 0)

    return frame


def _flow(source: Pixels, target: Pixels) -> Flow:
    """Where each point of the source lies in the target (DIS optical flow at half size)."""
    height, width = source.shape[:2]
    small = (max(32, width // 2), max(32, height // 2))
    grey = [
        cv2.cvtColor(cv2.resize(p, small, interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2GRAY)
        for p in (source, target)
    ]
    dis = cv2.DISOpticalFlow_create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    flow = cv2.resize(dis.calc(grey[0], grey[1], None), (width, height))
    return (flow * np.array([width / small[0], height / small[1]], np.float32)).astype(np.float32)
