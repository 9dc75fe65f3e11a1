"""Slides: scenery that only the camera moves is drawn once for a stretch of the shot, then shifted and sized.

A slide is a bitmap of everything that the camera will see of a layer. Each frame lays it down by one affine map with
linear interpolation, so it glides by fractions of a pixel as the drawn layer did. It is drawn somewhat finer than
the frame and never enlarged, as interpolation softens lines that lie between two pixels.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, dist, floor, hypot, inf, sqrt

from filmgate.engines.animatic.brush.canvas import Canvas, Drawing
from filmgate.engines.animatic.brush.matrix import Matrix, inverse, join, magnification, point, scale, shift
from filmgate.engines.animatic.stage.patches import Patches
from filmgate.engines.animatic.stage.scenery.site import MARGIN, TILE, Layer

Track = Callable[[float], Matrix]
"""From the layer's units to pixels of the frame at a time in seconds."""

STEPS_A_SECOND = 24
_SHRINK = 1.1
_FINE, _FINEST = 1.6e6, 1.33
"""Pixels that a frame would have in the fineness of slides: small frames need it more, large ones pay more for it."""
_SLOW = 1.0
"""Pixels a frame; softer lines are not seen on what goes by faster."""
_SPARE = 3.0
"""Pixels that a slide reaches beyond what was reckoned to be seen."""


@dataclass(frozen=True)
class _Stretch:
    """A part of the shot in which one bitmap serves. `left` … `bottom`: what is seen, in units.
    `rolled`: pixels of the bitmap by which the turned camera shifts the edges of the frame at most."""

    end: int
    size: float
    left: float
    top: float
    right: float
    bottom: float
    rolled: float


class Slide:
    """Static layers that move as the first of them does; in the middle of the shot each is at its own place.

    `drawn` counts how often they were drawn.
    """

    def __init__(
        self, layers: Sequence[Layer], tracks: Sequence[Track], size: tuple[int, int], seconds: float
    ) -> None:
        self.layers, self.track, self.size = layers, tracks[0], size
        self.repeats = not layers[0].pinned
        places = [track(seconds / 2) for track in tracks]
        self.own = [self._from(inverse(places[0]), place) for place in places]
        self.drawn = 0
        self._steps = ceil(seconds * STEPS_A_SECOND) + 1
        self._stretches: list[_Stretch] = []
        self._current: _Stretch | None = None
        self._patches: Patches | None = None

    def at(self, t: float) -> Matrix:
        """Make sure that it is drawn for this moment; the map from its pixels to those of the frame."""
        stretch = self._stretch(t)
        if stretch is not self._current:
            self._patches = self._draw(stretch)
            self._current = stretch
        m = self.track(t)
        along = stretch.left
        if self.repeats:
            left = min(x for x, _ in _corners(inverse(m), *self.size))
            along += TILE * floor((left - stretch.left) / TILE)
        return join(m, shift(along, stretch.top), scale(1 / stretch.size))

    def hides_from(self, at: Matrix) -> float:
        """The row of the frame from which on this slide hides all that is behind it."""
        if self._patches is None or self._patches.solid_from == inf:
            return inf
        ends = (point(at, x, self._patches.solid_from)[1] for x in (0, self._wide))
        return ceil(max(ends)) + 1

    def lay(self, canvas: Canvas, at: Matrix, until: float) -> None:
        """Put it over what is on the canvas, down to a row."""
        assert self._patches is not None
        self._patches.lay(canvas.finish(over=True), at, until)

    def rest(self) -> None:
        """Give the memory back; it is drawn again if it is needed again."""
        self._patches, self._current = None, None

    def _from(self, first: Matrix, place: Matrix) -> Matrix:
        """From a layer's units to those of the first; without sizing where a bitmap must repeat after a tile."""
        if not self.repeats:
            return join(first, place)
        x, y = self.size[0] / 2, self.size[1] / 2
        (x1, y1), (x2, y2) = point(first, x, y), point(inverse(place), x, y)
        return shift(x1 - x2, y1 - y2)

    def _stretch(self, t: float) -> _Stretch:
        if not self._stretches:
            self._stretches = list(self._cut())
        step = t * STEPS_A_SECOND
        return next((s for s in self._stretches if step < s.end), self._stretches[-1])

    def _cut(self) -> Iterator[_Stretch]:
        """Cut the shot where the camera has come much nearer or gone much farther."""
        maps = [self.track(step / STEPS_A_SECOND) for step in range(self._steps + 1)]
        first, least, most = 0, inf, 0.0
        for step, m in enumerate(maps):
            zoom = magnification(m)
            if max(most, zoom) > _SHRINK * min(least, zoom):
                yield self._seen(maps[first : step + 1], step)
                first, least, most = step, inf, 0.0
            least, most = min(least, zoom), max(most, zoom)
        yield self._seen(maps[first:], self._steps + 1)

    def _seen(self, maps: list[Matrix], end: int) -> _Stretch:
        windows = [_corners(inverse(m), *self.size) for m in maps]
        size = max(magnification(m) for m in maps)
        if dist(windows[0][0], windows[-1][0]) * size < _SLOW * len(maps):
            size *= _fineness(*self.size)
        left = min(x for window in windows for x, _ in window) - _SPARE / size
        right = max(x for window in windows for x, _ in window) + _SPARE / size
        if self.repeats:
            widest = max(max(x for x, _ in window) - min(x for x, _ in window) for window in windows)
            right = min(right, left + TILE + widest + 2 * _SPARE / size)
        rolled = size * max(hypot(m[1], m[3]) * max(self.size) / 2 / magnification(m) ** 2 for m in maps)
        ys = [y for window in windows for _, y in window]
        return _Stretch(end, size, left, min(ys) - _SPARE / size, right, max(ys) + _SPARE / size, rolled)

    def _draw(self, s: _Stretch) -> Patches:
        self.drawn += 1
        canvas = Canvas(
            ceil((s.right - s.left) * s.size),
            ceil((s.bottom - s.top) * s.size),
            join(scale(s.size), shift(-s.left, -s.top)),
        )
        for layer, own in zip(self.layers, self.own, strict=True):
            drawing = Drawing(layer.parts)
            for x in _tiles(s.left - own[2], s.right - own[2]) if not layer.pinned else (0.0,):
                canvas.drawing(drawing, join(own, shift(x, 0)))
        self._wide = canvas.width
        return Patches(canvas.finish(), s.rolled)


def _tiles(left: float, right: float) -> list[float]:
    """Where the tiles of a layer stand that are seen between two places."""
    return [i * TILE for i in range(floor((left - MARGIN) / TILE), ceil((right + MARGIN) / TILE))]


def _fineness(width: int, height: int) -> float:
    """How much finer than the frame slides are drawn."""
    return min(_FINEST, max(1.0, sqrt(_FINE / (width * height))))


def _corners(m: Matrix, width: float, height: float) -> list[tuple[float, float]]:
    return [point(m, x, y) for x in (0, width) for y in (0, height)]
