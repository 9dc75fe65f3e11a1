"""Patches: the pieces of a large, partly empty bitmap that are worth moving, and how they are laid on a frame."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, inf

import cv2
import numpy as np

from filmgate.engines.animatic.brush.canvas import Pixels, mapped
from filmgate.engines.animatic.brush.matrix import Matrix, inverse, point

_BAND = 48
"""Rows that are looked through at a time."""
_GAP = 56
"""Empty columns in a row at which a band is cut."""
_LEVEL = 0.5
"""Pixels by which a camera may roll before that shows in a colour that changes from top to bottom only."""
_WASTE = 7_000
"""Empty pixels that cost as much as another piece."""


@dataclass(frozen=True)
class Box:
    """A piece of a bitmap, its far edges not included. `solid`: nothing shows through."""

    left: int
    top: int
    right: int
    bottom: int
    solid: bool

    @property
    def area(self) -> int:
        return (self.right - self.left) * (self.bottom - self.top)

    def meets(self, other: Box) -> bool:
        wide = self.left < other.right and other.left < self.right
        return wide and self.top < other.bottom and other.top < self.bottom

    def joined(self, other: Box) -> Box:
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
            self.solid,
        )


class Patches:
    """Disjoint pieces of a premultiplied bitmap; `rolled` is how many pixels a turned camera may shift an edge.

    The edges of neighbours are rounded alike and every piece brings what is around it, so no seam is seen.
    """

    def __init__(self, pixels: Pixels, rolled: float) -> None:
        guard = ceil(rolled) + 2
        self.near = guard + 2
        found = boxes(cv2.extractChannel(pixels, 3), guard)
        self._xs = np.array([(box.left, box.right) for box in found]).reshape(-1, 2)
        self._ys = np.array([(box.top, box.bottom) for box in found]).reshape(-1, 2)
        self.pieces = list(
            zip(found, _kept([self._around(box, pixels, rolled) for box in found]), strict=True)
        )
        """A piece that is the same from left to right is kept as one column."""
        last = found[-1] if found else None
        whole = (
            last is not None and last.solid and last.bottom == pixels.shape[0] and _is_across(last, pixels)
        )
        self.solid_from = last.top if last and whole else inf
        """The row from which on nothing shows through, down to the last."""

    def _around(self, box: Box, pixels: Pixels, rolled: float) -> Pixels:
        rows = pixels[self._before(box.top) : box.bottom + self.near]
        if (
            box.solid
            and _is_across(box, pixels)
            and rolled < _LEVEL
            and _is_even(pixels[box.top : box.bottom])
        ):
            return rows[:, :1]
        return rows[:, self._before(box.left) : box.right + self.near]

    def lay(self, frame: Pixels, at: Matrix, until: float) -> None:
        """Put them over an opaque frame down to a row, as `at` maps pixels of the bitmap to those of the frame."""
        high, wide = frame.shape[:2]
        middle_x, middle_y = point(inverse(at), wide / 2, high / 2)
        a, b, c, d, e, f = at
        xs = np.clip(np.rint(self._xs * a + (b * middle_y + c)), 0, wide).astype(int).tolist()
        ys = np.clip(np.rint(self._ys * e + (d * middle_x + f)), 0, min(high, until)).astype(int).tolist()
        for (x0, x1), (y0, y1), (box, pixels) in zip(xs, ys, self.pieces, strict=True):
            if x0 >= x1 or y0 >= y1:
                continue
            x, y = self._before(box.left) + 0.5, self._before(box.top) + 0.5
            m = np.array(((a, b, a * x + b * y + c - 0.5 - x0), (d, e, d * x + e * y + f - 0.5 - y0)))
            window, size = frame[y0:y1, x0:x1], (x1 - x0, y1 - y0)
            if pixels.shape[1] == 1:
                column = cv2.warpAffine(pixels, m, (1, y1 - y0), borderMode=cv2.BORDER_REPLICATE)
                window.view(np.uint32)[...] = column.view(np.uint32)
            elif box.solid:
                cv2.warpAffine(pixels, m, size, dst=window, borderMode=cv2.BORDER_REPLICATE)
            else:
                over(window, np.asarray(cv2.warpAffine(pixels, m, size), np.uint8))

    def _before(self, edge: int) -> int:
        return max(0, edge - self.near)


def over(window: Pixels, pixels: Pixels) -> None:
    """Lay premultiplied pixels over opaque ones, in place."""
    rest = cv2.cvtColor(cv2.bitwise_not(cv2.extractChannel(pixels, 3)), cv2.COLOR_GRAY2RGBA)
    cv2.add(cv2.multiply(window, rest, dst=window, scale=1 / 255), pixels, dst=window)


def _kept(pieces: list[Pixels]) -> list[Pixels]:
    """Copies in memory of their own."""
    memory = mapped(sum(piece.shape[0] * piece.shape[1] for piece in pieces))
    copies: list[Pixels] = []
    for piece in pieces:
        copy = memory[: piece.shape[0] * piece.shape[1]].reshape(piece.shape)
        memory = memory[piece.shape[0] * piece.shape[1] :]
        copy[...] = piece
        copies.append(copy)
    return copies


def _is_across(box: Box, pixels: Pixels) -> bool:
    return (box.left, box.right) == (0, pixels.shape[1])


def _is_even(pixels: Pixels) -> bool:
    """Whether all columns are the same, as far as rounding lets them."""
    return cv2.norm(pixels, cv2.resize(pixels[:, :1], pixels.shape[1::-1]), cv2.NORM_INF) <= 1


def boxes(opacity: cv2.typing.MatLike, guard: int) -> list[Box]:
    """Where something is, with `guard` pixels around it, from top to bottom."""
    height, width = opacity.shape
    clear = np.flatnonzero(cv2.reduce(opacity, 1, cv2.REDUCE_MIN) < 255)
    solid = 0 if clear.size == 0 else int(clear[-1]) + 1 + guard
    solid = solid if height - solid >= _BAND else height
    found: list[Box] = []
    for top in range(0, solid, _BAND):
        runs = list(_runs(opacity, top, min(top + _BAND, solid), guard))
        for run in runs:
            above = next((box for box in found if _may_join(box, run, [*found, *runs])), None)
            if above is None:
                found.append(run)
            else:
                found[found.index(above)] = above.joined(run)
    return found if solid == height else [*found, Box(0, solid, width, height, True)]


def _runs(opacity: cv2.typing.MatLike, top: int, bottom: int, guard: int) -> Iterator[Box]:
    """The pieces of a band."""
    height, width = opacity.shape
    first, last = max(0, top - guard), min(height, bottom + guard)
    columns = np.flatnonzero(cv2.reduce(opacity[first:last], 0, cv2.REDUCE_MAX))
    if columns.size == 0:
        return
    for run in np.split(columns, np.flatnonzero(np.diff(columns) > _GAP) + 1):
        left, right = max(0, int(run[0]) - guard), min(width, int(run[-1]) + 1 + guard)
        part = opacity[first:last, max(0, left - guard) : right + guard]
        rows = first + np.flatnonzero(cv2.reduce(part, 1, cv2.REDUCE_MAX))
        yield Box(
            left,
            max(top, int(rows[0]) - guard),
            right,
            min(bottom, int(rows[-1]) + 1 + guard),
            bool(part.min() == 255),
        )


def _may_join(above: Box, run: Box, others: list[Box]) -> bool:
    """Whether two pieces, one below the other, are better one, without covering a third."""
    if above.solid != run.solid or above.bottom > run.top or run.top - above.bottom > _BAND:
        return False
    both = above.joined(run)
    if both.area - above.area - run.area > _WASTE:
        return False
    return not any(both.meets(other) for other in others if other is not above and other is not run)
