"""Boats and ships: the origin is at the water line."""
# Points read better in rows than one below the other.
# fmt: off

from __future__ import annotations

from math import sin

from filmgate.engines.animatic.brush.path import box, ellipse
from filmgate.engines.animatic.script.storyboard import Actor
from filmgate.engines.animatic.stage.pen import Pen
from filmgate.engines.animatic.stage.puppets.figure import Figure, Model, darker, figure, lighter
from filmgate.engines.animatic.stage.puppets.puppet import Moment, wave

_WOOD = "7a4f33"
_CANVAS = "f6efdf"


def _hull(pen: Pen, half: float, tall: float, colour: str, bow: float = 0.2) -> None:
    pen.blob(
        [
            (-half, -tall),
            (-half * 0.1, -tall * 0.8),
            (half * (1 + bow), -tall * 1.2),
            (half * 0.84, 2),
            (half * 0.5, 16),
            (-half * 0.8, 14),
            (-half * 0.98, -4),
        ],
        colour,
        0.5,
    )
    pen.curve([(-half, -tall + 4), (-half * 0.1, -tall * 0.8 + 4), (half * (1 + bow) - 6, -tall * 1.2 + 5)], lighter(colour, 0.5), 4)


def _sail(pen: Pen, points: list[tuple[float, float]], belly: float, colour: str) -> None:
    """A sail that the wind fills."""
    (x0, y0), (x1, y1), (x2, y2) = points
    pen.blob(
        [
            (x0, y0),
            ((x0 + x1) / 2 + belly, (y0 + y1) / 2),
            (x1, y1),
            ((x1 + x2) / 2, (y1 + y2) / 2 + belly * 0.35),
            (x2, y2),
            ((x0 + x2) / 2, (y0 + y2) / 2),
        ],
        colour,
        0.7,
    )


def _flag(pen: Pen, x: float, y: float, colour: str, t: float, size: float = 1.0) -> None:
    top = [(x - 7 * i * size, y + 2.6 * sin(t * 7 - i) * i * 0.4) for i in range(6)]
    low = [(px, py + 15 * size) for px, py in reversed(top)]
    pen.blob([*top, *low], colour, 0.7)


def _sailboat(pen: Pen, colour: str, m: Moment) -> None:
    puff = 7 * wave(m.t, 2.1)
    pen.limb(0, -20, 4, 0, -258, 2.6, _WOOD)
    _sail(pen, [(-6, -248), (-100 - puff * 0.4, -46), (-6, -52)], -20 - puff * 0.6, _CANVAS)
    _sail(pen, [(8, -226), (104, -46), (10, -52)], 12 + puff, lighter(colour, 0.08))
    pen.limb(0, -48, 3, -104 - puff * 0.4, -42, 2.4, _WOOD)
    _flag(pen, -2, -266, "d8412f", m.t)
    _hull(pen, 108, 38, "f4f1ea")
    pen.flat(box(-96, -4, 190, 9, 4), colour)
    pen.blob([(-34, -32), (-30, -48), (24, -48), (34, -34)], "e3d6bd", 0.5)


def _tall_ship(pen: Pen, colour: str, m: Moment) -> None:
    puff = 6 * wave(m.t, 2.4)
    pen.limb(150, -74, 4, 236, -112, 2, _WOOD)
    for x, tall in ((-96, 230), (0, 280), (96, 236)):
        pen.limb(x, -50, 5, x, -50 - tall, 3, _WOOD)
        for k, (share, wide) in enumerate(((0.36, 62), (0.68, 50), (0.93, 36))):
            y = -56 - tall * share
            drop = tall * 0.26
            pen.limb(x - wide, y, 2.6, x + wide, y, 2.6, _WOOD)
            pen.blob(
                [
                    (x - wide + 4, y),
                    (x + wide - 2, y),
                    (x + wide + 15 + puff, y + drop * 0.55),
                    (x + wide - 8, y + drop),
                    (x - wide + 2, y + drop),
                    (x - wide + 17 + puff, y + drop * 0.5),
                ],
                _CANVAS if k < 2 else darker(_CANVAS, 0.95),
                0.6,
            )
        _flag(pen, x, -62 - tall, colour, m.t, 1.2)
    _sail(pen, [(98, -250), (226, -110), (110, -90)], 8 + puff, _CANVAS)
    pen.blob([(-176, -112), (-170, -64), (-90, -58), (110, -56), (176, -92), (150, -10), (120, 16), (-140, 16), (-172, -30)], "6f472f", 0.5)
    pen.blob([(-172, -50), (-90, -36), (110, -34), (160, -54), (154, -40), (110, -22), (-90, -24), (-170, -36)], "d9a85a", 0.6)
    for i in range(6):
        pen.box(-116 + i * 42, -22, 15, 14, "33241c", 2)
    pen.box(-172, -104, 24, 18, "f2d48a", 3)


