"""The headers by which a receiver knows that a callback is genuine (Standard Webhooks 1.0)."""

from __future__ import annotations

from datetime import UTC, datetime

from standardwebhooks.webhooks import Webhook


def signed_headers(secret: str, delivery_id: str, body: bytes, now_ms: int) -> dict[str, str]:
    """`webhook-id` (the same on every attempt), `webhook-timestamp` (seconds) and `webhook-signature`."""
    moment = datetime.fromtimestamp(now_ms / 1000, UTC)
    return {
        "content-type": "application/json",
        "webhook-id": delivery_id,
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": Webhook(secret).sign(delivery_id, moment, body.decode()),
    }
