"""`filmgate credits`: who has how many, and whether the books are sound."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from filmgate.cli.amounts import parse_credits
from filmgate.cli.connect import connect
from filmgate.cli.local_data import open_data, read_settings
from filmgate.cli.options import BaseUrlOption, ConfigOption, DataOption, JsonOption
from filmgate.cli.problem import ExitCode, Refused
from filmgate.cli.terminal import answer, credits_text, print_facts, print_json, print_table, say

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from filmgate.ledger.balance import Balance

app = typer.Typer(help="Grant credits, show them, and prove the books.", no_args_is_help=True)


@app.command()
def grant(
    account: Annotated[
        str, typer.Argument(metavar="ACCOUNT", help="Account id, or its name if only one has it.")
    ],
    amount: Annotated[str, typer.Argument(metavar="AMOUNT", help="Credits, for example 1000.")],
    note: Annotated[str | None, typer.Option("--note", help="Kept with the entry.")] = None,
    data: DataOption = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Give credits to an account (on this machine's data)."""
    from filmgate.audit.record import Action, Details, command_line_user, record
    from filmgate.clock import system_clock
    from filmgate.ledger.balance import read_balance, read_balances
    from filmgate.ledger.grant import BalanceTooLarge
    from filmgate.ledger.grant import grant as grant_credits
    from filmgate.money import to_credits, to_microcredits

    microcredits = to_microcredits(parse_credits(amount))
    with open_data(read_settings(config, data)) as database:
        meant = _meant(account, database.read_now(read_balances))

        def give(connection: Connection) -> None:
            now_ms = system_clock()
            grant_credits(connection, meant.account_id, microcredits, note, now_ms)
            details: Details = {"credits": to_credits(microcredits), "note": note}
            record(connection, command_line_user(), Action.GRANT_CREDITS, meant.account_id, details, now_ms)

        try:
            database.write_now(give)
        except BalanceTooLarge as error:
            raise Refused(str(error.__doc__), "grant less") from error
        now = database.read_now(lambda connection: read_balance(connection, meant.account_id))
    if as_json:
        print_json(_as_object(now))
    else:
        say(f"{now.name} ({now.account_id}) has {_row(now)[3]} credits.")


@app.command()
def show(
    data: DataOption = None,
    config: ConfigOption = None,
    base_url: BaseUrlOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show your key's credits; with --data those of every account on this machine's data."""
    if data is not None or config is not None:
        _show_all(data, config, as_json=as_json)
        return
    with connect(base_url) as client:
        mine = client.credits()
    if as_json:
        print_json(mine.raw)
        return
    amounts = (("balance", mine.balance), ("reserved", mine.reserved), ("spent", mine.spent))
    print_facts([*((name, credits_text(amount)) for name, amount in amounts), ("group", mine.user_group)])


@app.command()
def verify(data: DataOption = None, config: ConfigOption = None, as_json: JsonOption = False) -> None:
    """Prove that no credit was lost or made (on this machine's data); exit code 1 if one was."""
    from filmgate.ledger.balance import read_balances
    from filmgate.ledger.verify import verify as find_problems

    with open_data(read_settings(config, data)) as database:
        problems = database.read_now(find_problems)
        accounts = len(database.read_now(read_balances))
    if as_json:
        print_json({"ok": not problems, "accounts": accounts, "problems": problems})
    elif problems:
        for problem in problems:
            answer(problem)
        say(f"The books are not sound: {len(problems)} problems.")
    else:
        say(f"The books of {accounts} accounts are sound.")
    if problems:
        raise typer.Exit(ExitCode.FAILED)


def _show_all(data: Path | None, config: Path | None, *, as_json: bool) -> None:
    from filmgate.ledger.balance import read_balances

    with open_data(read_settings(config, data)) as database:
        found = database.read_now(read_balances)
    if as_json:
        print_json({"object": "list", "data": [_as_object(balance) for balance in found]})
    else:
        columns = ("ACCOUNT", "NAME", "GROUP", "BALANCE", "RESERVED", "SPENT")
        print_table(columns, map(_row, found), right=("BALANCE", "RESERVED", "SPENT"))


def _meant(text: str, accounts: list[Balance]) -> Balance:
    same = [account for account in accounts if account.account_id == text]
    same = same or [account for account in accounts if account.name == text]
    if not same:
        some = ", ".join(f"{account.name} ({account.account_id})" for account in accounts[:5])
        mend = (
            f"accounts here are {some}{' …' if accounts[5:] else ''}"
            if some
            else "`filmgate keys create` makes one"
        )
        raise Refused(f"There is no account {text}", mend)
    if len(same) > 1:
        ids = ", ".join(account.account_id for account in same)
        raise Refused(f"{len(same)} accounts have the name {text}", f"use an id: {ids}")
    return same[0]


def _row(balance: Balance) -> tuple[str, ...]:
    shown = _as_object(balance)
    amounts = (credits_text(shown[name]) for name in ("balance", "reserved", "spent"))
    return (balance.account_id, balance.name, balance.user_group, *amounts)


def _as_object(balance: Balance) -> dict[str, Any]:
    from filmgate.money import to_credits

    return {
        "account": balance.account_id,
        "name": balance.name,
        "group": balance.user_group,
        "balance": to_credits(balance.balance_microcredits),
        "reserved": to_credits(balance.reserved_microcredits),
        "spent": to_credits(balance.spent_microcredits),
    }