def _ship(pen: Pen, colour: str, m: Moment) -> None:
    for x in (-40, 22):
        pen.poly([(x - 15, -96), (x - 11, -156), (x + 15, -156), (x + 19, -96)], "d8412f")
        pen.flat(box(x - 13, -156, 29, 11), "2f2a33")
        for i in range(5):
            s = (m.t * 0.35 + i / 5) % 1.0
            pen.veil(ellipse(x - 90 * s, -164 - 46 * s, 9 + 26 * s), (90, 92, 100, round(140 * (1 - s))))
    for row, (left, right) in enumerate(((-120, 122), (-104, 96))):
        y = -82 - row * 26
        pen.box(left, y, right - left, 28, "fbf9f4", 5)
        for k in range(int((right - left - 20) / 20)):
            pen.dot(left + 16 + k * 20, y + 14, 5, "fff0b0" if pen.light.dark else "5f8fb0")
    pen.blob([(-182, -56), (180, -62), (214, -72), (176, 14), (-166, 16)], colour, 0.35)
    pen.flat(box(-172, 0, 356, 7, 3), "d8412f")
    _flag(pen, -176, -96, "f2c23c", m.t)
    pen.string(-176, -56, -176, -98, "6a4a30", 3)


def _rowboat(pen: Pen, colour: str, m: Moment) -> None:
    stroke = 0.5 * wave(m.t, 1.8)
    _hull(pen, 98, 32, colour, 0.12)
    pen.box(-40, -30, 60, 7, darker(colour, 0.7), 3)
    oar = pen.at(-4, -26, 0.75 + stroke)
    oar.limb(-30, 0, 2.6, 72, 0, 2.6, "c9a274")
    oar.oval(78, 0, 17, 6, "c9a274")


def _fishing_boat(pen: Pen, colour: str, m: Moment) -> None:
    pen.limb(-36, -40, 3, -36, -166, 2.4, _WOOD)
    pen.string(-36, -160, 92, -50, "5a5048", 2)
    pen.string(-36, -160, -98, -46, "5a5048", 2)
    pen.box(6, -100, 62, 66, "f4efe2", 6)
    pen.box(-2, -110, 78, 13, "d8412f", 5)
    pen.box(20, -90, 36, 26, "fff0b0" if pen.light.dark else "9fc6d6", 4)
    _hull(pen, 112, 44, colour, 0.16)
    for x in (-70, -30, 40):
        pen.line(ellipse(x, -16, 10), "3a3a42", 6)
    _flag(pen, -36, -172, "f2c23c", m.t)


def _submarine(pen: Pen, colour: str, m: Moment) -> None:
    base = pen.at(0, -46)
    base.limb(0, -40, 4, 0, -92, 3, darker(colour, 0.8))
    base.limb(0, -92, 4, 22, -92, 5, darker(colour, 0.8))
    base.box(-34, -66, 62, 34, colour, 10)
    spin = abs(sin(m.t * 11))
    base.oval(-136, 0, 5, 32 * (0.3 + 0.7 * spin), "c9a24a")
    base.blob([(-132, 0), (-96, -36), (0, -44), (96, -38), (138, 0), (96, 38), (0, 44), (-96, 36)], colour)
    base.poly([(-128, -6), (-150, -36), (-110, -26)], darker(colour, 0.85))
    for x in (-50, 0, 50):
        base.oval(x, -4, 17, 17, "c9a24a")
        base.shine(ellipse(x, -4, 12), "fff0b0" if pen.light.dark or pen.light.haze_share > 0.85 else "9fd3e6")
    for i in range(5):
        s = (m.t * 0.6 + i / 5) % 1.0
        base.line(ellipse(-140 - 40 * s, -70 * s + 8 * sin(i * 3), 4 + 5 * s), (230, 248, 255, round(190 * (1 - s))), 2)


def _paper_boat(pen: Pen, colour: str, m: Moment) -> None:
    pen.poly([(-40, -34), (0, -96), (40, -34)], colour)
    pen.poly([(0, -96), (40, -34), (6, -34)], darker(colour, 0.88))
    pen.poly([(-92, -46), (0, -32), (92, -46), (56, 12), (-56, 12)], lighter(colour, 0.2))
    pen.poly([(0, -32), (92, -46), (56, 12), (0, 12)], darker(colour, 0.9))


MODELS = {
    "boat": Model(76, 220, "b5583a", _rowboat, seat=(-24, -30), inside=True),
    "rowboat": Model(76, 220, "a9683f", _rowboat, seat=(-24, -30), inside=True),
    "sailboat": Model(272, 236, "d8503f", _sailboat, seat=(-52, -34), inside=True),
    "tall-ship": Model(345, 420, "c93a3a", _tall_ship, seat=(-130, -100), inside=True),
    "ship": Model(165, 400, "2f4a6f", _ship, inside=True),
    "fishing-boat": Model(178, 250, "2f7a9a", _fishing_boat, seat=(-44, -38), inside=True),
    "submarine": Model(140, 290, "f0b83c", _submarine, inside=True),
    "paper-boat": Model(100, 188, "f6f3ec", _paper_boat, seat=(0, -34), inside=True),
}  # fmt: skip


def make(actor: Actor, offset: float) -> Figure:
    return figure(MODELS.get(actor.noun, MODELS["boat"]), actor, offset)
