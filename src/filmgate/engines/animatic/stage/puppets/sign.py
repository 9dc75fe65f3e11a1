"""A board on two posts, with what it says."""

from __future__ import annotations

from dataclasses import dataclass

from filmgate.engines.animatic.brush.path import box
from filmgate.engines.animatic.script.lexicon import COLOURS
from filmgate.engines.animatic.script.storyboard import Actor
from filmgate.engines.animatic.stage.lettering import lines, outline, printable
from filmgate.engines.animatic.stage.pen import Pen
from filmgate.engines.animatic.stage.puppets.figure import darker, lighter
from filmgate.engines.animatic.stage.puppets.puppet import Moment

_ROW = 14
_LETTER, _STEP = 30.0, 40.0


@dataclass
class Sign:
    """`text` in rows of at most `_ROW` letters, on a painted board."""

    text: str
    colour: str
    height: float = 150.0
    stride: float = 100.0

    def __post_init__(self) -> None:
        self.rows = [found for row in lines(printable(self.text, 42), _ROW)[:3] if (found := outline(row))]
        self.width = max([120.0, *(width * _LETTER + 48 for _, width in self.rows)])
        self.board = max(52.0, 26 + _STEP * len(self.rows))
        self.height = 96 + self.board

    def draw(self, pen: Pen, moment: Moment) -> None:
        pen = pen.readable()
        half, top = self.width / 2, -self.height
        for side in (-1, 1):
            pen.limb(side * half * 0.7, 0, 4.5, side * half * 0.7, top + 10, 4.5, "7a5636")
        pen.box(-half, top, self.width, self.board, self.colour, 9)
        pen.line(
            box(-half + 6, top + 6, self.width - 12, self.board - 12, 6), lighter(self.colour, 0.75), 2.4
        )
        if not self.rows:
            for k in (0, 1):
                pen.box(
                    -half + 22, top + 16 + 14 * k, self.width - 44 - 26 * k, 6, lighter(self.colour, 0.6), 3
                )
        for k, (path, width) in enumerate(self.rows):
            y = top + self.board / 2 + _STEP * (k - (len(self.rows) - 1) / 2) + 0.36 * _LETTER
            pen.at(1.5 - width * _LETTER / 2, y + 1.5, 0, _LETTER).flat(path, darker(self.colour, 0.5))
            pen.at(-width * _LETTER / 2, y, 0, _LETTER).flat(path, "fdf8ea")


def make(actor: Actor) -> Sign:
    return Sign(actor.text, COLOURS[actor.colour] if actor.colour else "2f7a6a")
