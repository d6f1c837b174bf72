"""Help that keeps within the terminal: a Chinese character takes two columns there, and the library counts it as one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperGroup

SECOND = "\0"
"""Stands before a character of two columns while lines are broken."""


def _spread(text: str) -> str:
    from compliance.diagnostics.render import width

    return "".join(SECOND * (width(character) - 1) + character for character in text)


class _Fitting(typer.Context.formatter_class):  # type: ignore[valid-type,misc] # the library's own
    def write_text(self, text: str) -> None:
        super().write_text(_spread(text))

    def write_dl(self, rows: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().write_dl([(_spread(first), _spread(second)) for first, second in rows], *args, **kwargs)

    def getvalue(self) -> str:
        return str(super().getvalue()).replace(SECOND, "")


class HelpPage(typer.Context):
    """What a command is called with, and how its help is set."""

    formatter_class = _Fitting

    def get_help(self) -> str:
        """The help in characters that standard output has: the library writes it as it is, and fails in Latin-1."""
        from compliance.cli.terminal import output_encoding
        from compliance.diagnostics.legible import legible

        return legible(super().get_help(), output_encoding())


class InFull:
    """A command whose summary stands in full in the list of commands: the library would cut what has both languages."""

    help: str | None

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first paragraph of the help, whatever the limit."""
        return " ".join((self.help or "").partition("\n\n")[0].split())


class Group(InFull, TyperGroup):
    """Commands under one name."""

    context_class = HelpPage
