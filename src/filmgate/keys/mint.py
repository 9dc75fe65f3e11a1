"""Making a key. The secret is returned once and never stored."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, insert

from filmgate.db.tables import keys
from filmgate.ids import new_id, random_text

KEY_PREFIX = "fg_live_"


@dataclass(frozen=True)
class MintedKey:
    """A new key; `secret` is what its user sends as bearer token."""

    id: str
    secret: str
    prefix: str
    last_four: str


def hash_secret(secret: str) -> bytes:
    """SHA-256 of the bearer token. A fast hash suffices: the token has 160 random bits."""
    return hashlib.sha256(secret.encode()).digest()


def mint_key(
    connection: Connection,
    *,
    account_id: str,
    name: str,
    group: str | None = None,
    expires_at_ms: int | None = None,
    models: Sequence[str] | None = None,
    requests_per_minute: int | None = None,
    tasks_at_once: int | None = None,
    now_ms: int,
) -> MintedKey:
    """Make a key for an account.

    Args:
        group: User group for the prices of this key's tasks; None: the account's.
        models: Public model names that it may use; None: all.
        requests_per_minute, tasks_at_once: None: the server's default.
    """
    secret = KEY_PREFIX + random_text(4) + secrets.token_hex(20)
    key = MintedKey(new_id("key"), secret, prefix=secret[: len(KEY_PREFIX) + 4], last_four=secret[-4:])
    connection.execute(
        insert(keys).values(
            id=key.id,
            account_id=account_id,
            name=name,
            sha256=hash_secret(secret),
            prefix=key.prefix,
            last_four=key.last_four,
            user_group=group,
            models=list(models) if models is not None else None,
            requests_per_minute=requests_per_minute,
            tasks_at_once=tasks_at_once,
            created_at_ms=now_ms,
            expires_at_ms=expires_at_ms,
        )
    )
    return key
