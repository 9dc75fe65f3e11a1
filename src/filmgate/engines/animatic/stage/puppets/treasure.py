"""Treasures and signs: what shines, what is won, what is found."""
# Points read better in rows than one below the other.
# fmt: off

from __future__ import annotations

from math import cos, sin, tau

from filmgate.engines.animatic.brush.path import ellipse, star
from filmgate.engines.animatic.stage.pen import Pen
from filmgate.engines.animatic.stage.puppets.figure import Model, darker, lighter
from filmgate.engines.animatic.stage.puppets.puppet import Moment, wave


def _chest(pen: Pen, colour: str, m: Moment) -> None:
    pen.glow(0, -84, 150, "ffd24a", 0.55 + 0.1 * wave(m.t, 1.3))
    pen.blob([(-80, -84), (-74, -136), (0, -150), (74, -136), (80, -84)], darker(colour, 0.85), 0.6)
    for i in range(9):
        pen.oval(-60 + i * 15, -78 - 9 * sin(i * 0.8), 12, 7, "f2c23c" if i % 2 else "ffd968")
    pen.box(-82, -74, 164, 74, colour, 6)
    for x in (-70, 56):
        pen.box(x, -74, 14, 74, "d9a83c", 3)
    pen.box(-14, -70, 28, 30, "e3b23c", 5)
    pen.dot(0, -56, 5, "4a3326")


def _crown(pen: Pen, colour: str, m: Moment) -> None:
    pen.poly([(-62, 0), (-74, -78), (-36, -40), (0, -92), (36, -40), (74, -78), (62, 0)], colour)
    pen.box(-64, -18, 128, 18, lighter(colour, 0.2), 3)
    for x, hue in ((-40, "d8344a"), (0, "3f74c9"), (40, "2f9d6a")):
        pen.oval(x, -9, 7, 7, hue)
    for x, y in ((-74, -80), (0, -94), (74, -80)):
        pen.oval(x, y, 7, 7, "f6f2ea")


def _sword(pen: Pen, colour: str, m: Moment) -> None:
    p = pen.at(0, 0, 0.03 * wave(m.t, 3))
    p.poly([(-9, -64), (-7, -216), (0, -236), (7, -216), (9, -64)], colour)
    p.string(0, -70, 0, -214, lighter(colour, 0.6), 2)
    p.limb(-42, -62, 6, 42, -62, 6, "d9a83c")
    p.limb(0, -58, 6, 0, -16, 6, "6a3f2a")
    p.oval(0, -8, 10, 10, "d9a83c")


def _shield(pen: Pen, colour: str, m: Moment) -> None:
    pen.blob([(-70, -150), (0, -160), (70, -150), (64, -66), (0, 0), (-64, -66)], "c9ced6", 0.5)
    pen.blob([(-58, -140), (0, -149), (58, -140), (53, -70), (0, -14), (-53, -70)], colour, 0.5)
    pen.flat(star(0, -86, 32, 14, 5), "f2c84b")


def _key(pen: Pen, colour: str, m: Moment) -> None:
    p = pen.at(0, -70 + 6 * wave(m.t, 2.2), 0.3 * wave(m.t, 2.8))
    p.line(ellipse(-40, 0, 26), colour, 12)
    p.limb(-14, 0, 6, 72, 0, 6, colour)
    for x in (46, 64):
        p.box(x, 0, 10, 26, colour, 2)


def _potion(pen: Pen, colour: str, m: Moment) -> None:
    pen.glow(0, -50, 120, colour, 0.5 + 0.1 * wave(m.t, 1.1))
    pen.box(-13, -136, 26, 52, (220, 238, 250, 150), 5)
    pen.oval(0, -50, 54, 50, (220, 238, 250, 150))
    pen.blob([(-48, -56), (0, -60 + 3 * wave(m.t, 0.9)), (48, -56), (40, -22), (0, -6), (-40, -22)], pen.light.glowing(colour), 0.9)
    for i in range(7):
        s = (m.t * 0.6 + i / 7) % 1.0
        pen.dot(26 * sin(i * 2.1), -20 - 120 * s, 4.5 * (1 - s) + 1, (255, 255, 255, round(200 * (1 - s))))
    pen.box(-16, -148, 32, 15, "a9804f", 4)


