"""The camera: where it looks at each moment of a shot, and what that does to layers near and far."""

from __future__ import annotations

from dataclasses import dataclass
from math import sin

from filmgate.engines.animatic.brush.matrix import Matrix, join, place, shift
from filmgate.engines.animatic.motion.ease import ease
from filmgate.engines.animatic.script.storyboard import Camera
from filmgate.engines.animatic.stage.view import View


@dataclass(frozen=True)
class Look:
    """Where the camera stands: units to the right and down of the middle, and how near (1: all in view)."""

    x: float = 0.0
    y: float = 0.0
    zoom: float = 1.0
    roll: float = 0.0


@dataclass(frozen=True)
class Move:
    """A move from one look to another, with a little life of its own, about a point of interest."""

    start: Look
    end: Look
    shake: float = 0.0
    even: bool = False
    """At one speed, instead of starting and ending at rest."""

    def at(self, share: float, t: float) -> Look:
        """The look at a share (0 to 1) of the shot, `t` seconds after its beginning."""
        s = share if self.even else ease(share)
        a, b = self.start, self.end
        breath_x = 3.0 * sin(t * 0.9) + self.shake * (sin(t * 5.1) + 0.6 * sin(t * 11.3 + 1))
        breath_y = 2.0 * sin(t * 1.3 + 2) + self.shake * (sin(t * 6.7 + 2) + 0.6 * sin(t * 9.1))
        return Look(
            a.x + (b.x - a.x) * s + breath_x,
            a.y + (b.y - a.y) * s + breath_y,
            a.zoom * (b.zoom / a.zoom) ** s,
            a.roll + (b.roll - a.roll) * s + self.shake * 0.0006 * sin(t * 4.3),
        )


def move_of(camera: Camera, seed_side: int) -> Move:
    """The move that a storyboard's camera words ask for; `seed_side` is the drift's direction."""
    side = float(seed_side)
    near, base = 1.16, 1.045
    match camera.move:
        case "pan left":
            return Move(Look(150, 0, 1.08), Look(-150, 0, 1.08))
        case "pan right":
            return Move(Look(-150, 0, 1.08), Look(150, 0, 1.08))
        case "dolly in":
            return Move(Look(0, 0, 1.02), Look(0, 6, 1.38))
        case "dolly out":
            return Move(Look(0, 6, 1.38), Look(0, 0, 1.02))
        case "crane up":
            return Move(Look(0, 34, near), Look(0, -34, near))
        case "crane down":
            return Move(Look(0, -34, near), Look(0, 34, near))
        case "handheld":
            return Move(Look(-12 * side, 0, 1.08), Look(12 * side, 0, 1.12), shake=5.0)
        case "orbit":
            return Move(Look(-110, 0, 1.14, -0.012), Look(110, 0, 1.14, 0.012))
        case "static":
            return Move(Look(0, 0, 1.02), Look(0, 0, 1.02))
        case "tracking":
            return Move(Look(-46 * side, 0, 1.06), Look(46 * side, 0, 1.1), shake=0.6)
        case _:
            return Move(Look(-24 * side, 0, base), Look(20 * side, 4, base + 0.075))


def layer_map(view: View, look: Look, depth: float, travel: float) -> Matrix:
    """From a layer's units to stage units. `depth`: 0 the sky, 1 the actors; `travel`: how far the camera has gone.

    Near layers shift and grow more than far ones, which is all that parallax is.
    """
    zoom = 1.0 + (look.zoom - 1.0) * (0.35 + 0.65 * depth)
    middle_x, middle_y = view.wide / 2, view.high * 0.56
    dx = -(look.x * min(depth, 1.3) + travel * depth)
    dy = -look.y * (0.4 + 0.6 * depth)
    return join(shift(middle_x, middle_y), place(0, 0, look.roll, zoom), shift(dx - middle_x, dy - middle_y))
