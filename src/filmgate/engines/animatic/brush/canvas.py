"""The canvas: shapes and pictures are laid on it one after another, then `finish` makes the pixels of a frame."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import byref
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from filmgate.engines.animatic.brush import thorvg
from filmgate.engines.animatic.brush.colour import Colour
from filmgate.engines.animatic.brush.matrix import IDENTITY, Matrix, join
from filmgate.engines.animatic.brush.paint import Gradient, Paint
from filmgate.engines.animatic.brush.path import Path

Pixels = NDArray[np.uint8]


class Blend(IntEnum):
    """How a shape meets what is under it (ThorVG's numbers)."""

    NORMAL = 0
    MULTIPLY = 1
    SCREEN = 2
    OVERLAY = 3
    ADD = 16


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


class Canvas:
    """A frame to draw on. `base` maps the coordinates that callers use to pixels."""

    def __init__(self, width: int, height: int, base: Matrix = IDENTITY) -> None:
        self.width, self.height = width, height
        self.base = base
        self.pixels: Pixels = np.zeros((height, width, 4), np.uint8)
        self._handle = thorvg.canvas_new(thorvg.PLAIN_RENDERING)
        self._transform = thorvg.Transform(1, 0, 0, 0, 1, 0, 0, 0, 1)
        self._by_reference = byref(self._transform)
        self._parents: list[Any] = []
        thorvg.canvas_target(
            self._handle, self.pixels.ctypes.data, width, width, height, thorvg.RGBA_PREMULTIPLIED
        )

    def fill(self, path: Path, paint: Paint, at: Matrix = IDENTITY, blend: Blend = Blend.NORMAL) -> None:
        """Lay a filled outline on the canvas."""
        shape = thorvg.shape_new()
        thorvg.shape_path(shape, *path.commands())
        if isinstance(paint, Gradient):
            thorvg.shape_gradient(shape, paint.handle())
        else:
            thorvg.shape_colour(shape, *paint)
        self._lay(shape, at, blend)

    def stroke(self, path: Path, colour: Colour, width: float, at: Matrix = IDENTITY) -> None:
        """Draw along an outline with a round pen."""
        shape = thorvg.shape_new()
        thorvg.shape_path(shape, *path.commands())
        thorvg.stroke_width(shape, width)
        thorvg.stroke_colour(shape, *colour)
        thorvg.stroke_cap(shape, thorvg.ROUND)
        thorvg.stroke_join(shape, thorvg.ROUND)
        self._lay(shape, at, Blend.NORMAL)

    def picture(
        self, picture: Picture, at: Matrix = IDENTITY, opacity: float = 1.0, blend: Blend = Blend.NORMAL
    ) -> None:
        """Lay a picture on the canvas; a pixel of it is one unit before `at`. Once a frame each."""
        thorvg.paint_opacity(picture.handle, max(0, min(255, round(opacity * 255))))
        self._lay(picture.handle, at, blend)

    @contextmanager
    def group(
        self, opacity: float = 1.0, blend: Blend = Blend.NORMAL, blur: float = 0.0, clip: Path | None = None
    ) -> Iterator[None]:
        """What is drawn inside is put together first, then laid down as one. `clip` is in the base coordinates."""
        scene = thorvg.scene_new()
        self._parents.append(scene)
        try:
            yield
        finally:
            self._parents.pop()
        if opacity < 1:
            thorvg.paint_opacity(scene, max(0, min(255, round(opacity * 255))))
        if blur > 0:
            thorvg.scene_blur(scene, blur, 0, 0, 70)
        if clip is not None:
            outline = thorvg.shape_new()
            thorvg.shape_path(outline, *clip.commands())
            self._map(outline, IDENTITY)
            thorvg.paint_clip(scene, outline)
        if blend:
            thorvg.paint_blend(scene, blend)
        self._add(scene)

    def finish(self) -> Pixels:
        """Draw everything; the pixels stay valid until the next call."""
        thorvg.canvas_draw(self._handle, True)
        thorvg.canvas_sync(self._handle)
        thorvg.canvas_remove(self._handle, None)
        return self.pixels

    def _lay(self, paint: Any, at: Matrix, blend: Blend) -> None:
        self._map(paint, at)
        if blend:
            thorvg.paint_blend(paint, blend)
        self._add(paint)

    def _map(self, paint: Any, at: Matrix) -> None:
        t = self._transform
        t.e11, t.e12, t.e13, t.e21, t.e22, t.e23 = join(self.base, at)
        thorvg.paint_transform(paint, self._by_reference)

    def _add(self, paint: Any) -> None:
        if self._parents:
            thorvg.scene_add(self._parents[-1], paint)
        else:
            thorvg.canvas_add(self._handle, paint)
