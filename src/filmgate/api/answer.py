"""Writing JSON answers."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from filmgate.tasks.view import to_json


def json_answer(data: Any) -> Response:
    """200 with `data` as JSON."""
    return Response(to_json(data), media_type="application/json")
