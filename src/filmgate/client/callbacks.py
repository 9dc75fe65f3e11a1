"""For those who are called back: whether it was the server, and what it says."""

from __future__ import annotations

import json
from collections.abc import Mapping

from standardwebhooks.webhooks import EmptyWebhookSecretError, Webhook, WebhookVerificationError

from filmgate.client.errors import ClientError, InvalidCallback
from filmgate.client.models import TaskSnapshot, read_task


def verify_callback(body: bytes | str, headers: Mapping[str, str], secret: str) -> TaskSnapshot:
    """Check the signature (Standard Webhooks) and read the task.

    Args:
        body: The request's body exactly as it came.
        headers: The request's headers; their case does not matter.
        secret: The account's callback secret, `whsec_…`.

    Raises:
        ClientError: The secret is none.
        InvalidCallback: It was not signed with this secret, or more than five minutes ago.
    """
    try:
        webhook = Webhook(secret)
    except (EmptyWebhookSecretError, ValueError) as error:
        raise ClientError(
            "This is no callback secret", suggestion="it begins with whsec_; `filmgate keys create` shows it"
        ) from error
    try:
        webhook.verify(body, {name: headers[name] for name in headers}, json_parse=False)
        return read_task(json.loads(body))
    except (WebhookVerificationError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InvalidCallback from error
