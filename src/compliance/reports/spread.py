"""The spread of findings over time for the HTML report: the matrix of matters by months, and the histogram of lateness."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from compliance.diagnostics import Text
from compliance.diagnostics.diagnostic import Language
from compliance.findings import GAPS, Verdict
from compliance.findings.phrases import count
from compliance.findings.spread import Lateness, MatterMonths, Months
from compliance.reports.charts import COLUMN, columns
from compliance.reports.figures import OPEN
from compliance.reports.labels import LABELS
from compliance.reports.page import Histogram, Matrix, MatterRow, MonthCell
from compliance.reports.tidy import tidy

NOTHING_DUE = MonthCell("", "", "")
WEIGHT = (*GAPS, *OPEN, Verdict.PENDING, Verdict.MET, Verdict.EXEMPT)
"""The verdict that a month is called by is the first of these that it has."""


def matrix(found: Months, language: Language) -> Matrix | None:
    """The matrix in words; None where nothing was due at a date."""
    if not found.matters:
        return None
    years = [(year, len(list(months))) for year, months in groupby(month[:4] for month in found.months)]
    return Matrix(
        years=tuple(years),
        months=tuple(str(int(month[5:])) for month in found.months),
        rows=tuple(_row(row, found.months, language) for row in found.matters),
        cut=_cut(found).said(language),
    )


def _row(row: MatterMonths, months: tuple[str, ...], language: Language) -> MatterRow:
    cells = tuple(_cell(row.months[month], language) if month in row.months else NOTHING_DUE for month in months)
    gaps = sum(_gaps(counts) for counts in row.months.values())
    return MatterRow(tidy(row.matter) or LABELS["no_matter"].said(language), cells, gaps)


def _cell(counts: Mapping[Verdict, int], language: Language) -> MonthCell:
    """`2/5`: two gaps of five that were due; `5`: five, none of them a gap."""
    due, gaps = sum(counts.values()), _gaps(counts)
    worst = next(verdict for verdict in WEIGHT if counts.get(verdict))
    return MonthCell(worst.value, worst.words.said(language), f"{gaps}/{due}" if gaps else str(due))


def _gaps(counts: Mapping[Verdict, int]) -> int:
    return sum(counts.get(verdict, 0) for verdict in GAPS)


def _cut(found: Months) -> Text:
    zh, en = [], []
    if found.more:
        zh.append(f"另有{found.more}个事项未列出，其问题不多于所列各项")
        left = "is" if found.more == 1 else "are"
        en.append(f"{count(found.more, 'more matter')}, with no more gaps than those shown, {left} left out")
    if found.outside:
        zh.append(f"另有{found.outside}项应完成于所列月份之外")
        due = "is" if found.outside == 1 else "are"
        en.append(f"{count(found.outside, 'obligation')} {due} due in months that are not shown")
    return Text("；".join(zh) + "。" * bool(zh), "; ".join(en) + "." * bool(en))


def histogram(steps: tuple[Lateness, ...], language: Language) -> Histogram | None:
    """The columns with their labels; None where nothing was late."""
    if not steps:
        return None
    labels = [_days(step).said(language) for step in steps]
    drawn = columns([step.count for step in steps], labels)
    joint = Text("、", ", ").said(language)
    words = joint.join(f"{label} {step.count}" for label, step in zip(labels, steps, strict=True))
    return Histogram(drawn, COLUMN * len(drawn), words)


def _days(step: Lateness) -> Text:
    if step.last == 0:
        return Text("不足1天", "<1 day")
    if step.last is None:
        return Text(f"{step.first}天以上", f"{step.first}+ days")
    return Text(f"{step.first}–{step.last}天", f"{step.first}–{step.last} days")
