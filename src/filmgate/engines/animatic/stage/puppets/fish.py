"""What lives in water: fish and whales with a beating tail, and those without bones."""
# Points read better in rows than one below the other.
# fmt: off

from __future__ import annotations

from dataclasses import dataclass, replace
from math import cos, sin, tau

from filmgate.engines.animatic.brush.colour import faded
from filmgate.engines.animatic.script.lexicon import COLOURS
from filmgate.engines.animatic.script.storyboard import Actor
from filmgate.engines.animatic.stage.pen import Pen
from filmgate.engines.animatic.stage.puppets.figure import Figure, Model, darker, figure, lighter
from filmgate.engines.animatic.stage.puppets.puppet import Moment, blink, wave


@dataclass(frozen=True)
class Shape:
    """A body of `length` × `depth` units; `beat`: seconds to a beat of the tail; `level`: the tail lies flat."""

    length: float
    depth: float
    colour: str
    belly: str
    fin: str
    beat: float = 0.7
    marks: str = ""
    level: bool = False
    eye: float = 0.10


_SHAPES = {
    "fish": Shape(96, 52, "4f9ad0", "e3f0f2", "3f7fb8"),
    "goldfish": Shape(86, 56, "f0892f", "fbd08a", "f4a85a", marks="veil"),
    "koi": Shape(108, 48, "f6f2ea", "ffffff", "f3d6c0", marks="koi"),
    "clownfish": Shape(84, 52, "f07f2a", "f59a4a", "f07f2a", marks="bands"),
    "shark": Shape(230, 72, "7f8fa0", "eef2f4", "6f7f90", beat=1.0, marks="shark", eye=0.05),
    "whale": Shape(330, 150, "4f6f96", "d6e2ea", "456388", beat=2.2, marks="whale", level=True, eye=0.028),
    "orca": Shape(250, 100, "262a36", "f6f7f6", "20242e", beat=1.4, marks="orca", level=True, eye=0.035),
    "dolphin": Shape(190, 62, "7f9cb8", "e6eef2", "6f8ca8", beat=0.9, marks="dolphin", level=True, eye=0.05),
    "eel": Shape(190, 24, "6f7f4a", "c9cf9a", "5f6f3f", beat=1.0, eye=0.03),
}  # fmt: skip


