"""Two pictures: a passage whose first and last frames are the pictures themselves.

What happens between them is chosen by measuring: the things move (optical flow both ways), or the camera moves (a
homography of matched features), whichever makes both pictures agree better half way; and where neither does, the
pictures have nothing in common and get a designed transition.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from filmgate.engines.animatic.brush.canvas import Pixels
from filmgate.engines.animatic.film import FrameSource
from filmgate.engines.animatic.motion.between import Between
from filmgate.engines.animatic.motion.ease import ease
from filmgate.engines.animatic.motion.flow import measure
from filmgate.engines.animatic.motion.morph import Morph, view_change
from filmgate.engines.animatic.motion.picture import load_cover
from filmgate.engines.animatic.motion.transition import Transition
from filmgate.engines.protocol import Job

UNLIKE_MOST = 13.0
"""Mean difference half way, in grey levels, up to which two pictures count as showing the same."""


class Way(Protocol):
    """A way from one picture to another."""

    def at(self, t: float) -> Pixels:
        """The frame at a share of the way, 0 to 1."""


def passage_frames(job: Job, first: Path, last: Path) -> FrameSource:
    """The frames of a job with two pictures."""
    one = load_cover(first, job.width, job.height)
    other = load_cover(last, job.width, job.height)
    end = max(1, job.duration_seconds * job.fps - 1)
    way = choose_way(one, other, job.seed)

    def frame(number: int) -> Pixels:
        if number == 0:
            return one
        if number >= end:
            return other
        share = number / end
        return way.at(share if isinstance(way, Transition) else ease(share))

    return frame


def choose_way(one: Pixels, other: Pixels, seed: int) -> Way:
    """The way that suits two pictures."""
    ways: list[Between | Morph] = [Between(one, other, *measure(one, other))]
    change = view_change(one, other)
    if change is not None:
        ways.append(Morph(one, other, change))
    unlikeness, best = min(((way.unlikeness(), way) for way in ways), key=lambda pair: pair[0])
    return best if unlikeness <= UNLIKE_MOST else Transition(one, other, seed)
