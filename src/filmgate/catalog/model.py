"""One model as it is offered to the public."""

from __future__ import annotations

from dataclasses import dataclass, replace

from filmgate.engines.protocol import Capabilities, Engine
from filmgate.settings import BillingRule, ModelSettings

_SHAPES = {"16:9": (16, 9), "9:16": (9, 16)}


@dataclass(frozen=True)
class Model:
    """A public model: its engine, what a request may ask of it, and its price.

    Attributes:
        engine_model: The engine's own name of the model.
        settings: What the operator configured; the price stands there, see `catalog.price`.
    """

    name: str
    engine: Engine
    engine_model: str
    description: str
    capabilities: Capabilities
    default_duration_seconds: int
    short_side_pixels: int
    fps: int
    expected_seconds: int
    settings: ModelSettings

    @property
    def billing_rule(self) -> BillingRule:
        """How a film of this model is charged."""
        return self.settings.billing_rule

    def size(self, aspect_ratio: str) -> tuple[int, int]:
        """Width and height in pixels, both even."""
        wide, high = _SHAPES[aspect_ratio]
        long_side = round(self.short_side_pixels * max(wide, high) / min(wide, high) / 2) * 2
        return (long_side, self.short_side_pixels) if wide > high else (self.short_side_pixels, long_side)


class ImpossibleModel(ValueError):
    """The configuration of a model contradicts its engine or another model."""


def build_model(name: str, settings: ModelSettings, engine: Engine) -> Model:
    """Join what the operator configured with what the engine can do; the narrower of the two holds.

    Raises:
        ImpossibleModel: They have no length in common, or the default length is not among them.
    """
    able = engine.capabilities
    durations = tuple(seconds for seconds in settings.durations_seconds if seconds in able.durations_seconds)
    if settings.default_duration_seconds not in durations:
        raise ImpossibleModel(
            f"models.{name}: default_duration_seconds {settings.default_duration_seconds} is not among the lengths that"
            f" both the setting and the engine {engine.name} allow ({', '.join(map(str, durations)) or 'none'})"
        )
    ratios = tuple(ratio for ratio in able.aspect_ratios if ratio in _SHAPES)
    return Model(
        name=name,
        engine=engine,
        engine_model=settings.engine_model or name,
        description=settings.description,
        capabilities=replace(able, durations_seconds=durations, aspect_ratios=ratios),
        default_duration_seconds=settings.default_duration_seconds,
        short_side_pixels=settings.short_side_pixels,
        fps=settings.fps,
        expected_seconds=settings.expected_seconds,
        settings=settings,
    )
