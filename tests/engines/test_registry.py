"""From what stands in the configuration to an engine, or to a message that says what is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from filmgate.catalog.catalog import open_catalog
from filmgate.engines.registry import ImpossibleEngine, UnknownEngine, load_engine
from filmgate.settings import EngineSettings, FilmgateSettings, ModelSettings, RouteSettings

KEY = SecretStr("sk-very-secret")


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"kind": "openai_videos"}, "engines.x.base_url is missing"),
        ({"kind": "unified"}, "engines.x.base_url is missing"),
        ({"kind": "openai_videos", "base_url": "http://g", "options": {"profil": "sglang"}}, "options.profil: is no option"),
        ({"kind": "openai_videos", "base_url": "http://g", "options": {"profile": "sora"}}, "options.profile"),
        ({"kind": "openai_videos", "base_url": "http://g", "options": {"poll_seconds": 0}}, "options.poll_seconds"),
        ({"kind": "xai", "options": {"result_hosts": ["a b"]}}, "not 'host'"),
        ({"kind": "animatic", "base_url": "http://g"}, "takes no base_url"),
        ({"kind": "google"}, "Veo is on Vertex only"),
        ({"kind": "google", "options": {"wire": "interactions"}}, "set api_key"),
        ({"kind": "google", "options": {"vertex": True}}, "set api_key"),
        ({"kind": "google", "options": {"project": "p", "credentials_file": "/no/file"}}, "is no key of a service account"),
    ],
)  # fmt: skip
def test_impossible_engines(settings: dict[str, Any], said: str) -> None:
    with pytest.raises(ImpossibleEngine, match=said):
        load_engine("x", EngineSettings.model_validate(settings))


def test_the_key_stands_in_no_representation() -> None:
    for kind, options in (("openai_videos", {}), ("xai", {}), ("google", {"vertex": True})):
        engine = load_engine(
            "x", EngineSettings(kind=kind, base_url="http://127.0.0.1:1", api_key=KEY, options=options)
        )
        assert "sk-very" not in repr(engine)
        assert "sk-very" not in repr(engine.__dict__ if hasattr(engine, "__dict__") else engine)


def test_without_its_package_google_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("filmgate.engines.google.find_spec", lambda _name: None)
    with pytest.raises(ImpossibleEngine, match=r"pip install 'filmgate\[google\]'"):
        load_engine("google", EngineSettings(api_key=KEY))


def test_v1_at_the_end_of_a_base_url_does_not_matter() -> None:
    for url in ("http://g:1", "http://g:1/", "http://g:1/v1", "http://g:1/v1/"):
        engine: Any = load_engine("x", EngineSettings(kind="openai_videos", base_url=url))
        assert engine.upstream.base_url == "http://g:1"


def test_the_tables_name_is_the_kind_unless_it_is_given() -> None:
    assert load_engine("xai", EngineSettings(api_key=KEY)).name == "xai"
    with pytest.raises(UnknownEngine, match="installed: animatic, google, lightx2v"):
        load_engine("gpu", EngineSettings(base_url="http://g"))


def test_options_narrow_what_an_engine_can_do() -> None:
    options = {"profile": "vllm-omni", "max_images": 2, "durations_seconds": [5], "resolutions": ["480p"]}
    able = load_engine(
        "x",
        EngineSettings.model_validate({"kind": "openai_videos", "base_url": "http://g", "options": options}),
    ).capabilities
    assert (able.max_images, able.durations_seconds, able.resolutions) == (2, (5,), ("480p",))
    assert able.cancel_while_running


def test_a_model_in_a_size_that_its_engine_cannot_make_is_refused(tmp_path: Path) -> None:
    settings = FilmgateSettings(
        engines={"xai": EngineSettings(api_key=KEY)},
        models={"m": ModelSettings(engine="xai", short_side_pixels=1080)},
    )
    with pytest.raises(ValueError, match=r"models.m: short_side_pixels 1080 is no size of the engine xai"):
        open_catalog(settings)


def test_models_share_an_engine_and_its_breaker() -> None:
    routes = (RouteSettings(engine="xai", engine_model="a"), RouteSettings(engine="animatic"))
    settings = FilmgateSettings(
        engines={"xai": EngineSettings(api_key=KEY)},
        models={"m": ModelSettings(routes=routes), "n": ModelSettings(engine="xai")},
    )
    catalog = open_catalog(settings)
    assert catalog.find("m").routes[0].at is catalog.find("n").routes[0].at
    assert [route.engine_model for route in catalog.find("m").routes] == ["a", "m"]
