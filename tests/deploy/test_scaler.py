"""The scaler's query, on a real Postgres."""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import text

from customers import NOW_MS, enter_worker, make_customer
from filmgate.db.postgres import open_postgres
from filmgate.tasks.claim import claim_next
from filmgate.tasks.end import cancel_task
from postgres import PostgresServer

TEMPLATE = Path(__file__).parents[2] / "deploy" / "helm" / "filmgate" / "templates" / "scaledobject.yaml"


def test_the_query_counts_what_is_unfinished(postgres: PostgresServer) -> None:
    found = re.search(r"query: (SELECT .+)$", TEMPLATE.read_text(), re.MULTILINE)
    assert found is not None
    database = open_postgres(postgres.new_database(), 4)
    customer = make_customer(database)
    ended = customer.create()
    for _ in range(3):
        customer.create()
    database.write_now(lambda connection: cancel_task(connection, ended, expires_at_ms=NOW_MS, now_ms=NOW_MS))
    enter_worker(database, "w")
    database.write_now(lambda connection: claim_next(connection, "w", NOW_MS))
    assert database.read_now(lambda connection: connection.execute(text(found[1])).scalar_one()) == 3
    database.close()
