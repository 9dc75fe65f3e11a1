"""A database of the release before is upgraded: nothing is lost, and what was unfinished goes on."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, insert, inspect, select, text

from customers import NOW_MS, enter_worker
from filmgate.db import migrate
from filmgate.db.database import Database
from filmgate.db.migrate import HEAD, SchemaTooOld, current_revision, require_current, upgrade_to_head
from filmgate.db.postgres import open_postgres, postgres_engine
from filmgate.db.sqlite import copy_before_upgrade, open_sqlite, sqlite_writer
from filmgate.db.tables import metadata
from filmgate.ledger.verify import verify
from filmgate.tasks.claim import begin_attempt, claim_next, claim_orphan
from postgres import PostgresServer

DUMP = Path(__file__).parents[1] / "data" / "database-0001.sql"
"""What filmgate 0.1.0 wrote: two accounts, a task in every state, a callback that is due."""


def old_sqlite(file: Path) -> Engine:
    with sqlite3.connect(file) as database:
        database.executescript(DUMP.read_text())
    database.close()
    return sqlite_writer(file)


def old_postgres(url: str, source: Engine) -> Engine:
    """The same rows on Postgres, in the schema of then."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).with_name("migrations")))
    engine = postgres_engine(url)
    with engine.begin() as target, source.connect() as rows:
        config.attributes["connection"] = target
        command.upgrade(config, "0001")
        for table in metadata.sorted_tables:
            if inspect(target).has_table(table.name):
                then = [column["name"] for column in inspect(target).get_columns(table.name)]
                found = rows.execute(select(*(table.c[name] for name in then))).mappings().all()
                if found:
                    target.execute(insert(table), [dict(row) for row in found])
    return engine


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest) -> str:
    """The address of an empty Postgres database, or nothing for SQLite."""
    if request.param == "sqlite":
        return ""
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.new_database(empty=True)


@pytest.fixture
def old(url: str, tmp_path: Path) -> Engine:
    sqlite = old_sqlite(tmp_path / "filmgate.db")
    return old_postgres(url, sqlite) if url else sqlite


def reopen(url: str, tmp_path: Path) -> Database:
    return open_postgres(url, 4) if url else open_sqlite(tmp_path / "filmgate.db")


def counts(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {
            name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one()
            for name in ("accounts", "keys", "tasks", "ledger_entries", "deliveries", "idempotency_keys")
        }


def revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        return current_revision(connection)


def test_an_older_schema_is_refused_and_left_as_it_is(old: Engine) -> None:
    with pytest.raises(SchemaTooOld, match=f"schema 0001, this filmgate needs {HEAD}"):
        require_current(old)
    assert revision(old) == "0001"


def test_after_the_upgrade_all_is_there_and_goes_on(old: Engine, url: str, tmp_path: Path) -> None:
    before = counts(old)
    assert min(before.values()) > 0
    assert upgrade_to_head(old) == "0001"
    assert upgrade_to_head(old) == HEAD, "again changes nothing"
    assert counts(old) == before
    old.dispose()
    database = reopen(url, tmp_path)
    assert database.read_now(verify) == []
    enter_worker(database, "new")
    pending = database.write_now(lambda connection: claim_next(connection, "new", NOW_MS))
    assert pending is not None
    database.write_now(
        lambda connection: connection.execute(text("DELETE FROM workers WHERE id <> 'new'")).rowcount
    )
    orphan = database.write_now(lambda connection: claim_orphan(connection, "new"))
    assert orphan not in (None, pending)
    attempt = database.write_now(lambda connection: begin_attempt(connection, str(orphan), "new", NOW_MS))
    assert attempt is not None
    assert (attempt.fence, attempt.number) == (2, 2)
    database.close()


KILLED = """
import os, signal, sys
from pathlib import Path
from alembic import op
from filmgate.db.migrate import upgrade_to_head
from filmgate.db.postgres import postgres_engine
from filmgate.db.sqlite import sqlite_writer
op.bulk_insert = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
upgrade_to_head(postgres_engine(sys.argv[1]) if "://" in sys.argv[1] else sqlite_writer(Path(sys.argv[1])))
"""


def test_a_process_that_is_killed_in_the_middle_of_a_migration_leaves_the_old_schema(
    old: Engine, url: str, tmp_path: Path
) -> None:
    old.dispose()
    which = url or str(tmp_path / "filmgate.db")
    assert subprocess.run([sys.executable, "-c", KILLED, which]).returncode == -9
    assert revision(old) == "0001"
    assert upgrade_to_head(old) == "0001"
    assert revision(old) == HEAD


def test_several_processes_find_the_database_empty(postgres: PostgresServer) -> None:
    url = postgres.new_database(empty=True)
    start = (
        "import sys; from filmgate.db.postgres import open_postgres; open_postgres(sys.argv[1], 2).close()"
    )
    racers = [subprocess.Popen([sys.executable, "-c", start, url]) for _ in range(3)]
    assert [racer.wait(60) for racer in racers] == [0, 0, 0]
    assert revision(postgres_engine(url)) == HEAD


def test_the_file_is_copied_before(tmp_path: Path) -> None:
    file = tmp_path / "filmgate.db"
    engine = old_sqlite(file)
    copy = copy_before_upgrade(engine, file)
    assert copy == tmp_path / "filmgate.db.schema-0001"
    upgrade_to_head(engine)
    assert revision(sqlite_writer(copy)) == "0001"
    assert counts(sqlite_writer(copy)) == counts(engine)
    assert copy_before_upgrade(engine, file) is None
