"""`filmgate serve`: the server, until it is told to stop."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shlex
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from filmgate.cli.address import remember_address
from filmgate.cli.here import as_typed_here, short_path
from filmgate.cli.local_data import read_settings
from filmgate.cli.options import ConfigOption, DataOption, JsonOption
from filmgate.cli.problem import Refused
from filmgate.cli.terminal import print_json, say

if TYPE_CHECKING:
    from filmgate.settings import FilmgateSettings


def serve(
    host: Annotated[
        str | None, typer.Option("--host", help="Address to listen on. [default: 127.0.0.1]")
    ] = None,
    port: Annotated[
        int | None, typer.Option("--port", help="Port; 0 takes a free one. [default: 8787]", min=0, max=65535)
    ] = None,
    role: Annotated[
        Literal["all", "api"],
        typer.Option(
            "--role", help="api: answer requests only; `filmgate worker` makes the films (Postgres)."
        ),
    ] = "all",
    data: DataOption = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
    stop_with_parent: Annotated[bool, typer.Option("--stop-with-parent", hidden=True)] = False,
) -> None:
    """Serve the API until Ctrl+C or SIGTERM, then finish what runs."""
    from filmgate.telemetry.logs import set_up_log

    settings = read_settings(config, data, **{"server.host": host, "server.port": port})
    require_password_beyond_loopback(settings)
    if role == "api":
        require_postgres(settings, "--role api")
    require_shared_link_keys(settings)
    set_up_log(settings.log_level, settings.log_format)
    if stop_with_parent:
        threading.Thread(target=_stop_at_end_of_input, name="parent-watch", daemon=True).start()
    is_new = settings.database.url is None and not (settings.data_dir / "filmgate.db").exists()

    def on_ready(url: str) -> None:
        remember_address(settings, url)
        if as_json:
            print_json({"url": url, "data": str(settings.data_dir), "pid": os.getpid()})
        else:
            _greet(url, settings, is_new=is_new)

    with told_why(settings):
        raise typer.Exit(_serve(settings, role, on_ready))


def require_password_beyond_loopback(settings: FilmgateSettings) -> None:
    """Refuse to be seen by others before there is an admin password.

    Raises:
        Refused: The host is not a loopback address and no password is set.
    """
    from filmgate.keys.admin_password import has_admin_password
    from filmgate.net.addresses import is_loopback

    host = settings.server.host
    if not is_loopback(host) and not has_admin_password(settings):
        raise Refused(
            f"To listen on {host or 'every address'}, where others can reach it, filmgate needs an admin password",
            "set one with `filmgate admin set-password`, or listen on 127.0.0.1 only",
        )


def require_postgres(settings: FilmgateSettings, what: str) -> None:
    """Refuse what needs a database that several processes may use.

    Raises:
        Refused: The database is SQLite's.
    """
    if settings.database.url is None:
        raise Refused(
            f"{what} needs a database that several processes can use; this one is SQLite",
            "set database.url to a Postgres, or use `filmgate serve` alone, which does everything in one process",
        )


def require_shared_link_keys(settings: FilmgateSettings) -> None:
    """Refuse link keys of one machine where there may be several: the others would not know its links.

    Raises:
        Refused: The database is Postgres, and no keys are set.
    """
    if settings.database.url is not None and not settings.storage.link_keys:
        raise Refused(
            "All processes on one Postgres must sign links with the same keys, and none are set",
            f'set storage.link_keys in each, for example to ["{secrets.token_urlsafe(32)}"]',
        )


def _serve(settings: FilmgateSettings, role: str, on_ready: Callable[[str], None]) -> int:
    from filmgate.serve import Role
    from filmgate.serve import serve as serve_until_stopped

    try:
        return serve_until_stopped(settings, role=Role(role), on_ready=on_ready)
    except OSError as error:
        raise _not_listening(error, settings) from error


@contextlib.contextmanager
def told_why(settings: FilmgateSettings) -> Iterator[None]:
    """Turn what keeps a process from starting into a message that says how to mend it."""
    from filmgate.catalog.model import ImpossibleModel
    from filmgate.engines.registry import ImpossibleEngine, UnknownEngine
    from filmgate.storage.keyring import BrokenKeyring
    from filmgate.storage.protocol import UnusableStorage
    from filmgate.surroundings import DataFolderInUse
    from filmgate.telemetry.listener import MetricsPortClosed
    from filmgate.telemetry.traces import TracesUnavailable

    try:
        yield
    except DataFolderInUse as error:
        raise Refused(
            f"Another filmgate serves from {short_path(settings.data_dir)}",
            "stop that one, or name another folder with --data",
        ) from error
    except (ImpossibleModel, ImpossibleEngine, UnknownEngine) as error:
        raise Refused(f"The models cannot be offered: {error}", "see `filmgate config show`") from error
    except BrokenKeyring as error:
        raise Refused(
            str(error), "restore the file from a backup, or delete it: links given out end then"
        ) from error
    except UnusableStorage as error:
        raise Refused(str(error), error.suggestion) from error
    except TracesUnavailable as error:
        raise Refused(str(error), "or set telemetry.traces to false") from error
    except MetricsPortClosed as error:
        raise Refused(
            f"Metrics cannot be offered on {error}", "choose another telemetry.metrics_port, or 0 for none"
        ) from error


def _not_listening(error: OSError, settings: FilmgateSettings) -> Exception:
    host, port = settings.server.host, settings.server.port
    if error.errno == errno.EADDRINUSE:
        return Refused(
            f"Port {port} is in use by another program",
            f"take another with --port {port + 1 if port < 65535 else 8787}, or any free one with --port 0",
        )
    if error.errno == errno.EACCES and error.filename is None:
        return Refused(f"You may not listen on port {port}", "take one above 1023, for example --port 8787")
    if error.errno == errno.EADDRNOTAVAIL or isinstance(error, socket.gaierror):
        return Refused(
            f"{host} is no address of this machine", "use --host 127.0.0.1, or 0.0.0.0 for all of them"
        )
    return error


def _greet(url: str, settings: FilmgateSettings, *, is_new: bool) -> None:
    import filmgate

    say(f"filmgate {filmgate.__version__}   {url}   data {short_path(settings.data_dir)}")
    say(f"  API reference   {url}/openapi.json")
    if is_new:
        folder = shlex.quote(str(settings.data_dir))
        first = f"filmgate keys create --name me --credits 1000 --save --data {folder}"
        say(as_typed_here(f"  First key       {first}"))
    say("  Ctrl+C to stop")


def _stop_at_end_of_input() -> None:
    while sys.stdin.buffer.read(4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
