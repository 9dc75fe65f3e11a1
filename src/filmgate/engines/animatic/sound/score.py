"""The whole sound track of a film, from the storyboard's mood and the cues of the stage."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from filmgate.engines.animatic.film import Sound
from filmgate.engines.animatic.sound.ambience import lay_ambience
from filmgate.engines.animatic.sound.cue import Bed, Cue
from filmgate.engines.animatic.sound.desk import Desk
from filmgate.engines.animatic.sound.effects import lay_effect
from filmgate.engines.animatic.sound.music import Band

INSTRUMENTS = frozenset(
    {"piano", "guitar", "violin", "cello", "drum", "trumpet", "flute", "harp", "accordion"}
)


def compose(seconds: float, seed: int, mood: str, beds: Sequence[Bed], cues: Sequence[Cue]) -> Sound:
    """Stereo samples, exactly as long as the film."""
    desk, random = Desk(seconds), np.random.default_rng(seed)
    band = Band(desk, mood, random)
    played = [cue for cue in cues if cue.kind in INSTRUMENTS]
    band.bed(0.45 if played else 1.0)
    for cue in played:
        band.play(cue)
    for bed in beds:
        lay_ambience(desk, bed, random)
    for cue in cues:
        lay_effect(desk, cue, random)
    return desk.finish()
