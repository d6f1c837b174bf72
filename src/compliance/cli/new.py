"""`compliance new ruleset NAME`: the folder of a new ruleset, ready to be filled."""

from pathlib import Path
from typing import Annotated

import typer

from compliance.cli.help_page import Group
from compliance.cli.misuse import OneEach
from compliance.cli.options import Lang, LangOption
from compliance.cli.status import UNUSABLE

app = typer.Typer(cls=Group, help="新建。  Make something new.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def new() -> None:
    """新建规则集。  Make something new."""


@app.command("ruleset", cls=OneEach)
def ruleset(
    folder: Annotated[
        Path,
        typer.Argument(metavar="NAME", help="文件夹，其名即规则集的名称。  The folder; its name is the ruleset's."),
    ],
    title: Annotated[str | None, typer.Option("--title", help="标题。  The title.")] = None,
    year: Annotated[
        int | None,
        typer.Option(
            "--year",
            min=1900,
            max=2200,
            help="施行的年份，默认取名称里的。  The year it is in force; that in the name unless given.",
        ),
    ] = None,
    lang: LangOption = Lang.zh,
) -> None:
    """新建规则集的文件夹。  Make the folder of a new ruleset."""
    from compliance.cli.terminal import complain, write_text
    from compliance.diagnostics import Refused
    from compliance.rulesets.scaffold import new_ruleset

    try:
        paths = new_ruleset(folder, title, year)
    except Refused as refused:
        complain(refused.diagnostics, lang.value)
        raise typer.Exit(UNUSABLE) from None
    write_text("".join(f"{path}\n" for path in paths))
