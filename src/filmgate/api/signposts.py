"""Addresses that errors point to. There are no pages behind them yet, so they say in words what to do."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import PlainTextResponse, Response

router = APIRouter(include_in_schema=False)

_BILLING = """\
How to get more credits on this server

Ask its operator, who gives them on the server's machine with:
    filmgate credits grant ACCOUNT AMOUNT

What you have and what you spent:
    curl THIS_SERVER/v1/credits -H 'Authorization: Bearer YOUR_API_KEY'
"""
_KEYS = """\
How to get an API key for this server

Ask its operator, who makes one on the server's machine with:
    filmgate keys create --name YOU --credits AMOUNT
"""


@router.get("/dashboard/billing")
async def billing() -> Response:
    """Where a 402 points to."""
    return PlainTextResponse(_BILLING)


@router.get("/dashboard/keys")
async def keys() -> Response:
    """Where the seed sends those without a key."""
    return PlainTextResponse(_KEYS)
