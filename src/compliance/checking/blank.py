"""A blank ledger of a ruleset as a file, written whole or not at all."""

from __future__ import annotations

from pathlib import Path

from compliance.checking.output import write_files
from compliance.checking.staging import Planned
from compliance.diagnostics import Diagnostic, Place, Refused, Text
from compliance.diagnostics.diagnostic import Language
from compliance.reports.blank_ledger import blank_ledger
from compliance.rulesets.load import load_ruleset


def write_blank_ledger(name: str, path: Path, language: Language | None) -> Language:
    """Writes the ledger that a ruleset asks for; the language it is in, the ruleset's unless one is asked for.

    Raises:
        Refused: the ruleset cannot be used, the file is no workbook, is there already, or cannot be written.
    """
    if path.suffix.lower() != ".xlsx":
        title = Text(
            f"空白台账是工作簿，文件名应以 .xlsx 结尾，不是“{path.suffix}”", "a blank ledger is a workbook: .xlsx"
        )
        hint = Text("文件名写作 台账.xlsx", "name it ledger.xlsx, for example")
        raise Refused([Diagnostic("report/unknown-ending", title, Place(str(path)), hint)])
    if path.exists():
        title = Text("文件已经存在，可能已填写，不覆盖", "is there already and may be filled in: it is not overwritten")
        hint = Text("换一个文件名，或先移走原来的文件", "give another name, or move the file away")
        raise Refused([Diagnostic("report/exists", title, Place(str(path)), hint)])
    ruleset = load_ruleset(name, language)
    spoken: Language = language or ruleset.language
    write_files([Planned(path, lambda out: blank_ledger(ruleset, spoken, out))])
    return spoken
