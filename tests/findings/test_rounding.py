from __future__ import annotations

import pytest

from compliance.findings.rounding import rounded


@pytest.mark.parametrize(
    ("value", "digits", "said"),
    [
        (70.25, 1, 70.3),
        (60.75, 1, 60.8),
        (31.25, 1, 31.3),
        (0.125, 2, 0.13),
        (66.65, 1, 66.7),
        (100 * 0.0615, 1, 6.2),
        (0.05, 1, 0.1),
    ],
)
def test_a_half_goes_up(value: float, digits: int, said: float) -> None:
    """Whatever digit stands before it, and however the machine holds it."""
    assert rounded(value, digits) == said


@pytest.mark.parametrize("value", [0.0, 100.0, 33.3, 29.799999999999997, 89.94, 0.1 + 0.2])
def test_what_is_no_half_goes_to_the_nearest(value: float) -> None:
    """As `round` has it."""
    assert rounded(value) == round(value, 1)
