"""How a command ends: the exit statuses, and from which modality on a gap makes it fail."""

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from compliance.findings import Modality

NO_GAPS, GAPS, UNUSABLE, REJECTED = 0, 1, 2, 3
"""Exit statuses."""


class FailOn(StrEnum):
    """From which modality on a gap makes the exit status 1."""

    must = "must"
    should = "should"
    may = "may"
    never = "never"

    def binding(self) -> "Sequence[Modality]":
        """The modalities whose gaps make a command fail."""
        from compliance.findings import Modality

        return () if self is FailOn.never else list(Modality)[: list(FailOn).index(self) + 1]
