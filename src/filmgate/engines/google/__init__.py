"""Google's films through google-genai, by two wires. `predict` is `:predictLongRunning` (Veo 3.x), which the SDK since 3.6
speaks to Vertex only; `interactions` is the successor (Gemini Omni), with an API key or on Vertex. Which upstream model
serves which public name is configuration.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from filmgate.engines.registry import ImpossibleEngine
from filmgate.settings import EngineSettings

if TYPE_CHECKING:
    from filmgate.engines.protocol import Engine


def build(name: str, settings: EngineSettings) -> Engine:
    """The engine of an `[engines.NAME]` table.

    Raises:
        ImpossibleEngine: google-genai is not installed, or a setting is missing or wrong.
    """
    if find_spec("google") is None or find_spec("google.genai") is None:
        raise ImpossibleEngine(
            f"engines.{name}: google-genai is not installed; do: pip install 'filmgate[google]'"
        )
    from filmgate.engines.google.engine import build_google

    return build_google(name, settings)
