"""The delivery queue: rows that the end of a task put in, taken by one sender at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from filmgate.db.tables import accounts, deliveries, delivery_attempts


@dataclass(frozen=True)
class Delivery:
    """One callback to send. `id` is its `webhook-id`; `attempts` were made before."""

    id: str
    task_id: str
    url: str
    attempts: int
    secret: str


def take_due(connection: Connection, now_ms: int, *, lease_ms: int, limit: int) -> list[Delivery]:
    """Take what is due; nobody else gets it before the lease has run out, so a dead sender's work is not lost."""
    rows = connection.execute(
        select(
            deliveries.c.id,
            deliveries.c.task_id,
            deliveries.c.url,
            deliveries.c.attempts,
            accounts.c.callback_secret,
        )
        .join(accounts, accounts.c.id == deliveries.c.account_id)
        .where(
            deliveries.c.state == "due",
            deliveries.c.due_at_ms <= now_ms,
            deliveries.c.leased_until_ms <= now_ms,
        )
        .order_by(deliveries.c.due_at_ms)
        .limit(limit)
    ).all()
    taken = [Delivery(*row) for row in rows]
    if taken:
        connection.execute(
            update(deliveries)
            .where(deliveries.c.id.in_([delivery.id for delivery in taken]))
            .values(leased_until_ms=now_ms + lease_ms)
        )
    return taken


def is_anything_due(connection: Connection, now_ms: int) -> bool:
    """Whether `take_due` would find something; costs no write."""
    query = select(deliveries.c.id).where(
        deliveries.c.state == "due", deliveries.c.due_at_ms <= now_ms, deliveries.c.leased_until_ms <= now_ms
    )
    return connection.execute(query.limit(1)).first() is not None


def note_attempt(
    connection: Connection,
    delivery: Delivery,
    *,
    status: int | None,
    problem: str | None,
    latency_ms: int,
    retry_ms: Sequence[int],
    now_ms: int,
) -> None:
    """Log an attempt: delivered if the status is 2xx, else due again after the next of `retry_ms`, else failed."""
    connection.execute(
        insert(delivery_attempts).values(
            delivery_id=delivery.id,
            number=delivery.attempts + 1,
            status=status,
            problem=problem,
            latency_ms=latency_ms,
            attempted_at_ms=now_ms,
        )
    )
    values: dict[str, object] = {"attempts": delivery.attempts + 1, "leased_until_ms": 0}
    if status is not None and 200 <= status < 300:
        values |= {"state": "delivered", "ended_at_ms": now_ms}
    elif delivery.attempts < len(retry_ms):
        values |= {"due_at_ms": now_ms + retry_ms[delivery.attempts]}
    else:
        values |= {"state": "failed", "ended_at_ms": now_ms}
    connection.execute(update(deliveries).where(deliveries.c.id == delivery.id).values(**values))
