"""Counts, shares and the conclusion in words: the same in every format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import starmap

from compliance.diagnostics import Text
from compliance.findings import GAPS, Assessment, FileRead, RulesetUsed, Summary, Verdict
from compliance.findings.phrases import count, instant
from compliance.findings.rounding import rounded
from compliance.reports.labels import LABELS

CLOSED = (Verdict.MET, Verdict.EXEMPT, Verdict.PENDING)
OPEN = (Verdict.UNDETERMINED, Verdict.MANUAL)
LISTED = (*GAPS, *OPEN, *CLOSED)
"""The verdicts in the order of a report: failures first."""
COLUMNS: tuple[tuple[Verdict, ...], ...] = (*((gap,) for gap in GAPS), OPEN, (Verdict.MET,))
"""What a table of agencies counts of each; waived gaps have a column behind these where there are any."""


def tally(counts: Mapping[Verdict, int], verdicts: Sequence[Verdict]) -> int:
    """How many findings have one of the verdicts."""
    return sum(counts.get(verdict, 0) for verdict in verdicts)


def column_names(waived: bool, columns: Sequence[Sequence[Verdict]] = COLUMNS) -> tuple[Text, ...]:
    """The headers of such columns."""
    named = tuple(LABELS["open"] if verdicts == OPEN else verdicts[0].words for verdicts in columns)
    return (*named, LABELS["waived"]) if waived else named


def column_counts(
    counts: Mapping[Verdict, int], waived: int | None, columns: Sequence[Sequence[Verdict]] = COLUMNS
) -> tuple[int, ...]:
    """What stands in them; `waived` None: in no column."""
    numbers = tuple(tally(counts, verdicts) for verdicts in columns)
    return numbers if waived is None else (*numbers, waived)


def number(value: float | None) -> str:
    """A score with one decimal at most; a dash where there is none."""
    return "—" if value is None else f"{rounded(value):g}"


def share(part: int, whole: int) -> str:
    """`83.3%`; a dash of nothing."""
    return f"{rounded(100 * part / whole):.1f}%" if whole else "—"


def counted(counts: Mapping[Verdict, int], verdicts: tuple[Verdict, ...]) -> Text:
    """未公开4、逾期6; those without a finding are left out."""
    present = [(verdict.words, counts.get(verdict, 0)) for verdict in verdicts if counts.get(verdict, 0)]
    return Text(
        "、".join(f"{words.zh}{n}" for words, n in present),
        ", ".join(f"{n} {words.en}" for words, n in present),
    )


def conclusion(assessment: Assessment, as_of: str | None = None) -> Text:
    """What was found, in a sentence or two; `as_of` is the day as a letter writes it."""
    summary, now = assessment.summary, as_of or instant(assessment.as_of)
    if not summary.obligations:
        return Text(f"截至{now}，没有产生任何应公开事项。", f"As of {now} there was no obligation at all.")
    met = summary.verdicts.get(Verdict.MET, 0)
    rate = share(met, summary.obligations)
    gaps, rest = _gaps(summary), _rest(summary)
    return Text(
        f"截至{now}，应公开事项{summary.obligations}项，合规{met}项（{rate}），{gaps.zh}{rest.zh}。",
        f"As of {now}: {count(summary.obligations, 'obligation')}, {met} met ({rate}), {gaps.en}{rest.en}.",
    )


def _gaps(summary: Summary) -> Text:
    if not summary.gaps:
        return Text("没有发现问题", "no gap found")
    kinds = counted(summary.verdicts, GAPS)
    noun = "gap" if summary.gaps == 1 else "gaps"
    return Text(f"发现问题{summary.gaps}项：{kinds.zh}", f"{summary.gaps} {noun}: {kinds.en}")


def _rest(summary: Summary) -> Text:
    """Neither met nor a gap."""
    rest = counted(summary.verdicts, (*OPEN, Verdict.EXEMPT, Verdict.PENDING))
    if summary.waived:
        waived = Text(f"暂缓{summary.waived}", f"{summary.waived} waived")
        rest = Text("、".join(filter(None, (rest.zh, waived.zh))), ", ".join(filter(None, (rest.en, waived.en))))
    return Text(f"；另有{rest.zh}", f"; besides {rest.en}") if rest.zh else Text("", "")


def period_checked(assessment: Assessment) -> Text:
    """2018-01-01至2018-12-31, or that it is the range of the rules."""
    if assessment.window is None:
        return Text("规则施行期间", "the range of the rules")
    start, end = assessment.window
    return Text(f"{start}至{end}", f"{start} to {end}")


def rules_of(used: RulesetUsed) -> Text:
    """16条, `16 rules`."""
    return Text(f"{used.rules}条", count(used.rules, "rule"))


def log_read(assessment: Assessment) -> Text:
    """1个文件，120行，240个事件，96件. The sheets of a workbook are one file."""
    log = assessment.log
    files = len({file.file.removesuffix(f":{file.sheet}") for file in log.files})
    return Text(
        f"{files}个文件，{log.rows}行，{log.events}个事件，{log.cases}件",
        ", ".join(starmap(count, ((files, "file"), (log.rows, "row"), (log.events, "event"), (log.cases, "case")))),
    )


def log_and_notes(assessment: Assessment) -> Text:
    """The same, and in how many ways it may be meant otherwise than it is read, where it is."""
    read, n = log_read(assessment), len(assessment.log.notes)
    return Text(f"{read.zh}，有{n}处要留意", f"{read.en}, {n} thing{'s' * (n != 1)} to note") if n else read


def rows_accounted(file: FileRead) -> Text:
    """Every row of a file, and what became of it: none is lost."""
    zh = "、".join(f"{kind.words.zh}{n}" for kind, n in file.passed_over.items())
    en = ", ".join(f"{kind.words.en} {n}" for kind, n in file.passed_over.items())
    over = sum(file.passed_over.values())
    return Text(
        f"{file.all_rows}，其中给出事件{file.used}，未能读取{file.rejected}，略过{over}" + (f"（{zh}）" if zh else ""),
        f"{file.all_rows}: {file.used} gave events, {file.rejected} rejected, {over} passed over"
        + (f" ({en})" if en else ""),
    )


def rejected_headline(assessment: Assessment) -> Text:
    """That rows could not be read, where nobody can miss it; empty where all were."""
    n = assessment.log.rejected_count
    if not n:
        return Text("", "")
    return Text(
        f"注意：有{n}行未能读取，未参加检查",
        f"Attention: {n} row{'s' * (n != 1)} could not be read and {'were' if n != 1 else 'was'} not checked",
    )
