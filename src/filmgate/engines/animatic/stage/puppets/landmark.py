"""Landmarks: what stands alone and is looked at, and what stands along ways."""
# Points read better in rows than one below the other.
# fmt: off

from __future__ import annotations

from math import cos, sin, tau

from filmgate.engines.animatic.brush.colour import faded
from filmgate.engines.animatic.brush.paint import along
from filmgate.engines.animatic.brush.path import Path, arc_band, box, ellipse, polygon
from filmgate.engines.animatic.stage.pen import Pen
from filmgate.engines.animatic.stage.puppets.figure import Model, darker, lighter
from filmgate.engines.animatic.stage.puppets.pane import window
from filmgate.engines.animatic.stage.puppets.puppet import Moment, wave

_STONE = "b9b2a6"
_WOOD = "8a5f3c"


def _lighthouse(pen: Pen, colour: str, m: Moment) -> None:
    pen.blob([(-150, 8), (-96, -24), (0, -36), (104, -22), (150, 8)], "7f7a78", 0.7)
    pen.poly([(-50, -24), (-34, -320), (34, -320), (50, -24)], "f6f3ec")
    for i in range(3):
        a, b = 0.12 + i * 0.32, 0.28 + i * 0.32
        y1, y2 = -24 - 296 * a, -24 - 296 * b
        w1, w2 = 50 - 16 * a, 50 - 16 * b
        pen.poly([(-w1, y1), (-w2, y2), (w2, y2), (w1, y1)], colour)
    pen.box(-46, -332, 92, 13, "4a4f5a", 3)
    pen.box(-25, -376, 50, 46, "f6e9b8")
    pen.poly([(-36, -374), (0, -414), (36, -374)], colour)
    angle = m.t * 1.1
    reach = cos(angle)
    strength = 0.75 if pen.light.dark else 0.35
    for side in (1, -1):
        r = reach * side
        if r > 0.05:
            far = side * (20 + 640 * r)
            beam = polygon([(side * 20, -358), (far, -354 - 96 * r), (far, -354 + 96 * r), (side * 20, -350)])
            bright = (255, 240, 180, round(255 * 0.42 * strength * r))
            pen.veil(beam, along(side * 20, 0, far, 0, bright, faded(bright, 0.5), faded(bright, 0)))
    pen.glow(0, -354, 110, "fff0b0", strength)
    pen.box(-14, -74, 28, 48, "6a4a36", 10)


def _windmill(pen: Pen, colour: str, m: Moment) -> None:
    pen.poly([(-70, 0), (-44, -230), (44, -230), (70, 0)], colour)
    pen.blob([(-54, -228), (-40, -276), (0, -292), (40, -276), (54, -228)], "8f4a3a")
    pen.box(-18, -64, 36, 64, "6a4a36", 16)
    window(pen, -11, -150, 22, 30)
    hub = pen.at(0, -250, m.t * 0.9)
    for i in range(4):
        sail = hub.at(0, 0, i * tau / 4)
        sail.limb(0, 0, 4, 0, -176, 3, _WOOD)
        sail.box(3, -172, 36, 130, "f6efdf", 2)
        for k in range(5):
            sail.string(3, -172 + k * 30, 39, -172 + k * 30, "cdbfa4", 2)
    hub.oval(0, 0, 12, 12, "5a4030")


def _bridge(pen: Pen, colour: str, m: Moment) -> None:
    pen.flat(arc_band(0, 40, 150, 196, 3.34, 6.08), darker(colour, 0.85))
    pen.fill(
        polygon(
            [
                (-300, 0),
                (-300, -86),
                (-150, -140),
                (0, -158),
                (150, -140),
                (300, -86),
                (300, 0),
                (166, 0),
                (110, -72),
                (0, -106),
                (-110, -72),
                (-166, 0),
            ]
        ),
        colour,
    )
    for i in range(11):
        x = -270 + i * 54
        y = -92 - 64 * cos(x / 300 * 1.5)
        pen.box(x - 4, y - 40, 8, 44, lighter(colour, 0.12))
    pen.curve([(-300, -124), (-150, -178), (0, -196), (150, -178), (300, -124)], lighter(colour, 0.18), 10)


def _pyramid(pen: Pen, colour: str, m: Moment) -> None:
    pen.poly([(-300, 0), (-20, -320), (40, 0)], lighter(colour, 0.06))
    pen.poly([(40, 0), (-20, -320), (300, 0)], darker(colour, 0.8))
    for i in range(1, 9):
        y, s = -i * 36, 1 - i / 8.9
        pen.string(-20 - 280 * s, y, -20 + 60 * s, y, darker(colour, 0.9), 2)


def _statue(pen: Pen, colour: str, m: Moment) -> None:
    pen.box(-60, -90, 120, 90, "9a9488", 4)
    pen.box(-70, -100, 140, 16, "aaa498", 4)
    pen.blob([(-40, -98), (-26, -210), (-34, -256), (0, -276), (34, -256), (28, -210), (44, -98)], colour, 0.7)
    pen.oval(0, -300, 24, 28, colour)
    pen.limb(28, -252, 12, 70, -330, 8, colour)
    pen.limb(-28, -250, 12, -44, -190, 9, colour)
    pen.poly([(58, -336), (82, -336), (76, -356), (64, -356)], "d9b24a")
    pen.glow(70, -366, 40, "ffd98a", 0.6)


