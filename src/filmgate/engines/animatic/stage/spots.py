"""Spots: places of puppets in puppet units, around the origin of the ensemble that they belong to."""

from __future__ import annotations

from dataclasses import dataclass, field

from filmgate.engines.animatic.script.storyboard import Actor
from filmgate.engines.animatic.stage.puppets.puppet import Puppet

UPRIGHT = frozenset({"person", "robot"})
ALIVE = UPRIGHT | {"quadruped", "bird", "fish", "insect", "dragon"}
WINGED = frozenset({"bird", "insect", "aircraft"})
MOVING = frozenset({"walk", "run", "drive", "ride", "ski", "swim", "sail", "fly", "push"})
SEATED = frozenset({"sit", "read", "write", "eat", "drink"})


@dataclass
class Spot:
    """One puppet's place.

    Attributes:
        index: Of its actor in the shot.
        x, y: To the right of and above the ensemble's origin.
        order: Those with a higher order stand before those with a lower.
        zone: `stage` with the ensemble, `back` behind it, `air` above it, `sky`, or `hidden`.
        prop: Noun of what it plays or holds.
        leash: The spot that holds this one by a string, if any.
        stool: How high a stool is put under it.
        foot: Height of the ground under it; None: where it stands.
        offset: 0 to 1, tells apart those of one kind.
        backdrop: It may reach beyond the frame.
        root: The one that this one hangs on in the end, if any.
    """

    puppet: Puppet
    actor: Actor
    action: str
    index: int
    x: float = 0.0
    y: float = 0.0
    size: float = 1.0
    order: float = 0.0
    facing: int = 1
    zone: str = "stage"
    prop: str | None = None
    angle: float = 0.0
    leash: Spot | None = None
    stool: float = 0.0
    foot: float | None = None
    offset: float = 0.0
    backdrop: bool = False
    root: Spot | None = None

    @property
    def tall(self) -> float:
        return self.puppet.height * self.size

    @property
    def wide(self) -> float:
        return self.puppet.width * self.size

    @property
    def upright(self) -> bool:
        return self.actor.family in UPRIGHT

    @property
    def alive(self) -> bool:
        return self.actor.family in ALIVE


@dataclass
class Ensemble:
    """Spots that belong together; the first one leads."""

    spots: list[Spot] = field(default_factory=list)

    @property
    def lead(self) -> Spot:
        return self.spots[0]

    def bounds(self) -> tuple[float, float]:
        """Left and right end of all of it, without what flies on a string."""
        held = [s for s in self.spots if s.leash is None]
        return min(s.x - s.wide / 2 for s in held), max(s.x + s.wide / 2 for s in held)

    def carry(self, x: float, y: float) -> None:
        """Move all of it so that its lead comes to a place."""
        dx, dy = x - self.lead.x, y - self.lead.y
        for spot in self.spots:
            spot.x += dx
            spot.y += dy
