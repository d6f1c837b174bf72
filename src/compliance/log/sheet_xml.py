"""What cells of a workbook show and the reader of values does not tell: errors such as #REF!, dates shown as a month, formulas.

A person who types 2018年8月 gets the first of August, shown as the month; read as that day it would be a guess. A program that
writes a formula without its result leaves a cell that the reader takes for empty, and a date that is there would be missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile, is_zipfile

from compliance.log.cell_formats import Numbered, coarse
from compliance.log.grid import Cell, Run, Shown
from compliance.log.xml_parts import walk

_ODD = re.compile(
    rb"""\st\s*=\s*["']e["']|"""
    rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f\b[^<>]*/>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
"""A cell with an error, or with a formula and no result."""
_OVERLAP = 256
_MARKS = (b'"e"', b"'e'", b"f>", b"f/>", b"f ")
"""One of these is in whatever `_ODD` finds: looking for them costs less."""
_FORMULA_SHOWN = 100
"""Characters of a formula that stand for its result."""
_REFERENCE = re.compile(r"([A-Z]+)(\d+)")


@dataclass(frozen=True, slots=True)
class Written:
    """The text of a cell whatever its value: an error, or the formula that has no result."""

    text: str
    formula: bool = False

    def __call__(self, _: Cell) -> str:
        """The text."""
        return self.text


class _Element(NamedTuple):
    """An element by its name, what it stands in, and its attributes; names without what programs put before them."""

    name: str
    within: str
    attributes: Mapping[str, str]


def shown_instead(path: Path, sheets: Sequence[str]) -> Mapping[str, Shown]:
    """By sheet, of which all are named: the cells whose text is not that of their value."""
    if not is_zipfile(path):
        from compliance.log.old_shown import shown_in_old

        return dict(zip(sheets, shown_in_old(path.read_bytes()), strict=True))
    try:
        with ZipFile(path) as book:
            if "content.xml" in book.namelist():
                from compliance.log.ods_shown import shown_in_ods

                return shown_in_ods(book)
            styles = _coarse_styles(book)
            return {sheet: _cells(book, part, styles) for sheet, part in sheet_parts(book).items()}
    except (BadZipFile, KeyError, ValueError, OSError, NotImplementedError):
        return {}


def sheet_parts(book: ZipFile) -> Mapping[str, str]:
    """By sheet: the part that it is written in. A sheet that has none is left out."""
    relations = [e.attributes for e in _elements(book, "xl/_rels/workbook.xml.rels") if e.name == "Relationship"]
    targets = {relation.get("Id", ""): relation.get("Target", "") for relation in relations}
    sheets = [e.attributes for e in _elements(book, "xl/workbook.xml") if e.name == "sheet"]
    parts = {sheet.get("name", ""): _named(book, targets.get(sheet.get("id", ""), "")) for sheet in sheets}
    return {sheet: part for sheet, part in parts.items() if part}


def _named(book: ZipFile, target: str) -> str | None:
    """The part that is meant, as the reader of values finds it: in `xl` or from the top, capitals or not."""
    path = target.casefold()
    from_top = path.lstrip("/") if path.startswith(("/", "xl/")) else f"xl/{path}"
    return next((name for name in book.namelist() if name.casefold() == from_top), None)


def _elements(book: ZipFile, part: str) -> list[_Element]:
    """The elements of a part in their order, whatever their namespaces are: Strict Open XML has others."""
    from xml.parsers.expat import ParserCreate

    name = _named(book, f"/{part}")
    if name is None:
        return []
    found: list[_Element] = []
    within = [""]

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        plain = tag.rpartition(":")[2]
        found.append(_Element(plain, within[-1], {key.rpartition(":")[2]: said for key, said in attributes.items()}))
        within.append(plain)

    parser = ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, lambda _: within.pop()
    parser.Parse(book.read(name), True)
    return found


def _coarse_styles(book: ZipFile) -> Mapping[str, Callable[[Cell], str]]:
    """The styles, by number, that show year or month but no day, with what they show."""
    styles = _elements(book, "xl/styles.xml")
    codes = {e.attributes.get("numFmtId", ""): e.attributes.get("formatCode", "") for e in styles if e.name == "numFmt"}
    formats = [e.attributes.get("numFmtId", "0") for e in styles if (e.within, e.name) == ("cellXfs", "xf")]
    shown = {str(index): coarse(number, codes) for index, number in enumerate(formats)}
    return {index: shows for index, shows in shown.items() if shows}


def _cells(book: ZipFile, part: str, styles: Mapping[str, Callable[[Cell], str]]) -> Shown:
    """Cells are looked at one by one only where the sheet may have such."""
    if not styles and not _has_odd(book, part):
        return {}
    reader = _CellReader(styles)
    with book.open(part) as stream:
        walk(stream, reader.start, reader.end, reader.text)
    return reader.found


def _has_odd(book: ZipFile, part: str) -> bool:
    tail = b""
    with book.open(part) as stream:
        while chunk := stream.read(1 << 20):
            seen = tail + chunk
            if any(mark in seen for mark in _MARKS) and _ODD.search(seen):
                return True
            tail = chunk[-_OVERLAP:]
    return False


class _CellReader:
    """Walks a sheet's XML and keeps the cells in question."""

    def __init__(self, styles: Mapping[str, Callable[[Cell], str]]) -> None:
        self.found: dict[int, list[Run]] = {}
        self._styles = styles
        self._row, self._column = -1, -1
        self._kind, self._style = "n", ""
        self._said: dict[str, list[str]] = {}
        self._into: list[str] | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins: a row or a cell moves the place; a formula or a value comes."""
        name = tag.rpartition(":")[2]
        if name == "row":
            self._row, self._column = int(attributes.get("r", self._row + 2)) - 1, -1
        elif name == "c":
            self._place(attributes.get("r"))
            self._kind, self._style, self._said = attributes.get("t", "n"), attributes.get("s", ""), {}
        elif name in ("f", "v"):
            self._into = self._said[name] = []

    def end(self, tag: str) -> None:
        """An element ends: after a cell it is known what it shows."""
        name = tag.rpartition(":")[2]
        if name in ("f", "v"):
            self._into = None
        elif name == "c" and (shown := self._shown()) is not None:
            self.found.setdefault(self._row, []).append(
                Run(self._column, self._column + 1, shown, isinstance(shown, Numbered))
            )

    def text(self, data: str) -> None:
        """Text within a formula or a value."""
        if self._into is not None:
            self._into.append(data)

    def _shown(self) -> Callable[[Cell], str] | None:
        value = "".join(self._said.get("v", ())).strip()
        if self._kind == "e":
            return Written(value or "#ERROR!")
        if "f" in self._said and self._kind != "str" and not value:
            return Written(f"={''.join(self._said['f'])[:_FORMULA_SHOWN]}", formula=True)
        return self._styles.get(self._style) if self._kind in ("n", "d") else None

    def _place(self, reference: str | None) -> None:
        found = _REFERENCE.fullmatch(reference or "")
        if found is None:
            self._column += 1
            return
        self._column = -1
        for letter in found[1]:
            self._column = (self._column + 1) * 26 + ord(letter) - ord("A")
