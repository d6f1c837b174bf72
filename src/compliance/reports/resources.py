"""Where the report templates lie."""

from __future__ import annotations

from pathlib import Path

from compliance.diagnostics import Diagnostic, Place, Refused, Text
from compliance.diagnostics.inside import is_inside

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
    file = next((file for file in found if file.is_file()), found[-1])
    return within(file, own) if own and file == found[0] else file


def within(file: Path, own: Path) -> Path:
    """A file of a user's own templates. Raises Refused for a link that leads out of their folder.

    What it leads to would stand in the report, and go wherever that is sent.
    """
    if is_inside(file, own):
        return file
    title = Text("是指到模板文件夹之外的链接", "is a link that leads out of the folder of the templates")
    hint = Text("把文件本身复制进来", "copy the file itself")
    raise Refused([Diagnostic("report/template-outside", title, Place(str(file)), hint)])
