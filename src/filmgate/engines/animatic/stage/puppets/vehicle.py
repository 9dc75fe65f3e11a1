"""Things on wheels, rails and runners."""
# Points read better in rows than one below the other.
# fmt: off

from __future__ import annotations

from functools import partial
from math import cos, sin

from filmgate.engines.animatic.brush.path import arc_band, box, ellipse, polygon
from filmgate.engines.animatic.script.storyboard import Actor
from filmgate.engines.animatic.stage.pen import Pen
from filmgate.engines.animatic.stage.puppets import ride
from filmgate.engines.animatic.stage.puppets.figure import Figure, Model, darker, figure, lighter
from filmgate.engines.animatic.stage.puppets.puppet import Moment, wave
from filmgate.engines.animatic.stage.puppets.ride import exhaust, lamps, spoked, turned, wheel

_GLASS = "a9cfe0"
_TYRE = "2a2a31"


def _car(pen: Pen, colour: str, m: Moment, kind: str = "car", front: bool = False) -> None:
    """A car; `front`: only what hides those who sit in it."""
    bob = 1.4 * wave(m.t, 0.31) if m.action in {"drive", "run", "walk"} else 0.0
    body = pen.at(0, bob)
    if kind == "sports-car":
        cabin = [(-70, -52), (-36, -82), (14, -84), (62, -54)]
        hull = [(-128, -24), (-126, -50), (-80, -58), (50, -56), (112, -44), (134, -26), (130, -14), (-124, -14)]
    else:
        cabin = [(-88, -58), (-64, -104), (26, -106), (66, -58)]
        hull = [(-126, -22), (-128, -56), (-90, -64), (66, -62), (116, -52), (128, -34), (126, -16), (-122, -16)]
    top, middle = min(y for _, y in cabin), (cabin[1][0] + cabin[2][0]) / 2
    if not front:
        exhaust(pen, -128, -24, m)
        body.blob(cabin, darker(colour, 0.92), 0.35)
        for left, right in ((cabin[0][0] + 14, middle - 4), (middle + 4, cabin[3][0] - 12)):
            lean_l = 12 if left < middle - 20 else 0
            lean_r = 0 if right < middle + 2 else 22
            body.poly([(left, cabin[0][1] - 1), (left + lean_l, top + 9), (right - lean_r, top + 9), (right, cabin[0][1] - 1)], _GLASS)
        _roof(body, top, m, kind)
    body.blob(hull, colour, 0.5)
    body.flat(box(-122, -36, 246, 5, 2), lighter(colour, 0.3))
    body.string(middle, cabin[0][1] + 6, middle + 1, -24, darker(colour, 0.78), 1.8)
    body.box(middle - 26, cabin[0][1] + 12, 15, 4, "e6e9ee", 2)
    body.box(-132, -24, 262, 9, "5a5f69", 4)
    if kind == "taxi":
        for i in range(12):
            body.flat(box(-108 + i * 18, -48 + (i % 2) * 6, 9, 6), "26242c")
    elif kind == "police-car":
        body.box(-60, -54, 120, 22, "f6f7f8", 3)
    lamps(body, (122, -42), (-126, -46))
    for x in (-76, 78):
        pen.flat(arc_band(x, -24, 0, 28, 3.14159, 6.28318, 12), darker(colour, 0.45))
        wheel(pen, x, 23, turned(m))


def _roof(body: Pen, top: float, m: Moment, kind: str) -> None:
    """A taxi's sign, or lights that flash."""
    if kind == "taxi":
        body.box(-40, top - 15, 44, 14, "fff3c4", 4)
    elif kind == "police-car":
        flash = wave(m.t, 0.5) > 0
        for x, hue, lit in ((-34, "ff3a3a", flash), (-10, "3f7cff", not flash)):
            body.shine(box(x, top - 11, 20, 11, 3), hue)
            if lit:
                body.glow(x + 10, top - 8, 70, hue, 0.8)


