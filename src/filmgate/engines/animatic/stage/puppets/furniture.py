"""Furniture and what stands in rooms."""
# Points read better in rows than one below the other.
# fmt: off

from __future__ import annotations

from math import cos, sin, tau

from filmgate.engines.animatic.brush.path import box, ellipse, polygon
from filmgate.engines.animatic.stage.pen import Pen
from filmgate.engines.animatic.stage.puppets.figure import Model, darker, lighter
from filmgate.engines.animatic.stage.puppets.puppet import Moment, wave

_WOOD = "8a5f3c"


def _chair(pen: Pen, colour: str, m: Moment) -> None:
    for x in (-34, 28):
        pen.limb(x, -70, 4.5, x * 1.1, 0, 4, darker(colour, 0.8))
    pen.box(-42, -190, 15, 130, colour, 6)
    pen.box(-40, -176, 11, 66, lighter(colour, 0.15), 4)
    pen.box(-42, -80, 82, 16, colour, 6)


def _armchair(chair: Pen, colour: str, m: Moment) -> None:
    pen = chair.at(0, 0, 0, 0.84)
    for x in (-56, 56):
        pen.limb(x, -18, 6, x * 1.04, 0, 4, _WOOD)
    pen.blob([(-84, -20), (-96, -150), (-78, -196), (-40, -196), (-34, -90), (-36, -20)], darker(colour, 0.86), 0.6)
    pen.box(-52, -74, 118, 58, colour, 14)
    pen.box(-48, -84, 116, 30, lighter(colour, 0.12), 12)
    pen.box(-58, -112, 116, 24, darker(colour, 0.94), 12)


def _sofa(pen: Pen, colour: str, m: Moment) -> None:
    for x in (-140, 140):
        pen.limb(x, -16, 7, x, 0, 5, _WOOD)
    pen.box(-150, -132, 300, 110, darker(colour, 0.9), 22)
    for x in (-126, 4):
        pen.box(x, -122, 122, 66, colour, 16)
        pen.box(x, -66, 122, 34, lighter(colour, 0.1), 12)
    for x in (-168, 128):
        pen.box(x, -96, 40, 84, colour, 18)
    pen.at(-96, -82, -0.3).box(-26, -26, 52, 48, "f2c86a", 12)


def _bench(pen: Pen, colour: str, m: Moment) -> None:
    for x in (-100, 92):
        pen.box(x, -62, 10, 62, "3a3f4a", 3)
        pen.box(x - 2, -130, 10, 74, "3a3f4a", 3)
    for y in (-132, -108, -70):
        pen.box(-120, y, 240, 14, colour, 4)


def _table(pen: Pen, colour: str, m: Moment) -> None:
    for x in (-112, 102):
        pen.box(x, -90, 12, 90, darker(colour, 0.8), 3)
    pen.box(-136, -104, 272, 17, colour, 5)
    pen.flat(box(-136, -104, 272, 5, 3), lighter(colour, 0.25))


def _bed(pen: Pen, colour: str, m: Moment) -> None:
    pen.box(-176, -150, 18, 150, _WOOD, 6)
    pen.box(158, -104, 16, 104, _WOOD, 6)
    pen.box(-160, -48, 322, 30, darker(_WOOD, 0.85), 4)
    pen.box(-158, -78, 316, 36, "f6f1e6", 12)
    pen.blob([(-84, -80), (150, -80), (162, -36), (150, -26), (-60, -28)], colour, 0.5)
    pen.box(-150, -104, 84, 34, "fbf8f2", 14)


def _bookshelf(pen: Pen, colour: str, m: Moment) -> None:
    pen.box(-84, -290, 168, 290, colour, 4)
    pen.flat(box(-74, -280, 148, 270), darker(colour, 0.5))
    hues = ("b0483f", "d9a04a", "4a7a6a", "3f5f8f", "7a4a7a", "e3d3b0")
    for row in range(4):
        x, low = -72.0, -214 + row * 67
        k = row * 3
        while x < 62:
            w, h = 10 + (k * 7) % 9, 40 + (k * 11) % 17
            pen.box(x, low - h, w, h, hues[k % 6], 1.5)
            x += w + 1.5
            k += 1
        pen.box(-74, low, 148, 7, lighter(colour, 0.1))


