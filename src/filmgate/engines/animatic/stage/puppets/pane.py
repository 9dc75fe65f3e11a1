"""Windows of buildings: glass by day, lamplight by night."""

from __future__ import annotations

from filmgate.engines.animatic.brush.path import box
from filmgate.engines.animatic.stage.pen import Pen


def window(pen: Pen, x: float, y: float, w: float, h: float, arched: bool = False) -> None:
    r = w / 2 if arched else 2
    pen.box(x - 3, y - 3, w + 6, h + 6, "6a5040", r + 2)
    if pen.light.dark:
        pen.glow(x + w / 2, y + h / 2, max(w, h) * 1.3, "ffcf7a", 0.45)
        pen.shine(box(x, y, w, h, r), "ffd98f")
    else:
        pen.flat(box(x, y, w, h, r), "7fa6bd")
    pen.string(x + w / 2, y, x + w / 2, y + h, "6a5040", 2)
    pen.string(x, y + h / 2, x + w, y + h / 2, "6a5040", 2)
