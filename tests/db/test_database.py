"""The transaction helper: durable, all or nothing, and each caller for itself."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from filmgate.db.database import Database
from filmgate.db.sqlite import open_sqlite


def insert_worker(connection: Connection, name: str) -> None:
    connection.execute(text("INSERT INTO workers (id, started_at_ms) VALUES (:id, 1)"), {"id": name})


def workers(database: Database) -> list[str]:
    return database.read_now(
        lambda connection: list(connection.execute(text("SELECT id FROM workers ORDER BY id")).scalars())
    )


def test_a_write_that_raises_leaves_nothing_and_its_neighbours_in_the_group_stay(database: Database) -> None:
    def write_then_fail(connection: Connection) -> None:
        insert_worker(connection, "lost")
        raise ValueError("no")

    async def together() -> list[object]:
        return await asyncio.gather(
            database.write(lambda connection: insert_worker(connection, "a")),
            database.write(write_then_fail),
            database.write(lambda connection: insert_worker(connection, "b")),
            return_exceptions=True,
        )

    outcomes = asyncio.run(together())
    assert [type(outcome) for outcome in outcomes] == [type(None), ValueError, type(None)]
    assert workers(database) == ["a", "b"]


def test_a_write_is_on_disk_when_the_call_returns(tmp_path: Path) -> None:
    database = open_sqlite(tmp_path / "filmgate.db")
    database.write_now(lambda connection: insert_worker(connection, "a"))
    with sqlite3.connect(tmp_path / "filmgate.db") as other:
        assert other.execute("SELECT id FROM workers").fetchall() == [("a",)]
    database.close()


def test_when_the_commit_fails_nobody_is_told_that_it_was_written(tmp_path: Path) -> None:
    database = open_sqlite(tmp_path / "full.db")
    database.write_now(lambda connection: connection.exec_driver_sql("PRAGMA max_page_count=60"))

    def fill() -> None:
        for number in range(100):
            database.write_now(partial(insert_worker, name=f"{number}" * 3000))

    with pytest.raises(Exception, match="full"):
        fill()
    told = [name for name in workers(database) if name]
    with sqlite3.connect(tmp_path / "full.db") as other:
        assert [row[0] for row in other.execute("SELECT id FROM workers ORDER BY id")] == told
    database.close()


def test_readers_see_what_was_committed_while_a_writer_works(database: Database) -> None:
    seen: list[list[str]] = []

    def write(connection: Connection) -> None:
        insert_worker(connection, "a")
        seen.append(workers(database))

    database.write_now(write)
    assert seen == [[]]
    assert workers(database) == ["a"]


def test_a_closed_database_refuses_instead_of_hanging(tmp_path: Path) -> None:
    database = open_sqlite(tmp_path / "x.db")
    database.close()
    with pytest.raises(RuntimeError, match="closed"):
        database.write_now(lambda connection: None)


def test_whoever_is_cancelled_while_waiting_harms_nobody(tmp_path: Path) -> None:
    database = open_sqlite(tmp_path / "f.db")
    held, release = threading.Event(), threading.Event()

    def hold(connection: Connection) -> None:
        held.set()
        release.wait(10)

    async def scene() -> None:
        holding = asyncio.create_task(database.write(hold))
        await asyncio.to_thread(held.wait, 10)
        waiting = asyncio.create_task(database.write(partial(insert_worker, name="late")))
        await asyncio.sleep(0.05)
        for each in (holding, waiting):
            each.cancel()
        await asyncio.gather(holding, waiting, return_exceptions=True)
        release.set()
        await asyncio.wait_for(database.write(partial(insert_worker, name="after")), 10)

    asyncio.run(scene())
    assert workers(database) == ["after", "late"], "what was submitted is written; the writer lives"
    database.close()
