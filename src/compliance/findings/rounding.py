"""Figures with few decimals, rounded as everybody rounds by hand (四舍五入)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

EXACT = 9
"""Decimals to which a sum of floats can be trusted: what stands behind them is the dust of adding up."""


def rounded(value: float, digits: int = 1) -> float:
    """70.25 is 70.3, where `round` takes the even digit: who adds the printed figures up comes to the printed sum."""
    exact = Decimal(repr(round(value, EXACT)))
    return float(exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))
