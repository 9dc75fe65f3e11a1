"""`filmgate engines`: what makes the films, and whether it does."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from filmgate.cli.local_data import read_settings
from filmgate.cli.options import ConfigOption, JsonOption
from filmgate.cli.problem import ExitCode, Refused
from filmgate.cli.terminal import print_json, print_table, say

if TYPE_CHECKING:
    from filmgate.catalog.catalog import Catalog
    from filmgate.catalog.model import Model
    from filmgate.catalog.route import Route

app = typer.Typer(help="The engines of this machine's configuration.", no_args_is_help=True)

_PROMPT = "A red kite over a beach, a calm morning"


@app.callback()
def _group() -> None:
    pass


@app.command("ls")
def list_engines(config: ConfigOption = None, as_json: JsonOption = False) -> None:
    """List the engines that models use, and what each can do there. Nothing is asked of them."""
    rows: list[dict[str, Any]] = [
        {
            "engine": route.at.name,
            "engine_model": route.engine_model,
            "model": model.name,
            "durations": list(route.capabilities.durations_seconds),
            "max_images": route.capabilities.max_images,
            "audio": route.capabilities.audio,
            "cancel_while_running": route.capabilities.cancel_while_running,
        }
        for model, route in _routes(_open(config))
    ]
    if as_json:
        print_json({"object": "list", "data": rows})
        return
    print_table(
        ("MODEL", "ENGINE", "CALLED THERE", "SECONDS", "PICTURES", "SOUND", "CAN BE STOPPED"),
        [
            (
                row["model"],
                row["engine"],
                row["engine_model"],
                ", ".join(map(str, row["durations"])),
                f"0-{row['max_images']}",
                _word(row["audio"]),
                _word(row["cancel_while_running"]),
            )
            for row in rows
        ],
    )


@app.command("test")
def try_engines(
    names: Annotated[
        list[str] | None, typer.Argument(help="Engines to test. [default: all]", metavar="[ENGINE]...")
    ] = None,
    seconds: Annotated[
        float, typer.Option("--timeout", help="Give each so long.", metavar="SECONDS")
    ] = 600.0,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Have each engine make its shortest film, and say how that went. A vendor may charge for it; tasks and credits of
    this server are not touched."""
    found = _one_of_each(_routes(_open(config)), names or [])
    reports = []
    for model, route in found:
        report = _try(model, route, seconds)
        reports.append(report)
        if not as_json:
            say(f"{report['engine']}: {report['result']}")
    if as_json:
        print_json({"object": "list", "data": reports})
    if not all(report["ok"] for report in reports):
        raise typer.Exit(ExitCode.FAILED)


def _open(config: Path | None) -> Catalog:
    from filmgate.catalog.catalog import open_catalog
    from filmgate.catalog.model import ImpossibleModel
    from filmgate.engines.registry import ImpossibleEngine, UnknownEngine

    try:
        return open_catalog(read_settings(config))
    except (ImpossibleModel, ImpossibleEngine, UnknownEngine) as error:
        raise Refused(f"The models cannot be offered: {error}", "see `filmgate config show`") from error


def _routes(catalog: Catalog) -> list[tuple[Model, Route]]:
    return [(model, route) for model in catalog for route in model.routes]


def _one_of_each(routes: list[tuple[Model, Route]], names: list[str]) -> list[tuple[Model, Route]]:
    """The first route to every engine, or to those that are named."""
    first: dict[str, tuple[Model, Route]] = {}
    for model, route in routes:
        first.setdefault(route.at.name, (model, route))
    unknown = [name for name in names if name not in first]
    if unknown:
        raise Refused(
            f"No model uses an engine {unknown[0]}", f"engines are: {', '.join(sorted(first)) or 'none'}"
        )
    return [pair for name, pair in first.items() if not names or name in names]


def _try(model: Model, route: Route, seconds: float) -> dict[str, Any]:
    from filmgate.engines.protocol import Cancelled, EngineFailure, EngineUnavailable, Job, StartUnknown
    from filmgate.workflow.media import UnreadableFilm, inspect_film

    width, height = model.size("16:9")
    began = time.monotonic()

    def report(_percent: float, _stage: str) -> bool:
        if time.monotonic() - began > seconds:
            raise Cancelled
        return False

    with tempfile.TemporaryDirectory() as folder:
        job = Job(
            task_id=f"test-{time.time_ns()}",
            model=route.engine_model,
            prompt=_PROMPT,
            aspect_ratio="16:9",
            width=width,
            height=height,
            duration_seconds=min(route.capabilities.durations_seconds),
            fps=model.fps,
            seed=1,
            images=(),
            workdir=Path(folder),
            options=dict(route.options),
        )
        try:
            film = route.engine.wait(job, route.engine.start(job), report)
            facts = inspect_film(film)
        except Cancelled:
            return _said(route, False, f"no film after {seconds:g} s")
        except (EngineFailure, EngineUnavailable, StartUnknown) as problem:
            return _said(route, False, problem.message)
        except UnreadableFilm as problem:
            return _said(route, False, f"made no playable film: {problem}")
    took = time.monotonic() - began
    shown = f"ok, {facts['width']}x{facts['height']}, {facts['duration_seconds']:g} s of film in {took:.1f} s"
    return _said(route, True, shown) | {"seconds": round(took, 1), "film": facts}


def _said(route: Route, ok: bool, result: str) -> dict[str, Any]:
    return {"engine": route.at.name, "engine_model": route.engine_model, "ok": ok, "result": result}


def _word(yes: object) -> str:
    return "yes" if yes else "no"
