"""Checks of how the server meets the world: its port, its address, and what strangers find."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

from filmgate.doctor.finding import Finding, ok, problem, warning
from filmgate.keys.admin_password import has_admin_password
from filmgate.net.addresses import is_loopback
from filmgate.net.dial import trusted_authorities
from filmgate.net.errors import NetError, TimedOut, Unreachable
from filmgate.net.policy import operator_policy
from filmgate.net.request import fetch
from filmgate.settings import FilmgateSettings

_ANSWER_SECONDS = 3.0


def check_port(settings: FilmgateSettings) -> Finding:
    """Whether the port is free or a filmgate answers there."""
    host, port = settings.server.host, settings.server.port
    if port == 0:
        return ok("the server takes any free port")
    if host in ("", "0.0.0.0", "::"):  # noqa: S104 - compared only
        host = "localhost"
    reached = f"[{host}]" if ":" in host else host
    url = f"http://{reached}:{port}/healthz"
    try:
        answer = asyncio.run(fetch(url, operator_policy(url, total_seconds=_ANSWER_SECONDS, max_bytes=4096)))
    except Unreachable:
        return ok(f"port {port} is free")
    except TimedOut:
        return problem(
            f"what listens on port {port} does not answer", "restart the server, or look into its log"
        )
    except NetError as error:
        return problem(f"another program listens on port {port}: {error}", "choose another server.port")
    if answer.body.strip() != b'{"status":"ok"}':
        return problem(f"another program listens on port {port}", "choose another server.port")
    return ok(f"a filmgate answers on port {port}")


def check_password(settings: FilmgateSettings) -> Finding:
    """Whether a server that others can reach has an admin password."""
    if is_loopback(settings.server.host):
        return ok("the server listens on this machine only")
    if not has_admin_password(settings):
        return problem(
            f"the server shall listen on {settings.server.host} and has no admin password",
            "filmgate admin set-password",
        )
    return ok("there is an admin password")


def check_address(settings: FilmgateSettings) -> Finding:
    """Whether the address that users see is one that they can use."""
    public, root = settings.server.public_url, settings.server.root_path
    if not public:
        if is_loopback(settings.server.host):
            return ok("links are for this machine")
        return warning(
            "links are made with the address that is listened on, which others may not reach",
            "set server.public_url to the address that users see",
        )
    parts = urlsplit(public)
    if root and parts.path.rstrip("/").endswith(root):
        return problem(
            f"server.public_url ends with {root}, which server.root_path adds once more",
            "leave it out of public_url",
        )
    if parts.scheme == "http" and not is_loopback(parts.hostname or ""):
        return warning(
            "server.public_url is http: keys and films go over the network in the clear", "put TLS before it"
        )
    if is_loopback(parts.hostname or "") and not is_loopback(settings.server.host):
        return warning(
            "server.public_url is an address of this machine only", "set it to the one that users see"
        )
    return ok(f"users see {public}{root}")


def check_metrics(settings: FilmgateSettings) -> Finding:
    """Whether strangers can read the metrics."""
    telemetry = settings.telemetry
    if (
        telemetry.metrics == "public"
        and telemetry.metrics_token is None
        and not is_loopback(settings.server.host)
    ):
        return warning("everybody who reaches the server can read its metrics", "set telemetry.metrics_token")
    return ok("metrics are closed to strangers")


def check_authorities(settings: FilmgateSettings) -> Finding:
    """Whether the certificate authorities for callbacks can be read."""
    file = settings.callbacks.ca_file
    if file is None:
        return ok("callbacks trust the system's certificate authorities")
    try:
        trusted_authorities(file)
    except NetError as error:
        return problem(str(error), "name a PEM file in callbacks.ca_file")
    return ok(f"callbacks trust {file} too")
