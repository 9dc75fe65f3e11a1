"""Chance that can be repeated: the same key always throws the same dice."""

from __future__ import annotations

from random import Random


def chance(*key: object) -> Random:
    """A source of chance of its own for whatever the key names."""
    return Random(" ".join(str(part) for part in key))  # noqa: S311 - looks, not secrets
