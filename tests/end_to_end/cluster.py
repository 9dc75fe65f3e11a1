"""Several real processes on one Postgres database and one folder of files."""

from __future__ import annotations

import os
import signal
import socket
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from end_to_end.server import Server


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Cluster:
    """API processes and workers; `settings` as in `filmgate.toml`."""

    folder: Path
    film: Path
    url: str
    settings: dict[str, Any]
    apis: list[Server] = field(default_factory=list)
    workers: list[Server] = field(default_factory=list)

    def add_api(self) -> Server:
        """Start one more API process."""
        return self._add("api", self.apis)

    def add_worker(self) -> Server:
        """Start one more worker."""
        return self._add("worker", self.workers)

    def query(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """Rows of the database."""
        with psycopg.connect(self.url) as connection:
            return connection.execute(statement, values).fetchall()

    def execute(self, statement: str, *values: Any) -> None:
        """Change the database."""
        with psycopg.connect(self.url) as connection:
            connection.execute(statement, values)

    def worker_of(self, task_id: str) -> Server:
        """The worker that makes a film of the task."""
        ((worker_id,),) = self.query("SELECT worker_id FROM tasks WHERE id = %s", task_id)
        return next(worker for worker in self.workers if self.id_of(worker) == worker_id)

    def files(self) -> set[str]:
        """The keys of all films and posters that are stored."""
        films = self.folder / "files" / "films"
        return {f"films/{file.relative_to(films)}" for file in films.rglob("*.*") if file.is_file()}

    def expected_files(self) -> set[str]:
        """Those that the database knows."""
        rows = self.query("SELECT result ->> 'film', result ->> 'poster' FROM tasks WHERE result IS NOT NULL")
        return {key for row in rows for key in row}

    def stop(self) -> None:
        """End every process; what was frozen is woken up first."""
        for process in (*self.apis, *self.workers):
            if process.process is not None and process.process.poll() is None:
                process.process.send_signal(signal.SIGCONT)
                process.process.send_signal(signal.SIGTERM)
        for process in (*self.apis, *self.workers):
            process.stop()

    def _add(self, role: str, into: list[Server]) -> Server:
        settings = {
            "data_dir": str(self.folder / "data"),
            "database": {"url": self.url},
            **self.settings,
            "storage": self._storage(),
        }
        port = free_port()
        public_url = self.apis[0].base_url if self.apis else f"http://127.0.0.1:{port}"
        settings["server"] = {"public_url": public_url, "port": port, **settings.get("server", {})}
        process = Server(self.folder / f"{role}{len(into)}", self.film, settings, role)
        process.start()
        process.base_url = f"http://127.0.0.1:{port}"  # not the one that users see, which all of them print
        into.append(process)
        return process

    def _storage(self) -> dict[str, Any]:
        wanted = self.settings.get("storage", {})
        return wanted if "url" in wanted else {"folder": str(self.folder / "files"), **wanted}

    def id_of(self, worker: Server) -> str:
        """The worker's own name: that of the scratch folder whose lock it holds."""
        assert worker.process is not None
        open_files = set()
        for fd in Path(f"/proc/{worker.process.pid}/fd").iterdir():
            with suppress(FileNotFoundError):  # closed meanwhile
                open_files.add(os.readlink(fd))
        locks = (self.folder / "data" / "work").glob("*/.lock")
        (worker_id,) = [lock.parent.name for lock in locks if str(lock) in open_files]
        return worker_id
