"""Findings to scores and grades, with the arithmetic of each."""

from compliance.scoring.account import Count
from compliance.scoring.card import card_of_all, scorecards
from compliance.scoring.grade import grade

__all__ = ["Count", "card_of_all", "grade", "scorecards"]
