"""Musical instruments; those that are played in the arms are drawn around the player's hands."""
# Points read better in rows than one below the other.
# fmt: off

from __future__ import annotations

from math import sin

from filmgate.engines.animatic.brush.path import box
from filmgate.engines.animatic.script.storyboard import Actor
from filmgate.engines.animatic.stage.pen import Pen
from filmgate.engines.animatic.stage.puppets.figure import Figure, Model, darker, figure, lighter
from filmgate.engines.animatic.stage.puppets.puppet import Moment, wave

IN_ARMS = {"guitar": (0.30, 0.50, -0.5), "violin": (0.26, 0.74, -0.25), "trumpet": (0.34, 0.76, 0.0), "flute": (0.3, 0.76, 0.0),
           "accordion": (0.26, 0.52, 0.0)}  # fmt: skip
"""Held before the body: how far forward and how high (in body heights), and the turn in radians."""
NOTE_COLOURS = ("f2c84b", "ee6f8a", "6fc8e6", "9ae08a")


def notes(pen: Pen, t: float, beat: float) -> None:
    """Notes that rise from an instrument that is played, one a beat."""
    for i in range(5):
        s = (t / (beat * 5) + i / 5) % 1.0
        x, y = 30 * sin(s * 7 + i * 2) + 50 * s, -150 * s
        size, fade = 0.7 + 0.5 * s, round(255 * min(1.0, (1 - s) * 2.2, s * 8))
        colour = (*pen.light.glowing(NOTE_COLOURS[i % 4])[:3], fade)
        note = pen.at(x, y, 0.25 * sin(s * 6), size)
        note.dot(0, 0, 8, colour, 6)
        note.string(7, -1, 7, -28, colour, 3)
        note.curve([(7, -28), (15, -22), (17, -14)], colour, 3)


def _piano(pen: Pen, colour: str, m: Moment) -> None:
    """An upright piano seen from the player's side; the keys lie to the left."""
    for x in (-52, 62):
        pen.box(x, -70, 13, 70, darker(colour, 0.8), 2)
    pen.box(-18, -150, 100, 150, colour, 4)
    pen.box(-24, -158, 112, 13, lighter(colour, 0.12), 4)
    pen.box(-8, -132, 78, 40, lighter(colour, 0.07), 4)
    pen.box(-62, -82, 62, 15, darker(colour, 0.85), 3)
    pen.flat(box(-60, -88, 60, 8), "fbf8f0")
    down_key = int(m.t / m.beat * 2) % 6
    playing = m.action == "play"
    for i in range(12):
        pressed = playing and i // 2 == down_key
        pen.flat(box(-60 + i * 5, -88 + (2 if pressed else 0), 4, 8), "fbf8f0" if not pressed else "f2d48a")
        if i % 7 not in {2, 6}:
            pen.flat(box(-57 + i * 5, -90, 2.6, 5), "2a2630")
    pen.box(-20, -116, 5, 28, darker(colour, 0.7))
    pen.box(-27, -126, 5, 36, "f8f4ea")
    for i in range(4):
        pen.string(-25.5, -120 + i * 8, -24, -120 + i * 8, "6a6058", 1)
    pen.flat(box(-52, -66, 110, 5), darker(colour, 0.6))
    if pen.light.haze_share < 0.5:
        pen.limb(40, -158, 2.5, 40, -176, 2.5, "f6efdc")
        pen.glow(40, -184, 40, "ffc76a", 0.7 + 0.1 * wave(m.t, 0.3))
        pen.oval(40, -184, 3.6, 7, pen.light.glowing("ffe9a8"))


def _guitar(pen: Pen, colour: str, m: Moment) -> None:
    shake = 0.6 * sin(m.t * 40) if m.action == "play" else 0.0
    pen.limb(20, 0, 4, 104, 0, 3, "5a3a26")
    pen.blob([(100, -7), (124, -8), (124, 8), (100, 7)], "4a2f20", 0.4)
    pen.blob([(-52, 0), (-40, -30), (-10, -27), (6, -18), (26, -24), (38, 0), (26, 24), (6, 18), (-10, 27), (-40, 30)], colour)
    pen.oval(0, 0, 11, 11, darker(colour, 0.4))
    pen.box(-36, -9, 6, 18, "4a2f20", 2)
    for y in (-4.5, -1.5, 1.5, 4.5):
        pen.string(-34, y, 118, y * 0.6 + shake, "efe6d2", 0.9)


def _violin(pen: Pen, colour: str, m: Moment) -> None:
    pen.limb(16, 0, 3, 58, -2, 2.4, "3a2620")
    pen.blob([(-32, 0), (-24, -16), (-6, -12), (8, -15), (20, 0), (8, 15), (-6, 12), (-24, 16)], colour)
    pen.box(-3, -7, 4, 14, "3a2620", 1)
    for y in (-2.4, 0, 2.4):
        pen.string(-24, y, 56, y - 2, "efe6d2", 0.8)
    slide = 22 * wave(m.t, m.beat * 2) if m.action == "play" else 0.0
    bow = pen.at(4, -3, 1.25)
    bow.limb(-50 + slide, 0, 1.6, 50 + slide, -3, 1.6, "6a3f2a")
    bow.string(-50 + slide, 3, 50 + slide, 3, "f6f2e6", 1.2)


