"""What may be shown of keys: everything but the secret."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from filmgate.db.tables import keys


@dataclass(frozen=True)
class KeyRow:
    """A key as a list shows it; times are Unix milliseconds."""

    id: str
    account_id: str
    name: str
    prefix: str
    last_four: str
    user_group: str | None
    models: list[str] | None
    requests_per_minute: int | None
    tasks_at_once: int | None
    created_at_ms: int
    expires_at_ms: int | None
    revoked_at_ms: int | None


_COLUMNS = tuple(keys.c[name] for name in KeyRow.__dataclass_fields__)


def list_keys(connection: Connection, account_id: str | None = None) -> list[KeyRow]:
    """All keys, or one account's, oldest first."""
    query = select(*_COLUMNS).order_by(keys.c.created_at_ms, keys.c.id)
    if account_id is not None:
        query = query.where(keys.c.account_id == account_id)
    return [KeyRow(*row) for row in connection.execute(query)]
