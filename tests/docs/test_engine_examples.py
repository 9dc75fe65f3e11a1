"""The settings that the pages on engines show make models that can be offered."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from filmgate.catalog.catalog import open_catalog
from filmgate.settings_sources import load_settings

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to"
PAGES = [*sorted(HOW_TO.glob("engine-*.md")), HOW_TO / "routes.md"]
TOML = re.compile(r"^```toml\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_example_can_be_served(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = page.read_text(encoding="utf-8")
    for name in re.findall(r"FILMGATE_ENGINES__[A-Z0-9]+__API_KEY", text):
        monkeypatch.setenv(name, "a-key")
    (example,) = TOML.findall(text)
    file = tmp_path / "filmgate.toml"
    file.write_text(example, encoding="utf-8")
    catalog = open_catalog(load_settings(file).settings)
    assert [route for model in catalog for route in model.routes if route.at.name != "animatic"]
