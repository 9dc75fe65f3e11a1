"""What each kind of outgoing request may do."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from filmgate.callbacks.deliver import callback_policy
from filmgate.images.fetch import image_policy
from filmgate.net.errors import AddressRefused, BadUrl
from filmgate.net.policy import Policy, operator_policy
from filmgate.net.urls import vet_url
from filmgate.settings import CallbackSettings, ImageSettings


@dataclass(frozen=True)
class Row:
    """One purpose, and what its policy must be."""

    purpose: str
    policy: Policy
    redirects: int
    total_seconds: float
    http: bool
    internal: bool


ROWS = [
    Row("pictures", image_policy(ImageSettings()), 3, 20, http=True, internal=False),
    Row("callbacks", callback_policy(CallbackSettings()), 0, 10, http=False, internal=False),
    Row(
        "the operator's translator",
        operator_policy("http://10.0.0.1:11434/v1", total_seconds=15, max_bytes=1000),
        0,
        15,
        http=True,
        internal=True,
    ),
]


@pytest.mark.parametrize("row", ROWS, ids=[row.purpose for row in ROWS])
def test_the_policy_for(row: Row) -> None:
    assert row.policy.max_redirects == row.redirects
    assert row.policy.total_seconds == row.total_seconds
    assert 0 < row.policy.max_bytes <= 10 * 1024 * 1024
    vet_url("https://example.com/", row.policy)
    for url, allowed, error in (
        ("http://example.com/", row.http, BadUrl),
        ("http://10.0.0.1:11434/v1", row.internal, (AddressRefused, BadUrl)),
        ("https://10.0.0.2/", False, AddressRefused),
        ("https://169.254.169.254/", False, AddressRefused),
        ("https://example.com:22/", False, BadUrl),
        ("https://user@example.com/", False, BadUrl),
    ):
        if allowed:
            vet_url(url, row.policy)
        else:
            with pytest.raises(error):
                vet_url(url, row.policy)
