"""Accounts: who owns credits, keys and tasks."""

from __future__ import annotations

import base64
import secrets

from sqlalchemy import Connection, insert, select

from filmgate.db.tables import accounts
from filmgate.ids import new_id


def create_account(connection: Connection, *, name: str, group: str, now_ms: int) -> str:
    """Make an account without credits and return its id."""
    account_id = new_id("acct")
    connection.execute(
        insert(accounts).values(
            id=account_id,
            name=name,
            user_group=group,
            callback_secret="whsec_" + base64.b64encode(secrets.token_bytes(24)).decode(),
            created_at_ms=now_ms,
        )
    )
    return account_id


def callback_secret(connection: Connection, account_id: str) -> str:
    """The account's secret for signing callbacks (Standard Webhooks: `whsec_` and base64 of 24 bytes)."""
    secret: str = connection.execute(
        select(accounts.c.callback_secret).where(accounts.c.id == account_id)
    ).scalar_one()
    return secret
