"""The canvas: shapes and pictures are laid on it one after another, then `finish` makes the pixels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from ctypes import byref
from mmap import mmap
from struct import pack_into
from typing import Any

import numpy as np
from numpy.typing import NDArray

from filmgate.engines.animatic.brush import thorvg
from filmgate.engines.animatic.brush.colour import Colour
from filmgate.engines.animatic.brush.matrix import IDENTITY, Matrix, join, magnification, point
from filmgate.engines.animatic.brush.paint import Gradient, Paint
from filmgate.engines.animatic.brush.path import Path

Pixels = NDArray[np.uint8]
Shape = tuple[Path, Paint, Matrix, float]
"""An outline, its filling, its place, and the width of its line (0 or less: filled)."""


_SLACK = 48.0
"""Pixels beside the frame that are drawn too, as a rolled camera may show them."""


def mapped(count: int) -> Pixels:
    """Memory for some pixels, black and clear, that the system gets back as soon as it is done with.

    What comes from the heap instead often stays there, between smaller things.
    """
    return np.frombuffer(mmap(-1, max(1, count) * 4), np.uint8)[: count * 4].reshape(count, 4)


class Picture:
    """Pixels (premultiplied RGBA) that stay loaded and can be drawn in every frame."""

    def __init__(self, pixels: Pixels) -> None:
        self.height, self.width = pixels.shape[:2]
        self._pixels = np.ascontiguousarray(pixels)
        self.handle = thorvg.picture_new()
        thorvg.picture_raw(
            self.handle, self._pixels.ctypes.data, self.width, self.height, thorvg.RGBA_PREMULTIPLIED, False
        )
        thorvg.paint_keep(self.handle)


class Drawing:
    """Many shapes that are laid together; those beside the frame are passed over.

    The library could keep such a drawing loaded, but would neither move its gradients nor fill what was outside at
    first.
    """

    def __init__(self, shapes: Iterable[Shape]) -> None:
        self.shapes = [(*shape, *_span(*shape)) for shape in shapes]


class Canvas:
    """A frame to draw on. `base` maps the coordinates that callers use to pixels."""

    def __init__(self, width: int, height: int, base: Matrix = IDENTITY) -> None:
        self.width, self.height = width, height
        self.base = base
        self.pixels = mapped(height * width).reshape(height, width, 4)
        self._handle = thorvg.canvas_new(thorvg.PLAIN_RENDERING)
        self._transform = thorvg.Transform(1, 0, 0, 0, 1, 0, 0, 0, 1)
        self._by_reference = byref(self._transform)
        self._parents: list[Any] = []
        self._laid = 0
        thorvg.canvas_target(
            self._handle, self.pixels.ctypes.data, width, width, height, thorvg.RGBA_PREMULTIPLIED
        )

    def __del__(self) -> None:
        thorvg.canvas_destroy(self._handle)

    def fill(self, path: Path, paint: Paint, at: Matrix = IDENTITY) -> None:
        """Lay a filled outline on the canvas."""
        self._lay(_shape(path, paint, 0.0), join(self.base, at))

    def stroke(self, path: Path, colour: Colour, width: float, at: Matrix = IDENTITY) -> None:
        """Draw along an outline with a round pen."""
        self._lay(_shape(path, colour, width), join(self.base, at))

    def shapes(self, shapes: Iterable[Shape], at: Matrix = IDENTITY) -> None:
        """Lay many shapes, each at its own place."""
        whole = join(self.base, at)
        for path, paint, own, width in shapes:
            self._lay(_shape(path, paint, width), join(whole, own))

    def drawing(self, drawing: Drawing, at: Matrix = IDENTITY) -> None:
        """Lay the shapes of a drawing that are in the frame from left to right."""
        whole = join(self.base, at)
        size, offset, right = whole[0], whole[2], self.width + _SLACK
        for path, paint, own, width, middle, reach in drawing.shapes:
            if -_SLACK - reach * size < middle * size + offset < right + reach * size:
                self._lay(_shape(path, paint, width), join(whole, own))

    def picture(self, picture: Picture, at: Matrix = IDENTITY) -> None:
        """Lay a picture on the canvas, once a frame; a pixel of it is one unit."""
        self._lay(picture.handle, join(self.base, at))

    @contextmanager
    def group(self, opacity: float) -> Iterator[None]:
        """What is drawn inside is put together first, then laid down as one."""
        scene = thorvg.scene_new()
        self._parents.append(scene)
        try:
            yield
        finally:
            self._parents.pop()
        thorvg.paint_opacity(scene, max(0, min(255, round(opacity * 255))))
        self._add(scene)

    def finish(self, over: bool = False) -> Pixels:
        """Draw everything, on what is there already (`over`) or afresh; the pixels stay valid until the next call."""
        if self._laid or not over:
            thorvg.canvas_draw(self._handle, not over)
            thorvg.canvas_sync(self._handle)
            thorvg.canvas_remove(self._handle, None)
            self._laid = 0
        return self.pixels

    def _lay(self, paint: Any, at: Matrix) -> None:
        pack_into("6f", self._transform, 0, *at)
        thorvg.paint_transform(paint, self._by_reference)
        self._add(paint)

    def _add(self, paint: Any) -> None:
        if self._parents:
            thorvg.scene_add(self._parents[-1], paint)
        else:
            thorvg.canvas_add(self._handle, paint)
            self._laid += 1


def _shape(path: Path, paint: Paint, width: float) -> Any:
    """A shape of the library's: filled, or drawn with a round pen of this width."""
    shape = thorvg.shape_new()
    thorvg.shape_path(shape, *path.commands())
    if width > 0:
        assert not isinstance(paint, Gradient)
        thorvg.stroke_width(shape, width)
        thorvg.stroke_colour(shape, *paint)
        thorvg.stroke_cap(shape, thorvg.ROUND)
        thorvg.stroke_join(shape, thorvg.ROUND)
    elif isinstance(paint, Gradient):
        thorvg.shape_gradient(shape, paint.handle())
    else:
        thorvg.shape_colour(shape, *paint)
    return shape


def _span(path: Path, paint: Paint, at: Matrix, width: float) -> tuple[float, float]:
    """The middle of a shape from left to right, and how far it reaches to either side."""
    xs, ys = path.coordinates[0::2], path.coordinates[1::2]
    ends = [point(at, x, y)[0] for x in (min(xs), max(xs)) for y in (min(ys), max(ys))]
    left, right = min(ends), max(ends)
    return (left + right) / 2, (right - left) / 2 + max(0.0, width) * magnification(at)
