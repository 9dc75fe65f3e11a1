"""Things to ride and to be drawn by: cycles, carriages, sleighs, boards, and rovers."""
# Points read better in rows than one below the other.
# fmt: off

from __future__ import annotations

from math import cos, sin, tau

from filmgate.engines.animatic.brush.colour import faded
from filmgate.engines.animatic.brush.path import box, ellipse, polygon
from filmgate.engines.animatic.stage.pen import Pen
from filmgate.engines.animatic.stage.puppets.figure import Model, darker
from filmgate.engines.animatic.stage.puppets.puppet import Moment, wave

_TYRE = "2a2a31"
_GLASS = "a9cfe0"


def spoked(pen: Pen, x: float, r: float, turn: float, colour: str, width: float = 3.0) -> None:
    pen.line(ellipse(x, -r, r - width / 2), colour, width)
    for i in range(8):
        a = turn + i * tau / 8
        pen.string(x, -r, x + cos(a) * (r - width), -r + sin(a) * (r - width), "b9bec6", max(1.0, width * 0.34))
    pen.dot(x, -r, r * 0.1, "6f757f")


def _bicycle(pen: Pen, colour: str, m: Moment) -> None:
    turn = turned(m)
    for x in (-54, 56):
        spoked(pen, x, 38, turn, "2a2a31", 4.5)
    for a, b in (
        ((-54, -38), (-10, -34)),
        ((-10, -34), (-26, -86)),
        ((-54, -38), (-24, -76)),
        ((-24, -78), (40, -82)),
        ((-10, -34), (42, -76)),
        ((42, -94), (56, -38)),
    ):
        pen.limb(*a, 3.4, *b, 3.0, colour)
    pen.blob([(-46, -90), (-12, -92), (-8, -86), (-40, -84)], "4a3326")
    pen.curve([(42, -92), (34, -102), (50, -106), (58, -98)], "4a4f59", 4)
    pen.line(ellipse(-10, -34, 10), "4a4f59", 3)
    for side in (0.0, 3.14):
        pen.string(-10, -34, -10 + cos(turn + side) * 17, -34 + sin(turn + side) * 17, "4a4f59", 3.4)


def _motorcycle(pen: Pen, colour: str, m: Moment) -> None:
    exhaust(pen, -84, -26, m)
    for x in (-64, 68):
        wheel(pen, x, 34, turned(m))
    pen.limb(68, -34, 5, 40, -96, 5, "c9ced6")
    pen.limb(-64, -34, 6, 0, -40, 7, "5a5f69")
    pen.oval(2, -44, 26, 21, "8f959f")
    pen.blob([(-10, -66), (26, -90), (46, -82), (34, -60), (-6, -56)], colour)
    pen.blob([(-74, -76), (-40, -74), (-10, -72), (-12, -60), (-60, -62)], "2f2a30")
    pen.curve([(40, -94), (26, -104), (18, -100)], "4a4f59", 5)
    pen.limb(-84, -28, 5, -10, -32, 5, "d3d7dd")
    lamps(pen, (56, -88), (-78, -68))


def _carriage(pen: Pen, colour: str, m: Moment) -> None:
    pen.blob([(-70, -60), (-62, -128), (0, -142), (62, -128), (70, -60), (40, -38), (-40, -38)], colour, 0.7)
    pen.box(-34, -118, 68, 44, _GLASS, 14)
    pen.line(box(-34, -118, 68, 44, 14), "e3b23c", 4)
    pen.limb(70, -52, 4, 128, -60, 3, "6a4a30")
    pen.box(-74, -56, 148, 8, "e3b23c", 4)
    for x, r in ((-52, 36), (56, 30)):
        spoked(pen, x, r, turned(m), "7a4a2c", 5)


def _sleigh(pen: Pen, colour: str, m: Moment) -> None:
    pen.curve([(-96, -8), (60, -6), (96, -20), (92, -40)], "8a5f36", 6)
    for x in (-50, 30):
        pen.limb(x, -8, 3, x, -28, 3, "8a5f36")
    pen.blob([(-94, -72), (-84, -96), (-72, -60), (20, -52), (66, -72), (78, -60), (52, -26), (-74, -26)], colour, 0.7)
    pen.curve([(-86, -90), (-70, -56), (20, -48), (70, -66)], "e3b23c", 4)


