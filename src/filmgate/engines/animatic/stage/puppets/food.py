"""Food and drink."""
# Points read better in rows than one below the other.
# fmt: off

from __future__ import annotations

from functools import partial
from math import cos, sin, tau

from filmgate.engines.animatic.brush.path import Path, ellipse, ribbon
from filmgate.engines.animatic.script.storyboard import Actor
from filmgate.engines.animatic.stage.pen import Pen
from filmgate.engines.animatic.stage.puppets.figure import Figure, Model, darker, figure, lighter
from filmgate.engines.animatic.stage.puppets.puppet import Moment, wave

_LEAF = "4f9a48"


def steam(pen: Pen, x: float, y: float, t: float, size: float = 1.0) -> None:
    """Three wisps over something hot."""
    for i in range(3):
        points = [(x + (i - 1) * 17 * size + 7 * size * sin(t * 1.9 + i * 2 + k * 0.9), y - k * 15 * size) for k in range(5)]
        pen.veil(_wisp(points, size), (255, 255, 255, 105))


def _wisp(points: list[tuple[float, float]], size: float) -> Path:
    return ribbon(points, [1 * size, 3.4 * size, 4.4 * size, 3 * size, 0.5])


def _round(pen: Pen, colour: str, m: Moment, kind: str = "apple") -> None:
    p = pen.at(0, 0, 0.05 * wave(m.t, 2.6))
    if kind == "apple":
        p.blob([(0, -84), (-34, -96), (-58, -64), (-46, -14), (-18, 0), (0, -5), (18, 0), (46, -14), (58, -64), (34, -96)], colour)
    else:
        p.oval(0, -50, 54, 50, colour)
        for i in range(12):
            p.dot(36 * cos(i * 2.4), -50 + 34 * sin(i * 2.4), 1.8, darker(colour, 0.88))
    p.band([(0, -82), (4, -100), (12, -112)], [3.4, 3, 3], "6a4a30")
    p.blob([(6, -100), (26, -120), (54, -112), (32, -98)], _LEAF)
    p.dot(-24, -66, 9, (255, 255, 255, 100), 14)


def _banana(pen: Pen, colour: str, m: Moment) -> None:
    p = pen.at(0, -8, 0.05 * wave(m.t, 2.4))
    for turn, shade in ((0.16, 0.88), (-0.1, 1.0)):
        p.at(0, 0, turn).band([(-84, -84), (-56, -30), (0, -8), (60, -26), (86, -58)], [5, 17, 21, 16, 4], darker(colour, shade))
    p.limb(-88, -86, 6, -92, -100, 5, "6a5a30")


def _pear(pen: Pen, colour: str, m: Moment) -> None:
    pen.blob([(0, -118), (-24, -96), (-32, -62), (-56, -34), (-34, -2), (34, -2), (56, -34), (32, -62), (24, -96)], colour)
    pen.band([(0, -114), (6, -136)], [3, 3], "6a4a30")
    pen.dot(-24, -34, 8, (255, 255, 255, 100), 13)


def _strawberry(pen: Pen, colour: str, m: Moment) -> None:
    pen.blob([(0, 0), (-46, -50), (-48, -84), (-16, -98), (16, -98), (48, -84), (46, -50)], colour)
    for i in range(11):
        pen.dot(-30 + (i * 23) % 62, -82 + (i * 17) % 58, 2.4, "f6dc8a", 3.6)
    for i in range(5):
        pen.at(0, -94, (i - 2) * 0.62).blob([(-7, 0), (0, -36), (7, 0)], _LEAF, 0.6)


def _cherry(pen: Pen, colour: str, m: Moment) -> None:
    sway = 0.06 * wave(m.t, 2.2)
    p = pen.at(0, -130, sway)
    for x, y in ((-34, 96), (34, 104)):
        p.curve([(0, 0), (x * 0.4, 40), (x, y - 26)], "5a7a3c", 4)
        p.oval(x, y, 30, 28, colour)
        p.dot(x - 10, y - 10, 5, (255, 255, 255, 150), 7)
    p.blob([(0, 0), (34, -18), (66, -4), (34, 10)], _LEAF)


