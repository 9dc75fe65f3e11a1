"""Buildings and other things that are built to stay."""
# Points read better in rows than one below the other.
# fmt: off

from __future__ import annotations

from functools import partial
from math import cos, sin, tau

from filmgate.engines.animatic.brush.path import box, ellipse, polygon
from filmgate.engines.animatic.script.storyboard import Actor
from filmgate.engines.animatic.stage.pen import Pen
from filmgate.engines.animatic.stage.puppets import landmark
from filmgate.engines.animatic.stage.puppets.figure import Figure, Model, darker, figure, lighter
from filmgate.engines.animatic.stage.puppets.pane import window
from filmgate.engines.animatic.stage.puppets.puppet import Moment, wave

_STONE = "b9b2a6"
_WOOD = "8a5f3c"


def smoke(pen: Pen, x: float, y: float, t: float, size: float = 1.0, colour: tuple[int, int, int] = (238, 238, 242)) -> None:
    for i in range(6):
        s = (t * 0.22 + i / 6) % 1.0
        pen.veil(
            ellipse(x + (46 * s * s + 8 * sin(s * 6 + i)) * size, y - 120 * s * size, (7 + 24 * s) * size), (*colour, round(150 * (1 - s)))
        )


def _house(pen: Pen, colour: str, m: Moment, log: bool = False) -> None:
    pen.box(86, -296, 30, 74, "8f5644")
    smoke(pen, 101, -300, m.t)
    pen.box(-140, -170, 280, 170, colour, 2)
    if log:
        for i in range(7):
            pen.box(-146, -168 + i * 24, 292, 21, colour if i % 2 else lighter(colour, 0.08), 10)
    pen.poly([(-172, -162), (-14, -292), (14, -292), (172, -162)], "a9483a" if not log else "6a4436")
    pen.flat(polygon([(-172, -162), (172, -162), (166, -152), (-166, -152)]), darker("a9483a", 0.7))
    window(pen, -108, -122, 58, 56)
    window(pen, 52, -122, 58, 56)
    pen.box(-30, -104, 56, 104, "7a4a30", 6)
    pen.dot(16, -52, 4, "e3b23c")
    pen.oval(0, -210, 19, 19, "f3e6cf")
    pen.oval(0, -210, 13, 13, "7fa6bd")


def _barn(pen: Pen, colour: str, m: Moment) -> None:
    pen.poly([(-150, 0), (-150, -150), (-96, -236), (0, -280), (96, -236), (150, -150), (150, 0)], colour)
    pen.line(polygon([(-156, -148), (-100, -240), (0, -286), (100, -240), (156, -148)]), "f2ebe0", 8)
    pen.box(-62, -112, 124, 112, darker(colour, 0.75))
    for a, b in (((-62, -112), (62, 0)), ((62, -112), (-62, 0)), ((-62, -112), (62, -112)), ((-62, 0), (-62, -112)), ((62, 0), (62, -112))):
        pen.limb(*a, 4, *b, 4, "f2ebe0")
    pen.box(-24, -208, 48, 44, "f2ebe0")
    pen.box(-18, -202, 36, 32, "5a3a34")


def _tower_body(pen: Pen, x: float, w: float, h: float, colour: str, roof: str | None) -> None:
    pen.box(x - w / 2, -h, w, h, colour)
    pen.box(x - w / 2 - 6, -h - 8, w + 12, 20, darker(colour, 0.92))
    if roof:
        pen.poly([(x - w * 0.68, -h - 6), (x, -h - w * 1.5), (x + w * 0.68, -h - 6)], roof)
    else:
        for i in range(4):
            pen.box(x - w / 2 - 6 + i * (w + 12) / 3.6, -h - 24, (w + 12) / 6, 20, darker(colour, 0.92))
    window(pen, x - 9, -h * 0.72, 18, 34, arched=True)