def _window(pen: Pen, colour: str, m: Moment) -> None:
    base = pen.at(0, -60)
    base.box(-86, -190, 172, 190, "f3ebdc", 5)
    sky = pen.light.sky
    base.flat(box(-74, -178, 148, 166), sky[1])
    base.flat(polygon([(-74, -12), (-74, -60), (-20, -86), (40, -54), (74, -70), (74, -12)]), sky[3])
    base.box(-4, -178, 8, 166, "f3ebdc")
    base.box(-74, -100, 148, 8, "f3ebdc")
    base.box(-100, -4, 200, 14, "f7f0e2", 4)


def _mirror(pen: Pen, colour: str, m: Moment) -> None:
    pen.oval(0, -130, 70, 112, colour)
    pen.oval(0, -130, 58, 99, "cfe3ee")
    pen.band([(-26, -180), (10, -90)], [9, 9], (255, 255, 255, 120))
    pen.poly([(-40, 0), (0, -30), (40, 0)], darker(colour, 0.8))


def _lamp(pen: Pen, colour: str, m: Moment) -> None:
    pen.oval(0, -6, 42, 9, darker(_WOOD, 0.8))
    pen.limb(0, -6, 5, 0, -120, 4, _WOOD)
    pen.glow(0, -150, 190, "ffd28a", 0.6)
    pen.poly([(-36, -196), (36, -196), (62, -116), (-62, -116)], colour)
    pen.shine(ellipse(0, -116, 60, 8), "fff0cc")


def _clock(pen: Pen, colour: str, m: Moment) -> None:
    pen.oval(0, -80, 80, 80, colour)
    pen.oval(0, -80, 67, 67, "fbf6e8")
    for i in range(12):
        a = i * tau / 12
        pen.dot(54 * sin(a), -80 - 54 * cos(a), 4.4 if i % 3 == 0 else 2.6, "3a2f2a")
    for period, reach, w in ((8.0, 46, 4), (64.0, 32, 6)):
        a = m.t / period * tau + 0.6
        pen.string(0, -80, reach * sin(a), -80 - reach * cos(a), "3a2f2a", w)
    a = int(m.t) / 60 * tau
    pen.string(0, -80, 52 * sin(a), -80 - 52 * cos(a), "d8412f", 2)
    pen.dot(0, -80, 5, "d8412f")


def _hourglass(pen: Pen, colour: str, m: Moment) -> None:
    s = (m.t / 8) % 1.0
    for y in (-168, -14):
        pen.box(-56, y, 112, 14, colour, 5)
    pen.blob(
        [(-44, -154), (44, -154), (36, -112), (6, -84), (36, -54), (44, -14), (-44, -14), (-36, -54), (-6, -84), (-36, -112)],
        (220, 238, 250, 130),
        0.7,
    )
    h = 52 * (1 - s)
    pen.poly([(-34 * (1 - s * 0.6), -92 - h), (34 * (1 - s * 0.6), -92 - h), (3, -84), (-3, -84)], "e3b45c")
    pen.string(0, -84, 0, -20, "e3b45c", 2.4)
    pen.blob([(-40, -15), (0, -18 - 46 * s), (40, -15)], "e3b45c", 0.5)


def _computer(pen: Pen, colour: str, m: Moment) -> None:
    pen.poly([(-96, 0), (-80, -12), (80, -12), (96, 0)], "8f959f")
    pen.box(-84, -130, 168, 120, colour, 7)
    pen.shine(box(-76, -122, 152, 102, 3), "1f3a5a")
    for i in range(6):
        w = 40 + (i * 37) % 80
        shown = min(1.0, max(0.0, (m.t * 1.4 - i * 0.5) % 6))
        pen.shine(box(-66, -112 + i * 15, w * shown, 6, 2), ("5fe3ff", "9aff8a", "ffd24a")[i % 3])
    pen.glow(0, -70, 150, "5fc8ff", 0.25)


def _television(pen: Pen, colour: str, m: Moment) -> None:
    for side in (-1, 1):
        pen.string(0, -150, side * 50, -206, "5a5f69", 4)
        pen.limb(side * 70, -16, 6, side * 84, 0, 5, "5a4030")
    pen.box(-112, -160, 224, 150, colour, 16)
    pen.shine(box(-98, -146, 156, 120, 20), "3f7fa8")
    for i in range(5):
        pen.shine(
            box(-98 + i * 31, -146 + 40 * (0.5 + 0.5 * sin(m.t * 3 + i)), 31, 60, 4), ("f2c84b", "6fd0a0", "ee8fae", "5fa8f0", "f08a4b")[i]
        )
    pen.glow(-20, -86, 170, "9fd6ff", 0.3)
    for y in (-120, -90):
        pen.dot(84, y, 9, "e3d3b0")


