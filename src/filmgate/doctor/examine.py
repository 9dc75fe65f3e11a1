"""All checks in the order in which one would look."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

from filmgate.clock import Clock
from filmgate.db.open import open_database
from filmgate.doctor import data, exposure, machine, work
from filmgate.doctor.finding import Finding, problem
from filmgate.settings import FilmgateSettings
from filmgate.storage.open import open_storage


def examine(settings: FilmgateSettings, clock: Clock) -> Iterator[tuple[str, Finding]]:
    """Make every check and give its name and finding. Checks of what is in the database need one that can be read."""
    cores = os.cpu_count() or 1
    yield "packages", _made(machine.check_packages)
    yield (
        "capacity",
        _made(lambda: machine.check_capacity(settings.worker.slots or cores, cores, machine.memory_bytes())),
    )
    yield "codecs", _made(machine.check_codecs)
    yield "encoder", _made(machine.check_encoder)
    yield "engines", _made(lambda: work.check_engines(settings))
    yield "data folder", (folder := _made(lambda: data.check_folder(settings.data_dir)))
    yield "database", (database := _made(lambda: data.check_database(settings)))
    if database.state == "ok":
        yield from _look_inside(settings, clock)
    if folder.state != "problem":
        yield "link keys", _made(lambda: data.check_link_keys(settings))
        yield (
            "storage",
            _made(lambda: data.check_storage(lambda: open_storage(settings, patient=False))),
        )
    yield "port", _made(lambda: exposure.check_port(settings))
    yield "admin password", _made(lambda: exposure.check_password(settings))
    yield "address", _made(lambda: exposure.check_address(settings))
    yield "metrics", _made(lambda: exposure.check_metrics(settings))
    yield "callback authorities", _made(lambda: exposure.check_authorities(settings))


def _look_inside(settings: FilmgateSettings, clock: Clock) -> Iterator[tuple[str, Finding]]:
    database = open_database(settings)
    try:
        read = database.read_now
        yield "clock", _made(lambda: machine.check_clock(clock(), read(work.newest_ms)))
        yield "books", _made(lambda: read(data.check_books))
        yield "tasks", _made(lambda: read(lambda connection: work.check_tasks(connection, settings, clock())))
        yield "callbacks", _made(lambda: read(lambda connection: work.check_callbacks(connection, clock())))
    finally:
        database.close()


def _made(check: Callable[[], Finding]) -> Finding:
    """A check that breaks has found something too."""
    try:
        return check()
    except Exception as error:
        return problem(
            f"the check broke: {error!r}", "report this with the output of `filmgate doctor --json`"
        )
