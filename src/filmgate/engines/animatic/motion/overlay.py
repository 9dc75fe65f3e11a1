"""Weather over a picture, where the prompt speaks of it."""

from __future__ import annotations

import numpy as np

from filmgate.engines.animatic.brush.canvas import Canvas, Picture, Pixels
from filmgate.engines.animatic.brush.matrix import scale
from filmgate.engines.animatic.motion.ease import between
from filmgate.engines.animatic.script.storyboard import Storyboard
from filmgate.engines.animatic.stage.chance import chance
from filmgate.engines.animatic.stage.pen import Pen, lay
from filmgate.engines.animatic.stage.scenery import places
from filmgate.engines.animatic.stage.view import View
from filmgate.engines.animatic.stage.weather import weather_of
from filmgate.engines.protocol import Job

_FALLING = frozenset(
    {"rain", "storm", "snow", "leaves", "petals", "sparks", "confetti", "fireflies", "bubbles"}
)


class Overlay:
    """Falls drawn over frames; they set in softly, so that the first frame is the picture itself."""

    def __init__(self, job: Job, board: Storyboard) -> None:
        view = View(job.width, job.height)
        setting = board.shots[0].setting
        site = places.build(view, setting, board.style, chance(job.seed, job.prompt), frozenset())
        self.site = site
        behind, before = weather_of(site, chance(job.seed, job.prompt, "weather"), [])
        self.falls = [*behind, *before]
        self.canvas = Canvas(job.width, job.height, scale(view.unit))
        self.under: Pixels = np.full((job.height, job.width, 4), 255, np.uint8)
        self.picture = Picture(self.under)

    @classmethod
    def of(cls, job: Job, board: Storyboard) -> Overlay | None:
        """The overlay of a job, if its prompt asks for one."""
        return cls(job, board) if _FALLING & set(board.shots[0].setting.weather) else None

    def on(self, frame: Pixels, t: float) -> Pixels:
        """The frame with weather over it."""
        strength = between(0.0, 1.2, t)
        if strength <= 0:
            return frame
        self.under[..., :3] = frame
        self.canvas.base = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
        self.canvas.picture(self.picture)
        self.canvas.base = scale(self.site.view.unit)
        with self.canvas.group(opacity=strength):
            for fall in self.falls:
                pen = Pen(self.site.light)
                fall(pen, t, 0.0)
                lay(self.canvas, pen.parts)
        return self.canvas.finish()
