"""Finding engines by name, and building them from what the operator configured."""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import entry_points
from typing import Any, TypeVar, cast

from pydantic import ValidationError

from filmgate.engines.protocol import Engine
from filmgate.settings import EngineSettings, Section

GROUP = "filmgate.engines"

Options = TypeVar("Options", bound=Section)


class UnknownEngine(LookupError):
    """The configuration names an engine that is not installed."""


class ImpossibleEngine(ValueError):
    """An engine cannot work as it is configured; the message says which setting is wrong, and what would be right."""


def load_engine(name: str, settings: EngineSettings | None = None) -> Engine:
    """The engine of this name.

    Args:
        name: What the model or route says: the name of an `[engines.NAME]` table, of an installed entry point of the
            group `filmgate.engines`, or `module:attribute`.
        settings: That table, if there is one; its `kind` then names the entry point or the attribute.

    Raises:
        UnknownEngine: Nothing installed has this name; the message lists what is.
        ImpossibleEngine: It cannot work with these settings.
    """
    kind = settings.kind if settings is not None and settings.kind else name
    found = _find(kind)
    if hasattr(found, "start"):
        if settings is not None and (settings.base_url or settings.api_key or settings.options):
            raise ImpossibleEngine(f"engines.{name}: the engine {kind} takes no base_url, api_key or options")
        return cast(Engine, found)
    return cast(Engine, found(name, settings or EngineSettings()))


def read_options(model: type[Options], name: str, settings: EngineSettings) -> Options:
    """The engine's options as `model` reads them; for engines that are built by a function.

    Raises:
        ImpossibleEngine: One is unknown or impossible.
    """
    try:
        return model.model_validate(dict(settings.options))
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        path = ".".join(["engines", name, "options", *map(str, problem["loc"])])
        known = ", ".join(model.model_fields)
        said = (
            f"is no option; options are: {known}" if problem["type"] == "extra_forbidden" else problem["msg"]
        )
        raise ImpossibleEngine(f"{path}: {said}") from None


def installed_engines() -> list[str]:
    """The names of all installed entry points."""
    return sorted(entry.name for entry in entry_points(group=GROUP))


def _find(kind: str) -> Any:
    if ":" in kind:
        module, _, attribute = kind.partition(":")
        try:
            return getattr(import_module(module), attribute)
        except (ImportError, AttributeError) as error:
            raise UnknownEngine(f"engine {kind!r} cannot be imported: {error}") from error
    for entry in entry_points(group=GROUP):
        if entry.name == kind:
            return entry.load()
    raise UnknownEngine(
        f"engine {kind!r} is not installed; installed: {', '.join(installed_engines()) or 'none'}"
    )
