"""`filmgate audit`: who did what with keys, credits and the server."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from filmgate.cli.local_data import open_data, read_settings
from filmgate.cli.options import ConfigOption, DataOption, JsonOption
from filmgate.cli.terminal import print_json, print_table

if TYPE_CHECKING:
    from filmgate.audit.listing import AuditEntry

_DAY_MS = 24 * 3600 * 1000


def audit(
    action: Annotated[
        str | None,
        typer.Option(
            "--action", help="Only this, for example key.revoke; or all of its kind: key.", metavar="NAME"
        ),
    ] = None,
    actor: Annotated[
        str | None, typer.Option("--actor", help="Only what this one did.", metavar="NAME")
    ] = None,
    target: Annotated[
        str | None, typer.Option("--target", help="Only what was done to this key or account.", metavar="ID")
    ] = None,
    days: Annotated[
        float | None, typer.Option("--days", help="Only the last days.", min=0, max=36_500)
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", help="At most so many, the newest.", min=1, max=100_000)
    ] = 100,
    data: DataOption = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """List who did what with keys, credits and the server, newest first (on this machine's data)."""
    from filmgate.audit.listing import list_entries
    from filmgate.clock import system_clock

    since_ms = None if days is None else system_clock() - round(days * _DAY_MS)
    with open_data(read_settings(config, data)) as database:
        found = database.read_now(
            lambda connection: list_entries(
                connection, limit=limit, action=action, actor=actor, target=target, since_ms=since_ms
            )
        )
    if as_json:
        print_json({"object": "list", "data": [_as_object(entry) for entry in found]})
    else:
        print_table(("TIME", "WHO", "ACTION", "TARGET", "DETAILS"), map(_row, found))


def _row(entry: AuditEntry) -> tuple[str, ...]:
    from filmgate.telemetry.printable import printable

    details = ", ".join(f"{name}={_text(value)}" for name, value in entry.details.items())
    cells = (
        _time(entry.at_ms),
        f"{entry.actor_kind}:{entry.actor}",
        entry.action,
        entry.target,
        details or "-",
    )
    return tuple(printable(cell) for cell in cells)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _time(at_ms: int) -> str:
    return datetime.fromtimestamp(at_ms / 1000, UTC).strftime("%Y-%m-%d %H:%M:%S")


def _as_object(entry: AuditEntry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "at": entry.at_ms // 1000,
        "actor": {"kind": entry.actor_kind, "name": entry.actor},
        "action": entry.action,
        "target": entry.target,
        "details": entry.details,
    }
