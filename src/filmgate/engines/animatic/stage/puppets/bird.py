"""Birds: standing, walking, swimming and on the wing; one body, many proportions."""
# Points read better in rows than one below the other.
# fmt: off

from __future__ import annotations

from dataclasses import dataclass
from math import cos, sin

from filmgate.engines.animatic.script.lexicon import COLOURS
from filmgate.engines.animatic.script.storyboard import Actor
from filmgate.engines.animatic.stage.pen import Pen
from filmgate.engines.animatic.stage.puppets.figure import darker, lighter
from filmgate.engines.animatic.stage.puppets.puppet import TAU, Moment, blink, wave


@dataclass(frozen=True)
class Plumage:
    """Lengths in units; `upright`: how steeply the body stands, in radians; `flap`: seconds to a wing beat."""

    body: float
    girth: float
    leg: float
    neck: float
    head: float
    beak: float
    colour: str
    breast: str
    wing: str
    beak_colour: str = "e8a13c"
    leg_colour: str = "d98a3c"
    upright: float = 0.45
    span: float = 1.25
    flap: float = 0.42
    marks: str = ""
    hooked: bool = False


_KINDS = {
    "bird": Plumage(58, 34, 22, 8, 17, 14, "5f8fc0", "f3d9a4", "3f6fa0"),
    "robin": Plumage(50, 36, 20, 4, 17, 11, "8a6f52", "e2703a", "6f5840", beak_colour="4a3d38"),
    "eagle": Plumage(104, 46, 26, 16, 22, 24, "5a4030", "6a4c38", "45302a", span=1.8, flap=0.9, hooked=True, marks="white head"),
    "owl": Plumage(84, 60, 14, 0, 36, 12, "9a7450", "e3cda4", "7a5a3e", upright=1.25, span=1.5, flap=0.7, hooked=True, marks="owl"),
    "seagull": Plumage(78, 34, 22, 10, 17, 18, "f4f4f0", "ffffff", "aab6c0", span=1.8, flap=0.8, marks="tips"),
    "dove": Plumage(60, 34, 18, 8, 15, 10, "e9e6ea", "f7f4f4", "cfd0da", beak_colour="c98a8a", flap=0.36),
    "crow": Plumage(72, 36, 24, 6, 20, 20, "2c2a36", "3a3846", "22202c", beak_colour="3a3640", leg_colour="3a3640", flap=0.5),
    "parrot": Plumage(78, 36, 16, 4, 24, 14, "d8402f", "e8643c", "2f74c9", beak_colour="3a3640", upright=0.9, hooked=True, marks="long tail"),
    "hummingbird": Plumage(44, 22, 6, 4, 14, 26, "3f9a7a", "e9e3d0", "5fb89a", beak_colour="3a3640", flap=0.09, span=1.1),
    "duck": Plumage(88, 46, 16, 20, 21, 20, "8a7358", "d9c9ae", "6f5c48", upright=0.12, flap=0.3, marks="mallard"),
    "duckling": Plumage(46, 32, 10, 6, 17, 10, "f2d04b", "f8e28a", "e3b93a", upright=0.3, flap=0.2),
    "goose": Plumage(104, 54, 26, 60, 20, 20, "b9aa98", "efe9df", "8f8172", upright=0.15, flap=0.5),
    "swan": Plumage(124, 60, 16, 92, 20, 20, "fbfaf6", "ffffff", "eeeef0", beak_colour="e8853c", upright=0.1, flap=0.6, leg_colour="4a4448", marks="swan"),
    "flamingo": Plumage(76, 42, 96, 88, 16, 20, "f08aa0", "f7b0ba", "e8607f", leg_colour="e88a98", beak_colour="3a3640", upright=0.25, flap=0.6),
    "crane": Plumage(88, 40, 90, 74, 16, 30, "eceff2", "ffffff", "9aa6b4", leg_colour="5a5a62", upright=0.25, flap=0.7, marks="tips"),
    "chicken": Plumage(80, 58, 24, 20, 19, 12, "f3ece0", "ffffff", "e3d5c0", upright=0.3, flap=0.25, marks="comb"),
    "rooster": Plumage(86, 58, 32, 34, 20, 14, "b5502a", "d9823a", "7a3424", upright=0.35, flap=0.25, marks="comb tail"),
    "peacock": Plumage(90, 48, 40, 50, 17, 13, "2f62b0", "2f84b8", "7a8a6a", upright=0.3, marks="fan"),
    "penguin": Plumage(96, 66, 8, 6, 31, 16, "2b3140", "fbfaf4", "262b38", upright=1.42, marks="penguin"),
    "puffin": Plumage(68, 48, 14, 4, 26, 20, "2b2f3a", "fbfaf4", "262b38", beak_colour="e8703c", upright=1.1, marks="penguin"),
    "ostrich": Plumage(104, 72, 104, 110, 17, 16, "3a3238", "5a4c50", "f0ece6", leg_colour="d9a98a", upright=0.15),
    "bat": Plumage(44, 26, 6, 2, 20, 0, "4a3f52", "5f5068", "3a3044", span=1.9, flap=0.3, marks="bat"),
}  # fmt: skip