def _flagpole(pen: Pen, x: float, y: float, colour: str, t: float) -> None:
    pen.string(x, y, x, y - 46, "5a4a40", 3)
    top = [(x + 9 * i, y - 44 + 3.4 * sin(t * 6 - i) * i * 0.3) for i in range(6)]
    pen.blob([*top, *[(px, py + 19) for px, py in reversed(top)]], colour, 0.7)


def _castle(pen: Pen, colour: str, m: Moment) -> None:
    _tower_body(pen, -64, 76, 300, darker(colour, 0.92), "4a5f8f")
    _tower_body(pen, 70, 70, 262, darker(colour, 0.92), "4a5f8f")
    pen.box(-150, -178, 300, 178, colour)
    for i in range(8):
        pen.box(-150 + i * 40, -196, 22, 24, colour)
    _tower_body(pen, -164, 82, 240, lighter(colour, 0.06), "a9483a")
    _tower_body(pen, 164, 82, 240, lighter(colour, 0.06), "a9483a")
    pen.blob([(-42, 0), (-42, -70), (0, -112), (42, -70), (42, 0)], "4a3326", 0.5)
    for x in (-22, 0, 22):
        pen.string(x, -92, x, 0, "2f2018", 3)
    for i in range(9):
        pen.flat(box(-130 + (i * 67) % 250, -160 + (i * 43) % 120, 24, 10, 2), darker(colour, 0.9))
    _flagpole(pen, -64, -412, "d8412f", m.t)
    _flagpole(pen, 164, -360, "f2c23c", m.t + 0.4)


def _sandcastle(pen: Pen, colour: str, m: Moment) -> None:
    _castle(pen.at(0, 0, 0, 0.36), colour, m)
    pen.blob([(-96, 4), (-70, -14), (0, -8), (74, -15), (98, 4)], darker(colour, 0.92))


def _clock_tower(pen: Pen, colour: str, m: Moment) -> None:
    pen.box(-62, -380, 124, 380, colour)
    for x in (-62, 46):
        pen.box(x, -380, 16, 380, lighter(colour, 0.14))
    pen.box(-74, -392, 148, 18, lighter(colour, 0.18))
    pen.poly([(-74, -390), (0, -520), (74, -390)], "4f6f7a")
    pen.oval(0, -322, 48, 48, "5a4a3a")
    pen.oval(0, -322, 41, 41, "fbf3dc")
    for i in range(12):
        a = i * tau / 12
        pen.dot(33 * sin(a), -322 - 33 * cos(a), 2.6, "3a2f2a")
    for speed, reach in ((0.25, 30), (0.021, 20)):
        a = m.t * speed * (6 if m.action == "rotate" else 1)
        pen.string(0, -322, reach * sin(a + 0.7), -322 - reach * cos(a + 0.7), "3a2f2a", 4)
    for y in (-240, -160, -84):
        window(pen, -14, y, 28, 46, arched=True)


def _church(pen: Pen, colour: str, m: Moment) -> None:
    pen.box(-60, -150, 220, 150, colour)
    pen.poly([(-70, -148), (50, -236), (170, -148)], "7a5a4f")
    pen.box(-132, -230, 84, 230, lighter(colour, 0.05))
    pen.poly([(-142, -228), (-90, -390), (-38, -228)], "6a4f48")
    pen.limb(-90, -388, 3, -90, -424, 3, "d9b24a")
    pen.limb(-102, -410, 3, -78, -410, 3, "d9b24a")
    for x in (-20, 44, 108):
        window(pen, x, -118, 28, 66, arched=True)
    pen.blob([(-114, 0), (-114, -58), (-90, -80), (-66, -58), (-66, 0)], "5a3a2a", 0.6)
    pen.oval(-90, -182, 21, 21, "f3e2b0")


