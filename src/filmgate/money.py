"""Credits: integers of one millionth inside, plain numbers outside."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

MICRO = 1_000_000
"""Micro-credits in one credit."""


def to_microcredits(credits: Decimal | int | str) -> int:
    """Credits as a whole number of micro-credits, half rounded up.

    Raises:
        ValueError: `credits` is not a finite number.
    """
    try:
        amount = Decimal(credits)
        return int((amount * MICRO).to_integral_value(rounding=ROUND_HALF_UP))
    except ArithmeticError as error:
        raise ValueError(f"{credits!r} is not a number of credits") from error


def to_credits(microcredits: int) -> int | float:
    """Micro-credits as the plain number that the API shows: 25_700_000 is 25.7, 26_000_000 is 26."""
    whole, rest = divmod(microcredits, MICRO)
    return whole if rest == 0 else microcredits / MICRO
