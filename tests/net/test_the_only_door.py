import ast
from pathlib import Path

import pytest

import filmgate

SOURCE = Path(next(iter(filmgate.__path__)))
DOORS = {
    "httpx",
    "httpx2",
    "httpcore",
    "httpcore2",
    "requests",
    "urllib3",
    "aiohttp",
    "socket",
    "ssl",
    "ftplib",
    "smtplib",
}
DOORS |= {
    "http.client",
    "urllib.request",
    "telnetlib",
    "xmlrpc.client",
    "asyncio.streams",
    "anyio",
    "obstore",
}
ALLOWED = {
    "net": DOORS,  # the door itself
    "client": {"httpx2"},  # the SDK talks to a filmgate server and stands outside of it
    "storage": {"obstore"},  # asks the one store that the operator names, never an address of a user's
    "serve.py": {"socket"},  # listens
    "cli": {"socket"},  # looks for a free port to listen on
    "telemetry": {"socket"},  # listens
}


@pytest.mark.parametrize("file", sorted(SOURCE.rglob("*.py")), ids=lambda file: str(file.relative_to(SOURCE)))
def test_no_module_but_net_opens_connections(file: Path) -> None:
    allowed = ALLOWED.get(file.relative_to(SOURCE).parts[0], set())
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names = {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Attribute) and node.attr in (
            "open_connection",
            "create_connection",
            "sock_connect",
        ):
            names = {"socket"}
        else:
            continue
        opened = {door for door in DOORS for name in names if name == door or name.startswith(door + ".")}
        assert opened <= allowed, f"line {node.lineno}"
