"""A filled workbook against a new check: which problems are new, still open, put right, back again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from compliance.checking.filled import HEADERS, Filled
from compliance.diagnostics import Diagnostic, Place, Refused, Text
from compliance.findings import Assessment, Finding, Verdict
from compliance.findings.names import fold
from compliance.reports.cells import Value, time_value
from compliance.reports.follow_up import FilledRow, FollowUp, Ruling
from compliance.reports.numbering import numbered
from compliance.reports.problem_list import is_problem
from compliance.reports.workbook_words import Conclusion, Status

SHOWN = 20
"""Rows that are named one by one."""
SETTLED = (Verdict.MET, Verdict.EXEMPT)


@dataclass(frozen=True, slots=True)
class Rechecked:
    """What became of each problem, and rows of the workbook that the new check does not speak of."""

    follow_up: FollowUp
    warnings: tuple[Diagnostic, ...]


def recheck(filled: Filled, assessment: Assessment) -> Rechecked:
    """Every problem of the workbook and every gap of the new check. Raises Refused where none of the numbers is known."""
    before = {row.number: row for row in filled.rows if row.number}
    rulings: dict[str, Ruling] = {}
    for number, finding in numbered(assessment.findings):
        row = before.get(number)
        if row is not None:
            rulings[number] = rule(row, finding)
        elif is_problem(finding):
            rulings[number] = Ruling(Status.OPEN, Conclusion.NEW)
    loose = tuple(row for row in filled.rows if row.number not in rulings)
    unknown = [row for row in loose if row.number]
    if unknown and len(unknown) == len(before):
        raise Refused([_foreign(filled, unknown)])
    ruled = [row for number, row in before.items() if number in rulings]
    warnings = (*_warnings(filled.file, unknown), *_not_understood(filled.file, ruled))
    return Rechecked(FollowUp(rulings, loose, filled.extra, (filled.file, filled.digest)), warnings)


def rule(row: FilledRow, finding: Finding) -> Ruling:
    """What became of one problem.

    A deadline that has passed stays passed: what was missing and has been done since is 逾期 in every later log, and put
    right all the same. What was late from the start a log cannot put right; there the people's own conclusion stands.
    """
    if finding.verdict in SETTLED:
        return Ruling(Status.DONE, Conclusion.DONE, row)
    if not is_problem(finding):
        return Ruling(_status(row), Conclusion.UNCLEAR, row)
    concluded = _conclusion(row) is Conclusion.DONE
    if finding.verdict is Verdict.LATE:
        then, now = _day(row.values.get("actual")), _day(time_value(finding.completed, "zh"))
        if then is None and not _was_late(row):
            return Ruling(Status.DONE, Conclusion.DONE, row)
        if then in (None, now):
            return _unchanged(row, concluded)
    if concluded:
        return Ruling(Status.OPEN, Conclusion.RELAPSED, row)
    return Ruling(Status.DOING if _status(row) is Status.DOING else Status.OPEN, Conclusion.OPEN, row)


def _unchanged(row: FilledRow, concluded: bool) -> Ruling:
    """Late, as it was: nothing in the log can show that it was put right, so people say so."""
    if concluded:
        return Ruling(Status.DONE, Conclusion.DONE, row)
    claimed = _status(row)
    return Ruling(claimed, Conclusion.UNCLEAR if claimed is Status.DONE else Conclusion.OPEN, row)


def _was_late(row: FilledRow) -> bool:
    """Whether the workbook already said that it came late, or says nothing of it: its column or cell may be gone."""
    said = row.values.get("description")
    words = Verdict.LATE.words
    return said is None or fold(str(said)).startswith((fold(words.zh), fold(words.en)))


def _status(row: FilledRow) -> Status:
    return next((status for status in Status if _says(row, "status", status)), Status.OPEN)


def _conclusion(row: FilledRow) -> Conclusion | None:
    return next((found for found in Conclusion if _says(row, "conclusion", found)), None)


def _says(row: FilledRow, key: str, word: Status | Conclusion) -> bool:
    """Whether a person chose this word, in either language and however it is typed."""
    said = fold(str(row.values.get(key) or ""))
    return said in (fold(word.words.zh), fold(word.words.en))


def _day(value: Value) -> str | None:
    """A date or a time, whatever a spreadsheet made of it, to be compared; of midnight it keeps no more than the date."""
    if isinstance(value, datetime) and value.time() == time.min:
        value = value.date()
    if isinstance(value, datetime):
        return value.replace(second=0, microsecond=0).isoformat(" ")
    return value.isoformat() if isinstance(value, date) else str(value) if value is not None else None


def _warnings(file: str, unknown: list[FilledRow]) -> list[Diagnostic]:
    name = HEADERS["number"]
    hint = Text(
        "该行照样保留，结论为“待核实”；请核对是否改动过编号，台账中是否删改了该记录",
        "the row is kept as “to be verified”; see whether its number or its record in the log was changed",
    )
    named = [
        Diagnostic(
            "recheck/unknown-number",
            Text(
                f"第{row.row}行“{name.zh}”栏的 “{row.number}” 在这次检查中没有对应的事项",
                f"row {row.row}, column “{name.en}”: nothing in this check has the number “{row.number}”",
            ),
            Place(f"{file}:{row.sheet}"),
            hint,
            "warning",
        )
        for row in unknown[:SHOWN]
    ]
    more = len(unknown) - SHOWN
    if more > 0:
        title = Text(f"另有{more}行的问题编号没有对应的事项", f"{more} more rows have numbers that nothing has")
        named.append(Diagnostic("recheck/unknown-number", title, Place(file), hint, "warning"))
    return named


def _not_understood(file: str, rows: list[FilledRow]) -> list[Diagnostic]:
    """Statuses and conclusions in words of people's own, which the next workbook has no place for."""
    kinds: tuple[tuple[str, type[Status] | type[Conclusion]], ...] = (("status", Status), ("conclusion", Conclusion))
    found = []
    for key, words in kinds:
        name, known = HEADERS[key], [word.words for word in words]
        odd = [row for row in rows if row.values.get(key) and not any(_says(row, key, word) for word in words)]
        hint = Text(
            f"可填：{'、'.join(word.zh for word in known)}；别的话写在“{HEADERS['answer'].zh}”栏",
            f"known: {', '.join(word.en for word in known)}; write all else under “{HEADERS['answer'].en}”",
        )
        for row in odd[:SHOWN]:
            title = Text(
                f"第{row.row}行“{name.zh}”栏的 “{row.values[key]}” 不是可填的词，没有采用",
                f"row {row.row}, column “{name.en}”: “{row.values[key]}” is none of its words and was not taken over",
            )
            found.append(Diagnostic("recheck/unknown-word", title, Place(f"{file}:{row.sheet}"), hint, "warning"))
        if (more := len(odd) - SHOWN) > 0:
            title = Text(
                f"另有{more}行的“{name.zh}”不是可填的词，没有采用",
                f"{more} more rows have none of its words under “{name.en}”, which were not taken over",
            )
            found.append(Diagnostic("recheck/unknown-word", title, Place(file), hint, "warning"))
    return found


def _foreign(filled: Filled, unknown: list[FilledRow]) -> Diagnostic:
    first = unknown[0]
    name = HEADERS["number"]
    title = Text(
        f"{len(unknown)}个问题编号在这次检查中一个也没有（如第{first.row}行“{name.zh}”栏的 “{first.number}”）",
        f"none of the {len(unknown)} numbers is in this check (such as “{first.number}” in row {first.row}, “{name.en}”)",
    )
    hint = Text(
        "工作簿与台账不是同一批：规则集（-r）、单位（--agency）和台账要与写出工作簿时相同",
        "the workbook belongs to another log: give the rulesets (-r), the agencies (--agency) and the log it was made of",
    )
    return Diagnostic("recheck/foreign", title, Place(f"{filled.file}:{first.sheet}"), hint)