@dataclass
class Fish:
    shape: Shape
    offset: float
    stride: float = 90.0

    def __post_init__(self) -> None:
        self.height, self.width = self.shape.depth * 1.5, self.shape.length * 1.2

    def draw(self, pen: Pen, moment: Moment) -> None:
        s, t = self.shape, moment.t
        length, depth = s.length, s.depth
        phase = t / s.beat + self.offset
        leap = moment.action in {"jump", "fly"}
        body = pen.at(0, -depth * 0.75, (-0.5 * cos(t * 2.2) if leap else 0.05 * wave(t, s.beat * 2, self.offset)))

        def bend(u: float) -> float:
            """How far the backbone swings out, from head (0) to tail (1)."""
            return depth * 0.16 * u * u * sin(tau * (phase - u * 0.6)) * (1.6 if s.level else 1.0)

        spine = [(length * (0.5 - u), bend(u)) for u in (0, 0.12, 0.28, 0.46, 0.64, 0.82, 0.94)]
        girth = [0.10, 0.34, 0.48, 0.5, 0.36, 0.16, 0.09]
        if s.marks in {"shark", "dolphin"}:
            girth = [0.06, 0.3, 0.46, 0.48, 0.34, 0.14, 0.07]
        elif s.marks == "whale":
            girth = [0.28, 0.46, 0.52, 0.48, 0.32, 0.14, 0.07]
        self._tail(body, spine[-1], sin(tau * (phase - 0.62)))
        fin_x = length * 0.04
        tall = {"shark": 0.62, "dolphin": 0.36, "orca": 0.72, "whale": 0.1}.get(s.marks, 0.42)
        body.blob(
            [
                (fin_x + length * 0.14, -depth * 0.42),
                (fin_x - length * 0.05, -depth * (0.45 + tall)),
                (fin_x - length * 0.16, -depth * 0.36),
            ],
            s.fin,
            0.7,
        )
        body.band(spine, [g * depth for g in girth], s.colour)
        belly = [(x, y + depth * g * 0.58) for (x, y), g in zip(spine[:-1], girth, strict=False)]
        body.band(belly, [g * depth * w for g, w in zip(girth, (0.2, 0.42, 0.44, 0.42, 0.4, 0.3), strict=False)], s.belly)
        self._marks(body, spine)
        flick = 0.3 * wave(t, s.beat * 1.3, self.offset)
        fin = body.at(length * 0.14, depth * 0.22, 0.5 + flick)
        fin.blob([(0, -depth * 0.1), (-length * 0.2, depth * 0.06), (-length * 0.24, depth * 0.26), (-length * 0.02, depth * 0.16)], s.fin)
        self._face(body, t)

    def _tail(self, body: Pen, end: tuple[float, float], swing: float) -> None:
        s = self.shape
        root = body.at(end[0] + s.length * 0.02, end[1], 0.4 * swing)
        reach = s.length * (0.30 if s.marks == "veil" else 0.2)
        if s.level:  # seen from the side, the flukes open and close with the beat
            rise = s.depth * (0.2 + 0.28 * abs(swing))
            root.blob(
                [
                    (s.length * 0.03, -4),
                    (-reach, -rise * (1 if swing > 0 else 0.4)),
                    (-reach * 0.62, 0),
                    (-reach, rise * (0.4 if swing > 0 else 1)),
                    (s.length * 0.03, 4),
                ],
                s.fin,
                0.7,
            )
            return
        wide = reach * (0.72 + 0.2 * swing)
        root.blob(
            [
                (s.length * 0.03, -s.depth * 0.06),
                (-wide, -s.depth * 0.5),
                (-wide * 0.6, 0),
                (-wide, s.depth * 0.46),
                (s.length * 0.03, s.depth * 0.06),
            ],
            s.fin,
            0.75,
        )

    def _marks(self, body: Pen, spine: list[tuple[float, float]]) -> None:
        s = self.shape
        length, depth = s.length, s.depth
        match s.marks:
            case "bands":
                for x, tall in ((0.24, 0.42), (-0.06, 0.46), (-0.32, 0.22)):
                    body.band([(length * x, -depth * tall), (length * (x + 0.02), 0), (length * x, depth * tall)], [5, 6.5, 5], "fdfaf4")
            case "koi":
                for x, y, r in ((0.24, -0.2, 0.13), (-0.05, -0.22, 0.16), (-0.28, -0.05, 0.1)):
                    body.dot(length * x, depth * y, length * r, "e2512f", depth * 0.2)
            case "orca":
                body.dot(length * 0.30, -depth * 0.16, length * 0.055, "f6f7f6", depth * 0.09)
                body.dot(-length * 0.10, -depth * 0.2, length * 0.07, "8a93a0", depth * 0.07)
            case "dolphin":  # a beak, and a smooth skin
                body.limb(length * 0.44, depth * 0.02, depth * 0.15, length * 0.585, depth * 0.10, depth * 0.07, s.colour)
                body.limb(length * 0.44, depth * 0.14, depth * 0.07, length * 0.575, depth * 0.155, depth * 0.045, s.belly)
            case "shark":
                for i in range(4):
                    x = length * (0.26 - 0.025 * i)
                    body.string(x, -depth * 0.12, x - 3, depth * 0.16, "5f6f80", 2)
            case "whale":
                for i in range(5):
                    y = depth * (0.26 + 0.05 * i)
                    body.curve([(length * 0.44 - i * 5, y), (length * 0.2, y + 5), (-length * 0.02, y)], "b3c6d3", 2)
            case _:
                for i, (x, y) in enumerate(spine[2:5]):
                    for dy in (-0.14, 0.06):
                        arc = [(x - 3, y + depth * dy - 5), (x + 3, y + depth * dy), (x - 3, y + depth * dy + 5)]
                        body.curve(arc, darker(s.colour, 0.86 + 0.01 * i), 1.6)

    def _face(self, body: Pen, t: float) -> None:
        s = self.shape
        x, y, r = s.length * 0.36, -s.depth * 0.08, s.length * s.eye * 0.62
        if blink(t, self.offset):
            body.curve([(x - r, y), (x, y + r * 0.5), (x + r, y)], "1f1a24", max(1.2, r * 0.3))
        else:
            body.dot(x, y, r * 1.1, "fffdf5")
            body.dot(x + r * 0.2, y, r * 0.72, "1f1a24")
            body.dot(x + r * 0.45, y - r * 0.3, r * 0.26, (255, 255, 255, 255))
        mouth = 0.49 if s.marks not in {"whale", "shark", "orca"} else 0.46
        body.curve(
            [(s.length * mouth, s.depth * 0.08), (s.length * (mouth - 0.05), s.depth * 0.16), (s.length * (mouth - 0.11), s.depth * 0.13)],
            darker(s.colour, 0.6),
            max(1.4, s.depth * 0.025),
        )


