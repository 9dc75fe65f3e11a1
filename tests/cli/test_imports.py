"""Commands start at once: each imports only what it needs."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = (
    "alembic",
    "av",
    "cv2",
    "fastapi",
    "httpx2",
    "numpy",
    "pydantic_settings",
    "sqlalchemy",
    "uvicorn",
)


@pytest.mark.parametrize(
    ("module", "allowed"),
    [
        ("filmgate.cli.app", ()),
        ("filmgate.client", ("httpx2",)),
        ("filmgate.settings_sources", ("pydantic_settings",)),
    ],
)
def test_little_is_imported(module: str, allowed: tuple[str, ...]) -> None:
    code = f"import sys, {module}; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(HEAVY) & set(loaded.stdout.split()) <= set(allowed)
