"""`filmgate config show`: every setting, its value, and where that came from."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path

import pytest

from cli.shell import FILMGATE, Shell
from filmgate.settings import FilmgateSettings
from filmgate.settings_sources import leaves


def test_every_value_has_an_origin_and_secrets_are_masked(shell: Shell) -> None:
    (shell.home / "filmgate.toml").write_text(
        """
        [server]
        port = 9000
        root_path = "/file"
        [translator]
        base_url = "http://localhost:1/v1"
        api_key = "a secret in the file"
        [groups.vip]
        price_multiplier = 0.5
        """
    )
    variables = {
        "FILMGATE_SERVER__ROOT_PATH": "/environment",
        "FILMGATE_IMAGES__ALLOW_HOSTS": '["localhost:3000"]',
        "FILMGATE_ADMIN__PASSWORD_HASH": "a secret in the environment",
        "FILMGATE_DATA_DIR": "/environment",
    }
    told = shell.run("config", "show", "--json", "--data", "mine", **variables)
    assert "secret in" not in told.out
    shown = told.json
    assert set(shown) >= {".".join(path) for path, _ in leaves(FilmgateSettings())}
    expected = {
        "server.host": ("127.0.0.1", "default"),
        "server.port": (9000, "filmgate.toml"),
        "server.root_path": ("/environment", "environment FILMGATE_SERVER__ROOT_PATH"),
        "images.allow_hosts": (["localhost:3000"], "environment FILMGATE_IMAGES__ALLOW_HOSTS"),
        "admin.password_hash": ("********", "environment FILMGATE_ADMIN__PASSWORD_HASH"),
        "translator.api_key": ("********", "filmgate.toml"),
        "groups.vip.price_multiplier": (0.5, "filmgate.toml"),
        "groups.default.price_multiplier": (1, "default"),
        "data_dir": (str(shell.home / "mine"), "flag --data"),
    }
    assert {name: (shown[name]["value"], shown[name]["from"]) for name in expected} == expected
    rows = {row["SETTING"]: row for row in shell.run("config", "show", **variables).rows}
    assert set(rows) == set(shown)
    assert (rows["server.port"]["VALUE"], rows["storage.folder"]["VALUE"]) == ("9000", "-")


def test_who_reads_only_the_first_line_causes_no_error(shell: Shell) -> None:
    command = shlex.join([*FILMGATE, "config", "show"])
    piped = ["sh", "-c", f"{command} | head -n 1"]
    ended = subprocess.run(piped, env=shell.environment, cwd=shell.home, capture_output=True, text=True)
    assert (ended.stdout, ended.stderr) == ("SETTING\tVALUE\tFROM\n", "")


def test_the_file_can_be_named(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "other.toml"
    file.write_text('data_dir = "beside"')
    for arguments, variables in ((("--config", file), {}), ((), {"FILMGATE_CONFIG": str(file)})):
        shown = shell.run("config", "show", "--json", *arguments, **variables).json["data_dir"]
        assert shown == {"value": str(tmp_path / "beside"), "from": str(file)}


@pytest.mark.parametrize(
    ("text", "variables", "says"),
    [
        (
            "[server]\nprot = 1",
            {},
            ("server.prot (filmgate.toml) is no setting", "did you mean server.port?"),
        ),
        ("[sever]\nport = 1", {}, ("sever (filmgate.toml) is no setting", "did you mean server?")),
        (
            "",
            {"FILMGATE_SERVER__HOTS": "::"},
            ("server.hots (environment FILMGATE_SERVER__HOTS)", "did you mean server.host?"),
        ),
        ("", {"FILMGATE_API_KEYS": "x"}, ("environment FILMGATE_API_KEYS", "→")),
        ('[server]\nport = "many"', {}, ("server.port (filmgate.toml)", "correct server.port")),
        ("", {"FILMGATE_IMAGES__ALLOW_HOSTS": "localhost"}, ("no JSON", "lists and tables are JSON")),
        ("[server", {}, ("filmgate.toml cannot be read", "its format is TOML")),
    ],
)
def test_what_is_wrong_is_named_with_its_place(
    shell: Shell, text: str, variables: dict[str, str], says: tuple[str, ...]
) -> None:
    (shell.home / "filmgate.toml").write_text(text)
    told = shell.run("config", "show", exits=2, **variables).err
    for words in says:
        assert words in told
