"""No module but `net/` opens connections; the SDK in `client/` talks to a server and stands outside of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import filmgate
from filmgate.workflow.media import UnreadableFilm, inspect_film
from net.loopback import Loopback, serve

SOURCE = Path(next(iter(filmgate.__path__)))

DOORS = frozenset(
    [
        "aiohttp",
        "anyio",
        "asyncio.streams",
        "ftplib",
        "h11",
        "http.client",
        "http.server",
        "httpcore",
        "httpcore2",
        "httpx",
        "httpx2",
        "imaplib",
        "multiprocessing.connection",
        "multiprocessing.managers",
        "nntplib",
        "obstore",
        "poplib",
        "pycurl",
        "requests",
        "smtplib",
        "socket",
        "socketserver",
        "ssl",
        "telnetlib",
        "urllib.request",
        "urllib3",
        "webbrowser",
        "websockets",
        "xmlrpc.client",
        "xmlrpc.server",
    ]
)
"""Modules that open connections or listen."""
METHODS = frozenset(
    [
        "connect_accepted_socket",
        "create_connection",
        "create_datagram_endpoint",
        "create_server",
        "create_unix_connection",
        "create_unix_server",
        "open_connection",
        "open_unix_connection",
        "sock_connect",
        "sock_sendto",
        "start_server",
        "start_unix_server",
    ]
)
"""What event loops and `asyncio` itself can do."""
ALLOWED = {
    "net": DOORS,  # the door itself
    "client": {"httpx2"},  # talks to a filmgate server
    "storage": {"obstore"},  # asks the one store that the operator names, never an address of a user's
    "serve.py": {"socket"},  # listens
    "cli": {"socket"},  # looks for a free port to listen on
    "telemetry": {"socket", "http.server"},  # listens
}


def doors_used(source: str) -> Iterator[tuple[int, str]]:
    """Lines and doors: imports of any form, dotted names, and methods that connect."""
    for node in ast.walk(ast.parse(source)):
        names: set[str] = set()
        match node:
            case ast.Import():
                names = {alias.name for alias in node.names}
            case ast.ImportFrom():
                names = {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)}
                if any(alias.name in METHODS for alias in node.names):
                    yield node.lineno, "socket"
            case ast.Attribute():
                names = {ast.unparse(node)}
                if node.attr in METHODS:
                    yield node.lineno, "socket"
            case ast.Call(
                func=ast.Name("__import__") | ast.Attribute(attr="import_module"), args=[first, *_]
            ):
                names = {str(first.value)} if isinstance(first, ast.Constant) else set()
            case ast.Call(func=ast.Name("import_module"), args=[ast.Constant(value=str(name)), *_]):
                names = {name}
        for door in DOORS:
            if any(name == door or name.startswith(door + ".") for name in names):
                yield node.lineno, door


@pytest.mark.parametrize("file", sorted(SOURCE.rglob("*.py")), ids=lambda file: str(file.relative_to(SOURCE)))
def test_no_module_but_net_opens_connections(file: Path) -> None:
    allowed = ALLOWED.get(file.relative_to(SOURCE).parts[0], set())
    used = {
        (line, door) for line, door in doors_used(file.read_text(encoding="utf-8")) if door not in allowed
    }
    assert not used


@pytest.mark.parametrize(
    "source",
    [
        "import socket",
        "import httpx2 as plain",
        "from urllib import request",
        "from urllib.request import urlopen",
        "import urllib\nurllib.request.urlopen('x')",
        "from http import client",
        "import requests.sessions",
        "from asyncio import open_connection",
        "import asyncio\nasync def f(): await asyncio.open_connection('x', 1)",
        "import asyncio\nasync def f(): await asyncio.get_running_loop().create_connection(int)",
        "from asyncio.streams import StreamReader",
        "__import__('socket')",
        "import importlib\nimportlib.import_module('http.client')",
        "from importlib import import_module\nimport_module('ssl')",
        "def f():\n    import ftplib",
    ],
)
def test_the_look_for_doors_finds(source: str) -> None:
    assert list(doors_used(source))


PLAYLISTS = {
    "HLS": "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{url}\n#EXT-X-ENDLIST\n",
    "concat": "ffconcat version 1.0\nfile {url}\n",
    "SDP": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\n",
}


@pytest.mark.parametrize("name", ["film.mp4", "film.m3u8", "film.ts"])
@pytest.mark.parametrize("kind", PLAYLISTS)
def test_a_film_that_is_a_playlist_makes_ffmpeg_ask_nobody(kind: str, name: str, tmp_path: Path) -> None:
    """FFmpeg can open connections too, and the file comes from an engine."""
    loopback: Loopback
    with serve() as loopback:
        film = tmp_path / name
        film.write_text(PLAYLISTS[kind].format(url=loopback.url("/part.ts")))
        with pytest.raises(UnreadableFilm):
            inspect_film(film)
        assert loopback.connections == 0
