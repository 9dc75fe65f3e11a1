"""The one place where failures become answers."""

from __future__ import annotations

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import OperationalError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response

from filmgate.api.validation import invalid_request
from filmgate.errors import (
    FilmgateError,
    InvalidRequest,
    NotFound,
    ServiceUnavailable,
    TooLarge,
    UpstreamFailed,
)
from filmgate.storage.protocol import StorageUnavailable

log = logging.getLogger(__name__)


def error_response(error: FilmgateError) -> Response:
    """The seed's error body; 429 and 503 with `Retry-After`, 401 with `WWW-Authenticate` (RFC 9110)."""
    headers = {}
    if error.retry_after_seconds is not None:
        headers["retry-after"] = str(error.retry_after_seconds)
    if error.status == 401:
        headers["www-authenticate"] = "Bearer"
    return JSONResponse(error.body(), status_code=error.status, headers=headers)


def install_error_handlers(app: FastAPI) -> None:
    """Make every failure of every route answer with the seed's body and one of its statuses."""

    @app.exception_handler(FilmgateError)
    async def expected(_request: Request, error: FilmgateError) -> Response:
        return error_response(error)

    @app.exception_handler(RequestValidationError)
    async def invalid(_request: Request, error: RequestValidationError) -> Response:
        return error_response(invalid_request(error.errors()))

    @app.exception_handler(HTTPException)
    async def from_framework(request: Request, error: HTTPException) -> Response:
        return error_response(_from_http(request, error))

    @app.exception_handler(OperationalError)
    async def database_away(request: Request, error: OperationalError) -> Response:
        log.error("the database does not answer (%s): %s", _id_of(request), error)
        if request.method in ("GET", "HEAD"):
            return error_response(ServiceUnavailable("The database does not answer"))
        return error_response(  # if it fell silent in the commit, nobody knows
            ServiceUnavailable(
                "The database does not answer, and what was asked may have been done all the same;"
                " repeat it with the same Idempotency-Key, or look first"
            )
        )

    @app.exception_handler(StorageUnavailable)
    async def storage_away(request: Request, error: StorageUnavailable) -> Response:
        log.error("the storage cannot be used (%s): %s", _id_of(request), error)
        return error_response(ServiceUnavailable("The file storage does not answer; nothing was changed"))

    @app.exception_handler(ClientDisconnect)
    async def gone(_request: Request, _error: ClientDisconnect) -> Response:
        return error_response(InvalidRequest("The request broke off"))

    @app.exception_handler(Exception)
    async def unexpected(request: Request, error: Exception) -> Response:
        log.error("%s %s failed (%s)", request.method, request.url.path, _id_of(request), exc_info=error)
        return error_response(FilmgateError())


def _id_of(request: Request) -> str:
    return str(request.scope.get("state", {}).get("request_id", ""))


def _from_http(request: Request, error: HTTPException) -> FilmgateError:
    path = request.url.path[:200]
    match error.status_code:
        case 405:  # the seed knows no 405
            allowed = (error.headers or {}).get("Allow", "another method")
            return NotFound(
                f"Resource not found: {request.method} {path}",
                fallback_suggestion=f"this path answers {allowed}",
            )
        case 404:
            return NotFound(f"Resource not found: {request.method} {path}")
        case 413:
            return TooLarge(str(error.detail))
        case status if status < 500:
            return InvalidRequest(str(error.detail))
        case 502:
            return UpstreamFailed(str(error.detail))
        case 503:
            return ServiceUnavailable(str(error.detail))
        case _:
            return FilmgateError()
