"""Where the report templates lie."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
INSTALLED = PACKAGE / "data" / "reports" / "templates"
"""In an installed wheel."""
CHECKOUT = PACKAGE.parents[1] / "reports" / "templates"
"""In a checkout, where an office finds and edits them."""


def templates(own: Path | None = None) -> tuple[Path, ...]:
    """The folders of the templates, that of a user's own before the built-in one."""
    builtin = INSTALLED if INSTALLED.is_dir() else CHECKOUT
    return (own, builtin) if own else (builtin,)


def template(name: str, own: Path | None = None) -> Path:
    """One file of the templates, such as `html/report.css`: the user's own where there is one of that name."""
    found = [folder / name for folder in templates(own)]
    return next((file for file in found if file.is_file()), found[-1])
