"""Flowers: a stem with leaves and whatever blooms on it."""
# Points read better in rows than one below the other.
# fmt: off

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from math import cos, sin, tau

from filmgate.engines.animatic.stage.pen import Pen
from filmgate.engines.animatic.stage.puppets.figure import Model, darker, lighter
from filmgate.engines.animatic.stage.puppets.puppet import Moment, wave

Bloom = Callable[[Pen, str, float], None]
"""Draws an open flower around the origin; the share (0 to 1) says how far it has opened."""
_STEM = "4f8a44"
_P = partial


def grown(m: Moment) -> float:
    """How much of it is there already."""
    if m.action != "grow":
        return 1.0
    s = min(1.0, m.t / 4.0)
    return 0.12 + 0.88 * s * s * (3 - 2 * s)


def _flower(pen: Pen, colour: str, m: Moment, bloom: Bloom, tall: float = 150, leaves: bool = True) -> None:
    """A stem with leaves and whatever blooms on it."""
    size = grown(m)
    lean = 0.05 * wave(m.t, 2.7)
    p = pen.at(0, 0, lean)
    h = tall * (0.25 + 0.75 * size)
    p.band([(0, 2), (5, -h * 0.5), (0, -h)], [4.5, 4, 3], _STEM)
    if leaves:
        for side, at in ((-1, 0.30), (1, 0.44)):
            p.blob(
                [
                    (2, -h * at),
                    (side * 34 * size, -h * at - 24 * size),
                    (side * 58 * size, -h * at - 10 * size),
                    (side * 26 * size, -h * at + 4),
                ],
                _STEM,
            )
    bloom(p.at(0, -h, -lean * 1.4, 0.35 + 0.65 * size), colour, size)


def _rose_bloom(p: Pen, colour: str, share: float) -> None:
    for i in range(6):
        a = i * tau / 6 + 0.3
        p.oval(cos(a) * 20 * share, sin(a) * 15 * share - 6, 19, 17, darker(colour, 0.86 if i < 3 else 0.95))
    p.oval(0, -9, 23, 21, colour)
    p.curve([(-12, -6), (-4, -20), (10, -14), (8, -2), (-4, -4), (0, -11)], darker(colour, 0.7), 3)


def _tulip_bloom(p: Pen, colour: str, share: float) -> None:
    w = 14 + 10 * share
    p.blob([(-w, -38), (0, -22), (w, -38), (w * 1.05, -6), (0, 9), (-w * 1.05, -6)], darker(colour, 0.86), 0.8)
    p.blob([(-w * 0.4, -18), (0, -44), (w * 0.4, -18), (w * 0.5, 2), (0, 9), (-w * 0.5, 2)], colour, 0.8)


def _petals(p: Pen, colour: str, share: float, count: int, reach: float, width: float, core: float, core_colour: str) -> None:
    for ring, shade in ((0.5, 0.88), (0.0, 1.0)):
        for i in range(count):
            petal = p.at(0, 0, (i + ring) * tau / count)
            length = reach * (0.4 + 0.6 * share)
            petal.blob(
                [(-width * 0.3, -core * 0.6), (-width, -length * 0.7), (0, -length), (width, -length * 0.7), (width * 0.3, -core * 0.6)],
                darker(colour, shade),
            )
    p.oval(0, 0, core, core, core_colour)
    for i in range(12):
        r = core * (0.35 + 0.4 * (i % 2))
        p.dot(cos(i * 2.4) * r, sin(i * 2.4) * r, core * 0.09, darker(core_colour, 0.7))


def _dandelion_bloom(p: Pen, colour: str, share: float) -> None:
    for i in range(26):
        a, r = i * 2.39996, 30 * share * (0.55 + 0.45 * ((i * 7) % 5) / 4)
        p.string(0, 0, cos(a) * r, sin(a) * r, "f6f6f0", 1.2)
        p.dot(cos(a) * r, sin(a) * r, 3.2, colour)
    p.dot(0, 0, 5, "8a7a4a")


def _lavender_bloom(p: Pen, colour: str, share: float) -> None:
    for k, x in enumerate((-30, 0, 32)):
        for i in range(7):
            p.oval(x * (1 - i * 0.02) + (5 if i % 2 else -5), 40 - i * 12 * share - k % 2 * 12, 8, 7.5, lighter(colour, 0.06 * i))
        p.limb(x, 44, 2, x * 0.3, 110, 2, _STEM)


def _lotus(pen: Pen, colour: str, m: Moment) -> None:
    size = grown(m)
    p = pen.at(0, -4 + 2 * wave(m.t, 3.0))
    for x, r in ((-70, 56), (66, 60), (0, 84)):
        p.oval(x, 4, r, r * 0.2, "4f9a5a")
        p.string(x, 4, x + r * 0.8, 0, "3f7f4a", 2)
    for ring, reach, shade in ((0, 74, 0.85), (1, 58, 0.94), (2, 40, 1.0)):
        count = 7 - ring * 2
        for i in range(count):
            a = (i / (count - 1) - 0.5) * (2.5 - ring * 0.5) * size
            petal = p.at(0, -6, a)
            petal.blob([(-6, 0), (-15, -reach * 0.55), (0, -reach), (15, -reach * 0.55), (6, 0)], darker(colour, shade))


_sunflower = _P(_petals, count=11, reach=58, width=11, core=25, core_colour="6a4326")


_daisy = _P(_petals, count=9, reach=42, width=9, core=13, core_colour="f2c23c")


_poppy = _P(_petals, count=4, reach=40, width=23, core=9, core_colour="2f2a33")


_bloom = _P(_petals, count=6, reach=44, width=16, core=13, core_colour="f2c84b")


MODELS = {
    "flower": Model(195, 130, "e8607f", _P(_flower, bloom=_bloom)),
    "rose": Model(185, 120, "d0304a", _P(_flower, bloom=_rose_bloom)),
    "tulip": Model(195, 120, "e2503f", _P(_flower, bloom=_tulip_bloom)),
    "sunflower": Model(280, 140, "f2b82c", _P(_flower, bloom=_sunflower, tall=220)),
    "daisy": Model(190, 120, "fbf8f0", _P(_flower, bloom=_daisy)),
    "poppy": Model(190, 120, "dd3a2c", _P(_flower, bloom=_poppy)),
    "dandelion": Model(182, 100, "fdfdf8", _P(_flower, bloom=_dandelion_bloom)),
    "lavender": Model(190, 110, "8a6fd0", _P(_flower, bloom=_lavender_bloom)),
    "lotus": Model(90, 230, "ee9abf", _lotus),
}  # fmt: skip
