"""A proxy on loopback that passes everything on, except where it was told to do harm."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx2


class Harm(Enum):
    """What can be done to a request."""

    LOSE_ANSWER = "the server does what is asked; its answer is lost"
    CUT_ANSWER = "the answer breaks off in the middle of its body"


@dataclass(frozen=True)
class Reply:
    """An answer of the proxy's own; the server hears nothing."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b"<h1>not ours</h1>"


@dataclass(frozen=True)
class Seen:
    """A request as it came in; names of headers in lower case."""

    method: str
    path: str
    headers: dict[str, str]


@dataclass
class Proxy:
    """`once` is used up by the first request whose method and path begin so; `always` is for every one."""

    url: str
    once: list[tuple[str, Harm | Reply]] = field(default_factory=list)
    always: list[tuple[str, Harm | Reply]] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)

    def requests(self, start: str) -> list[Seen]:
        """The requests whose method and path begin so, for example `GET /v1/tasks`."""
        return [request for request in self.seen if f"{request.method} {request.path}".startswith(start)]

    def harm_for(self, request: Seen) -> Harm | Reply | None:
        line = f"{request.method} {request.path}"
        for rule in self.once:
            if line.startswith(rule[0]):
                self.once.remove(rule)
                return rule[1]
        return next((harm for start, harm in self.always if line.startswith(start)), None)


@contextmanager
def open_proxy(target: str) -> Iterator[Proxy]:
    """Run a proxy to `target` on a free port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", "0")))
            headers = {name.lower(): value for name, value in self.headers.items()}
            request = Seen(self.command, self.path, headers)
            proxy.seen.append(request)
            harm = proxy.harm_for(request)
            if isinstance(harm, Reply):
                self._begin(harm.status, {"content-length": str(len(harm.body)), **harm.headers})
                self.wfile.write(harm.body)
            else:
                self._pass_on(request, body, harm)

        do_POST = do_GET  # noqa: N815 - the name that BaseHTTPRequestHandler looks for

        def _pass_on(self, request: Seen, body: bytes, harm: Harm | None) -> None:
            sent = {name: value for name, value in request.headers.items() if name != "host"}
            with asking.stream(
                request.method, target + request.path, headers=sent, content=body or None
            ) as answer:
                if harm is Harm.LOSE_ANSWER:
                    answer.read()
                    return
                kept = {name: value for name, value in answer.headers.items() if name != "transfer-encoding"}
                self._begin(answer.status_code, kept)
                for piece in answer.iter_raw():
                    self.wfile.write(piece[: len(piece) // 2] if harm is Harm.CUT_ANSWER else piece)
                    self.wfile.flush()
                    if harm is Harm.CUT_ANSWER:
                        return

        def _begin(self, status: int, headers: dict[str, str]) -> None:
            self.send_response_only(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    listener = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listener.daemon_threads = True
    proxy = Proxy(f"http://127.0.0.1:{listener.server_port}")
    thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    with httpx2.Client(trust_env=False, timeout=60) as asking:
        thread.start()
        yield proxy
        listener.shutdown()
        thread.join()
        listener.server_close()
