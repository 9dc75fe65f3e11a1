"""A small HTTP server for `/metrics` and `/healthz` alone: for a worker, which has no API, or a port of its own."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from filmgate.settings import FilmgateSettings
from filmgate.telemetry.gauges import DatabaseGauges
from filmgate.telemetry.page import CONTENT_TYPE, PATH, Access, judge_reader, metrics_page

_IDLE_SECONDS = 5


class MetricsPortClosed(Exception):
    """The port for metrics cannot be listened on"""


class MetricsListener:
    """Listens on `server.host` and `telemetry.metrics_port`, and answers from `start` to `stop`."""

    def __init__(
        self,
        settings: FilmgateSettings,
        gauges: DatabaseGauges,
        is_healthy: Callable[[], bool] = lambda: True,
    ) -> None:
        """Begin to listen.

        Args:
            is_healthy: Whether `/healthz` answers 200 or 503.

        Raises:
            MetricsPortClosed: The address cannot be listened on.
        """
        try:
            self._server = _Server(settings, gauges, is_healthy)
        except OSError as error:
            raise MetricsPortClosed(
                f"port {settings.telemetry.metrics_port}: {error.strerror or error}"
            ) from error
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.2}, name="metrics", daemon=True
        )

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return self._server.server_port

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def stop(self) -> None:
        """Answer no more; only after `start`."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(
        self, settings: FilmgateSettings, gauges: DatabaseGauges, is_healthy: Callable[[], bool]
    ) -> None:
        self.settings = settings
        self.gauges = gauges
        self.is_healthy = is_healthy
        if ":" in settings.server.host:
            self.address_family = socket.AF_INET6
        super().__init__((settings.server.host, settings.telemetry.metrics_port), _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """A reader that breaks off is no fault of ours."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = _IDLE_SECONDS
    server_version = "filmgate"
    sys_version = ""

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == "/healthz":
            healthy = self.server.is_healthy()
            self._answer(200 if healthy else 503, b"ok\n" if healthy else b"not healthy\n")
        elif path == PATH:
            self._answer_reader()
        else:
            self._answer(404, b"not found\n")

    def _answer_reader(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        match judge_reader(self.server.settings, str(self.client_address[0]), headers):
            case Access.HIDDEN:
                self._answer(404, b"not found\n")
            case Access.TOKEN_NEEDED:
                self._answer(401, b"send telemetry.metrics_token as bearer token\n")
            case Access.GRANTED:
                self._answer(200, metrics_page(self.server.gauges), CONTENT_TYPE)

    def _answer(self, status: int, body: bytes, content_type: str = "text/plain") -> None:
        self.send_response(status)
        self.send_header("content-type", content_type)
        self.send_header("content-length", str(len(body)))
        if status == 401:
            self.send_header("www-authenticate", "Bearer")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: reading metrics is no event."""
