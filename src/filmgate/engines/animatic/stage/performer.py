"""A performer on the stage: a puppet that moves along its way, with its shadow, its rim of light and its reflection."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin

from filmgate.engines.animatic.brush.canvas import Canvas
from filmgate.engines.animatic.brush.colour import faded, mixed
from filmgate.engines.animatic.brush.matrix import IDENTITY, Matrix
from filmgate.engines.animatic.brush.paint import around
from filmgate.engines.animatic.brush.path import ellipse
from filmgate.engines.animatic.stage.launch import risen
from filmgate.engines.animatic.stage.pen import Part, Pen, lay, lay_silhouette
from filmgate.engines.animatic.stage.puppets.feelings import FEELINGS
from filmgate.engines.animatic.stage.puppets.instrument import notes
from filmgate.engines.animatic.stage.puppets.puppet import Moment
from filmgate.engines.animatic.stage.scenery.site import Site
from filmgate.engines.animatic.stage.scenery.water import water_colours
from filmgate.engines.animatic.stage.spots import MOVING, UPRIGHT, Spot

RUN_STRIDE = 2.1
"""How much longer a stride is in a run than in a walk."""
SHADOW_PARTS_MOST = 900
SWIMMERS = frozenset({"person", "robot", "quadruped"})
_LEAP_SECONDS = 3.4
"""From one leap out of the water to the next."""
_TOSS_SECONDS = 1.5
"""From one throw of a ball to its next."""
_TURN_SHARE = 0.05
"""Of its way, in which it turns about."""
_HELD_HAND = (0.285, 0.80)
"""Where a raised hand is: forward and up, in body heights."""


@dataclass
class Performer:
    """A spot with its place in the frame.

    Attributes:
        x, y: Feet in stage units, in the middle of the shot.
        ground: Where its shadow falls, in stage units from the top.
        size: Stage units to a puppet unit.
        depth: Of the layer that it is in; 1 with the actors.
        speed: Stage units a second along its facing.
        gain: How fast it moves within the frame, while the camera follows it.
        lap: Units that it goes to and fro, where there is no room to go on; 0: it goes on.
        bob: Units that the waves lift it.
        sunk: Units that one who swims or wades stands lower than on dry land.
        leap: Units that one who leaps out of the water comes above it.
    """

    spot: Spot
    x: float
    y: float
    ground: float
    size: float
    depth: float = 1.0
    speed: float = 0.0
    gain: float = 0.0
    lap: float = 0.0
    bob: float = 0.0
    sunk: float = 0.0
    leap: float = 0.0
    pinned: bool = True
    seconds: float = 8.0
    beat: float = 0.5

    def at(self, t: float, travel: float, middle_travel: float) -> tuple[float, float, float]:
        """Place of the feet, and the turn, at a moment."""
        spot, phase = self.spot, self.spot.offset * 6.28
        x, y, angle = self.x, self.y, spot.angle
        y += self.sunk
        if self.leap:
            turn = 2 * pi * t / _LEAP_SECONDS + phase
            y -= (self.sunk + self.leap) * max(0.0, sin(turn))
            angle -= 0.7 * cos(turn) if sin(turn) > -0.2 else 0.0
        if self.lap:
            x += spot.facing * (abs(self._laps(t)) - 0.5) * self.lap
        x += self.gain * (t / self.seconds - 0.5) if self.pinned else -(travel - middle_travel) * self.depth
        if self.bob:
            y += self.bob * sin(t * 1.5 + 0.6)
            angle += 0.0048 * self.bob * sin(t * 1.2)
        match spot.action:
            case "fly" if spot.leash is not None:
                x += 26 * sin(t * 0.9) * self.size
                y += 16 * sin(t * 1.7) * self.size
            case "fly" if spot.foot is None:
                y += 12 * sin(t * 1.6 + phase) * self.size * min(1.0, spot.puppet.height / 120)
                angle += 0.04 * sin(t * 1.1 + phase)
                if spot.actor.noun in {"butterfly", "bee", "firefly", "dragonfly", "hummingbird"}:
                    x += 46 * self.size * sin(t * 1.3 + phase * 2)
                    y += 30 * self.size * sin(t * 2.1 + phase)
            case "float":
                x += 22 * sin(t * 0.5 + phase) * self.size
                y += 20 * sin(t * 0.8 + phase) * self.size
            case "swim" if spot.actor.family == "fish":
                y += 9 * sin(t * 1.1 + phase) * self.size
                x += 16 * sin(t * 0.6 + phase * 1.3) * self.size
            case "launch" | "rise":
                y -= risen(t, self.seconds) * self.size
                x += 1.6 * sin(t * 47) * self.size * (1.0 if t < 2.4 else 0.3)
            case "toss":
                u = (t / _TOSS_SECONDS + spot.offset) % 1.0
                tall = spot.root.tall * self.size / spot.size if spot.root else 0.0
                x += spot.facing * tall * (0.16 * cos(2 * pi * u))
                y -= tall * (0.5 * sin(2 * pi * u) if u < 0.5 else 0.06 * sin(2 * pi * u))
                angle += 4.0 * t
            case "fall" if spot.actor.family == "boat":
                s = min(1.0, t / max(1.0, self.seconds * 0.9))
                y += 0.9 * spot.puppet.height * self.size * s * s
                angle += 0.5 * s
            case "fall":
                s = min(1.0, t / max(1.0, self.seconds * 0.85))
                y -= (1 - s) * self.ground * 0.8
                x += 40 * sin(t * 1.7 + phase) * self.size
            case _:
                pass
        return x, y, angle

    def _laps(self, t: float) -> float:
        """0 to 1 on the way there, -1 to 0 on the way back."""
        gone = (self.speed * t / self.lap + 0.25) % 2.0
        return gone if gone < 1 else gone - 2

    def _turned(self, t: float) -> float:
        """1 ahead, -1 back, and in between while it turns about."""
        if not self.lap:
            return 1.0
        gone = self._laps(t)
        edge = min(1.0, min(abs(gone), 1 - abs(gone)) / _TURN_SHARE + 0.12)
        return edge if gone > 0 else -edge

    def cycle(self, t: float) -> float:
        spot = self.spot
        stride = getattr(spot.puppet, "stride", 100.0) * self.size
        if spot.action == "run":
            stride *= RUN_STRIDE
        if spot.action not in MOVING:
            return t * 0.5 + spot.offset
        return self.speed * t / max(1.0, stride) + spot.offset

    def parts(self, site: Site, t: float, travel: float, middle_travel: float) -> list[Part]:
        """The puppet's parts in stage units at a moment."""
        spot = self.spot
        x, y, angle = self.at(t, travel, middle_travel)
        pen = Pen(site.key, depth=min(1.0, self.depth)).at(
            x, y, angle * spot.facing, self.size, spot.facing < 0
        )
        if self.lap:
            pen = pen.by((self._turned(t), 0.0, 0.0, 0.0, 1.0, 0.0))
        if spot.stool:
            _stool(pen, spot.stool / spot.size, site.surface == "ground" and spot.action != "play")
        aim = None
        if spot.prop == "kite":
            aim = (0.7 * spot.puppet.height, -0.9 * spot.puppet.height)
        local_t = t + (spot.offset * 2.0 if spot.action in {"idle", "sit", "sleep"} else 0.0)
        feeling = next((trait for trait in spot.actor.traits if trait in FEELINGS), "")
        moment = Moment(local_t, spot.action, self.beat, self.cycle(t), aim, spot.prop, feeling)
        if spot.actor.family == "sky":
            moment = Moment(t, spot.action, self.beat, self.cycle(t))
        spot.puppet.draw(pen, moment)
        if spot.action == "play" and spot.actor.family == "instrument":
            notes(pen.at(0, -spot.puppet.height * 0.9), t, self.beat)
        return pen.parts

    def hand(self, t: float, travel: float, middle_travel: float) -> tuple[float, float]:
        """Where its raised hand is, in stage units."""
        x, y, _ = self.at(t, travel, middle_travel)
        tall = self.spot.puppet.height * self.size
        if self.spot.prop == "kite" and self.spot.actor.family in UPRIGHT:
            return x + 0.24 * tall * self.spot.facing, y - 0.93 * tall
        return x + _HELD_HAND[0] * tall * self.spot.facing, y - _HELD_HAND[1] * tall

    def shadow(self, canvas: Canvas, site: Site, parts: list[Part], x: float) -> None:
        """What it takes from the light on the ground: a soft patch, and outdoors its shape."""
        spot, light = self.spot, site.light
        if (
            site.surface in {"air", "deep", "water"}
            or spot.zone in {"sky", "air"}
            or spot.actor.family == "sky"
        ):
            return
        lifted = self.ground - self.y
        strength = 0.34 * max(0.25, 1 - lifted / (400 * self.size + 1))
        half = spot.puppet.width * self.size * 0.46
        if spot.foot is None or lifted < 6:
            for share, dark in ((1.12, 0.4), (0.84, 0.55)):
                canvas.fill(
                    ellipse(x, self.ground + 2, half * share, 7 + half * 0.085 * share),
                    faded(light.shade, strength * dark),
                )
        if light.sky[0] == light.sky[-1] or len(parts) > SHADOW_PARTS_MOST or (light.dark and not light.moon):
            return
        slant, length = -0.62 * light.side, 0.26
        fall: Matrix = (1.0, -slant, slant * self.ground, 0.0, -length, self.ground * (1 + length))
        with canvas.group(opacity=0.20 if not light.dark else 0.16):
            lay_silhouette(canvas, parts, light.shade, fall)

    def show(self, canvas: Canvas, site: Site, parts: list[Part], t: float) -> None:
        """Its reflection, its rim of light, and itself."""
        light = site.light
        if site.gloss > 0 and self.spot.zone == "stage":
            mirror: Matrix = (1.0, 0.0, 0.0, 0.0, -0.92, self.ground * 1.92 + 4)
            with canvas.group(opacity=site.gloss):
                lay(canvas, parts, mirror)
        if self.spot.actor.family != "sky" and len(parts) <= SHADOW_PARTS_MOST:
            edge = faded(mixed(light.rim, (255, 255, 255, 255), 0.25), 1.0)
            lay_silhouette(canvas, parts, edge, (1.0, 0.0, 2.0 * light.side, 0.0, 1.0, -1.7))
        lay(canvas, parts, IDENTITY)
        if self.sunk and self.spot.root is None:
            self._under_water(canvas, site, t)

    def _under_water(self, canvas: Canvas, site: Site, t: float) -> None:
        """What is below the surface is hardly seen; rings run from where it breaks."""
        far, near = water_colours(site)
        near = mixed(far, near, 0.42)
        half, deep = self.spot.puppet.width * self.size, self.spot.tall * self.size / self.spot.size
        y = self.ground + deep * 0.42
        film = around(self.x, y, half, faded(near, 0.86), faded(near, 0.8), faded(near, 0.0))
        canvas.fill(ellipse(self.x, y, half, deep * 0.40), film)
        light = mixed(near, (255, 255, 255, 255), 0.6)
        for k in range(3):
            s = (t * 0.32 + k / 3) % 1.0
            wide = half * (0.42 + 0.4 * s)
            ring = ellipse(self.x, self.ground + deep * 0.04, wide, wide * 0.07 + deep * 0.01)
            canvas.stroke(ring, faded(light, 0.55 * (1 - s)), 2.4)


def _stool(pen: Pen, height: float, wild: bool) -> None:
    """Something to sit on: a stool, or outdoors a log."""
    if wild:
        pen.limb(-46, -height * 0.5, height * 0.5, 26, -height * 0.5, height * 0.5, "7a5638")
        pen.oval(36, -height * 0.5, height * 0.27, height * 0.48, "d9b98a")
        return
    pen.limb(-16, -height + 6, 3, -22, 0, 2.6, "5a3a28")
    pen.limb(16, -height + 6, 3, 22, 0, 2.6, "5a3a28")
    pen.box(-30, -height - 2, 60, 13, "a5473f", 6)