def _jellyfish(pen: Pen, colour: str, m: Moment) -> None:
    squeeze = 1 + 0.12 * wave(m.t, 1.6)
    pen.glow(0, -90, 90, colour, 0.35)
    for i in range(7):
        x = (i - 3) * 12 * squeeze
        points = [(x + 7 * sin(m.t * 2.2 + i + k * 0.9) * k / 4, -78 + k * 22) for k in range(5)]
        pen.band(points, [3.4, 3, 2.6, 2, 0.6], faded(pen.ink(lighter(colour, 0.2)), 0.75))
    bell = [
        (-48 * squeeze, -74),
        (-40 * squeeze, -112 / squeeze),
        (0, -136 / squeeze),
        (40 * squeeze, -112 / squeeze),
        (48 * squeeze, -74),
        (24, -82),
        (0, -74),
        (-24, -82),
    ]
    pen.blob(bell, faded(pen.ink(colour), 0.86))
    pen.dot(-12, -112, 12, (255, 255, 255, 90), 8)


def _octopus(pen: Pen, colour: str, m: Moment) -> None:
    for i in range(8):
        side = -1 if i % 2 else 1
        s = (i // 2 + 0.6) / 4
        sway = 12 * sin(m.t * 1.9 + i * 1.1)
        points = [
            (side * 10 * s, -48),
            (side * (34 * s + 14), -22),
            (side * (62 * s + 10) + sway * 0.5, -10),
            (side * (74 * s + 22) + sway, -22 - 10 * s),
        ]
        pen.band(points, [12, 10, 7, 1.5], darker(colour, 0.86 if i < 4 else 1.0))
    pen.blob([(-42, -58), (-52, -104), (-28, -144), (20, -146), (50, -108), (42, -58), (0, -42)], colour)
    for x in (-14, 20):
        pen.oval(x, -84, 12, 14, "fffdf5")
        pen.dot(x + 3, -83, 7, "1f1a24")
        pen.dot(x + 5, -87, 2.4, (255, 255, 255, 255))
    pen.curve([(-8, -62), (4, -57), (16, -62)], darker(colour, 0.6), 3)


def _seahorse(pen: Pen, colour: str, m: Moment) -> None:
    base = pen.at(0, 6 * wave(m.t, 2.6))
    spine = [(10, -104), (-8, -84), (-2, -56), (8, -34), (4, -14), (-10, -8), (-12, -20), (-3, -22)]
    base.band(spine, [13, 14, 18, 12, 8, 6, 4, 2], colour)
    for i, (x, y) in enumerate(spine[1:5]):
        base.string(x - 12, y, x + 12, y + 2, darker(colour, 0.85), 2.2 - i * 0.2)
    base.blob([(-18, -70), (-32, -66 + 4 * wave(m.t, 0.3)), (-28, -48), (-16, -48)], lighter(colour, 0.3))
    base.oval(14, -118, 15, 13, colour)
    base.limb(24, -114, 6, 44, -106, 4.5, colour)
    base.dot(18, -121, 4, "fffdf5")
    base.dot(19, -121, 2.6, "1f1a24")
    base.poly([(2, -128), (8, -140), (14, -130)], lighter(colour, 0.2))


def _manta(pen: Pen, colour: str, m: Moment) -> None:
    beat = wave(m.t, 1.9)
    base = pen.at(0, -54)
    base.band([(-60, 6), (-110, 14 + 6 * beat), (-160, 10)], [5, 3, 0.6], darker(colour))
    base.blob([(74, 0), (20, -24), (-20, -66 * beat - 20), (-78, -74 * beat - 10), (-36, 0), (-66, 16)], darker(colour, 0.85))
    base.blob([(78, 2), (30, 20), (-6, 60 * beat + 26), (-70, 78 * beat + 20), (-44, 12), (-66, 4), (10, -16)], colour)
    base.limb(72, -4, 5, 92, -10, 2, colour)
    base.dot(58, -1, 4, "1f1a24")


def _sea_turtle(pen: Pen, colour: str, m: Moment) -> None:
    stroke = wave(m.t, 1.7)
    base = pen.at(0, -60)
    skin = "8fae7a"
    base.blob([(30, 4), (10, 40 + 26 * stroke), (-18, 62 + 22 * stroke), (-4, 22), (8, 6)], darker(skin, 0.85))
    base.oval(78, -10, 20, 16, skin)
    base.limb(44, -2, 16, 70, -8, 12, skin)
    base.blob([(-66, 14), (-60, -18), (-14, -46), (40, -32), (58, 4), (30, 18)], colour)
    base.blob([(-64, 12), (20, 14), (54, 6), (24, 26), (-40, 24)], "e6dcae")
    for x, y, r in ((-36, -12, 13), (-8, -22, 15), (22, -16, 13), (-16, 2, 12), (12, 2, 11)):
        base.oval(x, y, r, r * 0.75, lighter(colour, 0.16))
    base.blob([(34, 8), (26, 44 + 30 * stroke), (4, 78 + 22 * stroke), (2, 40), (14, 12)], skin)
    base.blob([(-54, 10), (-84, 22 + 8 * stroke), (-92, 34), (-58, 24)], skin)
    base.dot(84, -14, 4.4, "fffdf5")
    base.dot(85, -14, 3, "1f1a24")
    base.curve([(96, -6), (88, -1), (80, -2)], darker(skin, 0.6), 2)


def _crab(pen: Pen, colour: str, m: Moment) -> None:
    scuttle = m.cycle * tau if m.action in {"walk", "run", "dance"} else m.t * 1.5
    if m.action == "dance":
        scuttle = m.t / m.beat * 3.14
    for side in (-1, 1):
        for i in range(3):
            a = sin(scuttle + i * 2 + side)
            pen.curve(
                [(side * 26, -24), (side * (52 + i * 6), -36 - 4 * a), (side * (58 + i * 11), -2 - 3 * max(0.0, a))],
                darker(colour, 0.85),
                6,
            )
        claw = pen.at(side * 44, -42, side * (0.3 + 0.18 * wave(m.t, 0.9, 0.25 * side)))
        claw.limb(0, 0, 7, side * 14, -26, 8, colour)
        claw.blob([(side * 4, -26), (side * 8, -54), (side * 18, -44), (side * 22, -58), (side * 32, -34), (side * 20, -22)], colour, 0.6)
        pen.limb(side * 12, -48, 3, side * 15, -64, 3, colour)
        pen.oval(side * 15, -68, 8, 9, "fffdf5")
        pen.dot(side * 15 + 2, -67, 5, "1f1a24")
    pen.blob([(-50, -30), (-34, -50), (0, -56), (34, -50), (50, -30), (26, -12), (-26, -12)], colour)
    pen.curve([(-12, -28), (0, -22), (12, -28)], darker(colour, 0.55), 3)


def _starfish(pen: Pen, colour: str, m: Moment) -> None:
    points = []
    for i in range(10):
        r = 52 if i % 2 == 0 else 23
        a = -1.57 + i * tau / 10 + 0.04 * wave(m.t, 3)
        points.append((r * cos(a), -46 + r * sin(a)))
    pen.blob(points, colour, 0.6)
    for i in range(5):
        a = -1.57 + i * tau / 5
        for k in (14, 26, 37):
            pen.dot(k * cos(a), -46 + k * sin(a), 3.2 - k * 0.03, lighter(colour, 0.35))


MODELS = {
    "jellyfish": Model(140, 100, "c98ae0", _jellyfish),
    "octopus": Model(150, 226, "d9603f", _octopus),
    "seahorse": Model(140, 80, "e8b03c", _seahorse),
    "manta": Model(120, 200, "4f6f96", _manta),
    "sea-turtle": Model(130, 190, "7a8a4a", _sea_turtle),
    "crab": Model(100, 176, "e2553a", _crab, stride=60),
    "starfish": Model(98, 104, "ee8a4a", _starfish),
}  # fmt: skip


def make(actor: Actor, offset: float) -> Fish | Figure:
    if actor.noun in MODELS:
        return figure(MODELS[actor.noun], actor, offset)
    shape = _SHAPES.get(actor.noun, _SHAPES["fish"])
    if actor.colour:
        colour = COLOURS[actor.colour]
        shape = replace(shape, colour=colour, fin=darker(colour, 0.85), belly=lighter(colour, 0.55))
    return Fish(shape, offset)
