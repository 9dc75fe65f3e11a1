"""`filmgate engines`: what makes the films, and whether it does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.shell import Shell
from doubles.upstream import SECRET
from doubles.xai import XaiDouble


@pytest.fixture
def xai(film: Path) -> Iterator[XaiDouble]:
    double = XaiDouble(film.read_bytes())
    yield double
    double.stop()


@pytest.fixture
def configured(shell: Shell, xai: XaiDouble) -> Shell:
    """Two engines and two models of them, one with both."""
    settings = "\n".join(
        f'[engines.{name}]\nkind = "xai"\nbase_url = "{xai.url(name)}"\napi_key = "{SECRET}"\n'
        "options = { poll_seconds = 0.05, durations_seconds = [2, 4] }\n"
        for name in ("film", "away")
    )
    settings += """
        [models."veo3.1-pro"]
        enabled = false
        [models."veo3.1-fast"]
        enabled = false
        [models.one]
        engine = "film"
        durations_seconds = [2, 4]
        default_duration_seconds = 4
        [models.both]
        routes = [{ engine = "film", engine_model = "grok" }, { engine = "away" }]
        durations_seconds = [4]
        default_duration_seconds = 4
    """
    (shell.home / "filmgate.toml").write_text(settings)
    return shell


def test_ls_shows_what_each_route_can_do(configured: Shell, xai: XaiDouble) -> None:
    rows = configured.run("engines", "ls").rows
    assert [(row["MODEL"], row["ENGINE"], row["CALLED THERE"], row["SECONDS"]) for row in rows] == [
        ("one", "film", "one", "2, 4"),
        ("both", "film", "grok", "4"),
        ("both", "away", "both", "4"),
    ]
    assert {(row["PICTURES"], row["CAN BE STOPPED"]) for row in rows} == {("0-1", "no")}
    assert not xai.orders


def test_test_makes_one_film_of_each_engine(configured: Shell, xai: XaiDouble) -> None:
    told = configured.run("engines", "test", "--json", exits=1)
    results = {each["engine"]: (each["ok"], each["result"]) for each in told.json["data"]}
    assert results["away"] == (False, "The engine away has a fault")
    assert results["film"][0]
    assert results["film"][1].startswith("ok, 320x180, 1 s of film in ")
    assert dict(xai.starts) == {"film": 1}
    assert SECRET not in told.out + told.err


def test_test_of_one_engine(configured: Shell) -> None:
    assert configured.run("engines", "test", "film").exit_code == 0
    unknown = configured.run("engines", "test", "gpu", exits=2)
    assert "engines are: away, film" in unknown.err


def test_an_engine_that_cannot_work_is_told(shell: Shell) -> None:
    (shell.home / "filmgate.toml").write_text('[models.m]\nengine = "google"\n')
    told = shell.run("engines", "ls", exits=2)
    assert "Veo is on Vertex only" in told.err
