"""What flies without feathers: planes, balloons, rockets and visitors. Drawn with the origin below the belly."""
# Points read better in rows than one below the other.
# fmt: off

from __future__ import annotations

from math import cos, sin

from filmgate.engines.animatic.brush.colour import faded
from filmgate.engines.animatic.brush.paint import down
from filmgate.engines.animatic.brush.path import box, ellipse, polygon, smooth
from filmgate.engines.animatic.script.storyboard import Actor
from filmgate.engines.animatic.stage.pen import Pen
from filmgate.engines.animatic.stage.puppets.figure import Figure, Model, darker, figure, lighter
from filmgate.engines.animatic.stage.puppets.puppet import Moment, wave

_GLASS = "9fd0e6"


def _plane(pen: Pen, colour: str, m: Moment) -> None:
    body = pen.at(0, -58, -0.05 + 0.015 * wave(m.t, 2.3))
    body.poly([(-10, -6), (-70, -52), (-94, -52), (-44, -4)], darker(colour, 0.8))
    body.blob([(-150, -10), (-110, -24), (110, -26), (150, -10), (160, 2), (130, 20), (-60, 20), (-140, 4)], "f6f7f8", 0.6)
    body.poly([(-146, -8), (-176, -66), (-146, -66), (-104, -22)], colour)
    body.poly([(-140, 0), (-182, -12), (-168, -18), (-118, -8)], darker(colour, 0.85))
    body.flat(box(-130, 2, 276, 6, 3), colour)
    for i in range(11):
        body.dot(-92 + i * 18, -8, 4.2, "4a6a8a")
    body.blob([(124, -20), (148, -10), (140, -5), (118, -9)], "3f5a78", 0.4)
    body.poly([(32, 6), (-62, 54), (-92, 54), (-34, 6)], colour)
    body.limb(-8, 32, 10, 22, 30, 9, "d9dee4")
    if pen.light.dark:
        body.shine(ellipse(-86, 53, 4), "ff4a3a")
        body.glow(-86, 53, 40, "ff4a3a", 0.5 + 0.4 * wave(m.t, 1.0))


def _jet(pen: Pen, colour: str, m: Moment) -> None:
    body = pen.at(0, -46, -0.06)
    for i in range(5):
        s = (m.t * 3 + i / 5) % 1.0
        body.glow(-130 - 70 * s, 2, 26 * (1 - s) + 5, "ffb04a", 0.8 * (1 - s))
    body.blob([(-128, -8), (-40, -22), (60, -22), (168, 4), (60, 16), (-124, 12)], colour, 0.5)
    body.poly([(-118, -8), (-146, -58), (-116, -58), (-70, -16)], darker(colour, 0.85))
    body.blob([(44, -20), (66, -40), (96, -30), (108, -12)], _GLASS, 0.6)
    body.poly([(24, 4), (-76, 44), (-108, 44), (-52, 4)], darker(colour, 0.78))


def _biplane(pen: Pen, colour: str, m: Moment) -> None:
    body = pen.at(0, -64, -0.04 + 0.03 * wave(m.t, 1.9))
    body.blob([(-118, -4), (-40, -20), (62, -24), (84, -6), (80, 16), (-20, 20), (-112, 8)], colour, 0.6)
    body.poly([(-112, -2), (-132, -44), (-104, -42), (-78, -12)], "f4efe2")
    body.oval(6, -26, 20, 12, "4a3326")
    for x in (-28, 44):
        body.limb(x, -62, 3, x, 24, 3, _wood())
    body.box(-54, -72, 128, 14, "f4efe2", 7)
    body.box(-50, 16, 118, 13, "f4efe2", 6)
    body.limb(26, 22, 3, 34, 46, 3, "4a4f59")
    body.oval(34, 50, 13, 13, "2a2a31")
    spin = abs(sin(m.t * 26))
    body.oval(88, -4, 8, 12, "5a5f69")
    body.veil(ellipse(95, -4, 5, 62), (220, 226, 236, 80))
    body.limb(95, -4 - 60 * spin, 3, 95, -4 + 60 * spin, 3, _wood())


def _wood() -> str:
    return "8a5f3c"