def _watermelon(pen: Pen, colour: str, m: Moment) -> None:
    pen.fill(_half(0, -96, 96), "3f8a4a")
    pen.fill(_half(0, -96, 85), "eaf2d6")
    pen.fill(_half(0, -96, 77), colour)
    for i in range(9):
        a = 0.3 + (i % 5) * 0.62
        r = 34 if i < 5 else 58
        pen.dot(r * cos(a), -96 + r * sin(a) + 4, 3.4, "2a2430", 5)


def _half(x: float, y: float, r: float) -> Path:
    return Path().move(x - r, y).curve(x - r, y + r * 1.32, x + r, y + r * 1.32, x + r, y).close()


def _pineapple(pen: Pen, colour: str, m: Moment) -> None:
    for i in range(7):
        pen.at(0, -128, (i - 3) * 0.3).blob([(-8, 6), (0, -64 + abs(i - 3) * 7), (8, 6)], _LEAF if i % 2 else darker(_LEAF, 0.85), 0.5)
    pen.oval(0, -68, 48, 68, colour)
    for row in range(6):
        for i in range(5):
            pen.at(-34 + i * 17 + (row % 2) * 8, -116 + row * 20, 0.785).box(-5, -5, 9, 9, darker(colour, 0.85), 1)


def _carrot(pen: Pen, colour: str, m: Moment) -> None:
    p = pen.at(0, 0, 0.2 + 0.05 * wave(m.t, 2.2))
    for a in (-0.4, 0.0, 0.4):
        p.at(0, -130, a).blob([(-7, 4), (-10, -34), (0, -58), (10, -34), (7, 4)], _LEAF)
    p.blob([(0, 0), (-14, -50), (-28, -116), (0, -134), (28, -116), (14, -50)], colour)
    for y in (-104, -82, -58, -36):
        p.string(-15 - y * 0.05, y, -2, y + 3, darker(colour, 0.8), 2.4)


def _cake(pen: Pen, colour: str, m: Moment) -> None:
    pen.oval(0, -6, 108, 15, "e6e9ee")
    pen.box(-86, -70, 172, 64, colour, 8)
    pen.box(-62, -124, 124, 58, lighter(colour, 0.3), 8)
    for left, right, y in ((-86, 86, -70), (-62, 62, -124)):
        count = int((right - left) / 21)
        for i in range(count):
            pen.oval(left + (i + 0.5) * (right - left) / count, y + 6, 12, 12 + 4 * (i % 2), "fffaf2")
    for i, hue in enumerate(("e8607f", "f2c23c", "5fa8e0", "8ad07a")):
        pen.dot(-60 + i * 40, -34, 6, hue)
    for x, hue in ((-36, "5fa8e0"), (0, "f2c23c"), (36, "e8607f")):
        pen.box(x - 4, -160, 8, 34, hue, 2)
        pen.glow(x, -172, 40, "ffc76a", 0.7)
        flick = 2 * sin(m.t * 12 + x)
        pen.blob([(x - 5, -162), (x + flick, -184), (x + 5, -162)], pen.light.glowing("ffdf8a"))


def _pizza(pen: Pen, colour: str, m: Moment) -> None:
    p = pen.at(0, -10, 0.03 * wave(m.t, 2.6))
    p.blob([(-86, -128), (0, -150), (86, -128), (4, 0), (-4, 0)], "f2c24a", 0.25)
    p.band([(-90, -126), (0, -150), (90, -126)], [13, 14, 13], colour)
    for x, y in ((-34, -104), (28, -100), (-4, -66), (4, -124), (2, -34)):
        p.oval(x, y, 14, 14, "c9402f")
        p.dot(x - 3, y - 3, 3, "e8785f")
    for x, y in ((-8, -96), (30, -68), (-20, -76)):
        p.oval(x, y, 8, 4, _LEAF)
    drip = 6 + 4 * wave(m.t, 2.0)
    p.limb(-26, -52, 5, -28, -40 + drip, 4, "f2c24a")