def _bus(pen: Pen, colour: str, m: Moment, kind: str = "bus") -> None:
    bob = 1.2 * wave(m.t, 0.4) if m.action in {"drive", "run", "walk"} else 0.0
    body = pen.at(0, bob)
    tall, half = {"bus": (138, 170), "van": (118, 118), "tram": (150, 190), "ambulance": (122, 122)}[kind]
    exhaust(pen, -half - 6, -26, m)
    body.box(-half, -tall, half * 2, tall - 18, colour, 18)
    body.flat(box(-half + 4, -58, half * 2 - 8, 9), lighter(colour, 0.5))
    count = 6 if kind in {"bus", "tram"} else 3
    step = (half * 2 - 30) / count
    for i in range(count):
        if kind == "van" and i == 0:
            continue
        body.box(-half + 15 + i * step, -tall + 20, step - 9, 44, _GLASS, 6)
        if pen.light.dark:
            body.shine(box(-half + 15 + i * step, -tall + 20, step - 9, 44, 6), (255, 226, 160, 150))
    body.box(half - 58, -tall + 20, 30, tall - 42, darker(colour, 0.82), 4)
    body.box(half - 53, -tall + 26, 20, 44, _GLASS, 3)
    if kind == "ambulance":
        body.box(-half + 34, -64, 44, 12, "d8402f")
        body.box(-half + 50, -80, 12, 44, "d8402f")
        flash = wave(m.t, 0.5) > 0
        body.shine(box(-10, -tall - 10, 22, 12, 4), "3f7cff")
        if flash:
            body.glow(0, -tall - 6, 80, "3f7cff", 0.9)
    if kind == "tram":
        body.string(-30, -tall, 0, -tall - 38, "4a4f59", 4)
        body.string(30, -tall, 0, -tall - 38, "4a4f59", 4)
        body.string(-46, -tall - 38, 46, -tall - 38, "4a4f59", 4)
    lamps(body, (half - 4, -40), (-half + 3, -44))
    for x in (-half * 0.6, half * 0.58):
        pen.flat(arc_band(x, -24, 0, 29, 3.14159, 6.28318, 12), darker(colour, 0.45))
        wheel(pen, x, 24, turned(m))


def _truck(pen: Pen, colour: str, m: Moment, fire: bool = False) -> None:
    bob = 1.3 * wave(m.t, 0.36) if m.action in {"drive", "run", "walk"} else 0.0
    body = pen.at(0, bob)
    exhaust(pen, -178, -30, m)
    load = colour if fire else "e6dfd2"
    body.box(-172, -132 if not fire else -112, 232, 104 if not fire else 84, load, 8)
    if fire:
        for i in range(3):
            body.box(-158 + i * 70, -88, 56, 34, darker(colour, 0.85), 4)
        body.limb(-150, -124, 5, 70, -140, 5, "d9dde3")
        for i in range(9):
            body.string(-140 + i * 24, -132 - i * 1.6, -140 + i * 24, -118 - i * 1.6, "d9dde3", 3)
        if wave(m.t, 0.5) > 0:
            body.glow(104, -128, 80, "3f7cff", 0.9)
        body.shine(box(92, -134, 26, 13, 5), "3f7cff")
    else:
        for i in range(5):
            body.string(-150 + i * 48, -126, -150 + i * 48, -36, "cfc6b6", 2)
    body.blob([(64, -28), (64, -122), (112, -124), (146, -82), (168, -72), (170, -28)], colour, 0.3)
    body.poly([(80, -76), (80, -112), (108, -114), (136, -78)], _GLASS)
    body.box(-176, -34, 350, 13, "4a4f59", 4)
    lamps(body, (166, -52), (-172, -44))
    for x in (-128, -70, 122):
        wheel(pen, x, 28, turned(m))


def _tractor(pen: Pen, colour: str, m: Moment) -> None:
    shake = 1.5 * wave(m.t, 0.18)
    body = pen.at(0, shake)
    body.box(-12, -86, 108, 44, colour, 8)
    body.limb(64, -88, 4, 64, -132, 4, "3a3f4a")
    for i in range(4):
        s = (m.t * 0.8 + i / 4) % 1.0
        body.veil(ellipse(64 - 40 * s, -136 - 50 * s, 6 + 15 * s), (110, 110, 116, round(150 * (1 - s))))
    body.box(-74, -150, 80, 10, darker(colour, 0.8), 5)
    for x in (-68, -2):
        body.limb(x, -146, 3, x, -80, 3, "3a3f4a")
    body.box(-64, -82, 34, 12, "3a3f4a", 4)
    body.box(-76, -70, 70, 24, darker(colour, 0.85), 6)
    lamps(body, (98, -64), (-78, -60))
    wheel(pen, -46, 48, turned(m) * 0.6, "e3b23c")
    wheel(pen, 70, 28, turned(m), "e3b23c")


