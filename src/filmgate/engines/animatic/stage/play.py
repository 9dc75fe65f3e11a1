"""Playing the storyboard: shots one after another on one canvas, joined by cuts."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import partial

import cv2
import numpy as np

from filmgate.engines.animatic.brush.canvas import Canvas, Pixels
from filmgate.engines.animatic.film import Take
from filmgate.engines.animatic.script.read import read_prompt
from filmgate.engines.animatic.script.storyboard import Storyboard
from filmgate.engines.animatic.sound.cue import Bed, Cue
from filmgate.engines.animatic.sound.music import MOODS
from filmgate.engines.animatic.stage.cut import CUT_SECONDS, cut_for
from filmgate.engines.animatic.stage.finish import Finish
from filmgate.engines.animatic.stage.hearing import bed_of, cues_of
from filmgate.engines.animatic.stage.scene import Scene
from filmgate.engines.animatic.stage.view import View
from filmgate.engines.protocol import Job

STORYBOARD_FILE = "storyboard.json"


def read_storyboard(job: Job) -> Storyboard:
    """Read the job's prompt, and leave what was understood of it beside the film."""
    board = read_prompt(job.prompt, job.negative_prompt)
    text = json.dumps(asdict(board), ensure_ascii=False, indent=1)
    (job.workdir / STORYBOARD_FILE).write_text(text, encoding="utf-8")
    return board


class Play:
    """A storyboard on the stage: `take` and `frame` show it, `beds` and `cues` say what is to be heard."""

    def __init__(self, job: Job, board: Storyboard) -> None:
        self.fps = job.fps
        self.canvas = Canvas(job.width, job.height)
        self.starts: list[float] = []
        self.scenes: list[Scene] = []
        self.finishes: list[Finish] = []
        self.beds: list[Bed] = []
        self.cues: list[Cue] = []
        view, start = View(job.width, job.height), 0.0
        self.cut = cut_for(board.mood, view)
        for number, shot in enumerate(board.shots):
            seconds = max(0.4, shot.share * job.duration_seconds)
            film = f"{job.seed} {job.prompt}"
            beat = MOODS.get(board.mood, MOODS["calm"]).beat
            lasts = (seconds + CUT_SECONDS) * shot.camera.pace
            scene = Scene(shot, board.style, view, lasts, beat, film, number, board.title)
            self.scenes.append(scene)
            self.finishes.append(Finish(board.style, view, scene.site.light.dark))
            self.starts.append(start)
            self.beds.append(bed_of(scene, start, seconds))
            self.cues += cues_of(scene, start, seconds)
            start += seconds

    def frame(self, number: int) -> Pixels:
        """The pixels of a frame, RGB."""
        return self.take(number)()

    def take(self, number: int) -> Take:
        """Draw a frame; calling what is returned finishes it, in any thread."""
        t = number / self.fps
        current = max(i for i, start in enumerate(self.starts) if start <= t)
        since = t - self.starts[current]
        shown = partial(self.finishes[current], self._drawn(current, t), number)
        if current == 0:
            return shown
        if since >= CUT_SECONDS:
            self.scenes[current - 1].strike()
            return shown
        before = partial(self.finishes[current - 1], self._drawn(current - 1, t), number)
        mixed = self.cut(
            before(), shown(), since / CUT_SECONDS
        )  # now, as one frame takes less memory than two
        return lambda: mixed

    def _drawn(self, index: int, t: float) -> Pixels:
        scene = self.scenes[index]
        pixels = scene.draw(self.canvas, (t - self.starts[index]) * scene.shot.camera.pace)
        return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGBA2RGB), np.uint8)
