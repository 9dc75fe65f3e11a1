"""The delivery queue: rows that the end of a task put in, taken by one sender at a time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, func, insert, select, update

from filmgate.db.locks import Lock, one_at_a_time
from filmgate.db.tables import accounts, deliveries, delivery_attempts


@dataclass(frozen=True)
class Delivery:
    """One callback to send. `id` is its `webhook-id`; `attempts` were made before."""

    id: str
    task_id: str
    account_id: str
    url: str
    attempts: int
    secret: str


def take_due(
    connection: Connection,
    now_ms: int,
    *,
    lease_ms: int,
    longest_wait_ms: int,
    limit: int,
    of_one_account: int,
    busy: Collection[str] = (),
) -> list[Delivery]:
    """Take what is due; nobody else gets it before the lease has run out, so a dead sender's work is not lost.

    Args:
        longest_wait_ms: No delivery waits longer than this; one that seems to was put off by a clock that has gone
            back since, and is due.
        of_one_account: Taken at most of one account, so that its slow receivers hold up nobody else.
        busy: Accounts of which nothing is taken now.
    """
    one_at_a_time(connection, Lock.DELIVER)
    place = func.row_number().over(partition_by=deliveries.c.account_id, order_by=deliveries.c.due_at_ms)
    due = (
        select(deliveries.c.id, place.label("place"))
        .where(_is_due(now_ms, longest_wait_ms), deliveries.c.account_id.not_in(busy))
        .subquery()
    )
    rows = connection.execute(
        select(
            deliveries.c.id,
            deliveries.c.task_id,
            deliveries.c.account_id,
            deliveries.c.url,
            deliveries.c.attempts,
            accounts.c.callback_secret,
        )
        .join(due, due.c.id == deliveries.c.id)
        .join(accounts, accounts.c.id == deliveries.c.account_id)
        .where(due.c.place <= of_one_account)
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


def is_anything_due(connection: Connection, now_ms: int, *, longest_wait_ms: int) -> bool:
    """Whether `take_due` would find something; costs no write."""
    query = select(deliveries.c.id).where(_is_due(now_ms, longest_wait_ms))
    return connection.execute(query.limit(1)).first() is not None


def end_leases(connection: Connection) -> None:
    """At the start of the only sender: whoever held a lease is dead."""
    connection.execute(update(deliveries).where(deliveries.c.state == "due").values(leased_until_ms=0))


def _is_due(now_ms: int, longest_wait_ms: int) -> ColumnElement[bool]:
    latest_ms = now_ms + longest_wait_ms
    return and_(
        deliveries.c.state == "due",
        ~deliveries.c.due_at_ms.between(now_ms + 1, latest_ms),
        ~deliveries.c.leased_until_ms.between(now_ms + 1, latest_ms),
    )


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
    """Log an attempt: delivered if the status is 2xx, else due again after the next of `retry_ms`, else failed.

    Nothing is changed if another sender, to whom the delivery went after our lease had run out, was first.
    """
    attempts = delivery.attempts + 1
    values: dict[str, object] = {"attempts": attempts, "leased_until_ms": 0}
    if status is not None and 200 <= status < 300:
        values |= {"state": "delivered", "ended_at_ms": now_ms}
    elif delivery.attempts < len(retry_ms):
        values |= {"due_at_ms": now_ms + retry_ms[delivery.attempts]}
    else:
        values |= {"state": "failed", "ended_at_ms": now_ms}
    still_ours = (deliveries.c.id == delivery.id) & (deliveries.c.attempts == delivery.attempts)
    if connection.execute(update(deliveries).where(still_ours).values(**values)).rowcount == 0:
        return
    connection.execute(
        insert(delivery_attempts).values(
            delivery_id=delivery.id,
            number=attempts,
            status=status,
            problem=problem,
            latency_ms=latency_ms,
            attempted_at_ms=now_ms,
        )
    )
