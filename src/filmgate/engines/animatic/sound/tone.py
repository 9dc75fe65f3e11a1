"""Tones and noises: the raw material. All of it mono, `float64`, at `SOUND_RATE` samples a second."""

from __future__ import annotations

from math import ceil

import numpy as np
from numpy.typing import NDArray

from filmgate.engines.animatic.film import SOUND_RATE

Wave = NDArray[np.float64]
_FINE = 256


def clock(seconds: float) -> Wave:
    """The time of each sample."""
    return np.arange(max(1, round(seconds * SOUND_RATE))) / SOUND_RATE


def noise(seconds: float, random: np.random.Generator, low: float, high: float, tilt: float = 0.0) -> Wave:
    """Noise between two frequencies (Hz), falling by `tilt` × 6 dB an octave, at a level of about 1."""
    count = max(1, round(seconds * SOUND_RATE))
    hertz = np.fft.rfftfreq(count, 1 / SOUND_RATE)
    spectrum = random.standard_normal(2 * hertz.size).view(np.complex128)
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
    faded = wave.copy()
    rise, fall = (min(wave.size, ceil(max(ramp, 1e-4) * SOUND_RATE)) for ramp in (attack, release))
    faded[:rise] *= np.arange(rise) / (max(attack, 1e-4) * SOUND_RATE)
    faded[wave.size - fall :] *= np.arange(fall, 0, -1) / (max(release, 1e-4) * SOUND_RATE)
    return np.asarray(faded, np.float64)


def ringing(seconds: float, partials: list[tuple[float, float, float]]) -> Wave:
    """Sines that die: (hertz, how fast by the second, level) each.

    Sample `a + 256 b` of a dying sine is a product of powers with the exponents `a` and `256 b`, so a matrix product
    of two short tables gives all samples of all partials; a sine for each would take thirty times as long.
    """
    count = max(1, round(seconds * SOUND_RATE))
    step = np.array([2j * np.pi * hertz - decay for hertz, decay, _ in partials]) / SOUND_RATE
    levels = np.array([level for *_, level in partials])
    fine = np.exp(np.outer(step, np.arange(_FINE)))
    coarse = np.exp(np.outer(np.arange(0, count, _FINE), step)) * levels
    wave = coarse.real @ fine.imag + coarse.imag @ fine.real
    return np.asarray(wave.ravel()[:count], np.float64)


def pluck(hertz: float, seconds: float, bright: float = 1.0, decay: float = 3.0) -> Wave:
    """A struck or plucked string: partials that die the faster the higher they are."""
    partials = [
        (hertz * n * (1 + 0.0004 * n * n), decay * (0.6 + 0.5 * n), bright ** (n - 1) / n)
        for n in range(1, 9)
        if n == 1 or hertz * n * (1 + 0.0004 * n * n) <= SOUND_RATE * 0.42
    ]
    return fade(ringing(seconds, partials), 0.003, 0.03)


def blown(hertz: float, seconds: float, partials: tuple[float, ...], vibrato: float = 0.004) -> Wave:
    """A held note with a little vibrato: winds, bows and voices, by the strength of the partials."""
    t = clock(seconds)
    phase = 2 * np.pi * hertz * (t - vibrato / (2 * np.pi * 5.2) * np.cos(2 * np.pi * 5.2 * t))
    return fade(overtones(phase, partials), 0.05, 0.09)


def overtones(phase: Wave, levels: tuple[float, ...]) -> Wave:
    """The sines of a phase and its multiples, each from the two before it, which is quicker than a sine."""
    before, sine, twice = np.zeros_like(phase), np.sin(phase), 2 * np.cos(phase)
    wave = levels[0] * sine
    for level in levels[1:]:
        before, sine = sine, twice * sine - before
        wave += level * sine
    return wave


def bell(hertz: float, seconds: float, decay: float = 2.5) -> Wave:
    """Partials of struck metal."""
    metal = ((1.0, 1.0), (2.0, 0.6), (2.76, 0.35), (5.4, 0.16))
    partials = [(hertz * ratio, decay * ratio**0.7, level) for ratio, level in metal]
    return fade(ringing(seconds, partials), 0.002, 0.05)


def thump(hertz: float, seconds: float, drop: float = 0.5) -> Wave:
    """A drum: a tone that falls by a share of its pitch and dies."""
    t = clock(seconds)
    pitch = hertz * (1 - drop * (1 - np.exp(-t * 22)))
    return fade(np.sin(2 * np.pi * np.cumsum(pitch) / SOUND_RATE) * np.exp(-t * 5 / seconds), 0.002, 0.02)
