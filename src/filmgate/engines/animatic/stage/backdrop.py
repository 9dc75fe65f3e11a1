"""The scenery of a shot on one side of the actors: what stands still as slides, what moves by itself drawn anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from math import dist, inf

from filmgate.engines.animatic.brush.canvas import Canvas
from filmgate.engines.animatic.brush.matrix import Matrix, inverse, join, point
from filmgate.engines.animatic.stage.camera import Look
from filmgate.engines.animatic.stage.light import Light
from filmgate.engines.animatic.stage.scenery.site import Layer
from filmgate.engines.animatic.stage.slide import Slide
from filmgate.engines.animatic.stage.view import View

Camera = Callable[[float], tuple[Look, float]]
"""Where the camera looks at a time, and how far it has gone."""
Lay = Callable[[Canvas], None]

_SAME_DEPTH = 0.045
_SAME_PLACE = 0.008
"""Neighbours move as one if their depths differ by less, or if during the whole shot neither is farther from its
own place than this share of the frame's short side: nobody could tell."""
_LOOKS = 9


class Backdrop:
    """Layers in the order in which they are drawn.

    `apart` are depths between which something else may be drawn, so that layers on both sides of one never join.
    `soft_until` is the depth up to which all is put out of focus before the rest is drawn.
    """

    def __init__(
        self,
        layers: Sequence[Layer],
        apart: Sequence[float],
        view: View,
        light: Light,
        camera: Camera,
        seconds: float,
        soft_until: float = inf,
    ) -> None:
        self.view, self.light, self.camera = view, light, camera
        self.things: list[tuple[float, Slide | Layer]] = []
        size = (view.width, view.height)
        for group in self._groups(layers, (*apart, soft_until), seconds):
            first = group[0]
            if first.live is not None:
                self.things.append((first.depth, first))
                continue
            tracks = [partial(self._track, layer) for layer in group]
            self.things.append((first.depth, Slide(group, tracks, size, seconds)))
        depths = [depth for depth, _ in self.things]
        self.sharp_from = next((i for i, depth in enumerate(depths) if depth > soft_until), len(depths))

    def at(self, t: float) -> list[tuple[float, Lay]]:
        """The depth of each thing and what lays it on the canvas at this moment; nothing is laid where a later
        slide hides it."""
        lays: list[tuple[float, Lay]] = []
        until = inf
        for index in reversed(range(len(self.things))):
            depth, thing = self.things[index]
            if index == self.sharp_from - 1:
                until = inf  # what is blurred is spread beyond its edge
            if isinstance(thing, Slide):
                at = thing.at(t)
                lays.append((depth, partial(thing.lay, at=at, until=until)))
                until = min(until, thing.hides_from(at))
            else:
                look, travel = self.camera(t)
                lays.append(
                    (
                        depth,
                        partial(
                            thing.perform, view=self.view, light=self.light, look=look, travel=travel, t=t
                        ),
                    )
                )
        return lays[::-1]

    def strike(self) -> None:
        """Give back the memory of the slides when the shot is over."""
        for _, thing in self.things:
            if isinstance(thing, Slide):
                thing.rest()

    def _track(self, layer: Layer, t: float) -> Matrix:
        look, travel = self.camera(t)
        return layer.map(self.view, look, travel, t)

    def _groups(self, layers: Sequence[Layer], apart: Sequence[float], seconds: float) -> list[list[Layer]]:
        groups: list[list[Layer]] = []
        for layer in layers:
            if not layer.parts and layer.live is None:
                continue
            if groups and self._together(groups[-1][0], layer, apart, seconds):
                groups[-1].append(layer)
            else:
                groups.append([layer])
        return groups

    def _together(self, one: Layer, other: Layer, apart: Sequence[float], seconds: float) -> bool:
        if one.live is not None or other.live is not None:
            return False
        low, high = sorted((min(one.depth, 1.0), min(other.depth, 1.0)))
        if any(low <= depth < high for depth in apart):
            return False
        alike = (one.pinned, one.drift) == (other.pinned, other.drift)
        return (alike and abs(one.depth - other.depth) < _SAME_DEPTH) or self._close(one, other, seconds)

    def _close(self, one: Layer, other: Layer, seconds: float) -> bool:
        """Whether two layers that meet in the middle of the shot are never far apart."""
        middle = seconds / 2
        first, second = inverse(self._track(one, middle)), inverse(self._track(other, middle))
        limit = _SAME_PLACE * min(self.view.width, self.view.height)
        for look in range(_LOOKS):
            t = seconds * look / (_LOOKS - 1)
            here, there = join(self._track(one, t), first), join(self._track(other, t), second)
            for x in (0, self.view.width):
                for y in (0, self.view.height):
                    if dist(point(here, x, y), point(there, x, y)) > limit:
                        return False
        return True
