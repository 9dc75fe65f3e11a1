"""Colours as eyes see them: sRGB for the canvas, mixed and shaded in OKLab (Ottosson 2020)."""

from __future__ import annotations

from functools import lru_cache
from math import atan2, cbrt, cos, hypot, sin

Colour = tuple[int, int, int, int]
"""Red, green, blue, opacity: 0 to 255 each, not premultiplied."""


def hex_colour(text: str, opacity: float = 1.0) -> Colour:
    """`"#aabbcc"` or `"aabbcc"`."""
    digits = text.lstrip("#")
    return (int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16), round(opacity * 255))


def faded(colour: Colour, opacity: float) -> Colour:
    """The colour with its opacity multiplied."""
    return (*colour[:3], max(0, min(255, round(colour[3] * opacity))))


@lru_cache(4096)
def mixed(one: Colour, other: Colour, share: float) -> Colour:
    """From one (0) to the other (1) by equal steps of perceived difference."""
    t = min(1.0, max(0.0, share))
    a, b = _to_lab(one), _to_lab(other)
    lab = (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t)
    return _from_lab(lab, one[3] + (other[3] - one[3]) * t)


@lru_cache(4096)
def toned(colour: Colour, lightness: float = 0.0, chroma: float = 1.0, hue_turn: float = 0.0) -> Colour:
    """Lighter or darker by an amount of perceived lightness, chroma multiplied, hue turned (radians)."""
    light, a, b = _to_lab(colour)
    strength, hue = hypot(a, b) * chroma, atan2(b, a) + hue_turn
    light = min(1.0, max(0.0, light + lightness))
    return _from_lab((light, strength * cos(hue), strength * sin(hue)), colour[3])


@lru_cache(4096)
def _to_lab(colour: Colour) -> tuple[float, float, float]:
    r, g, b = (_linear(channel / 255) for channel in colour[:3])
    long = cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    medium = cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    short = cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _from_lab(lab: tuple[float, float, float], opacity: float) -> Colour:
    light, a, b = lab
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    channels = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    r, g, b8 = (round(_encoded(channel) * 255) for channel in channels)
    return (r, g, b8, round(opacity))


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _encoded(value: float) -> float:
    value = min(1.0, max(0.0, value))
    return 12.92 * value if value <= 0.0031308 else float(1.055 * value ** (1 / 2.4) - 0.055)
