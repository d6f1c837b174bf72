"""`compliance fmt`: rules in the canonical layout, and in the other language."""

from typing import TYPE_CHECKING, Annotated

import typer

from compliance.cli.limited import own_limits
from compliance.cli.options import Lang, LimitOption
from compliance.cli.status import UNUSABLE

if TYPE_CHECKING:
    from compliance.checking.formatting import FormattedFile
    from compliance.diagnostics.diagnostic import Language

DONE, WOULD_CHANGE = 0, 1
"""Exit statuses."""


def fmt(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILES|RULESETS", help="规则文件、文件夹或规则集。  Rules files, folders or rulesets."),
    ],
    lang: Annotated[
        Lang | None,
        typer.Option(
            "--lang", help="关键词的语言，默认规则集的语言。  Language of the keywords; the ruleset's unless given."
        ),
    ] = None,
    check: Annotated[
        bool,
        typer.Option(
            "--check",
            help="只列出会改动的文件，有则以 1 退出。  List the files that would change; exit status 1 if any.",
        ),
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="只显示改动，不写文件。  Show the changes and write nothing.")
    ] = False,
    limit: LimitOption = None,
) -> None:
    """整理规则的排版，或换一种语言书写。  Put rules in the canonical layout, or in the other language."""
    from compliance.checking.formatting import formatted_files
    from compliance.cli.terminal import complain
    from compliance.diagnostics import Refused

    language: Language = lang.value if lang else "zh"
    broken = changed = False
    try:
        with own_limits(limit, option=True):
            for file in formatted_files(files, lang.value if lang else None):
                broken |= bool(file.problems)
                changed |= file.changed
                complain(file.problems, language)
                if file.changed:
                    _change(file, language, check, diff)
    except Refused as refused:
        complain(refused.diagnostics, language)
        broken = True
    raise typer.Exit(UNUSABLE if broken else WOULD_CHANGE if check and changed else DONE)


def _change(file: "FormattedFile", language: "Language", check: bool, diff: bool) -> None:
    """Writes a file, or says what would be written."""
    from compliance.checking.formatting import write_back
    from compliance.cli.terminal import write_text
    from compliance.diagnostics import Text
    from compliance.reports.tidy import tidy, visible

    if not check and not diff:
        write_back(file)
    said = Text("会改动", "would change") if check or diff else Text("已整理", "formatted")
    if diff:
        # A wide blank is seen, and may be all that changes.
        write_text("\u3000".join(map(visible, file.diff().split("\u3000"))))
    else:
        write_text(f"{said.said(language)}: {tidy(str(file.path))}\n")