def _heart(pen: Pen, colour: str, m: Moment) -> None:
    beat = 1 + 0.09 * max(0.0, wave(m.t, 0.9)) ** 3
    p = pen.at(0, -70, 0.04 * wave(m.t, 2.6), beat)
    p.glow(0, 0, 130, colour, 0.3)
    p.blob([(0, 66), (-64, 4), (-66, -36), (-34, -60), (0, -34), (34, -60), (66, -36), (64, 4)], colour, 0.9)
    p.dot(-30, -34, 11, (255, 255, 255, 120), 8)


def _gem(pen: Pen, colour: str, m: Moment) -> None:
    p = pen.at(0, -72 + 4 * wave(m.t, 2.4))
    p.glow(0, 0, 130, colour, 0.35)
    crown = [(-60, -22), (-34, -56), (34, -56), (60, -22)]
    p.poly([*crown, (0, 66)], colour)
    for i, (a, b) in enumerate((((-60, -22), (-22, -22)), ((-22, -22), (22, -22)), ((22, -22), (60, -22)))):
        p.poly([a, b, (0, 66)], lighter(colour, 0.12 + 0.16 * (i == 0)) if i < 2 else darker(colour, 0.85))
    p.poly([(-34, -56), (34, -56), (22, -22), (-22, -22)], lighter(colour, 0.45))
    for i in range(4):
        s = (m.t * 0.7 + i / 4) % 1.0
        p.shine(star(56 * cos(i * 2.3), -30 + 50 * sin(i * 2.3), 13 * sin(s * 3.14), 3 * sin(s * 3.14), 4), "ffffff")


def _ring(pen: Pen, colour: str, m: Moment) -> None:
    pen.line(ellipse(0, -46, 42), colour, 12)
    _gem(pen.at(0, -74, 0, 0.4), "9fe6ff", m)


def _coin(pen: Pen, colour: str, m: Moment) -> None:
    w = abs(cos(m.t * 2.2))
    pen.oval(0, -60, 60 * w + 3, 60, darker(colour, 0.85))
    pen.oval(0, -60, 52 * w + 1, 52, colour)
    if w > 0.2:
        pen.at(0, -60).by((w, 0, 0, 0, 1, 0)).flat(star(0, 0, 30, 13, 5), lighter(colour, 0.4))


def _trophy(pen: Pen, colour: str, m: Moment) -> None:
    for side in (-1, 1):
        pen.line(ellipse(side * 52, -142, 22, 26), pen.ink(colour), 9)
    pen.blob([(-52, -176), (52, -176), (44, -106), (0, -76), (-44, -106)], colour, 0.6)
    pen.limb(0, -80, 7, 0, -40, 9, colour)
    pen.box(-46, -42, 92, 42, "4a3326", 4)
    pen.flat(star(0, -132, 24, 10, 5), lighter(colour, 0.5))
    pen.shine(star(40, -170, 15 * abs(wave(m.t, 2)), 4, 4), "ffffff")


def _wand(pen: Pen, colour: str, m: Moment) -> None:
    p = pen.at(0, -20, 0.5 + 0.2 * wave(m.t, 1.8))
    p.limb(0, 20, 5, 0, -110, 4, "4a3326")
    p.glow(0, -130, 100, colour, 0.7)
    p.shine(star(0, -130, 30, 12, 5, m.t), colour)
    for i in range(8):
        s = (m.t * 0.7 + i / 8) % 1.0
        p.shine(star(90 * s * cos(i * 2.4), -130 + 90 * s * sin(i * 2.4), 9 * (1 - s), 3, 4), colour)


def _feather(pen: Pen, colour: str, m: Moment) -> None:
    p = pen.at(30 * wave(m.t, 2.8), -70 + 14 * wave(m.t, 1.4), 0.6 * wave(m.t, 2.8, 0.25))
    p.blob([(-80, 14), (-30, -22), (50, -24), (86, -4), (40, 18), (-30, 22)], colour)
    p.curve([(-104, 22), (-20, 2), (80, -6)], darker(colour, 0.7), 3)


