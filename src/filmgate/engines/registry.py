"""Finding engines by name."""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import entry_points
from typing import cast

from filmgate.engines.protocol import Engine

GROUP = "filmgate.engines"


class UnknownEngine(LookupError):
    """The configuration names an engine that is not installed."""


def load_engine(name: str) -> Engine:
    """The engine of this name: an installed entry point of the group `filmgate.engines`, or `module:attribute`.

    Raises:
        UnknownEngine: Nothing installed has this name; the message lists what is.
    """
    if ":" in name:
        module, _, attribute = name.partition(":")
        try:
            return cast(Engine, getattr(import_module(module), attribute))
        except (ImportError, AttributeError) as error:
            raise UnknownEngine(f"engine {name!r} cannot be imported: {error}") from error
    installed = {entry.name: entry for entry in entry_points(group=GROUP)}
    if name not in installed:
        raise UnknownEngine(
            f"engine {name!r} is not installed; installed: {', '.join(sorted(installed)) or 'none'}"
        )
    return cast(Engine, installed[name].load())
