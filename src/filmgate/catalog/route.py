"""One way from a public model to an engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from filmgate.engines.breaker import Breaker
from filmgate.engines.gate import Gate
from filmgate.engines.protocol import Capabilities, Engine


@dataclass(frozen=True)
class ConfiguredEngine:
    """An engine of this server, once however many models use it.

    Attributes:
        name: What the configuration calls it.
        breaker: Whether it is well.
        gate: Whether it has room.
    """

    name: str
    engine: Engine
    breaker: Breaker
    gate: Gate


@dataclass(frozen=True)
class Route:
    """One of a model's engines, and how the model is called there.

    Attributes:
        engine_model: The engine's own name of the model.
        capabilities: What this route can do of what the model's settings allow.
        weight: Share of the tasks that try it first; 0 for a mere stand-in.
        options: The engine's own options for this model.
    """

    at: ConfiguredEngine
    engine_model: str
    capabilities: Capabilities
    weight: int
    options: Mapping[str, Any]

    @property
    def engine(self) -> Engine:
        """The engine itself."""
        return self.at.engine
