"""A customer for the rooms' tests: an account with credits and a key, and a short way to make tasks for it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, insert

from filmgate.db.database import Database
from filmgate.db.tables import workers
from filmgate.ids import new_task_id
from filmgate.keys.mint import MintedKey, mint_key
from filmgate.ledger.accounts import create_account
from filmgate.ledger.grant import grant
from filmgate.money import MICRO
from filmgate.tasks.create import NewTask, create_task

NOW_MS = 1_757_169_743_000


@dataclass
class Customer:
    """One account of one database."""

    database: Database
    account_id: str
    key: MintedKey

    def new_task(self, **changes: object) -> NewTask:
        fields: dict[str, object] = {
            "id": new_task_id(NOW_MS // 1000),
            "account_id": self.account_id,
            "key_id": self.key.id,
            "model": "veo3.1-pro",
            "prompt": "A cat playing piano",
            "negative_prompt": None,
            "aspect_ratio": "auto",
            "generation_type": "TEXT",
            "image_count": 0,
            "duration_seconds": 8,
            "seed": 7,
            "enhance_prompt": True,
            "callback_url": None,
            "priority": 0,
            "user_group": "default",
            "billing_rule": "per_call",
            "reserved_microcredits": 25_700_000,
            "can_cancel": True,
            "estimated_seconds": 20,
            "created_at_ms": NOW_MS,
        }
        return NewTask(**{**fields, **changes})  # type: ignore[arg-type]

    def create(self, **changes: object) -> str:
        new = self.new_task(**changes)
        self.database.write_now(
            lambda connection: create_task(
                connection, new, tasks_at_once=None, billing_address="/dashboard/billing"
            )
        )
        return new.id


def make_customer(database: Database, *, name: str = "Ann", credits: int = 1000) -> Customer:
    account_id = database.write_now(
        lambda connection: create_account(connection, name=name, group="default", now_ms=NOW_MS)
    )
    if credits:
        database.write_now(lambda connection: grant(connection, account_id, credits * MICRO, None, NOW_MS))
    key = database.write_now(
        lambda connection: mint_key(connection, account_id=account_id, name="test", now_ms=NOW_MS)
    )
    return Customer(database, account_id, key)


def enter_worker(database: Database, worker_id: str) -> None:
    """Put a worker on the list of those who live."""
    strike_off(database, worker_id)
    database.write_now(
        lambda connection: (
            connection.execute(insert(workers).values(id=worker_id, started_at_ms=NOW_MS)).rowcount
        )
    )


def strike_off(database: Database, worker_id: str) -> None:
    """Take a worker off that list."""
    database.write_now(
        lambda connection: connection.execute(delete(workers).where(workers.c.id == worker_id)).rowcount
    )