def _mosque(pen: Pen, colour: str, m: Moment) -> None:
    pen.box(-130, -130, 260, 130, colour)
    pen.blob([(-86, -128), (-92, -176), (0, -256), (92, -176), (86, -128)], "4f9a9a")
    pen.limb(0, -240, 3, 0, -288, 2, "e3b23c")
    for x in (-168, 168):
        pen.box(x - 17, -280, 34, 280, lighter(colour, 0.1))
        pen.box(x - 23, -230, 46, 11, "d9b98a")
        pen.blob([(x - 19, -278), (x, -340), (x + 19, -278)], "4f9a9a", 0.6)
    for x in (-94, -34, 26, 86):
        window(pen, x - 10, -96, 34, 66, arched=True)


def _temple(pen: Pen, colour: str, m: Moment) -> None:
    pen.box(-180, -20, 360, 20, darker(colour, 0.9))
    pen.box(-164, -38, 328, 20, colour)
    for i in range(6):
        x = -140 + i * 56
        pen.box(x - 14, -190, 28, 154, lighter(colour, 0.16), 4)
        pen.box(x - 20, -200, 40, 13, colour, 3)
        for k in (-6, 2):
            pen.string(x + k, -186, x + k, -42, darker(colour, 0.85), 2)
    pen.box(-172, -224, 344, 26, colour)
    pen.poly([(-184, -222), (0, -300), (184, -222)], lighter(colour, 0.08))
    pen.poly([(-120, -230), (0, -280), (120, -230)], darker(colour, 0.85))


def _pagoda(pen: Pen, colour: str, m: Moment) -> None:
    y, w = 0.0, 130.0
    for i in range(4):
        tall = 84 - i * 7
        pen.box(-w * 0.66, y - tall, w * 1.32, tall, "f0dcc0" if i % 2 else "e6cda8")
        for x in (-0.66, -0.24, 0.18, 0.58):
            pen.box(w * x, y - tall, 10, tall, colour)
        if i == 0:
            pen.box(-18, y - 60, 36, 60, "5a2f26", 3)
        y -= tall
        pen.blob(
            [
                (-w * 1.18, y + 8),
                (-w * 1.26, y - 16),
                (-w * 0.8, y - 6),
                (0, y - 32),
                (w * 0.8, y - 6),
                (w * 1.26, y - 16),
                (w * 1.18, y + 8),
                (0, y + 4),
            ],
            darker("3f5f5a", 0.9),
            0.5,
        )
        if pen.light.dark:
            for side in (-1, 1):
                pen.glow(side * w * 1.16, y + 18, 34, "ffb04a", 0.8)
                pen.oval(side * w * 1.16, y + 18, 7, 9, pen.light.glowing("ff6a3a"))
        y -= 12
        w *= 0.8
    pen.limb(0, y - 14, 4, 0, y - 74, 1.6, "d9b24a")


def _skyscraper(pen: Pen, colour: str, m: Moment) -> None:
    for x, w, h, shade in ((-92, 110, 330, 0.86), (84, 120, 400, 0.93), (0, 124, 500, 1.0)):
        ink = darker(colour, shade)
        pen.box(x - w / 2, -h, w, h, ink, 3)
        columns, rows = 5, int(h / 30)
        for row in range(rows):
            for column in range(columns):
                cell = box(x - w / 2 + 9 + column * (w - 12) / columns, -h + 14 + row * (h - 18) / rows, (w - 40) / columns, 15)
                if pen.light.dark and (row * 7 + column * 5 + int(x)) % 3:
                    pen.shine(cell, "ffdb94")
                else:
                    pen.flat(cell, lighter(ink, 0.28))
    pen.limb(0, -498, 4, 0, -570, 2, "8f959f")
    if wave(m.t, 1.6) > 0:
        pen.glow(0, -572, 44, "ff4a3a", 0.9)


