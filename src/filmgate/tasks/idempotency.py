"""`Idempotency-Key`: the same key and the same request give the first answer, for 24 hours."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, delete, insert, select

from filmgate.db.tables import idempotency_keys as remembered
from filmgate.errors import InvalidRequest

KEPT_MS = 24 * 3600 * 1000

_FIND = select(remembered.c.request_sha256, remembered.c.answer, remembered.c.created_at_ms).where(
    remembered.c.account_id == bindparam("of_account"), remembered.c.key == bindparam("of_key")
)


def first_answer(
    connection: Connection, account_id: str, key: str, request_sha256: bytes, now_ms: int
) -> str | None:
    """The answer that this request got before, as JSON; None if it is new.

    Raises:
        InvalidRequest: The key was used with another request.
    """
    row = connection.execute(_FIND, {"of_account": account_id, "of_key": key}).one_or_none()
    if row is None or row.created_at_ms <= now_ms - KEPT_MS:
        return None
    if row.request_sha256 != request_sha256:
        raise InvalidRequest(
            "This Idempotency-Key was used with a different request",
            param="Idempotency-Key",
            fallback_suggestion="use a new key for a new request; repeat the same body to get the first answer again",
        )
    answer: str = row.answer
    return answer


def remember_answer(
    connection: Connection,
    account_id: str,
    key: str,
    request_sha256: bytes,
    task_id: str,
    answer: str,
    now_ms: int,
) -> None:
    """Keep the answer of a request, in the transaction that creates its task."""
    connection.execute(
        delete(remembered).where(remembered.c.account_id == account_id, remembered.c.key == key)
    )  # an older one that has expired
    connection.execute(
        insert(remembered).values(
            account_id=account_id,
            key=key,
            request_sha256=request_sha256,
            task_id=task_id,
            answer=answer,
            created_at_ms=now_ms,
        )
    )


def forget_expired(connection: Connection, now_ms: int) -> int:
    """Delete what is older than 24 hours; returns how many."""
    return connection.execute(
        delete(remembered).where(remembered.c.created_at_ms <= now_ms - KEPT_MS)
    ).rowcount
