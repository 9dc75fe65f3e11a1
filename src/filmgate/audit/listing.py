"""Reading the entries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from filmgate.db.tables import audit_entries


@dataclass(frozen=True)
class AuditEntry:
    """One entry; `at_ms` is Unix milliseconds."""

    id: int
    at_ms: int
    actor_kind: str
    actor: str
    action: str
    target: str
    details: dict[str, Any]


_COLUMNS = tuple(audit_entries.c[name] for name in AuditEntry.__dataclass_fields__)


def list_entries(
    connection: Connection,
    *,
    limit: int,
    action: str | None = None,
    actor: str | None = None,
    target: str | None = None,
    since_ms: int | None = None,
) -> list[AuditEntry]:
    """The newest entries first; `action` may end before its dot, as `key` for all that is done to keys."""
    query = select(*_COLUMNS).order_by(audit_entries.c.id.desc()).limit(limit)
    if action is not None:
        whole = audit_entries.c.action == action
        query = query.where(whole | audit_entries.c.action.startswith(f"{action}.", autoescape=True))
    if actor is not None:
        query = query.where(audit_entries.c.actor == actor)
    if target is not None:
        query = query.where(audit_entries.c.target == target)
    if since_ms is not None:
        query = query.where(audit_entries.c.at_ms >= since_ms)
    return [AuditEntry(*row) for row in connection.execute(query)]
