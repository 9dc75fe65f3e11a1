"""The commands of several processes on one Postgres, and of a database of an older filmgate."""

from __future__ import annotations

import json
import signal
import sqlite3
from pathlib import Path

import httpx2

from cli.shell import Shell
from end_to_end.cluster import free_port
from filmgate.db.migrate import HEAD
from postgres import PostgresServer

DUMP = Path(__file__).parents[1] / "data" / "database-0001.sql"
ACTOR = '[models."veo3.1-pro"]\nengine = "doubles.actor:ENGINE"\n'


def test_an_api_and_a_worker_on_one_postgres(shell: Shell, film: Path, postgres: PostgresServer) -> None:
    port = free_port()
    (shell.home / "filmgate.toml").write_text(
        f'{ACTOR}[server]\nport = {port}\npublic_url = "http://127.0.0.1:{port}"\n[storage]\nfolder = "files"\n'
    )
    shell.variables |= {
        "ACTOR_FILM": str(film),
        "FILMGATE_DATABASE__URL": postgres.new_database(empty=True),
        "FILMGATE_STORAGE__LINK_KEYS": json.dumps(["k" * 43]),
    }
    api = shell.start("serve", "--role", "api", "--data", "api", "--json")
    worker = shell.start("worker", "--data", "worker", "--json")
    try:
        assert api.stdout is not None
        assert worker.stdout is not None
        said = json.loads(api.stdout.readline())
        assert json.loads(worker.stdout.readline())["pid"] == worker.pid
        made = shell.run("keys", "create", "--credits", "30", "--save", "--json", "--data", "api").json
        assert json.loads(Path(made["saved"]).read_text())["base_url"] == said["url"]
        task = shell.run("generate", "wait 0.5", "-o", "film.mp4", "--json").json
        assert (shell.home / "film.mp4").read_bytes() == film.read_bytes()
        assert httpx2.get(task["results"][0], trust_env=False).status_code == 200
        assert shell.run("credits", "verify", "--json").json["ok"]
        for process in (api, worker):
            process.send_signal(signal.SIGTERM)
        for process in (api, worker):
            _, err = process.communicate(timeout=30)
            assert (process.returncode, "Traceback" in err) == (0, False), err
    finally:
        for process in (api, worker):
            process.kill()
            process.communicate()


def test_what_a_cluster_needs_is_asked_for(shell: Shell, postgres: PostgresServer) -> None:
    no_postgres = shell.run_at_once(("serve", "--role", "api"), ("worker",), exits=2)
    for refused in no_postgres:
        assert "this one is SQLite" in refused.err
        assert "database.url" in refused.err
    shell.variables["FILMGATE_DATABASE__URL"] = postgres.new_database(empty=True)
    serve, worker = shell.run_at_once(("serve", "--port", "0"), ("worker",), exits=2)
    assert "storage.link_keys" in serve.err
    assert "storage.link_keys" in worker.err
    shell.variables["FILMGATE_STORAGE__LINK_KEYS"] = json.dumps(["k" * 43])
    assert "server.public_url" in shell.run("worker", exits=2).err


def test_a_postgres_that_is_not_there(shell: Shell) -> None:
    shell.variables["FILMGATE_DATABASE__URL"] = f"postgresql://u:secret@127.0.0.1:{free_port()}/x"
    refused = shell.run("keys", "ls", exits=1)
    assert "see whether database.url is right" in refused.err
    assert "secret" not in refused.err
    shell.variables["FILMGATE_DATABASE__URL"] = "mysql://u:secret@127.0.0.1/x"
    refused = shell.run("keys", "ls", exits=2)
    assert "postgresql://" in refused.err
    assert "secret" not in refused.err


def test_an_older_database_is_refused_with_the_command_that_upgrades_it(shell: Shell) -> None:
    data = shell.home / "old"
    data.mkdir()
    with sqlite3.connect(data / "filmgate.db") as database:
        database.executescript(DUMP.read_text())
    database.close()
    for refused in shell.run_at_once(
        ("serve", "--data", "old", "--port", "0"), ("keys", "ls", "--data", "old"), exits=1
    ):
        told = " ".join(refused.err.replace("|", "").split())
        assert "schema 0001" in told
        assert "database upgrade" in told
    told = shell.run("database", "upgrade", "--data", "old", "--json").json
    assert told == {"before": "0001", "now": HEAD}
    assert (data / "filmgate.db.schema-0001").exists()
    assert "up to date" in shell.run("database", "upgrade", "--data", "old").err
    assert shell.run("credits", "verify", "--data", "old", "--json").json["ok"]
    missing = shell.run("database", "upgrade", "--data", "nowhere", exits=2)
    assert "no filmgate data" in missing.err
