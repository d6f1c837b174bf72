"""Which findings the HTML report lists, in how many words, and what it says of those it leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from compliance.diagnostics import Text
from compliance.diagnostics.diagnostic import Language
from compliance.findings import GAPS, Assessment, Finding, Verdict
from compliance.reports.figures import CLOSED, OPEN
from compliance.reports.formats import FORMATS
from compliance.reports.labels import LABELS
from compliance.reports.numbering import numbered
from compliance.reports.page import Listing, Section
from compliance.reports.proofs import Proofs, proofs
from compliance.reports.rows import Rows

MOST_FINDINGS = 2000
ORDER = (GAPS, OPEN, CLOSED)
ROOM = 450
"""Bytes that a finding may take on average, so that a thousand of them can still be mailed; the page around them aside."""
FIRST_ROOM = 1000
"""As many findings' room there is for a shorter list, too."""
MARKUP = {True: 230, False: 140}
"""Bytes of a finding besides its sentence: of a gap, of any other."""
FULL = ("xlsx", "parquet", "csv", "json")
"""Formats that hold every finding."""


def listing(assessment: Assessment, language: Language, single: str | None) -> Listing:
    """The findings, failures first, at most `MOST_FINDINGS`."""
    numbers, listed = _numbered(assessment)
    alone = [finding for finding in listed if finding.counts and not finding.waived]
    doubted = [finding for finding in alone if finding.verdict in (*GAPS, Verdict.UNDETERMINED)]
    room = ROOM * max(len(listed), FIRST_ROOM) - sum(_size(finding, language) for finding in listed)
    proved: Proofs = proofs(assessment, doubted, language, room, single)
    rows = Rows(language, assessment.as_of, single, proved, numbers, noting=room < 0)
    gaps = rows.groups(finding for finding in alone if finding.verdict in GAPS)
    open_ = rows.groups(finding for finding in alone if finding.verdict in OPEN)
    return Listing(
        gaps=gaps,
        open=open_,
        folded=_folded(assessment, listed, rows, language),
        lines=tuple((name, line) for line, name in rows.lines.items()),
        notes=tuple(rows.notes),
        places=rows.places,
        capped=_capped(assessment).said(language),
        unproved=_unproved(len(proved), len(doubted)).said(language),
    )


def _numbered(assessment: Assessment) -> tuple[Mapping[int, str], Sequence[Finding]]:
    """The findings listed, failures first, and the number of each by its `id()`.

    Where all are listed the database is asked once, and the numbers are those of the workbook. Beyond that, findings that
    nothing tells apart are numbered among those listed.
    """
    found: Iterable[Finding] = assessment.findings
    if len(assessment.findings) > MOST_FINDINGS:
        found = islice(
            (finding for verdicts in ORDER for finding in assessment.findings.of(verdicts, MOST_FINDINGS)),
            MOST_FINDINGS,
        )
    pairs = list(numbered(found))
    numbers = {id(finding): number for number, finding in pairs}
    return numbers, [finding for verdicts in ORDER for _, finding in pairs if finding.verdict in verdicts]


def _size(finding: Finding, language: Language) -> int:
    gap = finding.verdict in GAPS
    said = finding.reason.said(language) if gap or finding.verdict not in (Verdict.MET, Verdict.PENDING) else ""
    return MARKUP[gap] + len(said.encode("utf-8", "replace"))


def _folded(assessment: Assessment, listed: Sequence[Finding], rows: Rows, language: Language) -> tuple[Section, ...]:
    alone = [finding for finding in listed if finding.counts and not finding.waived]
    folded = [
        Section(
            verdict.value,
            verdict.words.said(language),
            assessment.summary.verdicts.get(verdict, 0),
            rows.groups(finding for finding in alone if finding.verdict is verdict),
        )
        for verdict in CLOSED
    ]
    waived = [finding for finding in listed if finding.waived]
    if waived:
        folded.append(Section("waived", LABELS["waived"].said(language), len(waived), rows.groups(waived)))
    cases = [finding for finding in listed if not finding.counts]
    if cases:
        folded.append(Section("partial", LABELS["partial"].said(language), len(cases), rows.groups(cases)))
    return tuple(folded)


def _capped(assessment: Assessment) -> Text:
    total = len(assessment.findings)
    if total <= MOST_FINDINGS:
        return Text("", "")
    endings = [known.endings[0] for name in FULL for known in FORMATS if known.name == name]
    zh = "、".join(f"-o 报告{ending}" for ending in endings)
    en = ", ".join(f"-o report{ending}" for ending in endings)
    return Text(
        f"共{total}项，本报告只列出前{MOST_FINDINGS}项，问题在先；统计数字含全部。完整清单另行输出：{zh}。",
        f"Of {total} findings this report lists {MOST_FINDINGS}, gaps first; the numbers count all of them. "
        f"For the full list write another file: {en}.",
    )


def _unproved(proved: int, all_: int) -> Text:
    if not 0 < proved < all_:
        return Text("", "")
    return Text(
        f"前{proved}项附有推算；其余各项用 compliance explain 查看。",
        f"The first {proved} are derived here; see the others with compliance explain.",
    )
