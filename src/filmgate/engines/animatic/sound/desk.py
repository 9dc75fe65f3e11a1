"""The mixing desk: a stereo track that waves are laid on, and the last step to a film's loudness."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from filmgate.engines.animatic.film import SOUND_RATE, Sound
from filmgate.engines.animatic.sound.tone import Wave, fade

TARGET_LUFS = -16.0
PEAK = 0.82
"""Largest sample; the AAC encoder may overshoot by a little."""
_KNEE = 0.55
"""From which sample on peaks are bent."""
_BLOCK_SECONDS, _STEP_SECONDS = 0.4, 0.1
_ABSOLUTE_GATE, _RELATIVE_GATE = -70.0, -10.0


class Desk:
    """A stereo track of a fixed length."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.track: NDArray[np.float64] = np.zeros((2, round(seconds * SOUND_RATE)))

    def lay(
        self, wave: Wave, start: float, level: float, pan: float = 0.0, path: Sequence[float] = ()
    ) -> None:
        """Add a mono wave from a second on; `pan` from -1 (left) to 1 (right), at equal power.

        `path`: where it goes while it sounds, evenly spaced.
        """
        first = round(start * SOUND_RATE)
        skipped = max(0, -first)
        first = max(0, first)
        piece = wave[skipped : skipped + max(0, self.track.shape[1] - first)]
        if piece.size == 0:
            return
        way: Wave | float = pan
        if len(path) > 1:
            way = np.interp(np.linspace(0, len(path) - 1, piece.size), np.arange(len(path)), path)
        angle = (np.clip(way, -1.0, 1.0) + 1) * np.pi / 4
        self.track[0, first : first + piece.size] += piece * (level * np.cos(angle))
        self.track[1, first : first + piece.size] += piece * (level * np.sin(angle))

    def wide(self, left: Wave, right: Wave, start: float, level: float) -> None:
        """Add two waves, one to each side."""
        self.lay(left, start, level, -0.85)
        self.lay(right, start, level, 0.85)

    def finish(self) -> Sound:
        """The track at the loudness of a film, without clipping."""
        track = np.stack([fade(side, 0.08, min(0.6, self.seconds / 4)) for side in self.track])
        for _ in range(3):
            loud = loudness(track)
            if loud < _ABSOLUTE_GATE:
                break
            track = track * 10 ** ((TARGET_LUFS - loud) / 20)
            if np.abs(track).max() <= _KNEE:
                break
            track = _limited(track)
        return np.ascontiguousarray(np.nan_to_num(track), dtype=np.float32)


def _limited(track: NDArray[np.float64]) -> NDArray[np.float64]:
    """Peaks are bent, not cut."""
    over = np.abs(track) > _KNEE
    high = track[over]
    bent = track.copy()
    bent[over] = np.sign(high) * (_KNEE + (PEAK - _KNEE) * np.tanh((np.abs(high) - _KNEE) / (PEAK - _KNEE)))
    return bent


def loudness(track: NDArray[np.float64]) -> float:
    """Integrated loudness in LUFS (ITU-R BS.1770-4), with its filter applied by spectrum."""
    count = track.shape[1]
    spectrum = np.fft.rfft(track.astype(np.float32), axis=1)  # single precision takes half the time
    weighted = np.fft.irfft(spectrum * _k_weight(count), count, axis=1)
    power = np.cumsum(np.pad((weighted**2).sum(axis=0), (1, 0)), dtype=np.float64)
    block, step = min(count, round(_BLOCK_SECONDS * SOUND_RATE)), round(_STEP_SECONDS * SOUND_RATE)
    starts = np.arange(0, count - block + 1, step)
    blocks = (power[starts + block] - power[starts]) / block
    levels = -0.691 + 10 * np.log10(blocks + 1e-15)
    heard = blocks[levels > _ABSOLUTE_GATE]
    if heard.size == 0:
        return -120.0
    gate = -0.691 + 10 * np.log10(heard.mean()) + _RELATIVE_GATE
    kept = blocks[levels > max(gate, _ABSOLUTE_GATE)]
    return float(-0.691 + 10 * np.log10(kept.mean() if kept.size else heard.mean()))


@lru_cache(1)
def _k_weight(count: int) -> NDArray[np.float32]:
    """Magnitude of the standard's two filters at 48 kHz (a shelf for the head, a high pass) for `count` samples."""
    hertz = np.fft.rfftfreq(count, 1 / SOUND_RATE)
    z = np.exp(-2j * np.pi * hertz / SOUND_RATE)
    shelf = (1.53512485958697 - 2.69169618940638 * z + 1.19839281085285 * z**2) / (
        1 - 1.69065929318241 * z + 0.73248077421585 * z**2
    )
    high_pass = (1 - 2 * z + z**2) / (1 - 1.99004745483398 * z + 0.99007225036621 * z**2)
    return np.asarray(np.abs(shelf * high_pass), np.float32)
