"""The report as Markdown: the numbers, then every finding, failures first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from compliance.diagnostics import Text
from compliance.diagnostics.diagnostic import Language
from compliance.findings import GAPS, Assessment, Finding
from compliance.findings.phrases import deadline, stamp
from compliance.reports.called import agency_name, case_or_period
from compliance.reports.figures import (
    CLOSED,
    LISTED,
    OPEN,
    conclusion,
    log_and_notes,
    number,
    period_checked,
    rules_of,
    share,
)
from compliance.reports.labels import labels
from compliance.reports.manner import Manner
from compliance.reports.scorecard_view import COLUMNS as COLUMNS_OF_SCORE
from compliance.reports.scorecard_view import lines_of, sentences
from compliance.reports.tidy import LONGEST_REASON, tidy
from compliance.reports.unread import attention, unread_rows
from compliance.reports.waivers_view import COLUMNS as COLUMNS_OF_WAIVERS
from compliance.reports.waivers_view import verdict_of, waiver_rows

SPECIAL = re.compile(r"([\\`*_\[\]|#~!$]|:(?=//)|(?<=www)\.)", re.IGNORECASE)
"""What Markdown has a use for; of an address, the character without which no program makes a link of it."""
SECTIONS = (("gap_list", GAPS), ("open_list", OPEN), ("other_list", CLOSED))
COLUMNS = ("verdict", "rule", "matter", "agency", "record", "due", "actual", "reason", "clause")


def write(assessment: Assessment, manner: Manner, out: BinaryIO) -> None:
    """Writes the report line by line; no more than one finding is held."""
    for line in _lines(assessment, manner.language):
        out.write(f"{line}\n".encode("utf-8", "replace"))


def _lines(assessment: Assessment, language: Language) -> Iterator[str]:
    words = labels(language)
    yield from _head(assessment, language, words)
    yield from _numbers(assessment, language, words)
    yield from _score(assessment, language, words)
    for title, verdicts in SECTIONS:
        yield from ("", f"## {words[title]}", "")
        yield from _table([words[column] for column in COLUMNS])
        for finding in assessment.findings.of(verdicts):
            yield _row(_cells(finding, language))
    yield from _waivers(assessment, language, words)
    yield from _log(assessment, language, words)
    yield from _unread(assessment, language, words)
    yield from _rejected(assessment, language, words)
    yield from _not_triggered(assessment, language, words)


def _head(assessment: Assessment, language: Language, words: dict[str, str]) -> Iterator[str]:
    yield from (f"# {words['title']}", "", safe(conclusion(assessment).said(language)), "")
    if said := attention(assessment).said(language):
        yield from (f"**{said}**", "")
    colon = words["colon"]
    yield f"- {words['window']}{colon}{period_checked(assessment).said(language)}"
    for used in assessment.rulesets:
        rules = rules_of(used)
        which = Text(f"（{used.id}，{rules.zh}）：{used.chosen.zh}", f" ({used.id}, {rules.en}): {used.chosen.en}")
        yield safe(f"- {words['ruleset']}{colon}{used.title}{which.said(language)}")
    yield f"- {words['log_short']}{colon}{log_and_notes(assessment).said(language)}"


def _numbers(assessment: Assessment, language: Language, words: dict[str, str]) -> Iterator[str]:
    yield ""
    yield from _table([words["verdict"], words["count"], words["share"]])
    for verdict in LISTED:
        n = assessment.summary.verdicts.get(verdict, 0)
        yield _row([verdict.words.said(language), str(n), share(n, assessment.summary.obligations)])
    if waived := assessment.summary.waived:
        yield _row([words["waived"], str(waived), share(waived, assessment.summary.obligations)])


def _score(assessment: Assessment, language: Language, words: dict[str, str]) -> Iterator[str]:
    """The score with its arithmetic, then what each agency has."""
    card = assessment.summary.card
    if not card.accounts:
        return
    yield from ("", f"## {words['score']} {number(card.score)} {safe(card.grade or '')}".rstrip(), "")
    yield from (f"- {safe(sentence)}" for sentence in sentences(card, language))
    if lines := lines_of(card, language):
        yield ""
        yield from _table([words[column] for column in COLUMNS_OF_SCORE])
        yield from (_row(line.cells) for line in lines)
    if len(assessment.agencies) > 1:
        yield ""
        yield from _table([words[column] for column in ("agency", "score", "grade", "coverage", "open", "waived")])
        for agency in assessment.agencies:
            own = agency.card
            scored = f"{own.scored}/{own.obligations}"
            yield _row(
                [
                    agency_name(agency.agency, language),
                    number(own.score),
                    own.grade or "",
                    scored,
                    str(own.open),
                    str(own.waived),
                ]
            )


def _log(assessment: Assessment, language: Language, words: dict[str, str]) -> Iterator[str]:
    """What is to be noted of how the log was read."""
    if notes := assessment.log.notes:
        yield from ("", f"## {words['log']}", "")
        yield from (f"- {safe(note.said(language))}" for note in notes)


def _cells(finding: Finding, language: Language) -> list[str]:
    return [
        verdict_of(finding, language),
        finding.rule,
        finding.title or finding.matter,
        finding.agency,
        case_or_period(finding, language),
        deadline(finding.due).said(language) if finding.due else "",
        stamp(finding.completed).said(language) if finding.completed else "",
        finding.reason.said(language),
        finding.citation or "",
    ]


def _waivers(assessment: Assessment, language: Language, words: dict[str, str]) -> Iterator[str]:
    if not assessment.waivers:
        return
    yield from ("", f"## {words['waivers']} {len(assessment.waivers)}", "")
    yield from _table([words[column] for column in COLUMNS_OF_WAIVERS])
    yield from (_row(row.cells) for row in waiver_rows(assessment, language))


def _unread(assessment: Assessment, language: Language, words: dict[str, str]) -> Iterator[str]:
    rows = unread_rows(assessment.log, language)
    if rows:
        yield from ("", f"## {words['unread']} {len(rows)}", "")
        yield from _table([words[column] for column in ("file", "why_rejected", "concerned")])
        yield from (_row([row.file, row.why, row.agencies]) for row in rows)


def _rejected(assessment: Assessment, language: Language, words: dict[str, str]) -> Iterator[str]:
    if not assessment.log.rejected:
        return
    yield from ("", f"## {words['rejected']} {assessment.log.rejected_count}", "")
    yield from _table([words[column] for column in ("file", "row_number", "column", "value", "why_rejected")])
    for row in assessment.log.rejected:
        yield _row([row.file, str(row.row), row.column or "", row.value or "", row.reason.said(language)])


def _not_triggered(assessment: Assessment, language: Language, words: dict[str, str]) -> Iterator[str]:
    if not assessment.not_triggered:
        return
    yield from ("", f"## {words['not_triggered']}", "")
    for no in assessment.not_triggered:
        yield safe(
            f"- {no.ruleset} {no.rule} {words['duty'].format(no.duty)}{words['colon']}{no.reason.said(language)}"
        )


def _table(headers: list[str]) -> Iterator[str]:
    yield _row(headers)
    yield f"|{' --- |' * len(headers)}"


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(safe(cell) for cell in cells)} |"


def safe(text: str) -> str:
    """Text that Markdown shows as it stands: no markup, no HTML, no second line."""
    marked = SPECIAL.sub(r"\\\1", tidy(text, LONGEST_REASON))
    return marked.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
