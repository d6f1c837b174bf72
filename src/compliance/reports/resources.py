"""Where the report templates lie."""

from __future__ import annotations

import os
from pathlib import Path

from compliance.diagnostics import Diagnostic, Place, Refused, Text
from compliance.diagnostics.inside import is_inside
from compliance.diagnostics.installed import installed
from compliance.diagnostics.limits import check
from compliance.diagnostics.plain_file import plain_file
from compliance.diagnostics.trouble import why


def templates(own: Path | None = None) -> tuple[Path, ...]:
    """The folders of the templates, that of a user's own before the built-in one."""
    builtin = installed("reports/templates")
    return (own, builtin) if own else (builtin,)


def no_folder(own: Path) -> Diagnostic | None:
    """What is wrong with the folder of a user's own templates."""
    if own.is_dir():
        return None
    title = Text("模板所在的地方不是文件夹", "the templates do not lie in a folder")
    hint = Text("写文件夹的名称，里面有 html 或 letters", "name a folder with html or letters in it")
    return Diagnostic("report/templates", title, Place(str(own)), hint)


def template(name: str, own: Path | None = None) -> Path:
    """One file of the templates, such as `html/report.css`: the user's own where there is one of that name.

    Raises:
        Refused: what has that name is no file, leads out of the folder, or is larger than what people write.
    """
    builtin = templates()[-1] / name
    return _fit(own / name, own) if own and os.path.lexists(own / name) else builtin


def _fit(file: Path, own: Path) -> Path:
    try:
        size = plain_file(file).st_size
    except OSError as error:
        said = why(error)
        title = Text(f"模板读不出来：{said.zh}", f"the template cannot be read: {said.en}")
        hint = Text(
            "换成文件，或移走它，改用内置模板", "put a file in its place, or take it away to use the built-in one"
        )
        raise Refused([Diagnostic("report/template", title, Place(str(file)), hint)]) from None
    if file.suffix != ".docx":
        check("text", size, Place(str(file)))
    return within(file, own)


def within(file: Path, own: Path) -> Path:
    """A file of a user's own templates. Raises Refused for a link that leads out of their folder.

    What it leads to would stand in the report, and go wherever that is sent.
    """
    if is_inside(file, own):
        return file
    title = Text("是指到模板文件夹之外的链接", "is a link that leads out of the folder of the templates")
    hint = Text("把文件本身复制进来", "copy the file itself")
    raise Refused([Diagnostic("report/template-outside", title, Place(str(file)), hint)])
