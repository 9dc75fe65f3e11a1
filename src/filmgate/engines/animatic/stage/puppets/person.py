"""People: a skeleton of two-part limbs under clothes, turned a little towards us, looking to the right."""
# Points read better in rows than one below the other.
# fmt: off

from __future__ import annotations

from dataclasses import dataclass
from math import cos, sin
from random import Random

from filmgate.engines.animatic.brush import path as shape
from filmgate.engines.animatic.script.storyboard import Actor
from filmgate.engines.animatic.stage.pen import Pen
from filmgate.engines.animatic.stage.puppets import faces
from filmgate.engines.animatic.stage.puppets.poses import Pose, pose_for
from filmgate.engines.animatic.stage.puppets.puppet import Moment, wave
from filmgate.engines.animatic.stage.puppets.wardrobe import Look, look_of

_LONG = frozenset({"dress", "robe", "ghost"})


@dataclass
class Person:
    look: Look
    offset: float

    def __post_init__(self) -> None:
        look = self.look
        self.height = look.height * 1.04
        self.width = look.height * 0.54
        self.stride = look.height * 0.85
        h = look.height
        self.head = h * 0.088 * look.big_head
        self.leg = h * (0.47 if look.big_head < 1.2 else 0.40)
        self.trunk = h * 0.31
        self.arm = h * 0.175
        self.limb = h * (0.036 if look.outfit != "space" else 0.055)

    def draw(self, pen: Pen, moment: Moment) -> None:
        if self.look.outfit == "ghost":
            self._ghost(pen, moment)
            return
        pose = pose_for(moment, self.offset)
        h = self.look.height
        hip_height = self.leg * pose.crouch + pose.rise * h
        hips = pen.at(pose.forward * h, -hip_height, pose.roll)
        spine = hips.at(0, 0, pose.lean)
        look = self.look
        if look.extra == "surfboard" and moment.action == "ski":
            board = [(-h * 0.52, -h * 0.03), (-h * 0.3, h * 0.005), (h * 0.4, h * 0.0), (h * 0.66, -h * 0.08), (h * 0.4, -h * 0.03)]
            pen.blob([*board, (-h * 0.3, -h * 0.03)], "f2b83c", 0.6)
        if look.extra == "skis" and moment.action == "ski":
            for y in (-h * 0.022, 0.0):
                pen.line(shape.smooth([(-h * 0.5, y), (h * 0.3, y), (h * 0.56, y - h * 0.05)], closed=False), "3f7fc0", h * 0.018)
        if look.outfit == "cape":
            self._cape(spine, moment)
        if look.extra == "wings":
            self._wings(spine, moment)
        far = self._darker
        self._arm(spine, pose.far_arm, far(look.skin), far(self._sleeve), moment, held=False)
        if look.extra == "tail":
            self._fish_tail(hips, moment)
        else:
            self._leg(hips, pose.far_leg, far(look.legs or look.skin), far(look.shoes or look.skin), pose)
        if look.extra == "tail":
            pass
        elif look.outfit not in _LONG:
            self._leg(hips, pose.near_leg, look.legs or look.skin, look.shoes or look.skin, pose)
        else:
            self._leg(hips, pose.near_leg, look.skin, look.shoes, pose)
            self._skirt(hips, spine, pose, moment)
        self._torso(spine, moment)
        neck = spine.at(h * 0.012, -self.trunk, 0)
        neck.limb(0, self.head * 0.3, self.head * 0.42, self.head * 0.1, -self.head * 0.5, self.head * 0.38, self._darker(look.skin))
        head = neck.at(self.head * 0.16, -self.head * 1.16, pose.nod - pose.lean * 0.7 - pose.roll * 0.6)
        faces.draw_head(head, look, self.head, moment, self.offset)
        self._arm(spine, pose.near_arm, look.skin, self._sleeve, moment, held=True)

    @property
    def _sleeve(self) -> str:
        look = self.look
        return look.skin if look.outfit in {"sport", "ballet"} or not look.top else look.top

    @staticmethod
    def _darker(colour: str) -> str:
        if not colour:
            return ""
        return "".join(f"{round(int(colour[i : i + 2], 16) * 0.82):02x}" for i in (0, 2, 4))

    def _leg(self, hips: Pen, angles: tuple[float, float], cloth: str, shoe: str, pose: Pose) -> None:
        upper = lower = self.leg * 0.5
        r = self.limb
        thigh = hips.at(0, 0, angles[0] - (pose.roll if pose.roll < 1 else 0.0))
        thigh.limb(0, 0, r * 1.5, 0, upper, r * 1.08, cloth)
        shin = thigh.at(0, upper, angles[1])
        shin.limb(0, 0, r * 1.08, 0, lower - r, r * 0.8, cloth)
        foot = shin.at(0, lower - r * 0.8, -(angles[0] + angles[1]) * 0.75 + pose.foot)
        sole = shape.smooth([(-r * 0.9, -r * 0.5), (r * 0.5, -r * 0.75), (r * 2.2, r * 0.1), (r * 2.1, r * 0.8), (-r * 0.8, r * 0.8)])
        foot.fill(sole, shoe)

    def _torso(self, spine: Pen, moment: Moment) -> None:
        look, t, w = self.look, self.trunk, self.look.height * 0.085
        wide = w * (1.22 if look.outfit in {"space", "armour", "coat"} else 1.0)
        outline = shape.smooth(
            [
                (-wide * 0.82, t * 0.06), (-wide * 0.80, -t * 0.4), (-wide * 1.02, -t * 0.86), (-wide * 0.4, -t * 1.04),
                (wide * 0.55, -t * 1.03), (wide * 1.05, -t * 0.82), (wide * 0.88, -t * 0.4), (wide * 0.86, t * 0.06),
            ],
            tension=0.9,
        )  # fmt: skip
        spine.fill(outline, look.top or look.skin)
        match look.outfit:
            case "suit":
                spine.flat(shape.polygon([(wide * 0.1, -t), (wide * 0.75, -t), (wide * 0.5, -t * 0.55)]), "f6f4ee")
                spine.flat(shape.polygon([(wide * 0.38, -t), (wide * 0.58, -t), (wide * 0.5, -t * 0.6)]), "b03a3a")
            case "space":
                spine.fill(shape.box(wide * 0.05, -t * 0.72, wide * 0.8, t * 0.3, 3), "c9d0d8")
                spine.dot(wide * 0.3, -t * 0.6, wide * 0.1, "e0503f")
                spine.dot(wide * 0.58, -t * 0.6, wide * 0.1, "4cc3d9")
                spine.fill(shape.box(-wide * 1.6, -t * 1.0, wide * 0.75, t * 0.92, 5), "cfd5dc")
            case "armour":
                spine.line(shape.polyline([(-wide * 0.8, -t * 0.35), (wide * 0.85, -t * 0.35)]), "6f7883", 2)
                spine.fill(shape.ellipse(wide * 0.1, -t * 0.9, wide * 0.45), "c9d0d8")
            case "coat":
                spine.fill(
                    shape.smooth(
                        [(-wide * 0.86, -t * 0.1), (wide * 0.9, -t * 0.1), (wide * 1.02, t * 0.42), (-wide * 1.0, t * 0.42)], tension=0.4
                    ),
                    look.top,
                )
                spine.string(wide * 0.5, -t * 0.95, wide * 0.55, t * 0.38, self._darker(look.top), 2)
            case "cape":
                spine.fill(shape.star(wide * 0.4, -t * 0.72, wide * 0.42, wide * 0.2, 5), "f2c83c")
            case "ballet":
                tutu = [
                    (-wide * 2.4, t * 0.06),
                    (-wide, -t * 0.1),
                    (wide, -t * 0.1),
                    (wide * 2.4, t * 0.06),
                    (wide * 1.2, t * 0.22),
                    (-wide * 1.2, t * 0.22),
                ]
                spine.fill(shape.smooth(tutu), "fbd3e0")
            case _:
                pass
        if look.beard == "" and look.hat == "santa":
            return
        if look.outfit in {"shirt", "robe", "coat"}:
            spine.string(-wide * 0.8, -t * 0.02, wide * 0.85, -t * 0.02, "4a3322", 3.4 * look.height / 170)

    def _skirt(self, hips: Pen, spine: Pen, pose: Pose, moment: Moment) -> None:
        look, w = self.look, self.look.height * 0.085
        long = 0.96 if look.outfit == "robe" else 0.62
        sway = 0.10 * wave(moment.t, 1.3, self.offset) + 0.12 * (pose.near_leg[0] + pose.far_leg[0])
        legs = sorted((pose.near_leg[0], pose.far_leg[0]))
        if min(legs) < -1.0:  # seated: the cloth lies over the thighs
            lap = [(-w * 0.9, -self.trunk * 0.2), (w * 0.9, -self.trunk * 0.2), (self.leg * 0.55, -w * 0.5),
                   (self.leg * 0.6, self.leg * 0.25), (self.leg * 0.35, self.leg * 0.3), (-w, w * 0.7)]  # fmt: skip
            hips.fill(shape.smooth(lap, tension=0.6), look.legs)
            return
        left = -sin(legs[1]) * self.leg * long - w * 1.1 + sway * 8
        right = -sin(legs[0]) * self.leg * long + w * 1.1 + sway * 8
        hem = self.leg * long * max(0.82, cos(max(abs(legs[0]), abs(legs[1])) * 0.6))
        cloth = [
            (-w * 0.8, -self.trunk * 0.30),
            (w * 0.85, -self.trunk * 0.30),
            (right, hem),
            ((left + right) / 2, hem * 1.03),
            (left, hem),
        ]
        hips.fill(shape.smooth(cloth, tension=0.5), look.legs)

    def _arm(self, spine: Pen, angles: tuple[float, float], skin: str, sleeve: str, moment: Moment, held: bool) -> None:
        r, side = self.limb, self.look.height * 0.012
        shoulder = spine.at(side if held else -side, -self.trunk * 0.88, angles[0])
        shoulder.limb(0, 0, r * 1.15, 0, self.arm, r * 0.85, sleeve)
        fore = shoulder.at(0, self.arm, angles[1])
        fore.limb(
            0,
            0,
            r * 0.88,
            0,
            self.arm * 0.92,
            r * 0.68,
            sleeve if self.look.outfit in {"robe", "space", "coat", "suit", "armour", "cape"} else skin,
        )
        fore.fill(shape.ellipse(0, self.arm * 0.98, r * 0.95, r * 1.05), skin if self.look.outfit != "space" else "d9dee4")
        if held and self.look.extra in {"sword", "staff", "cane"} and moment.action in {"idle", "stand", "walk", "run", "fight", "ride"}:
            self._carried(fore.at(0, self.arm * 0.98, -angles[0] - angles[1]))

    def _fish_tail(self, hips: Pen, moment: Moment) -> None:
        """Instead of legs: it sways, and ends in a fin."""
        long, w = self.leg * 1.04, self.look.height * 0.085
        spine = [(long * 0.16 * u * wave(moment.t, 2.2, -0.35 * u) - w * 0.3 * u, long * u) for u in (-0.12, 0.1, 0.35, 0.6, 0.82, 0.95)]
        hips.band(spine, [w * share for share in (0.86, 0.98, 0.86, 0.6, 0.36, 0.24)], self.look.legs)
        fin = hips.at(*spine[-1], 0.3 * wave(moment.t, 2.2, -0.42))
        for side in (-1, 1):
            fin.blob([(0, -w * 0.3), (side * w * 1.5, w * 0.7), (side * w * 2.1, w * 1.9), (side * w * 0.5, w * 1.2)], self._darker(self.look.legs), 0.8)
        for k, (x, y) in enumerate(spine[1:5]):
            r = w * (0.62, 0.54, 0.38, 0.2)[k]
            hips.curve([(x - r, y), (x, y + r * 0.5), (x + r, y)], self._darker(self.look.legs), 2)

    def _carried(self, hand: Pen) -> None:
        h = self.look.height
        match self.look.extra:
            case "sword":
                hand.fill(shape.polygon([(-2.4, 4), (2.4, 4), (1.5, -h * 0.48), (0, -h * 0.52), (-1.5, -h * 0.48)]), "d3dae2")
                hand.limb(-h * 0.05, 0, 2, h * 0.05, 0, 2, "b98a3c")
            case "staff":
                hand.limb(0, h * 0.45, 2.2, 0, -h * 0.62, 2.6, "7a5636")
                hand.glow(0, -h * 0.66, h * 0.2, "9fe3ff", 0.8)
                hand.shine(shape.ellipse(0, -h * 0.66, h * 0.035), "c9f2ff")
            case _:
                hand.limb(0, 0, 1.8, 0, h * 0.42, 1.6, "6a4a30")

    def _cape(self, spine: Pen, moment: Moment) -> None:
        t, h = moment.t, self.look.height
        edge = []
        for i in range(6):
            s = i / 5
            edge.append(
                (-h * (0.1 + 0.42 * s) + 4 * wave(t, 0.8, s), -self.trunk * (0.95 - 0.1 * s) + h * 0.40 * s * (1 + 0.15 * wave(t, 0.9, s)))
            )
        back = [(-h * 0.02, -self.trunk * 0.95), *edge[1:], (-h * 0.2, h * 0.3), (0, self.trunk * 0.1)]
        spine.fill(shape.smooth(back), "c9302f")

    def _wings(self, spine: Pen, moment: Moment) -> None:
        beat = 0.5 * wave(moment.t, 0.3)
        for side, colour in ((0.25, (200, 240, 255, 120)), (0.0, (220, 245, 255, 170))):
            wing = spine.at(-3, -self.trunk * 0.8, -0.5 + beat + side)
            wing.fill(
                shape.smooth(
                    [(0, 0), (-self.arm * 1.2, -self.arm * 1.8), (-self.arm * 2.1, -self.arm * 0.9), (-self.arm, -self.arm * 0.05)]
                ),
                colour,
            )
            wing.fill(
                shape.smooth(
                    [(0, 3), (-self.arm * 1.1, self.arm * 0.35), (-self.arm * 1.0, self.arm * 1.1), (-self.arm * 0.3, self.arm * 0.6)]
                ),
                colour,
            )

    def _ghost(self, pen: Pen, moment: Moment) -> None:
        h, t = self.look.height, moment.t
        base = pen.at(0, -h * 0.16 + 6 * wave(t, 2.4))
        hem = [(h * (0.26 - 0.104 * i), h * (0.02 + 0.06 * (i % 2)) + 4 * wave(t, 1.2, i * 0.2)) for i in range(6)]
        body = [(-h * 0.24, -h * 0.5), (-h * 0.15, -h * 0.82), (h * 0.02, -h * 0.92), (h * 0.2, -h * 0.8), (h * 0.27, -h * 0.5), *hem]
        base.glow(0, -h * 0.45, h * 0.8, "cfe0ff", 0.35)
        base.fill(shape.smooth(body), "eef2fa")
        for x in (0.02, 0.15):
            base.dot(h * x, -h * 0.66, h * 0.03, "2c2b43", h * 0.045)
        base.dot(h * 0.09, -h * 0.54, h * 0.03, "2c2b43", h * 0.04)


def make(actor: Actor, offset: float) -> Person:
    random = Random(f"{actor.noun} {offset:.4f}")  # noqa: S311 - looks, not secrets
    return Person(look_of(actor, random, offset), offset)
