"""Proof that no credit was lost or made: run by `filmgate credits verify` and by the tests."""

from __future__ import annotations

from sqlalchemy import Connection, text

_CHECKS: tuple[tuple[str, str], ...] = (
    (
        "account {0}: {1} is {2}, its entries sum to {3}",
        """
        SELECT a.id, 'balance', a.balance_microcredits, COALESCE(SUM(e.balance_change), 0)
          FROM accounts a LEFT JOIN ledger_entries e ON e.account_id = a.id
         GROUP BY a.id, a.balance_microcredits HAVING a.balance_microcredits <> COALESCE(SUM(e.balance_change), 0)
        UNION ALL
        SELECT a.id, 'reserved', a.reserved_microcredits, COALESCE(SUM(e.reserved_change), 0)
          FROM accounts a LEFT JOIN ledger_entries e ON e.account_id = a.id
         GROUP BY a.id, a.reserved_microcredits HAVING a.reserved_microcredits <> COALESCE(SUM(e.reserved_change), 0)
        UNION ALL
        SELECT a.id, 'spent', a.spent_microcredits, COALESCE(SUM(e.spent_change), 0)
          FROM accounts a LEFT JOIN ledger_entries e ON e.account_id = a.id
         GROUP BY a.id, a.spent_microcredits HAVING a.spent_microcredits <> COALESCE(SUM(e.spent_change), 0)
        """,
    ),
    (
        "account {0}: reserved is {1}, its unfinished tasks reserve {2}",
        """
        SELECT a.id, a.reserved_microcredits, COALESCE(SUM(t.reserved_microcredits), 0)
          FROM accounts a LEFT JOIN tasks t ON t.account_id = a.id AND t.ended_at_ms IS NULL
         GROUP BY a.id, a.reserved_microcredits
        HAVING a.reserved_microcredits <> COALESCE(SUM(t.reserved_microcredits), 0)
        """,
    ),
    (
        "task {0} ({1}): {2} reserve entries and {3} settle or refund entries",
        """
        SELECT t.id, t.state, COUNT(CASE WHEN e.kind = 'reserve' THEN 1 END),
               COUNT(CASE WHEN e.kind IN ('settle', 'refund') THEN 1 END)
          FROM tasks t LEFT JOIN ledger_entries e ON e.task_id = t.id
         GROUP BY t.id, t.state, t.ended_at_ms
        HAVING COUNT(CASE WHEN e.kind = 'reserve' THEN 1 END) <> 1
            OR COUNT(CASE WHEN e.kind IN ('settle', 'refund') THEN 1 END)
               <> CASE WHEN t.ended_at_ms IS NULL THEN 0 ELSE 1 END
        """,
    ),
    (
        "task {0} ({1}): charged {2}, its entries say {3}",
        """
        SELECT t.id, t.state, t.charged_microcredits, e.spent_change
          FROM tasks t JOIN ledger_entries e ON e.task_id = t.id AND e.kind IN ('settle', 'refund')
         WHERE t.charged_microcredits IS NULL OR t.charged_microcredits <> e.spent_change
            OR (e.kind = 'settle') <> (t.state = 'completed')
        """,
    ),
    (
        "task {0}: state {1} with end time {2}",
        """
        SELECT id, state, ended_at_ms FROM tasks
         WHERE (state IN ('pending', 'processing')) <> (ended_at_ms IS NULL)
        """,
    ),
    (
        "entry {0}: task {1} does not exist",
        """
        SELECT e.id, e.task_id FROM ledger_entries e LEFT JOIN tasks t ON t.id = e.task_id
         WHERE e.task_id IS NOT NULL AND t.id IS NULL
        """,
    ),
)


def verify(connection: Connection) -> list[str]:
    """Every contradiction between accounts, entries and tasks, as a sentence; empty when the books are sound."""
    return [
        sentence.format(*row)
        for sentence, query in _CHECKS
        for row in connection.execute(text(query)).fetchall()
    ]
