"""Drawing the test card; only the child process imports this."""

from __future__ import annotations

import math
from pathlib import Path

import av
import numpy as np

from filmgate.engines.protocol import EngineFailure, FailureCode, Job, Report

BARS = ((192, 192, 192), (192, 192, 0), (0, 192, 192), (0, 192, 0), (192, 0, 192), (192, 0, 0), (0, 0, 192))


def render(job: Job, report: Report) -> Path:
    """Make the film of this job."""
    if "no signal" in job.prompt:
        raise EngineFailure(FailureCode.GENERATION_FAILED_NO_CONTENT, "There is no signal")
    card = colour_bars(job.width, job.height)
    film = job.workdir / "film.mp4"
    count = job.duration_seconds * job.fps
    with av.open(str(film), "w", options={"movflags": "faststart"}) as container:
        stream = container.add_stream("libx264", rate=job.fps)
        stream.width, stream.height, stream.pix_fmt = job.width, job.height, "yuv420p"
        for number in range(count):
            report(100 * number / count, "drawing the test card")
            picture = with_hand(card, number / job.fps)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode())
    return film


def colour_bars(width: int, height: int) -> np.ndarray:
    """The card, as rows of RGB pixels."""
    bars = np.array(BARS, np.uint8)[np.arange(width) * len(BARS) // width]
    return np.broadcast_to(bars, (height, width, 3)).copy()


def with_hand(card: np.ndarray, seconds: float) -> np.ndarray:
    """The card with a white hand that goes round once in five seconds."""
    height, width, _ = card.shape
    picture, angle = card.copy(), 2 * math.pi * seconds / 5
    for step in range(min(width, height) // 3):
        x = int(width / 2 + step * math.sin(angle))
        y = int(height / 2 - step * math.cos(angle))
        picture[y - 2 : y + 3, x - 2 : x + 3] = 255
    return picture
