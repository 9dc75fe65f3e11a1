"""Amounts of credits as people type them."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from filmgate.cli.problem import Refused

_MOST = Decimal(10) ** 9


def parse_credits(text: str) -> Decimal:
    """A positive number of credits, down to a millionth.

    Raises:
        Refused: It is none.
    """
    try:
        amount = Decimal(text)
    except InvalidOperation:
        amount = Decimal("nan")
    if not amount.is_finite() or not 0 < amount <= _MOST or amount != round(amount, 6):
        raise Refused(
            f"{text!r} is no amount of credits",
            "use a number above 0, up to 1,000,000,000 with at most 6 decimals, for example 1000 or 25.7",
        )
    return amount
