"""`compliance template RULESET -o ledger.xlsx`: a blank ledger with what the ruleset asks for."""

from pathlib import Path
from typing import Annotated

import typer

from compliance.cli.limited import own_limits
from compliance.cli.options import Lang, RulesetLangOption
from compliance.cli.status import UNUSABLE


def template(
    ruleset: Annotated[
        str, typer.Argument(metavar="RULESET", help="规则集：名称或文件夹。  A ruleset, built in or a folder.")
    ],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE", help="空白台账（.xlsx）。  The blank ledger.")
    ],
    lang: RulesetLangOption = None,
) -> None:
    """生成空白台账。  Make a blank ledger with the columns and lists that a ruleset asks for."""
    from compliance.checking.blank import write_blank_ledger
    from compliance.cli.terminal import complain, say_aside
    from compliance.diagnostics import Refused, Text

    try:
        with own_limits():
            language = write_blank_ledger(ruleset, output, lang.value if lang else None)
    except Refused as refused:
        complain(refused.diagnostics, (lang or Lang.zh).value)
        raise typer.Exit(UNUSABLE) from None
    say_aside(Text(f"空白台账已写入: {output}", f"blank ledger written to: {output}").said(language))
