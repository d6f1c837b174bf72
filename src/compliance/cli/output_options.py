"""What is written where, in which format: the options of `compliance check` that say so, and what they come to."""

import sys
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compliance.reports.formats import FORMATS, NO_TEXT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from compliance.diagnostics import Diagnostic
    from compliance.diagnostics.diagnostic import Language
    from compliance.reports.formats import Format
    from compliance.reports.manner import Manner


class SplitBy(StrEnum):
    """What reports have their parts by."""

    agency = "agency"


class LetterOf(StrEnum):
    """The letters that a `.docx` can be."""

    assignment = "assignment"
    bulletin = "bulletin"
    self_review = "self-review"


OutputOption = Annotated[
    list[str] | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE|DIR/",
        help="报告文件，扩展名定格式；或文件夹（与 --split-by 合用）。  A report; the ending picks the format. Or a folder.",
    ),
]
FormatOption = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="NAME",
        help=f"标准输出的格式：{' '.join(known.name for known in FORMATS)}。  What goes to standard output.",
    ),
]
SplitByOption = Annotated[
    SplitBy | None,
    typer.Option(
        "--split-by",
        help="按单位分开：文件夹里一家一份报告并附排名，工作簿里一家一张表。  "
        "By agency: a folder gets a report of each and a ranking, a workbook a sheet of each.",
    ),
]
AsOption = Annotated[
    str,
    typer.Option(
        "--as",
        metavar="NAMES",
        help="文件夹里各家报告的格式，默认 html。  Formats of the reports in a folder, html unless given: html,csv",
    ),
]
LetterOption = Annotated[
    LetterOf | None,
    typer.Option(
        "--letter",
        help=".docx 写哪种函件：交办函、通报、自查报告；默认一家为自查报告，多家为通报。  Which letter a .docx is.",
    ),
]
TemplatesOption = Annotated[
    Path | None,
    typer.Option(
        "--templates",
        metavar="DIR",
        exists=True,
        file_okay=False,
        help="自备模板的文件夹，同名文件代替内置的。  A folder whose files stand in for the built-in templates.",
    ),
]
WRITTEN = {"zh": "报告已写入", "en": "report written to"}
"""What is said of each file, before its name."""


@dataclass(frozen=True, slots=True)
class Output:
    """What to write where; `language` None: the ruleset's."""

    files: tuple[str, ...]
    format: str
    language: "Language | None"
    quiet: bool
    verbose: bool
    templates: Path | None
    split_by: SplitBy | None
    as_: str
    letter: LetterOf | None
    put_right_by: date | None

    def shown(self) -> "Format":
        """The format of standard output. Raises Refused for a name that no format has, and for one that is no text on a terminal."""
        from compliance.diagnostics import Refused

        kind = _format(self.format)
        if kind.name in NO_TEXT and sys.stdout.isatty():
            raise Refused([_no_text(kind)])
        return kind

    def in_folder(self) -> "Sequence[Format]":
        """The formats of the reports in a folder. Raises Refused for a name that no format has."""
        return [_format(name.strip()) for name in self.as_.split(",") if name.strip()]

    def manner(self, language: "Language" = "zh") -> "Manner":
        """How reports are written."""
        from compliance.reports.manner import Manner

        return Manner(
            language,
            self.templates,
            "agency" if self.split_by else None,
            self.letter.value if self.letter else None,
            self.put_right_by,
        )

    def check_asked(self) -> None:
        """Raises Refused for a letter, or a day for putting things right, that nothing written has."""
        from compliance.diagnostics import Diagnostic, Refused, Text

        if self.letter and not self._writes("docx"):
            title = Text("--letter 要有 .docx 可写", "--letter needs a .docx to write")
            hint = Text("加上 -o 函件.docx", "add -o letter.docx")
            raise Refused([Diagnostic("usage/letter", title, hint=hint)])
        if self.put_right_by and not self._writes("xlsx", "docx"):
            title = Text(
                "--put-right-by 只写在工作簿（.xlsx）和函件（.docx）里",
                "--put-right-by stands in a workbook (.xlsx) or a letter (.docx) alone",
            )
            hint = Text("加上 -o 问题清单.xlsx", "add -o problems.xlsx")
            raise Refused([Diagnostic("usage/put-right-by", title, hint=hint)])

    def _writes(self, *kinds: str) -> bool:
        """Whether a report of one of these formats is written, be it in a folder."""
        endings = tuple(f".{kind}" for kind in kinds)
        asked = {self.format, *(kind.name for kind in self.in_folder())}
        return not asked.isdisjoint(kinds) or any(name.lower().endswith(endings) for name in self.files)


def _format(name: str) -> "Format":
    from compliance.diagnostics import Diagnostic, Refused, Text, nearest
    from compliance.reports.formats import named

    found = named(name)
    if found:
        return found
    names = [known.name for known in FORMATS]
    near = nearest(name, names)
    title = Text(f"没有名为 “{name}” 的报告格式", f"there is no report format “{name}”")
    hint = (
        Text(f"是否想写 “{near}”？", f"did you mean “{near}”?")
        if near
        else Text(f"可用：{' '.join(names)}", f"known: {' '.join(names)}")
    )
    raise Refused([Diagnostic("usage/format", title, hint=hint)])


def _no_text(kind: "Format") -> "Diagnostic":
    from compliance.diagnostics import Diagnostic, Text

    title = Text(f"{kind.name} 不是文字，不写到终端", f"{kind.name} is no text and is not written to a terminal")
    hint = Text(f"写成文件：-o 报告{kind.endings[0]}", f"write it to a file: -o report{kind.endings[0]}")
    return Diagnostic("usage/format", title, hint=hint)
