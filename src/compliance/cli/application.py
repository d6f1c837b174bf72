"""The commands as one application: one line for each; what a command needs is imported when it runs."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

import typer

from compliance.cli.help_page import Group
from compliance.cli.misuse import OneEach

COMMANDS = (
    *("check", "diff", "explain", "fmt", "inspect", "lint", "plan", "recheck", "template", "test", "verify"),
    *("rules", "new"),
)
"""All commands, each a module of this package, in the order in which help lists them."""


def application(commands: Sequence[str] = COMMANDS) -> typer.Typer:
    """The command line, or what of it `commands` need: to know the options of a command takes as long as to read a small log."""
    app = typer.Typer(
        cls=Group,
        help="按规则检查政务公开台账。  Check a disclosure log against the duties of a plan.",
        add_completion=False,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    app.callback(invoke_without_command=True)(root)
    for name in commands:
        module = import_module(f"compliance.cli.{name}")
        if hasattr(module, "app"):
            app.add_typer(module.app, name=name)
        else:
            app.command(name, cls=OneEach)(getattr(module, name))
    return app


def root(version: bool = typer.Option(False, "--version", help="显示版本。  Show the version.")) -> None:
    """按规则检查政务公开台账。  Check a disclosure log against the duties of a plan."""
    if version:
        from compliance import __version__

        typer.echo(f"compliance {__version__}")
        raise typer.Exit
