"""A real HTTP server on loopback that misbehaves to order; the tests of `images` and `prompt` use it too."""

from __future__ import annotations

import contextlib
import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field


@dataclass
class Asked:
    """One request as it came in."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes
    sni: str | None
    peer: str


Respond = Callable[[Asked, socket.socket], None]


@dataclass
class Loopback:
    """A running server.

    Attributes:
        routes: What is done for a path (without query); a bytes value is sent as it is.
        asked: All requests so far.
        stopping: Set at the end, so that slow answers stop.
    """

    port: int
    routes: dict[str, Respond | bytes] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0
    stopping: threading.Event = field(default_factory=threading.Event)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str = "/") -> str:
        return f"http://{self.host}{path}"


def answer(
    body: bytes = b"",
    *,
    status: str = "200 OK",
    content_type: str = "text/plain",
    headers: str = "",
    length: int | None = None,
) -> bytes:
    """A whole HTTP answer; `headers` are lines that end with CRLF."""
    size = len(body) if length is None else length
    head = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {size}\r\n{headers}\r\n"
    return head.encode() + body


def redirect(location: str, status: str = "302 Found") -> bytes:
    return answer(status=status, headers=f"Location: {location}\r\n")


@contextlib.contextmanager
def serve(tls: ssl.SSLContext | None = None, address: str = "127.0.0.1") -> Iterator[Loopback]:
    """Serve until the block is left; every connection has a thread."""
    seen_sni: dict[int, str | None] = {}
    if tls is not None:
        tls.sni_callback = lambda connection, name, _: seen_sni.__setitem__(id(connection), name)

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            loopback.connections += 1
            connection = self.request
            sni = None
            with contextlib.suppress(OSError):
                if tls is not None:
                    connection = tls.wrap_socket(connection, server_side=True)
                    sni = seen_sni.get(id(connection))
                asked = _read(connection, sni, self.client_address[0])
                if asked is None:
                    return
                loopback.asked.append(asked)
                act = loopback.routes.get(asked.target.partition("?")[0], answer(status="404 Not Found"))
                if isinstance(act, bytes):
                    connection.sendall(act)
                else:
                    act(asked, connection)
                if tls is not None:
                    connection.close()

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False
        request_queue_size = 64

    with Server((address, 0), Handler) as server:
        loopback = Loopback(server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield loopback
        finally:
            loopback.stopping.set()
            server.shutdown()
            thread.join()


def _read(connection: socket.socket, sni: str | None, peer: str) -> Asked | None:
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece:
            return None
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    while len(body) < int(headers.get("content-length", "0")):
        body += connection.recv(65536)
    method, target, _ = first.split(" ")
    return Asked(method, target, headers, body, sni, peer)
