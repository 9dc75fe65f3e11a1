"""The whole sound track of a job."""

from __future__ import annotations

import numpy as np

from filmgate.engines.animatic.film import SOUND_RATE, Sound
from filmgate.engines.protocol import Job


def compose(job: Job) -> Sound:
    """Stereo samples, exactly as long as the film."""
    count = job.duration_seconds * SOUND_RATE
    time = np.arange(count) / SOUND_RATE
    random = np.random.default_rng(job.seed)
    root = 110.0 * 2 ** (random.integers(0, 7) / 12)
    chord = sum(
        np.sin(2 * np.pi * root * ratio * time) / (index + 1) for index, ratio in enumerate((1, 1.5, 2, 2.5))
    )
    fade = np.minimum(1, np.minimum(time, time[::-1]) / 0.5)
    mono = 0.08 * chord * fade
    return np.stack([mono, mono]).astype(np.float32)
