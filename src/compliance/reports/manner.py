"""How a report is to be written: what its user chose besides the format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from compliance.diagnostics.diagnostic import Language

if TYPE_CHECKING:
    from compliance.reports.follow_up import FollowUp

LetterKind = Literal["assignment", "bulletin", "self-review"]
"""A letter that assigns each agency its problems, a bulletin over all agencies, an agency's review of itself."""


@dataclass(frozen=True, slots=True)
class Manner:
    """The language, and a folder whose files stand in for the templates of the same name; None: only the built-in ones."""

    language: Language = "zh"
    templates: Path | None = None
    split_by: Literal["agency"] | None = None
    """Each agency has a part of its own: in a workbook a list of problems."""
    letter: LetterKind | None = None
    """Which letter; None: a review where one agency was audited, else a bulletin."""
    put_right_by: date | None = None
    """The day by which problems are to be put right; None: whoever sends the report fills it in."""
    follow_up: FollowUp | None = None
    """What people wrote into an earlier workbook, and what became of its problems."""
