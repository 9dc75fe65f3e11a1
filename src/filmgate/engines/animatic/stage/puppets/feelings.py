"""Feelings in faces: what brows, eyes and mouth do, the same for people, animals and robots."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Expression:
    """A face.

    Attributes:
        brow: How far the inner ends of the brows are raised (sad) or, below 0, lowered (angry).
        lift: How far the brows are raised altogether.
        mouth: The curve of the mouth: 1 a smile, -1 the other way round.
        gape: How far the mouth is open, 0 to 1.
        eyes: Times their usual size.
        tear: Whether tears run.
    """

    brow: float = 0.0
    lift: float = 0.0
    mouth: float = 1.0
    gape: float = 0.0
    eyes: float = 1.0
    tear: bool = False

    @property
    def browed(self) -> bool:
        """Whether even a face without brows gets some."""
        return bool(self.brow or self.lift)


_CALM = Expression()
_EXPRESSIONS = {
    "happy": Expression(lift=0.06, mouth=1.7, gape=0.5),
    "sad": Expression(brow=0.26, mouth=-1.0, tear=True),
    "angry": Expression(brow=-0.32, lift=-0.06, mouth=-0.9),
    "scared": Expression(brow=0.2, lift=0.12, mouth=-0.5, gape=0.4, eyes=1.28),
    "surprised": Expression(lift=0.2, mouth=0.0, gape=0.9, eyes=1.32),
}
FEELINGS = frozenset(_EXPRESSIONS)


def expression(feeling: str) -> Expression:
    """The face of a feeling; a calm one for everything else."""
    return _EXPRESSIONS.get(feeling, _CALM)