def _cello(pen: Pen, colour: str, m: Moment) -> None:
    base = pen.at(0, -8, -0.16)
    base.limb(0, 8, 2, 0, -10, 2, "9aa0aa")
    base.limb(0, -110, 5, 0, -196, 4, "3a2620")
    base.blob([(0, 0), (-38, -12), (-42, -44), (-26, -64), (-34, -96), (0, -116), (34, -96), (26, -64), (42, -44), (38, -12)], colour)
    for x in (-16.0, 16.0):
        base.curve([(x, -70), (x * 1.3, -58), (x, -46)], darker(colour, 0.4), 2.4)
    for x in (-4.0, -1.4, 1.4, 4.0):
        base.string(x, -20, x * 0.6, -190, "efe6d2", 0.9)
    slide = 26 * wave(m.t, m.beat * 2) if m.action == "play" else 0.0
    base.limb(-60 + slide, -54, 2, 60 + slide, -48, 2, "6a3f2a")


def _drum(pen: Pen, colour: str, m: Moment) -> None:
    hit = max(0.0, wave(m.t, m.beat)) if m.action == "play" else 0.0
    for x in (-30, 26):
        pen.limb(x, -40, 3, x * 1.5, 0, 3, "8f959f")
    pen.oval(8, -44, 46, 44, colour)
    pen.oval(8, -44, 37, 35, "f6efdf")
    pen.box(-58, -98, 50, 28, lighter(colour, 0.1), 4)
    pen.oval(-33, -98, 25, 6, "fbf6ea")
    pen.box(24, -104, 44, 24, lighter(colour, 0.1), 4)
    pen.oval(46, -104, 22, 6, "fbf6ea")
    for x, y in ((-74, -140), (80, -150)):
        pen.limb(x, y, 2, x * 0.8, 0, 2, "8f959f")
        pen.at(x, y, 0.12 * sin(m.t * 22) * hit).oval(0, 0, 32, 5, "e3b84a")


def _trumpet(pen: Pen, colour: str, m: Moment) -> None:
    pen.limb(-26, 0, 2.4, 44, -1, 3, colour)
    pen.blob([(40, -4), (58, -7), (80, -21), (82, 20), (58, 6), (40, 3)], colour, 0.8)
    pen.line(box(-6, -2, 40, 17, 8), pen.ink(darker(colour, 0.86)), 4)
    for i in range(3):
        press = 3.0 if m.action == "play" and int(m.t / m.beat * 2) % 3 == i else 0
        pen.limb(4 + i * 9, -12 + press, 2.6, 4 + i * 9, 8, 2.8, lighter(colour, 0.2))


def _flute(pen: Pen, colour: str, m: Moment) -> None:
    pen.limb(-14, 0, 3, 84, 4, 2.8, colour)
    for i in range(6):
        pen.dot(18 + i * 10, 1 + i * 0.4, 2, darker(colour, 0.5))


def _harp(pen: Pen, colour: str, m: Moment) -> None:
    pen.limb(60, 0, 7, 66, -190, 6, colour)
    pen.band([(66, -190), (34, -206), (-6, -166), (-40, -150)], [8, 9, 8, 6], colour)
    pen.band([(-42, -150), (4, -70), (58, -4)], [7, 9, 10], darker(colour, 0.9))
    for i in range(10):
        s = i / 9
        bend = 1.6 * sin(m.t * 34 + i * 2) if m.action == "play" and int(m.t / m.beat * 2) % 10 == i else 0
        x = -28 + 84 * s
        pen.curve([(x, -160 - 30 * s), (x + bend, -110 - 10 * s), (x + 3, -92 + 80 * s)], "f6efdc", 1.2)
    pen.box(36, -10, 56, 10, darker(colour, 0.8), 4)


def _accordion(pen: Pen, colour: str, m: Moment) -> None:
    pull = 1 + 0.28 * wave(m.t, m.beat * 4) if m.action == "play" else 1.0
    w = 26 * pull
    for i in range(6):
        x = -w + i * w * 0.4
        pen.poly([(x, -28), (x + w * 0.2, -24), (x + w * 0.2, 24), (x, 28)], "f2ead8")
        pen.poly([(x + w * 0.2, -24), (x + w * 0.4, -28), (x + w * 0.4, 28), (x + w * 0.2, 24)], "cfc4ae")
    pen.box(-w - 22, -32, 24, 64, colour, 5)
    pen.box(w * 1.4 - 2, -32, 26, 64, colour, 5)
    for i in range(6):
        pen.box(w * 1.4 + 14, -28 + i * 9, 8, 7, "fbf8f0", 1)


MODELS = {
    "piano": Model(160, 150, "3a2a2c", _piano, top=-156),
    "guitar": Model(64, 180, "c9803c", _guitar),
    "violin": Model(34, 96, "a9582f", _violin),
    "cello": Model(206, 100, "a9582f", _cello),
    "drum": Model(156, 200, "c9342f", _drum),
    "trumpet": Model(46, 110, "e3b23c", _trumpet),
    "flute": Model(12, 100, "c9d0d8", _flute),
    "harp": Model(212, 130, "d9a83c", _harp),
    "accordion": Model(66, 130, "b5302f", _accordion),
}  # fmt: skip


def make(actor: Actor, offset: float) -> Figure:
    return figure(MODELS.get(actor.noun, MODELS["piano"]), actor, offset)
