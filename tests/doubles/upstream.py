"""A server that makes films for others, as the engines' tests need it: real HTTP on loopback, and every mishap to order.

The first segment of the path says what happens ("film", "cut", "filtered", …), so that one double acts for many
engines at once: `http://127.0.0.1:PORT/cut` is a server on which connections break. What a contract looks like stands
in the subclasses; what goes wrong, and when, stands here.
"""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

SECRET = "sk-very-secret-1234567890"
"""The key that every double expects, and that may stand nowhere else."""

METADATA = "http://169.254.169.254/latest/meta-data/"
HUGE = 12 * 1024 * 1024

CREATE, LOOK, CONTENT, CANCEL, UPLOAD = "create", "look", "content", "cancel", "upload"


@dataclass
class Asked:
    """One request, its body read."""

    behaviour: str
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes

    def json(self) -> dict[str, Any]:
        assert self.headers.get("content-type", "").startswith("application/json"), self.headers
        value = json.loads(self.body)
        assert isinstance(value, dict)
        return value

    @property
    def is_form(self) -> bool:
        return self.headers.get("content-type", "").startswith("multipart/form-data")

    def form(self) -> tuple[dict[str, str], dict[str, bytes]]:
        """Fields and files."""
        head = f"content-type: {self.headers['content-type']}\r\n\r\n".encode()
        fields: dict[str, str] = {}
        files: dict[str, bytes] = {}
        for part in BytesParser(policy=HTTP).parsebytes(head + self.body).iter_parts():
            name = part.get_param("name", header="content-disposition")
            data = part.get_payload(decode=True)
            if part.get_filename():
                files[name] = data
            else:
                fields[name] = data.decode()
        return fields, files


@dataclass
class Reply:
    status: int = 200
    body: bytes | dict[str, Any] = b""
    headers: dict[str, str] = field(default_factory=dict)


class Refused(Exception):
    """The request is not what the contract says."""

    def __init__(self, message: str, status: int = 400) -> None:
        self.status = status
        super().__init__(message)


class Cut(Exception):
    """The connection breaks now."""


class Silent(Exception):
    """Nothing is ever said."""


@dataclass
class Work:
    """One film that was ordered."""

    id: str
    behaviour: str
    wanted: dict[str, Any]
    files: dict[str, bytes] = field(default_factory=dict)
    looks: int = 0
    cancels: int = 0
    fetches: int = 0
    cancelled: bool = False
    ordered_at: float = field(default_factory=time.monotonic)
    fetched_at: float = 0.0


LOOKS_BEFORE_DONE = {"slow": 8, "queued": 6, "odd-words": 6, "cancel": 10**9}


