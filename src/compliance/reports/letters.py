"""Letters as Word files from templates that an office edits in Word: 交办函, 通报, 自查报告."""

from __future__ import annotations

import io
import re
import zipfile
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from compliance.diagnostics import Diagnostic, Place, Refused, Text
from compliance.diagnostics.limits import check
from compliance.findings import Assessment
from compliance.reports.bounded import TooMuch, bounded
from compliance.reports.letters_view import LettersView, letters_view
from compliance.reports.manner import LetterKind, Manner
from compliance.reports.resources import template
from compliance.reports.sandbox import sandbox

if TYPE_CHECKING:
    from docxtpl import DocxTemplate

MOST_LETTERS = 300
"""In one file."""
SECONDS = 60.0
"""What as many letters of a user's own template may take, of the processor."""
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time that every part of the file bears: the earliest that a zip can say."""
TITLES = {
    "assignment": Text("政务公开问题交办函", "Gaps in disclosure to be put right"),
    "bulletin": Text("政务公开检查情况通报", "Bulletin on disclosure"),
    "self-review": Text("政务公开自查报告", "Self-review of disclosure"),
}


def write(assessment: Assessment, manner: Manner, out: BinaryIO) -> None:
    """Writes the letter asked for; unasked a self-review where one agency was audited, else a bulletin.

    Raises:
        Refused: the template cannot be used, or a file would hold more letters than anybody opens.
    """
    kind: LetterKind = manner.letter or ("self-review" if len(assessment.agencies) == 1 else "bulletin")
    view = letters_view(assessment, manner)
    if kind == "assignment" and len(view.letters) > MOST_LETTERS:
        raise Refused([_too_many(len(view.letters))])
    name = f"letters/{kind}.docx" if manner.language == "zh" else f"letters/{kind}.en.docx"
    made = assessment.stamp.replace(tzinfo=None)
    within = bounded(SECONDS) if manner.templates else nullcontext()
    out.write(_rendered(template(name, manner.templates), view, made, TITLES[kind].said(manner.language), within))


def _rendered(path: Path, view: LettersView, made: datetime, title: str, within: AbstractContextManager[None]) -> bytes:
    """The letters as a file, made within what the template may take."""
    from docxtpl import DocxTemplate
    from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError

    environment = sandbox(autoescape=True, undefined=StrictUndefined)
    names = {name: getattr(view, name) for name in view.__slots__}
    try:
        with within:
            data = path.read_bytes()
            _look_over(data, path)
            letter = DocxTemplate(io.BytesIO(data))
            letter.render(names, environment, autoescape=True)
            return _saved(letter, made, title)
    except Refused:
        raise
    except UndefinedError as error:
        raise Refused([_unknown(path, _placeholder(error.message or ""), sorted(names))]) from None
    except TemplateSyntaxError as error:
        raise Refused([_broken(path, _same(error.message or ""))]) from None
    except TooMuch as error:
        raise Refused([_broken(path, error.text)]) from None
    # A template is a program of its user's: whatever it does wrong is to be told as its fault, not ours.
    except Exception as error:
        raise Refused([_broken(path, _same(str(error) or type(error).__name__))]) from None


def _look_over(data: bytes, path: Path) -> None:
    """Raises Refused for a template that unpacks to more than people write, or has two parts of one name.

    A part that says less of itself than it holds is not read to its end.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        for part in parts.infolist():
            check("text" if part.filename.endswith((".xml", ".rels")) else "workbook", part.file_size, Place(str(path)))
        names = [name.casefold() for name in parts.namelist()]
    if len(set(names)) < len(names):
        raise Refused([_broken(path, Text("有两个部分同名", "it has two parts of one name"))])


def _saved(letter: DocxTemplate, made: datetime, title: str) -> bytes:
    """The file, with nothing in it that tells when or where it was made but `made`."""
    properties = letter.docx.core_properties
    properties.title, properties.author, properties.last_modified_by = title, "", ""
    properties.created = properties.modified = made
    properties.revision = 1
    plain, fixed = io.BytesIO(), io.BytesIO()
    letter.save(plain)
    with zipfile.ZipFile(plain) as parts, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as whole:
        for part in parts.infolist():
            info = zipfile.ZipInfo(part.filename, EPOCH)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 3
            whole.writestr(info, parts.read(part))
    return fixed.getvalue()


def _placeholder(message: str) -> str:
    """The name in `'x' is undefined` and in `'Letter object' has no attribute 'x'`."""
    named: list[str] = re.findall(r"'([^']*)'", message)
    return named[-1] if named else message


def _unknown(path: Path, name: str, known: list[str]) -> Diagnostic:
    title = Text(f"模板里的占位符 “{name}” 不存在", f"the template's placeholder “{name}” is unknown")
    hint = Text(
        f"可用：{'、'.join(known)}；其下各项见 docs/workbook.md", f"known: {', '.join(known)}; see docs/workbook.md"
    )
    return Diagnostic("report/placeholder", title, Place(str(path)), hint)


def _same(said: str) -> Text:
    """What the library says, which has one language."""
    return Text(said, said)


def _broken(path: Path, why: Text) -> Diagnostic:
    title = Text(f"模板不能用：{why.zh}", f"the template cannot be used: {why.en}")
    hint = Text(
        "模板应为 .docx；占位符写作 {{ 名称 }}，循环与选择须成对（{%p for … %} 与 {%p endfor %}）",
        "a template is a .docx; write {{ name }}, and close what you open ({%p for … %} with {%p endfor %})",
    )
    return Diagnostic("report/template", title, Place(str(path)), hint)


def _too_many(n: int) -> Diagnostic:
    title = Text(f"{n}个单位的交办函太多，一个文件放不下", f"letters to {n} agencies are too many for one file")
    hint = Text(
        "用 --agency 选出单位，或用 --split-by agency 一家一份",
        "name agencies with --agency, or write a file for each with --split-by agency",
    )
    return Diagnostic("report/letters", title, hint=hint)
