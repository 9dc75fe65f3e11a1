"""Effects: sounds of what the performers do, in time with what is seen."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from filmgate.engines.animatic.film import SOUND_RATE
from filmgate.engines.animatic.sound.ambience import crackle
from filmgate.engines.animatic.sound.calls import VOICES, call_of
from filmgate.engines.animatic.sound.cue import Cue
from filmgate.engines.animatic.sound.desk import Desk
from filmgate.engines.animatic.sound.tone import Wave, arch, bell, clock, fade, noise, slow, thump

Random = np.random.Generator


def lay_effect(desk: Desk, cue: Cue, random: Random) -> None:
    """Lay one cue; a kind without a sound stays silent."""
    if cue.kind in _HITS:
        make, level, jitter = _HITS[cue.kind]
        even = [
            (k + jitter * random.uniform(-0.5, 0.5)) / cue.rate for k in range(int(cue.seconds * cue.rate))
        ]
        for since in cue.moments or even:
            loud = level * cue.level * random.uniform(0.8, 1.0)
            desk.lay(make(cue, random), cue.start + since, loud, cue.pan_at(since))
    elif cue.kind in _FLOWS:
        flow, level = _FLOWS[cue.kind]
        wave = flow(cue.seconds, cue, random)
        desk.lay(
            fade(wave, min(0.25, cue.seconds / 4), min(0.4, cue.seconds / 4)),
            cue.start,
            level * cue.level,
            cue.pan,
            cue.path,
        )


# -- single sounds ------------------------------------------------------------------------------------------------


def _step(cue: Cue, random: Random) -> Wave:
    t = clock(0.13)
    match cue.ground:
        case "snow":
            return noise(0.13, random, 900, 4200, 0.3) * arch(t) * (0.4 + slow(0.13, random, 0.012))
        case "floor":
            return (
                thump(180, 0.1) * 0.7
                + noise(0.1, random, 800, 3200)[: clock(0.1).size] * np.exp(-clock(0.1) * 70) * 0.35
            )
        case "water":
            return noise(0.13, random, 500, 3000) * np.exp(-t * 22)
        case _:
            return noise(0.13, random, 160, 1500, 0.4) * np.exp(-t * 34) + thump(90, 0.13) * 0.5


def _hoof(cue: Cue, random: Random) -> Wave:
    knock = thump(random.uniform(240, 330), 0.09, 0.35)
    return knock + noise(0.09, random, 600, 2600) * np.exp(-clock(0.09) * 80) * 0.4


def _stomp(cue: Cue, random: Random) -> Wave:
    return thump(46, 0.5, 0.4) + noise(0.5, random, 40, 320, 0.5) * np.exp(-clock(0.5) * 9) * 0.5


def _wing(cue: Cue, random: Random) -> Wave:
    t = clock(0.2)
    return noise(0.2, random, 150, 1300, 0.4) * arch(t)


def _splash(cue: Cue, random: Random) -> Wave:
    t = clock(0.5)
    return noise(0.5, random, 300, 4200, 0.4) * np.exp(-t * 7) * np.clip(t / 0.03, 0, 1)


def _bounce(cue: Cue, random: Random) -> Wave:
    return thump(130, 0.16, 0.3)


def _chuff(cue: Cue, random: Random) -> Wave:
    t = clock(0.24)
    return noise(0.24, random, 220, 3200, 0.5) * np.exp(-t * 13) * np.clip(t / 0.015, 0, 1)


def _meow(cue: Cue, random: Random) -> Wave:
    t = clock(0.62)
    pitch = 520 + 260 * np.sin(np.pi * t / 0.62) + 9 * np.sin(2 * np.pi * 6 * t)
    phase = 2 * np.pi * np.cumsum(pitch) / SOUND_RATE
    return fade(np.sin(phase) + 0.6 * np.sin(2 * phase) + 0.35 * np.sin(3 * phase), 0.09, 0.22) * 0.5


def _bark(cue: Cue, random: Random) -> Wave:
    t = clock(0.16)
    phase = 2 * np.pi * np.cumsum(300 + 260 * np.exp(-t * 16)) / SOUND_RATE
    return fade(np.sign(np.sin(phase)) * 0.35 + noise(0.16, random, 300, 2400) * 0.4, 0.01, 0.08) * np.exp(
        -t * 9
    )


def _roar(cue: Cue, random: Random) -> Wave:
    t = clock(1.3)
    growl = np.sin(
        2 * np.pi * np.cumsum(72 + 26 * np.sin(2 * np.pi * 3 * t) + 8 * slow(1.3, random, 0.05)) / SOUND_RATE
    )
    rough = noise(1.3, random, 70, 900, 0.6) * (0.5 + 0.5 * np.sign(np.sin(2 * np.pi * 34 * t)))
    return fade(growl * 0.6 + rough, 0.12, 0.5) * np.sin(np.pi * t / 1.3)


def _chirp(cue: Cue, random: Random) -> Wave:
    t = clock(0.12)
    sweep = random.uniform(2400, 3300) + 900 * np.sin(np.pi * t / t[-1])
    return np.sin(2 * np.pi * np.cumsum(sweep) / SOUND_RATE) * arch(t)


def _beep(cue: Cue, random: Random) -> Wave:
    hertz = random.choice([523.25, 659.25, 783.99, 1046.5])
    t = clock(0.1)
    return fade(np.sign(np.sin(2 * np.pi * hertz * t)) * 0.3 + np.sin(2 * np.pi * hertz * t), 0.004, 0.03)


def _burst(cue: Cue, random: Random) -> Wave:
    t = clock(1.5)
    bang = noise(1.5, random, 50, 1800, 0.6) * np.exp(-t * 5)
    sparkle = noise(1.5, random, 2500, 9000) * np.exp(-t * 2.6) * slow(1.5, random, 0.012) ** 5
    whole = bang + 0.9 * sparkle
    hit = thump(70, 0.5)
    whole[: hit.size] += hit
    return whole


def _whale(cue: Cue, random: Random) -> Wave:
    t = clock(2.2)
    pitch = random.uniform(170, 260) * (
        1 + 0.5 * np.sin(np.pi * t / 2.2) ** 2 + 0.02 * np.sin(2 * np.pi * 5 * t)
    )
    phase = 2 * np.pi * np.cumsum(pitch) / SOUND_RATE
    return fade(np.sin(phase) + 0.4 * np.sin(2 * phase), 0.5, 0.7)


def _clock_tick(cue: Cue, random: Random) -> Wave:
    return noise(0.03, random, 1800, 6000) * np.exp(-clock(0.03) * 260) + 0.4 * thump(900, 0.03)


def _chime(cue: Cue, random: Random) -> Wave:
    return bell(random.choice([1046.5, 1318.5, 1568.0, 2093.0]), 1.1, 3.2)


# -- held sounds ----------------------------------------------------------------------------------------------------


def _engine(seconds: float, cue: Cue, random: Random) -> Wave:
    t = clock(seconds)
    turns = 42 * (1 + 0.05 * slow(seconds, random, 0.7))
    phase = 2 * np.pi * np.cumsum(turns) / SOUND_RATE
    hum = sum((np.sin(phase * k + k) / k**0.8 for k in (1, 2, 3, 4, 6)), np.zeros_like(t))
    return hum * 0.5 + noise(seconds, random, 120, 900, 0.5) * 0.45


def _propeller(seconds: float, cue: Cue, random: Random) -> Wave:
    t = clock(seconds)
    beat = 0.55 + 0.45 * np.sin(2 * np.pi * 17 * t)
    return (noise(seconds, random, 70, 900, 0.6) + 0.6 * np.sin(2 * np.pi * 96 * t)) * beat


def _jet(seconds: float, cue: Cue, random: Random) -> Wave:
    return noise(seconds, random, 120, 3200, 0.45) * (0.7 + 0.3 * slow(seconds, random, 0.8))


def _rocket(seconds: float, cue: Cue, random: Random) -> Wave:
    t = clock(seconds)
    swell = np.clip(t / 0.5, 0, 1) * np.exp(-np.clip(t - 2.5, 0, None) * 0.35)
    return (
        noise(seconds, random, 28, 300, 0.7) * 1.3
        + noise(seconds, random, 300, 2600, 0.4) * slow(seconds, random, 0.02)
    ) * swell


def _buzz(seconds: float, cue: Cue, random: Random) -> Wave:
    t = clock(seconds)
    pitch = 210 + 26 * slow(seconds, random, 0.4)
    phase = 2 * np.pi * np.cumsum(pitch) / SOUND_RATE
    return (np.sin(phase) + 0.6 * np.sin(2 * phase) + 0.4 * np.sin(3 * phase)) * (
        0.5 + 0.5 * np.sin(2 * np.pi * 0.8 * t) ** 2
    )


def _siren(seconds: float, cue: Cue, random: Random) -> Wave:
    t = clock(seconds)
    pitch = np.where((t * 1.1) % 1 < 0.5, 440.0, 587.0)
    return np.sin(2 * np.pi * np.cumsum(pitch) / SOUND_RATE)


def _theremin(seconds: float, cue: Cue, random: Random) -> Wave:
    t = clock(seconds)
    pitch = 330 + 110 * np.sin(2 * np.pi * 0.45 * t) + 9 * np.sin(2 * np.pi * 6 * t)
    return np.sin(2 * np.pi * np.cumsum(pitch) / SOUND_RATE)


def _fire(seconds: float, cue: Cue, random: Random) -> Wave:
    return crackle(seconds, random)


def _babble(seconds: float, cue: Cue, random: Random) -> Wave:
    """Speech without words: syllables of a voice whose vowels wander."""
    t = clock(seconds)
    pitch = random.uniform(150, 230) * (1 + 0.16 * (slow(seconds, random, 0.35) - 0.5))
    phase = 2 * np.pi * np.cumsum(pitch) / SOUND_RATE
    first, second = 350 + 450 * slow(seconds, random, 0.16), 900 + 1300 * slow(seconds, random, 0.16)
    voice = np.zeros_like(t)
    for k in range(1, 15):
        hertz = k * pitch
        vowel = np.exp(-(((hertz - first) / 170) ** 2)) + 0.5 * np.exp(-(((hertz - second) / 260) ** 2))
        voice += np.sin(k * phase) * (vowel + 0.02) / k**0.3
    syllables = np.clip(slow(seconds, random, 0.11) * 1.7 - 0.4, 0, 1)
    pauses = np.clip(slow(seconds, random, 0.7) * 4 - 1.0, 0, 1)
    return voice * syllables * pauses


def _brook(seconds: float, cue: Cue, random: Random) -> Wave:
    return noise(seconds, random, 400, 3600, 0.4) * (0.6 + 0.4 * slow(seconds, random, 0.1))


_HITS: dict[str, tuple[Callable[[Cue, Random], Wave], float, float]] = {
    "step": (_step, 0.20, 0.0),
    "hoof": (_hoof, 0.17, 0.06),
    "stomp": (_stomp, 0.42, 0.0),
    "wing": (_wing, 0.12, 0.05),
    "splash": (_splash, 0.10, 0.3),
    "bounce": (_bounce, 0.25, 0.0),
    "chuff": (_chuff, 0.16, 0.0),
    "meow": (_meow, 0.10, 0.4),
    "bark": (_bark, 0.14, 0.5),
    "roar": (_roar, 0.26, 0.3),
    "chirp": (_chirp, 0.07, 0.6),
    "beep": (_beep, 0.05, 0.3),
    "burst": (_burst, 0.34, 0.3),
    "whale": (_whale, 0.13, 0.2),
    "tick": (_clock_tick, 0.10, 0.0),
    "chime": (_chime, 0.05, 0.6),
    **{kind: (call_of(voice), voice.level, 0.4) for kind, voice in VOICES.items()},
}
"""Kind: how one of them sounds, how loud, and by what share of a beat its time is left to chance."""

_FLOWS: dict[str, tuple[Callable[[float, Cue, Random], Wave], float]] = {
    "engine": (_engine, 0.085),
    "propeller": (_propeller, 0.09),
    "jet": (_jet, 0.08),
    "rocket": (_rocket, 0.34),
    "buzz": (_buzz, 0.04),
    "siren": (_siren, 0.045),
    "theremin": (_theremin, 0.05),
    "fire": (_fire, 0.11),
    "brook": (_brook, 0.06),
    "babble": (_babble, 0.07),
}
