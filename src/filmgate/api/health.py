"""Whether the process lives, and whether it can serve."""

from __future__ import annotations

from fastapi import APIRouter, Request
from sqlalchemy import text
from starlette.responses import Response

from filmgate.api.answer import json_answer
from filmgate.api.state import state_of
from filmgate.errors import ServiceUnavailable

router = APIRouter(tags=["Health"], include_in_schema=False)


@router.get("/healthz")
async def healthz() -> Response:
    """200 as long as the process answers."""
    return json_answer({"status": "ok"})


@router.get("/readyz")
async def readyz(request: Request) -> Response:
    """200 when requests can be served; 503 while the process stops or the database does not answer."""
    state = state_of(request)
    if state.stopping.is_set():
        raise ServiceUnavailable("The server is stopping")
    await state.database.read(lambda connection: connection.execute(text("SELECT 1")).scalar_one())
    return json_answer({"status": "ready"})
