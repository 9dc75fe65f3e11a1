"""Four-legged animals: one skeleton, many proportions."""
# Points read better in rows than one below the other.
# fmt: off

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import cos, sin

from filmgate.engines.animatic.brush import path as shape
from filmgate.engines.animatic.script.storyboard import Actor
from filmgate.engines.animatic.stage.pen import Pen
from filmgate.engines.animatic.stage.puppets import coat, heads
from filmgate.engines.animatic.stage.puppets.breeds import Breed, breed_of
from filmgate.engines.animatic.stage.puppets.puppet import TAU, Moment, bounce, touchdown, wave


@dataclass
class Quadruped:
    """A standing animal is `height` high at the ears; `length` is that of its trunk."""

    breed: Breed
    offset: float

    def __post_init__(self) -> None:
        b = self.breed
        self.height = b.leg + b.trunk + b.neck * 0.9 + b.head
        ahead = b.length * 0.4 + b.neck * cos(b.neck_angle) + b.head * (0.9 + b.muzzle * 0.7)
        behind = b.length * (0.5 + (0.66 if b.tail in {"bushy", "long", "wag", "ringed", "thick"} else 0.2))
        self.width = 2 * max(ahead, behind)
        self.stride = (b.leg * 2.2) + b.length * 0.5

    def draw(self, pen: Pen, moment: Moment) -> None:
        match moment.action:
            case "sleep":
                self._asleep(pen, moment)
            case "sit" | "play" | "read" | "write" | "cook" | "work" | "drive" | "sing":
                self._upright(pen, moment)
            case "eat" | "drink" if moment.prop:
                self._upright(pen, moment)
            case "dance" | "fight" | "hug":
                self._upright(pen, moment, dancing=True)
            case _:
                self._on_four_legs(pen, moment)

    # -- on four legs -------------------------------------------------------------------------------------------

    def _on_four_legs(self, pen: Pen, moment: Moment) -> None:
        b, t = self.breed, moment.t
        running = moment.action in {"run", "jump"}
        moving = running or moment.action in {"walk", "swim", "fly", "push", "climb", "ride"}
        cycle = moment.cycle if moving else 0.0
        hop = 0.0
        tilt = 0.0
        if running:
            hop = max(0.0, wave(cycle, 1, 0.1)) * b.leg * 0.2
            tilt = 0.07 * wave(cycle, 1, 0.33)
        elif moving:
            hop = -self._sinking(cycle)
        if moment.action == "jump":
            hop += bounce(t, 1.0) * b.leg * 1.4
        breathe = 1 + 0.012 * wave(t, 2.2, self.offset)
        body = pen.at(0, -b.leg * 1.07 - b.trunk * 0.18 - b.limb * 0.72 - hop, tilt)  # straight legs reach the ground
        hip, shoulder = -b.length * 0.36, b.length * 0.36
        for side, shade in ((1, b.far), (0, b.colour)):
            if side == 0:
                coat.tail(body.at(-b.length * 0.47, -b.trunk * 0.18), b, t, running)
            self._leg(body, shoulder, moment, _phase(0, side, running), shade, cycle, running, moving, fore=True)
            self._leg(body, hip, moment, _phase(1, side, running), shade, cycle, running, moving, fore=False)
            if side == 1:
                continue
            trunk = coat.trunk_outline(b, breathe)
            body.fill(trunk, b.colour)
            coat.markings(body, b, trunk)
        nod = 0.05 * wave(t, 2.6, self.offset) + (0.08 * wave(cycle, 1, 0.2) if moving else 0.0)
        if moment.action in {"eat", "drink"}:
            nod += 0.95 + 0.07 * wave(t, 0.5)
        if moment.action in {"look", "wave"}:
            nod -= 0.25
        if moment.action == "howl":
            nod -= 0.62 + 0.06 * wave(t, 1.6)
        self._neck_and_head(body, nod, moment)

    def _sinking(self, cycle: float) -> float:
        """How much lower a walking body is than a standing one, so that a foot is always on the ground."""
        b, reach = self.breed, 0.0
        for fore, start in ((True, 0.18), (False, 0.12)):
            for side in (0, 1):
                hip, knee = _joints(*_stride(cycle + _phase(int(not fore), side, False), False), fore)
                reach = max(reach, b.trunk * start + b.leg * (0.56 * cos(hip) + 0.52 * cos(hip + knee)))
        return b.trunk * 0.18 + b.leg * 1.08 - reach

    def _leg(
        self, body: Pen, x: float, moment: Moment, phase: float, colour: str, cycle: float,
        running: bool, moving: bool, fore: bool,
    ) -> None:  # fmt: skip
        b = self.breed
        upper, lower = b.leg * 0.56, b.leg * 0.52
        thick = b.limb
        if moving:
            swing, fold = _stride(cycle + phase, running)
        else:
            swing, fold = (0.16 if colour == b.far else -0.04) * (1 if fore else -1), 0.0
        hip_angle, knee = _joints(swing, fold, fore)
        start = b.trunk * (0.18 if fore else 0.12)
        leg = body.at(x + (0.02 * b.length if fore else 0), start, hip_angle)
        leg.limb(0, 0, thick * (1.3 if fore else 1.75), 0, upper, thick * 0.86, colour)
        shin = leg.at(0, upper, knee)
        shin.limb(0, 0, thick * 0.86, 0, lower, thick * 0.62, colour)
        foot = shin.at(0, lower, -hip_angle - knee if not moving else -0.3 * knee)
        foot.fill(shape.ellipse(thick * 0.45, thick * 0.1, thick * b.paw, thick * 0.62), b.foot or colour)

    def _neck_and_head(self, body: Pen, nod: float, moment: Moment) -> None:
        b = self.breed
        neck = body.at(b.length * 0.40, -b.trunk * 0.16, b.neck_angle + nod * 0.6)
        length = b.neck
        outline = shape.limb(0, b.trunk * 0.06, b.trunk * 0.34, length, 0, b.head * b.nape)
        neck.fill(outline, b.colour)
        coat.neck_markings(neck, b)
        if b.mane:
            coat.mane(neck, b, moment.t)
        head = neck.at(length, 0, -b.neck_angle + nod * 0.5 + b.head_angle)
        heads.draw_head(head, b, moment, self.offset)

    # -- upright and lying ----------------------------------------------------------------------------------------

    def _upright(self, pen: Pen, moment: Moment, dancing: bool = False) -> None:
        b, t = self.breed, moment.t
        sway = 0.12 * wave(t, moment.beat * 4) if dancing or moment.action in {"play", "sing"} else 0.03 * wave(t, 2.8)
        rise = bounce(t, moment.beat) * b.leg * 0.28 if dancing else 0.0
        seat = b.leg * (0.55 if dancing else 0.06)
        back = b.length * 0.82
        base = pen.at(0, -seat - rise)
        coat.tail(base.at(-b.trunk * 0.42, -b.trunk * 0.22), b, t, False)
        for side, colour in ((1, b.far), (0, b.colour)):
            step = wave(t, moment.beat * 2, side * 0.5) if dancing else 0.0
            if dancing:
                leg = base.at((0.5 - side) * b.trunk * 0.5, -b.trunk * 0.1, 0.35 * step)
                leg.limb(0, 0, b.limb * 1.5, 0, seat, b.limb, colour)
                leg.fill(shape.ellipse(b.limb, seat, b.limb * 1.7, b.limb * 0.9), b.foot or colour)
            else:
                thigh = base.at(side * b.trunk * 0.1, -b.trunk * 0.2)
                thigh.fill(shape.ellipse(b.trunk * 0.14, 0, b.trunk * 0.52, b.trunk * 0.40), colour)
                thigh.fill(shape.ellipse(b.trunk * 0.52, b.trunk * 0.24, b.limb * 2.4, b.limb * 1.05), b.foot or colour)
            if side == 1:
                self._arm(base.at(0, 0, sway), back, moment, 1)
        torso = base.at(0, 0, sway)
        outline = shape.smooth(
            [
                (-b.trunk * 0.50, -b.trunk * 0.18), (-b.trunk * 0.40, -back * 0.55), (-b.trunk * 0.26, -back * 0.98),
                (b.trunk * 0.05, -back * 1.10), (b.trunk * 0.34, -back * 0.92), (b.trunk * 0.46, -back * 0.5),
                (b.trunk * 0.44, -b.trunk * 0.10), (0, b.trunk * 0.04),
            ]
        )  # fmt: skip
        torso.fill(outline, b.colour)
        torso.fill(shape.ellipse(b.trunk * 0.2, -back * 0.55, b.trunk * 0.22, back * 0.36), b.belly)
        head = torso.at(b.trunk * 0.16, -back * 1.08 - b.head * 0.45, -sway * 1.4 + 0.06 * wave(t, moment.beat * 2))
        if b.mane:
            coat.mane(torso.at(b.trunk * 0.1, -back * 0.9, -1.2), b, t)
        heads.draw_head(head, b, moment, self.offset)
        self._arm(torso, back, moment, 0)

    def _arm(self, torso: Pen, back: float, moment: Moment, side: int) -> None:
        """A fore leg as an arm: on the keys when playing, in the air when dancing, on the ground when sitting."""
        b, t = self.breed, moment.t
        reach = b.leg * 0.62
        if moment.action in {"play", "work", "write", "cook", "drive"}:
            strike = max(0.0, wave(t, moment.beat, side * 0.5)) * 0.30
            shoulder, elbow = -1.05 + 0.1 * side - strike * 0.5, -0.55 - strike
        elif moment.action == "eat":
            bite = 0.3 * max(0.0, wave(t, 1.5))
            shoulder, elbow = -0.85 - bite + 0.1 * side, -0.9 - bite
        elif moment.action in {"dance", "fight", "hug", "sing"}:
            shoulder, elbow = -1.7 - 0.5 * wave(t, moment.beat * 2, side * 0.5), -0.5
        else:
            shoulder, elbow, reach = -0.12 + 0.1 * side, 0.1, back * 0.52
        colour = b.far if side else b.colour
        arm = torso.at(b.trunk * 0.18, -back * 0.80, shoulder)
        arm.limb(0, 0, b.limb * 1.35, 0, reach, b.limb * 0.9, colour)
        hand = arm.at(0, reach, elbow)
        hand.limb(0, 0, b.limb * 0.9, 0, reach * 0.85, b.limb * 0.72, colour)
        hand.fill(shape.ellipse(b.limb * 0.2, reach * 0.85, b.limb * 1.1, b.limb * 0.85), b.foot or colour)

    def _asleep(self, pen: Pen, moment: Moment) -> None:
        b, t = self.breed, moment.t
        breath = 1 + 0.03 * wave(t, 3.0, self.offset)
        rx, ry = b.length * 0.62, b.trunk * 0.62 * breath
        pen.fill(shape.ellipse(0, -ry * 0.92, rx, ry), b.colour)
        pen.fill(shape.ellipse(-rx * 0.45, -ry * 0.62, rx * 0.42, ry * 0.62), b.colour)
        curl = [(-rx * 0.9, -ry * 0.4), (-rx * 0.3, -b.limb * 1.2), (rx * 0.4, -b.limb), (rx * 0.85, -b.limb * 1.4)]
        pen.fill(shape.ribbon(curl, [b.limb * 1.2, b.limb * 1.4, b.limb * 1.2, b.limb * 0.7]), b.far)
        head = pen.at(rx * 0.72, -b.head * 0.62 - ry * 0.06, 0.12 + 0.02 * wave(t, 3.0, self.offset))
        heads.draw_head(head, b, moment, self.offset)


