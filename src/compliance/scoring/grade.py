"""Grades of scores."""

from __future__ import annotations

from collections.abc import Mapping


def grade(points: float | None, grades: Mapping[str, float]) -> str | None:
    """The best grade whose least score is reached; None where there is no score or it reaches none."""
    if points is None:
        return None
    reached = [(least, name) for name, least in grades.items() if points >= least]
    return max(reached)[1] if reached else None
