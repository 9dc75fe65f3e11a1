"""Figures without a skeleton: a sketch with a size and a colour, moved by the moment that it is drawn in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from filmgate.engines.animatic.script.lexicon import COLOURS
from filmgate.engines.animatic.script.storyboard import Actor
from filmgate.engines.animatic.stage.pen import Pen
from filmgate.engines.animatic.stage.puppets.puppet import Moment

Sketch = Callable[[Pen, str, Moment], None]
"""Draws a thing that stands on the origin, in its main colour (hex digits)."""


@dataclass(frozen=True)
class Model:
    """`height` and `width` in units (a person is 170 high); `seat`: where someone sits on or in it;
    `inside`: those who sit are partly hidden by it; `top`: how high things lie that are put on it;
    `stride`: how far it comes in one turn of its wheels; `front`: that part of it which hides those who sit in it."""

    height: float
    width: float
    colour: str
    sketch: Sketch
    seat: tuple[float, float] | None = None
    inside: bool = False
    top: float | None = None
    stride: float = 200.0
    front: Sketch | None = None


@dataclass
class Figure:
    """A model in the colour that was asked for."""

    model: Model
    colour: str
    offset: float

    def __post_init__(self) -> None:
        self.height, self.width = self.model.height, self.model.width
        self.stride = self.model.stride
        self.seat, self.inside, self.top = self.model.seat, self.model.inside, self.model.top

    def draw(self, pen: Pen, moment: Moment) -> None:
        self.model.sketch(pen, self.colour, moment)


def figure(model: Model, actor: Actor, offset: float) -> Figure:
    """The figure that plays an actor."""
    return Figure(model, COLOURS[actor.colour] if actor.colour else model.colour, offset)


def darker(colour: str, share: float = 0.8) -> str:
    """The same hex colour with less light."""
    return "".join(f"{round(int(colour[i : i + 2], 16) * share):02x}" for i in (0, 2, 4))


def lighter(colour: str, share: float = 0.35) -> str:
    """The same hex colour, nearer to white."""
    return "".join(f"{round((v := int(colour[i : i + 2], 16)) + (255 - v) * share):02x}" for i in (0, 2, 4))
