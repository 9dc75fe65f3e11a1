"""Credits move by entries only, and never below zero."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from customers import NOW_MS, Customer, make_customer
from filmgate.db.database import Database
from filmgate.ledger.balance import read_balance
from filmgate.ledger.entries import UnknownAccount
from filmgate.ledger.grant import MOST_MICROCREDITS, BalanceTooLarge, grant
from filmgate.ledger.reserve import reserve
from filmgate.ledger.settle import refund, settle
from filmgate.ledger.verify import verify


def amounts(customer: Customer) -> tuple[int, int, int]:
    balance = customer.database.read_now(lambda connection: read_balance(connection, customer.account_id))
    return balance.balance_microcredits, balance.reserved_microcredits, balance.spent_microcredits


def test_reserve_then_settle_moves_from_balance_over_reserved_to_spent(database: Database) -> None:
    customer = make_customer(database, credits=100)
    assert amounts(customer) == (100_000_000, 0, 0)
    assert database.write_now(lambda c: reserve(c, customer.account_id, "t", 30_000_000, NOW_MS))
    assert amounts(customer) == (70_000_000, 30_000_000, 0)
    database.write_now(
        lambda c: settle(c, customer.account_id, "t", reserved=30_000_000, charged=20_000_000, now_ms=NOW_MS)
    )
    assert amounts(customer) == (80_000_000, 0, 20_000_000)


def test_refund_gives_everything_back(database: Database) -> None:
    customer = make_customer(database, credits=100)
    database.write_now(lambda c: reserve(c, customer.account_id, "t", 30_000_000, NOW_MS))
    database.write_now(lambda c: refund(c, customer.account_id, "t", reserved=30_000_000, now_ms=NOW_MS))
    assert amounts(customer) == (100_000_000, 0, 0)


def test_a_balance_that_does_not_suffice_reserves_nothing(database: Database) -> None:
    customer = make_customer(database, credits=10)
    assert not database.write_now(lambda c: reserve(c, customer.account_id, "t", 10_000_001, NOW_MS))
    assert amounts(customer) == (10_000_000, 0, 0)
    assert database.write_now(lambda c: reserve(c, customer.account_id, "t", 10_000_000, NOW_MS))


@pytest.mark.parametrize("second", [settle, refund])
@pytest.mark.parametrize("first", [settle, refund])
def test_the_database_itself_refuses_a_second_end(database: Database, first: object, second: object) -> None:
    customer = make_customer(database)
    for task in ("t", "other"):  # reserved twice as much, so that only the index can refuse
        database.write_now(lambda c, task=task: reserve(c, customer.account_id, task, 1_000_000, NOW_MS))

    def end(how: object) -> None:
        extra = {"charged": 1_000_000} if how is settle else {}
        database.write_now(
            lambda c: how(c, customer.account_id, "t", reserved=1_000_000, now_ms=NOW_MS, **extra)  # type: ignore[operator]
        )

    end(first)
    before = amounts(customer)
    with pytest.raises(IntegrityError):
        end(second)
    assert amounts(customer) == before


def test_a_task_is_reserved_once(database: Database) -> None:
    customer = make_customer(database)
    database.write_now(lambda c: reserve(c, customer.account_id, "t", 1, NOW_MS))
    with pytest.raises(IntegrityError):
        database.write_now(lambda c: reserve(c, customer.account_id, "t", 1, NOW_MS))


def test_a_charge_above_the_reservation_is_refused(database: Database) -> None:
    customer = make_customer(database)
    with pytest.raises(ValueError, match="cannot charge"):
        database.write_now(
            lambda c: settle(c, customer.account_id, "t", reserved=1, charged=2, now_ms=NOW_MS)
        )


@pytest.mark.parametrize("amount", [0, -1])
def test_a_grant_is_more_than_nothing(database: Database, amount: int) -> None:
    customer = make_customer(database, credits=0)
    with pytest.raises(ValueError, match="more than 0"):
        database.write_now(lambda c: grant(c, customer.account_id, amount, None, NOW_MS))


def test_a_grant_to_nobody_is_refused(database: Database) -> None:
    with pytest.raises(UnknownAccount):
        database.write_now(lambda c: grant(c, "acct_none", 1, None, NOW_MS))


@pytest.mark.parametrize(
    ("damage", "finding"),
    [
        ("UPDATE accounts SET balance_microcredits = balance_microcredits + 1", "balance is"),
        ("UPDATE accounts SET spent_microcredits = 5", "spent is"),
        ("UPDATE accounts SET reserved_microcredits = 5", "unfinished tasks reserve"),
        ("DELETE FROM ledger_entries WHERE kind = 'reserve'", "0 reserve entries"),
        ("UPDATE tasks SET state = 'completed', ended_at_ms = 1", "0 settle or refund entries"),
        ("UPDATE tasks SET ended_at_ms = 1", "with end time 1"),
        ("UPDATE ledger_entries SET task_id = 'gone' WHERE kind = 'reserve'", "task gone does not exist"),
    ],
)
def test_verify_finds_damage(database: Database, customer: Customer, damage: str, finding: str) -> None:
    customer.create()
    assert database.read_now(verify) == []
    database.write_now(lambda connection: connection.execute(text(damage)).rowcount)
    assert any(finding in problem for problem in database.read_now(verify)), database.read_now(verify)


def test_an_account_cannot_hold_more_than_the_database_counts_exactly(database: Database) -> None:
    customer = make_customer(database, credits=0)
    database.write_now(lambda c: grant(c, customer.account_id, MOST_MICROCREDITS, None, NOW_MS))
    with pytest.raises(BalanceTooLarge):
        database.write_now(lambda c: grant(c, customer.account_id, 1, None, NOW_MS))
    assert database.read_now(verify) == []
