"""`compliance test`: the examples of a ruleset."""

from typing import Annotated

import typer

from compliance.cli.limited import own_limits
from compliance.cli.options import LangGivenOption, LimitOption
from compliance.cli.status import UNUSABLE

AS_EXPECTED, FAILING = 0, 1
"""Exit statuses."""


def test(
    ruleset: Annotated[
        list[str],
        typer.Argument(metavar="RULESET", help="规则集：名称或文件夹。  Rulesets: built-in names or folders."),
    ],
    coverage: Annotated[
        bool,
        typer.Option(
            "--coverage",
            help="列出缺合规或不合规示例的规则。  Name the rules that lack an example of met or of not met.",
        ),
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="有规则缺示例即以 1 退出。  Rules that lack an example give exit status 1.")
    ] = False,
    lang: LangGivenOption = None,
    limit: LimitOption = None,
) -> None:
    """运行规则集里的示例。  Run the examples of rulesets."""
    from compliance.checking.examples import lacking, try_examples
    from compliance.cli.terminal import complain, write_text
    from compliance.diagnostics import Refused
    from compliance.reports.tried import as_text, gaps_as_text
    from compliance.rulesets.load import load_ruleset

    failing = False
    try:
        with own_limits(limit, option=True):
            rulesets = [load_ruleset(name) for name in ruleset]
        for loaded in rulesets:
            language = lang.value if lang else loaded.language
            tried = try_examples(loaded)
            gaps = lacking(loaded) if coverage or strict else []
            write_text(as_text(loaded.id, tried, language))
            if coverage or strict:
                write_text(gaps_as_text(gaps, language))
            failing |= any(not trial.passed for trial in tried) or (strict and bool(gaps))
    except Refused as refused:
        complain(refused.diagnostics, lang.value if lang else "zh")
        raise typer.Exit(UNUSABLE) from None
    raise typer.Exit(FAILING if failing else AS_EXPECTED)
