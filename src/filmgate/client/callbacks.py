"""For those who are called back: whether it was the server, and what it says."""

from __future__ import annotations

import json
from collections.abc import Mapping

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from filmgate.client.errors import InvalidCallback
from filmgate.client.models import TaskSnapshot, read_task


def verify_callback(body: bytes | str, headers: Mapping[str, str], secret: str) -> TaskSnapshot:
    """Check the signature (Standard Webhooks) and read the task.

    Args:
        body: The request's body exactly as it came.
        headers: The request's headers; their case does not matter.
        secret: The account's callback secret, `whsec_…`.

    Raises:
        InvalidCallback: It was not signed with this secret, or more than five minutes ago.
    """
    try:
        Webhook(secret).verify(body, {name: headers[name] for name in headers}, json_parse=False)
        return read_task(json.loads(body))
    except (WebhookVerificationError, ValueError, KeyError, TypeError) as error:
        raise InvalidCallback from error
