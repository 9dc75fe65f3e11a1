"""The engine that both wires share."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from filmgate.engines.google.client import default_url, open_client
from filmgate.engines.google.interactions import InteractionsWire
from filmgate.engines.google.options import GoogleOptions
from filmgate.engines.google.predict import PredictWire
from filmgate.engines.google.wire import Wire
from filmgate.engines.protocol import (
    Capabilities,
    EngineFailure,
    FailureCode,
    Job,
    Receipt,
    Report,
    StartUnknown,
)
from filmgate.engines.registry import read_options
from filmgate.engines.remote.film import LinkExpired, fetch_film, keep_film
from filmgate.engines.remote.follow import follow
from filmgate.engines.remote.upstream import Upstream, connect_upstream
from filmgate.settings import EngineSettings


def build_google(name: str, settings: EngineSettings) -> GoogleEngine:
    """The engine of an `[engines.NAME]` table."""
    options = read_options(GoogleOptions, name, settings)
    upstream = connect_upstream(name, settings, options, default_url=default_url(options))
    key = {"x-goog-api-key": upstream.secret} if upstream.secret else {}
    upstream = replace(upstream, headers=key)
    client = open_client(upstream, options)
    wire = InteractionsWire if options.wire == "interactions" else PredictWire
    return GoogleEngine(upstream, options, wire(upstream, client, options))


@dataclass(frozen=True)
class GoogleEngine:
    """Google's films, by one of the wires."""

    upstream: Upstream
    options: GoogleOptions
    wire: Wire
    sleep: Callable[[float], None] = time.sleep

    @property
    def name(self) -> str:
        """As configured."""
        return self.upstream.name

    @property
    def capabilities(self) -> Capabilities:
        """The wire's, narrowed by the options."""
        return self.options.able

    def start(self, job: Job) -> Receipt:
        """Order through the SDK."""
        return {
            "id": self.wire.order(job),
            "base_url": self.upstream.base_url,
        }

    def find(self, job: Job) -> Receipt:
        """Google keeps no reference of ours, and has no list of what is being made."""
        raise StartUnknown(f"{self.name} keeps no reference by which an order could be found again")

    def wait(self, job: Job, receipt: Receipt, report: Report) -> Path:
        """Look until it is done; Google's copy lives two days, ours is made at once."""
        upstream_id = str(receipt["id"])
        film = follow(
            self.upstream,
            lambda: self.wire.look(upstream_id),
            report,
            lambda: self.wire.stop(upstream_id),
            sleep=self.sleep,
        )
        if film.data is not None:
            return keep_film(self.upstream, job, film.data)
        assert film.url is not None
        own = film.url.startswith(self.upstream.base_url + "/")
        try:
            return fetch_film(
                self.upstream,
                job,
                film.url,
                report,
                headers=self.upstream.headers if own else None,
                sleep=self.sleep,
            )
        except LinkExpired as error:
            raise EngineFailure(
                FailureCode.SERVICE_ERROR, f"The film that the engine {self.name} made cannot be fetched"
            ) from error
