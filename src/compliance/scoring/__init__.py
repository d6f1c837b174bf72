"""Findings to scores and grades: weights, credit for what came late."""

from compliance.scoring.score import Tally, grade, score

__all__ = ["Tally", "grade", "score"]
