"""`compliance rules list` and `rules show`: what a ruleset says."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

app = typer.Typer(
    help="列出规则集和规则。  List rulesets and their rules.", no_args_is_help=True, rich_markup_mode=None
)


class ListFormat(StrEnum):
    """How a list is written."""

    text = "text"
    json = "json"


class Lang(StrEnum):
    """Languages."""

    zh = "zh"
    en = "en"


@app.command("list")
def list_(
    ruleset: Annotated[
        list[str] | None,
        typer.Argument(help="规则集；不写则列出内置的。  Rulesets; the built-in ones where none is named."),
    ] = None,
    format_: Annotated[ListFormat, typer.Option("--format", help="格式。  The format.")] = ListFormat.text,
    lang: Annotated[Lang, typer.Option("--lang", help="语言。  The language.")] = Lang.zh,
) -> None:
    """列出规则。  List the rules of rulesets, a line each."""
    _write(ruleset or [], "list", format_.value, lang)


@app.command("show")
def show(
    ruleset: Annotated[str, typer.Argument(help="规则集。  A ruleset, built in or a folder.")],
    format_: Annotated[ListFormat, typer.Option("--format", help="格式。  The format.")] = ListFormat.text,
    lang: Annotated[Lang, typer.Option("--lang", help="语言。  The language.")] = Lang.zh,
) -> None:
    """写出规则集的全文。  Show a ruleset: what it is and each rule in full."""
    _write([ruleset], "show", format_.value, lang)


def _write(names: list[str], how: str, format_: str, lang: Lang) -> None:
    from compliance.cli.terminal import complain, write_text
    from compliance.diagnostics import Refused
    from compliance.reports.checklist import as_json, as_list, as_text
    from compliance.rulesets.builtin import builtin_names
    from compliance.rulesets.load import load_ruleset

    try:
        rulesets = [load_ruleset(name) for name in names or builtin_names()]
    except Refused as refused:
        complain(refused.diagnostics, lang.value)
        raise typer.Exit(2) from None
    if format_ == "json":
        write_text(as_json(rulesets))
    elif how == "show":
        write_text(as_text(rulesets[0], lang.value))
    else:
        write_text(as_list(rulesets, lang.value))