def _burger(pen: Pen, colour: str, m: Moment) -> None:
    hop = 3 * abs(wave(m.t, 1.4))
    pen.box(-76, -32, 152, 32, colour, 15)
    pen.box(-82, -54, 164, 25, "6a3f2a", 12)
    pen.blob([(-86, -56), (-50, -48), (-20, -40), (10, -50), (40, -38), (86, -56), (60, -64), (-60, -64)], "f2c24a", 0.5)
    pen.box(-78, -72 - hop * 0.5, 156, 13, "d8412f", 6)
    pen.band([(-86, -74 - hop), (-44, -80 - hop), (0, -72 - hop), (44, -82 - hop), (86, -74 - hop)], [7, 8, 7, 8, 6], "6fb04a")
    pen.blob([(-80, -82 - hop), (-70, -124 - hop), (0, -144 - hop), (70, -124 - hop), (80, -82 - hop)], colour, 0.7)
    for i in range(9):
        pen.dot(-48 + (i * 29) % 98, -130 - hop + (i * 13) % 26, 3.4, "f9ecd0", 2.4)


def _bread(pen: Pen, colour: str, m: Moment) -> None:
    pen.blob([(-110, -8), (-104, -52), (-60, -78), (60, -78), (104, -52), (110, -8), (60, 0), (-60, 0)], colour)
    for x in (-60, -20, 20, 60):
        pen.band([(x - 12, -66), (x, -44), (x + 14, -30)], [2, 7, 2], lighter(colour, 0.45))
    steam(pen, 0, -90, m.t)


def _donut(pen: Pen, colour: str, m: Moment) -> None:
    p = pen.at(0, -66, m.t * 0.25)
    p.oval(0, 0, 66, 64, "c9925a")
    p.blob(
        [(62 * cos(i * tau / 9) * (0.94 if i % 2 else 0.82), 60 * sin(i * tau / 9) * (0.94 if i % 2 else 0.82)) for i in range(9)], colour
    )
    p.oval(0, 0, 21, 20, "8a5a34")
    for i in range(18):
        p.at(40 * cos(i * 2.4), 39 * sin(i * 2.4), i * 1.3).box(-5, -1.8, 10, 3.6, ("f2c84b", "5fc8e6", "fbf8f0", "8ad07a")[i % 4], 1.8)


def _ice_cream(pen: Pen, colour: str, m: Moment) -> None:
    pen.poly([(-36, -104), (36, -104), (0, 0)], "d9a35c")
    for i in range(4):
        pen.string(-30 + i * 18, -100, -12 + i * 8, -34, "b9803c", 2)
        pen.string(30 - i * 18, -100, 12 - i * 8, -34, "b9803c", 2)
    for x, y, hue in ((-22, -126, "8a5a3c"), (24, -126, "f6ecd0"), (0, -160, colour)):
        pen.oval(x, y, 35, 33, hue)
    pen.oval(0, -196, 11, 11, "c9263a")
    pen.limb(-24, -102, 6, -26, -88 + 4 * wave(m.t, 2.2), 4, "8a5a3c")


def _coffee(pen: Pen, colour: str, m: Moment) -> None:
    pen.oval(0, -6, 82, 13, lighter(colour, 0.4))
    pen.line(ellipse(60, -54, 21, 24), pen.ink(colour), 10)
    pen.blob([(-58, -92), (58, -92), (46, -18), (24, -6), (-24, -6), (-46, -18)], colour, 0.4)
    pen.oval(0, -92, 58, 13, darker(colour, 0.85))
    pen.oval(0, -91, 51, 10, "5a3524")
    steam(pen, 0, -104, m.t, 1.2)


def _teapot(pen: Pen, colour: str, m: Moment) -> None:
    pen.line(ellipse(-72, -62, 27, 30), pen.ink(colour), 10)
    pen.band([(54, -48), (88, -66), (104, -100)], [17, 11, 6], colour)
    pen.oval(0, -58, 70, 57, colour)
    pen.oval(0, -110, 36, 10, darker(colour, 0.86))
    pen.oval(0, -122, 10, 10, darker(colour, 0.86))
    for i in range(5):
        pen.oval(-40 + i * 20, -58 + 7 * (i % 2), 7, 7, "f6f2ea")
    steam(pen, 108, -108, m.t, 0.9)


