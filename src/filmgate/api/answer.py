"""Writing JSON answers."""

from __future__ import annotations

import json
from typing import Any

from starlette.responses import Response


def to_json(data: Any) -> str:
    """Compact JSON; callbacks, events and answers of the same task are the same text."""
    return json.dumps(data, separators=(",", ":"), ensure_ascii=False)


def json_answer(data: Any) -> Response:
    """200 with `data` as JSON."""
    return Response(to_json(data), media_type="application/json")