def _stride(phase: float, running: bool) -> tuple[float, float]:
    """How far a leg swings to the front, and how much it is folded."""
    swing = (0.75 if running else 0.42) * sin(TAU * phase)
    return swing, max(0.0, cos(TAU * phase)) * (1.25 if running else 0.7)


@cache
def footfalls(action: str) -> tuple[float, ...]:
    """Shares of a cycle at which the four feet meet the ground, in `walk` and `run`."""
    running, falls = action == "run", []
    for pair, fore in ((0, True), (1, False)):
        joints = [_joints(*_stride(k / 100, running), fore) for k in range(100)]
        meets = touchdown([-0.56 * cos(hip) - 0.52 * cos(hip + knee) for hip, knee in joints])
        falls += [(meets - _phase(pair, side, running)) % 1.0 for side in (0, 1)]
    return tuple(sorted(falls))


def _phase(pair: int, side: int, running: bool) -> float:
    """How far a leg is ahead of the near fore leg."""
    if running:
        return (0.0, 0.5)[pair] + 0.1 * side
    return (0.0, 0.5)[side] + 0.25 * pair


def _joints(swing: float, fold: float, fore: bool) -> tuple[float, float]:
    """The angles of the upper leg, and of the lower against it."""
    return (-swing + 0.06, fold) if fore else (-swing - 0.16 - 0.2 * fold, 0.30 + fold * 0.7)


def make(actor: Actor, offset: float) -> Quadruped:
    return Quadruped(breed_of(actor), offset)
