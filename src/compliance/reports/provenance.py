"""What reproduces a report: the tool, the command line, and everything it was made of with its SHA-256."""

from __future__ import annotations

from collections.abc import Sequence

from compliance.diagnostics.diagnostic import Language
from compliance.findings import Assessment, FileRead, FileUsed, LogRead
from compliance.findings.earlier import Terms

TOOL = "compliance"


def provenance(assessment: Assessment, language: Language) -> dict[str, object]:
    """`{"tool", "version", "command", "rulesets", "inputs", "mapping", "waivers", "terms", "findings"}`; hashes in hexadecimal.

    `since` is there only where the check went on from an earlier report.
    """
    resumed = assessment.resumed
    return {
        "tool": TOOL,
        "version": assessment.version,
        "command": list(assessment.command),
        "rulesets": [
            {"id": used.id, "sha256": used.digest, "calendar": used.calendar.said(language)}
            for used in assessment.rulesets
        ],
        "inputs": [_input(file, sheets) for file, sheets in _sheets(assessment.log).items()],
        "mapping": _file(assessment.mapping),
        "waivers": _file(assessment.waivers_file),
        "terms": _terms(assessment.terms, language),
        "findings": len(assessment.findings),
        **({"since": {"file": resumed.file, "sha256": resumed.digest}} if resumed else {}),
    }


def _input(file: str, sheets: Sequence[FileRead]) -> dict[str, object]:
    """What tells a later check how much of a file was read, and as what."""
    return {
        "file": file,
        "sha256": sheets[0].digest,
        "bytes": sheets[0].size,
        "rows": sum(sheet.rows for sheet in sheets),
        "events": sum(sheet.events for sheet in sheets),
        "layout": ".".join(sheet.layout for sheet in sheets),
        "place": sheets[0].place,
    }


def _terms(terms: Terms, language: Language) -> dict[str, object]:
    return {
        "from": terms.first.isoformat() if terms.first else None,
        "to": terms.last.isoformat() if terms.last else None,
        "agencies": list(terms.agencies) if terms.agencies else None,
        "roster": terms.roster,
        "ignore": list(terms.ignore),
        "language": language,
        "show_personal": terms.personal,
    }


def _sheets(log: LogRead) -> dict[str, list[FileRead]]:
    """The files of the log, as the user named them, with what was read of each; the sheets of one workbook are one file."""
    found: dict[str, list[FileRead]] = {}
    for read in log.files:
        found.setdefault(file_of(read.file, read.sheet), []).append(read)
    return found


def _file(used: FileUsed | None) -> dict[str, str] | None:
    return {"file": used.file, "sha256": used.digest} if used else None


def inputs(log: LogRead) -> list[tuple[str, str]]:
    """Each file of the log, as the user named it, with its SHA-256; the sheets of one workbook are one file."""
    return [(file, sheets[-1].digest) for file, sheets in _sheets(log).items()]


def made_of(assessment: Assessment) -> list[tuple[str, str]]:
    """Every file that the user gave besides the rulesets, with its SHA-256: the log, the mapping file, the waivers, the earlier report."""
    further = (assessment.mapping, assessment.waivers_file, assessment.resumed)
    return [*inputs(assessment.log), *((used.file, used.digest) for used in further if used)]


def file_of(name: str, sheet: str | None) -> str:
    """The file itself: `book.xlsx` of `book.xlsx:Sheet2`."""
    return name.removesuffix(f":{sheet}") if sheet else name
