"""The frame, in pixels and in stage units: the short side of every film is 1000 units."""

from __future__ import annotations

from dataclasses import dataclass

SHORT_SIDE = 1000.0


@dataclass(frozen=True)
class View:
    """A frame of `width` × `height` pixels."""

    width: int
    height: int

    @property
    def unit(self) -> float:
        """Pixels to a stage unit."""
        return min(self.width, self.height) / SHORT_SIDE

    @property
    def wide(self) -> float:
        return self.width / self.unit

    @property
    def high(self) -> float:
        return self.height / self.unit

    @property
    def upright(self) -> bool:
        return self.height > self.width
