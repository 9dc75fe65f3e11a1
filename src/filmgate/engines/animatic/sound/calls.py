"""Calls of animals: a voice is a pitch that moves, overtones, a tremble and some breath; a line each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from filmgate.engines.animatic.film import SOUND_RATE
from filmgate.engines.animatic.sound.cue import Cue
from filmgate.engines.animatic.sound.tone import Wave, clock, fade, noise, overtones

Random = np.random.Generator


@dataclass(frozen=True)
class Voice:
    """One call.

    Attributes:
        pitches: In hertz, evenly over the call.
        seconds: How long one syllable lasts.
        overtones: Strengths of the multiples of the pitch, the first for the pitch itself.
        tremble: How often a second it trembles, and by what share of the pitch.
        breath: Share of noise.
        syllables: How often it is repeated, with a short rest.
        level: How loud, 0 to 1.
        rate: Calls a second.
    """

    pitches: tuple[float, ...]
    seconds: float
    overtones: tuple[float, ...] = (1.0, 0.4, 0.2)
    tremble: tuple[float, float] = (6.0, 0.0)
    breath: float = 0.0
    syllables: int = 1
    level: float = 0.1
    rate: float = 0.25


VOICES = {
    "hoot": Voice((340, 360, 330), 0.42, (1.0, 0.12), syllables=2, level=0.12, rate=0.28),
    "neigh": Voice((620, 980, 900, 700, 480), 1.15, (1.0, 0.7, 0.5, 0.3), (13.0, 0.09), 0.2, level=0.07, rate=0.16),
    "moo": Voice((130, 165, 160, 120), 1.3, (1.0, 0.8, 0.6, 0.4, 0.25), (5.0, 0.01), 0.08, level=0.12, rate=0.2),
    "bleat": Voice((420, 440, 400), 0.8, (1.0, 0.7, 0.5, 0.3), (17.0, 0.06), 0.1, level=0.08, rate=0.25),
    "quack": Voice((480, 360), 0.17, (0.6, 1.0, 0.8, 0.7, 0.5), breath=0.15, syllables=3, level=0.08, rate=0.3),
    "howl": Voice((300, 520, 560, 540, 380), 2.1, (1.0, 0.3, 0.1), (5.0, 0.012), 0.04, level=0.1, rate=0.14),
    "tweet": Voice((2600, 3600, 2900), 0.14, (1.0, 0.1), syllables=3, level=0.05, rate=0.5),
    "caw": Voice((560, 520, 430), 0.34, (0.7, 1.0, 0.8, 0.6, 0.4), (34.0, 0.07), 0.3, syllables=2, level=0.07, rate=0.3),
    "croak": Voice((150, 190), 0.16, (0.8, 1.0, 0.7, 0.5), (46.0, 0.25), 0.1, syllables=2, level=0.1, rate=0.5),
    "oink": Voice((210, 300, 180), 0.2, (0.7, 1.0, 0.8, 0.4), (40.0, 0.2), 0.4, syllables=2, level=0.09, rate=0.35),
    "trumpeting": Voice((380, 700, 760, 620), 0.9, (1.0, 0.9, 0.8, 0.6, 0.4), (24.0, 0.05), 0.12, level=0.08, rate=0.16),
    "crow": Voice((620, 900, 1050, 1000, 640), 1.0, (1.0, 0.8, 0.5, 0.3), (9.0, 0.02), 0.06, level=0.07, rate=0.16),
    "gull": Voice((1500, 1150, 900), 0.4, (1.0, 0.5, 0.3), breath=0.05, syllables=3, level=0.06, rate=0.2),
    "chatter": Voice((760, 1100, 820), 0.12, (1.0, 0.7, 0.4), breath=0.1, syllables=5, level=0.06, rate=0.25),
}  # fmt: skip
_REST_SECONDS = 0.09


def call_of(voice: Voice) -> Callable[[Cue, Random], Wave]:
    """The maker of a call's sound, never twice quite the same."""

    def call(cue: Cue, random: Random) -> Wave:
        rest = np.zeros(int(_REST_SECONDS * SOUND_RATE))
        pieces: list[Wave] = []
        for _ in range(voice.syllables):
            pieces += [_syllable(voice, random), rest]
        return np.concatenate(pieces[:-1])

    return call


def _syllable(voice: Voice, random: Random) -> Wave:
    t = clock(voice.seconds)
    pitch = np.interp(t / voice.seconds, np.linspace(0, 1, len(voice.pitches)), voice.pitches)
    often, wide = voice.tremble
    pitch = pitch * random.uniform(0.95, 1.05) * (1 + wide * np.sin(2 * np.pi * often * t))
    phase = 2 * np.pi * np.cumsum(pitch) / SOUND_RATE
    tone = overtones(phase, voice.overtones)
    top = min(9000.0, 4.0 * max(voice.pitches))
    air = noise(voice.seconds, random, min(voice.pitches), top)[: t.size]
    ramp = min(0.08, voice.seconds * 0.3)
    return fade(tone / sum(voice.overtones) + voice.breath * air, ramp, ramp * 1.6)
