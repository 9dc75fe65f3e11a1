"""What `/metrics` shows of the database."""

from __future__ import annotations

from pathlib import Path

from customers import NOW_MS, Customer, enter_worker
from filmgate.db.database import Database
from filmgate.db.sqlite import open_sqlite
from filmgate.tasks.claim import claim_next
from filmgate.tasks.end import cancel_task
from filmgate.telemetry import gauges
from filmgate.telemetry.gauges import DatabaseGauges

MODELS = ("veo3.1-pro", "veo3.1-fast")


def read(gauges: DatabaseGauges) -> dict[tuple[str, str], float]:
    """Values by name and label."""
    return {
        (sample.name, next(iter(sample.labels.values()), "")): sample.value
        for metric in gauges.collect()
        for sample in metric.samples
    }


def test_an_empty_database_shows_every_model_with_nothing(database: Database) -> None:
    values = read(DatabaseGauges(database, MODELS, lambda: NOW_MS))
    assert {name: value for name, value in values.items() if value} == {}
    assert ("filmgate_queue_tasks", "veo3.1-fast") in values


def test_depth_age_and_work_are_told_by_model(database: Database, customer: Customer) -> None:
    customer.create(created_at_ms=NOW_MS - 90_000)
    customer.create(created_at_ms=NOW_MS - 30_000)
    customer.create(created_at_ms=NOW_MS - 5_000, model="veo3.1-fast")
    enter_worker(database, "w")
    database.write_now(lambda connection: claim_next(connection, "w", NOW_MS))
    values = read(DatabaseGauges(database, MODELS, lambda: NOW_MS))
    assert values["filmgate_queue_tasks", "veo3.1-pro"] == 1
    assert values["filmgate_queue_oldest_seconds", "veo3.1-pro"] == 30
    assert values["filmgate_running_tasks", "veo3.1-pro"] == 1
    assert values["filmgate_queue_tasks", "veo3.1-fast"] == 1
    assert values["filmgate_queue_oldest_seconds", "veo3.1-fast"] == 5
    assert values["filmgate_running_tasks", "veo3.1-fast"] == 0


def test_models_that_are_configured_no_more_are_shown_together(
    database: Database, customer: Customer
) -> None:
    customer.create(model="gone-1", created_at_ms=NOW_MS - 4000)
    customer.create(model="gone-2", created_at_ms=NOW_MS - 9000)
    values = read(DatabaseGauges(database, MODELS, lambda: NOW_MS))
    assert values["filmgate_queue_tasks", "other"] == 2
    assert values["filmgate_queue_oldest_seconds", "other"] == 9
    assert not any(label.startswith("gone") for _, label in values)


def test_credits_and_callbacks(database: Database, customer: Customer) -> None:
    customer.create(reserved_microcredits=25_700_000)
    called = customer.create(callback_url="https://example.com/hook", reserved_microcredits=9_800_000)
    database.write_now(
        lambda connection: cancel_task(connection, called, expires_at_ms=NOW_MS, now_ms=NOW_MS - 60_000)
    )
    values = read(DatabaseGauges(database, MODELS, lambda: NOW_MS))
    assert values["filmgate_credits", "granted"] == 1000
    assert values["filmgate_credits", "reserved"] == 25.7
    assert values["filmgate_credits", "balance"] == 974.3
    assert values["filmgate_credits", "charged"] == 0
    assert values["filmgate_callbacks_due", ""] == 1
    assert values["filmgate_callbacks_overdue_seconds", ""] == 60


def test_a_reading_serves_for_two_seconds(database: Database, customer: Customer) -> None:
    now = [100.0]
    gauges = DatabaseGauges(database, MODELS, lambda: NOW_MS, monotonic=lambda: now[0])
    assert read(gauges)["filmgate_queue_tasks", "veo3.1-pro"] == 0
    customer.create()
    now[0] = 101.9
    assert read(gauges)["filmgate_queue_tasks", "veo3.1-pro"] == 0
    now[0] = 102.0
    assert read(gauges)["filmgate_queue_tasks", "veo3.1-pro"] == 1


def test_no_query_reads_what_has_ended(tmp_path: Path) -> None:
    """Tasks and callbacks are found through the partial indexes of what is unfinished."""
    database = open_sqlite(tmp_path / "filmgate.db")

    for query in (gauges._QUEUE, gauges._RUNNING, gauges._CALLBACKS):
        plan = database.read_now(
            lambda connection, query=query: connection.exec_driver_sql(
                f"EXPLAIN QUERY PLAN {query.text}"
            ).all()
        )
        assert any("USING" in row[-1] and "INDEX ix_" in row[-1] for row in plan), plan
    database.close()
