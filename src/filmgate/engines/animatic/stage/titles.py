"""Titles: quoted speech as subtitles, and a prompt that names nothing to be seen as lettering over the scene."""

from __future__ import annotations

from math import sin

from filmgate.engines.animatic.brush.canvas import Canvas
from filmgate.engines.animatic.brush.colour import Colour, faded
from filmgate.engines.animatic.brush.matrix import place, scale
from filmgate.engines.animatic.brush.path import box
from filmgate.engines.animatic.motion.ease import between
from filmgate.engines.animatic.stage.lettering import lines, outline, printable
from filmgate.engines.animatic.stage.view import View

_PAPER: Colour = (250, 246, 236, 255)
_SHADE: Colour = (12, 12, 26, 255)
_SUBTITLE_LIMIT, _TITLE_LIMIT = 120, 64


class Subtitle:
    """Speech, near the lower edge of the frame."""

    def __init__(self, text: str, view: View) -> None:
        self.view = view
        self.letter = 44.0 if not view.upright else 50.0
        longest = 46 if not view.upright else 24
        self.rows = [
            found for row in lines(printable(text, _SUBTITLE_LIMIT), longest)[:5] if (found := outline(row))
        ]

    def draw(self, canvas: Canvas, t: float, seconds: float) -> None:
        """Comes in at the beginning of the shot and leaves before its end."""
        shown = between(0.15, 0.55, t) * (1 - between(seconds - 0.5, seconds - 0.1, t))
        if shown <= 0.01 or not self.rows:
            return
        canvas.base = scale(self.view.unit)
        step = self.letter * 1.5
        bottom = self.view.high - 62
        top = bottom - step * len(self.rows)
        wide = max(width for _, width in self.rows) * self.letter
        middle = self.view.wide / 2
        panel = box(middle - wide / 2 - 38, top - 14, wide + 76, bottom - top + 30, 22)
        canvas.fill(panel, faded(_SHADE, 0.62 * shown))
        for k, (path, width) in enumerate(self.rows):
            at = place(middle - width * self.letter / 2, top + step * (k + 0.82), 0, self.letter)
            canvas.fill(path, faded(_PAPER, shown), at)


class Title:
    """Large letters that rise into the picture one line after the other."""

    def __init__(self, text: str, view: View) -> None:
        self.view = view
        longest = 20 if not view.upright else 11
        self.rows = [
            found for row in lines(printable(text, _TITLE_LIMIT), longest)[:5] if (found := outline(row))
        ]
        widest = max((width for _, width in self.rows), default=1.0)
        self.letter = min(128.0, 0.84 * view.wide / widest)

    def draw(self, canvas: Canvas, t: float, seconds: float) -> None:
        canvas.base = scale(self.view.unit)
        step = self.letter * 1.3
        first = self.view.high * 0.44 - step * (len(self.rows) - 1) / 2
        for k, (path, width) in enumerate(self.rows):
            shown = between(0.1 + 0.25 * k, 0.9 + 0.25 * k, t + 0.6)
            x = (self.view.wide - width * self.letter) / 2
            y = first + step * k + 40 * (1 - shown) + 5 * sin(t * 1.2 + k)
            canvas.fill(path, faded(_SHADE, 0.35 * shown), place(x + 4, y + 6, 0, self.letter))
            canvas.fill(path, faded(_PAPER, shown), place(x, y, 0, self.letter))
