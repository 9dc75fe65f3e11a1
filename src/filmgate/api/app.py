"""The FastAPI application."""

from __future__ import annotations

from fastapi import FastAPI

import filmgate
from filmgate.api import (
    account,
    files,
    generations,
    health,
    metrics,
    signposts,
    tasks,
    uploads,
    upstream_callbacks,
)
from filmgate.api.errors import error_response, install_error_handlers
from filmgate.api.measure import MeasureRequests
from filmgate.api.openapi import describe_api
from filmgate.api.request_id import RequestId
from filmgate.api.security_headers import SecurityHeaders
from filmgate.api.state import ApiState
from filmgate.errors import ServiceUnavailable

_DESCRIPTION = """\
Asynchronous video generation: create a task, then query it, watch it or be called back.
Results are links that live for 24 hours. Every error says what is wrong, where, and how to mend it.
"""

_UNTRACED = ("/healthz", "/readyz", "/metrics")


def create_app(state: ApiState) -> SecurityHeaders:
    """Build the application around its surroundings."""
    app = FastAPI(
        title="filmgate",
        version=filmgate.__version__,
        description=_DESCRIPTION,
        root_path=state.settings.server.root_path,
        docs_url=None,  # both would load scripts from foreign hosts
        redoc_url=None,
        redirect_slashes=False,
        telemetry={
            "tracing": state.settings.telemetry.traces,
            "metrics": False,
            "logs": False,
            "operation_spans": False,
            "auto_configure": False,
            "exclude": lambda scope: scope.get("path", "").endswith(_UNTRACED),
        },
        generate_unique_id_function=lambda route: route.name,
    )
    app.state.filmgate = state
    install_error_handlers(app)
    for room in (generations, tasks, files, uploads, account, health, metrics, signposts, upstream_callbacks):
        app.include_router(room.router)
    app.openapi = lambda: describe_api(app)  # type: ignore[method-assign]
    stopping = error_response(ServiceUnavailable("The server is stopping; ask again when it is back"))
    return SecurityHeaders(RequestId(MeasureRequests(app), stopping), state.settings.server.public_url)
