"""The page that Prometheus reads, and who may read it."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from enum import Enum, auto

from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4, generate_latest

from filmgate.net.addresses import is_loopback
from filmgate.settings import FilmgateSettings
from filmgate.telemetry.gauges import DatabaseGauges
from filmgate.telemetry.metrics import REGISTRY

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
PATH = "/metrics"

_PASSED_ON = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")


class Access(Enum):
    """The answer to somebody who wants to read."""

    GRANTED = auto()
    HIDDEN = auto()
    """As if there were no such page."""
    TOKEN_NEEDED = auto()


def judge_reader(settings: FilmgateSettings, peer: str, headers: Mapping[str, str]) -> Access:
    """Who may read: see `telemetry.metrics`.

    A proxy on this machine makes strangers look like loopback. So loopback alone opens the page only as long as no
    stranger can be behind it: the server listens on loopback, has no public address, and nothing was passed on.

    Args:
        peer: Address at the other end of the connection.
        headers: With names in lower case.
    """
    telemetry = settings.telemetry
    if telemetry.metrics == "off":
        return Access.HIDDEN
    if telemetry.metrics_token is not None:
        wanted = f"Bearer {telemetry.metrics_token.get_secret_value()}".encode()
        given = headers.get("authorization", "").encode("utf-8", "surrogateescape")
        return Access.GRANTED if hmac.compare_digest(given, wanted) else Access.TOKEN_NEEDED
    if telemetry.metrics == "public":
        return Access.GRANTED
    private = is_loopback(peer) and is_loopback(settings.server.host) and not settings.server.public_url
    return Access.GRANTED if private and not any(name in headers for name in _PASSED_ON) else Access.HIDDEN


def metrics_page(gauges: DatabaseGauges) -> bytes:
    """All metrics in Prometheus's text format. Reads the database: not for the event loop."""
    return generate_latest(REGISTRY) + generate_latest(gauges)