def _train(pen: Pen, colour: str, m: Moment, fast: bool = False) -> None:
    if fast:
        for i in range(3):
            x = -360 + i * 170
            pen.box(x, -104, 164, 82, "f2f4f6", 10)
            for k in range(5):
                pen.box(x + 14 + k * 29, -88, 21, 24, "3f5068", 4)
            pen.flat(box(x, -52, 164, 9), colour)
        pen.blob([(144, -22), (146, -104), (214, -98), (286, -62), (312, -32), (304, -20)], "f6f7f8", 0.5)
        pen.poly([(206, -90), (244, -78), (252, -66), (210, -68)], "3f5068")
        pen.flat(polygon([(146, -52), (284, -44), (300, -36), (146, -43)]), colour)
        pen.box(-360, -22, 660, 12, "5a5f69", 4)
        lamps(pen, (300, -34), (-360, -60))
        return
    rod = turned(m)
    for i in range(2):
        x = -372 + i * 176
        hue = ("a5473f", "3f6f8f")[i]
        pen.box(x, -112, 166, 84, hue, 8)
        pen.box(x - 5, -122, 176, 15, darker(hue, 0.7), 6)
        for k in range(4):
            pen.box(x + 14 + k * 38, -98, 26, 32, "fff0c4" if pen.light.dark else _GLASS, 4)
        for wx in (30, 134):
            spoked(pen, x + wx, 18, rod, "2f323c", 6)
        pen.box(x + 160, -38, 22, 7, "2f323c")
    pen.box(-16, -138, 84, 104, darker(colour, 0.85), 6)
    pen.box(-26, -150, 104, 15, "2f323c", 5)
    pen.box(2, -122, 44, 38, "fff0c4" if pen.light.dark else _GLASS, 4)
    pen.box(60, -104, 158, 62, colour, 26)
    for x in (92, 136, 180):
        pen.flat(box(x, -104, 7, 62), darker(colour, 0.75))
    pen.poly([(176, -104), (182, -150), (170, -160), (214, -160), (202, -150), (206, -104)], "2f323c")
    pen.oval(124, -106, 18, 15, "d9a83c")
    pen.poly([(204, -38), (248, -10), (204, -10)], "a5473f")
    pen.box(-18, -42, 236, 12, "2f323c")
    for i in range(7):
        s = (m.t * 0.7 + i / 7) % 1.0
        pen.veil(ellipse(192 - 190 * s, -166 - 92 * s**0.7, 12 + 46 * s), (244, 244, 248, round(215 * (1 - s))))
    for x, r in ((16, 27), (80, 27), (140, 27), (192, 17)):
        spoked(pen, x, r, rod, "a5332f", 6)
    a = (cos(rod) * 13, sin(rod) * 13)
    pen.limb(16 + a[0], -27 + a[1], 3.4, 140 + a[0], -27 + a[1], 3.4, "d3d7dd")
    lamps(pen, (218, -78), (-372, -60))


_P = partial
MODELS = ride.MODELS | {
    "car": Model(108, 262, "d8412f", _car, seat=(14, -43), inside=True, stride=157, front=_P(_car, front=True)),
    "taxi": Model(122, 262, "f2c23c", _P(_car, kind="taxi"), seat=(14, -43), inside=True, stride=157, front=_P(_car, kind="taxi", front=True)),
    "sports-car": Model(86, 268, "e0342f", _P(_car, kind="sports-car"), seat=(6, -33), inside=True, stride=157, front=_P(_car, kind="sports-car", front=True)),
    "police-car": Model(118, 262, "2c3f6a", _P(_car, kind="police-car"), seat=(14, -43), inside=True, stride=157, front=_P(_car, kind="police-car", front=True)),
    "ambulance": Model(134, 250, "f6f7f8", _P(_bus, kind="ambulance"), inside=True, stride=150),
    "van": Model(118, 240, "4f8f9a", _P(_bus, kind="van"), inside=True, stride=150),
    "bus": Model(140, 344, "d9432f", _P(_bus, kind="bus"), inside=True, stride=150),
    "tram": Model(190, 384, "3f7f6a", _P(_bus, kind="tram"), inside=True, stride=150),
    "truck": Model(134, 346, "3f6fae", _truck, inside=True, stride=176),
    "fire-truck": Model(146, 346, "d0302a", _P(_truck, fire=True), inside=True, stride=176),
    "tractor": Model(152, 190, "3f8a4a", _tractor, seat=(-46, -78), stride=300),
    "train": Model(172, 640, "2f4a42", _train, inside=True, stride=170),
    "bullet-train": Model(106, 680, "2f6fc0", _P(_train, fast=True), inside=True, stride=240),
}  # fmt: skip


def make(actor: Actor, offset: float) -> Figure:
    return figure(MODELS.get(actor.noun, MODELS["car"]), actor, offset)
