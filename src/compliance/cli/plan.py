"""`compliance plan RULESET --year Y -o plan.xlsx`: what will be due, and when."""

from pathlib import Path
from typing import Annotated

import typer

from compliance.cli.limited import own_limits
from compliance.cli.options import Lang, RulesetLangOption, generated
from compliance.cli.status import UNUSABLE


def plan(
    ruleset: Annotated[
        str, typer.Argument(metavar="RULESET", help="规则集：名称或文件夹。  A ruleset, built in or a folder.")
    ],
    year: Annotated[int, typer.Option("--year", min=1900, max=9998, help="哪一年。  The year.")],
    output: Annotated[
        Path,
        typer.Option("-o", "--output", metavar="FILE", help="计划（.xlsx 或日历 .ics）。  A list, or a calendar file."),
    ],
    lang: RulesetLangOption = None,
) -> None:
    """列出一年里按日历到期的事项。  List what falls due in a year by the calendar."""
    from compliance.checking.plan import write_plan
    from compliance.cli.terminal import complain, say_aside
    from compliance.diagnostics import Refused, Text
    from compliance.findings.phrases import count

    try:
        with own_limits():
            n, language = write_plan(ruleset, year, output, lang.value if lang else None, generated())
    except Refused as refused:
        complain(refused.diagnostics, (lang or Lang.zh).value)
        raise typer.Exit(UNUSABLE) from None
    duties = count(n, "duty", "duties")
    say_aside(Text(f"计划已写入: {output}（{n}项）", f"plan written to: {output} ({duties})").said(language))
