"""The command line: one line for each command; what a command needs is imported when it runs."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress

import typer

from compliance.cli import check, diff, explain, fmt, lint, new, recheck, rules, test

app = typer.Typer(
    help="按规则检查政务公开台账。  Check a disclosure log against the duties of a plan.",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command("check")(check.check)
app.command("diff")(diff.diff)
app.command("explain")(explain.explain)
app.command("fmt")(fmt.fmt)
app.command("lint")(lint.lint)
app.command("recheck")(recheck.recheck)
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
    """Runs the command line and ends the process.

    What is left when a command is done (modules, tables in memory) goes with the process: taking it apart in order, and
    looking for cycles in it meanwhile, costs an office that checks 200 rows a tenth of its waiting.
    """
    gc.set_threshold(100_000, 20, 20)
    # pydantic would look for plugins in every package that is installed; there are none for us.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        app()
        status = 0
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except KeyboardInterrupt:
        status = 130
    with suppress(BrokenPipeError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status)
