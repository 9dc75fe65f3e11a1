"""Ways of going: what `goes` means for those who do not go on foot."""

from __future__ import annotations

_WAYS = {
    "vehicle": dict.fromkeys(("walk", "run", "ride", "fly", "float"), "drive"),
    "boat": dict.fromkeys(("walk", "run", "drive", "swim", "ride", "fly", "float"), "sail"),
    "fish": dict.fromkeys(("walk", "run", "fly", "sail", "drive", "float"), "swim"),
    "aircraft": dict.fromkeys(("walk", "run", "drive", "sail", "swim", "float"), "fly"),
    "bird": {"float": "fly"},
    "insect": {"run": "fly", "float": "fly"},
}


def own_way(family: str, action: str) -> str:
    """The action as this family does it: a train that crosses a bridge drives."""
    return _WAYS.get(family, {}).get(action, action)
