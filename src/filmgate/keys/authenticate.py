"""From a bearer token to the one who sent it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, func, select

from filmgate.db.tables import accounts, keys
from filmgate.errors import AuthenticationFailed, PermissionDenied
from filmgate.keys.mint import hash_secret


@dataclass(frozen=True)
class Principal:
    """Who sends a request, and what the key allows."""

    key_id: str
    account_id: str
    user_group: str
    models: tuple[str, ...] | None
    requests_per_minute: int | None
    tasks_at_once: int | None

    def require_model(self, model: str) -> None:
        """Refuse a model that this key may not use.

        Raises:
            PermissionDenied: The key names its models and this is none of them.
        """
        if self.models is not None and model not in self.models:
            raise PermissionDenied(
                "Access denied for this model",
                param="model",
                fallback_suggestion=f"this key may use: {', '.join(self.models) or 'no model'}",
            )


_BY_HASH = (
    select(
        keys.c.id,
        keys.c.account_id,
        func.coalesce(keys.c.user_group, accounts.c.user_group),
        keys.c.models,
        keys.c.requests_per_minute,
        keys.c.tasks_at_once,
        keys.c.expires_at_ms,
        keys.c.revoked_at_ms,
    )
    .join(accounts, accounts.c.id == keys.c.account_id)
    .where(keys.c.sha256 == bindparam("sha256"))
)


def authenticate(connection: Connection, token: str, now_ms: int) -> Principal:
    """Find the key by its hash. Unknown, revoked and expired tokens are told apart only by their owner's list.

    Raises:
        AuthenticationFailed: No valid key has this token.
    """
    row = connection.execute(_BY_HASH, {"sha256": hash_secret(token)}).one_or_none()
    if row is None:
        raise AuthenticationFailed
    key_id, account_id, group, models, per_minute, at_once, expires_at_ms, revoked_at_ms = row
    if revoked_at_ms is not None or (expires_at_ms is not None and expires_at_ms <= now_ms):
        raise AuthenticationFailed
    return Principal(
        key_id, account_id, group, tuple(models) if models is not None else None, per_minute, at_once
    )