def _egg(pen: Pen, colour: str, m: Moment) -> None:
    p = pen.at(0, 0, 0.06 * wave(m.t, 0.7) * max(0.0, wave(m.t, 3.0)))
    p.blob([(0, -124), (-42, -78), (-46, -34), (0, 0), (46, -34), (42, -78)], colour)
    for x, y in ((-18, -70), (14, -46), (-8, -30), (20, -84)):
        p.dot(x, y, 5, darker(colour, 0.8))


def _bone(pen: Pen, colour: str, m: Moment) -> None:
    p = pen.at(0, -34, -0.2)
    p.limb(-50, 0, 11, 50, 0, 11, colour)
    for x in (-58, 58):
        for y in (-12, 12):
            p.oval(x, y, 17, 15, colour)


def _shell(pen: Pen, colour: str, m: Moment) -> None:
    pen.blob([(0, 0), (-58, -34), (-62, -76), (-30, -104), (0, -110), (30, -104), (62, -76), (58, -34)], colour, 0.9)
    for i in range(7):
        a = (i - 3) * 0.38
        pen.curve([(0, -4), (44 * sin(a), -50), (84 * sin(a), -96 + 26 * abs(sin(a)))], darker(colour, 0.82), 3)


def _rock(pen: Pen, colour: str, m: Moment) -> None:
    pen.blob([(-92, 2), (-84, -54), (-34, -96), (32, -90), (88, -44), (96, 2)], colour, 0.55)
    pen.blob([(-70, -46), (-30, -84), (20, -80), (-16, -50)], lighter(colour, 0.16), 0.5)
    pen.curve([(10, -70), (28, -40), (16, -14)], darker(colour, 0.75), 3)


def _iceberg(pen: Pen, colour: str, m: Moment) -> None:
    p = pen.at(0, 4 * wave(m.t, 4.0))
    p.poly([(-190, 6), (-130, -90), (-70, -220), (-6, -150), (40, -196), (120, -84), (190, 6)], colour)
    p.poly([(-70, -220), (-6, -150), (-30, 6), (-110, 6)], lighter(colour, 0.5))
    p.poly([(40, -196), (120, -84), (90, 6), (30, 6)], darker(colour, 0.9))


def _anchor(pen: Pen, colour: str, m: Moment) -> None:
    pen.line(ellipse(0, -168, 15), colour, 8)
    pen.limb(0, -150, 7, 0, -12, 8, colour)
    pen.limb(-40, -128, 6, 40, -128, 6, colour)
    pen.band([(-78, -62), (-56, -18), (0, -4), (56, -18), (78, -62)], [3, 8, 11, 8, 3], colour)


def _gear(pen: Pen, colour: str, m: Moment) -> None:
    p = pen.at(0, -78, m.t * 0.9)
    for i in range(10):
        p.at(0, 0, i * tau / 10).box(-12, -78, 24, 28, colour, 4)
    p.oval(0, 0, 58, 58, colour)
    p.oval(0, 0, 22, 22, darker(colour, 0.5))


MODELS = {
    "chest": Model(152, 166, "8a5530", _chest, top=-120),
    "crown": Model(100, 152, "eebb3c", _crown),
    "sword": Model(240, 90, "d3dae2", _sword),
    "shield": Model(162, 142, "3f62b0", _shield),
    "key": Model(100, 150, "e3b23c", _key),
    "potion": Model(150, 110, "b05fe0", _potion),
    "anchor": Model(184, 160, "5f6b7a", _anchor),
    "gear": Model(158, 158, "9aa0aa", _gear),
    "heart": Model(140, 136, "dd3a4f", _heart),
    "gem": Model(142, 124, "5fb8ee", _gem),
    "ring": Model(126, 98, "e8bf4a", _ring),
    "coin": Model(122, 124, "eebb3c", _coin),
    "trophy": Model(180, 150, "eebb3c", _trophy),
    "wand": Model(170, 120, "ffe27a", _wand),
    "feather": Model(110, 190, "f6f2ea", _feather),
    "egg": Model(126, 94, "f6ecd8", _egg),
    "bone": Model(64, 150, "f4ecd8", _bone),
    "shell": Model(112, 126, "f2b8a4", _shell),
    "rock": Model(98, 190, "9a948c", _rock, seat=(0, -84), top=-88),
    "iceberg": Model(224, 382, "cfe8f4", _iceberg, top=-150),
}  # fmt: skip
