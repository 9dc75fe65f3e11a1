"""Things that people play with, carry and use."""
# Points read better in rows than one below the other.
# fmt: off

from __future__ import annotations

from math import cos, sin, tau

from filmgate.engines.animatic.brush.path import box, ellipse, polyline
from filmgate.engines.animatic.script.storyboard import Actor
from filmgate.engines.animatic.stage.pen import Pen
from filmgate.engines.animatic.stage.puppets import furniture, sign, toy, treasure
from filmgate.engines.animatic.stage.puppets.figure import Model, darker, figure, lighter
from filmgate.engines.animatic.stage.puppets.puppet import Moment, Puppet, wave

_WOOD = "8a5f3c"


def _book(pen: Pen, colour: str, m: Moment) -> None:
    flip = (m.t * 0.4) % 1.0
    pen.blob([(-56, -6), (0, 2), (56, -6), (56, -18), (0, -10), (-56, -18)], colour, 0.3)
    pen.blob([(-52, -12), (-28, -24), (0, -14), (0, -8)], "fbf6e8", 0.6)
    pen.blob([(52, -12), (28, -24), (0, -14), (0, -8)], "f3ecda", 0.6)
    tip = (44 * cos(flip * 3.14), -16 - 34 * sin(flip * 3.14))
    pen.blob([(0, -13), (tip[0] * 0.5, tip[1] - 6), tip, (tip[0] * 0.5, tip[1] + 4)], "fffaf0", 0.6)


def _letter(pen: Pen, colour: str, m: Moment) -> None:
    pen.box(-46, -64, 92, 62, colour, 4)
    pen.line(polyline([(-46, -62), (0, -26), (46, -62)]), "cdbfa4", 2.4)
    pen.oval(0, -30, 10, 10, "c9342f")


def _lantern(pen: Pen, colour: str, m: Moment) -> None:
    p = pen.at(0, 0, 0.07 * wave(m.t, 2.4))
    flicker = 0.75 + 0.1 * sin(m.t * 9) + 0.06 * sin(m.t * 23)
    p.glow(0, -46, 190, "ffb45a", flicker)
    p.blob([(-32, -26), (-44, -50), (-32, -76), (32, -76), (44, -50), (32, -26)], p.light.glowing(colour), 0.8)
    p.shine(ellipse(0, -50, 24, 20), (255, 226, 150, 170))
    for y, w in ((-86, 26), (-26, 26)):
        p.box(-w, y, w * 2, 10, "4a3326", 3)
    p.string(0, -86, 0, -104, "4a3326", 3)
    for x in (-8, 0, 8):
        p.string(x, -16, x, 2, "e3b23c", 2)


def _flame(pen: Pen, x: float, y: float, size: float, t: float) -> None:
    """A living flame that stands on a point."""
    for wide, tall, hue, k in ((1.0, 1.0, "ff7a2a", 0), (0.66, 0.72, "ffb83a", 1), (0.34, 0.42, "fff2c0", 2)):
        lean = size * 0.16 * sin(t * (6 + k) + k * 2)
        high = size * tall * (1 + 0.10 * sin(t * 11 + k * 1.7))
        w = size * 0.36 * wide
        pen.blob(
            [
                (x - w, y - size * 0.08),
                (x - w * 0.8, y - high * 0.45),
                (x + lean, y - high),
                (x + w * 0.8, y - high * 0.42),
                (x + w, y - size * 0.08),
                (x, y + size * 0.06),
            ],
            pen.light.glowing(hue),
        )


def _candle(pen: Pen, colour: str, m: Moment) -> None:
    pen.glow(0, -150, 150 + 8 * sin(m.t * 13), "ffc06a", 0.7)
    pen.oval(0, -5, 44, 10, "c9a24a")
    pen.box(-20, -110, 40, 106, colour, 8)
    pen.blob([(-20, -104), (-14, -80), (-9, -106)], lighter(colour, 0.5))
    pen.string(0, -110, 0, -120, "3a2f2a", 2)
    _flame(pen, 0, -116, 44, m.t)