class Double:
    """A running server of one contract."""

    def __init__(self, film: bytes) -> None:
        self.film = film
        self.works: dict[str, Work] = {}
        self.starts: Counter[str] = Counter()
        self.orders: Counter[str] = Counter()
        self.problems: list[str] = []
        self.unseen: set[str] = set()
        self.lock = threading.RLock()
        self.stopping = threading.Event()
        self.release = threading.Event()
        """Until then, films of the behaviour "late" are not ready."""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()

    def url(self, behaviour: str) -> str:
        return f"http://127.0.0.1:{self.port}/{behaviour}"

    def work_of(self, behaviour: str) -> Work:
        """The only film that was ordered with this behaviour."""
        (work,) = [work for work in self.works.values() if work.behaviour == behaviour]
        return work

    # What a contract says -----------------------------------------------------------------------------------------

    def route(self, asked: Asked) -> tuple[str, str]:
        """Which of the calls this is, and of which film."""
        raise NotImplementedError

    def check_key(self, asked: Asked) -> None:
        if asked.headers.get("authorization") != f"Bearer {SECRET}":
            raise Refused("bad key", 401)

    def read_order(self, asked: Asked) -> Work:
        """Read and check an order."""
        raise NotImplementedError

    def show_created(self, work: Work) -> Reply:
        raise NotImplementedError

    def show(self, work: Work, phase: str, percent: int) -> Reply:
        """A look at a film that is `queued`, `running`, `done`, `failed`, `filtered`, `empty` or `cancelled`."""
        raise NotImplementedError

    def show_refusal(self, message: str, status: int) -> Reply:
        return Reply(status, {"error": {"message": message, "code": status}})

    def cancel(self, work: Work) -> Reply:
        raise Refused("no such route", 405)

    def content_url(self, work: Work) -> str:
        """Where the film lies, for contracts that name a URL."""
        if work.behaviour == "internal":
            return METADATA
        return f"{self.url(work.behaviour)}/content/{work.id}"

    # What happens -------------------------------------------------------------------------------------------------

    def answer(self, asked: Asked) -> Reply:
        call, work_id = self.route(asked)
        if call in (CREATE, LOOK, CANCEL, UPLOAD):
            self.check_key(asked)
        with self.lock:
            if call == UPLOAD:
                return self.upload(asked)
            if call == CREATE:
                return self.create(asked)
            work = self.works.get(work_id)
            if work is None:
                raise Refused("not found", 404)
            if call == CANCEL:
                work.cancels += 1
                return self.cancel(work)
            return self.fetch(work) if call == CONTENT else self.look(asked, work)

    def upload(self, asked: Asked) -> Reply:
        raise Refused("no such route", 404)

    def create(self, asked: Asked) -> Reply:
        self.orders[asked.behaviour] += 1
        sent = next((SECRET for value in asked.headers.values() if SECRET in value), "that you sent")
        match asked.behaviour:
            case "away":
                return self.show_refusal("the model is being loaded", 503)
            case "broken":
                return self.show_refusal("internal server error", 500)
            case "unpaid":
                return self.show_refusal(f"the key {sent} has no credit", 402)
            case "badkey":
                return self.show_refusal(f"the key {sent} is unknown", 401)
            case "banned":
                return self.show_refusal("the prompt violates our content policy", 400)
            case "redirect":
                return Reply(307, b"", {"location": METADATA})
            case "full" if self.orders["full"] < 3:
                reply = self.show_refusal("too many requests", 429)
                reply.headers["retry-after"] = "1"
                return reply
            case "gateway":
                return Reply(504, b"<html>gateway time-out</html>", {"content-type": "text/html"})
            case "garbage":
                self.count_unseen(asked)
                return Reply(200, b"<html>welcome</html>", {"content-type": "text/html"})
            case "huge-order":
                self.count_unseen(asked)
                return Reply(200, b" " * (140 * 1024 * 1024 if self.reads_much else HUGE))
            case "silent":
                raise Silent
        work = self.read_order(asked)
        if work.id not in self.works:
            self.starts[asked.behaviour] += 1
            self.works[work.id] = work
        if asked.behaviour == "cut" and self.orders["cut"] == 1:
            raise Cut
        if asked.behaviour == "held" and self.orders["held"] == 1:
            raise Silent
        return self.show_created(self.works[work.id])

    def count_unseen(self, asked: Asked) -> None:
        """An order that is taken but not kept; one that is repeated with its key is the same one."""
        key = asked.headers.get("idempotency-key", str(self.orders.total()))
        if key not in self.unseen:
            self.unseen.add(key)
            self.starts[asked.behaviour] += 1

    reads_much = False
    """Whether the engine takes large answers, since films may be inside."""

    def look(self, asked: Asked, work: Work) -> Reply:
        work.looks += 1
        behaviour, looks = work.behaviour, work.looks
        match behaviour:
            case "stumble" if looks <= 4:  # a server with a bad day
                if looks == 1:
                    return self.show_refusal("internal server error", 500)
                if looks == 2:
                    return Reply(200, b"<html>", {"content-type": "text/html"})
                if looks == 3:
                    raise Cut
                return Reply(429, {"error": {"message": "slow down"}}, {"retry-after": "1"})
            case "lost":
                raise Silent
            case "gone":
                return self.show_refusal("not found", 404)
            case "huge-look" if not self.reads_much:
                return Reply(200, b" " * HUGE)
            case "drift":
                return Reply(302, b"", {"location": METADATA})
        if work.cancelled:
            return self.show(work, "cancelled", 50)
        last = LOOKS_BEFORE_DONE.get(behaviour, 1)
        if looks <= last or (behaviour == "late" and not self.release.is_set()):
            if behaviour == "queued" and looks <= 3:
                return self.show(work, "queued", 0)
            if behaviour == "odd-words" and looks <= 3:
                return self.show(work, "PONDERING", 10)
            return self.show(work, "running", min(95, 100 * looks // (last + 1)))
        phase = behaviour if behaviour in ("failed", "filtered", "empty", "exhausted") else "done"
        return self.show(work, phase, 100)

    def fetch(self, work: Work) -> Reply:
        work.fetches += 1
        work.fetched_at = time.monotonic()
        match work.behaviour:
            case "expired":
                return Reply(403, b"the link has expired")
            case "renewed" if work.fetches == 1:
                return Reply(403, b"the link has expired")
            case "hop":
                return Reply(302, b"", {"location": METADATA})
            case "text":
                return Reply(200, b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", {"content-type": "video/mp4"})
            case "bigfilm":
                return Reply(200, self.film + b"\0" * HUGE)
            case "torn" if work.fetches == 1:
                raise Cut
        return Reply(200, self.film, {"content-type": "video/mp4"})


def _handler(double: Double) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _any(self) -> None:
            parts = urlsplit(self.path)
            behaviour, _, path = parts.path.lstrip("/").partition("/")
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            body = self.rfile.read(int(self.headers.get("content-length", "0")))
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked = Asked(behaviour, self.command, "/" + path, query, headers, body)
            try:
                reply = double.answer(asked)
            except Refused as refused:
                if refused.status not in (401, 404, 405):
                    double.problems.append(f"{self.command} {self.path}: {refused}")
                reply = double.show_refusal(str(refused), refused.status)
            except (Cut, Silent) as end:
                while isinstance(end, Silent) and not double.stopping.wait(0.05):
                    pass
                linger = struct.pack("ii", 1, 0)  # a reset, as of a process that died
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                self.close_connection = True
                return
            except Exception as error:
                double.problems.append(f"{self.command} {self.path}: {type(error).__name__}: {error}")
                reply = Reply(500, {"error": {"message": "the double is broken"}})
            data = json.dumps(reply.body).encode() if isinstance(reply.body, dict) else reply.body
            self.send_response(reply.status)
            for name, value in {"content-type": "application/json", **reply.headers}.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            try:
                self.wfile.write(data)
            except OSError:
                self.close_connection = True

        do_GET = do_POST = do_DELETE = _any  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    return Handler


def wait_until(is_so: Any, seconds: float = 10) -> None:
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.02)
