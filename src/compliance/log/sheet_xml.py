"""What cells of a workbook show and the reader of values does not tell: errors such as #REF!, dates shown as a month, formulas.

A person who types 2018年8月 gets the first of August, shown as the month; read as that day it would be a guess. A program that
writes a formula without its result leaves a cell that the reader takes for empty, and a date that is there would be missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from compliance.log.grid import Cell, Shown, text_of

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ODD = re.compile(
    rb"""\st\s*=\s*["']e["']|"""
    rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f\b[^<>]*/>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
"""A cell with an error, or with a formula and no result."""
KNOWN_ERRORS = frozenset(("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"))
"""The errors that the reader of values knows; it reads nothing of a sheet that has another."""
_OVERLAP = 256
_MARKS = (b'"e"', b"'e'", b"f>", b"f/>", b"f ")
"""One of these is in whatever `_ODD` finds: looking for them costs less."""
_FORMULA_SHOWN = 100
"""Characters of a formula that stand for its result."""
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_REFERENCE = re.compile(r"([A-Z]+)(\d+)")


@dataclass(frozen=True, slots=True)
class Written:
    """The text of a cell whatever its value: an error, or the formula that has no result."""

    text: str
    formula: bool = False

    def __call__(self, _: Cell) -> str:
        """The text."""
        return self.text


def shown_instead(path: Path) -> Mapping[str, Shown]:
    """By sheet: cells (row, column from 0) whose text is not that of their value. Nothing for formats but xlsx."""
    try:
        with ZipFile(path) as book:
            months = _month_styles(book)
            names = set(book.namelist())
            return {name: _cells(book, part, months) for name, part in _parts(book).items() if part in names}
    except (BadZipFile, KeyError, SyntaxError, ValueError, OSError, NotImplementedError):
        return {}


def _parts(book: ZipFile) -> dict[str, str]:
    from xml.etree import ElementTree

    relations = ElementTree.fromstring(book.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id", ""): relation.get("Target", "") for relation in relations}
    sheets = ElementTree.fromstring(book.read("xl/workbook.xml")).iter(f"{_MAIN}sheet")
    named = {sheet.get("name", ""): targets.get(sheet.get(_RELATION, ""), "") for sheet in sheets}
    return {name: target.lstrip("/") if target.startswith("/") else f"xl/{target}" for name, target in named.items()}


def _month_styles(book: ZipFile) -> frozenset[str]:
    """The styles (by number) that show year and month but no day."""
    from xml.etree import ElementTree

    if "xl/styles.xml" not in book.namelist():
        return frozenset()
    styles = ElementTree.fromstring(book.read("xl/styles.xml"))
    codes = {f.get("numFmtId", ""): f.get("formatCode", "") for f in styles.iter(f"{_MAIN}numFmt")}
    formats = [xf.get("numFmtId", "0") for group in styles.iter(f"{_MAIN}cellXfs") for xf in group]
    return frozenset(str(index) for index, number in enumerate(formats) if _shows_month(number, codes))


def _shows_month(number: str, codes: Mapping[str, str]) -> bool:
    if number not in codes:
        return number == "17"
    bare = _QUOTED.sub("", codes[number].split(";")[0]).casefold()
    return "y" in bare and "m" in bare and "d" not in bare and "h" not in bare


def _cells(book: ZipFile, part: str, months: frozenset[str]) -> Shown:
    """Cells are looked at one by one only where the sheet may have such."""
    if not months and not _has_odd(book, part):
        return {}
    from xml.parsers.expat import ParserCreate

    reader = _CellReader(months)
    parser = ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = (
        reader.start,
        reader.end,
        reader.text,
    )
    with book.open(part) as stream:
        parser.ParseFile(stream)
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

    def __init__(self, months: frozenset[str]) -> None:
        self.found: dict[tuple[int, int], Callable[[Cell], str]] = {}
        self._months = months
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
            self.found[self._row, self._column] = shown

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
        return _month if self._kind == "n" and self._style in self._months else None

    def _place(self, reference: str | None) -> None:
        found = _REFERENCE.fullmatch(reference or "")
        if found is None:
            self._column += 1
            return
        self._column = -1
        for letter in found[1]:
            self._column = (self._column + 1) * 26 + ord(letter) - ord("A")


def _month(value: Cell) -> str:
    """A date that is shown as its month; what is no date stands as it is."""
    if not isinstance(value, date) or value.day != 1:
        return text_of(value)
    return f"{value.year:04d}-{value.month:02d}"
