"""Trees, flowers and other things that grow; `grow` makes them rise from the ground."""
# Points read better in rows than one below the other.
# fmt: off

from __future__ import annotations

from functools import partial
from math import cos, sin, tau

from filmgate.engines.animatic.brush.path import Path, ellipse
from filmgate.engines.animatic.script.storyboard import Actor
from filmgate.engines.animatic.stage.chance import chance
from filmgate.engines.animatic.stage.pen import Pen
from filmgate.engines.animatic.stage.puppets import flower
from filmgate.engines.animatic.stage.puppets.figure import Figure, Model, darker, figure, lighter
from filmgate.engines.animatic.stage.puppets.flower import grown
from filmgate.engines.animatic.stage.puppets.puppet import Moment, wave
from filmgate.engines.animatic.stage.scenery import trees

_STEM = "4f8a44"


def _sway(pen: Pen, m: Moment, much: float = 0.02) -> Pen:
    size = grown(m)
    return pen.at(0, 0, much * wave(m.t, 3.3), size)


def _tree(pen: Pen, colour: str, m: Moment) -> None:
    trees.broadleaf(_sway(pen, m, 0.008), 0, 0, 420, colour, chance("tree"))


def _birch(pen: Pen, colour: str, m: Moment) -> None:
    p = _sway(pen, m, 0.01)
    trees.broadleaf(p, 0, 0, 420, colour, chance("birch"))
    p.band([(0, 4), (3, -130), (-2, -240)], [15, 10, 7], "ece8df")
    for i in range(6):
        p.limb(-8 + (i % 2) * 8, -20 - i * 34, 1.6, (i % 2) * 8, -20 - i * 34, 1.4, "4a4640")


def _pine(pen: Pen, colour: str, m: Moment, festive: bool = False) -> None:
    p = _sway(pen, m, 0.008)
    trees.pine(p, 0, 0, 400, colour, chance("pine"), False)
    if not festive:
        return
    hues = ("ff5a5a", "ffd24a", "5fc8ff", "ff8ad0", "9aff8a")
    for i in range(17):
        y = -50 - i * 18.5
        reach = 86 * (1 + y / 420) + 4
        x = reach * sin(i * 2.4)
        lit = wave(m.t, 1.4, i * 0.37) > -0.2
        p.glow(x, y, 26, hues[i % 5], 0.7 if lit else 0.15)
        p.dot(x, y, 7, hues[i % 5])
    p.glow(0, -404, 70, "ffe27a", 0.8)
    star = [(0 + (22 if i % 2 == 0 else 9) * sin(i * tau / 10), -404 - (22 if i % 2 == 0 else 9) * cos(i * tau / 10)) for i in range(10)]
    p.poly(star, "ffd94a")
    for x, hue in ((-64, "d8412f"), (58, "3f74c9")):
        p.box(x - 26, -38, 52, 40, hue, 3)
        p.box(x - 5, -38, 10, 40, "f6e2a0")


def _palm(pen: Pen, colour: str, m: Moment) -> None:
    trees.palm(_sway(pen, m, 0.014), 0, 0, 400, chance("palm"))


def _cherry(pen: Pen, colour: str, m: Moment) -> None:
    p = _sway(pen, m, 0.008)
    p.band([(0, 4), (-14, -90), (10, -170)], [24, 15, 11], "5f4238")
    p.band([(-6, -110), (-70, -180), (-120, -210)], [10, 7, 2], "5f4238")
    p.band([(4, -140), (70, -200), (130, -216)], [9, 6, 2], "5f4238")
    random = chance("cherry")
    p.oval(0, -238, 108, 76, darker(colour, 0.9))
    for i in range(24):
        a, reach = i / 24 * tau * 5, (1.06, 0.62, 0.86)[i % 3]
        x, y = 116 * cos(a) * reach, -244 + 74 * sin(a) * reach
        p.oval(x, y, random.uniform(34, 52), random.uniform(28, 40), lighter(colour, random.uniform(0, 0.45)))
    for i in range(9):
        s = (m.t * 0.14 + i / 9) % 1.0
        p.dot(-120 + i * 30 + 24 * sin(s * 9 + i), -210 + 210 * s, 4.5, lighter(colour, 0.3), 3)


def _bonsai(pen: Pen, colour: str, m: Moment) -> None:
    pen.poly([(-60, -26), (60, -26), (50, 0), (-50, 0)], "6f4a5a")
    p = pen.at(0, -24, 0.01 * wave(m.t, 3.4))
    p.band([(-6, 0), (20, -34), (-10, -62), (16, -96)], [14, 11, 9, 6], "6a4a34")
    for x, y, r in ((-40, -74, 34), (18, -112, 40), (52, -66, 30), (-6, -96, 28)):
        p.oval(x, y, r, r * 0.56, colour)
        p.oval(x - r * 0.2, y - r * 0.2, r * 0.5, r * 0.26, lighter(colour, 0.2))


