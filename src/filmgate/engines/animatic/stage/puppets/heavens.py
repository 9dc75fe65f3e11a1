"""Sun, moon, stars and what else is seen in the sky; drawn around the origin at their foot."""
# Points read better in rows than one below the other.
# fmt: off

from __future__ import annotations

from math import cos, pi, sin, tau

from filmgate.engines.animatic.brush.colour import faded, hex_colour, toned
from filmgate.engines.animatic.brush.paint import around, down
from filmgate.engines.animatic.brush.path import arc_band, ellipse, polyline, star
from filmgate.engines.animatic.script.storyboard import Actor
from filmgate.engines.animatic.stage.chance import chance
from filmgate.engines.animatic.stage.pen import Pen
from filmgate.engines.animatic.stage.puppets.figure import Figure, Model, figure, lighter
from filmgate.engines.animatic.stage.puppets.puppet import Moment, wave
from filmgate.engines.animatic.stage.scenery import space

_WHITE = (255, 255, 255, 255)


def _sun(pen: Pen, colour: str, m: Moment) -> None:
    pen.glow(0, -100, 300, colour, 0.6)
    for i in range(14):
        a = i * tau / 14 + m.t * 0.12
        long = 118 + 12 * wave(m.t, 2.0, i * 0.21)
        pen.at(0, -100, a).blob([(-9, -84), (0, -long), (9, -84)], faded(pen.light.glowing(colour), 0.9), 0.5)
    pen.veil(ellipse(0, -100, 74), around(-16, -116, 90, _WHITE, pen.light.glowing("ffe9a0"), pen.light.glowing(colour)))


def _moon(pen: Pen, colour: str, m: Moment) -> None:
    base = hex_colour(colour)
    pen.glow(0, -90, 270, colour, 0.5)
    pen.veil(ellipse(0, -90, 88), around(-24, -114, 150, _WHITE, base, toned(base, -0.16)))
    for x, y, r in ((-30, -112, 17), (22, -74, 22), (34, -120, 11), (-18, -58, 12), (-48, -84, 9), (6, -132, 8)):
        pen.veil(ellipse(x, y, r), faded(toned(base, -0.12), 0.55))
        pen.veil(ellipse(x + 2, y + 2, r * 0.8), faded(toned(base, -0.05), 0.5))


def _star(pen: Pen, colour: str, m: Moment) -> None:
    twinkle = 1 + 0.12 * wave(m.t, 1.3, pen.m[2] * 0.013)
    p = pen.at(0, -50, 0.08 * wave(m.t, 2.2), twinkle)
    p.glow(0, 0, 110, colour, 0.6)
    p.shine(star(0, 0, 46, 21, 5), colour)
    p.shine(star(-3, -4, 26, 12, 5), lighter(colour, 0.5))


def _planet(pen: Pen, colour: str, m: Moment) -> None:
    space.planet(pen, 0, -110, 96, colour, True, pen.light.side)


def _earth(pen: Pen, colour: str, m: Moment) -> None:
    space.earth(pen, 0, -110, 106)


def _comet(pen: Pen, colour: str, m: Moment) -> None:
    p = pen.at(0, -60, -0.45)
    for i in range(9):
        s = i / 8
        p.glow(-230 * s, 14 * sin(m.t * 5 + i) * s, 52 * (1 - s) + 9, colour, 0.55 * (1 - s) + 0.1)
    p.glow(0, 0, 90, "ffffff", 0.8)
    p.shine(ellipse(0, 0, 22), "fffdf0")


def _asteroid(pen: Pen, colour: str, m: Moment) -> None:
    p = pen.at(0, -70, m.t * 0.5)
    p.blob([(-76, -10), (-52, -56), (6, -66), (58, -44), (76, 8), (40, 56), (-20, 62), (-62, 36)], colour, 0.8)
    for x, y, r in ((-24, -24, 14), (26, 4, 18), (-16, 26, 10), (34, -34, 8)):
        p.oval(x, y, r, r * 0.85, "6a625c")


def _galaxy(pen: Pen, colour: str, m: Moment) -> None:
    p = pen.at(0, -130).by((1, 0, 0, 0, 0.5, 0)).at(0, 0, m.t * 0.16)
    p.glow(0, 0, 250, colour, 0.4)
    random = chance("galaxy")
    for arm in range(2):
        for i in range(70):
            s = i / 70
            a = arm * pi + s * 5.2 + random.gauss(0, 0.16)
            r = 20 + 210 * s
            hue = ("ffe9c9", "cfd9ff", colour, "ffb8e0")[i % 4]
            p.dot(r * cos(a), r * sin(a), random.uniform(1.6, 5.0) * (1.2 - s * 0.6), faded(pen.light.glowing(hue), 0.85))
    p.glow(0, 0, 84, "fff3d6", 0.95)


def _rainbow(pen: Pen, colour: str, m: Moment) -> None:
    fade = min(1.0, 0.3 + m.t * 0.4)
    for i, hue in enumerate(("e8483f", "f2943a", "f6d84a", "5fba5a", "4f9ae0", "5a5fc0", "8a4fb0")):
        r = 400 - i * 17
        pen.veil(arc_band(0, 0, r - 17, r, pi, tau, 40), faded(pen.light.glowing(hue), 0.62 * fade))


def _cloud(pen: Pen, colour: str, m: Moment) -> None:
    p = pen.at(6 * wave(m.t, 5.0), 0)
    for x, y, r in ((-96, -38, 44), (-44, -66, 58), (26, -76, 66), (84, -46, 50), (0, -34, 60), (-130, -22, 24), (126, -24, 28)):
        p.fill(ellipse(x, y, r, r * 0.84), colour, 0.8)
    p.box(-140, -40, 280, 40, colour, 20)


