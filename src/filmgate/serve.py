"""A server process: the API, and unless it has workers elsewhere, also what goes on behind it."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from enum import StrEnum

import uvicorn
import uvloop

from filmgate.api.app import create_app
from filmgate.api.state import ApiState
from filmgate.background import Background
from filmgate.http_guard import GuardedHttp
from filmgate.settings import FilmgateSettings
from filmgate.surroundings import open_surroundings
from filmgate.tasks.estimate import Estimator
from filmgate.telemetry.process import open_telemetry


class Role(StrEnum):
    """What a server process does."""

    ALL = "all"
    """Everything."""
    API = "api"
    """Answer requests; films are made by `filmgate worker` processes on the same Postgres database."""


def serve(
    settings: FilmgateSettings, *, role: Role = Role.ALL, on_ready: Callable[[str], None] | None = None
) -> int:
    """Serve until SIGTERM or SIGINT, then drain. Returns the exit status.

    Args:
        on_ready: Called with the base address when requests are answered.

    Raises:
        OSError: The address cannot be listened on.
        And what `open_surroundings` and `open_telemetry` raise.
    """
    with (
        open_surroundings(settings) as around,
        open_telemetry(settings, around.database, around.model_names, around.clock) as telemetry,
    ):
        listener = _listen(settings.server.host, settings.server.port)
        base_url = _base_url(settings, listener)
        link = around.links(base_url)
        background = Background(around, link) if role is Role.ALL else None
        stopping = threading.Event()
        app = create_app(
            ApiState(
                settings=settings,
                database=around.database,
                catalog=around.catalog,
                storage=around.storage,
                keyring=around.keyring,
                clock=around.clock,
                base_url=base_url,
                link=link,
                wake_worker=background.worker.wake if background is not None else _nobody_to_wake,
                estimator=Estimator(around.database, around.clock),
                stopping=stopping,
                gauges=telemetry.gauges,
            )
        )
        if background is not None:
            background.start()

        def stop() -> None:
            stopping.set()
            if background is not None:
                background.worker.take_nothing_new()

        # What was loaded until now lives as long as the process; looking through it at every collection costs requests.
        gc.collect()
        gc.freeze()
        gc.set_threshold(10_000, 20, 50)
        uvloop.run(_answer_requests(app, listener, stop, base_url, on_ready))

        if background is not None and not background.stop():
            telemetry.flush()
            logging.shutdown()
            os._exit(0)
    return 0


def _nobody_to_wake() -> None:
    """Workers in other processes look into the queue by themselves."""


async def _answer_requests(
    app: object,
    listener: socket.socket,
    stop: Callable[[], None],
    base_url: str,
    on_ready: Callable[[str], None] | None,
) -> None:
    server = uvicorn.Server(
        uvicorn.Config(
            app,  # type: ignore[arg-type]
            http=GuardedHttp,
            ws="none",  # there are none here; which libraries are installed changes nothing
            log_config=None,
            access_log=False,
            lifespan="off",
            server_header=False,
            proxy_headers=False,  # nobody here trusts a client address
            timeout_graceful_shutdown=5,
        )
    )
    # uvicorn would install handlers of its own and raise the signal again after its shutdown; draining comes then.
    server.capture_signals = _no_signals  # type: ignore[method-assign]

    def stop_serving() -> None:
        stop()
        server.should_exit = True

    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop_serving)
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    while not server.started and not serving.done():  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0.01)
    if server.started and on_ready is not None:
        on_ready(base_url)
    await serving


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    listener.listen(2048)
    return listener


def _base_url(settings: FilmgateSettings, listener: socket.socket) -> str:
    if settings.server.public_url:
        return settings.server.public_url.rstrip("/") + settings.server.root_path
    host, port = listener.getsockname()[:2]
    shown = "127.0.0.1" if host == "0.0.0.0" else f"[{host}]" if ":" in host else host  # noqa: S104 - compared only
    return f"http://{shown}:{port}{settings.server.root_path}"


@contextlib.contextmanager
def _no_signals() -> Iterator[None]:
    yield
