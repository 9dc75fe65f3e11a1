"""A request that ends in the middle of being accepted."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from customers import NOW_MS, Customer
from filmgate.api.generations import _accept
from filmgate.api.state import ApiState
from filmgate.catalog.catalog import open_catalog
from filmgate.db.database import Database
from filmgate.db.locks import lock_account
from filmgate.db.tables import tasks
from filmgate.errors import InsufficientCredits
from filmgate.images.reference_image import reference_image
from filmgate.keys.authenticate import Principal
from filmgate.settings import FilmgateSettings
from filmgate.storage.keyring import open_link_keys
from filmgate.storage.local_folder import LocalFolder
from filmgate.tasks.estimate import Estimator

PICTURE = reference_image(b"picture", "png", 8, 8)


@pytest.fixture
def state(database: Database, tmp_path: Path) -> ApiState:
    settings = FilmgateSettings(data_dir=tmp_path)
    return ApiState(
        settings=settings,
        database=database,
        catalog=open_catalog(settings),
        storage=LocalFolder(tmp_path / "files"),
        keyring=open_link_keys(settings),
        clock=lambda: NOW_MS,
        base_url="http://localhost",
        link=lambda key, _expires_at: key,
        wake_worker=lambda: None,
        estimator=Estimator(database, lambda: NOW_MS),
        stopping=threading.Event(),
    )


def principal_of(customer: Customer) -> Principal:
    return Principal(customer.key.id, customer.account_id, "default", None, None, None)


def test_who_is_cut_off_while_the_task_is_written_does_not_take_its_pictures_along(
    state: ApiState, customer: Customer, open_database: Callable[[], Database]
) -> None:
    """As at a stop, when open requests are ended: what was given to the database is written all the same."""
    new = customer.new_task(image_count=1)
    held, release = threading.Event(), threading.Event()

    def hold(connection: Connection) -> None:
        lock_account(connection, customer.account_id)
        held.set()
        release.wait(10)

    async def scene() -> None:
        holding = asyncio.create_task(state.database.write(hold))
        await asyncio.to_thread(held.wait, 10)
        request = asyncio.create_task(_accept(state, principal_of(customer), new, [PICTURE], None))
        while not state.storage.keys():
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.1)
        request.cancel()
        with pytest.raises(asyncio.CancelledError):
            await request
        release.set()
        await holding

    asyncio.run(scene())
    state.database.close()
    accepted = open_database().read_now(lambda c: c.execute(select(tasks.c.id)).scalars().all())
    assert accepted == [new.id]
    assert state.storage.keys() == [f"inputs/{new.id}/0.png"]


def test_a_request_that_is_refused_leaves_no_picture(state: ApiState, customer: Customer) -> None:
    new = customer.new_task(image_count=1, reserved_microcredits=10**15)
    with pytest.raises(InsufficientCredits):
        asyncio.run(_accept(state, principal_of(customer), new, [PICTURE], None))
    assert state.storage.keys() == []
    assert state.database.read_now(lambda c: c.execute(select(tasks.c.id)).all()) == []
