"""Slides: scenery that only the camera moves is drawn once for a stretch of the shot, then shifted and sized.

A slide is a bitmap of everything that the camera will see of a layer. Each frame lays it down by one affine map with
linear interpolation, so it glides by fractions of a pixel as the drawn layer did. It is drawn at the largest
size that it is shown in: never enlarged, and shrunk by at most `_SHRINK`, so lines stay as sharp as drawn ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor, inf

import cv2
import numpy as np
from numpy.typing import NDArray

from filmgate.engines.animatic.brush.canvas import Canvas, Drawing, Pixels
from filmgate.engines.animatic.brush.matrix import Matrix, inverse, join, magnification, point, scale, shift
from filmgate.engines.animatic.stage.scenery.site import MARGIN, TILE, Layer

Track = Callable[[float], Matrix]
"""From the layer's units to pixels of the frame at a time in seconds."""

STEPS_A_SECOND = 24
_SHRINK = 1.1
_SPARE = 3.0
"""Pixels that a slide reaches beyond what was reckoned to be seen."""
_GAP = 32
"""Empty columns in a row at which a slide is cut in two."""


@dataclass(frozen=True)
class _Stretch:
    """A part of the shot in which one bitmap serves. `left` … `bottom`: what is seen, in units."""

    end: int
    size: float
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class _Patch:
    """A piece of the bitmap with something in it, at its place there. `solid`: nothing shows through."""

    pixels: Pixels
    x: int
    y: int
    solid: bool


class Slide:
    """Static layers that move as one. `drawn` counts how often they were drawn."""

    def __init__(
        self, layers: Sequence[Layer], track: Track, size: tuple[int, int], seconds: float
    ) -> None:
        self.layers, self.track, self.size = layers, track, size
        self.repeats = not layers[0].pinned
        self.drawn = 0
        self._steps = ceil(seconds * STEPS_A_SECOND) + 1
        self._stretches: list[_Stretch] = []
        self._current: _Stretch | None = None
        self._patches: list[_Patch] = []

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
        lowest = inf
        for patch in self._patches:
            if patch.solid:
                height, width = patch.pixels.shape[:2]
                ends = [point(at, patch.x + x, patch.y + y) for x in (1, width - 1) for y in (1, height - 1)]
                if ends[0][0] <= 0 and ends[2][0] >= self.size[0] and min(ends[1][1], ends[3][1]) >= self.size[1]:
                    lowest = min(lowest, ceil(max(ends[0][1], ends[2][1])) + 1)
        return lowest

    def lay(self, canvas: Canvas, at: Matrix, until: float) -> None:
        """Put it over what is on the canvas, down to a row."""
        pixels = canvas.finish(over=True)
        for patch in self._patches:
            _lay(patch, pixels, at, until)

    def rest(self) -> None:
        """Give the memory back; it is drawn again if it is needed again."""
        self._patches, self._current = [], None

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
        size = max(magnification(m) for m in maps)
        windows = [_corners(inverse(m), *self.size) for m in maps]
        left = min(x for window in windows for x, _ in window) - _SPARE / size
        right = max(x for window in windows for x, _ in window) + _SPARE / size
        if self.repeats:
            widest = max(max(x for x, _ in window) - min(x for x, _ in window) for window in windows)
            right = min(right, left + TILE + widest + 2 * _SPARE / size)
        ys = [y for window in windows for _, y in window]
        return _Stretch(end, size, left, min(ys) - _SPARE / size, right, max(ys) + _SPARE / size)

    def _draw(self, s: _Stretch) -> list[_Patch]:
        self.drawn += 1
        canvas = Canvas(
            ceil((s.right - s.left) * s.size),
            ceil((s.bottom - s.top) * s.size),
            join(scale(s.size), shift(-s.left, -s.top)),
        )
        for layer in self.layers:
            drawing = Drawing(layer.parts)
            for x in self._tiles(s):
                canvas.drawing(drawing, shift(x, 0))
        return list(_patches(canvas.finish()))

    def _tiles(self, s: _Stretch) -> list[float]:
        if not self.repeats:
            return [0.0]
        return [i * TILE for i in range(floor((s.left - MARGIN) / TILE), ceil((s.right + MARGIN) / TILE))]


def _corners(m: Matrix, width: float, height: float) -> list[tuple[float, float]]:
    return [point(m, x, y) for x in (0, width) for y in (0, height)]


def _patches(pixels: Pixels) -> Iterator[_Patch]:
    """Cut away what is empty, and what hides everything from what does not."""
    opacity = cv2.extractChannel(pixels, 3)
    rows = np.flatnonzero(cv2.reduce(opacity, 1, cv2.REDUCE_MAX))
    if rows.size == 0:
        return
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    clear = np.flatnonzero(cv2.reduce(opacity, 1, cv2.REDUCE_MIN) < 255)
    solid = 0 if clear.size == 0 else int(clear[-1]) + 1
    if bottom - solid > 8 and bottom == pixels.shape[0]:
        yield _Patch(pixels[solid:bottom].copy(), 0, solid, solid=True)
        bottom = min(bottom, solid + 2)
    if top >= solid and bottom <= solid + 2:
        return
    columns = np.flatnonzero(cv2.reduce(opacity[top:bottom], 0, cv2.REDUCE_MAX))
    for run in np.split(columns, np.flatnonzero(np.diff(columns) > _GAP) + 1):
        left, right = int(run[0]), int(run[-1]) + 1
        seen = np.flatnonzero(cv2.reduce(opacity[top:bottom, left:right], 1, cv2.REDUCE_MAX))
        first, last = top + int(seen[0]), top + int(seen[-1]) + 1
        yield _Patch(pixels[first:last, left:right].copy(), left, first, solid=False)


def _lay(patch: _Patch, pixels: Pixels, at: Matrix, until: float) -> None:
    height, width = patch.pixels.shape[:2]
    ends = [point(at, patch.x + x, patch.y + y) for x in (0, width) for y in (0, height)]
    inset = 1 if patch.solid else -1
    left, right = min(x for x, _ in ends) + inset, max(x for x, _ in ends) - inset
    top, bottom = min(y for _, y in ends) + inset, max(y for _, y in ends) - inset
    x0, x1 = max(0, floor(left)), min(pixels.shape[1], ceil(right))
    y0, y1 = max(0, floor(top)), min(pixels.shape[0], ceil(bottom))
    y1 = y1 if until == inf else min(y1, int(until))
    if x0 >= x1 or y0 >= y1:
        return
    a, b, c, d, e, f = join(shift(-0.5 - x0, -0.5 - y0), at, shift(patch.x + 0.5, patch.y + 0.5))
    m = np.array(((a, b, c), (d, e, f)))
    window = pixels[y0:y1, x0:x1]
    if patch.solid:
        cv2.warpAffine(patch.pixels, m, (x1 - x0, y1 - y0), dst=window, borderMode=cv2.BORDER_REPLICATE)
    else:
        over(window, cv2.warpAffine(patch.pixels, m, (x1 - x0, y1 - y0)))


def over(window: Pixels, pixels: NDArray[np.uint8]) -> None:
    """Lay premultiplied pixels over opaque ones, in place."""
    rest = cv2.cvtColor(cv2.bitwise_not(cv2.extractChannel(pixels, 3)), cv2.COLOR_GRAY2RGBA)
    cv2.add(cv2.multiply(window, rest, dst=window, scale=1 / 255), pixels, dst=window)
