"""A lettered card for what nobody can draw: the honest last resort."""
# Points read better in rows than one below the other.
# fmt: off

from __future__ import annotations

from dataclasses import dataclass

from filmgate.engines.animatic.brush.path import box
from filmgate.engines.animatic.script.lexicon import COLOURS
from filmgate.engines.animatic.script.storyboard import Actor
from filmgate.engines.animatic.stage.lettering import lines, outline, printable
from filmgate.engines.animatic.stage.pen import Pen
from filmgate.engines.animatic.stage.puppets.puppet import Moment, wave

_LETTER = 34.0


@dataclass
class Card:
    """A card on a stick with the word on it."""

    rows: list[str]
    colour: str
    offset: float
    stride: float = 100.0

    def __post_init__(self) -> None:
        widths = [found[1] for row in self.rows if (found := outline(row))]
        self.width = max([150.0, *(w * _LETTER + 50 for w in widths)])
        self.tall = 56.0 + 44.0 * max(1, len(self.rows))
        self.height = self.tall + 46.0

    def draw(self, pen: Pen, moment: Moment) -> None:
        p = pen.readable().at(0, 0, 0.035 * wave(moment.t, 2.6, self.offset))
        p.limb(0, 0, 4, 0, -60, 4, "8a6a4a")
        top = -self.height
        p.box(-self.width / 2, top, self.width, self.tall, "f7efdd", 12)
        p.line(box(-self.width / 2 + 8, top + 8, self.width - 16, self.tall - 16, 8), self.colour, 3)
        for i, row in enumerate(self.rows):
            found = outline(row)
            if found is None:
                continue
            path, wide = found
            p.at(-wide * _LETTER / 2, top + 62 + i * 44, 0, _LETTER).flat(path, "3a302c")


def make(actor: Actor, offset: float) -> Card:
    rows = lines(printable(actor.word, 36), 14)[:3]
    return Card(rows, COLOURS[actor.colour] if actor.colour else "c9744a", offset)
