"""Ambience: wind, water, rain, birds, crickets, traffic; what a place sounds like when nothing happens."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from filmgate.engines.animatic.sound.cue import Bed
from filmgate.engines.animatic.sound.desk import Desk
from filmgate.engines.animatic.sound.tone import Wave, arch, clock, fade, noise, slow, thump

Random = np.random.Generator
_CROSS_SECONDS = 0.5
_INDOORS = frozenset({"room", "kitchen", "library", "theatre", "studio"})
_NIGHT = frozenset({"night", "blue hour"})


def lay_ambience(desk: Desk, bed: Bed, random: Random) -> None:
    """Lay the sounds of a place, time and weather."""
    seconds = bed.seconds + _CROSS_SECONDS
    for make, level in _layers(bed):
        left, right = make(seconds, random), make(seconds, random)
        desk.wide(
            fade(left, _CROSS_SECONDS, _CROSS_SECONDS),
            fade(right, _CROSS_SECONDS, _CROSS_SECONDS),
            bed.start,
            level,
        )
    for flash in bed.flashes:
        if flash < bed.seconds:
            desk.lay(
                _thunder(random),
                bed.start + flash + random.uniform(0.25, 0.7),
                0.5,
                random.uniform(-0.5, 0.5),
            )


def _layers(bed: Bed) -> list[tuple[Callable[[float, Random], Wave], float]]:
    place, weather, night = bed.place, set(bed.weather), bed.time in _NIGHT
    inside = place in _INDOORS
    layers: list[tuple[Callable[[float, Random], Wave], float]] = []
    if weather & {"rain", "storm"}:
        layers.append((_rain, 0.05 if inside else 0.13 if "storm" in weather else 0.10))
    if weather & {"storm", "wind", "snow"} or place in {"mountains", "snowfield", "desert", "mars", "sky"}:
        layers.append((_wind, (0.11 if "storm" in weather else 0.055) * (0.4 if inside else 1.0)))
    if place in {"sea", "beach"}:
        layers.append((_waves, 0.13 if "storm" in weather else 0.085))
    if place == "waterfall":
        layers.append((_rain, 0.12))
    if place in {"lake", "garden", "swamp"}:
        layers.append((_lapping, 0.03))
    if place in {
        "meadow",
        "forest",
        "garden",
        "lake",
        "jungle",
        "bamboo forest",
        "village",
        "beach",
        "mountains",
        "savanna",
    } and not weather & {"storm", "rain", "snow"}:
        layers.append((_crickets, 0.016) if night else (_birds, 0.034))
    if place == "savanna" and not night:
        layers.append((_crickets, 0.008))
    if place == "swamp":
        layers.append((_crickets, 0.014))
    if place == "stadium":
        layers.append((_crowd, 0.06))
    if place in {"city", "street", "station"}:
        layers.append((_traffic, 0.032))
    if place in {"underwater"}:
        layers.append((_deep, 0.10))
    if place in {"space", "moon", "mars", "abstract", "cave"}:
        layers.append((_drone, 0.045))
    if place == "volcano" or "sparks" in weather:
        layers.append((crackle, 0.05))
    if inside or not layers:
        layers.append((_air, 0.012))
    return layers


def _wind(seconds: float, random: Random) -> Wave:
    gusts = 0.25 + 0.75 * slow(seconds, random, 1.3) ** 2
    whistle = noise(seconds, random, 380, 720) * slow(seconds, random, 0.9) ** 3
    return (noise(seconds, random, 60, 420, 0.5) + 0.3 * whistle) * gusts


def _rain(seconds: float, random: Random) -> Wave:
    hiss = noise(seconds, random, 900, 9000, 0.35)
    drops = noise(seconds, random, 1500, 5200)
    return hiss * 0.7 + drops * (slow(seconds, random, 0.02) ** 6) * 2.2


def _waves(seconds: float, random: Random) -> Wave:
    t = clock(seconds)
    swell = 0.5 + 0.5 * np.sin(2 * np.pi * (t / random.uniform(4.2, 5.6) + random.random()))
    return (
        noise(seconds, random, 70, 900, 0.7) * (0.35 + swell)
        + noise(seconds, random, 900, 6000, 0.3) * swell**3 * 0.6
    )


def _lapping(seconds: float, random: Random) -> Wave:
    return noise(seconds, random, 200, 1100, 0.4) * slow(seconds, random, 0.5) ** 3


def _birds(seconds: float, random: Random) -> Wave:
    """Short phrases of chirps, each bird with its own tune."""
    track = np.zeros_like(clock(seconds))
    at = random.uniform(0.1, 1.2)
    while at < seconds - 0.3:
        base, rise, count = random.uniform(2300, 4300), random.uniform(-900, 1300), int(random.integers(2, 6))
        for k in range(count):
            t = clock(random.uniform(0.05, 0.13))
            sweep = base + rise * (t / t[-1]) + 240 * np.sin(2 * np.pi * 31 * t)
            chirp = np.sin(2 * np.pi * np.cumsum(sweep) / 48_000) * arch(t)
            first = int((at + k * random.uniform(0.11, 0.17)) * 48_000)
            piece = chirp[: max(0, track.size - first)]
            track[first : first + piece.size] += piece * random.uniform(0.5, 1.0)
        at += random.uniform(0.7, 2.1)
    return track * 1.6


def _crickets(seconds: float, random: Random) -> Wave:
    t = clock(seconds)
    track = np.zeros_like(t)
    for _ in range(3):
        hertz, rate = random.uniform(3900, 4800), random.uniform(1.6, 2.4)
        gate = np.clip(np.sin(2 * np.pi * (t * rate + random.random())) * 3, 0, 1)
        track += np.sin(2 * np.pi * hertz * t) * gate * (0.5 + 0.5 * np.sin(2 * np.pi * 32 * t))
    return track * 0.5


def _traffic(seconds: float, random: Random) -> Wave:
    passing = slow(seconds, random, 2.2) ** 2
    return noise(seconds, random, 40, 260, 0.6) * 0.7 + noise(seconds, random, 200, 1600, 0.6) * passing * 0.6


def _crowd(seconds: float, random: Random) -> Wave:
    """Thousands of voices, which swell now and then."""
    swell = 0.55 + 0.45 * slow(seconds, random, 1.6)
    return (
        noise(seconds, random, 260, 1500, 0.5) * swell + noise(seconds, random, 900, 3200) * 0.16 * swell**3
    )


def _deep(seconds: float, random: Random) -> Wave:
    track = noise(seconds, random, 30, 240, 0.8)
    for _ in range(int(seconds * 3)):
        start = int(random.uniform(0, max(0.1, seconds - 0.2)) * 48_000)
        t = clock(random.uniform(0.05, 0.14))
        bubble = np.sin(
            2 * np.pi * np.cumsum(random.uniform(320, 760) * (1 + 1.6 * t / t[-1])) / 48_000
        ) * arch(t)
        piece = bubble[: max(0, track.size - start)]
        track[start : start + piece.size] += piece * 0.8
    return track


def _drone(seconds: float, random: Random) -> Wave:
    t = clock(seconds)
    root = random.choice([55.0, 61.7, 49.0])
    hum = sum(
        (np.sin(2 * np.pi * root * k * (1 + 0.001 * k) * t + k) / k for k in (1, 2, 3, 5)), np.zeros_like(t)
    )
    return hum * (0.6 + 0.4 * slow(seconds, random, 2.0)) * 0.7


def crackle(seconds: float, random: Random) -> Wave:
    """A fire."""
    track = noise(seconds, random, 60, 500, 0.6) * 0.4
    for _ in range(int(seconds * 16)):
        start = int(random.uniform(0, max(0.05, seconds - 0.05)) * 48_000)
        snap = noise(0.02, random, 1200, 7000) * np.exp(-clock(0.02) * 240)
        piece = snap[: max(0, track.size - start)]
        track[start : start + piece.size] += piece * random.uniform(0.4, 2.2)
    return track


def _air(seconds: float, random: Random) -> Wave:
    return noise(seconds, random, 60, 500, 0.5)


def _thunder(random: Random) -> Wave:
    seconds = 2.6
    t = clock(seconds)
    roll = noise(seconds, random, 28, 240, 0.7) * np.exp(-t * 1.5) * (0.4 + slow(seconds, random, 0.16))
    crack = noise(seconds, random, 200, 3500, 0.5) * np.exp(-t * 9) * 0.6
    body = np.zeros_like(t)
    hit = thump(58, 1.2)
    body[: hit.size] = hit
    return fade(roll + crack + body, 0.004, 0.4)
