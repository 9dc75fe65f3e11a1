"""What the caller may use and has."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from filmgate.api import operations, responses
from filmgate.api.answer import json_answer
from filmgate.api.caller import identify
from filmgate.api.state import state_of
from filmgate.catalog.model import Model
from filmgate.ledger.balance import read_balance
from filmgate.money import to_credits, to_microcredits
from filmgate.tasks.estimate import median_seconds

router = APIRouter(prefix="/v1", tags=["Account"])


@router.get(
    "/models", **operations.describe(responses.ModelList, "List models", "listModels", 401, 429, 500, 503)
)
async def list_models(request: Request) -> Response:
    """The models this key may use: what they can do, what they cost you, and how long they took on this server."""
    state = state_of(request)
    principal = await identify(request, state)
    multiplier = state.group(principal.user_group).price_multiplier
    models = [model for model in state.catalog if principal.models is None or model.name in principal.models]
    medians = await state.database.read(
        lambda connection: {model.name: median_seconds(connection, model.name) for model in models}
    )
    return json_answer(
        {
            "object": "list",
            "data": [
                {
                    "id": model.name,
                    "object": "model",
                    "description": model.description,
                    "capabilities": _capabilities(model),
                    "pricing": {
                        "billing_rule": model.billing_rule,
                        "credits": to_credits(to_microcredits(model.settings.price_credits * multiplier)),
                        "user_group": principal.user_group,
                    },
                    "median_seconds": medians[model.name],
                }
                for model in models
            ],
        }
    )


def _capabilities(model: Model) -> dict[str, Any]:
    able = model.capabilities
    shown: dict[str, Any] = {
        "aspect_ratios": able.aspect_ratios,
        "durations": able.durations_seconds,
        "max_images": able.max_images,
        "audio": able.audio,
        "seed": able.seed,
        "negative_prompt": able.negative_prompt,
        "cancel_while_running": able.cancel_while_running,
        "resolution": f"{model.short_side_pixels}p",
        "fps": model.fps,
    }
    if able.last_frame_durations_seconds:
        shown["last_frame_durations"] = able.last_frame_durations_seconds
    return shown


@router.get(
    "/credits",
    **operations.describe(responses.CreditsResponse, "Show credits", "getCredits", 401, 429, 500, 503),
)
async def get_credits(request: Request) -> Response:
    """Free, reserved and spent credits of the key's account."""
    state = state_of(request)
    principal = await identify(request, state)
    balance = await state.database.read(lambda connection: read_balance(connection, principal.account_id))
    return json_answer(
        {
            "object": "credits",
            "balance": to_credits(balance.balance_microcredits),
            "reserved": to_credits(balance.reserved_microcredits),
            "spent": to_credits(balance.spent_microcredits),
            "user_group": principal.user_group,
        }
    )
