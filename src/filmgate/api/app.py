"""The FastAPI application."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

import filmgate
from filmgate.api import account, files, generations, health, tasks
from filmgate.api.errors import install_error_handlers
from filmgate.api.request import VideoGenerationRequest
from filmgate.api.request_id import RequestId
from filmgate.api.state import ApiState

_DESCRIPTION = """\
Asynchronous video generation: create a task, then query it, watch it or be called back.
Results are links that live for 24 hours. Every error says what is wrong, where, and how to mend it.
"""


def create_app(state: ApiState) -> RequestId:
    """Build the application around its surroundings."""
    app = FastAPI(
        title="filmgate",
        version=filmgate.__version__,
        description=_DESCRIPTION,
        root_path=state.settings.server.root_path,
        docs_url=None,  # both would load scripts from foreign hosts
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,
    )
    app.state.filmgate = state
    install_error_handlers(app)
    for room in (generations, tasks, files, account, health):
        app.include_router(room.router)
    app.openapi = lambda: _document(app)  # type: ignore[method-assign]
    return RequestId(app)


def _document(app: FastAPI) -> dict[str, Any]:
    """FastAPI's OpenAPI document without its 422, which this API never answers, and with the bearer scheme."""
    if app.openapi_schema is None:
        document = get_openapi(
            title=app.title,
            version=app.version,
            description=app.description,
            routes=app.routes,
            servers=app.servers,
        )
        for path in document["paths"].values():
            for operation in path.values():
                operation["responses"].pop("422", None)
        schemas = document["components"]["schemas"]
        schemas.pop("HTTPValidationError", None)
        schemas.pop("ValidationError", None)
        schemas["VideoGenerationRequest"] = VideoGenerationRequest.model_json_schema()
        document["components"]["securitySchemes"] = {"bearerAuth": {"type": "http", "scheme": "bearer"}}
        if app.root_path:
            document["servers"] = [{"url": app.root_path}]
        app.openapi_schema = document
    return app.openapi_schema
