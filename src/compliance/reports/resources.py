"""Where the report templates lie."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
INSTALLED = PACKAGE / "data" / "reports" / "templates"
"""In an installed wheel."""
CHECKOUT = PACKAGE.parents[1] / "reports" / "templates"
"""In a checkout, where an office finds and edits them."""


def templates() -> Path:
    """The folder of the templates, in an installed package and in a checkout alike."""
    return INSTALLED if INSTALLED.is_dir() else CHECKOUT
