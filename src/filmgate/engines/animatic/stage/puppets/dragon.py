"""Dragons and dinosaurs: big bodies with long necks and tails."""
# Points read better in rows than one below the other.
# fmt: off

from __future__ import annotations

from math import sin, tau

from filmgate.engines.animatic.brush.colour import faded, hex_colour
from filmgate.engines.animatic.script.storyboard import Actor
from filmgate.engines.animatic.stage.pen import Pen
from filmgate.engines.animatic.stage.puppets.figure import Figure, Model, darker, figure, lighter
from filmgate.engines.animatic.stage.puppets.puppet import Moment, blink, wave

_BONE = "f1e8d2"


def _eye(pen: Pen, x: float, y: float, r: float, closed: bool) -> None:
    if closed:
        pen.curve([(x - r, y), (x, y + r * 0.5), (x + r, y)], "241f2b", r * 0.4)
        return
    pen.dot(x, y, r, "fdf3c4")
    pen.dot(x + r * 0.2, y, r * 0.6, "241f2b")
    pen.dot(x + r * 0.4, y - r * 0.35, r * 0.22, (255, 255, 255, 255))


def _leg(pen: Pen, x: float, y: float, length: float, thick: float, swing: float, fold: float, colour: str) -> None:
    thigh = pen.at(x, y, -swing - 0.12)
    thigh.limb(0, 0, thick * 1.7, 0, length * 0.5, thick, colour)
    shin = thigh.at(0, length * 0.5, 0.3 + fold)
    shin.limb(0, 0, thick, 0, length * 0.42, thick * 0.72, colour)
    foot = shin.at(0, length * 0.46, swing - 0.18 - fold)
    foot.blob([(-thick, -thick * 0.7), (thick * 1.4, -thick * 0.6), (thick * 2.1, thick * 0.4), (-thick, thick * 0.45)], colour)
    for i in range(3):
        foot.poly([(thick * (0.8 + i * 0.5), 0), (thick * (1.3 + i * 0.5), thick * 0.45), (thick * (0.7 + i * 0.5), thick * 0.45)], _BONE)


def _gait(m: Moment, phase: float) -> tuple[float, float]:
    if m.action not in {"walk", "run"}:
        return (0.05 if phase else -0.05), 0.0
    p = tau * (m.cycle + phase)
    reach = 0.55 if m.action == "run" else 0.38
    return reach * sin(p), 0.7 * max(0.0, sin(p + 1.57))


def _flame(head: Pen, m: Moment) -> None:
    for i in range(9):
        s = (m.t * 1.3 + i / 9) % 1.0
        head.glow(20 + 190 * s, 12 + 26 * s + 7 * sin(i * 3 + m.t * 9), 26 + 48 * s, "ffb03a" if s < 0.5 else "ff5a2a", 0.75 * (1 - s))


def _dragon_wing(root: Pen, colour: str, beat: float) -> None:
    rise = 165 * beat
    tip = (-128, -84 - rise)
    root.blob(
        [
            (44, 6),
            (30, -66 - rise * 0.7),
            tip,
            (-104, -26 - rise * 0.5),
            (-76, -8 - rise * 0.42),
            (-112, 6 - rise * 0.18),
            (-58, 14 - rise * 0.1),
            (-60, 34),
            (-10, 24),
        ],
        lighter(colour, 0.16),
        0.35,
    )
    root.band([(44, 6), (32, -64 - rise * 0.7), tip], [7, 5, 1], darker(colour, 0.85))
    for x, y in ((-104, -26 - rise * 0.5), (-112, 6 - rise * 0.18)):
        root.band([(32, -64 - rise * 0.7), (x * 0.4, (y - 60 - rise * 0.7) * 0.5), (x, y)], [3.4, 2.6, 0.8], darker(colour, 0.85))