def _bowl(pen: Pen, colour: str, m: Moment) -> None:
    for i in range(7):
        pen.curve([(-60 + i * 20, -66), (-54 + i * 20, -82 - 6 * (i % 2)), (-44 + i * 20, -66)], "f2d68a", 7)
    pen.oval(-30, -76, 21, 15, "fbf6ea")
    pen.dot(-30, -77, 9, "f2a83c", 7)
    pen.oval(34, -76, 14, 8, _LEAF)
    pen.blob([(-86, -68), (86, -68), (58, -10), (28, 0), (-28, 0), (-58, -10)], colour, 0.5)
    pen.flat(ellipse(0, -40, 50, 5), lighter(colour, 0.35))
    pen.limb(20, -80, 3, 96, -150, 2.4, "8a5530")
    pen.limb(32, -78, 3, 112, -142, 2.4, "8a5530")
    steam(pen, -10, -92, m.t, 1.2)


def _sushi(pen: Pen, colour: str, m: Moment) -> None:
    pen.box(-110, -14, 220, 14, "8a5530", 4)
    for x in (-64, 8):
        pen.box(x - 32, -46, 64, 34, "fbf8f0", 15)
        pen.blob([(x - 38, -42), (x - 26, -66), (x + 26, -66), (x + 38, -42), (x + 20, -48), (x - 20, -48)], colour, 0.7)
        for k in (-12, 6, 22):
            pen.string(x + k - 6, -62, x + k, -50, "fbd9c0", 2.4)
    pen.box(58, -62, 46, 48, "26302c", 8)
    pen.oval(81, -62, 20, 8, "fbf8f0")
    pen.oval(81, -62, 8, 4, "e8785f")


def _cheese(pen: Pen, colour: str, m: Moment) -> None:
    pen.poly([(-90, -60), (90, -20), (90, -94), (-20, -118)], lighter(colour, 0.2))
    pen.poly([(-90, -60), (90, -94), (90, 0), (-90, 0)], colour)
    for x, y, r in ((-50, -34, 12), (0, -50, 10), (30, -24, 14), (66, -60, 9), (-14, -16, 8)):
        pen.oval(x, y, r, r * 0.85, darker(colour, 0.82))


def _wine(pen: Pen, colour: str, m: Moment) -> None:
    tilt = 4 * wave(m.t, 1.7)
    pen.oval(0, -5, 38, 8, (220, 236, 246, 200))
    pen.limb(0, -6, 4, 0, -72, 4, (220, 236, 246, 200))
    pen.blob([(-44, -168), (-46, -110), (-16, -74), (16, -74), (46, -110), (44, -168)], (220, 236, 246, 120), 0.5)
    pen.blob([(-44, -120 + tilt), (44, -120 - tilt), (42, -104), (14, -78), (-14, -78), (-42, -104)], colour, 0.6)
    pen.dot(-24, -134, 5, (255, 255, 255, 170), 18)


MODELS = {
    "apple": Model(120, 120, "d8342f", _round),
    "orange": Model(120, 112, "f0922f", partial(_round, kind="orange")),
    "banana": Model(112, 184, "f2cf45", _banana),
    "pear": Model(138, 114, "b8c94a", _pear),
    "strawberry": Model(130, 100, "dd2f3f", _strawberry),
    "cherry": Model(150, 140, "b81f35", _cherry),
    "watermelon": Model(100, 194, "e8485a", _watermelon),
    "pineapple": Model(194, 98, "e8b03c", _pineapple),
    "carrot": Model(190, 90, "ef8a2c", _carrot),
    "cake": Model(184, 218, "f0a0b8", _cake),
    "pizza": Model(170, 206, "c98a4a", _pizza),
    "burger": Model(146, 176, "d99a4f", _burger),
    "bread": Model(80, 222, "c98a4a", _bread),
    "donut": Model(130, 134, "f08ab0", _donut),
    "ice-cream": Model(208, 116, "f4a8bc", _ice_cream),
    "coffee": Model(110, 166, "3f7f9a", _coffee),
    "teapot": Model(132, 220, "4f8fb0", _teapot),
    "bowl": Model(152, 226, "c9402f", _bowl),
    "sushi": Model(68, 222, "f08a5a", _sushi),
    "cheese": Model(118, 182, "f2c23c", _cheese),
    "wine": Model(170, 94, "8f1f3f", _wine),
}  # fmt: skip


def make(actor: Actor, offset: float) -> Figure | None:
    model = MODELS.get(actor.noun)
    return None if model is None else figure(model, actor, offset)
