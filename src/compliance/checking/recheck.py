"""A filled workbook against a new check: which problems are new, still open, put right, back again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import chain

from compliance.checking.filled import HEADERS, Filled
from compliance.diagnostics import Diagnostic, Place, Refused, Text
from compliance.findings import Assessment, Finding, Verdict
from compliance.findings.names import fold
from compliance.reports.cells import Value, time_value
from compliance.reports.follow_up import FilledRow, FollowUp, Ruling
from compliance.reports.numbering import numbered, without_order
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
    before: dict[str, list[FilledRow]] = defaultdict(list)
    for row in filled.rows:
        if row.number:
            before[without_order(row.number)].append(row)
    alike: dict[str, list[tuple[str, Finding]]] = defaultdict(list)
    rulings: dict[str, Ruling] = {}
    for number, finding in numbered(assessment.findings):
        if without_order(number) in before:
            alike[without_order(number)].append((number, finding))
        elif is_problem(finding):
            rulings[number] = Ruling(Status.OPEN, Conclusion.NEW)
    known = {number: row for name, found in alike.items() for number, row in _pairs(before[name], found).items()}
    for number, finding in chain.from_iterable(alike.values()):
        if number in known:
            rulings[number] = rule(known[number], finding)
        elif is_problem(finding):
            rulings[number] = Ruling(Status.OPEN, Conclusion.NEW)
    ruled = list(known.values())
    places = {(row.sheet, row.row) for row in ruled}
    loose = [row for row in filled.rows if (row.sheet, row.row) not in places]
    unknown = [row for row in loose if row.number]
    if unknown and not ruled:
        raise Refused([_foreign(filled, unknown)])
    warnings = (*_warnings(filled.file, unknown, rulings), *_not_understood(filled.file, ruled))
    free = {row.number for row in ruled} - rulings.keys()
    kept = tuple(_with_own_number(row, free) if row.number in rulings else row for row in loose)
    return Rechecked(FollowUp(rulings, kept, filled.extra, (filled.file, filled.digest)), warnings)


def _pairs(rows: Sequence[FilledRow], found: Sequence[tuple[str, Finding]]) -> dict[str, FilledRow]:
    """Rows by the numbers of their findings, of such as only their order tells apart.

    A record put in above moves those numbers on. So those pair first that say what they said (if more than one does, with the
    number that they had), as in a comparison of two reports; then those of one number.
    """
    pairs: dict[str, FilledRow] = {}
    left = list(rows)
    for same_number, same_words in ((True, True), (False, True), (True, False)):
        for number, finding in found:
            fits = (
                row
                for row in left
                if (row.number == number or not same_number) and (not same_words or _is_as_it_was(row, finding))
            )
            if number not in pairs and (row := next(fits, None)):
                pairs[number] = row
                left.remove(row)
    return pairs


def _is_as_it_was(row: FilledRow, finding: Finding) -> bool:
    """Whether the workbook says the verdict and the day of the finding."""
    return _told(row, finding.verdict) and _day(row.values.get("actual")) == _day(time_value(finding.completed, "zh"))


def _with_own_number(row: FilledRow, free: set[str]) -> FilledRow:
    """The row of a record that is gone, whose number one that says the same has now: under a number that this one has left."""
    number = min(one for one in free if without_order(one) == without_order(row.number))
    free.remove(number)
    return replace(row, values={**row.values, "number": number})


def rule(row: FilledRow, finding: Finding) -> Ruling:
    """What became of one problem.

    A deadline that has passed stays passed: what was missing and has been done since is 逾期 in every later log, and put
    right all the same. What was late from the start a log cannot put right; there the people's own conclusion stands. A waiver
    changes nothing of that; what is waived and still to be done is nobody's to conclude.
    """
    if finding.verdict in SETTLED:
        return Ruling(Status.DONE, Conclusion.DONE, row)
    concluded = _conclusion(row) is Conclusion.DONE
    if finding.verdict is Verdict.LATE:
        then, now = _day(row.values.get("actual")), _day(time_value(finding.completed, "zh"))
        if then is None and not _was_late(row):
            return Ruling(Status.DONE, Conclusion.DONE, row)
        # Whichever day the log has by now: it was done then and is done now.
        if concluded or (then in (None, now) and is_problem(finding)):
            return _unchanged(row, concluded)
    if not is_problem(finding):
        contradicted = finding.verdict in (Verdict.MISSING, Verdict.INCOMPLETE) and _status(row) is Status.DONE
        return Ruling(Status.OPEN if contradicted else _status(row), Conclusion.UNCLEAR, row)
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
    return row.values.get("description") is None or _told(row, Verdict.LATE)


def _told(row: FilledRow, verdict: Verdict) -> bool:
    """Whether the workbook describes the problem by this verdict."""
    words = verdict.words
    return fold(str(row.values.get("description") or "")).startswith((fold(words.zh), fold(words.en)))


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


def _warnings(file: str, unknown: list[FilledRow], numbers: Container[str]) -> list[Diagnostic]:
    """Rows that nothing in the new check goes with; the number of some is now that of a record that says the same."""
    name = HEADERS["number"]
    hint = Text(
        "该行照样保留，结论为“待核实”；请核对是否改动过编号，台账中是否删改了该记录",
        "the row is kept as “to be verified”; see whether its number or its record in the log was changed",
    )
    named = [
        Diagnostic(
            "recheck/unknown-number",
            Text(
                f"第{row.row}行“{name.zh}”栏的 “{row.number}”：写得相同的记录少了，没有与这一行对应的",
                f"row {row.row}, column “{name.en}”, “{row.number}”: fewer records say the same, and none is left for this row",
            )
            if row.number in numbers
            else Text(
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