def _dragon(pen: Pen, colour: str, m: Moment) -> None:
    flying = m.action in {"fly", "fall"}
    beat = wave(m.t, 1.1 if flying else 3.4)
    lift = 0.55 * beat + (0.15 if flying else 0.5)
    y = -104 - (9 * wave(m.t, 1.1, 0.25) if flying else 0)
    body = pen.at(0, y)
    _dragon_wing(body.at(10, -22, 0.25), darker(colour, 0.78), lift)
    tail = [(-56, 6)] + [(-56 - 30 * i, 6 + 8 * i + (i * 3.4) * sin(m.t * 1.9 - i * 0.7)) for i in range(1, 6)]
    body.band(tail, [30, 24, 18, 12, 8, 3], colour)
    x, ty = tail[-1]
    body.poly([(x + 8, ty - 10), (x - 32, ty), (x + 8, ty + 10), (x - 4, ty)], darker(colour))
    for i, (px, py) in enumerate(tail[:-1]):
        body.poly([(px - 9, py - 27 + i * 5), (px - 16, py - 44 + i * 6), (px + 5, py - 28 + i * 5)], darker(colour, 0.72))
    legs = ((34, 0.5, 0.8), (-40, 0.0, 0.8), (46, 0.0, 1.0), (-28, 0.5, 1.0))
    for lx, phase, shade in legs[:2]:
        swing, fold = (-0.75, 0.9) if flying else _gait(m, phase)
        _leg(body, lx, 18, 92, 15, swing, fold, darker(colour, shade))
    body.blob([(-70, -10), (-40, -42), (20, -46), (66, -24), (62, 28), (10, 44), (-44, 34)], colour)
    body.blob([(-30, 32), (20, 26), (58, -4), (62, 26), (20, 42)], lighter(colour, 0.5))
    for lx, phase, shade in legs[2:]:
        swing, fold = (-0.75, 0.9) if flying else _gait(m, phase)
        _leg(body, lx, 18, 92, 15, swing, fold, darker(colour, shade))
    sway = 5 * wave(m.t, 2.6)
    neck = [(44, -14), (84, -42), (96, -84), (118 + sway, -116)]
    body.band(neck, [34, 24, 18, 17], colour)
    for px, py in ((66, -44), (76, -72), (82, -100), (96, -126)):
        body.poly([(px - 8, py + 8), (px - 14, py - 12), (px + 8, py - 1)], darker(colour, 0.72))
    head = body.at(124 + sway, -122, 0.10 + 0.05 * wave(m.t, 3.1))
    fire = m.action in {"burn", "fight"} or wave(m.t, 5.0) > 0.78
    jaw = head.at(10, 10, 0.38 if fire else 0.06)
    jaw.blob([(-10, -4), (46, 0), (50, 7), (10, 13), (-8, 10)], darker(colour, 0.9))
    if fire:
        _flame(head.at(54, 8), m)
    head.blob([(-26, -8), (-6, -27), (24, -18), (56, -13), (63, -2), (52, 9), (8, 14), (-20, 12)], colour)
    for hx in (-14, -4):
        head.band([(hx, -18), (hx - 18, -38), (hx - 38, -44)], [6, 4.5, 0.6], _BONE)
    head.dot(56, -8, 2.4, darker(colour, 0.5))
    for i in range(4):
        head.poly([(24 + i * 8, 8), (28 + i * 8, 16), (32 + i * 8, 8)], _BONE)
    _eye(head, 12, -10, 6.5, blink(m.t, 0.3))
    _dragon_wing(body.at(6, -26, 0.02), colour, lift)


def _trex(pen: Pen, colour: str, m: Moment) -> None:
    near, far = _gait(m, 0.0), _gait(m, 0.5)
    bob = 4 * abs(sin(tau * m.cycle)) if m.action in {"walk", "run"} else 1.5 * wave(m.t, 2.4)
    body = pen.at(0, -124 - bob, 0.03 * wave(m.t, 2.2))
    _leg(body, -2, 10, 132, 17, far[0], far[1], darker(colour, 0.78))
    tail = [(-36, -6), (-80, -4), (-120, 3 + 6 * wave(m.t, 1.6)), (-168, 4 + 14 * wave(m.t, 1.6, -0.15))]
    body.band(tail, [40, 26, 15, 2], colour)
    body.blob([(-70, -24), (-30, -50), (30, -66), (62, -62), (64, -20), (34, 26), (-20, 40), (-62, 18)], colour)
    body.blob([(60, -34), (50, 0), (20, 28), (-24, 38), (10, 10), (40, -24)], lighter(colour, 0.5))
    for i in range(6):
        body.band([(-66 + i * 20, -36 - i * 4), (-62 + i * 20, -14 - i * 4)], [5, 0.6], darker(colour, 0.8))
    _leg(body, 4, 10, 132, 18, near[0], near[1], colour)
    arm = body.at(50, -14, 0.3 * wave(m.t, 0.9))
    arm.limb(0, 0, 7, 16, 12, 5, darker(colour, 0.9))
    arm.limb(16, 12, 5, 26, 6, 3.4, darker(colour, 0.9))
    body.limb(44, -48, 30, 74, -86, 26, colour)
    roar = max(0.0, wave(m.t, 2.2)) * 0.35 if m.action not in {"sleep"} else 0.0
    head = body.at(82, -98, -0.06 + 0.05 * wave(m.t, 2.8) - roar * 0.4)
    jaw = head.at(-6, 14, 0.08 + roar)
    jaw.blob([(-12, -8), (58, -2), (66, 8), (20, 20), (-14, 14)], darker(colour, 0.92))
    for i in range(6):
        jaw.poly([(14 + i * 8, 0), (18 + i * 8, -8), (22 + i * 8, 0)], _BONE)
    head.blob([(-32, -8), (-16, -34), (22, -36), (64, -22), (76, -4), (66, 12), (10, 16), (-26, 20)], colour)
    for i in range(7):
        head.poly([(14 + i * 8, 10), (18 + i * 8, 19), (22 + i * 8, 10)], _BONE)
    head.blob([(2, -30), (14, -40), (28, -32)], darker(colour, 0.85))
    _eye(head, 16, -18, 7, blink(m.t, 0.7))
    head.dot(66, -10, 3, darker(colour, 0.5))