def _paper_plane(pen: Pen, colour: str, m: Moment) -> None:
    body = pen.at(0, -40, -0.12 + 0.08 * wave(m.t, 2.4))
    body.poly([(-90, -34), (110, 0), (-56, 6)], colour)
    body.poly([(-56, 6), (110, 0), (-40, 34)], darker(colour, 0.85))
    body.poly([(-90, -34), (110, 0), (-86, -8)], darker(colour, 0.94))


def _helicopter(pen: Pen, colour: str, m: Moment) -> None:
    body = pen.at(0, -70, 0.05 + 0.02 * wave(m.t, 1.7))
    body.limb(-40, -8, 13, -168, -22, 4, colour)
    body.poly([(-160, -26), (-184, -58), (-166, -58), (-146, -24)], darker(colour, 0.85))
    tail = m.t * 30
    body.limb(-172 + cos(tail) * 24, -40 + sin(tail) * 24, 2, -172 - cos(tail) * 24, -40 - sin(tail) * 24, 2, "4a4f59")
    body.blob([(-70, -14), (-40, -50), (30, -54), (82, -22), (90, 12), (50, 36), (-40, 34)], colour)
    body.blob([(22, -44), (56, -34), (80, -8), (70, 8), (22, 8)], _GLASS, 0.6)
    body.box(-34, -34, 40, 36, _GLASS, 6)
    body.limb(0, -52, 4, 0, -70, 4, "4a4f59")
    spread = abs(cos(m.t * 19))
    body.veil(ellipse(0, -72, 172, 8), (220, 226, 236, 70))
    body.limb(-170 * spread, -72, 3, 170 * spread, -72, 3, "3a3f4a")
    for x in (-30, 44):
        body.limb(x, 32, 2.6, x + 4, 56, 2.6, "4a4f59")
    body.limb(-66, 58, 3.4, 84, 58, 3.4, "4a4f59")
    body.curve([(84, 58), (98, 54), (102, 46)], "4a4f59", 6)


def _drone(pen: Pen, colour: str, m: Moment) -> None:
    body = pen.at(0, -38, 0.05 * wave(m.t, 1.6))
    for x in (-74, -36, 36, 74):
        body.limb(x * 0.3, -4, 4, x, -16, 3, "3a3f4a")
        spread = abs(sin(m.t * 24 + x))
        body.veil(ellipse(x, -24, 32, 4), (220, 226, 236, 90))
        body.limb(x - 30 * spread, -24, 1.8, x + 30 * spread, -24, 1.8, "4a4f59")
    body.blob([(-36, -4), (-24, -18), (24, -18), (36, -4), (20, 14), (-20, 14)], colour)
    body.oval(0, 17, 13, 13, "2a2f3a")
    body.dot(3, 18, 6, "5fc3e6")
    body.shine(ellipse(-30, -6, 3.4), "4dffa6" if wave(m.t, 1.0) > 0 else "ff4a3a")


def _balloon(pen: Pen, colour: str, m: Moment) -> None:
    sway = 4 * wave(m.t, 3.7)
    base = pen.at(0, 0, 0.012 * wave(m.t, 3.7))
    top, wide = -330, 122
    hues = (colour, "f6e8c4", lighter(colour, 0.2), "e8a13c", colour)
    for i in range(5):
        a, b = (i / 5 * 2 - 1) * wide, ((i + 1) / 5 * 2 - 1) * wide
        base.fill(
            smooth([(a * 0.16 + sway * 0, -92), (a * 0.82, -150), (a, -232), (a * 0.72, -300), (0, top), (b * 0.72, -300), (b, -232), (b * 0.82, -150), (b * 0.16, -92)], tension=0.9),
            hues[i], 1.5,
        )  # fmt: skip
    for x in (-22, 22):
        base.string(x, -94, x * 0.9, -44, "6a4a30", 2)
    burn = max(0.0, wave(m.t, 2.6))
    base.glow(0, -92, 46 * burn + 8, "ffb04a", 0.8 * burn)
    base.box(-28, -46, 56, 42, "b98a4f", 7)
    for i in range(3):
        base.string(-26, -36 + i * 11, 26, -36 + i * 11, "8f6636", 2)
    base.box(-31, -48, 62, 8, "7a5230", 4)


