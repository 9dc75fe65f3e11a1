"""Who is taken for dead, and who is not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection, Delete, event, select

from filmgate.catalog.catalog import open_catalog
from filmgate.db.database import Database
from filmgate.db.tables import workers
from filmgate.settings import FilmgateSettings
from filmgate.storage.local_folder import LocalFolder
from filmgate.workflow.heartbeat import Heartbeat
from filmgate.workflow.studio import Studio

SILENT = 8.0


class Beater:
    """A worker whose heart beats when the test says so."""

    def __init__(self, database: Database, folder: Path, name: str) -> None:
        settings = FilmgateSettings(data_dir=folder)
        studio = Studio(
            database=database,
            catalog=open_catalog(settings),
            storage=LocalFolder(folder / "files"),
            settings=settings,
            clock=lambda: 0,
            worker_id=name,
            work_dir=folder / name,
        )
        self._database = database
        self._heartbeat = Heartbeat(studio, slots=1)

    def beat(self, now: float, *, meanwhile: Callable[[], object] = lambda: None) -> set[str]:
        """Beat at a time; returns who lives. `meanwhile`: after it has looked at the others, before it strikes off."""

        def beat(connection: Connection) -> None:
            @event.listens_for(connection, "before_execute")
            def look(_connection: Connection, statement: object, *_: object) -> None:
                if isinstance(statement, Delete):
                    meanwhile()

            self._heartbeat.beat(connection, now)
            event.remove(connection, "before_execute", look)

        self._database.write_now(beat)
        return self._database.read_now(
            lambda connection: set(connection.execute(select(workers.c.id)).scalars())
        )


@pytest.fixture
def two(database: Database, tmp_path: Path) -> tuple[Beater, Beater]:
    if not database.shared:
        pytest.skip("on SQLite a worker is alone")
    return Beater(database, tmp_path, "a"), Beater(database, tmp_path, "b")


def test_who_beats_lives(two: tuple[Beater, Beater]) -> None:
    a, b = two
    b.beat(0)
    for second in range(0, 60, 2):
        assert b.beat(second + 1) >= {"b"}
        assert a.beat(second) == {"a", "b"}


def test_who_stands_still_is_struck_off_after_the_time_and_not_before(two: tuple[Beater, Beater]) -> None:
    a, b = two
    b.beat(0)
    living = [a.beat(second) for second in range(0, 12, 2)]
    assert living == [{"a", "b"}] * 4 + [{"a"}] * 2
    assert b.beat(13) == {"a", "b"}, "it enters itself again"


def test_who_gives_a_sign_of_life_at_the_last_moment_lives(two: tuple[Beater, Beater]) -> None:
    a, b = two
    b.beat(0)
    for second in range(0, 8, 2):
        a.beat(second)
    assert a.beat(8, meanwhile=lambda: b.beat(8)) == {"a", "b"}


def test_who_could_not_look_for_a_while_takes_nobody_for_dead(two: tuple[Beater, Beater]) -> None:
    a, b = two
    b.beat(0)
    assert a.beat(0) == {"a", "b"}
    assert a.beat(3600) == {"a", "b"}, "the database was away, or this process was stopped"
    assert a.beat(3603) == {"a", "b"}
    assert a.beat(3606) == {"a", "b"}
    assert a.beat(3609) == {"a"}
