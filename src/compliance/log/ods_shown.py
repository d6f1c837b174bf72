"""What cells of an OpenDocument spreadsheet show and the reader of values does not tell: errors, dates as a month or a year."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter
from zipfile import ZipFile

from compliance.log.cell_formats import ShownError, ShownNumber, month, year
from compliance.log.grid import Cell, Run, Shown
from compliance.log.xml_parts import walk

_PARTS = ("styles.xml", "content.xml")
_ERROR = re.compile(r"#\S*[!?]|#N/A|(?:Err|错误)[:：]\d+")
"""What shows for a formula that went wrong, in programs that do not say by the kind of a cell that it is an error."""
_NO_DIGIT = re.compile(r"\D")
_OF_A_FIGURE = re.compile(r"\d[.,]\d")
"""What parts the figures of an amount."""
_DEEPEST = 64
"""How many styles may stand behind one."""
_LONGEST = 200
"""Characters of what a cell shows that are kept."""


class _Rows(Mapping[int, Sequence[Run]]):
    """What the rows of a sheet show; rows that are written once and repeated are kept once."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._rows: list[tuple[int, Sequence[Run]]] = []

    def add(self, first: int, end: int, runs: Sequence[Run]) -> None:
        """The rows from `first` on, up to `end`, show this; rows come in their order."""
        self._starts.append(first)
        self._rows.append((end, runs))

    def __getitem__(self, row: int) -> Sequence[Run]:
        at = bisect_right(self._starts, row) - 1
        if at >= 0 and row < self._rows[at][0]:
            return self._rows[at][1]
        raise KeyError(row)

    def __iter__(self) -> Iterator[int]:
        for first, (end, _) in zip(self._starts, self._rows, strict=True):
            yield from range(first, end)

    def __len__(self) -> int:
        return sum(end - first for first, (end, _) in zip(self._starts, self._rows, strict=True))


def shown_in_ods(book: ZipFile) -> Mapping[str, Shown]:
    """By sheet: the cells whose text is not that of their value."""
    reader = _Reader()
    for part in _PARTS:
        if part not in book.namelist():
            continue
        with book.open(part) as stream:
            walk(stream, reader.start, reader.end, reader.text)
    return reader.sheets


class _Reader:
    """Walks styles and content; names are as programs write them, with what they put before the colon."""

    def __init__(self) -> None:
        self.sheets: dict[str, _Rows] = {}
        self._formats: dict[str, set[str]] = {}
        self._format = ""
        self._sections: dict[str, str] = {}
        self._styles: dict[str, tuple[str, str]] = {}
        self._sheet = _Rows()
        self._defaults: list[tuple[int, str]] = []
        self._row, self._repeated, self._row_style = 0, 1, ""
        self._column = 0
        self._runs: list[Run] = []
        self._cell: Mapping[str, str] | None = None
        self._said: list[str] = []
        self._over = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins. What lies over a cell, a comment or a shape, stands in it and is none of what it says."""
        name = tag.rpartition(":")[2]
        if self._over or name == "annotation" or tag.startswith("draw:"):
            self._over += 1
        elif tag.startswith("number:"):
            self._number(name, attributes)
        elif name == "map" and self._format:
            self._sections.setdefault(self._format, attributes.get("style:apply-style-name", ""))
        elif name == "style" and attributes.get("style:family") == "table-cell":
            self._styles[attributes.get("style:name", "")] = (
                attributes.get("style:data-style-name", ""),
                attributes.get("style:parent-style-name", ""),
            )
        elif name == "table" and "table:name" in attributes:
            self._sheet = self.sheets.setdefault(attributes["table:name"], _Rows())
            self._row, self._defaults = 0, []
        elif name == "table-column":
            end = (self._defaults[-1][0] if self._defaults else 0) + times(attributes, "columns")
            self._defaults.append((end, attributes.get("table:default-cell-style-name", "")))
        elif name == "table-row":
            self._repeated, self._row_style = (
                times(attributes, "rows"),
                attributes.get("table:default-cell-style-name", ""),
            )
            self._column, self._runs = 0, []
        elif name in ("table-cell", "covered-table-cell"):
            self._cell, self._said = attributes, []

    def end(self, tag: str) -> None:
        """An element ends: after a cell it is known what it shows."""
        name = tag.rpartition(":")[2]
        if self._over:
            self._over -= 1
        elif name in ("table-cell", "covered-table-cell") and self._cell is not None:
            self._after(self._cell)
            self._cell = None
        elif tag.startswith("number:") and name.endswith("-style"):
            self._format = ""
        elif name == "table-row":
            if self._runs:
                self._sheet.add(self._row, self._row + self._repeated, self._runs)
            self._row += self._repeated

    def text(self, data: str) -> None:
        """Text within a cell."""
        if self._cell is not None and not self._over and len(self._said) < _LONGEST:
            self._said.append(data)

    def _number(self, name: str, attributes: Mapping[str, str]) -> None:
        """A format begins, or one of its parts. One of several sections (yyyy"年"m"月";@) leads to the first by a map."""
        if name.endswith("-style"):
            self._format = attributes.get("style:name", "")
            self._formats[self._format] = set()
            self._sections.pop(self._format, None)
        elif self._format:
            self._formats[self._format].add(name)

    def _after(self, attributes: Mapping[str, str]) -> None:
        end = self._column + times(attributes, "columns")
        if shows := self._shows(attributes):
            self._runs.append(Run(self._column, end, shows, isinstance(shows, ShownNumber)))
        self._column = end

    def _shows(self, attributes: Mapping[str, str]) -> Callable[[Cell], str] | None:
        said = "".join(self._said)[:_LONGEST].strip()
        if attributes.get("calcext:value-type") == "error" or (
            "table:formula" in attributes and _ERROR.fullmatch(said)
        ):
            return ShownError(said or "#ERROR!")
        if attributes.get("office:value-type") == "float":
            return ShownNumber(said) if _shows_more(said, attributes.get("office:value", "")) else None
        return self._coarse(attributes) if attributes.get("office:value-type") == "date" else None

    def _coarse(self, attributes: Mapping[str, str]) -> Callable[[Cell], str] | None:
        style = attributes.get("table:style-name") or self._row_style or self._default()
        parts: set[str] = set()
        for _ in range(_DEEPEST):
            data, parent = self._styles.get(style, ("", ""))
            if data or not parent:
                parts = self._formats.get(self._sections.get(data, data), parts)
                break
            style = parent
        if "year" not in parts or parts & {"day", "hours", "minutes", "seconds"}:
            return None
        return month if "month" in parts else year

    def _default(self) -> str:
        at = bisect_right(self._defaults, self._column, key=itemgetter(0))
        return self._defaults[at][1] if at < len(self._defaults) else ""


def _shows_more(said: str, value: str) -> bool:
    """Whether a cell shows a whole number with noughts before it, or with a text before, behind or within it."""
    if said == value or not value.isdecimal() or _OF_A_FIGURE.search(said):
        return False
    digits = _NO_DIGIT.sub("", said)
    return digits.endswith(value) or digits.lstrip("0").startswith(value)


def times(attributes: Mapping[str, str], what: str) -> int:
    """As how many rows or columns (`what`) an element stands."""
    return max(1, int(attributes.get(f"table:number-{what}-repeated", 1)))