def _igloo(pen: Pen, colour: str, m: Moment) -> None:
    pen.blob([(-150, 2), (-140, -84), (-60, -152), (60, -152), (140, -84), (150, 2)], colour)
    for r in (1, 2, 3):
        pen.curve([(-150 + r * 12, -r * 38), (0, -r * 38 - 14), (150 - r * 12, -r * 38)], darker(colour, 0.88), 2.4)
    for i in range(7):
        pen.string(-110 + i * 38, -38 + (i % 2) * 4, -104 + i * 35, -78, darker(colour, 0.88), 2.4)
    pen.blob([(60, 2), (60, -62), (104, -86), (148, -62), (150, 2)], lighter(colour, 0.3), 0.8)
    pen.blob([(78, 2), (80, -48), (106, -64), (132, -48), (134, 2)], "2f4a6a", 0.8)
    if pen.light.dark:
        pen.glow(106, -26, 80, "ffb45a", 0.7)


def _tent(pen: Pen, colour: str, m: Moment) -> None:
    if pen.light.dark:
        pen.glow(0, -60, 190, "ffc06a", 0.5)
    pen.poly([(-130, 0), (-4, -170), (20, -160), (150, 0)], colour)
    pen.poly([(-130, 0), (-4, -170), (30, 0)], lighter(colour, 0.16))
    pen.poly([(-84, 0), (-8, -128), (-2, 0)], "4a3a3a" if not pen.light.dark else pen.light.glowing("ffd98a"))
    pen.string(-4, -170, -170, 4, "e6dcc8", 2)
    pen.string(20, -160, 190, 4, "e6dcc8", 2)


def _factory(pen: Pen, colour: str, m: Moment) -> None:
    for x in (70, 124):
        pen.poly([(x - 18, -150), (x - 12, -330), (x + 12, -330), (x + 18, -150)], "a9583f")
        pen.flat(box(x - 13, -318, 26, 12), "f3e6d0")
        smoke(pen, x, -334, m.t + x, 1.7, (150, 148, 152))
    pen.box(-180, -160, 360, 160, colour)
    for i in range(3):
        x = -180 + i * 90
        pen.poly([(x, -158), (x, -212), (x + 90, -158)], darker(colour, 0.85))
    for i in range(6):
        window(pen, -160 + i * 56, -112, 34, 40)


def _shop(pen: Pen, colour: str, m: Moment) -> None:
    pen.box(-150, -250, 300, 250, colour, 3)
    pen.box(-160, -262, 320, 18, darker(colour, 0.75), 3)
    for x in (-110, -24, 62):
        window(pen, x, -222, 48, 56)
    pen.box(-132, -112, 150, 92, "fff0c4" if pen.light.dark else "a9cfe0", 3)
    pen.box(44, -112, 72, 112, "5a3a2a", 3)
    for i in range(9):
        pen.poly(
            [(-154 + i * 34, -150), (-120 + i * 34, -150), (-118 + i * 35, -108), (-156 + i * 35, -108)], "d8412f" if i % 2 else "fbf3e4"
        )
    if pen.light.dark:
        pen.glow(-60, -66, 150, "ffd08a", 0.5)


MODELS = landmark.MODELS | {
    "house": Model(300, 344, "f0e0c4", _house),
    "cabin": Model(300, 344, "8f6238", partial(_house, log=True)),
    "barn": Model(290, 320, "b03a30", _barn),
    "castle": Model(420, 420, "bcb4a8", _castle),
    "sandcastle": Model(152, 170, "e2c083", _sandcastle),
    "tower": Model(520, 160, "c9a27a", _clock_tower),
    "church": Model(424, 320, "e9dfcd", _church),
    "mosque": Model(340, 380, "efe3cb", _mosque),
    "temple": Model(300, 370, "d9cdb8", _temple),
    "pagoda": Model(440, 330, "b5372c", _pagoda),
    "skyscraper": Model(570, 300, "7f95ad", _skyscraper),
    "igloo": Model(160, 310, "e6f0f7", _igloo),
    "tent": Model(172, 380, "e08a3c", _tent),
    "factory": Model(340, 370, "9a6f5c", _factory),
    "shop": Model(264, 324, "c9805a", _shop),
}  # fmt: skip


def make(actor: Actor, offset: float) -> Figure:
    return figure(MODELS.get(actor.noun, MODELS["house"]), actor, offset)
