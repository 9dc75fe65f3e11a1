"""Music: a small bed of chords and notes by mood, and the instruments that are seen to be played."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from filmgate.engines.animatic.sound.cue import Cue
from filmgate.engines.animatic.sound.desk import Desk
from filmgate.engines.animatic.sound.tone import Wave, bell, blown, clock, fade, noise, pluck, thump

Random = np.random.Generator
_MAJOR, _MINOR = (0, 2, 4, 5, 7, 9, 11), (0, 2, 3, 5, 7, 8, 10)
BEATS_A_CHORD = 4


@dataclass(frozen=True)
class Mood:
    """`scale`: steps in half tones; `chords`: degrees of the scale; `pattern`: degrees above the chord, a half beat
    each (None rests); `beat`: seconds; `drums`: whether a soft drum keeps time."""

    scale: tuple[int, ...]
    chords: tuple[int, ...]
    pattern: tuple[int | None, ...]
    beat: float
    voice: str = "pluck"
    drums: bool = False
    level: float = 1.0


MOODS = {
    "happy": Mood(_MAJOR, (0, 4, 5, 3), (0, 2, 4, 2, 7, 4, 2, 4), 0.42, drums=True),
    "calm": Mood(_MAJOR, (0, 5, 3, 4), (0, None, 4, None, 2, None, 7, None), 0.62),
    "epic": Mood(_MINOR, (0, 5, 2, 6), (0, 0, 4, 0, 7, 0, 4, 0), 0.60, "brass", True, 1.15),
    "tense": Mood(_MINOR, (0, 0, 1, 0), (0, None, None, 1, None, None, 0, None), 0.70, "bell", level=0.9),
    "sad": Mood(_MINOR, (0, 3, 5, 4), (0, None, 2, None, 4, None, 2, None), 0.75),
    "magic": Mood(_MAJOR, (0, 2, 3, 3), (0, 4, 7, 11, 9, 7, 4, 2), 0.55, "bell"),
    "energetic": Mood(_MINOR, (0, 5, 2, 6), (0, 0, 7, 0, 4, 0, 7, 2), 0.36, "synth", True, 1.1),
    "romantic": Mood(_MAJOR, (0, 5, 1, 4), (0, 4, 7, 9, 7, 4, 2, 4), 0.66),
}


class Band:
    """Plays in one key from the beginning to the end of a film."""

    def __init__(self, desk: Desk, mood: str, random: Random) -> None:
        self.desk, self.random = desk, random
        self.mood = MOODS.get(mood, MOODS["calm"])
        self.root = 48 + int(random.integers(0, 8))

    def bed(self, level: float) -> None:
        """Chords and a figure over them."""
        mood, beat = self.mood, self.mood.beat
        chord_seconds = beat * BEATS_A_CHORD
        voice = _VOICES[mood.voice]
        for bar in range(int(self.desk.seconds / chord_seconds) + 1):
            degree, start = mood.chords[bar % len(mood.chords)], bar * chord_seconds
            for third, pan in ((0, -0.4), (2, 0.4), (4, 0.0)):
                tone = blown(
                    _hertz(self._note(degree + third)), chord_seconds + 0.3, (1.0, 0.4, 0.18, 0.06), 0.002
                )
                self.desk.lay(fade(tone, 0.5, 0.5), start, 0.021 * level * mood.level, pan)
            bass = pluck(_hertz(self._note(degree) - 12), chord_seconds, 0.5, 1.2)
            self.desk.lay(bass, start, 0.07 * level * mood.level)
            for k, step in enumerate(mood.pattern):
                if step is not None:
                    at = start + k * beat / 2
                    self.desk.lay(
                        voice(_hertz(self._note(degree + step) + 12), 1.2),
                        at,
                        0.045 * level,
                        0.35 * (-1) ** k,
                    )
            if mood.drums:
                self._drums(start, level)

    def play(self, cue: Cue) -> None:
        """Somebody is seen playing: a melody on that instrument."""
        mood, beat, random = self.mood, self.mood.beat, self.random
        voice, length, octave = _INSTRUMENTS.get(cue.kind, (_pluck_voice, 1.2, 12))
        if cue.kind == "drum":
            self._solo(cue)
            return
        step, at = 0, 0.0
        while at < cue.seconds - 0.1:
            bar = int((cue.start + at) / (beat * BEATS_A_CHORD))
            degree = mood.chords[bar % len(mood.chords)]
            step = int(np.clip(step + random.integers(-2, 3), -3, 9))
            held = beat * float(random.choice([0.5, 0.5, 1.0, 1.0, 1.5]))
            tone = voice(_hertz(self._note(degree + step) + octave), max(held, length))
            self.desk.lay(tone, cue.start + at, 0.15 * cue.level, cue.pan)
            if cue.kind in {"piano", "guitar", "harp", "accordion"} and held >= beat:
                for third in (0, 2, 4):
                    low = voice(_hertz(self._note(degree + third) + octave - 12), max(beat * 2, length))
                    self.desk.lay(low, cue.start + at + 0.012 * third, 0.07 * cue.level, cue.pan)
            at += held

    def _note(self, degree: int) -> int:
        """Half tones, counted as MIDI does, of a degree of the scale."""
        octave, step = divmod(degree, 7)
        return self.root + 12 * octave + self.mood.scale[step]

    def _drums(self, start: float, level: float) -> None:
        beat = self.mood.beat
        for k in range(BEATS_A_CHORD):
            if k % 2 == 0:
                self.desk.lay(thump(62, 0.24), start + k * beat, 0.12 * level)
            else:
                tap = noise(0.09, self.random, 1500, 7000) * np.exp(-clock(0.09) * 42)
                self.desk.lay(tap, start + k * beat, 0.032 * level, 0.1)
            tick = noise(0.03, self.random, 5000, 12000) * np.exp(-clock(0.03) * 140)
            self.desk.lay(tick, start + (k + 0.5) * beat, 0.02 * level, -0.3)

    def _solo(self, cue: Cue) -> None:
        beat = self.mood.beat
        for k in range(int(cue.seconds / (beat / 2))):
            hertz = (70, 150, 110, 190)[int(self.random.integers(0, 4))] if k % 4 else 62
            self.desk.lay(thump(hertz, 0.22, 0.35), cue.start + k * beat / 2, 0.26 * cue.level, cue.pan)
            tap = noise(0.12, self.random, 1200, 8000) * np.exp(-clock(0.12) * 30)
            self.desk.lay(tap, cue.start + k * beat / 2, 0.05 if k % 2 else 0.09, cue.pan)


def _hertz(note: float) -> float:
    return float(440.0 * 2 ** ((note - 69) / 12))


@lru_cache(128)
def _pluck_voice(hertz: float, seconds: float) -> Wave:
    return pluck(hertz, seconds, 0.8, 2.4)


@lru_cache(128)
def _synth(hertz: float, seconds: float) -> Wave:
    t = clock(min(seconds, 0.4))
    return fade(
        (np.sign(np.sin(2 * np.pi * hertz * t)) * 0.3 + np.sin(2 * np.pi * hertz * t)) * np.exp(-t * 8),
        0.004,
        0.05,
    )


@lru_cache(128)
def _piano(hertz: float, seconds: float) -> Wave:
    return pluck(hertz, seconds, 0.9, 1.7) + 0.5 * pluck(hertz * 1.0015, seconds, 0.9, 1.9)


@lru_cache(128)
def _guitar(hertz: float, seconds: float) -> Wave:
    return pluck(hertz, seconds, 1.15, 2.2)


@lru_cache(128)
def _bowed(hertz: float, seconds: float) -> Wave:
    return blown(hertz, seconds, (1.0, 0.7, 0.5, 0.42, 0.25, 0.2, 0.12), 0.006) * 0.6


@lru_cache(128)
def _brass(hertz: float, seconds: float) -> Wave:
    return blown(hertz, seconds, (1.0, 0.9, 0.7, 0.5, 0.36, 0.2), 0.003) * 0.5


@lru_cache(128)
def _flute(hertz: float, seconds: float) -> Wave:
    return blown(hertz, seconds, (1.0, 0.22, 0.07), 0.006)


@lru_cache(128)
def _reed(hertz: float, seconds: float) -> Wave:
    return (
        blown(hertz, seconds, (1.0, 0.5, 0.6, 0.3, 0.3, 0.16))
        + blown(hertz * 1.006, seconds, (0.8, 0.4, 0.4))
    ) * 0.4


_VOICES: dict[str, Callable[[float, float], Wave]] = {
    "pluck": _pluck_voice,
    "bell": lambda hertz, seconds: bell(hertz, seconds) * 0.7,
    "brass": lambda hertz, seconds: _brass(hertz / 2, 0.5),
    "synth": _synth,
}
_INSTRUMENTS: dict[str, tuple[Callable[[float, float], Wave], float, int]] = {
    "piano": (_piano, 1.5, 12),
    "guitar": (_guitar, 1.3, 0),
    "violin": (_bowed, 0.2, 24),
    "cello": (_bowed, 0.3, 0),
    "trumpet": (_brass, 0.2, 12),
    "flute": (_flute, 0.2, 24),
    "harp": (_pluck_voice, 1.8, 12),
    "accordion": (_reed, 0.3, 12),
}
"""Voice, shortest note in seconds, and half tones above the band's key."""
