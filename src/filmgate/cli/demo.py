"""`filmgate demo`: from nothing to a film, through the real API."""

from __future__ import annotations

import contextlib
import shlex
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Any

import typer

from filmgate.cli.follow import follow
from filmgate.cli.here import own_command, short_path
from filmgate.cli.options import DataOption, JsonOption
from filmgate.cli.problem import ExitCode, Refused
from filmgate.cli.result import check_target, size_text
from filmgate.cli.terminal import answer, credits_text, print_json, say

if TYPE_CHECKING:
    from filmgate.cli.demo_server import DemoServer
    from filmgate.client import Task

PROMPT = "A red fox walks through a snowy forest at dawn"
CREDITS = 1000
_NAME = "demo"


def demo(
    prompt: Annotated[str, typer.Argument(help="What the film shows.")] = PROMPT,
    once: Annotated[
        bool, typer.Option("--once", help="Stop the server when the film is there.", metavar="")
    ] = False,
    port: Annotated[
        int | None,
        typer.Option("--port", help="Port. [default: 8787 or the next free one]", min=0, max=65535),
    ] = None,
    data: DataOption = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Save the film here.", metavar="FILE")
    ] = Path("demo.mp4"),
    as_json: JsonOption = False,
) -> None:
    """Start a server, make a key and a film, and show where everything is."""
    began = time.monotonic()
    check_target(output)
    as_json = as_json or not sys.stdout.isatty()
    folder = (data or _demo_folder()).absolute()
    with _terminated_like_interrupted(), _server(folder, port) as (server, key):
        if not as_json:
            _tell_addresses(server, folder, key)
        film = _make_film(prompt, server, key, output, as_json=as_json)
        saved_to = _keep_credentials(server, folder, key)
        film_seconds, all_seconds = film.seconds, time.monotonic() - began
        if as_json:
            print_json(_as_object(film, server, folder, key, all_seconds))
        else:
            _tell_film(film, film_seconds, all_seconds)
            _tell_next(server, folder, key, saved_to, once=once)
        if not once:
            _serve_on(server)


@dataclass(frozen=True)
class _Film:
    task: Task
    file: Path
    balance: float
    seconds: float


@contextlib.contextmanager
def _server(folder: Path, port: int | None) -> Iterator[tuple[DemoServer, str]]:
    from filmgate.cli.demo_server import DemoServer, free_port

    key = _make_key(folder)
    server = DemoServer(folder, free_port() if port is None else port)
    try:
        yield server, key
    finally:
        server.stop()


def _make_key(folder: Path) -> str:
    """A new key of the folder's demo account, which is filled up when it runs low."""
    from decimal import Decimal

    from filmgate.cli.database import upgrade_database
    from filmgate.cli.local_data import open_data, read_settings
    from filmgate.cli.new_key import KeyWish, make_key
    from filmgate.ledger.balance import read_balances
    from filmgate.money import to_credits

    settings = read_settings(data=folder)
    if settings.database.url is None and (folder / "filmgate.db").exists():
        upgrade_database(settings)  # a demo of an older version left it; nobody has to be asked about that
    with open_data(settings, create=True) as database:
        known = [account for account in database.read_now(read_balances) if account.name == _NAME]
        account_id = known[0].account_id if known else None
        has_enough = bool(known) and to_credits(known[0].balance_microcredits) >= CREDITS / 2
        credits = Decimal(0) if has_enough else Decimal(CREDITS)
        return make_key(database, KeyWish(_NAME, credits=credits, account_id=account_id)).key


def _make_film(prompt: str, server: DemoServer, key: str, output: Path, *, as_json: bool) -> _Film:
    from filmgate.client import Client

    with Client(key, server.url) as client:
        began = time.monotonic()
        task = client.videos.generate(prompt)
        follow(task, as_json=as_json, cancel_on_interrupt=True)  # its server ends with the demo
        file = task.download(output)
        return _Film(task, file, client.credits().balance, time.monotonic() - began)


def _keep_credentials(server: DemoServer, folder: Path, key: str) -> Path | None:
    """So that `generate` in another terminal just works; credentials of a real server are left alone."""
    from filmgate.client.credentials import Credentials, load_credentials, save_credentials

    present = load_credentials()
    if present is not None and not present.is_demo:
        return None
    start = _serve_command(server, folder)
    try:
        return save_credentials(Credentials(server.url, key, start_command=start, is_demo=True))
    except OSError:
        return None


def _tell_addresses(server: DemoServer, folder: Path, key: str) -> None:
    import filmgate

    answer(
        f"filmgate {filmgate.__version__}   data {short_path(folder)}   engine: built in (no GPU, no keys needed)"
    )
    answer(f"  API        {server.url}/v1      reference  {server.url}/openapi.json")
    answer(f"  API key    {key}")


def _tell_film(film: _Film, film_seconds: float, all_seconds: float) -> None:
    task = film.task.snapshot
    answer(f"  Film       {film.file}   {task.video_duration_seconds} s, {size_text(film.file)}   {task.id}")
    answer(
        f"  Credits    {credits_text(task.credits_reserved)} reserved, {credits_text(task.credits_charged)} charged,"
        f" {credits_text(film.balance)} left"
    )
    answer(f"  Time       film {film_seconds:.1f} s, all {all_seconds:.1f} s")


def _tell_next(server: DemoServer, folder: Path, key: str, saved_to: Path | None, *, once: bool) -> None:
    own = own_command()
    who = "" if saved_to is not None else f"FILMGATE_BASE_URL={server.url} FILMGATE_API_KEY={key} "
    answer("Next")
    if once:
        answer(f"  {_serve_command(server, folder)}")
    else:
        answer("  in another terminal:")
    answer(f'  {who}{own} generate "your words" -o film.mp4')
    answer(f"  curl {server.url}/v1/videos/generations -H 'Authorization: Bearer {key}' \\")
    answer("""       -H 'Content-Type: application/json' \\""")
    answer("""       -d '{"model": "veo3.1-pro", "prompt": "A cat playing piano"}'""")
    if saved_to is not None:
        answer(f"  The key is kept in {short_path(saved_to)}")
    if not once:
        answer("  Ctrl+C to stop")


def _serve_command(server: DemoServer, folder: Path) -> str:
    return f"{own_command()} serve --data {shlex.quote(str(folder))} --port {server.url.rpartition(':')[2]}"


def _serve_on(server: DemoServer) -> None:
    try:
        server.wait()
    except KeyboardInterrupt:
        say("\nStopping.")
        return
    raise Refused(f"The server has ended: {server.last_words()}", f"its log is {server.log}", ExitCode.FAILED)


def _as_object(film: _Film, server: DemoServer, folder: Path, key: str, all_seconds: float) -> dict[str, Any]:
    task = film.task.snapshot
    return {
        "url": server.url,
        "openapi": f"{server.url}/openapi.json",
        "api_key": key,
        "data": str(folder),
        "task_id": task.id,
        "file": str(film.file),
        "bytes": film.file.stat().st_size,
        "video_duration": task.video_duration_seconds,
        "credits_charged": task.credits_charged,
        "balance": film.balance,
        "film_seconds": round(film.seconds, 2),
        "seconds": round(all_seconds, 2),
        "results": list(task.results),
    }


@contextlib.contextmanager
def _terminated_like_interrupted() -> Iterator[None]:
    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _demo_folder() -> Path:
    import platformdirs

    return Path(platformdirs.user_data_dir("filmgate", appauthor=False)) / "demo"
