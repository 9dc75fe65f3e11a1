"""`GET /metrics`, for those who may read it."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Request
from starlette.responses import Response

from filmgate.api.state import state_of
from filmgate.errors import AuthenticationFailed, NotFound
from filmgate.telemetry.page import CONTENT_TYPE, PATH, Access, judge_reader, metrics_page

router = APIRouter(include_in_schema=False)


@router.get(PATH)
async def metrics(request: Request) -> Response:
    """This process's metrics in Prometheus's text format."""
    state = state_of(request)
    peer = request.client.host if request.client is not None else ""
    access = judge_reader(state.settings, peer, request.headers)
    if state.gauges is None or access is Access.HIDDEN:
        raise NotFound(f"Resource not found: GET {PATH}")
    if access is Access.TOKEN_NEEDED:
        raise AuthenticationFailed("Metrics need the token of telemetry.metrics_token")
    return Response(await asyncio.to_thread(metrics_page, state.gauges), media_type=CONTENT_TYPE)
