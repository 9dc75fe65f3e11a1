"""A real server in a process of its own, and a plain HTTP client for it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2

from filmgate.clock import system_clock
from filmgate.db.open import open_database
from filmgate.keys.mint import mint_key
from filmgate.ledger.accounts import callback_secret, create_account
from filmgate.ledger.grant import grant
from filmgate.ledger.verify import verify
from filmgate.money import MICRO
from filmgate.settings import FilmgateSettings

TESTS = Path(__file__).parents[1]
TERMINAL = ("completed", "failed")


@dataclass
class Customer:
    """An account's id, key and callback secret."""

    account_id: str
    key: str
    key_id: str
    callback_secret: str


@dataclass
class Server:
    """A server process on a data folder of its own; `settings` as in `filmgate.toml`.

    `role` is one of `all`, `api` and `worker`; `die_at` as in `deaths.py`; `clock` is a file with
    the milliseconds by which the process's clock is wrong, read each time.
    """

    folder: Path
    film: Path
    settings: dict[str, Any] = field(default_factory=dict)
    role: str = "all"
    die_at: str = ""
    clock: Path | None = None
    process: subprocess.Popen[str] | None = None
    base_url: str = ""

    def start(self) -> None:
        """Start the process and wait until it answers."""
        self.folder.mkdir(exist_ok=True)
        config = self.folder / "settings.json"
        config.write_text(json.dumps(self._all_settings()))
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(TESTS), *filter(None, [os.environ.get("PYTHONPATH")])]),
            "ACTOR_FILM": str(self.film),
            **({"DIE_AT": self.die_at} if self.die_at else {}),
            **({"CLOCK": str(self.clock)} if self.clock else {}),
        }
        self.process = subprocess.Popen(
            [sys.executable, str(TESTS / "end_to_end" / "run_server.py"), str(config), self.role],
            stdout=subprocess.PIPE,
            stderr=(self.folder / "server.log").open("ab"),
            text=True,
            env=environment,
        )
        assert self.process.stdout is not None
        self.base_url = self.process.stdout.readline().strip()
        assert self.base_url, self.log()

    def _all_settings(self) -> dict[str, Any]:
        actor = {"engine": "doubles.actor:ENGINE", "durations_seconds": list(range(1, 13))}
        return {
            "data_dir": str(self.folder),
            "server": {"port": 0, "drain_seconds": 1, **self.settings.get("server", {})},
            "models": {"veo3.1-pro": actor, "veo3.1-fast": actor | {"price_credits": "9.8"}},
            **{name: value for name, value in self.settings.items() if name != "server"},
        }

    def log(self) -> str:
        """What the server printed."""
        return (self.folder / "server.log").read_text()

    def kill(self) -> None:
        """SIGKILL: no time to say goodbye."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> int:
        """SIGTERM, and the exit status."""
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)

    def customer(self, credits: int = 1000, **limits: Any) -> Customer:
        """A new account with credits and a key."""
        database = open_database(FilmgateSettings.model_validate(self._all_settings()))
        try:
            now_ms = system_clock()
            account_id = database.write_now(
                lambda connection: create_account(connection, name="Ann", group="default", now_ms=now_ms)
            )
            if credits:
                database.write_now(
                    lambda connection: grant(connection, account_id, credits * MICRO, None, now_ms)
                )
            key = database.write_now(
                lambda connection: mint_key(
                    connection, account_id=account_id, name="k", now_ms=now_ms, **limits
                )
            )
            secret = database.read_now(lambda connection: callback_secret(connection, account_id))
            return Customer(account_id, key.secret, key.id, secret)
        finally:
            database.close()

    def verify(self) -> list[str]:
        """`filmgate credits verify`."""
        database = open_database(FilmgateSettings.model_validate(self._all_settings()))
        try:
            return database.read_now(verify)
        finally:
            database.close()

    def client(self, key: str | None = None) -> httpx2.Client:
        """An HTTP client with the key as bearer token."""
        headers = {} if key is None else {"authorization": f"Bearer {key}"}
        return httpx2.Client(base_url=self.base_url, headers=headers, timeout=30, trust_env=False)


def create(client: httpx2.Client, prompt: str = "film", **fields: Any) -> dict[str, Any]:
    """Create a task that must be accepted."""
    answer = client.post("/v1/videos/generations", json={"model": "veo3.1-pro", "prompt": prompt, **fields})
    assert answer.status_code == 200, answer.text
    task: dict[str, Any] = answer.json()
    return task


def get(client: httpx2.Client, task_id: str) -> dict[str, Any]:
    """The task now."""
    answer = client.get(f"/v1/tasks/{task_id}")
    assert answer.status_code == 200, answer.text
    task: dict[str, Any] = answer.json()
    return task


def wait_for(client: httpx2.Client, task_id: str, *statuses: str, seconds: float = 30) -> dict[str, Any]:
    """Wait until the task has one of the statuses (default: a terminal one)."""
    until = time.monotonic() + seconds
    while True:
        task = get(client, task_id)
        if task["status"] in (statuses or TERMINAL):
            return task
        assert time.monotonic() < until, f"still {task['status']} after {seconds} s"
        time.sleep(0.05)


def assert_error(answer: httpx2.Response, status: int, kind: str, param: str | None = None) -> dict[str, Any]:
    """The answer has the seed's error body with these values; returns its `error`."""
    assert answer.status_code == status, answer.text
    body = answer.json()
    assert set(body) == {"error"}
    error: dict[str, Any] = body["error"]
    assert set(error) - {"param"} == {"code", "message", "type", "fallback_suggestion"}
    assert (error["code"], error["type"], error.get("param")) == (status, kind, param), error
    assert error.get("param", "") is not None, "the seed's schema knows no null"
    assert error["message"]
    assert error["fallback_suggestion"]
    assert answer.headers["x-request-id"]
    return error