def _airship(pen: Pen, colour: str, m: Moment) -> None:
    body = pen.at(0, -112, 0.015 * wave(m.t, 3.1))
    for dy, tall in ((-34, -44), (34, 44)):
        body.poly([(-150, dy * 0.6), (-206, dy + tall * 0.5), (-170, dy + tall * 0.3), (-110, dy)], darker(colour, 0.8))
    body.blob([(-196, 0), (-150, -46), (-30, -70), (110, -56), (186, -14), (190, 8), (110, 54), (-30, 68), (-150, 44)], colour)
    for y in (-34, 0, 34):
        body.curve([(-176, y * 0.4), (0, y * 1.1), (172, y * 0.5)], darker(colour, 0.86), 2)
    body.box(-30, 66, 96, 30, "5a4a3f", 10)
    for i in range(4):
        body.dot(-12 + i * 20, 80, 5, "fff0b0")
    spin = abs(sin(m.t * 20))
    body.limb(-42, 82 - 24 * spin, 2, -42, 82 + 24 * spin, 2, "3a3f4a")


def _ufo(pen: Pen, colour: str, m: Moment) -> None:
    body = pen.at(0, -70 + 5 * wave(m.t, 1.9), 0.05 * wave(m.t, 2.7))
    beam = polygon([(-46, 16), (46, 16), (120, 210), (-120, 210)])
    body.veil(beam, down(16, 210, (150, 255, 210, 130), (150, 255, 210, 0)))
    body.blob([(-54, -8), (-44, -52), (0, -70), (44, -52), (54, -8)], faded(pen.ink("9fe6f2"), 0.85))
    body.oval(2, -26, 17, 21, "7cc46a")
    for x in (-4, 9):
        body.dot(x, -30, 4.5, "15131c", 6.5)
    body.blob([(-132, 0), (-70, -24), (70, -24), (132, 0), (60, 26), (-60, 26)], colour)
    for i in range(7):
        lit = (int(m.t * 5) + i) % 3 == 0
        x = -96 + i * 32
        hue = ("ff5a8a", "ffd24a", "5fe3ff")[i % 3]
        body.shine(ellipse(x, 4 + 7 * (1 - abs(x) / 110), 6.5), hue)
        if lit:
            body.glow(x, 8, 34, hue, 0.8)


def _flames(pen: Pen, y: float, size: float, t: float, strength: float) -> None:
    """A jet of fire downwards from y."""
    if strength <= 0:
        return
    long = size * (2.4 + 0.35 * sin(t * 31) + 0.2 * sin(t * 53)) * strength
    pen.glow(0, y + long * 0.3, size * 3.4 * strength, "ffb45a", 0.7)
    for wide, tall, hue in ((1.0, 1.0, "ff7a2a"), (0.68, 0.74, "ffc04a"), (0.36, 0.46, "fff6d6")):
        w = size * 0.52 * wide
        pen.shine(smooth([(-w, y), (-w * 0.8, y + long * tall * 0.4), (0, y + long * tall), (w * 0.8, y + long * tall * 0.4), (w, y)]), hue)


def _rocket(pen: Pen, colour: str, m: Moment) -> None:
    burning = m.action in {"launch", "fly", "drive", "rise", "idle", "land"}
    strength = 1.0 if m.action != "idle" else 0.0
    if m.action == "launch":  # little room for a flame while it stands on its pad
        strength = min(1.0, max(0.0, 0.16 * (m.t - 0.7)))
    _flames(pen, -14, 54, m.t, strength if burning else 0.0)
    for side in (-1, 1):
        pen.blob([(side * 26, -120), (side * 78, -62), (side * 74, -8), (side * 30, -34)], darker(colour, 0.88), 0.5)
    pen.poly([(-24, -18), (24, -18), (32, -2), (-32, -2)], "4a4f5c")
    pen.blob([(-36, -30), (-46, -140), (-36, -236), (0, -312), (36, -236), (46, -140), (36, -30)], "f4f5f7", 0.8)
    pen.blob([(-34, -240), (0, -314), (34, -240), (0, -248)], colour, 0.8)
    pen.flat(polygon([(-42, -96), (42, -96), (39, -74), (-39, -74)]), colour)
    for y, r in ((-194, 19), (-142, 14)):
        pen.oval(0, y, r + 5, r + 5, "8f97a4")
        pen.shine(ellipse(0, y, r), "8fd6f2" if not pen.light.dark else "ffe9a8")
        pen.dot(-r * 0.3, y - r * 0.3, r * 0.26, (255, 255, 255, 200))
    pen.blob([(-7, -116), (7, -116), (8, -10), (-8, -10)], darker(colour, 0.88), 0.5)


