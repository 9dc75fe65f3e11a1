"""Insects and other small crawlers, drawn large."""
# Points read better in rows than one below the other.
# fmt: off

from __future__ import annotations

from math import cos, sin, tau

from filmgate.engines.animatic.brush.colour import faded
from filmgate.engines.animatic.brush.path import ellipse
from filmgate.engines.animatic.script.storyboard import Actor
from filmgate.engines.animatic.stage.pen import Pen
from filmgate.engines.animatic.stage.puppets.figure import Figure, Model, darker, figure, lighter
from filmgate.engines.animatic.stage.puppets.puppet import Moment, wave

_GLASS = (225, 240, 255, 150)


def _eye(pen: Pen, x: float, y: float, r: float) -> None:
    pen.dot(x, y, r, "fffdf5")
    pen.dot(x + r * 0.25, y, r * 0.62, "1f1a24")
    pen.dot(x + r * 0.45, y - r * 0.3, r * 0.22, (255, 255, 255, 255))


def _butterfly(pen: Pen, colour: str, m: Moment) -> None:
    open_share = 0.28 + 0.72 * abs(cos(m.t * 9)) if m.action == "fly" else 0.75 + 0.25 * wave(m.t, 2.2)
    body = pen.at(0, -52 + 5 * wave(m.t, 0.7), 0.25)
    for side, ink in ((-1, darker(colour, 0.85)), (1, colour)):
        w = open_share * side
        upper = [(0, -6), (20 * w, -46), (58 * w, -56), (64 * w, -20), (30 * w, 2)]
        lower = [(0, 0), (36 * w, 6), (46 * w, 30), (22 * w, 42), (2 * w, 14)]
        body.blob(lower, lighter(ink, 0.2))
        body.blob(upper, ink)
        body.blob([(x * 0.72 + 5 * w, y * 0.72 - 6) for x, y in upper[1:]], lighter(ink, 0.3))
        for x, y in ((50, -44), (56, -28), (36, 28)):
            body.dot(x * w, y, 4.5 * max(0.3, abs(w)), "fff6e0", 4.5)
    body.limb(0, -20, 4.5, 0, 26, 3, "2f2a33")
    body.oval(0, -26, 6.5, 6.5, "2f2a33")
    for side in (-1, 1):
        body.curve([(0, -30), (side * 7, -44), (side * 14, -50)], "2f2a33", 1.6)


def _bee(pen: Pen, colour: str, m: Moment) -> None:
    body = pen.at(0, -44 + 4 * wave(m.t, 0.6), -0.1)
    flap = 0.5 * sin(m.t * 60)
    for side, turn in ((1, -0.5), (0, -0.1)):
        wing = body.at(-2 + 6 * side, -20, turn + flap)
        wing.fill(ellipse(0, -24, 13, 26), _GLASS)
    body.oval(0, 0, 36, 25, colour)
    for x in (-16, 0, 15):
        tall = 23 - abs(x) * 0.35
        body.band([(x, -tall), (x + 3, 0), (x, tall)], [4.5, 5, 4.5], "2f2a2c")
    body.poly([(-34, -4), (-46, 0), (-34, 5)], "2f2a2c")
    body.oval(33, -4, 16, 16, "3a3230")
    _eye(body, 38, -7, 6)
    body.curve([(36, -18), (42, -30), (50, -32)], "2f2a2c", 2)


def _dragonfly(pen: Pen, colour: str, m: Moment) -> None:
    body = pen.at(0, -44 + 4 * wave(m.t, 0.9), -0.06)
    flap = 0.3 * sin(m.t * 55)
    for x, turn in ((10, -0.45), (-4, -0.95)):
        for side in (1, -1):
            wing = body.at(x, -6, (turn + flap) * side + (0.0 if side > 0 else 3.14))
            wing.oval(0, -38 * side, 9, 40, _GLASS)
    body.limb(8, 0, 8, -72, 6, 3.4, colour)
    for i in range(6):
        body.string(-10 - i * 10, -5 + i * 0.8, -10 - i * 10, 7, darker(colour, 0.7), 2)
    body.oval(14, -2, 14, 12, colour)
    body.oval(27, -4, 11, 11, lighter(colour, 0.2))
    _eye(body, 31, -7, 6)


def _ladybug(pen: Pen, colour: str, m: Moment) -> None:
    crawl = m.cycle * tau
    for i in range(3):
        x = -20 + i * 20
        pen.curve([(x, -12), (x + 5 * sin(crawl + i * 2), -4), (x + 8 * sin(crawl + i * 2), 0)], "2b2630", 4)
    pen.oval(34, -24, 15, 15, "2b2630")
    pen.blob([(-42, -10), (-36, -40), (0, -56), (34, -38), (38, -10)], colour)
    pen.curve([(-40, -14), (-4, -30), (20, -54)], "2b2630", 2.4)
    for x, y in ((-22, -36), (-2, -42), (-10, -18), (16, -28), (24, -14)):
        pen.dot(x, y, 5.5, "2b2630")
    _eye(pen, 40, -28, 5.5)
    pen.curve([(40, -36), (48, -46), (54, -46)], "2b2630", 2)


