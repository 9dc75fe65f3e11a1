"""Reading the settings: order of the sources, where each value came from, and what is said of a wrong one."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from filmgate.settings import FilmgateSettings, built_in_models
from filmgate.settings_sources import SettingsError, leaves, load_settings


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, so that no file of the developer's is found."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(text: str, name: str = "filmgate.toml") -> Path:
    file = Path(name)
    file.write_text(text, encoding="utf-8")
    return file


def test_without_any_source_there_are_the_defaults() -> None:
    loaded = load_settings()
    assert loaded.settings == FilmgateSettings()
    assert set(loaded.origins.values()) == {"default"}


def test_flags_come_before_environment_before_file_before_default(monkeypatch: pytest.MonkeyPatch) -> None:
    write('[server]\nport = 1\nhost = "127.0.0.2"\n[limits]\nrequests_per_minute = 9\n[worker]\nslots = 3\n')
    monkeypatch.setenv("FILMGATE_SERVER__PORT", "2")
    monkeypatch.setenv("FILMGATE_LIMITS__REQUESTS_PER_MINUTE", "8")
    loaded = load_settings(flags={"server.port": 3})
    settings = loaded.settings
    assert (settings.server.port, settings.limits.requests_per_minute, settings.worker.slots) == (3, 8, 3)
    assert settings.server.host == "127.0.0.2"
    assert loaded.origins["server.port"] == "flag --port"
    assert loaded.origins["limits.requests_per_minute"] == "environment FILMGATE_LIMITS__REQUESTS_PER_MINUTE"
    assert loaded.origins["worker.slots"] == "filmgate.toml"
    assert loaded.origins["worker.sweep_seconds"] == "default"


def test_every_setting_can_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    values = {
        "FILMGATE_DATA_DIR": "/somewhere",
        "FILMGATE_LOG_LEVEL": "debug",
        "FILMGATE_IMAGES__ALLOW_HOSTS": '["localhost:3000"]',
        "FILMGATE_TRANSLATOR__API_KEY": "sk-1",
        "FILMGATE_GROUPS": '{"pro": {"price_multiplier": "0.5"}}',
        "FILMGATE_MODELS": '{"veo3.1-pro": {"price_credits": 30}}',
        "FILMGATE_STORAGE__LINK_HOURS": "1.5",
    }
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    settings = load_settings().settings
    assert settings.data_dir == Path("/somewhere")
    assert settings.images.allow_hosts == ("localhost:3000",)
    assert settings.translator.api_key is not None
    assert settings.translator.api_key.get_secret_value() == "sk-1"
    assert settings.groups["pro"].price_multiplier == Decimal("0.5")
    assert settings.groups["default"].price_multiplier == 1
    assert settings.models["veo3.1-pro"].price_credits == 30
    assert settings.storage.link_hours == 1.5


def test_a_table_changes_a_built_in_model_and_adds_new_ones() -> None:
    write(
        '[models."veo3.1-pro"]\nprice_credits = 30\n[models."house"]\ndescription = "Ours."\n'
        '[models."veo3.1-fast"]\nenabled = false\n'
    )
    models = load_settings().settings.models
    assert models["veo3.1-pro"].price_credits == 30
    assert models["veo3.1-pro"].durations_seconds == built_in_models()["veo3.1-pro"].durations_seconds
    assert models["house"].engine == "animatic"
    assert not models["veo3.1-fast"].enabled


def test_an_engines_own_options_are_passed_on_as_they_are() -> None:
    write('[models."veo3.1-pro".options]\ncodec = "av1"\nsteps = 4\n')
    loaded = load_settings()
    assert loaded.settings.models["veo3.1-pro"].options == {"codec": "av1", "steps": 4}
    assert loaded.origins["models.veo3.1-pro.options"] == "filmgate.toml"


def test_paths_in_the_file_are_meant_from_where_the_file_is(elsewhere: Path) -> None:
    (elsewhere / "etc").mkdir()
    file = write('data_dir = "data"\n[callbacks]\nca_file = "/etc/ca.pem"\n', "etc/f.toml")
    settings = load_settings(file).settings
    assert settings.data_dir == elsewhere / "etc" / "data"
    assert settings.callbacks.ca_file == Path("/etc/ca.pem")


def test_the_clients_variables_are_no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FILMGATE_API_KEY", "fg_live_x")
    monkeypatch.setenv("FILMGATE_BASE_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("FILMGATE_CONFIG", str(write("log_level = 'error'", "other.toml")))
    assert load_settings().settings.log_level == "error"


@pytest.mark.parametrize(
    ("text", "named", "suggested"),
    [
        ("[server]\nprot = 1\n", "server.prot (filmgate.toml)", "server.port"),
        ("prot = 1\n", "prot (filmgate.toml)", "server.port"),
        ("[servers]\nport = 1\n", "servers (filmgate.toml)", "server"),
        ("[server]\nport = 99999\n", "server.port (filmgate.toml)", "correct server.port"),
        ("[server]\nport = 'x'\n", "server.port (filmgate.toml)", "correct server.port"),
        ("log_level = 'loud'\n", "log_level (filmgate.toml)", "correct log_level"),
        ("[models.a]\nengin = 'x'\n", "models.a.engin (filmgate.toml)", "models.a.engine"),
        ("[groups.a]\nmultiplier = 1\n", "groups.a.multiplier (filmgate.toml)", "groups.a.price_multiplier"),
        ("[callbacks]\nretry_seconds = [1, 'x']\n", "callbacks.retry_seconds (filmgate.toml)", "correct"),
        ("server = 5\n", "server (filmgate.toml)", "correct server"),
        ("[server\n", "filmgate.toml cannot be read", "TOML"),
        ("[server]\nport = 1\nport = 2\n", "filmgate.toml cannot be read", "TOML"),
    ],
)
def test_a_wrong_file_is_told_by_place_and_remedy(text: str, named: str, suggested: str) -> None:
    write(text)
    with pytest.raises(SettingsError) as told:
        load_settings()
    assert named in str(told.value)
    assert suggested in told.value.suggestion


@pytest.mark.parametrize(
    ("name", "value", "named", "suggested"),
    [
        ("FILMGATE_SERVRE__PORT", "1", "servre (environment FILMGATE_SERVRE__PORT)", "server"),
        ("FILMGATE_SERVER__PROT", "1", "server.prot (environment FILMGATE_SERVER__PROT)", "server.port"),
        (
            "FILMGATE_SERVER__PORT",
            "x",
            "server.port (environment FILMGATE_SERVER__PORT)",
            "correct server.port",
        ),
        ("FILMGATE_IMAGES__ALLOW_HOSTS", "localhost", "images", "JSON"),
        ("FILMGATE_MODELS", "{", "models", "JSON"),
    ],
)
def test_a_wrong_environment_is_told_by_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, named: str, suggested: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as told:
        load_settings()
    assert named in str(told.value)
    assert suggested in told.value.suggestion


def test_a_named_file_must_be_there() -> None:
    with pytest.raises(SettingsError, match=r"There is no file nowhere\.toml"):
        load_settings(Path("nowhere.toml"))


def test_every_setting_says_what_it_means() -> None:
    settings = FilmgateSettings()
    for path, _ in leaves(settings):
        section: object = settings
        for name in path[:-1]:
            section = section[name] if isinstance(section, dict) else getattr(section, name)
        assert type(section).model_fields[path[-1]].description, ".".join(path)  # type: ignore[attr-defined]
