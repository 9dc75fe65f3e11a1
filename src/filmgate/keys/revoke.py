"""Ending a key's life."""

from __future__ import annotations

from sqlalchemy import Connection, or_, update

from filmgate.db.tables import keys


def revoke_key(connection: Connection, key_id_or_prefix: str, now_ms: int) -> bool:
    """Revoke at once, by id or by the prefix that lists show; False if no living key is meant."""
    changed = connection.execute(
        update(keys)
        .where(or_(keys.c.id == key_id_or_prefix, keys.c.prefix == key_id_or_prefix))
        .where(keys.c.revoked_at_ms.is_(None))
        .values(revoked_at_ms=now_ms)
    )
    return changed.rowcount > 0