def _sauropod(pen: Pen, colour: str, m: Moment) -> None:
    body = pen.at(0, -104)
    for x, phase in ((40, 0.25), (-46, 0.75)):
        swing, fold = _gait(m, phase)
        _leg(body, x, 14, 98, 17, swing * 0.7, fold * 0.5, darker(colour, 0.78))
    tail = [(-60, -4), (-110, 12), (-158, 26 + 8 * wave(m.t, 2.4)), (-208, 20 + 18 * wave(m.t, 2.4, -0.15))]
    body.band(tail, [40, 24, 12, 1.5], colour)
    sway = 8 * wave(m.t, 3.6)
    down = 90 if m.action == "eat" else 0
    neck = [(54, -14), (96, -52), (120 + sway * 0.5, -112 + down * 0.5), (138 + sway, -176 + down)]
    body.band(neck, [42, 26, 18, 14], colour)
    body.blob([(-84, -8), (-44, -50), (20, -56), (76, -34), (80, 14), (20, 46), (-54, 36)], colour)
    body.blob([(-50, 32), (10, 30), (70, 2), (74, 20), (20, 44)], lighter(colour, 0.45))
    for i in range(5):
        body.dot(-44 + i * 22, -30 - 6 * (i % 2), 7, darker(colour, 0.84))
    for x, phase in ((54, 0.0), (-34, 0.5)):
        swing, fold = _gait(m, phase)
        _leg(body, x, 14, 98, 18, swing * 0.7, fold * 0.5, colour)
    head = body.at(neck[-1][0] + 8, neck[-1][1] - 6, 0.25 + 0.06 * wave(m.t, 2.9))
    head.blob([(-20, -8), (0, -21), (30, -12), (46, 2), (34, 13), (-4, 15), (-20, 8)], colour)
    _eye(head, 8, -8, 6, blink(m.t, 0.2))
    head.curve([(40, 7), (26, 10), (14, 7)], darker(colour, 0.6), 2.2)


def _phoenix(pen: Pen, colour: str, m: Moment) -> None:
    beat = wave(m.t, 1.0)
    body = pen.at(0, -96 - 6 * beat)
    body.glow(0, -10, 190, "ff9a3a", 0.5)
    for i in range(5):
        points = [(-30 - 32 * k, 16 + 9 * k * (i - 1.6) * 0.5 + 7 * k * sin(m.t * 3 - k + i) * 0.4) for k in range(5)]
        body.band(points, [8, 9, 7, 5, 0.6], ("f2c23c", "f08a2f", "e2503a")[i % 3])
    for turn, shade in ((0.3, 0.8), (0.0, 1.0)):
        wing = body.at(0, -14, turn)
        rise = 110 * beat
        for k in range(6):
            tip = (-18 - 17 * k, -rise * (1.1 - 0.14 * k) - 20 + 7 * k)
            wing.band(
                [(16 - 7 * k, 2), ((16 + tip[0]) * 0.4, tip[1] * 0.62), tip],
                [9, 12, 1],
                darker(("e2503a", "f08a2f", "f2b23c")[k % 3], shade),
            )
    body.blob([(-44, -4), (-10, -26), (34, -24), (50, 0), (20, 24), (-24, 18)], colour)
    body.band([(38, -8), (60, -34), (74, -58)], [16, 11, 10], colour)
    head = body.at(80, -66)
    for a in (-0.9, -0.5, -0.1):
        head.band([(-4, -8), (-20 + 20 * a, -30), (-30 + 30 * a, -42 + 3 * wave(m.t, 0.6, a))], [3, 3.4, 0.6], "f2c23c")
    head.oval(0, 0, 14, 13, colour)
    head.blob([(8, -7), (34, 2), (28, 8), (8, 8)], "f2c23c", 0.5)
    _eye(head, 4, -3, 4.6, False)
    for i in range(8):
        s = (m.t * 0.6 + i / 8) % 1.0
        body.dot(-60 - 60 * sin(i * 2.2) * s, 20 + 60 * s, 3.6 * (1 - s), faded(hex_colour("ffcf6a"), 1 - s))


MODELS = {
    "dragon": Model(250, 330, "5a9a4a", _dragon, seat=(6, -146), stride=150),
    "trex": Model(262, 330, "6f8a4a", _trex, seat=(0, -178), stride=190),
    "sauropod": Model(310, 400, "6f8fa0", _sauropod, seat=(0, -156), stride=130),
    "phoenix": Model(200, 300, "e8642f", _phoenix, stride=120),
}  # fmt: skip


def make(actor: Actor, offset: float) -> Figure:
    return figure(MODELS.get(actor.noun, MODELS["dragon"]), actor, offset)
