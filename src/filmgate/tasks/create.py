"""Accepting a task: credits, task and place in the queue in one transaction."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, func, insert, select

from filmgate.db.locks import lock_account
from filmgate.db.tables import tasks
from filmgate.errors import InsufficientCredits, RateLimited
from filmgate.ledger.balance import read_balance
from filmgate.ledger.reserve import reserve
from filmgate.money import to_credits
from filmgate.tasks.states import TaskState


@dataclass(frozen=True)
class NewTask:
    """A validated request that became a task, and its price in micro-credits."""

    id: str
    account_id: str
    key_id: str
    model: str
    prompt: str
    negative_prompt: str | None
    aspect_ratio: str
    generation_type: str
    image_count: int
    duration_seconds: int
    seed: int
    enhance_prompt: bool
    callback_url: str | None
    priority: int
    user_group: str
    billing_rule: str
    reserved_microcredits: int
    can_cancel: bool
    estimated_seconds: int
    created_at_ms: int
    trace_context: str | None = None


_INSERT = insert(tasks)
_UNFINISHED = select(func.count()).select_from(
    select(tasks.c.id)
    .where(tasks.c.key_id == bindparam("key_id"), tasks.c.ended_at_ms.is_(None))
    .limit(bindparam("most"))
    .subquery()
)


def create_task(
    connection: Connection, new: NewTask, *, tasks_at_once: int | None, billing_address: str
) -> None:
    """Reserve the price and put the task into the queue; the caller's transaction makes both one.

    Args:
        tasks_at_once: Unfinished tasks that the key may have; None: any number.
        billing_address: Where credits are to be had; shown in the 402.

    Raises:
        RateLimited: The key has as many unfinished tasks as it may.
        InsufficientCredits: The balance does not suffice.
    """
    if tasks_at_once is not None:
        lock_account(connection, new.account_id)  # two requests must not both be the last that fits
        unfinished = connection.execute(
            _UNFINISHED, {"key_id": new.key_id, "most": tasks_at_once}
        ).scalar_one()
        if unfinished >= tasks_at_once:
            raise RateLimited(
                f"This key may have {tasks_at_once} unfinished tasks at once",
                retry_after_seconds=max(1, new.estimated_seconds),
            )
    if not reserve(connection, new.account_id, new.id, new.reserved_microcredits, new.created_at_ms):
        has = read_balance(connection, new.account_id).balance_microcredits
        raise _insufficient(new.reserved_microcredits, has, billing_address)
    connection.execute(
        _INSERT,
        {**{name: getattr(new, name) for name in NewTask.__dataclass_fields__}, "state": TaskState.PENDING},
    )


def check_affordable(
    connection: Connection, account_id: str, price_microcredits: int, *, billing_address: str
) -> None:
    """Whether the balance suffices now, for asking before costly work; `create_task` decides.

    Raises:
        InsufficientCredits: It does not.
    """
    has = read_balance(connection, account_id).balance_microcredits
    if has < price_microcredits:
        raise _insufficient(price_microcredits, has, billing_address)


def _insufficient(
    price_microcredits: int, balance_microcredits: int, billing_address: str
) -> InsufficientCredits:
    return InsufficientCredits(
        f"Insufficient quota: the task costs {to_credits(price_microcredits)} credits,"
        f" the balance is {to_credits(balance_microcredits)}",
        fallback_suggestion=billing_address,
    )
