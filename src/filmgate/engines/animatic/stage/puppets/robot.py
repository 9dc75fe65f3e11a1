"""Robots and people from elsewhere: the poses of people with other bodies."""
# Points read better in rows than one below the other.
# fmt: off

from __future__ import annotations

from dataclasses import dataclass

from filmgate.engines.animatic.brush import path as shape
from filmgate.engines.animatic.script.lexicon import COLOURS
from filmgate.engines.animatic.script.storyboard import Actor
from filmgate.engines.animatic.stage.pen import Pen
from filmgate.engines.animatic.stage.puppets.feelings import Expression, expression
from filmgate.engines.animatic.stage.puppets.poses import Angles, pose_for
from filmgate.engines.animatic.stage.puppets.puppet import Moment, blink, wave


@dataclass
class Robot:
    colour: str
    light: str
    alien: bool
    offset: float
    height: float = 176.0
    width: float = 132.0
    stride: float = 140.0

    def draw(self, pen: Pen, moment: Moment) -> None:
        pose = pose_for(moment, self.offset)
        leg, trunk = 66.0, 62.0
        hips = pen.at(pose.forward * 170, -leg * pose.crouch - pose.rise * 170 - 4, pose.roll)
        spine = hips.at(0, 0, pose.lean)
        dark = "4a5360" if not self.alien else "3f7a3f"
        self._arm(spine.at(-14, -trunk * 0.84), pose.far_arm, dark)
        self._leg(hips.at(-9, 0), pose.far_leg, dark, pose.roll)
        self._leg(hips.at(9, 0), pose.near_leg, self.colour, pose.roll)
        if self.alien:
            spine.fill(shape.smooth([(-15, 4), (-18, -34), (-10, -62), (12, -62), (19, -34), (16, 4)]), self.colour)
        else:
            spine.fill(shape.box(-30, -trunk, 60, trunk + 4, 12), self.colour)
            spine.fill(shape.box(-18, -trunk + 12, 38, 26, 6), "2c3442")
            for i in range(3):
                level = 0.5 + 0.5 * wave(moment.t, moment.beat * (1 + i * 0.5), i * 0.3)
                spine.shine(shape.box(-12 + i * 10, -trunk + 33 - 16 * level, 6, 2 + 16 * level, 1), self.light)
            spine.dot(-16, -8, 4, "e0503f")
            spine.dot(-4, -8, 4, "f2c23c")
        neck = spine.at(0, -trunk, pose.nod - pose.lean * 0.6)
        neck.limb(0, 2, 7, 0, -8, 6, dark)
        self._head(neck.at(2, -34), moment)
        self._arm(spine.at(20, -trunk * 0.84), pose.near_arm, self.colour)

    def _leg(self, hip: Pen, angles: Angles, colour: str, roll: float) -> None:
        r = 8.5 if not self.alien else 5.5
        thigh = hip.at(0, 0, angles[0] - roll)
        thigh.limb(0, 0, r, 0, 30, r * 0.8, colour)
        shin = thigh.at(0, 31, angles[1])
        shin.dot(0, 0, r * 0.85, "39414d" if not self.alien else colour)
        shin.limb(0, 3, r * 0.75, 0, 30, r * 0.85, colour)
        foot = shin.at(0, 33, -(angles[0] + angles[1]) * 0.75)
        foot.fill(shape.box(-10, -6, 28, 12, 5), "39414d" if not self.alien else colour)

    def _arm(self, shoulder: Pen, angles: Angles, colour: str) -> None:
        r = 6.5 if not self.alien else 4.5
        upper = shoulder.at(0, 0, angles[0])
        upper.fill(shape.ellipse(0, 0, r * 1.4), "39414d" if not self.alien else colour)
        upper.limb(0, 4, r * 0.8, 0, 28, r * 0.75, colour)
        fore = upper.at(0, 30, angles[1])
        fore.limb(0, 0, r * 0.95, 0, 25, r * 0.85, colour)
        if self.alien:
            fore.fill(shape.ellipse(0, 28, 6, 7), colour)
        else:
            for side in (-1, 1):
                claw = [(side * 2, 25), (side * 9, 32), (side * 3, 40)]
                fore.line(shape.smooth(claw, closed=False), "39414d", 5)

    def _head(self, head: Pen, moment: Moment) -> None:
        closed, face = blink(moment.t, self.offset), expression(moment.feeling)
        if self.alien:
            head.fill(shape.smooth([(0, 30), (-28, 4), (-24, -26), (0, -38), (26, -26), (30, 4)]), self.colour)
            for x in (-6, 17):
                head.fill(shape.ellipse(x, 0, 8 * face.eyes, 1.5 if closed else 13 * face.eyes), "15131c")
                head.dot(x + 3, -6, 2.6, (255, 255, 255, 220))
            smile = _mouth(7, 20.5, 7, face)
            head.line(shape.smooth(smile, closed=False), "25402a", 2)
            return
        head.string(0, -26, 0, -44, "39414d", 3)
        pulse = 0.5 + 0.5 * wave(moment.t, moment.beat * 2)
        head.glow(0, -46, 16, self.light, 0.5 * pulse)
        head.shine(shape.ellipse(0, -46, 5), self.light)
        head.fill(shape.box(-32, -28, 64, 54, 16), self.colour)
        head.fill(shape.box(-20, -16, 48, 32, 12), "1f2733")
        for x in (-6, 16):
            head.glow(x, -2, 15, self.light, 0.55)
            head.shine(shape.ellipse(x, -2, 6.5 * face.eyes, 1.2 if closed else 7.5 * face.eyes), self.light)
            if face.browed:
                inner = 1 if x < 0 else -1
                y, tilt = -13 - 10 * face.lift, 11 * face.brow * inner
                head.line(shape.polyline([(x - 7, y + tilt), (x + 7, y - tilt)]), head.light.glowing(self.light), 2.6)
        if face.tear:
            head.shine(shape.ellipse(-6, 8 + 12 * (moment.t * 0.7 % 1.0), 2.4, 3.6), "8fd0ff")
        smile = _mouth(5, 10.5, 7, face)
        if face.gape:
            head.shine(shape.ellipse(5, 11, 5, 1 + 4 * face.gape), self.light)
            return
        head.line(shape.smooth(smile, closed=False), head.light.glowing(self.light), 2.4)


def _mouth(x: float, y: float, half: float, face: Expression) -> list[shape.Point]:
    rise = 1.6 * face.mouth
    return [(x - half, y - rise), (x, y + rise), (x + half, y - rise)]


def make(actor: Actor, offset: float) -> Robot:
    alien = actor.noun == "alien"
    usual = "7cc46a" if alien else "c3cbd6"
    colour = COLOURS[actor.colour] if actor.colour else usual
    return Robot(colour, "5fe3ff", alien, offset)
