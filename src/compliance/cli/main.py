"""The command line: one line for each command; what a command needs is imported when it runs."""

from __future__ import annotations

import sys

import typer

from compliance.cli import check, explain, fmt, lint, new, rules, test

app = typer.Typer(
    help="按规则检查政务公开台账。  Check a disclosure log against the duties of a plan.",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command("check")(check.check)
app.command("explain")(explain.explain)
app.command("fmt")(fmt.fmt)
app.command("lint")(lint.lint)
app.command("test")(test.test)
app.add_typer(rules.app, name="rules")
app.add_typer(new.app, name="new")


@app.callback(invoke_without_command=True)
def root(version: bool = typer.Option(False, "--version", help="显示版本。  Show the version.")) -> None:
    """按规则检查政务公开台账。  Check a disclosure log against the duties of a plan."""
    if version:
        from compliance import __version__

        typer.echo(f"compliance {__version__}")
        raise typer.Exit


def main() -> None:
    """Runs the command line."""
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(130)
