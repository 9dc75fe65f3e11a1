"""One model as it is offered to the public."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from filmgate.catalog.fit import Wish, find_misfit
from filmgate.catalog.route import ConfiguredEngine, Route
from filmgate.engines.protocol import Capabilities
from filmgate.settings import BillingRule, ModelSettings, RouteSettings

_SHAPES = {"16:9": (16, 9), "9:16": (9, 16)}


@dataclass(frozen=True)
class Model:
    """A public model: its engines, what a request may ask of it, and its price.

    Attributes:
        routes: The engines that make its films, in the order in which they stand in for each other.
        capabilities: What at least one of the routes can do.
        settings: What the operator configured; the price stands there, see `catalog.price`.
    """

    name: str
    routes: tuple[Route, ...]
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

    def routes_for(self, wish: Wish) -> list[Route]:
        """The routes that can do all of it, in their order."""
        return [route for route in self.routes if find_misfit(self.name, route.capabilities, wish) is None]

    def seconds_closed_off(self) -> float:
        """Seconds until the first of the engines may be tried again; 0: one may be now."""
        return min(route.at.breaker.seconds_closed_off() for route in self.routes)


def in_order(routes: Sequence[Route], task_id: str) -> list[Route]:
    """The routes in the order in which this task tries them: the first one is drawn by the weights, and the same task
    draws the same one again."""
    weights = sum(route.weight for route in routes)
    if weights == 0:
        return list(routes)
    drawn = int.from_bytes(hashlib.sha256(task_id.encode()).digest()[:8], "big") % weights
    for route in routes:
        if drawn < route.weight:
            return [route, *(other for other in routes if other is not route)]
        drawn -= route.weight
    raise AssertionError


class ImpossibleModel(ValueError):
    """The configuration of a model contradicts its engine or another model."""


def build_model(name: str, settings: ModelSettings, engine_of: Callable[[str], ConfiguredEngine]) -> Model:
    """Join what the operator configured with what the engines can do; the narrower of the two holds.

    Args:
        engine_of: Answers the engine of a name.

    Raises:
        ImpossibleModel: They have no length in common, the default length is not among them, or an engine cannot make
            films of this size.
    """
    wanted = settings.routes or (
        RouteSettings(engine=settings.engine, engine_model=settings.engine_model, options=settings.options),
    )
    routes = tuple(_build_route(name, settings, each, engine_of(each.engine)) for each in wanted)
    able = _joined([route.capabilities for route in routes])
    if settings.default_duration_seconds not in able.durations_seconds:
        raise ImpossibleModel(
            f"models.{name}: default_duration_seconds {settings.default_duration_seconds} is not among the lengths that"
            f" both the setting and the engine {' or '.join(route.at.name for route in routes)} allow"
            f" ({', '.join(map(str, able.durations_seconds)) or 'none'})"
        )
    return Model(
        name=name,
        routes=routes,
        description=settings.description,
        capabilities=able,
        default_duration_seconds=settings.default_duration_seconds,
        short_side_pixels=settings.short_side_pixels,
        fps=settings.fps,
        expected_seconds=settings.expected_seconds,
        settings=settings,
    )


def _build_route(name: str, settings: ModelSettings, wanted: RouteSettings, at: ConfiguredEngine) -> Route:
    able = at.engine.capabilities
    resolution = f"{settings.short_side_pixels}p"
    if resolution not in able.resolutions:
        raise ImpossibleModel(
            f"models.{name}: short_side_pixels {settings.short_side_pixels} is no size of the engine {at.name}, which"
            f" makes {', '.join(able.resolutions) or 'none'}"
        )
    return Route(
        at=at,
        engine_model=wanted.engine_model or name,
        capabilities=replace(
            able,
            aspect_ratios=tuple(ratio for ratio in able.aspect_ratios if ratio in _SHAPES),
            durations_seconds=tuple(
                seconds for seconds in settings.durations_seconds if seconds in able.durations_seconds
            ),
            resolutions=(resolution,),
        ),
        weight=wanted.weight,
        options=wanted.options,
    )


def _joined(each: list[Capabilities]) -> Capabilities:
    """What at least one can do; only that a running film can be cancelled must hold for all."""
    between = [able.last_frame_durations_seconds for able in each if able.max_images == 2]
    return Capabilities(
        aspect_ratios=_union(able.aspect_ratios for able in each),
        durations_seconds=tuple(sorted({seconds for able in each for seconds in able.durations_seconds})),
        resolutions=_union(able.resolutions for able in each),
        max_images=max(able.max_images for able in each),
        last_frame_durations_seconds=tuple(sorted({s for lengths in between for s in lengths}))
        if all(between)
        else (),
        audio=any(able.audio for able in each),
        seed=any(able.seed for able in each),
        negative_prompt=any(able.negative_prompt for able in each),
        cancel_while_running=all(able.cancel_while_running for able in each),
    )


def _union(each: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for words in each for word in words))
