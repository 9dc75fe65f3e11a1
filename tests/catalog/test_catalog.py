"""Models: what the operator configured joined with what the engine can do, and what a film costs."""

from __future__ import annotations

from decimal import Decimal

import pytest

from filmgate.catalog.catalog import open_catalog
from filmgate.catalog.price import count_tokens, price_microcredits
from filmgate.engines.registry import UnknownEngine
from filmgate.errors import NotFound
from filmgate.settings import FilmgateSettings, GroupSettings, ModelSettings


def settings(**models: ModelSettings) -> FilmgateSettings:
    return FilmgateSettings(models=models)


def test_the_seeds_models_are_there_by_default() -> None:
    catalog = open_catalog(FilmgateSettings())
    assert [model.name for model in catalog] == ["veo3.1-pro", "veo3.1-fast"]
    assert catalog.find("veo3.1-pro").size("16:9") == (1280, 720)
    assert catalog.find("veo3.1-pro").size("9:16") == (720, 1280)


@pytest.mark.parametrize(
    ("asked", "nearest"),
    [("veo3.1", "veo3.1-pro"), ("veo-3.1-fast", "veo3.1-fast"), ("sora", "veo3.1-pro"), ("", "veo3.1-pro")],
)
def test_an_unknown_model_is_answered_with_the_nearest(asked: str, nearest: str) -> None:
    with pytest.raises(NotFound) as told:
        open_catalog(FilmgateSettings()).find(asked)
    assert (told.value.param, told.value.fallback_suggestion) == ("model", nearest)


def test_an_alias_means_its_model() -> None:
    catalog = open_catalog(settings(a=ModelSettings(aliases=("b",))))
    assert catalog.find("b") is catalog.find("a")


def test_a_model_that_is_not_enabled_is_not_there() -> None:
    catalog = open_catalog(settings(a=ModelSettings(), b=ModelSettings(enabled=False, aliases=("a",))))
    assert [model.name for model in catalog] == ["a"]
    with pytest.raises(NotFound):
        catalog.find("b")


def test_the_narrower_of_setting_and_engine_holds() -> None:
    model = open_catalog(settings(a=ModelSettings(durations_seconds=(4, 8, 99)))).find("a")
    assert model.capabilities.durations_seconds == (4, 8)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        (ModelSettings(default_duration_seconds=5), "default_duration_seconds"),
        (ModelSettings(durations_seconds=(99,), default_duration_seconds=99), "default_duration_seconds"),
        (ModelSettings(aliases=("b",)), "alias 'b'"),
    ],
)
def test_a_model_that_cannot_be_is_refused_at_the_start(wrong: ModelSettings, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        open_catalog(settings(a=wrong, b=ModelSettings()))


@pytest.mark.parametrize("engine", ["nope", "nowhere:ENGINE", "filmgate.clock:ENGINE"])
def test_an_unknown_engine_is_refused_at_the_start(engine: str) -> None:
    with pytest.raises(UnknownEngine, match=engine.split(":")[0]):
        open_catalog(settings(a=ModelSettings(engine=engine)))


@pytest.mark.parametrize(
    ("rule", "price", "multiplier", "seconds", "prompt", "microcredits"),
    [
        ("per_call", "25.7", "1", 8, "x", 25_700_000),
        ("per_call", "25.7", "0.5", 8, "x", 12_850_000),
        ("per_second", "0.1", "1", 8, "x", 800_000),
        ("per_second", "0.0000001", "1", 5, "x", 1),
        ("per_second", "0.0000001", "1", 4, "x", 0),
        ("per_token", "0.01", "2", 8, "A cat playing piano", 100_000),
        ("per_call", "0", "1", 8, "x", 0),
    ],
)
def test_prices(rule: str, price: str, multiplier: str, seconds: int, prompt: str, microcredits: int) -> None:
    of_model = ModelSettings(billing_rule=rule, price_credits=Decimal(price))  # type: ignore[arg-type]
    model = open_catalog(settings(a=of_model)).find("a")
    group = GroupSettings(price_multiplier=Decimal(multiplier))
    assert price_microcredits(model, group, duration_seconds=seconds, prompt=prompt) == microcredits


@pytest.mark.parametrize(
    ("prompt", "tokens"), [("", 0), ("a", 1), ("abcd", 1), ("abcde", 2), ("一只猫", 3), ("😀", 1)]
)
def test_tokens_are_four_bytes(prompt: str, tokens: int) -> None:
    assert count_tokens(prompt) == tokens