def _campfire(pen: Pen, colour: str, m: Moment) -> None:
    pen.glow(0, -50, 330 + 14 * sin(m.t * 11), "ff9a3a", 0.6)
    for i in range(9):
        a = i / 9 * tau
        pen.oval(72 * cos(a), -3 + 13 * sin(a), 16, 11, "8a8580" if i % 2 else "76716c")
    for x, turn in ((-8, 0.35), (8, -0.35), (0, 0.1)):
        pen.at(x, -14, turn).limb(-52, 0, 9, 52, 0, 9, "5a3a26")
    for x, size in ((-26, 76), (24, 84), (0, 128)):
        _flame(pen, x, -16, size, m.t + x)
    for i in range(12):
        s = (m.t * 0.5 + i * 0.618) % 1.0
        pen.dot(46 * sin(i * 2.2 + s * 3), -70 - 190 * s, 3.2 * (1 - s) + 0.6, (255, 190, 90, round(255 * (1 - s))))


def _crate(pen: Pen, colour: str, m: Moment) -> None:
    pen.box(-54, -104, 108, 104, colour, 4)
    for y in (-104, -16):
        pen.box(-54, y, 108, 16, darker(colour, 0.85), 3)
    pen.limb(-44, -18, 5, 44, -86, 5, darker(colour, 0.85))


def _hat(pen: Pen, colour: str, m: Moment) -> None:
    pen.oval(0, -12, 82, 14, colour)
    pen.blob([(-48, -12), (-42, -76), (0, -86), (42, -76), (48, -12)], colour, 0.6)
    pen.box(-48, -34, 96, 15, "c9342f")


def _shoe(pen: Pen, colour: str, m: Moment) -> None:
    pen.blob([(-70, -8), (-66, -80), (-24, -82), (-8, -48), (44, -40), (78, -20), (76, -8)], colour, 0.6)
    pen.box(-72, -14, 150, 14, "f6f2e8", 6)
    for i in range(3):
        pen.string(-12 + i * 15, -52 + i * 5, -2 + i * 15, -38 + i * 3, "f6f2e8", 3)


def _bottle(pen: Pen, colour: str, m: Moment) -> None:
    pen.box(-9, -152, 18, 40, lighter(colour, 0.2), 4)
    pen.blob([(-30, -2), (-32, -84), (-10, -114), (10, -114), (32, -84), (30, -2)], colour, 0.7)
    pen.box(-11, -164, 22, 16, "a9804f", 4)
    pen.box(-27, -72, 54, 40, "f6efdc", 3)


def _camera(pen: Pen, colour: str, m: Moment) -> None:
    pen.box(-66, -88, 132, 86, colour, 10)
    pen.box(-26, -102, 52, 18, darker(colour, 0.85), 5)
    pen.oval(0, -44, 33, 33, "c9ced6")
    pen.oval(0, -44, 25, 25, "1f2733")
    pen.dot(-7, -52, 8, "5f8fb8")
    if wave(m.t, 2.0) > 0.96:
        pen.glow(42, -80, 260, "ffffff", 1.0)
    pen.box(34, -80, 20, 13, "fff6dc", 3)


