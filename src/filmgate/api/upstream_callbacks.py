"""`POST /upstream-callbacks/…`: a server that makes a film for us says that there is news of it."""

from __future__ import annotations

import logging

from fastapi import APIRouter, Request
from starlette.responses import Response

from filmgate.api.state import state_of
from filmgate.api.validation import read_body
from filmgate.callbacks.incoming import FOLDER, judge_call
from filmgate.errors import PermissionDenied
from filmgate.storage.links import Verdict
from filmgate.tasks.upstream_call import is_awaited, note_call

router = APIRouter(include_in_schema=False)

log = logging.getLogger(__name__)


@router.post(f"/{FOLDER}/{{task_id}}")
async def take_call(task_id: str, request: Request) -> Response:
    """Whoever waits for the task's film asks the upstream now. The body is taken and thrown away. A second call, or
    one for a task that has ended, is answered alike and changes nothing."""
    state = state_of(request)
    verdict = judge_call(task_id, request.query_params, state.clock() // 1000, state.keyring)
    if verdict is not Verdict.VALID:
        raise PermissionDenied(
            "This callback address has expired"
            if verdict is Verdict.EXPIRED
            else "This callback address is not signed by this server",
            fallback_suggestion="call the address exactly as the order named it",
        )
    await read_body(request, state.settings.server.max_body_bytes)
    if await state.database.read(
        lambda connection: is_awaited(connection, task_id)
    ) and await state.database.write(lambda connection: note_call(connection, task_id)):
        log.info("%s: its upstream has called", task_id)
    return Response(status_code=204)
