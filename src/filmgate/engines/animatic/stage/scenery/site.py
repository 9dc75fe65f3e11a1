"""A place under construction: layers from the sky to the foreground, and where its ground is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from math import pi, sin
from random import Random

from filmgate.engines.animatic.brush.canvas import Canvas
from filmgate.engines.animatic.brush.matrix import Matrix, join, scale, shift
from filmgate.engines.animatic.brush.path import Path
from filmgate.engines.animatic.script.storyboard import Setting
from filmgate.engines.animatic.stage.camera import Look, layer_map
from filmgate.engines.animatic.stage.light import Light
from filmgate.engines.animatic.stage.pen import Part, Pen, lay
from filmgate.engines.animatic.stage.view import View

TILE = 2600.0
"""Width after which a layer repeats, in units; wider than any frame."""
MARGIN = 420.0
"""How far things at the edge of a tile may reach over it."""

Live = Callable[[Pen, float, float], None]
"""Draws what moves by itself (waves, flames, twinkling) in the frame's own place, given the time in seconds and how
far the layer has been scrolled."""


@dataclass
class Layer:
    """One depth of a place. `drift`: its own motion in units a second; `pinned`: not repeated along x, and always in the frame."""

    depth: float
    pinned: bool = False
    drift: float = 0.0
    parts: list[Part] = field(default_factory=list)
    live: Live | None = None

    def map(self, view: View, look: Look, travel: float, t: float) -> Matrix:
        """From its units to pixels, as `look` shows it after the camera has gone `travel` units to the right."""
        still = self.pinned or self.live is not None
        m = join(scale(view.unit), layer_map(view, look, self.depth, 0.0 if still else travel))
        return join(m, shift(self.drift * t, 0))

    def perform(self, canvas: Canvas, view: View, light: Light, look: Look, travel: float, t: float) -> None:
        """Lay what moves by itself on the canvas."""
        assert self.live is not None
        canvas.base = self.map(view, look, travel, t)
        pen = Pen(light, depth=self.depth)
        self.live(pen, t, travel * self.depth)
        lay(canvas, pen.parts)


@dataclass
class Site:
    """What the builders of a place work with.

    Attributes:
        horizon, ground: Where the ground begins, and where the actors' feet are, in units from the top.
        surface: What the actors stand in: `ground`, `water`, `air`, `floor` or `deep`.
        back, front: Layers behind and before the actors, far ones first.
        gloss: How much of the actors the ground mirrors, 0 to 1.
        things: Nouns that the actors show already, so that the scenery need not.
    """

    view: View
    light: Light
    random: Random
    setting: Setting
    style: str
    horizon: float
    ground: float
    surface: str = "ground"
    gloss: float = 0.0
    things: frozenset[str] = frozenset()
    back: list[Layer] = field(default_factory=list)
    front: list[Layer] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.key = self.light.key()

    @property
    def wide(self) -> float:
        return self.view.wide

    @property
    def high(self) -> float:
        return self.view.high

    @property
    def bottom(self) -> float:
        """Where things that reach below the frame may end."""
        return self.view.high + 420

    @property
    def from_above(self) -> bool:
        """Whether the camera looks down on the place."""
        return self.horizon < 0.45 * self.view.high

    @property
    def glows(self) -> bool:
        return self.light.dark or self.setting.time in {"sunset", "blue hour"}

    @property
    def snowy(self) -> bool:
        return self.setting.season == "winter" or "snow" in self.setting.weather

    def pen(self, depth: float, pinned: bool = False, drift: float = 0.0, front: bool = False) -> Pen:
        """A new layer, and the pen that draws on it."""
        layer = Layer(depth, pinned, drift)
        (self.front if front else self.back).append(layer)
        return Pen(self.light, depth=min(depth, 1.0), relief=0.6, parts=layer.parts)

    def alive(self, depth: float, live: Live, front: bool = False) -> None:
        """A new layer of things that move by themselves."""
        (self.front if front else self.back).append(Layer(depth, live=live))

    def seen(self, x: float, gone: float) -> float:
        """Where in the frame a thing of a tile is after the layer has been scrolled."""
        return (x - gone + MARGIN) % TILE - MARGIN

    def across(self, count: int, jitter: float = 0.8) -> list[float]:
        """Places along a tile, about evenly spaced."""
        step = TILE / count
        return [(i + self.random.uniform(-jitter, jitter) / 2 + 0.5) * step for i in range(count)]

    def profile(self, *octaves: tuple[int, float]) -> Callable[[float], float]:
        """A rolling line that repeats with the tile: (waves a tile, height) summed, with chance phases."""
        waves = [(count, height, self.random.uniform(0, 2 * pi)) for count, height in octaves]
        return lambda x: sum(h * sin(2 * pi * n * x / TILE + phase) for n, h, phase in waves)

    def area(self, line: Callable[[float], float], base: float, step: float = 40.0) -> Path:
        """The outline of everything under a line that repeats with the tile."""
        path = Path().move(-2, self.bottom)
        count = round(TILE / step)
        for i in range(count + 1):
            x = i * step
            path.line(x - (2 if i == 0 else 0) + (2 if i == count else 0), base - line(x))
        return path.line(TILE + 2, self.bottom).close()
