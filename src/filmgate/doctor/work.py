"""Checks of the work: engines that load, tasks that do not move, callbacks that are not sent."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from filmgate.catalog.catalog import open_catalog
from filmgate.catalog.model import ImpossibleModel
from filmgate.db.tables import deliveries, tasks
from filmgate.doctor.finding import Finding, ok, problem, warning
from filmgate.engines.registry import ImpossibleEngine, UnknownEngine
from filmgate.settings import FilmgateSettings

_LONG_WAIT_MS = 3_600_000
_GRACE_MS = 120_000
_LATE_MS = 300_000
_DAY_MS = 86_400_000


def check_engines(settings: FilmgateSettings) -> Finding:
    """Whether every model's engine loads and can do what the model offers."""
    try:
        models = list(open_catalog(settings))
    except (UnknownEngine, ImpossibleEngine, ImpossibleModel) as error:
        return problem(
            str(error), "correct the table [models], or install the engine; see `filmgate config show`"
        )
    except Exception as error:  # an engine is somebody else's code
        return problem(
            f"an engine cannot be loaded: {error!r}", "ask its maker, or disable the models that use it"
        )
    if not models:
        return warning("no model is offered", "enable one in the table [models]")
    engines = sorted({route.at.name for model in models for route in model.routes})
    return ok(f"{len(models)} models on {', '.join(engines)}")


def check_tasks(connection: Connection, settings: FilmgateSettings, now_ms: int) -> Finding:
    """Whether tasks move: none runs longer than it may, none waits for more than an hour."""
    limit_ms = round(settings.worker.task_timeout_seconds * 1000) + _GRACE_MS
    stuck = _ids(connection, tasks.c.state == "processing", tasks.c.started_at_ms < now_ms - limit_ms)
    if stuck:
        return problem(
            f"{stuck[0]} and {len(stuck) - 1} more run for longer than worker.task_timeout_seconds"
            if len(stuck) > 1
            else f"{stuck[0]} runs for longer than worker.task_timeout_seconds",
            "start a worker (`filmgate serve`): it ends or goes on with them; their credits are not lost",
        )
    waiting = _ids(connection, tasks.c.state == "pending", tasks.c.created_at_ms < now_ms - _LONG_WAIT_MS)
    if waiting:
        return warning(
            f"{len(waiting)} tasks have waited for more than an hour",
            "start a worker, or give it more worker.slots",
        )
    return ok("no task is stuck")


def check_callbacks(connection: Connection, now_ms: int) -> Finding:
    """Whether callbacks go out, and arrive."""
    due = connection.execute(
        select(func.count()).where(deliveries.c.state == "due", deliveries.c.due_at_ms < now_ms - _LATE_MS)
    ).scalar_one()
    if due:
        return problem(
            f"{due} callbacks should have been sent five minutes ago", "start the server: it sends them"
        )
    failed = connection.execute(
        select(func.count()).where(
            deliveries.c.state == "failed", deliveries.c.ended_at_ms > now_ms - _DAY_MS
        )
    ).scalar_one()
    if failed:
        return warning(
            f"{failed} callbacks of the last day were given up",
            "tell their receivers; GET /v1/tasks/{id} has the same",
        )
    return ok("callbacks go out")


def newest_ms(connection: Connection) -> int | None:
    """When the newest task was accepted, by the clock of then."""
    return connection.execute(select(func.max(tasks.c.created_at_ms))).scalar_one_or_none()


def _ids(connection: Connection, *conditions: object) -> list[str]:
    query = select(tasks.c.id).where(*conditions).order_by(tasks.c.created_at_ms).limit(1000)  # type: ignore[arg-type]
    return list(connection.execute(query).scalars())
