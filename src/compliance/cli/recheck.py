"""`compliance recheck`: a filled workbook against a new log."""

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compliance.cli.asked import put_right_day, request_of
from compliance.cli.options import (
    AgencyOption,
    AsOfOption,
    FromOption,
    IgnoreOption,
    Lang,
    LimitOption,
    MappingOption,
    PersonalOption,
    PutRightByOption,
    QuietOption,
    RosterOption,
    RuleOption,
    RulesetsOption,
    ToOption,
    WaiversOption,
)
from compliance.cli.output_options import WRITTEN
from compliance.cli.status import GAPS, NO_GAPS, UNUSABLE

if TYPE_CHECKING:
    from compliance.checking import Request
    from compliance.checking.filled import Filled
    from compliance.diagnostics.diagnostic import Language
    from compliance.reports.manner import Manner


def recheck(
    workbook: Annotated[
        Path, typer.Argument(metavar="WORKBOOK", help="填写后的 .xlsx 工作簿。  The workbook, filled in.")
    ],
    log: Annotated[
        list[str], typer.Argument(metavar="LOG", help="新的台账，写法同 check。  The new log, as for check.")
    ],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE", help="复查后的 .xlsx 工作簿。  The rechecked workbook.")
    ],
    ruleset: RulesetsOption = None,
    rule: RuleOption = None,
    as_of: AsOfOption = None,
    start: FromOption = None,
    end: ToOption = None,
    agency: AgencyOption = None,
    roster: RosterOption = False,
    mapping: MappingOption = None,
    put_right_by: PutRightByOption = None,
    lang: Annotated[
        Lang | None,
        typer.Option("--lang", help="语言，默认随工作簿。  The language; the workbook's unless told otherwise."),
    ] = None,
    quiet: QuietOption = False,
    ignore: IgnoreOption = "",
    show_personal: PersonalOption = False,
    waivers: WaiversOption = None,
    limit: LimitOption = None,
) -> None:
    """按新台账复查工作簿中的问题。  See what became of the problems of a filled workbook."""
    from compliance.checking.filled import read_filled
    from compliance.cli.terminal import complain
    from compliance.diagnostics import Refused
    from compliance.reports.manner import Manner

    language: Language = lang.value if lang else "zh"
    try:
        _check_place(workbook, output)
        filled = read_filled(workbook)
        language = lang.value if lang else filled.language
        request = request_of(
            log,
            ruleset=ruleset,
            rule=rule,
            mapping=mapping,
            as_of=as_of,
            start=start,
            end=end,
            agency=agency,
            roster=roster,
            ignore=ignore,
            show_personal=show_personal,
            waivers=waivers,
            limit=limit,
        )
        manner = Manner(language, split_by="agency" if filled.split else None, put_right_by=put_right_day(put_right_by))
        status = _run(request, filled, output, manner, quiet)
    except Refused as refused:
        complain(refused.diagnostics, language)
        raise typer.Exit(UNUSABLE) from None
    raise typer.Exit(status)


def _run(request: "Request", filled: "Filled", output: Path, manner: "Manner", quiet: bool) -> int:
    """Checks, compares, writes, and says what became of the problems."""
    from compliance.checking import checked, write_reports
    from compliance.checking.recheck import recheck as rechecked
    from compliance.cli.progress import Told
    from compliance.cli.terminal import complain, complain_of_unread, say_aside, write_text

    language = manner.language
    stdin = sys.stdin.buffer if "-" in request.logs else None
    with Told(language, quiet) as progress, checked(request, stdin, progress) as assessment:
        found = rechecked(filled, assessment)
        write_reports(assessment, [str(output)], replace(manner, follow_up=found.follow_up))
        progress.done()
        complain_of_unread(assessment.log.unread, language)
        if not quiet:
            complain(found.warnings, language)
            write_text(f"{found.follow_up.said().said(language)}\n")
            say_aside(f"{WRITTEN[language]}: {output}")
        if assessment.log.unread:
            return UNUSABLE
        return GAPS if found.follow_up.outstanding() else NO_GAPS


def _check_place(workbook: Path, output: Path) -> None:
    """Raises Refused where the new workbook would take the place of the filled one, or is none."""
    from compliance.diagnostics import Diagnostic, Place, Refused, Text

    if output.suffix.lower() != ".xlsx":
        title = Text("复查的结果是 .xlsx 工作簿", "a recheck gives an .xlsx workbook")
        hint = Text("写作 -o 新文件名.xlsx；其他格式用 check", "write -o NEW.xlsx; for other formats use check")
        raise Refused([Diagnostic("usage/recheck-output", title, Place(str(output)), hint)])
    if os.path.realpath(output) == os.path.realpath(workbook):
        title = Text("这样会覆盖填写过的工作簿", "this would overwrite the workbook that was filled in")
        hint = Text("用 -o 另起文件名", "give another name with -o")
        raise Refused([Diagnostic("usage/recheck-output", title, Place(str(output)), hint)])
