"""Toys and what children carry: balls, kites, balloons, gifts."""
# Points read better in rows than one below the other.
# fmt: off

from __future__ import annotations

from math import cos, sin, tau

from filmgate.engines.animatic.brush.path import ellipse, star
from filmgate.engines.animatic.stage.pen import Pen
from filmgate.engines.animatic.stage.puppets.figure import Model, darker, lighter
from filmgate.engines.animatic.stage.puppets.puppet import Moment, bounce, wave


def _ball(pen: Pen, colour: str, m: Moment, marks: str = "ball") -> None:
    lively = m.action in {"idle", "jump", "fall", "throw", "play", "rotate", "run", "walk"}
    hop = bounce(m.t, 0.9) * (34 if m.action == "play" else 70) if lively else 0.0
    squash = 1.0 - 0.14 * max(0.0, 1 - hop / 12) if lively else 1.0
    p = pen.at(0, -hop)
    r, y = 40.0, -40.0 * squash
    p.fill(ellipse(0, y, r / squash, r * squash), colour, 1.6)
    turn = m.t * 2.4
    match marks:
        case "football":
            for i in range(6):
                a = turn + i * tau / 5
                d = 0.0 if i == 5 else 27.0
                p.flat(star(cos(a) * d, y + sin(a) * d, 9, 7.4, 5, a), "26242c")
        case "basketball":
            p.curve([(-r, y), (0, y + 10 * sin(turn)), (r, y)], "5a3020", 2.4)
            p.curve([(10 * cos(turn), y - r), (-10 * cos(turn), y), (10 * cos(turn), y + r)], "5a3020", 2.4)
        case "beach-ball":
            for i, hue in enumerate(("f6f2e8", "f2c23c", "3f9ad0")):
                a = turn + i * 2.09
                p.oval(cos(a) * 20, y + sin(a) * 20, 17, 17, hue)
            p.dot(0, y, 7, "f6f2e8")
        case _:
            p.band([(-r * 0.94, y + 6), (0, y + 12), (r * 0.94, y + 6)], [4, 6, 4], lighter(colour, 0.6))
    p.dot(-13, y - 16, 8, (255, 255, 255, 110), 6)


def _football(pen: Pen, colour: str, m: Moment) -> None:
    _ball(pen, colour, m, "football")


def _basketball(pen: Pen, colour: str, m: Moment) -> None:
    _ball(pen, colour, m, "basketball")


def _beach_ball(pen: Pen, colour: str, m: Moment) -> None:
    _ball(pen, colour, m, "beach-ball")


def _kite(pen: Pen, colour: str, m: Moment) -> None:
    """Around its middle; its tail streams behind."""
    p = pen.at(0, 0, 0.35 + 0.12 * wave(m.t, 1.9))
    tail = [(-8 * k + 10 * sin(m.t * 4 - k * 0.9) * k * 0.24, 66 + 17 * k) for k in range(8)]
    p.curve(tail, "f6efe0", 2)
    for k, (x, y) in enumerate(tail[1:]):
        p.poly([(x - 9, y - 4), (x, y), (x - 9, y + 5)], ("f2c23c", "3f9ad0", "e8607f")[k % 3])
        p.poly([(x + 9, y - 4), (x, y), (x + 9, y + 5)], ("f2c23c", "3f9ad0", "e8607f")[k % 3])
    p.poly([(0, -74), (52, -8), (0, 70)], colour)
    p.poly([(0, -74), (-52, -8), (0, -8)], "f2c23c")
    p.poly([(-52, -8), (0, 70), (0, -8)], darker(colour, 0.86))
    p.poly([(0, -74), (52, -8), (0, -8)], "3f9ad0")
    p.string(0, -74, 0, 70, "6a4a30", 2)
    p.string(-52, -8, 52, -8, "6a4a30", 2)


def _balloon(pen: Pen, colour: str, m: Moment) -> None:
    sway = 5 * wave(m.t, 2.6)
    pen.curve([(0, 0), (4 + sway * 0.4, -40), (sway, -84)], "e6dcc8", 1.6)
    p = pen.at(sway, -136)
    p.poly([(-6, 58), (0, 46), (6, 58)], darker(colour, 0.85))
    p.fill(ellipse(0, 0, 42, 50), colour, 1.5)
    p.dot(-14, -18, 8, (255, 255, 255, 130), 12)


def _umbrella(pen: Pen, colour: str, m: Moment) -> None:
    """Held at the origin; opens above."""
    p = pen.at(0, 0, 0.03 * wave(m.t, 2.0))
    p.limb(0, 0, 2.4, 0, -112, 2, "5a4030")
    p.curve([(0, 0), (0, 10), (8, 12), (10, 4)], "5a4030", 4)
    p.blob(
        [(-92, -92), (-64, -136), (0, -158), (64, -136), (92, -92), (62, -101), (31, -90), (0, -101), (-31, -90), (-62, -101)], colour, 0.8
    )
    for x in (-31, 31):
        p.curve([(0, -157), (x * 0.9, -130), (x, -91)], darker(colour, 0.82), 2)
    p.limb(0, -156, 2, 0, -170, 1.4, "5a4030")


def _gift(pen: Pen, colour: str, m: Moment) -> None:
    pop = bounce(m.t, 1.6) * 5
    pen.box(-56, -84, 112, 84, colour, 4)
    pen.box(-12, -84, 24, 84, "f6e2a0")
    lid = pen.at(0, -84 - pop, 0.03 * wave(m.t, 1.6))
    lid.box(-64, -24, 128, 26, lighter(colour, 0.12), 5)
    lid.box(-13, -24, 26, 26, "f6e2a0")
    for side in (-1, 1):
        lid.blob([(0, -24), (side * 20, -58), (side * 48, -50), (side * 34, -26)], "f2c84b")


def _flag(pen: Pen, colour: str, m: Moment) -> None:
    pen.limb(0, 0, 3.4, 0, -236, 2.8, "8a6a4a")
    top = [(2 + 21 * i, -232 + 6.5 * sin(m.t * 5 - i * 0.9) * i * 0.26) for i in range(7)]
    pen.blob([*top, *[(x, y + 82) for x, y in reversed(top)]], colour, 0.8)
    pen.oval(0, -240, 6, 6, "e3b23c")


def _bubble(pen: Pen, colour: str, m: Moment) -> None:
    p = pen.at(10 * wave(m.t, 2.4), -80 + 8 * wave(m.t, 1.7))
    p.veil(ellipse(0, 0, 62), (200, 230, 255, 60))
    for r, hue in ((62, (255, 255, 255, 200)), (57, (255, 180, 230, 120)), (52, (160, 240, 255, 110))):
        p.line(ellipse(0, 0, r), hue, 3)
    p.dot(-22, -26, 12, (255, 255, 255, 200), 8)


MODELS = {
    "ball": Model(80, 80, "d8412f", _ball),
    "football": Model(80, 80, "f6f4ee", _football),
    "basketball": Model(80, 80, "e0763a", _basketball),
    "beach-ball": Model(80, 80, "d8412f", _beach_ball),
    "kite": Model(150, 110, "e0503f", _kite),
    "balloon": Model(188, 90, "d8412f", _balloon),
    "umbrella": Model(172, 186, "c9342f", _umbrella),
    "gift": Model(146, 130, "c9344a", _gift),
    "flag": Model(246, 140, "d8412f", _flag),
    "bubble": Model(150, 128, "cfe8ff", _bubble),
}  # fmt: skip