@dataclass
class Bird:
    plumage: Plumage
    offset: float

    def __post_init__(self) -> None:
        p = self.plumage
        self.height = p.leg + p.girth * (0.9 + p.upright * 0.5) + p.neck * 0.9 + p.head * 1.6
        self.width = p.body * 1.6
        if p.marks == "fan":  # with its train spread
            self.width, self.height = p.body * 3.4, max(self.height, p.body * 2.0)
        self.stride = p.leg * 2.0 + 14

    def draw(self, pen: Pen, moment: Moment) -> None:
        if moment.action in {"fly", "fall", "jump"}:
            self._flying(pen, moment)
        else:
            self._standing(pen, moment)

    def _flying(self, pen: Pen, moment: Moment) -> None:
        p = self.plumage
        beat = sin(TAU * (moment.t / p.flap + self.offset))
        glide = 0.35 if p.flap > 0.65 and wave(moment.t, 3.4, self.offset) > 0.2 else 1.0
        angle = beat * 0.85 * glide + (0.25 if glide < 1 else 0.0)
        body = pen.at(0, -p.girth - 0.07 * p.body * beat, -0.08)
        self._wing(body, p.wing, angle * 0.9 + 0.12, far=True)
        self._tail(body, moment)
        body.blob(self._trunk(), p.colour)
        body.blob(
            [
                (-p.body * 0.2, p.girth * 0.12),
                (p.body * 0.35, p.girth * 0.02),
                (p.body * 0.3, p.girth * 0.34),
                (-p.body * 0.05, p.girth * 0.36),
            ],
            p.breast,
        )
        neck = body.at(p.body * 0.42, -p.girth * 0.12, 0.0)
        reach = p.neck * 0.9
        if reach > 10:
            neck.limb(0, 0, p.girth * 0.22, reach, -p.neck * 0.12, p.head * 0.5, p.colour)
        self._head(neck.at(reach + p.head * 0.2, -p.neck * 0.12 - p.head * 0.15), moment)
        if p.leg > 60:
            for dy in (0, 6):
                body.limb(-p.body * 0.4, p.girth * 0.2 + dy, 3, -p.body * 0.4 - p.leg * 0.9, p.girth * 0.3 + dy, 2, p.leg_colour)
        self._wing(body, p.wing, angle, far=False)

    def _wing(self, body: Pen, colour: str, angle: float, far: bool) -> None:
        """A wing seen from the side: it shortens as it passes the level of the eye."""
        p = self.plumage
        length = p.body * p.span
        rise = sin(angle) * length
        depth = cos(angle) * p.body * 0.34
        root = body.at(p.body * 0.02, -p.girth * 0.16)
        ink = darker(colour, 0.82) if far else colour
        if p.marks == "bat":
            tip = (-depth * 0.4, -rise - 8)
            root.blob(
                [
                    (p.body * 0.34, 0),
                    (p.body * 0.3, -rise * 0.6),
                    tip,
                    (-p.body * 0.25, -rise * 0.62),
                    (-p.body * 0.32, -rise * 0.3),
                    (-p.body * 0.5, -rise * 0.12),
                    (-p.body * 0.2, 4),
                ],
                ink,
                0.4,
            )
            return
        front = (p.body * 0.34, -rise * 0.45 - depth * 0.15)
        tip = (-p.body * 0.10 - depth * 0.5, -rise - depth * 0.25)
        edge = [(p.body * 0.30, 0), front, (p.body * 0.16, -rise * 0.86), tip]
        feathers = [(-p.body * (0.16 + 0.11 * i) - depth * 0.3, -rise * (0.74 - 0.19 * i) - depth * 0.1) for i in range(4)]
        root.blob([*edge, *feathers, (-p.body * 0.42, p.girth * 0.1)], ink, 0.85)
        if p.marks == "tips":
            root.blob([(p.body * 0.10, -rise * 0.88), tip, feathers[0]], "2f3440")
        elif not far:
            root.blob(
                [(p.body * 0.22, 0), (front[0] * 0.7, front[1] * 0.72), feathers[1], (-p.body * 0.3, p.girth * 0.06)], lighter(colour, 0.12)
            )

    def _trunk(self) -> list[tuple[float, float]]:
        p = self.plumage
        h, g = p.body / 2, p.girth / 2
        return [
            (-h * 1.15, -g * 0.2),
            (-h * 0.4, -g * 0.85),
            (h * 0.45, -g * 0.95),
            (h, -g * 0.25),
            (h * 0.75, g * 0.65),
            (0, g),
            (-h * 0.7, g * 0.5),
        ]

    def _tail(self, body: Pen, moment: Moment) -> None:
        p = self.plumage
        sway = 0.06 * wave(moment.t, 1.4, self.offset)
        root = body.at(-p.body * 0.46, 0, sway)
        if p.marks == "fan" and moment.action not in {"fly", "walk", "run"}:
            for i in range(13):
                a = -2.75 + i * 0.2
                feather = root.at(p.body * 0.1, 0, a + 1.5708)
                feather.limb(0, 0, 3, 0, -p.body * 1.5, 10, "2f7a5a")
                feather.oval(0, -p.body * 1.5, 12, 15, "3fae7a")
                feather.oval(0, -p.body * 1.5, 7, 9, "e3b23c")
                feather.dot(0, -p.body * 1.48, 4.5, "24408a")
            return
        long = {"long tail": 0.66, "fan": 1.5, "comb tail": 0.75}.get(p.marks, 0.42) * p.body
        if p.marks == "comb tail":
            for i in range(4):
                root.band(
                    [(0, 0), (-long * 0.6, -long * (0.5 + 0.16 * i)), (-long * (0.75 + 0.16 * i), -long * (0.15 + 0.14 * i))],
                    [7, 8, 1],
                    "2f4a3f" if i % 2 else "1f3a48",
                )
            return
        root.blob(
            [(p.body * 0.14, -p.girth * 0.22), (-long, -p.girth * 0.16), (-long * 1.05, p.girth * 0.12), (p.body * 0.12, p.girth * 0.14)],
            p.wing,
            0.7,
        )

    def _waddling(self, pen: Pen, moment: Moment) -> None:
        """A penguin stands on its feet, upright as a bottle."""
        p, t = self.plumage, moment.t
        b, g = p.body, p.girth
        moving = moment.action in {"walk", "run", "dance"}
        cycle = moment.cycle if moment.action != "dance" else t / (moment.beat * 2)
        step = sin(TAU * cycle) if moving else 0.0
        for side in (-1, 1):
            up = max(0.0, step * side) * 7
            pen.oval(g * (0.08 + 0.2 * side) + 3 * step * side, -5 - up, g * 0.21, 6, darker(p.leg_colour, 0.85 if side < 0 else 1.0))
        base = pen.at(0, -7, 0.09 * step + 0.02 * wave(t, 3.4, self.offset))
        flap = 0.6 * abs(wave(t, 0.35)) if moment.action in {"dance", "wave", "run", "fly"} else 0.05 * wave(t, 2.2, self.offset)
        flipper = [(-7, -2), (7, -2), (10, b * 0.32), (1, b * 0.54), (-8, b * 0.3)]
        base.poly([(-g * 0.32, -20), (-g * 0.66, 2), (-g * 0.14, -4)], p.wing)
        base.at(g * 0.22, -b * 0.76, -0.42 - flap).blob(flipper, darker(p.wing, 0.8))
        base.blob(
            [(-g * 0.42, -b * 0.10), (-g * 0.52, -b * 0.42), (-g * 0.36, -b * 0.82), (0, -b), (g * 0.36, -b * 0.82),
             (g * 0.52, -b * 0.40), (g * 0.40, -b * 0.07), (0, 2)], p.colour)  # fmt: skip
        base.blob(
            [(-g * 0.08, -b * 0.04), (-g * 0.14, -b * 0.4), (g * 0.06, -b * 0.84), (g * 0.34, -b * 0.76), (g * 0.5, -b * 0.4),
             (g * 0.37, -b * 0.07), (g * 0.12, -b * 0.01)], p.breast)  # fmt: skip
        self._head(base.at(g * 0.06, -b - p.head * 0.3, 0.06 * wave(t, 2.7, self.offset) - 0.09 * step), moment)
        base.at(-g * 0.2, -b * 0.76, 0.16 + flap).blob(flipper, p.wing)

    def _standing(self, pen: Pen, moment: Moment) -> None:
        p, t = self.plumage, moment.t
        if p.marks == "penguin" and moment.action not in {"swim", "sail"}:
            self._waddling(pen, moment)
            return
        moving = moment.action in {"walk", "run", "dance"}
        afloat = moment.action in {"swim", "sail"}
        cycle = moment.cycle if moment.action != "dance" else t / (moment.beat * 2)
        step = sin(TAU * cycle) if moving else 0.0
        hop = abs(cos(TAU * cycle)) * p.leg * 0.12 if moving else 0.0
        waddle = 0.10 * step if p.upright > 1.0 or p.marks in {"mallard"} else 0.0
        hip = -(p.leg if not afloat else -p.girth * 0.16) - hop
        if not afloat:
            for side, shade in ((-1, 0.8), (1, 1.0)):
                s = step * side
                foot = (s * p.leg * 0.42 + 2, -max(0.0, -cos(TAU * cycle) * side) * p.leg * 0.22 if moving else 0.0)
                knee = (p.leg * (0.16 if p.leg < 60 else -0.10), hip * 0.5 + foot[1] * 0.4)
                ink = darker(p.leg_colour, shade)
                w = max(2.0, p.leg * 0.05 + 1.4)
                pen.limb(0, hip - p.girth * 0.1, w * 1.4, knee[0], knee[1], w, ink)
                pen.limb(knee[0], knee[1], w, foot[0], foot[1] - 2, w * 0.9, ink)
                pen.blob(
                    [
                        (foot[0] - 5, foot[1] - 3),
                        (foot[0] + 6 + p.girth * 0.14, foot[1] - 1),
                        (foot[0] + 4, foot[1] + 1.5),
                        (foot[0] - 6, foot[1] + 1),
                    ],
                    ink,
                )
        tilt = -p.upright + waddle
        body = pen.at(0, hip - p.girth * (0.42 + 0.16 * p.upright), tilt)
        self._tail(body, moment)
        body.blob(self._trunk(), p.colour)
        belly = [
            (-p.body * 0.34, p.girth * 0.16),
            (p.body * 0.2, -p.girth * 0.02),
            (p.body * 0.46, -p.girth * 0.16),
            (p.body * 0.42, p.girth * 0.28),
            (0, p.girth * 0.46),
        ]
        body.blob(belly, p.breast)
        flutter = 0.5 * abs(wave(t, 0.3)) if moment.action in {"dance", "wave", "run"} else 0.03 * wave(t, 2.2, self.offset)
        wing = body.at(p.body * 0.26, -p.girth * 0.12, flutter)
        wing.blob(
            [
                (p.body * 0.08, -p.girth * 0.16),
                (-p.body * 0.3, -p.girth * 0.3),
                (-p.body * 0.82, p.girth * 0.02),
                (-p.body * 0.4, p.girth * 0.3),
                (0, p.girth * 0.24),
            ],
            p.wing,
        )
        nod = 0.08 * wave(t, 2.7, self.offset) + (0.12 * wave(cycle * 2, 1) if moving else 0.0)
        base = body.at(p.body * 0.40, -p.girth * 0.18, -tilt)
        if p.neck > 12:
            n, sway = p.neck, 3 * wave(t, 3.1, self.offset)
            curve = [(-p.girth * 0.1, p.girth * 0.16), (n * 0.26, -n * 0.18), (n * 0.02 + sway, -n * 0.62), (n * 0.16 + sway, -n * 0.98)]
            base.band(curve, [p.girth * 0.27, p.head * 0.5, p.head * 0.38, p.head * 0.42], p.colour)
            self._head(base.at(curve[-1][0] + p.head * 0.2, curve[-1][1] - p.head * 0.2, nod), moment)
        else:
            self._head(base.at(p.head * 0.05, -p.head * (0.45 + 0.2 * p.upright), nod), moment)

    def _head(self, head: Pen, moment: Moment) -> None:
        p, r = self.plumage, self.plumage.head
        closed = blink(moment.t, self.offset) or moment.action == "sleep"
        colour = {"white head": "f6f2ea", "mallard": "2f7a58"}.get(p.marks, p.colour)
        if p.marks == "owl":
            self._owl_face(head, closed)
            return
        gape = 0.25 * max(0.0, wave(moment.t, 0.4)) if moment.action in {"sing", "talk", "eat"} else 0.0
        if p.beak:
            low = head.at(r * 0.5, r * 0.14, gape)
            low.poly([(0, -r * 0.06), (p.beak * 0.86, r * 0.06), (0, r * 0.26)], darker(p.beak_colour, 0.86))
        if "comb" in p.marks:
            for i in range(3):
                head.oval(-r * 0.35 + i * r * 0.42, -r * 1.0, r * 0.28, r * 0.34, "d8342f")
            head.oval(r * 0.66, r * 0.72, r * 0.2, r * 0.34, "d8342f")
        if p.marks == "fan":
            for a in (-0.5, -0.1, 0.3):
                head.string(0, -r * 0.8, r * a, -r * 1.8, "2f62b0", 2)
                head.dot(r * a, -r * 1.8, 3, "3fb8b0")
        if p.marks == "bat":
            for x in (-0.45, 0.4):
                head.poly([(r * (x - 0.35), -r * 0.5), (r * x, -r * 1.6), (r * (x + 0.35), -r * 0.55)], p.colour)
        head.oval(0, 0, r, r * 0.96, colour)
        if p.marks == "penguin":
            head.blob([(r * 0.1, r * 0.8), (r * 0.15, -r * 0.45), (r * 0.75, -r * 0.5), (r * 0.96, r * 0.2), (r * 0.5, r * 0.85)], p.breast)
        if p.beak:
            bill = [
                (r * 0.6, -r * 0.34),
                (r * 0.6 + p.beak * 0.8, -r * 0.08),
                (r * 0.6 + p.beak, r * (0.45 if p.hooked else 0.10)),
                (r * 0.5, r * 0.26),
            ]
            head.blob(bill, p.beak_colour, 0.5)
        if p.marks == "swan":
            head.blob([(r * 0.4, -r * 0.4), (r * 0.95, -r * 0.3), (r * 0.7, r * 0.12)], "2c2a30")
        if closed:
            head.curve([(r * 0.12, -r * 0.12), (r * 0.32, 0), (r * 0.52, -r * 0.12)], "2c2430", max(1.0, r * 0.1))
        else:
            head.dot(r * 0.34, -r * 0.16, r * 0.25, "fffdf5")
            head.dot(r * 0.39, -r * 0.16, r * 0.18, "241f2b")
            head.dot(r * 0.45, -r * 0.23, r * 0.06, (255, 255, 255, 255))

    def _owl_face(self, head: Pen, closed: bool) -> None:
        p, r = self.plumage, self.plumage.head
        for x in (-1.0, 1.0):
            head.poly([(x * r * 0.9, -r * 0.3), (x * r * 0.85, -r * 1.25), (x * r * 0.25, -r * 0.72)], p.colour)
        head.oval(0, 0, r * 1.02, r * 0.92, p.colour)
        for x in (-0.42, 0.42):
            head.oval(r * x, -r * 0.02, r * 0.45, r * 0.48, p.breast)
            if closed:
                head.curve([(r * (x - 0.22), 0), (r * x, r * 0.14), (r * (x + 0.22), 0)], "2c2430", r * 0.08)
            else:
                head.dot(r * x, -r * 0.02, r * 0.29, "f2b23c")
                head.dot(r * x, -r * 0.02, r * 0.17, "1f1a24")
                head.dot(r * x + r * 0.07, -r * 0.1, r * 0.06, (255, 255, 255, 255))
        head.blob([(-r * 0.12, r * 0.1), (r * 0.12, r * 0.1), (0, r * 0.45)], p.beak_colour, 0.5)


def make(actor: Actor, offset: float) -> Bird:
    plumage = _KINDS.get(actor.noun, _KINDS["bird"])
    if actor.colour:
        colour = COLOURS[actor.colour]
        plumage = Plumage(**{**plumage.__dict__, "colour": colour, "wing": darker(colour, 0.84), "breast": lighter(colour, 0.3)})
    return Bird(plumage, offset)
