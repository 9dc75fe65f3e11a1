"""All models of this server."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

from filmgate.catalog.model import ImpossibleModel, Model, build_model
from filmgate.catalog.route import ConfiguredEngine
from filmgate.engines.breaker import Breaker
from filmgate.engines.gate import Gate
from filmgate.engines.registry import load_engine
from filmgate.errors import NotFound
from filmgate.settings import FilmgateSettings


class Catalog:
    """Models by their public names and aliases."""

    def __init__(self, models: Mapping[str, Model], aliases: Mapping[str, str]) -> None:
        self._models = dict(models)
        self._aliases = dict(aliases)

    def __iter__(self) -> Iterator[Model]:
        return iter(self._models.values())

    def find(self, name: str) -> Model:
        """The model of this name or alias.

        Raises:
            NotFound: There is none; the suggestion is the nearest name (seed, the 404 example).
        """
        model = self._models.get(self._aliases.get(name, name))
        if model is None:
            names = [*self._models, *self._aliases]
            nearest = difflib.get_close_matches(name[:200], names, n=1, cutoff=0.3) or names[:1]
            raise NotFound(
                "Specified model not found",
                param="model",
                fallback_suggestion=nearest[0] if nearest else "this server has no models configured",
            )
        return model


def open_catalog(settings: FilmgateSettings) -> Catalog:
    """Build the catalogue, loading each engine once.

    Raises:
        UnknownEngine: A model names an engine that is not installed.
        ImpossibleEngine: An engine cannot work as it is configured.
        ImpossibleModel: A model asks more than its engine can do, or an alias is taken.
    """
    engines: dict[str, ConfiguredEngine] = {}
    models: dict[str, Model] = {}
    aliases: dict[str, str] = {}

    def engine_of(name: str) -> ConfiguredEngine:
        if name not in engines:
            engines[name] = configure_engine(settings, name)
        return engines[name]

    offered = {name: of_model for name, of_model in settings.models.items() if of_model.enabled}
    for name, of_model in offered.items():
        models[name] = build_model(name, of_model, engine_of)
        for alias in of_model.aliases:
            if alias in offered or alias in aliases:
                raise ImpossibleModel(f"models.{name}: the alias {alias!r} is taken already")
            aliases[alias] = name
    return Catalog(models, aliases)


def configure_engine(settings: FilmgateSettings, name: str) -> ConfiguredEngine:
    """The engine that models and routes call `name`.

    Raises:
        UnknownEngine: It is not installed.
        ImpossibleEngine: It cannot work as it is configured.
    """
    of_engine = settings.engines.get(name)
    gate = Gate() if of_engine is None else Gate(of_engine.at_once, of_engine.starts_per_minute)
    return ConfiguredEngine(name, load_engine(name, of_engine), Breaker(), gate)