def _eiffel(pen: Pen, colour: str, m: Moment) -> None:
    for side in (-1, 1):
        pen.poly(
            [
                (side * 150, 0),
                (side * 104, 0),
                (side * 50, -150),
                (side * 22, -320),
                (side * 8, -480),
                (0, -480),
                (side * 10, -330),
                (side * 34, -300),
                (side * 74, -150),
            ],
            colour,
        )
        for i in range(7):
            y = -30 - i * 44
            w = 140 * (1 + y / 500) ** 1.8
            pen.string(side * w, y, side * w * 0.4, y - 40, darker(colour, 0.85), 3)
    for y, w in ((-150, 80), (-300, 40)):
        pen.box(-w, y - 10, w * 2, 17, lighter(colour, 0.08), 2)
    pen.flat(arc_band(0, 0, 84, 98, 3.3, 6.12), colour)
    pen.box(-11, -488, 22, 18, colour, 2)
    pen.limb(0, -486, 4, 0, -540, 2, colour)
    if pen.light.dark:
        for i in range(16):
            y = -30 - i * 29
            w = 130 * (1 + y / 500) ** 1.8
            pen.glow(w * sin(i * 2.4), y, 18, "ffe2a0", 0.5 + 0.5 * wave(m.t, 0.9, i * 0.31))


def _fence(pen: Pen, colour: str, m: Moment) -> None:
    for y in (-70, -34):
        pen.box(-200, y, 400, 13, colour)
    for i in range(9):
        x = -196 + i * 48
        pen.poly([(x, 0), (x, -92), (x + 12, -106), (x + 24, -92), (x + 24, 0)], lighter(colour, 0.08))


def _gate(pen: Pen, colour: str, m: Moment) -> None:
    pen.box(-84, -230, 168, 230, darker(colour, 0.7), 80)
    for side in (-1, 1):
        pen.box(-62 if side < 0 else 2, -206, 60, 206, colour, 3)
        pen.dot(side * 12, -100, 5, "e3b23c")
    for y in (-170, -60):
        pen.box(-62, y, 124, 9, darker(colour, 0.6))


def _wall(pen: Pen, colour: str, m: Moment) -> None:
    pen.box(-220, -150, 440, 150, colour)
    for row in range(6):
        for i in range(8):
            pen.flat(box(-216 + i * 55 + (row % 2) * 26, -146 + row * 25, 48, 19, 2), darker(colour, 0.9))
    for i in range(7):
        pen.box(-220 + i * 66, -178, 40, 32, colour)


def _well(pen: Pen, colour: str, m: Moment) -> None:
    for x in (-62, 54):
        pen.box(x, -190, 10, 130, _WOOD)
    pen.poly([(-100, -180), (0, -240), (100, -180)], "a9483a")
    pen.limb(-60, -150, 5, 60, -150, 5, _WOOD)
    pen.string(0, -150, 0, -90 + 10 * wave(m.t, 2.5), "d9c9a4", 3)
    pen.box(-76, -74, 152, 74, colour, 8)
    pen.oval(0, -74, 76, 15, darker(colour, 0.6))


def _fountain(pen: Pen, colour: str, m: Moment) -> None:
    pen.blob([(-150, -40), (150, -40), (120, 4), (-120, 4)], colour, 0.4)
    pen.oval(0, -42, 148, 19, "6fb3d0")
    pen.limb(0, -44, 17, 0, -120, 10, colour)
    pen.blob([(-64, -128), (64, -128), (30, -104), (-30, -104)], colour, 0.6)
    for i in range(26):
        s = (m.t * 0.9 + i / 26) % 1.0
        side = (i % 9 - 4) / 4
        pen.dot(side * 110 * s, -134 - 150 * s * (1 - s) * 1.9 + 96 * s * s, 4.2, (214, 240, 255, round(220 * (1 - 0.6 * s))))


def _stairs(pen: Pen, colour: str, m: Moment) -> None:
    for i in range(7):
        pen.box(-150 + i * 44, -(i + 1) * 34, 300 - i * 44, 36, lighter(colour, 0.03 * i), 2)
        pen.flat(box(-150 + i * 44, -(i + 1) * 34, 300 - i * 44, 7), lighter(colour, 0.3))


