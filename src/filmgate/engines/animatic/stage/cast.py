"""Casting: which puppet plays which actor of the storyboard."""

from __future__ import annotations

from collections.abc import Callable

from filmgate.engines.animatic.script.storyboard import Actor
from filmgate.engines.animatic.stage.puppets import (
    aircraft,
    bird,
    boat,
    building,
    card,
    dragon,
    fish,
    food,
    heavens,
    insect,
    instrument,
    person,
    plant,
    quadruped,
    robot,
    symbol,
    thing,
    vehicle,
)
from filmgate.engines.animatic.stage.puppets.puppet import Puppet

_FAMILIES: dict[str, Callable[[Actor, float], Puppet | None]] = {
    "person": person.make,
    "robot": robot.make,
    "quadruped": quadruped.make,
    "bird": bird.make,
    "fish": fish.make,
    "insect": insect.make,
    "dragon": dragon.make,
    "vehicle": vehicle.make,
    "boat": boat.make,
    "aircraft": aircraft.make,
    "plant": plant.make,
    "building": building.make,
    "instrument": instrument.make,
    "thing": thing.make,
    "food": food.make,
    "sky": heavens.make,
    "symbol": symbol.make,
}


def puppet_for(actor: Actor, offset: float) -> Puppet:
    """The puppet of an actor; `offset` (0 to 1) tells apart those of one kind. A card where there is none."""
    make = _FAMILIES.get(actor.family)
    return (make(actor, offset) if make else None) or card.make(actor, offset)
