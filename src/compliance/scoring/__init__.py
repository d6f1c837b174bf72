"""Findings to scores and grades, with the arithmetic of each."""

from compliance.scoring.account import Count
from compliance.scoring.card import scorecards
from compliance.scoring.grade import grade

__all__ = ["Count", "grade", "scorecards"]
