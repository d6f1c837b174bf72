"""`compliance lint`: what a ruleset means and its author may not have meant."""

from typing import Annotated

import typer

from compliance.cli.limited import own_limits
from compliance.cli.options import Lang, LangOption, LimitOption, ListFormat, ListFormatOption
from compliance.cli.status import UNUSABLE

CLEAN, FOUND = 0, 1
"""Exit statuses."""


def lint(
    ruleset: Annotated[
        list[str],
        typer.Argument(metavar="RULESET", help="规则集：名称或文件夹。  Rulesets: built-in names or folders."),
    ],
    format_: ListFormatOption = ListFormat.text,
    lang: LangOption = Lang.zh,
    limit: LimitOption = None,
) -> None:
    """检查规则写得有没有毛病。  Look for what rules cannot have been meant to say."""
    from compliance.cli.terminal import complain, write_text
    from compliance.diagnostics import Refused
    from compliance.reports.problems import as_json, as_text
    from compliance.rulesets.lint import lint_ruleset

    try:
        with own_limits(limit, option=True):
            found = [problem for name in ruleset for problem in lint_ruleset(name)]
    except Refused as refused:
        complain(refused.diagnostics, lang.value)
        raise typer.Exit(UNUSABLE) from None
    write_text((as_json if format_ is ListFormat.json else as_text)(found, lang.value))
    raise typer.Exit(FOUND if found else CLEAN)