def _phone(pen: Pen, colour: str, m: Moment) -> None:
    pen.box(-40, -150, 80, 150, colour, 13)
    pen.shine(box(-34, -138, 68, 122, 5), "2f5f9a")
    for i in range(6):
        pen.shine(box(-28 + (i % 3) * 20, -130 + i // 3 * 24, 15, 15, 4), ("ff7a6a", "ffd24a", "6fe08a", "5fc8ff", "c98aff", "f6f6f6")[i])
    pen.shine(box(-28, -66, 56 * (0.5 + 0.5 * wave(m.t, 2.0)), 8, 3), "9fe6ff")


def _radio(pen: Pen, colour: str, m: Moment) -> None:
    pen.string(40, -96, 66, -160, "8f959f", 3)
    pen.box(-80, -100, 160, 98, colour, 14)
    pulse = 1 + 0.06 * abs(wave(m.t, m.beat))
    pen.oval(-36, -48, 33 * pulse, 33 * pulse, "3a302c")
    pen.oval(-36, -48, 20 * pulse, 20 * pulse, "6a5a50")
    pen.box(12, -82, 56, 26, "f6e9b8", 4)
    for x in (24, 54):
        pen.oval(x, -32, 11, 11, "f2ead8")


def _lightbulb(pen: Pen, colour: str, m: Moment) -> None:
    lit = 0.6 + 0.4 * max(0.0, wave(m.t, 2.4))
    pen.glow(0, -98, 230, "ffdf7a", lit)
    pen.blob([(-20, -40), (-50, -88), (-36, -138), (0, -154), (36, -138), (50, -88), (20, -40)], pen.light.glowing("ffefb0"))
    pen.curve([(-12, -46), (-15, -92), (0, -80), (15, -92), (12, -46)], "e8952c", 3)
    for i in range(3):
        pen.box(-21, -40 + i * 12, 42, 10, "8f959f", 5)


def _bag(pen: Pen, colour: str, m: Moment) -> None:
    pen.line(ellipse(0, -116, 26, 20), darker(colour, 0.7), 8)
    pen.blob([(-60, -2), (-64, -80), (-36, -116), (36, -116), (64, -80), (60, -2)], colour, 0.6)
    pen.box(-42, -62, 84, 50, darker(colour, 0.86), 10)
    pen.box(-50, -88, 100, 12, "d9b98a", 5)


def _suitcase(pen: Pen, colour: str, m: Moment) -> None:
    pen.line(box(-22, -128, 44, 26, 8), darker(colour, 0.6), 7)
    pen.box(-78, -108, 156, 108, colour, 10)
    for x in (-52, 40):
        pen.box(x, -108, 13, 108, darker(colour, 0.7))
    pen.box(-9, -70, 18, 14, "e3b23c", 3)


def _basket(pen: Pen, colour: str, m: Moment) -> None:
    pen.line(ellipse(0, -74, 58, 62), darker(colour, 0.85), 8)
    pen.blob([(-74, -72), (74, -72), (54, 0), (-54, 0)], colour, 0.4)
    for row in range(3):
        for i in range(7):
            pen.dot(-52 + i * 17 + (row % 2) * 8, -56 + row * 19, 8, darker(colour, 0.88), 6)
    pen.box(-78, -80, 156, 13, lighter(colour, 0.1), 6)


def _hammer(pen: Pen, colour: str, m: Moment) -> None:
    p = pen.at(0, 0, -0.25 + 0.4 * max(0.0, wave(m.t, 0.8)))
    p.limb(0, 0, 8, 0, -150, 7, _WOOD)
    p.box(-50, -178, 100, 36, colour, 6)


def _broom(pen: Pen, colour: str, m: Moment) -> None:
    p = pen.at(0, -40, 1.25 + 0.03 * wave(m.t, 1.7))
    p.limb(0, -120, 4, 0, 60, 4, _WOOD)
    p.blob([(-9, 56), (9, 56), (34, 128), (-34, 128)], colour, 0.5)
    p.box(-12, 52, 24, 10, "c9342f", 3)


MODELS = furniture.MODELS | toy.MODELS | treasure.MODELS | {
    "book": Model(50, 114, "a5473f", _book),
    "letter": Model(66, 94, "f6eed8", _letter),
    "lantern": Model(106, 92, "f0602f", _lantern),
    "candle": Model(164, 90, "f6ecd3", _candle),
    "campfire": Model(190, 180, "ff8a3a", _campfire),
    "box": Model(106, 110, "c99a62", _crate, top=-104),
    "hat": Model(90, 166, "3a3644", _hat),
    "bottle": Model(166, 66, "3f8a5a", _bottle),
    "camera": Model(104, 134, "3a3f4a", _camera),
    "phone": Model(152, 82, "2c2f3a", _phone),
    "radio": Model(162, 162, "b5583a", _radio),
    "lightbulb": Model(156, 102, "ffefb0", _lightbulb),
    "backpack": Model(138, 130, "3f8f7a", _bag),
    "bag": Model(138, 130, "b0683c", _bag),
    "suitcase": Model(130, 158, "a5683c", _suitcase, top=-108),
    "basket": Model(140, 158, "c9985a", _basket),
    "shoe": Model(84, 150, "c9503f", _shoe),
    "hammer": Model(180, 104, "8f959f", _hammer),
    "broom": Model(90, 260, "d9b05a", _broom, seat=(10, -36)),
}  # fmt: skip


def make(actor: Actor, offset: float) -> Puppet | None:
    """The figure of a thing, or None where there is no drawing of it."""
    if actor.noun == "sign":
        return sign.make(actor)
    model = MODELS.get(actor.noun)
    return None if model is None else figure(model, actor, offset)
