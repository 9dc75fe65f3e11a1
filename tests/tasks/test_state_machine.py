"""Hypothesis drives ledger and tasks through every order of events, on both databases, with a process that may die before
any statement; the books must hold after each."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar, TypeVar

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import Connection, event

from customers import NOW_MS, Customer, enter_worker, make_customer
from filmgate.db.database import Database
from filmgate.db.postgres import open_postgres
from filmgate.db.sqlite import open_sqlite
from filmgate.engines.protocol import FailureCode
from filmgate.errors import InsufficientCredits
from filmgate.ledger.balance import read_balance
from filmgate.ledger.grant import grant
from filmgate.ledger.verify import verify
from filmgate.tasks.claim import begin_attempt, claim_next
from filmgate.tasks.create import create_task
from filmgate.tasks.end import cancel_task, complete_task, fail_task
from filmgate.tasks.task import read_task
from postgres import PostgresServer

T = TypeVar("T")


class Crash(Exception):
    """The process dies before a statement; the transaction never commits."""


def dying(work: Callable[[Connection], T], statements: int | None) -> Callable[[Connection], T]:
    """`work` in a process that dies after so many statements (None: it lives). It may die before the commit too."""
    if statements is None:
        return work

    def work_and_die(connection: Connection) -> T:
        left = statements

        def count(*_: Any) -> None:
            nonlocal left
            if left == 0:
                raise Crash
            left -= 1

        event.listen(connection, "before_cursor_execute", count)
        try:
            work(connection)
        finally:
            event.remove(connection, "before_cursor_execute", count)
        raise Crash

    return work_and_die


DEATHS = st.none() | st.integers(0, 9)


class Books(RuleBasedStateMachine):
    """A model of two accounts beside the real database."""

    tasks = Bundle("tasks")
    attempts = Bundle("attempts")

    open: ClassVar[Callable[[], Database]]

    def __init__(self) -> None:
        super().__init__()
        self.database = type(self).open()
        enter_worker(self.database, "w")
        self.customers = [make_customer(self.database, credits=100) for _ in range(2)]
        self.expected = {customer.account_id: [100_000_000, 0, 0] for customer in self.customers}
        self.price: dict[str, int] = {}
        self.owner: dict[str, str] = {}
        self.ended: dict[str, str] = {}
        self.newest: dict[str, int] = {}

    def teardown(self) -> None:
        self.database.close()

    @rule(who=st.integers(0, 1), amount=st.integers(1, 50_000_000))
    def grant(self, who: int, amount: int) -> None:
        account_id = self.customers[who].account_id
        self.database.write_now(lambda c: grant(c, account_id, amount, None, NOW_MS))
        self.expected[account_id][0] += amount

    @rule(
        target=tasks,
        who=st.integers(0, 1),
        price=st.integers(0, 60_000_000),
        callback=st.booleans(),
        death=DEATHS,
    )
    def create(self, who: int, price: int, callback: bool, death: int | None) -> str:
        customer: Customer = self.customers[who]
        amounts = self.expected[customer.account_id]
        url = "https://example.com/hook" if callback else None
        new = customer.new_task(reserved_microcredits=price, callback_url=url)
        work = dying(lambda c: create_task(c, new, tasks_at_once=100, billing_address=""), death)
        try:
            self.database.write_now(work)
        except Crash:
            return ""
        except InsufficientCredits:
            assert amounts[0] < price
            return ""
        task_id = new.id
        assert amounts[0] >= price
        amounts[0] -= price
        amounts[1] += price
        self.price[task_id], self.owner[task_id] = price, customer.account_id
        return task_id

    @rule(target=attempts, death=DEATHS)
    def claim(self, death: int | None) -> tuple[str, int]:
        try:
            task_id = self.database.write_now(dying(lambda c: claim_next(c, "w", NOW_MS), death))
        except Crash:
            return ("", 0)
        waiting = set(self.price) - set(self.ended) - set(self.newest)
        if task_id is None:
            assert not waiting
            return ("", 0)
        assert task_id in waiting
        return self._begin(task_id)

    @rule(target=attempts, attempt=attempts)
    def take_over(self, attempt: tuple[str, int]) -> tuple[str, int]:
        return self._begin(attempt[0])

    def _begin(self, task_id: str) -> tuple[str, int]:
        begun = self.database.write_now(lambda c: begin_attempt(c, task_id, "w", NOW_MS))
        if begun is None:
            assert task_id in self.ended or task_id == ""
            return ("", 0)
        assert begun.fence > self.newest.get(task_id, 0)
        self.newest[task_id] = begun.fence
        return (task_id, begun.fence)

    @rule(attempt=attempts, how=st.sampled_from(["completed", "failed"]), death=DEATHS)
    def end(self, attempt: tuple[str, int], how: str, death: int | None) -> None:
        task_id, fence = attempt

        def work(connection: Any) -> bool:
            values = {"fence": fence, "expires_at_ms": NOW_MS, "now_ms": NOW_MS}
            if how == "completed":
                return complete_task(connection, task_id, result={"film": "f"}, **values)
            return fail_task(connection, task_id, code=FailureCode.SERVICE_ERROR, message="no", **values)

        expected = task_id not in self.ended and self.newest.get(task_id) == fence
        self._finish(task_id, how, dying(work, death), expected)

    @rule(task_id=tasks, death=DEATHS)
    def cancel(self, task_id: str, death: int | None) -> None:
        def work(connection: Any) -> bool:
            return cancel_task(connection, task_id, expires_at_ms=NOW_MS, now_ms=NOW_MS)

        expected = task_id in self.price and task_id not in self.ended
        self._finish(task_id, "cancelled", dying(work, death), expected)

    def _finish(self, task_id: str, how: str, work: Any, expected: bool) -> None:
        try:
            done = self.database.write_now(work)
        except Crash:
            return
        assert done == expected
        if done:
            price, amounts = self.price[task_id], self.expected[self.owner[task_id]]
            amounts[1] -= price
            amounts[2 if how == "completed" else 0] += price
            self.ended[task_id] = how

    @precondition(lambda self: self.ended)
    @invariant()
    def ended_tasks_stay_as_they_ended(self) -> None:
        for task_id, how in self.ended.items():
            task = self.database.read_now(lambda c, task_id=task_id: read_task(c, task_id))
            assert task is not None
            assert task.state == how

    @invariant()
    def the_books_hold(self) -> None:
        assert self.database.read_now(verify) == []
        for customer in self.customers:
            balance = self.database.read_now(
                lambda c, customer=customer: read_balance(c, customer.account_id)
            )
            assert [
                balance.balance_microcredits,
                balance.reserved_microcredits,
                balance.spent_microcredits,
            ] == self.expected[customer.account_id]


def run(opener: Callable[[], Database]) -> None:
    class Opened(Books):
        open = staticmethod(opener)

    run_state_machine_as_test(
        Opened, settings=settings(max_examples=20, stateful_step_count=40, deadline=None)
    )


def test_books_on_sqlite(tmp_path: Path) -> None:
    numbers = itertools.count()
    run(lambda: open_sqlite(tmp_path / f"{next(numbers)}.db"))


def test_books_on_postgres(postgres: PostgresServer) -> None:
    run(lambda: open_postgres(postgres.new_database(), 2))
