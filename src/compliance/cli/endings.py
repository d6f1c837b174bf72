"""Which format a file is to have, by the ending of its name; and the options of what is written as text or JSON."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from compliance.cli.options import ListFormat

Kind = TypeVar("Kind")
LIST_ENDINGS = {".txt": ListFormat.text, ".json": ListFormat.json}
ListFilesOption = Annotated[
    list[Path] | None,
    typer.Option("-o", "--output", metavar="FILE", help="写入文件：.txt .json。  A file; the ending picks the format."),
]


def format_of(path: Path, endings: Mapping[str, Kind]) -> Kind:
    """The format of a file's ending. Raises Refused for one that none has."""
    from compliance.diagnostics import Diagnostic, Place, Refused, Text

    kind = endings.get(path.suffix.lower())
    if kind is None:
        title = Text(f"不认识文件的扩展名 “{path.suffix}”", f"no format has the ending “{path.suffix}”")
        hint = Text(f"可用：{' '.join(endings)}", f"known: {' '.join(endings)}")
        raise Refused([Diagnostic("report/unknown-ending", title, Place(str(path)), hint)])
    return kind