def _easel(pen: Pen, colour: str, m: Moment) -> None:
    pen.limb(-10, -230, 4, -66, 0, 4, _WOOD)
    pen.limb(10, -230, 4, 66, 0, 4, _WOOD)
    pen.box(-78, -208, 156, 120, "fbf8f0", 2)
    share = min(1.0, m.t / 6)
    for i in range(7):
        if share * 7 > i:
            x = -58 + (i * 53) % 116
            pen.oval(x, -190 + (i * 31) % 84, 20, 15, ("3f74c9", "e8b23c", "d8503f", "5a9a4a", "ee8fae", "7d4fb0", "3fb8b0")[i])
    pen.box(-88, -92, 176, 10, _WOOD, 3)


def _telescope(pen: Pen, colour: str, m: Moment) -> None:
    for x in (-46, 0, 46):
        pen.limb(0, -110, 4, x, 0, 3, _WOOD)
    tube = pen.at(0, -114, -0.6 + 0.04 * wave(m.t, 4))
    tube.box(-64, -12, 74, 24, darker(colour, 0.85), 4)
    tube.box(6, -17, 92, 34, colour, 5)
    tube.box(92, -20, 13, 40, "e3b23c", 3)
    tube.box(-78, -8, 18, 16, "2f2c3a", 3)


def _swing(pen: Pen, colour: str, m: Moment) -> None:
    for side in (-1, 1):
        pen.limb(side * 100, 0, 6, side * 70, -250, 5, _WOOD)
    pen.limb(-84, -250, 6, 84, -250, 6, _WOOD)
    seat = pen.at(0, -248, 0.35 * wave(m.t, 2.2))
    for x in (-30, 30):
        seat.string(x, 0, x, 186, "d9c9a4", 3)
    seat.box(-42, 184, 84, 11, colour, 4)


def _ladder(pen: Pen, colour: str, m: Moment) -> None:
    for x in (-34, 30):
        pen.limb(x, 0, 5, x * 0.8, -300, 4, colour)
    for i in range(9):
        pen.limb(-32 + i * 0.6, -24 - i * 32, 4, 30 - i * 0.6, -24 - i * 32, 4, lighter(colour, 0.15))


def _microphone(pen: Pen, colour: str, m: Moment) -> None:
    pen.oval(0, -5, 36, 8, "3a3f4a")
    pen.limb(0, -4, 3, 0, -140, 3, "8f959f")
    pen.at(0, -140, -0.5).box(-9, -34, 18, 40, "3a3f4a", 6)
    pen.oval(-18, -176, 18, 20, colour)
    for i in range(3):
        pen.curve([(-34, -182 + i * 8), (-18, -178 + i * 8), (-2, -184 + i * 8)], darker(colour, 0.7), 1.6)


MODELS = {
    "chair": Model(192, 92, "a9683c", _chair, seat=(0, -80), top=-80),
    "armchair": Model(164, 160, "a8555a", _armchair, seat=(2, -68), top=-70),
    "sofa": Model(134, 340, "4f8f8a", _sofa, seat=(20, -66), top=-66),
    "bench": Model(134, 244, "a9744a", _bench, seat=(0, -70), top=-70),
    "table": Model(106, 274, "b07a4a", _table, top=-104),
    "bed": Model(152, 352, "5f7fc0", _bed, seat=(20, -80), top=-84),
    "bookshelf": Model(292, 170, "7a5236", _bookshelf),
    "window": Model(256, 202, "f3ebdc", _window),
    "mirror": Model(244, 142, "d9a83c", _mirror),
    "lamp": Model(200, 126, "f2cf8a", _lamp),
    "clock": Model(162, 162, "8a5f3c", _clock),
    "hourglass": Model(170, 116, "8a5f3c", _hourglass),
    "computer": Model(134, 194, "c3c9d1", _computer),
    "television": Model(208, 226, "b5583a", _television),
    "easel": Model(234, 180, "8a5f3c", _easel),
    "telescope": Model(210, 190, "3f5f8f", _telescope),
    "swing": Model(258, 212, "d8503f", _swing, seat=(0, -66)),
    "ladder": Model(304, 80, "b98a5a", _ladder),
    "microphone": Model(198, 74, "aab3bd", _microphone),
}  # fmt: skip
