"""The compose file and what stands beside it, as far as linters and filmgate itself can tell."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

from filmgate.settings_sources import load_settings

DEPLOY = Path(__file__).parents[2] / "deploy"
COMPOSE = DEPLOY / "compose" / "compose.yaml"
BIN = Path(sys.executable).parent
FILLED_IN = {"DOMAIN": "video.example.com", "POSTGRES_PASSWORD": "abc123", "STORE_SECRET": "def456"}
STRICT = "{extends: default, rules: {line-length: {max: 130}, document-start: disable, comments: {min-spaces-from-content: 1}}}"


def run(*command: str | Path, **variables: str) -> str:
    done = subprocess.run(
        list(map(str, command)), capture_output=True, text=True, check=False, env=os.environ | variables
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def compose() -> dict[str, Any]:
    """The file with its variables filled in as Compose does."""
    text = re.sub(r"\$\{([A-Z_]+)(?::\?[^}]*)?\}", lambda found: FILLED_IN[found[1]], COMPOSE.read_text())
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


def test_the_compose_file_keeps_to_the_specification() -> None:
    run(BIN / "yamllint", "--strict", "-d", STRICT, COMPOSE)
    run(BIN / "check-jsonschema", "--builtin-schema", "vendor.compose-spec", COMPOSE)


def test_every_variable_is_explained() -> None:
    named = set(re.findall(r"\$\{([A-Z_]+)", COMPOSE.read_text()))
    explained = set(
        re.findall(r"^([A-Z_]+)=", (DEPLOY / "compose" / ".env.example").read_text(), re.MULTILINE)
    )
    assert named == explained == set(FILLED_IN)


def test_only_the_proxy_is_reachable_from_outside() -> None:
    assert [name for name, service in compose()["services"].items() if "ports" in service] == ["proxy"]


def test_the_processes_of_ours_have_no_rights() -> None:
    for name in ("api", "worker", "migrate"):
        service = compose()["services"][name]
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name


def test_the_settings_in_it_are_settings(monkeypatch: Any, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    known = {
        "storage.url",
        "storage.endpoint",
        "storage.allow_http",
        "storage.access_key_id",
        "storage.secret_access_key",
    }
    for name, value in compose()["services"]["api"]["environment"].items():
        path = name.removeprefix("FILMGATE_").lower().replace("__", ".")
        if path not in known:
            monkeypatch.setenv(name, value)
    settings = load_settings().settings
    assert settings.database.url is not None
    assert settings.database.url.get_secret_value() == "postgresql://filmgate:abc123@postgres:5432/filmgate"
    assert settings.telemetry.metrics_port == 9464
    for service in ("api", "worker", "migrate"):
        run(BIN / "filmgate", *compose()["services"][service]["command"], "--help")


def test_caddy_understands_its_file() -> None:
    caddyfile = DEPLOY / "compose" / "Caddyfile"
    said = run(
        BIN / "caddy", "validate", "--config", caddyfile, "--adapter", "caddyfile", DOMAIN="video.example.com"
    )
    assert "Valid configuration" in said
    run(BIN / "caddy", "fmt", caddyfile)  # fails if it would be written otherwise
