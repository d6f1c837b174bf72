"""The plan of a year as a file, written whole or not at all."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from compliance.checking.output import write_files
from compliance.checking.staging import Planned as File
from compliance.diagnostics import Diagnostic, Place, Refused, Text
from compliance.diagnostics.diagnostic import Language
from compliance.engine.planned import planned
from compliance.reports.plan import as_calendar, as_workbook
from compliance.rulesets.load import load_ruleset
from compliance.rulesets.model import Ruleset


def write_plan(name: str, year: int, path: Path, language: Language | None, stamp: datetime) -> tuple[int, Language]:
    """Writes what falls due in a year; how many duties, and the language, the ruleset's unless one is asked for.

    Raises:
        Refused: the ruleset cannot be used, the file is neither .xlsx nor .ics, nothing falls due, or it cannot be written.
    """
    ending = path.suffix.lower()
    if ending not in (".xlsx", ".ics"):
        title = Text(
            f"计划写成 .xlsx 或 .ics，不能写成“{path.suffix}”", f"a plan is .xlsx or .ics, not “{path.suffix}”"
        )
        hint = Text("写作 -o 计划.xlsx 或 -o 计划.ics", "write -o plan.xlsx or -o plan.ics")
        raise Refused([Diagnostic("report/unknown-ending", title, Place(str(path)), hint)])
    ruleset = load_ruleset(name, language)
    spoken: Language = language or ruleset.language
    found = planned(ruleset, year)
    if not found:
        raise Refused([_nothing(ruleset, year)])
    if ending == ".ics":
        file = File(path, lambda out: as_calendar(ruleset, found, year, spoken, stamp, out))
    else:
        file = File(path, lambda out: as_workbook(ruleset, found, year, spoken, out))
    write_files([file])
    return len(found), spoken


def _nothing(ruleset: Ruleset, year: int) -> Diagnostic:
    first, last = ruleset.effective
    title = Text(
        f"{ruleset.id} 在{year}年没有按日历到期的事项", f"nothing of {ruleset.id} falls due by the calendar in {year}"
    )
    zh = f"规则集的施行期：{first or '…'}至{last or '…'}；" if first or last else ""
    en = f"it is in force from {first or '…'} to {last or '…'}; " if first or last else ""
    hint = Text(f"{zh}由事件起算的期限不在计划之列", f"{en}periods that an event begins are in no plan")
    return Diagnostic("usage/plan", title, hint=hint)
