"""Which attempt is one too many."""

from __future__ import annotations

from typing import Any

import pytest

from filmgate.workflow.give_up import is_given_up

PAID = {"id": "x"}
STARTED = {"engine": "far", "model": "m", "state": "started"}

ROWS: list[tuple[str, dict[str, Any] | None, dict[str, Any] | None, int, bool]] = [
    ("nothing is begun", None, None, 3, False),
    ("nothing is begun", None, None, 4, True),
    ("nobody knows", STARTED | {"state": "starting"}, None, 3, False),
    ("nobody knows", STARTED | {"state": "starting"}, None, 4, True),
    ("computed here", STARTED, {}, 3, False),
    ("computed here", STARTED, {}, 4, True),
    ("made elsewhere", STARTED, PAID, 4, False),
    ("made elsewhere", STARTED, PAID, 30, False),
    ("made elsewhere", STARTED, PAID, 31, True),
    ("here at once", STARTED | {"state": "here", "attempt": 1}, PAID, 3, False),
    ("here at once", STARTED | {"state": "here", "attempt": 1}, PAID, 4, True),
    ("here after nine crashes", STARTED | {"state": "here", "attempt": 10}, PAID, 12, False),
    ("here after nine crashes", STARTED | {"state": "here", "attempt": 10}, PAID, 13, True),
]


@pytest.mark.parametrize(
    ("why", "served", "receipt", "attempt", "end"), ROWS, ids=[f"{row[0]}: {row[3]}" for row in ROWS]
)
def test_of_three_attempts(why: str, served: Any, receipt: Any, attempt: int, end: bool) -> None:
    assert is_given_up(served, receipt, attempt, max_attempts=3) is end