def _aurora(pen: Pen, colour: str, m: Moment) -> None:
    hues = (colour, "5fe0c8", "8a6ff0", colour)
    for k, hue in enumerate(hues):
        shine = pen.light.glowing(hue)
        for i in range(22):
            x = -660 + i * 63 + 34 * sin(m.t * 0.4 + i * 0.5 + k)
            top = -390 - 46 * sin(i * 0.6 + m.t * 0.5 + k * 1.4) - k * 24
            bright = 0.20 + 0.13 * sin(m.t * 1.1 + i * 0.9 + k * 2)
            low = top + 270 + 34 * sin(i * 0.8 + k)
            band = polyline([(x, top), (x + 66, top - 8 * sin(i + m.t)), (x + 54, low), (x - 12, low)]).close()
            pen.veil(band, down(top, low, faded(shine, 0.0), faded(shine, bright * 0.8), faded(shine, bright), faded(shine, 0.0)))


def _lightning(pen: Pen, colour: str, m: Moment) -> None:
    flash = (m.t * 0.8) % 1.0
    strength = max(0.0, 1.0 - flash * 3.2)
    random = chance("bolt", int(m.t * 0.8))
    x, points = 0.0, [(0.0, -420.0)]
    for i in range(1, 9):
        x += random.uniform(-46, 46)
        points.append((x, -420 + i * 52))
    if strength > 0.02:
        pen.glow(0, -240, 420, colour, 0.55 * strength)
        pen.line(polyline(points), faded(pen.light.glowing(colour), 0.5 * strength), 14)
        pen.line(polyline(points), faded(_WHITE, strength), 5)
        pen.line(
            polyline([points[4], (points[4][0] + 60, points[4][1] + 60), (points[4][0] + 50, points[4][1] + 110)]),
            faded(_WHITE, strength * 0.8),
            3,
        )


def _firework(pen: Pen, colour: str, m: Moment) -> None:
    hues = (colour, "ffd24a", "5fe3ff", "ff6fb0", "9aff8a", "c98aff")
    for shell in range(6):
        s = (m.t * 0.42 + shell / 6) % 1.0
        turn = int(m.t * 0.42 + shell / 6)
        random = chance("shell", shell, turn)
        x, y = random.uniform(-330, 330), random.uniform(-450, -270)
        hue = hues[(shell + turn) % 6]
        shine = pen.light.glowing(hue)
        if s < 0.22:
            rise = s / 0.22
            pen.dot(x * (0.7 + 0.3 * rise), y * rise, 4.5, faded(shine, 0.9))
            pen.string(x * (0.7 + 0.3 * rise), y * rise, x * (0.7 + 0.3 * rise), y * rise + 46, faded(shine, 0.4), 3)
            continue
        burst = (s - 0.22) / 0.78
        reach, fade = 230 * (1 - (1 - burst) ** 3), (1 - burst) ** 1.4
        pen.glow(x, y, 190 * (1 - burst) + 40, hue, 0.6 * fade)
        for i in range(26):
            a = i * tau / 26
            far = reach * (1.0 if i % 2 else 0.66)
            px, py = x + cos(a) * far, y + sin(a) * far + 60 * burst * burst
            pen.string(x + cos(a) * far * 0.82, y + sin(a) * far * 0.82 + 46 * burst * burst, px, py, faded(shine, fade * 0.55), 3)
            pen.dot(px, py, 4.2 * (1 - burst * 0.5), faded(_WHITE if i % 3 == 0 else shine, fade))


def _tornado(pen: Pen, colour: str, m: Moment) -> None:
    for i in range(16):
        s = i / 15
        x = 40 * sin(m.t * 1.6 + s * 4) * (0.3 + s)
        pen.veil(ellipse(x, -420 * s, 16 + 170 * s**1.6, 8 + 26 * s), faded(pen.ink(colour), 0.72))
        pen.line(ellipse(x, -420 * s, 16 + 170 * s**1.6, 8 + 26 * s), faded(pen.ink(lighter(colour, 0.3)), 0.5), 2)
    for i in range(14):
        a, s = m.t * 4 + i * 2.2, (i * 0.37 + m.t * 0.2) % 1.0
        r = 34 + 180 * s**1.6
        pen.dot(r * cos(a) + 40 * sin(m.t * 1.6 + s * 4) * (0.3 + s), -420 * s + 12 * sin(a), 4.5, "5a4a3f")


MODELS = {
    "sun": Model(210, 210, "ffcf4a", _sun),
    "moon": Model(180, 180, "f2ecd6", _moon),
    "star": Model(100, 100, "ffe27a", _star),
    "planet": Model(220, 360, "d9a06a", _planet),
    "earth": Model(220, 220, "3f8fd0", _earth),
    "comet": Model(170, 320, "9fd6ff", _comet),
    "asteroid": Model(140, 150, "8a8078", _asteroid),
    "galaxy": Model(260, 480, "8a7af0", _galaxy),
    "rainbow": Model(400, 800, "ffffff", _rainbow),
    "cloud": Model(140, 300, "fbfcff", _cloud),
    "aurora": Model(460, 1300, "5fe08a", _aurora),
    "lightning": Model(430, 160, "cfe0ff", _lightning),
    "firework": Model(500, 760, "ff7a5a", _firework),
    "tornado": Model(440, 380, "6f6a70", _tornado),
}  # fmt: skip
ACROSS = frozenset({"rainbow", "aurora", "firework", "lightning"})
"""Those that fill the sky rather than stand somewhere in it."""
ALOFT = ACROSS | {"cloud", "sun", "moon", "star"}
"""Those that are never brought down onto the stage."""


def make(actor: Actor, offset: float) -> Figure:
    return figure(MODELS.get(actor.noun, MODELS["star"]), actor, offset)
