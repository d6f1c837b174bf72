"""The report as JSON, schema `compliance-report/1`. Findings are written one by one, however many there are."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from compliance.diagnostics.diagnostic import Language
from compliance.findings import VERDICTS, Assessment, LogRead, NoRecord, Verdict
from compliance.findings.assessment import Findings
from compliance.findings.earlier import PartlyTold, Told
from compliance.reports.manner import Manner
from compliance.reports.provenance import provenance
from compliance.reports.record import record
from compliance.reports.scorecard_view import card_record
from compliance.reports.tidy import cut
from compliance.reports.unread import why

SCHEMA = "compliance-report/1"
ENCODER = json.JSONEncoder(ensure_ascii=False)


def write(assessment: Assessment, manner: Manner, out: BinaryIO) -> None:
    """Writes the report; the same assessment gives the same bytes."""
    out.write(b"{\n")
    for key, value in head(assessment, manner.language).items():
        out.write(encoded(key) + b": " + encoded(value) + b",\n")
    out.write(b'"findings": [')
    separator = b"\n"
    for line in lines(assessment.findings, manner.language):
        out.write(separator + line)
        separator = b",\n"
    out.write(b"\n]\n}\n")


def lines(findings: Findings, language: Language, escapes: dict[int, str] | None = None) -> Iterator[bytes]:
    """Each finding as a line of JSON, without its end; one that was taken from a JSON report is the line that stands there."""
    for entry in findings.entries() if isinstance(findings, PartlyTold) else findings:
        if isinstance(entry, Told) and entry.line is not None:
            yield (entry.line.translate(escapes) if escapes else entry.line).encode()
        else:
            yield encoded(entry.values if isinstance(entry, Told) else record(entry, language), escapes)


def encoded(value: object, escapes: dict[int, str] | None = None) -> bytes:
    """One line of JSON in UTF-8; half of a surrogate pair, which UTF-8 cannot say, becomes the escape that JSON has for it."""
    text = ENCODER.encode(value)
    return (text.translate(escapes) if escapes else text).encode("utf-8", "backslashreplace")


def head(assessment: Assessment, language: Language) -> dict[str, object]:
    """Everything but the findings."""
    told: dict[str, object] = {"schema": SCHEMA}
    if assessment.generated:
        told["generated"] = assessment.generated.isoformat()
    window = assessment.window
    return told | {
        "as_of": assessment.as_of.isoformat(),
        "window": {"from": window[0].isoformat(), "to": window[1].isoformat()} if window else None,
        "rulesets": [{"id": used.id, "title": used.title, "rules": used.rules} for used in assessment.rulesets],
        "log": _log(assessment.log, language),
        "summary": _summary(assessment),
        "agencies": _agencies(assessment),
        **_waivers(assessment, language),
        "not_triggered": [
            {"ruleset": no.ruleset, "rule": no.rule, "duty": no.duty, "reason": no.reason.said(language)}
            for no in assessment.not_triggered
        ],
        "provenance": provenance(assessment, language),
    }


def _log(log: LogRead, language: Language) -> dict[str, object]:
    """`rejected_count` is there only where more rows were rejected than are listed, `unread` where files could not be read."""
    rejected = [
        {
            "file": row.file,
            "row": row.row,
            "column": cut(row.column),
            "value": cut(row.value),
            "reason": row.reason.said(language),
        }
        for row in log.rejected
    ]
    read: dict[str, object] = {
        "files": list(dict.fromkeys(file.file for file in log.files)),
        "rows": log.rows,
        "events": log.events,
        "cases": log.cases,
        "reading": [
            {
                "file": file.file,
                "rows": file.all_rows,
                "used": file.used,
                "events": file.events,
                "rejected": file.rejected,
                "passed_over": {kind.value: file.passed_over.get(kind, 0) for kind in NoRecord},
            }
            for file in log.files
        ],
        "rejected": rejected,
    }
    if log.rejected_count > len(log.rejected):
        read["rejected_count"] = log.rejected_count
    if log.unread:
        read["unread"] = [
            {"file": unread.file, "reason": why(unread).said(language), "agencies": list(unread.agencies)}
            for unread in log.unread
        ]
    return read


def _summary(assessment: Assessment) -> dict[str, object]:
    summary = assessment.summary
    return {
        "obligations": summary.obligations,
        "verdicts": _verdicts(summary.verdicts),
        "gaps": summary.gaps,
        "score": summary.score,
        "waived": summary.waived,
        "scorecard": card_record(summary.card),
    }


def _waivers(assessment: Assessment, language: Language) -> dict[str, object]:
    """There only where waivers were given."""
    waivers = [
        {
            "ruleset": used.waiver.ruleset,
            "rule": used.waiver.rule,
            "agency": used.waiver.agency,
            "case": used.waiver.case,
            "period": used.waiver.period,
            "reason": used.waiver.reason,
            "approver": used.waiver.approver,
            "from": used.waiver.start.isoformat() if used.waiver.start else None,
            "expiry": used.waiver.end.isoformat(),
            "standing": used.standing.value,
            "standing_words": used.words.said(language),
            "gaps": used.gaps,
        }
        for used in assessment.waivers
    ]
    return {"waivers": waivers} if waivers else {}


def _agencies(assessment: Assessment) -> list[dict[str, object]]:
    return [
        {
            "agency": cut(agency.agency),
            "obligations": agency.obligations,
            "verdicts": _verdicts(agency.verdicts),
            "score": agency.score,
            "grade": agency.grade,
            "waived": agency.waived,
            "scorecard": card_record(agency.card),
        }
        for agency in assessment.agencies
    ]


def _verdicts(counts: Mapping[Verdict, int]) -> dict[str, int]:
    """Every verdict, those without a finding as 0."""
    return {verdict.value: counts.get(verdict, 0) for verdict in VERDICTS}
