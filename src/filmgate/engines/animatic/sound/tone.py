"""Tones and noises: the raw material. All of it mono, `float64`, at `SOUND_RATE` samples a second."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from filmgate.engines.animatic.film import SOUND_RATE

Wave = NDArray[np.float64]


def clock(seconds: float) -> Wave:
    """The time of each sample."""
    return np.arange(max(1, round(seconds * SOUND_RATE))) / SOUND_RATE


def noise(seconds: float, random: np.random.Generator, low: float, high: float, tilt: float = 0.0) -> Wave:
    """Noise between two frequencies (Hz), falling by `tilt` × 6 dB an octave, at a level of about 1."""
    count = clock(seconds).size
    spectrum = np.fft.rfft(random.standard_normal(count))
    hertz = np.fft.rfftfreq(count, 1 / SOUND_RATE)
    shape = 1 / (1 + (np.maximum(low, 1e-3) / np.maximum(hertz, 1e-3)) ** 4) / (1 + (hertz / high) ** 4)
    shape *= np.maximum(hertz, 20.0) ** -tilt
    wave = np.fft.irfft(spectrum * shape, count)
    return np.asarray(wave / (wave.std() + 1e-12), np.float64)


def slow(seconds: float, random: np.random.Generator, period: float) -> Wave:
    """A smooth chance curve between 0 and 1 that changes about once a period."""
    count = max(4, int(seconds / period) + 4)
    knots = random.random(count)
    return np.interp(clock(seconds) / period, np.arange(count), knots)


def arch(t: Wave) -> Wave:
    """From 0 to 1 and back over the span of a clock."""
    return np.asarray(np.sin(np.pi * t / t[-1]) ** 2, np.float64)


def fade(wave: Wave, attack: float, release: float) -> Wave:
    """Rise at the beginning and fall at the end, in seconds."""
    t = clock(wave.size / SOUND_RATE)
    end = wave.size / SOUND_RATE
    ramp_in = np.clip(t / max(attack, 1e-4), 0, 1)
    ramp_out = np.clip((end - t) / max(release, 1e-4), 0, 1)
    return wave * ramp_in * ramp_out


def pluck(hertz: float, seconds: float, bright: float = 1.0, decay: float = 3.0) -> Wave:
    """A struck or plucked string: partials that die the faster the higher they are."""
    t = clock(seconds)
    wave = np.zeros_like(t)
    for n in range(1, 9):
        partial = hertz * n * (1 + 0.0004 * n * n)
        if partial > SOUND_RATE * 0.42:
            break
        wave += np.sin(2 * np.pi * partial * t) * np.exp(-t * decay * (0.6 + 0.5 * n)) * bright ** (n - 1) / n
    return fade(wave, 0.003, 0.03)


def blown(hertz: float, seconds: float, partials: tuple[float, ...], vibrato: float = 0.004) -> Wave:
    """A held note with a little vibrato: winds, bows and voices, by the strength of the partials."""
    t = clock(seconds)
    phase = 2 * np.pi * hertz * (t - vibrato / (2 * np.pi * 5.2) * np.cos(2 * np.pi * 5.2 * t))
    wave = sum((level * np.sin(phase * (n + 1)) for n, level in enumerate(partials)), np.zeros_like(t))
    return fade(wave, 0.05, 0.09)


def bell(hertz: float, seconds: float, decay: float = 2.5) -> Wave:
    """Partials of struck metal."""
    t = clock(seconds)
    wave = np.zeros_like(t)
    for ratio, level in ((1.0, 1.0), (2.0, 0.6), (2.76, 0.35), (5.4, 0.16)):
        wave += level * np.sin(2 * np.pi * hertz * ratio * t) * np.exp(-t * decay * ratio**0.7)
    return fade(wave, 0.002, 0.05)


def thump(hertz: float, seconds: float, drop: float = 0.5) -> Wave:
    """A drum: a tone that falls by a share of its pitch and dies."""
    t = clock(seconds)
    pitch = hertz * (1 - drop * (1 - np.exp(-t * 22)))
    return fade(np.sin(2 * np.pi * np.cumsum(pitch) / SOUND_RATE) * np.exp(-t * 5 / seconds), 0.002, 0.02)
