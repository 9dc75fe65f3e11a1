"""Who may read the metrics."""

from __future__ import annotations

from typing import Any

import pytest

from filmgate.settings import FilmgateSettings
from filmgate.telemetry.page import Access, judge_reader

TOKEN = {"authorization": "Bearer letmein-letmein"}
WITH_TOKEN = {"metrics_token": "letmein-letmein"}
GRANTED, HIDDEN, TOKEN_NEEDED = Access.GRANTED, Access.HIDDEN, Access.TOKEN_NEEDED


@pytest.mark.parametrize(
    ("telemetry", "server", "peer", "headers", "expected"),
    [
        ({}, {}, "127.0.0.1", {}, GRANTED),
        ({}, {}, "::1", {}, GRANTED),
        ({}, {"host": "localhost"}, "127.0.0.1", {}, GRANTED),
        # a stranger
        ({}, {}, "192.0.2.7", {}, HIDDEN),
        ({}, {}, "", {}, HIDDEN),
        # strangers whom a proxy on this machine makes look like loopback
        ({}, {}, "127.0.0.1", {"x-forwarded-for": "192.0.2.7"}, HIDDEN),
        ({}, {}, "127.0.0.1", {"forwarded": "for=192.0.2.7"}, HIDDEN),
        ({}, {}, "127.0.0.1", {"x-real-ip": "192.0.2.7"}, HIDDEN),
        ({}, {}, "127.0.0.1", {"via": "1.1 caddy"}, HIDDEN),
        ({}, {"public_url": "https://video.example.com"}, "127.0.0.1", {}, HIDDEN),
        ({}, {"host": "0.0.0.0"}, "127.0.0.1", {}, HIDDEN),
        # opened on purpose
        ({"metrics": "public"}, {"host": "0.0.0.0"}, "192.0.2.7", {"x-forwarded-for": "192.0.2.8"}, GRANTED),
        (WITH_TOKEN, {"host": "0.0.0.0"}, "192.0.2.7", TOKEN, GRANTED),
        # a token is asked of everybody
        (WITH_TOKEN, {}, "127.0.0.1", {}, TOKEN_NEEDED),
        (WITH_TOKEN, {}, "127.0.0.1", {"authorization": "Bearer letmein-letmeix"}, TOKEN_NEEDED),
        (WITH_TOKEN, {}, "127.0.0.1", {"authorization": "Bearer \udcff"}, TOKEN_NEEDED),
        (WITH_TOKEN, {}, "127.0.0.1", {"authorization": "letmein-letmein"}, TOKEN_NEEDED),
        (WITH_TOKEN | {"metrics": "public"}, {}, "192.0.2.7", {}, TOKEN_NEEDED),
        # closed
        ({"metrics": "off"}, {}, "127.0.0.1", {}, HIDDEN),
        (WITH_TOKEN | {"metrics": "off"}, {}, "127.0.0.1", TOKEN, HIDDEN),
    ],
)
def test_strangers_see_nothing(
    telemetry: dict[str, Any],
    server: dict[str, Any],
    peer: str,
    headers: dict[str, str],
    expected: Access,
) -> None:
    settings = FilmgateSettings.model_validate({"telemetry": telemetry, "server": server})
    assert judge_reader(settings, peer, headers) is expected
