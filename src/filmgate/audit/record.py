"""Adding an entry, in the transaction of what it tells: either both happen or neither."""

from __future__ import annotations

import os
import pwd
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from sqlalchemy import Connection, insert

from filmgate.db.tables import audit_entries


class Action(StrEnum):
    """What can be done."""

    CREATE_ACCOUNT = "account.create"
    CREATE_KEY = "key.create"
    REVOKE_KEY = "key.revoke"
    GRANT_CREDITS = "credits.grant"
    ROTATE_LINK_KEY = "link_key.rotate"
    SET_ADMIN_PASSWORD = "admin_password.set"  # noqa: S105 - not a secret


@dataclass(frozen=True)
class Actor:
    """Who does it: a user of this machine at its command line, an API key, or the admin."""

    kind: Literal["cli", "key", "admin"]
    name: str


def command_line_user() -> Actor:
    """The user of this machine who runs this process, and for whom, if by sudo."""
    number = os.getuid()
    try:
        name = pwd.getpwuid(number).pw_name
    except KeyError:  # a container's user needs no name
        name = str(number)
    behind = os.environ.get("SUDO_USER")
    return Actor("cli", f"{name} for {behind}" if behind else name)


Details = dict[str, str | int | float | list[str] | None]


def record(
    connection: Connection, actor: Actor, action: Action, target: str, details: Details, now_ms: int
) -> None:
    """Add an entry.

    Args:
        target: The id of what it was done to.
        details: What else one would want to know; no secrets. What is None is left out.
    """
    connection.execute(
        insert(audit_entries).values(
            at_ms=now_ms,
            actor_kind=actor.kind,
            actor=actor.name[:200],
            action=action,
            target=target,
            details={name: value for name, value in details.items() if value is not None},
        )
    )