def _spaceship(pen: Pen, colour: str, m: Moment) -> None:
    body = pen.at(0, -64, 0.03 * wave(m.t, 2.2))
    for y in (-16, 14):
        for i in range(5):
            s = (m.t * 2.6 + i / 5) % 1.0
            body.glow(-142 - 80 * s, y, 24 * (1 - s) + 5, "5fc8ff", 0.85 * (1 - s))
    body.poly([(-40, -16), (-120, -84), (-152, -84), (-122, -12)], darker(colour, 0.8))
    body.blob([(-144, -24), (-60, -40), (70, -34), (176, 2), (70, 26), (-60, 30), (-140, 18)], colour, 0.6)
    body.poly([(-20, 14), (-112, 66), (-148, 62), (-104, 12)], darker(colour, 0.86))
    body.blob([(48, -34), (80, -46), (120, -24), (130, -10), (60, -12)], "6fd0f2", 0.6)
    body.flat(polygon([(-120, -4), (150, -1), (120, 7), (-118, 6)]), "e0503f")
    for y in (-16, 14):
        body.box(-158, y - 10, 26, 20, "4a505e", 6)
    for i in range(4):
        body.shine(ellipse(-62 + i * 26, -20, 4.5), "ffe9a8")


def _satellite(pen: Pen, colour: str, m: Moment) -> None:
    body = pen.at(0, -70, 0.14 * wave(m.t, 6.0))
    for side in (-1, 1):
        body.limb(side * 30, 0, 3, side * 56, 0, 3, "c9ced6")
        x = 56 if side > 0 else -146
        body.box(x, -34, 90, 68, "2f4f9a", 3)
        for i in range(4):
            body.string(x + 18 * (i + 1), -34, x + 18 * (i + 1), 34, "7fa0e0", 1.4)
        body.string(x, 0, x + 90, 0, "7fa0e0", 1.4)
    body.box(-32, -42, 64, 84, colour, 6)
    body.box(-24, -30, 48, 22, "e3b23c", 3)
    body.blob([(-30, -62), (0, -48), (30, -62), (0, -74)], "e6e9ee")
    body.limb(0, -48, 2, 0, -86, 2, "c9ced6")
    if wave(m.t, 1.2) > 0.3:
        body.glow(0, -88, 34, "ff5a4a", 0.9)


def _parachute(pen: Pen, colour: str, m: Moment) -> None:
    base = pen.at(0, 0, 0.10 * wave(m.t, 3.2))
    for i in range(6):
        a = (i / 5 * 2 - 1) * 106
        base.string(a, -176, 0, -44, "6a6058", 1.6)
    for i in range(5):
        a, b = (i / 5 * 2 - 1) * 110, ((i + 1) / 5 * 2 - 1) * 110
        base.blob(
            [(a, -174), (a * 0.8, -232), (0, -272), (b * 0.8, -232), (b, -174), ((a + b) / 2, -184)],
            colour if i % 2 == 0 else "f6efe0",
            0.7,
        )


MODELS = {
    "plane": Model(128, 350, "3f74c9", _plane, inside=True),
    "jet": Model(106, 330, "7f8a96", _jet, inside=True),
    "biplane": Model(140, 230, "c9412f", _biplane, seat=(2, -86), inside=True),
    "paper-plane": Model(76, 200, "f6f3ec", _paper_plane),
    "helicopter": Model(146, 350, "d8612f", _helicopter, inside=True),
    "drone": Model(66, 200, "dfe4ea", _drone),
    "hot-air-balloon": Model(332, 244, "d8452f", _balloon, seat=(0, -40), inside=True),
    "airship": Model(184, 390, "b8a58a", _airship, inside=True),
    "ufo": Model(142, 264, "aab4c4", _ufo, inside=True),
    "rocket": Model(314, 156, "d8412f", _rocket, inside=True),
    "spaceship": Model(150, 350, "c3ccd8", _spaceship, inside=True),
    "satellite": Model(150, 300, "dfe3e8", _satellite),
    "parachute": Model(274, 220, "e0603f", _parachute, seat=(0, -44)),
}  # fmt: skip


def make(actor: Actor, offset: float) -> Figure:
    return figure(MODELS.get(actor.noun, MODELS["plane"]), actor, offset)
