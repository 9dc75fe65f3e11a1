"""Making a key, with its account and credits, in one transaction."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from filmgate.audit.record import Action, Details, command_line_user, record
from filmgate.cli.address import known_address
from filmgate.cli.here import own_command
from filmgate.cli.problem import Refused
from filmgate.client.credentials import Credentials, save_credentials
from filmgate.clock import system_clock
from filmgate.db.database import Database
from filmgate.keys.mint import mint_key
from filmgate.ledger.accounts import callback_secret, create_account
from filmgate.ledger.balance import read_balance
from filmgate.ledger.entries import UnknownAccount
from filmgate.ledger.grant import BalanceTooLarge, grant
from filmgate.money import to_credits, to_microcredits
from filmgate.settings import FilmgateSettings

_DAY_MS = 24 * 3600 * 1000


@dataclass(frozen=True)
class KeyWish:
    """The key that shall be made; `account_id` None makes a new account of the same name."""

    name: str
    credits: Decimal = Decimal(0)
    account_id: str | None = None
    group: str | None = None
    expires_days: float | None = None
    models: Sequence[str] | None = None
    requests_per_minute: int | None = None
    tasks_at_once: int | None = None


@dataclass(frozen=True)
class NewKey:
    """A key that was made. `key` is its secret; it can never be shown again."""

    key: str
    id: str
    name: str
    account_id: str
    group: str
    balance: int | float
    callback_secret: str
    expires_at_ms: int | None

    @property
    def as_object(self) -> dict[str, Any]:
        """Its JSON form."""
        return {
            "key": self.key,
            "id": self.id,
            "name": self.name,
            "account": self.account_id,
            "group": self.group,
            "balance": self.balance,
            "callback_secret": self.callback_secret,
            "expires_at": None if self.expires_at_ms is None else self.expires_at_ms // 1000,
        }


def make_key(database: Database, wish: KeyWish) -> NewKey:
    """Make the key; all of it or nothing is done.

    Raises:
        Refused: There is no such account.
    """
    try:
        return database.write_now(lambda connection: _make(connection, wish, system_clock()))
    except BalanceTooLarge as error:
        raise Refused(str(error.__doc__), "grant less") from error
    except UnknownAccount as error:
        raise Refused(
            f"There is no account {wish.account_id}", "see `filmgate credits show --data DIR`"
        ) from error


def save_key(made: NewKey, settings: FilmgateSettings, data: Path | None) -> Path:
    """Keep the key for this user's commands; returns the file."""
    address = known_address(settings)
    start = f"{own_command()} serve"
    if data is not None:
        start += f" --data {shlex.quote(str(data.absolute()))}"
    at = re.fullmatch(r"http://127\.0\.0\.1:([0-9]+)", address)
    if at and int(at[1]) != settings.server.port:
        start += f" --port {at[1]}"
    return save_credentials(Credentials(address, made.key, start_command=start))


def _make(connection: Connection, wish: KeyWish, now_ms: int) -> NewKey:
    actor = command_line_user()
    account_id = wish.account_id
    if account_id is None:
        group = wish.group or "default"
        account_id = create_account(connection, name=wish.name, group=group, now_ms=now_ms)
        details: Details = {"name": wish.name, "group": group}
        record(connection, actor, Action.CREATE_ACCOUNT, account_id, details, now_ms)
    read_balance(connection, account_id)
    if wish.credits:
        note = f"with key {wish.name}"
        grant(connection, account_id, to_microcredits(wish.credits), note, now_ms)
        credits = to_credits(to_microcredits(wish.credits))
        record(
            connection, actor, Action.GRANT_CREDITS, account_id, {"credits": credits, "note": note}, now_ms
        )
    expires_at_ms = None if wish.expires_days is None else now_ms + round(wish.expires_days * _DAY_MS)
    minted = mint_key(
        connection,
        account_id=account_id,
        name=wish.name,
        group=wish.group if wish.account_id is not None else None,
        expires_at_ms=expires_at_ms,
        models=wish.models,
        requests_per_minute=wish.requests_per_minute,
        tasks_at_once=wish.tasks_at_once,
        now_ms=now_ms,
    )
    record(
        connection,
        actor,
        Action.CREATE_KEY,
        minted.id,
        {
            "name": wish.name,
            "account": account_id,
            "prefix": minted.prefix,
            "group": wish.group,
            "models": list(wish.models) if wish.models is not None else None,
            "requests_per_minute": wish.requests_per_minute,
            "tasks_at_once": wish.tasks_at_once,
            "expires_at": None if expires_at_ms is None else expires_at_ms // 1000,
        },
        now_ms,
    )
    balance = read_balance(connection, account_id)
    return NewKey(
        key=minted.secret,
        id=minted.id,
        name=wish.name,
        account_id=account_id,
        group=wish.group or balance.user_group,
        balance=to_credits(balance.balance_microcredits),
        callback_secret=callback_secret(connection, account_id),
        expires_at_ms=expires_at_ms,
    )