def _ant(pen: Pen, colour: str, m: Moment) -> None:
    crawl = m.cycle * tau
    for i in range(3):
        x = -6 + i * 9
        for side in (0, 3.14):
            s = sin(crawl + i * 2.1 + side)
            pen.curve([(x, -24), (x + (i - 1) * 14 + 6 * s, -30), (x + (i - 1) * 22 + 10 * s, -1)], darker(colour, 0.8), 2.6)
    pen.oval(-32, -28, 24, 16, colour)
    pen.oval(0, -26, 13, 10, colour)
    pen.oval(28, -34, 16, 14, colour)
    _eye(pen, 33, -38, 5.5)
    pen.curve([(34, -46), (44, -58), (54, -54)], colour, 2.2)


def _spider(pen: Pen, colour: str, m: Moment) -> None:
    crawl = m.cycle * tau if m.action in {"walk", "run"} else m.t * 2
    for side in (-1, 1):
        for i in range(4):
            s = 5 * sin(crawl + i * 1.7 + side)
            pen.curve([(0, -36), (side * (26 + i * 9), -66 + i * 7 + s), (side * (46 + i * 13), -2 + 0.3 * s)], darker(colour, 0.9), 3.4)
    pen.oval(-14, -42, 28, 25, colour)
    pen.oval(18, -38, 19, 17, lighter(colour, 0.12))
    for x in (16, 29):
        _eye(pen, x, -43, 7)
    pen.curve([(15, -29), (22, -26), (29, -29)], "f4efe4", 2)


def _firefly(pen: Pen, colour: str, m: Moment) -> None:
    pulse = 0.55 + 0.45 * wave(m.t, 1.7)
    body = pen.at(0, -40 + 5 * wave(m.t, 1.1))
    body.glow(-12, 4, 74, colour, 0.75 * pulse)
    body.shine(ellipse(-14, 4, 15, 11), faded(pen.light.glowing(colour), 0.5 + 0.5 * pulse))
    body.oval(8, 0, 15, 10, "4a3a38")
    body.oval(24, -2, 9, 9, "6a4a40")
    _eye(body, 27, -4, 4)
    for turn in (-0.5, -0.9):
        body.at(4, -8, turn + 0.4 * sin(m.t * 50)).oval(0, -16, 7, 17, _GLASS)


def _caterpillar(pen: Pen, colour: str, m: Moment) -> None:
    crawl = m.t * 2.4
    for i in range(6):
        x, y = -54 + i * 19, -17 - 9 * max(0.0, sin(crawl - i * 0.8))
        pen.dot(x, -3, 4, "6a4a30")
        pen.oval(x, y, 16, 16, colour if i % 2 else lighter(colour, 0.2))
    pen.oval(62, -30, 19, 19, lighter(colour, 0.15))
    for x in (58, 70):
        _eye(pen, x, -34, 5.5)
        pen.curve([(x, -46), (x + 3, -58), (x + 7, -62)], "4a3a38", 2)
    pen.curve([(58, -22), (65, -18), (72, -22)], "4a3a38", 2)


def _snail(pen: Pen, colour: str, m: Moment) -> None:
    stretch = 4 * wave(m.t, 2.2)
    pen.blob([(-56, -3), (-34, -12), (20, -14), (42 + stretch, -34), (60 + stretch, -30), (58 + stretch, -6), (20, 1), (-50, 1)], "e0c08f")
    for dx, tall in ((0, 0), (12, 3)):
        pen.limb(48 + dx + stretch, -30, 2.6, 54 + dx + stretch, -56 - tall, 2.2, "e0c08f")
        _eye(pen, 55 + dx + stretch, -59 - tall, 5)
    pen.oval(-6, -38, 36, 33, colour)
    spiral = [(-6 + (30 - i * 3.2) * cos(i * 0.85), -38 + (27 - i * 2.9) * sin(i * 0.85)) for i in range(10)]
    pen.curve(spiral, darker(colour, 0.7), 4)


def _snake(pen: Pen, colour: str, m: Moment) -> None:
    slide = m.cycle * tau if m.action in {"walk", "run"} else m.t * 1.6
    points = [(-96 + i * 16, -13 - 9 * sin(slide + i * 0.85)) for i in range(10)]
    points += [(66, -30), (74, -54), (86, -66)]
    widths = [1.0, 5, 8, 10, 11, 12, 12, 12, 11.5, 11, 10.5, 10, 11]
    pen.band(points, widths, colour)
    for (x, y), w in list(zip(points, widths, strict=True))[1:11:2]:
        pen.dot(x, y - w * 0.3, w * 0.42, darker(colour, 0.72))
    pen.oval(93, -70, 17, 12.5, colour)
    if wave(m.t, 1.3) > 0.2:
        pen.string(108, -67, 124, -65, "d8344a", 2)
    _eye(pen, 96, -74, 5.5)


MODELS = {
    "butterfly": Model(112, 130, "ee8a3a", _butterfly),
    "bee": Model(84, 100, "f2c23c", _bee),
    "dragonfly": Model(86, 150, "3fa0b8", _dragonfly),
    "ladybug": Model(62, 100, "d8382f", _ladybug, stride=40),
    "ant": Model(60, 110, "6a3a2c", _ant, stride=50),
    "spider": Model(74, 160, "3f3848", _spider, stride=70),
    "firefly": Model(64, 70, "e9f27a", _firefly),
    "caterpillar": Model(66, 150, "7fb84a", _caterpillar, stride=40),
    "snail": Model(74, 130, "b8703f", _snail, stride=24),
    "snake": Model(86, 220, "5f9a4a", _snake, stride=80),
}  # fmt: skip


def make(actor: Actor, offset: float) -> Figure:
    return figure(MODELS.get(actor.noun, MODELS["butterfly"]), actor, offset)
