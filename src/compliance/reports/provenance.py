"""What reproduces a report: the tool, the command line, and everything it was made of with its SHA-256."""

from __future__ import annotations

from compliance.diagnostics.diagnostic import Language
from compliance.findings import Assessment, FileUsed, LogRead

TOOL = "compliance"


def provenance(assessment: Assessment, language: Language) -> dict[str, object]:
    """`{"tool", "version", "command", "rulesets", "inputs", "mapping", "waivers"}`; hashes in hexadecimal."""
    return {
        "tool": TOOL,
        "version": assessment.version,
        "command": list(assessment.command),
        "rulesets": [
            {"id": used.id, "sha256": used.digest, "calendar": used.calendar.said(language)}
            for used in assessment.rulesets
        ],
        "inputs": [{"file": file, "sha256": digest} for file, digest in inputs(assessment.log)],
        "mapping": _file(assessment.mapping),
        "waivers": _file(assessment.waivers_file),
    }


def _file(used: FileUsed | None) -> dict[str, str] | None:
    return {"file": used.file, "sha256": used.digest} if used else None


def inputs(log: LogRead) -> list[tuple[str, str]]:
    """Each file of the log, as the user named it, with its SHA-256; the sheets of one workbook are one file."""
    return list({file_of(read.file, read.sheet): read.digest for read in log.files}.items())


def made_of(assessment: Assessment) -> list[tuple[str, str]]:
    """Every file that the user gave besides the rulesets, with its SHA-256: the log, the mapping file and the waivers."""
    further = (assessment.mapping, assessment.waivers_file)
    return [*inputs(assessment.log), *((used.file, used.digest) for used in further if used)]


def file_of(name: str, sheet: str | None) -> str:
    """The file itself: `book.xlsx` of `book.xlsx:Sheet2`."""
    return name.removesuffix(f":{sheet}") if sheet else name