def _tank(pen: Pen, colour: str, m: Moment) -> None:
    pen.limb(30, -92, 6, 168, -100, 5, darker(colour, 0.85))
    pen.blob([(-54, -72), (-40, -112), (30, -112), (52, -72)], colour, 0.5)
    pen.blob([(-120, -50), (-104, -76), (104, -76), (128, -48), (110, -34), (-110, -34)], colour, 0.4)
    pen.box(-122, -46, 248, 46, "3a3a36", 22)
    for i in range(5):
        wheel(pen.at(0, -6), -88 + i * 45, 17, turned(m), "6f7260")


def _rover(pen: Pen, colour: str, m: Moment) -> None:
    pen.box(-74, -84, 140, 30, colour, 5)
    pen.poly([(-86, -92), (30, -96), (34, -88), (-86, -84)], "2f4a7a")
    head = pen.at(50, -84, 0.2 * wave(m.t, 3.4))
    head.limb(0, 0, 4, 0, -52, 3, "c9ced6")
    head.box(-13, -70, 32, 20, "eef1f4", 4)
    head.dot(12, -60, 5.5, "1f2733")
    pen.string(-60, -90, -76, -140, "c9ced6", 3)
    for x in (-64, 0, 62):
        pen.limb(x, -56, 3.4, x, -20, 3.4, "8f959f")
        wheel(pen, x, 21, turned(m), "9aa0aa")


def _skateboard(pen: Pen, colour: str, m: Moment) -> None:
    pen.blob([(-66, -22), (-50, -16), (50, -16), (66, -22), (54, -9), (-54, -9)], colour, 0.5)
    for x in (-38, 38):
        wheel(pen, x, 7, turned(m), "f2e6c4")


def wheel(pen: Pen, x: float, r: float, turn: float, rim: str = "c9ced6") -> None:
    pen.oval(x, -r, r, r, _TYRE)
    pen.oval(x, -r, r * 0.6, r * 0.6, rim)
    for i in range(5):
        a = turn + i * tau / 5
        pen.dot(x + cos(a) * r * 0.38, -r + sin(a) * r * 0.38, r * 0.11, darker(rim, 0.6))
    pen.dot(x, -r, r * 0.14, darker(rim, 0.5))


def turned(m: Moment) -> float:
    return m.cycle * tau


def lamps(pen: Pen, front: tuple[float, float], back: tuple[float, float]) -> None:
    pen.shine(ellipse(*front, 6, 8), "fff2c0")
    pen.shine(ellipse(*back, 4.5, 7), "ff4a3a")
    if pen.light.dark:
        x, y = front
        pen.glow(x, y, 60, "fff0b8", 0.7)
        cone = polygon([(x, y - 4), (x + 250, y - 22), (x + 250, y + 62), (x, y + 7)])
        pen.veil(cone, faded((255, 240, 190, 255), 0.16))
        pen.glow(*back, 36, "ff4a3a", 0.6)


def exhaust(pen: Pen, x: float, y: float, m: Moment) -> None:
    if m.action not in {"drive", "walk", "run"}:
        return
    for i in range(3):
        s = (m.t * 0.9 + i / 3) % 1.0
        pen.veil(ellipse(x - 46 * s, y - 10 * s, 4 + 11 * s), (220, 222, 228, round(110 * (1 - s))))


MODELS = {
    "bicycle": Model(108, 190, "3f8fa0", _bicycle, seat=(-30, -90), stride=240),
    "motorcycle": Model(106, 210, "b0302f", _motorcycle, seat=(-34, -76), stride=214),
    "carriage": Model(142, 210, "6a3f7a", _carriage, inside=True, stride=210),
    "sleigh": Model(96, 200, "b5302f", _sleigh, seat=(-30, -58), inside=True, stride=200),
    "tank": Model(114, 290, "6a7450", _tank, inside=True, stride=110),
    "rover": Model(142, 160, "d9dde3", _rover, stride=132),
    "skateboard": Model(24, 132, "d9603f", _skateboard, seat=(0, -20), stride=44),
}  # fmt: skip
