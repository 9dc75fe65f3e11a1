"""What a film costs."""

from __future__ import annotations

from decimal import Decimal

from filmgate.catalog.model import Model
from filmgate.money import to_microcredits
from filmgate.settings import BillingRule, GroupSettings

_BYTES_PER_TOKEN = 4


def count_tokens(prompt: str) -> int:
    """Tokens of a prompt for billing: one for every four bytes of UTF-8, rounded up. A rule anyone can check."""
    return -(-len(prompt.encode()) // _BYTES_PER_TOKEN)


def price_microcredits(model: Model, group: GroupSettings, *, duration_seconds: int, prompt: str) -> int:
    """The whole price of one film in micro-credits: price times units times the group's multiplier, half rounded up."""
    match model.billing_rule:
        case BillingRule.PER_CALL:
            units = 1
        case BillingRule.PER_SECOND:
            units = duration_seconds
        case BillingRule.PER_TOKEN:
            units = count_tokens(prompt)
    return to_microcredits(model.settings.price_credits * Decimal(units) * group.price_multiplier)