def _bamboo(pen: Pen, colour: str, m: Moment) -> None:
    p = _sway(pen, m, 0.012)
    for k, x in enumerate((-44, -8, 30, 58)):
        tall = (340, 400, 300, 360)[k]
        for i in range(6):
            p.limb(x + i * 2, -i * tall / 6, 9, x + i * 2 + 1, -(i + 0.94) * tall / 6, 8.4, colour if k % 2 else darker(colour, 0.88))
        for i in range(3, 6):
            for side in (-1, 1):
                lx, ly = x + i * 2, -i * tall / 6
                p.band([(lx, ly), (lx + side * 36, ly - 16), (lx + side * 66, ly + 4)], [1.5, 8, 0.6], lighter(colour, 0.12))


def _bamboo_stalk(pen: Pen, colour: str, m: Moment) -> None:
    for i in range(5):
        pen.limb(0, -i * 56, 8, 0, -(i + 0.94) * 56, 7, colour if i % 2 else darker(colour, 0.9))
    for y, side, reach in ((-170, 1, 62), (-226, -1, 70), (-226, 1, 74), (-278, -1, 58), (-280, 1, 66)):
        pen.band([(0, y), (side * reach * 0.55, y - 26), (side * reach, y - 6)], [1.5, 9, 0.6], lighter(colour, 0.12))


BAMBOO_STALK = Model(300, 130, "6fa84f", _bamboo_stalk)


def _cactus(pen: Pen, colour: str, m: Moment) -> None:
    p = pen.at(0, 0, 0, grown(m))
    p.limb(0, 0, 30, 0, -200, 28, colour)
    for side, low, high in ((-1, -80, -150), (1, -110, -186)):
        p.band([(side * 18, low), (side * 64, low - 6), (side * 70, high)], [16, 16, 15], darker(colour, 0.93))
    for x in (-14, 0, 14):
        p.string(x, -10, x, -212, darker(colour, 0.8), 2)
    for a in range(5):
        p.oval(12 * cos(a * 1.257), -226 + 8 * sin(a * 1.257), 9, 9, "ee6f9a")
    p.dot(0, -226, 6, "f6d24b")


def _bush(pen: Pen, colour: str, m: Moment) -> None:
    p = _sway(pen, m, 0.012)
    random = chance("bush")
    for x, y, r in ((-52, -34, 42), (48, -36, 44), (0, -58, 52), (-20, -26, 36), (26, -24, 34)):
        p.oval(x, y, r, r * 0.8, lighter(colour, random.uniform(0, 0.15)))


def _mushroom(pen: Pen, colour: str, m: Moment) -> None:
    p = pen.at(0, 0, 0, grown(m))
    p.blob([(-22, 0), (-17, -60), (17, -60), (24, 0)], "f3e9d6", 0.6)
    p.blob([(-78, -58), (-60, -108), (0, -138), (60, -108), (78, -58), (0, -48)], colour, 0.85)
    for x, y, r in ((-38, -84, 11), (4, -112, 12), (40, -80, 10), (-6, -72, 7)):
        p.dot(x, y, r, "fbf6ec", r * 0.8)


def _grass(pen: Pen, colour: str, m: Moment) -> None:
    size = grown(m)
    for i in range(15):
        x = -70 + i * 10
        tall = (90 + 40 * sin(i * 2.7)) * size
        bend = 20 * sin(i * 1.7) + 8 * wave(m.t, 2.0, i * 0.07)
        pen.band([(x, 2), (x + bend * 0.3, -tall * 0.5), (x + bend, -tall)], [4, 3.4, 0.6], lighter(colour, 0.06 * (i % 4)))


def _fern(pen: Pen, colour: str, m: Moment) -> None:
    size = grown(m)
    for i in range(7):
        a = (i - 3) * 0.34 + 0.03 * wave(m.t, 2.6, i * 0.1)
        tip = (150 * sin(a) * size, -150 * cos(a) * size + 34 * abs(a))
        stem = [(0, 0), (tip[0] * 0.5, tip[1] * 0.62), tip]
        pen.band(stem, [3, 2.4, 0.6], darker(colour, 0.85))
        for k in range(2, 8):
            s = k / 8
            x, y = tip[0] * s, tip[1] * (s * 1.18 - 0.18 * s * s)
            for side in (-1, 1):
                pen.band([(x, y), (x + side * 15 * (1.1 - s), y - 9), (x + side * 25 * (1.1 - s), y - 4)], [1, 4, 0.5], colour)