def _ferris_wheel(pen: Pen, colour: str, m: Moment) -> None:
    turn, hub_y, r = m.t * 0.4, -230, 190
    for side in (-1, 1):
        pen.limb(0, hub_y, 8, side * 120, 0, 9, darker(colour, 0.8))
    pen.line(ellipse(0, hub_y, r), colour, 8)
    pen.line(ellipse(0, hub_y, r * 0.86), lighter(colour, 0.3), 3)
    hues = ("f2c23c", "d8412f", "3f9a8a", "3f74c9", "ee8fae", "8a5fb0")
    for i in range(12):
        a = turn + i * tau / 12
        x, y = r * cos(a), hub_y + r * sin(a)
        pen.string(0, hub_y, x, y, lighter(colour, 0.2), 3)
        pen.blob([(x - 21, y + 8), (x + 21, y + 8), (x + 15, y + 34), (x - 15, y + 34)], hues[i % 6], 0.6)
        pen.box(x - 21, y, 42, 9, darker(hues[i % 6], 0.8), 4)
        if pen.light.dark:
            pen.glow(x, y, 34, hues[i % 6], 0.6 + 0.3 * wave(m.t, 1.0, i / 6))
    pen.oval(0, hub_y, 15, 15, "f2c23c")


def _snowman(pen: Pen, colour: str, m: Moment) -> None:
    wiggle = 0.06 * wave(m.t, 2.0) if m.action == "idle" else 0.14 * wave(m.t, m.beat * 2)
    p = pen.at(0, 0, wiggle * 0.4)
    p.oval(0, -52, 68, 56, colour)
    p.limb(-40, -126, 3, -92, -166 - 18 * wave(m.t, 1.1), 2, "6a4a30")
    p.oval(0, -124, 50, 46, colour)
    p.limb(40, -126, 3, 94, -158, 2, "6a4a30")
    head = p.at(0, -184, wiggle)
    head.oval(0, 0, 38, 37, colour)
    for x in (-11, 13):
        head.dot(x, -7, 4.6, "2a2630")
    head.blob([(0, 0), (38, 6), (2, 9)], "ee8a34", 0.5)
    head.curve([(-12, 15), (3, 20), (17, 14)], "2a2630", 3)
    head.box(-30, -46, 62, 9, "2f2c3a", 4)
    head.box(-20, -84, 42, 42, "2f2c3a", 4)
    head.box(-20, -54, 42, 9, "c9342f")
    p.band([(-36, -152), (0, -144), (38, -154)], [9, 10, 9], "c9342f")
    p.band([(24, -148), (34, -118), (28 + 5 * wave(m.t, 1.3), -94)], [8, 8, 7], "c9342f")
    for y in (-138, -116, -78, -52):
        p.dot(6, y, 4.4, "2a2630")


def _street_lamp(pen: Pen, colour: str, m: Moment) -> None:
    pen.box(-18, -16, 36, 16, colour, 4)
    pen.limb(0, -10, 7, 0, -270, 4, colour)
    pen.poly([(-20, -272), (20, -272), (28, -320), (-28, -320)], "f6e2a8")
    pen.poly([(-34, -320), (0, -346), (34, -320)], colour)
    if pen.light.dark:
        pen.glow(0, -296, 230, "ffd28a", 0.7)
        pen.shine(polygon([(-20, -272), (20, -272), (28, -320), (-28, -320)]), "fff0c4")


def viaduct(length: float) -> Model:
    """A railway bridge on arches, as long as it has to be."""
    bays = max(3, round(length / 190))
    step = length / bays

    def sketch(pen: Pen, colour: str, m: Moment) -> None:
        wall = Path().move(-length / 2, -214).line(length / 2, -214).line(length / 2, 0)
        for i in range(bays, 0, -1):
            left, right = -length / 2 + (i - 1) * step + step * 0.16, -length / 2 + i * step - step * 0.16
            middle, rise = (left + right) / 2, step * 0.45
            wall.line(right, 0).line(right, -178 + rise)
            wall.curve(right, -178 + rise * 0.4, middle + rise * 0.5, -178, middle, -178)
            wall.curve(middle - rise * 0.5, -178, left, -178 + rise * 0.4, left, -178 + rise).line(left, 0)
        pen.fill(wall.line(-length / 2, 0).close(), colour)
        pen.box(-length / 2, -222, length, 16, lighter(colour, 0.16), 2)
        for i in range(bays):
            pen.box(-length / 2 + i * step - step * 0.06, -206, step * 0.12, 200, darker(colour, 0.93))

    return Model(222, length, "a99f92", sketch, top=-220)


MODELS = {
    "lighthouse": Model(416, 300, "d03a30", _lighthouse),
    "windmill": Model(430, 350, "f0e6d3", _windmill),
    "bridge": Model(200, 610, "a99f92", _bridge, top=-146),
    "pyramid": Model(322, 600, "e0b870", _pyramid),
    "statue": Model(370, 150, "8fa89a", _statue),
    "eiffel-tower": Model(542, 310, "8a6a50", _eiffel),
    "fence": Model(108, 410, "d9cdb8", _fence),
    "gate": Model(232, 172, "8a5a36", _gate),
    "wall": Model(180, 446, _STONE, _wall, top=-150),
    "well": Model(242, 210, _STONE, _well),
    "fountain": Model(290, 310, "c9c2b6", _fountain),
    "stairs": Model(240, 310, _STONE, _stairs),
    "ferris-wheel": Model(430, 400, "c9d3dd", _ferris_wheel),
    "snowman": Model(270, 190, "f6f9fc", _snowman),
    "street-lamp": Model(348, 90, "3a3f4a", _street_lamp),
}  # fmt: skip
