"""`compliance rules list` and `rules show`: what a ruleset says."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from compliance.cli.help_page import Group
from compliance.cli.limited import own_limits
from compliance.cli.misuse import OneEach
from compliance.cli.options import Lang, LangOption, ListFormat, ListFormatOption, RulesetLangOption
from compliance.cli.status import UNUSABLE

if TYPE_CHECKING:
    from compliance.diagnostics import Diagnostic

app = typer.Typer(
    cls=Group,
    help="列出规则集和规则。  List rulesets and their rules.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


class ShowFormat(StrEnum):
    """How a ruleset is shown."""

    text = "text"
    json = "json"
    md = "md"
    html = "html"


class Grouping(StrEnum):
    """What a checklist is grouped by."""

    clause = "clause"
    unit = "unit"
    matter = "matter"


@app.command("list", cls=OneEach)
def list_(
    ruleset: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="RULESET", help="规则集；不写则列出内置的。  Rulesets; the built-in ones where none is named."
        ),
    ] = None,
    format_: ListFormatOption = ListFormat.text,
    lang: LangOption = Lang.zh,
) -> None:
    """列出规则。  List the rules of rulesets, a line each."""
    from compliance.cli.terminal import complain, write_text
    from compliance.diagnostics import Refused
    from compliance.reports.checklist import as_json, as_list
    from compliance.rulesets.builtin import builtin_names
    from compliance.rulesets.load import load_ruleset

    try:
        with own_limits():
            rulesets = [load_ruleset(name) for name in ruleset or builtin_names()]
    except Refused as refused:
        complain(refused.diagnostics, lang.value)
        raise typer.Exit(UNUSABLE) from None
    write_text(as_json(rulesets) if format_ is ListFormat.json else as_list(rulesets, lang.value))


@app.command("show", cls=OneEach)
def show(
    ruleset: Annotated[str, typer.Argument(metavar="RULESET", help="规则集。  A ruleset, built in or a folder.")],
    format_: Annotated[ShowFormat, typer.Option("--format", help="格式。  The format.")] = ShowFormat.text,
    by: Annotated[
        Grouping | None,
        typer.Option(
            "--by", help="清单（md、html）按什么分组，默认条款。  What a checklist is grouped by, clauses unless given."
        ),
    ] = None,
    lang: RulesetLangOption = None,
) -> None:
    """写出规则集的全文或清单。  Show a ruleset in full, or as a checklist to work by."""
    from compliance.cli.terminal import complain, write_text
    from compliance.diagnostics import Refused
    from compliance.reports.checklist import as_json, as_text
    from compliance.reports.guide import as_html, as_markdown, guide
    from compliance.rulesets.load import load_ruleset

    try:
        if by and format_ in (ShowFormat.text, ShowFormat.json):
            raise Refused([_ungrouped()])
        with own_limits():
            loaded = load_ruleset(ruleset, lang.value if lang else None)
    except Refused as refused:
        complain(refused.diagnostics, (lang or Lang.zh).value)
        raise typer.Exit(UNUSABLE) from None
    language = lang.value if lang else loaded.language
    if format_ is ShowFormat.json:
        write_text(as_json([loaded]))
    elif format_ is ShowFormat.text:
        write_text(as_text(loaded, language))
    else:
        shown = guide(loaded, (by or Grouping.clause).value, language)
        write_text(as_html(shown) if format_ is ShowFormat.html else as_markdown(shown))


def _ungrouped() -> "Diagnostic":
    from compliance.diagnostics import Diagnostic, Text

    title = Text("--by 只用于清单（md、html）", "--by goes with a checklist (md, html) alone")
    return Diagnostic("usage/by", title, hint=Text("加上 --format md 或 html", "add --format md or html"))


@app.command("coverage", cls=OneEach)
def coverage(
    ruleset: Annotated[str, typer.Argument(metavar="RULESET", help="规则集。  A ruleset, built in or a folder.")],
    lang: LangOption = Lang.zh,
) -> None:
    """逐条对照文件与规则。  Each clause of the document with its rules, questions, or why it holds no duty."""
    from compliance.cli.terminal import complain, write_text
    from compliance.diagnostics import Refused
    from compliance.reports.coverage import as_markdown
    from compliance.rulesets.coverage import coverage as coverage_of
    from compliance.rulesets.load import load_ruleset

    try:
        with own_limits():
            loaded = load_ruleset(ruleset)
            found = coverage_of(loaded)
    except Refused as refused:
        complain(refused.diagnostics, lang.value)
        raise typer.Exit(UNUSABLE) from None
    write_text(as_markdown(loaded, found, lang.value))
    complain(found.problems, lang.value)
    raise typer.Exit(1 if found.problems else 0)