def _leaf(pen: Pen, colour: str, m: Moment) -> None:
    p = pen.at(0, -52 - 8 * abs(wave(m.t, 2.4)), 0.5 * wave(m.t, 2.4))
    p.blob([(-62, 8), (-34, -34), (14, -40), (64, -6), (20, 28), (-30, 30)], colour, 0.85)
    p.curve([(-84, 14), (-40, 6), (56, -6)], darker(colour, 0.72), 3)
    for i in range(4):
        x = -34 + i * 24
        p.curve([(x, 5 - i * 3), (x + 12, -14), (x + 16, -22)], darker(colour, 0.78), 1.8)
        p.curve([(x, 5 - i * 3), (x + 14, 14), (x + 18, 20)], darker(colour, 0.78), 1.8)


def _seaweed(pen: Pen, colour: str, m: Moment) -> None:
    for k, x in enumerate((-30, 0, 32)):
        tall = (150, 210, 170)[k]
        points = [(x + 20 * sin(m.t * 1.3 + i * 0.8 + k) * i / 6, -tall * i / 6) for i in range(7)]
        pen.band(points, [7, 11, 12, 11, 9, 6, 0.8], darker(colour, 0.9) if k % 2 else colour)


def _coral(pen: Pen, colour: str, m: Moment) -> None:
    for i in range(7):
        a = (i - 3) * 0.36
        tall = 150 - 14 * abs(i - 3)
        x, y = tall * sin(a), -tall * cos(a)
        pen.band([(0, 0), (x * 0.4, y * 0.55), (x, y)], [13, 10, 7], darker(colour, 0.9 if i % 2 else 1.0))
        for side in (-1, 1):
            pen.limb(x * 0.6, y * 0.66, 7, x * 0.6 + side * 24, y * 0.66 - 30, 5, lighter(colour, 0.1))


def _pumpkin(pen: Pen, colour: str, m: Moment) -> None:
    for x, w, shade in ((-38, 30, 0.84), (38, 30, 0.84), (-19, 32, 0.93), (19, 32, 0.93), (0, 32, 1.0)):
        pen.oval(x, -46, w, 46, darker(colour, shade))
    pen.band([(0, -90), (4, -108), (16, -116)], [7, 5, 5], "5f7a3c")
    if pen.light.dark:
        pen.glow(0, -44, 90, "ffb03a", 0.6)
        for x in (-22, 18):
            pen.poly([(x - 11, -50), (x, -68), (x + 11, -50)], pen.light.glowing("ffe27a"))
        pen.blob([(-34, -36), (0, -28), (34, -36), (18, -16), (-18, -16)], pen.light.glowing("ffe27a"), 0.3)


def _log(pen: Pen, colour: str, m: Moment) -> None:
    pen.limb(-90, -28, 28, 76, -28, 28, colour)
    pen.oval(92, -28, 15, 28, "d9b98a")
    pen.line(_ring(92, 9, 17), "a97f50", 2)
    for i in range(4):
        pen.string(-96 + i * 40, -40 + i * 5, -70 + i * 40, -40 + i * 5, darker(colour, 0.7), 2.4)


def _ring(x: float, rx: float, ry: float) -> Path:
    return ellipse(x, -28, rx, ry)


_P = partial
MODELS = flower.MODELS | {
    "tree": Model(430, 300, "4f9450", _tree),
    "birch": Model(430, 300, "7fae52", _birch),
    "pine": Model(430, 230, "35664a", _pine),
    "christmas-tree": Model(440, 240, "2f6a48", _P(_pine, festive=True)),
    "palm": Model(410, 320, "4f9a52", _palm),
    "cherry-tree": Model(350, 340, "f2a3bd", _cherry),
    "bonsai": Model(170, 190, "4f8f5a", _bonsai),
    "bamboo": Model(400, 220, "6fa84f", _bamboo),
    "cactus": Model(236, 180, "4f8f58", _cactus),
    "bush": Model(112, 190, "4f8f48", _bush),
    "mushroom": Model(140, 160, "d03a30", _mushroom, top=-130),
    "grass": Model(135, 160, "6fae4c", _grass),
    "fern": Model(160, 300, "4f9450", _fern),
    "leaf": Model(110, 150, "d9822f", _leaf),
    "seaweed": Model(210, 120, "3f8f5f", _seaweed),
    "coral": Model(160, 200, "ee6a7a", _coral),
    "pumpkin": Model(118, 140, "ea8a2c", _pumpkin, top=-92),
    "log": Model(58, 210, "7a5638", _log, seat=(-10, -54), top=-54),
}  # fmt: skip


def make(actor: Actor, offset: float) -> Figure:
    return figure(MODELS.get(actor.noun, MODELS["flower"]), actor, offset)
