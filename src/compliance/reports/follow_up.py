"""What a filled workbook said and what a new check makes of it: the material of a rechecked workbook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from compliance.diagnostics import Text
from compliance.reports.cells import Value
from compliance.reports.workbook_words import Conclusion, Status


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row of a list of problems as it came back. `row` counts the sheet's rows from 1."""

    sheet: str
    row: int
    values: Mapping[str, Value]
    """By the keys of `PROBLEM_COLUMNS`; a column that is gone has none."""
    extra: Mapping[str, Value] = field(default_factory=dict)
    """What stands under headers that people added."""

    @property
    def number(self) -> str:
        """The problem's number; empty for a row that people entered themselves."""
        return self._text("number")

    @property
    def agency(self) -> str:
        """The agency as it stands; empty where the row names none."""
        return self._text("agency")

    def _text(self, key: str) -> str:
        value = self.values.get(key)
        return str(value).strip() if value is not None else ""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What became of a problem. `filled` is None where the workbook did not have it."""

    status: Status
    conclusion: Conclusion
    filled: FilledRow | None = None


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Every problem of the workbook and every gap of the new check."""

    rulings: Mapping[str, Ruling]
    """By the problem's number."""
    loose: tuple[FilledRow, ...]
    """Rows that belong to no finding of the new check: entered by hand, or no longer in the log."""
    extra: tuple[str, ...]
    """Headers that people added, in their order."""
    workbook: tuple[str, str]
    """The workbook by its name, and its SHA-256 in hexadecimal."""

    def counts(self) -> Mapping[Conclusion, int]:
        """Problems by conclusion; those that the new log does not speak of are to be verified."""
        counted = Counter(ruling.conclusion for ruling in self.rulings.values())
        counted[Conclusion.UNCLEAR] += sum(bool(row.number) for row in self.loose)
        return {conclusion: counted[conclusion] for conclusion in Conclusion}

    def outstanding(self) -> bool:
        """Whether a problem is new, still open or back again."""
        counts = self.counts()
        return any(counts[found] for found in (Conclusion.NEW, Conclusion.OPEN, Conclusion.RELAPSED))

    def by_hand(self) -> int:
        """Rows that people entered themselves."""
        return sum(not row.number for row in self.loose)

    def said(self) -> Text:
        """新增1项，未整改12项，已整改3项，反弹0项."""
        parts = [(conclusion, n) for conclusion, n in self.counts().items()]
        return Text(
            "，".join(f"{conclusion.words.zh}{n}项" for conclusion, n in parts),
            ", ".join(f"{n} {conclusion.words.en}" for conclusion, n in parts),
        )
