"""One process that is everything: API, worker, callbacks and sweeper on one data folder."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import gc
import logging
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import uvicorn
import uvloop

from filmgate.api.app import create_app
from filmgate.api.state import ApiState
from filmgate.callbacks.deliver import Deliverer
from filmgate.catalog.catalog import open_catalog
from filmgate.clock import system_clock
from filmgate.db.open import open_database
from filmgate.http_guard import GuardedHttp
from filmgate.ids import new_id
from filmgate.settings import FilmgateSettings
from filmgate.storage.keyring import Keyring
from filmgate.storage.links import sign
from filmgate.storage.local_folder import LocalFolder
from filmgate.tasks.estimate import Estimator
from filmgate.telemetry.gauges import DatabaseGauges
from filmgate.telemetry.listener import MetricsListener
from filmgate.telemetry.metrics import watch_worker
from filmgate.telemetry.traces import open_traces
from filmgate.workflow.studio import Studio
from filmgate.workflow.sweep import Sweeper
from filmgate.workflow.worker import Worker

log = logging.getLogger(__name__)


class DataFolderInUse(Exception):
    """Another filmgate process serves from this data folder"""


def serve(settings: FilmgateSettings, *, on_ready: Callable[[str], None] | None = None) -> int:
    """Serve until SIGTERM or SIGINT, then drain. Returns the exit status.

    Args:
        on_ready: Called with the base address when requests are answered.

    Raises:
        TracesUnavailable: `telemetry.traces` is on, and they cannot be made.
        DataFolderInUse: Two workers on one embedded database would fight over its tasks.
        OSError: The address cannot be listened on.
    """
    close_traces = open_traces(settings.telemetry)
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = _lock_data_folder(settings.data_dir)
    listener = _listen(settings.server.host, settings.server.port)
    base_url = _base_url(settings, listener)

    database = open_database(settings)
    storage = LocalFolder(settings.storage.folder or settings.data_dir / "files")
    keyring = Keyring(settings.data_dir)
    studio = Studio(
        database=database,
        catalog=open_catalog(settings),
        storage=storage,
        settings=settings,
        clock=system_clock,
        worker_id=new_id("worker"),
        work_dir=settings.data_dir / "work",
    )

    def link(key: str, expires_at_seconds: int) -> str:
        return f"{base_url}/files/{key}?{sign(key, expires_at_seconds, keyring)}"

    worker = Worker(studio)
    deliverer = Deliverer(database, settings.callbacks, link, system_clock)
    sweeper = Sweeper(studio)
    stopping = threading.Event()
    gauges = DatabaseGauges(database, (model.name for model in studio.catalog), system_clock)
    metrics = MetricsListener(settings, gauges) if settings.telemetry.metrics_port else None
    watch_worker(worker.slots, lambda: worker.busy)
    app = create_app(
        ApiState(
            settings=settings,
            database=database,
            catalog=studio.catalog,
            storage=storage,
            keyring=keyring,
            clock=system_clock,
            base_url=base_url,
            link=link,
            wake_worker=worker.wake,
            estimator=Estimator(database, system_clock, worker.slots),
            stopping=stopping,
            gauges=gauges if metrics is None else None,
        )
    )

    worker.start()
    deliverer.start()
    sweeper.start()
    if metrics is not None:
        metrics.start()

    def stop() -> None:
        stopping.set()
        worker.take_nothing_new()

    # What was loaded until now lives as long as the process; looking through it at every collection costs requests.
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)
    uvloop.run(_answer_requests(app, listener, stop, base_url, on_ready))

    if metrics is not None:
        metrics.stop()
    drained = worker.stop(settings.server.drain_seconds)
    sweeper.stop()
    deliverer.stop()
    close_traces()
    if not drained:
        # Threads still wait for films that the next start goes on with. Only the end of the process ends them, and
        # until then they need the database: without it they would take their film for failed.
        logging.shutdown()
        os._exit(0)
    database.close()
    lock.close()
    return 0


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


def _lock_data_folder(data_dir: Path) -> IO[bytes]:
    lock = (data_dir / "serve.lock").open("ab")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.close()
        raise DataFolderInUse(
            f"another filmgate serves from {data_dir}; stop it, or choose another --data"
        ) from error
    return lock


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
