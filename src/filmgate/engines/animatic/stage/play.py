"""Playing the storyboard of a prompt, frame by frame."""

from __future__ import annotations

from math import sin
from random import Random

from filmgate.engines.animatic.brush import matrix, paint, path
from filmgate.engines.animatic.brush.canvas import Canvas, Pixels
from filmgate.engines.animatic.brush.colour import from_oklch
from filmgate.engines.animatic.film import FrameSource
from filmgate.engines.protocol import Job


def play_frames(job: Job) -> FrameSource:
    random = Random(f"{job.seed} {job.prompt}")
    canvas = Canvas(job.width, job.height, matrix.scale(min(job.width, job.height) / 1000))
    wide, high = 1000 * job.width / min(job.width, job.height), 1000 * job.height / min(job.width, job.height)
    hue = random.uniform(0, 6.28)
    sky = paint.down(0, high, from_oklch(0.4, 0.1, hue), from_oklch(0.85, 0.08, hue + 1))
    hills = [
        path.smooth(
            [
                (x, high * (0.4 + 0.13 * k) + random.uniform(-50, 50))
                for x in range(-400, int(wide) + 500, 170)
            ],
            closed=False,
        )
        .line(wide + 900, high * 2)
        .line(-900, high * 2)
        .close()
        for k in range(5)
    ]
    colours = [from_oklch(0.7 - 0.12 * k, 0.08, hue + 0.5) for k in range(5)]
    motes = [(random.uniform(0, wide), random.uniform(0, high), random.uniform(2, 7)) for _ in range(60)]

    def frame(number: int) -> Pixels:
        t = number / job.fps
        canvas.fill(path.box(0, 0, wide, high), sky)
        for k, (hill, colour) in enumerate(zip(hills, colours, strict=True)):
            canvas.fill(hill, colour, matrix.shift(-t * 6 * k, 0))
        for x, y, r in motes:
            canvas.fill(path.ellipse((x + t * 10 * r) % wide, y + 20 * sin(t + x), r), (255, 255, 255, 120))
        return canvas.finish()

    return frame
