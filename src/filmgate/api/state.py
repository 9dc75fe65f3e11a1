"""What the routes work with."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from fastapi import Request

from filmgate.api.rate_limit import RateLimiter
from filmgate.catalog.catalog import Catalog
from filmgate.clock import Clock
from filmgate.db.database import Database
from filmgate.settings import FilmgateSettings, GroupSettings
from filmgate.storage.keyring import LinkKeys
from filmgate.storage.protocol import Storage
from filmgate.tasks.estimate import Estimator
from filmgate.tasks.view import Link
from filmgate.telemetry.gauges import DatabaseGauges


@dataclass(frozen=True)
class ApiState:
    """One API process's surroundings.

    Attributes:
        base_url: Address that users see, without a slash at the end.
        wake_worker: Called after a task was put into the queue.
        gauges: What `/metrics` shows of the database; None: `/metrics` has a port of its own.
        stopping: Set when the process is about to end; open event streams end then.
    """

    settings: FilmgateSettings
    database: Database
    catalog: Catalog
    storage: Storage
    keyring: LinkKeys
    clock: Clock
    base_url: str
    link: Link
    wake_worker: Callable[[], None]
    estimator: Estimator
    stopping: threading.Event
    gauges: DatabaseGauges | None = None
    rate_limiter: RateLimiter = field(default_factory=RateLimiter)

    @property
    def billing_address(self) -> str:
        """Where a user finds the way to more credits (seed: the 402 points there)."""
        return self.settings.server.billing_url or f"{self.base_url}/dashboard/billing"

    def group(self, name: str) -> GroupSettings:
        """A user group; one that is not configured (any more) pays the plain price."""
        return self.settings.groups.get(name) or GroupSettings()


def state_of(request: Request) -> ApiState:
    """The state that `create_app` put on the application."""
    state: ApiState = request.app.state.filmgate
    return state
