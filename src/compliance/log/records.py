"""The records of a delimited text: cells, and the line of the file where each record starts."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from compliance.diagnostics import Text
from compliance.diagnostics.limits import limit
from compliance.log.lines import NUL, SHOWN, Line
from compliance.log.times import Stated, parse_time

UNCLOSED = Text(
    "引号没有闭合：从这一行起找不到与之配对的引号",
    "a quotation mark is not closed: none after it matches",
)
MISPLACED = Text(
    "引号的位置不对：引号里的引号要写两个",
    "a quotation mark is out of place: one inside a quotation is written twice",
)
PATIENCE = 8_000_000
"""Characters that may be read in vain, besides twice the file, in looking for the ends of quotations."""
COST = 32
"""Characters that the reading of a line counts for, besides those it has."""
_WRITTEN = re.compile(r'="((?:[^"]|"")*)"')
"""A text that is written as a formula, so that a spreadsheet program makes no number of it."""
_BLANK_AFTER_QUOTE = r'"[ \t]+(?={0}|$)'


class Quoted(csv.excel):
    """Cells in quotation marks, also where those stand behind a blank: so the database reads them, too."""

    strict = True
    skipinitialspace = True


class Record(NamedTuple):
    """A record: `row` is the line where it starts, `lines` how many it takes. `problem` says why it has no cells."""

    row: int
    cells: list[str]
    lines: int = 1
    problem: Text | None = None
    shown: str | None = None


class _Lines:
    """Lines that can be given back; not for ever, or a file of quotations never closed is read once for each of them."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._coming = iter(lines)
        self._back: deque[Line] = deque()
        self._read = 0
        self._wasted = 0

    def __iter__(self) -> Iterator[Line]:
        return self

    def __next__(self) -> Line:
        if self._back:
            return self._back.popleft()
        line = next(self._coming)
        self._read += COST + len(line.text)
        return line

    @property
    def between(self) -> bool:
        """Whether no line was given back."""
        return not self._back

    def passed(self, lines: int) -> None:
        """So many lines of the text were taken elsewhere."""
        self._read += lines * COST

    @property
    def worn_out(self) -> bool:
        """Whether so much was given back that a quotation is no longer looked for beyond its line."""
        return self._wasted > PATIENCE + 2 * self._read

    def plain(self) -> list[Line]:
        """The first of the lines given back, as far as each is text without quotation marks and no longer than a cell."""
        most, found = limit("cell"), list[Line]()
        while self._back:
            line = self._back[0]
            text = line.text
            if line.torn is not None or '"' in text or "\0" in text or "\r" in text or len(text) > most:
                break
            found.append(self._back.popleft())
        return found

    def give_back(self, lines: Iterable[Line]) -> None:
        back = list(lines)
        self._wasted += sum(COST + len(line.text) for line in back)
        self._back.extendleft(reversed(back))


def records(lines: Iterable[Line], delimiter: str, width: int | None = None) -> Iterator[Record]:
    """Every record. A row that cannot be read costs that row alone: reading goes on with the next line.

    `width` is how many cells a record should have: it tells a cell of several lines from a quotation that was never
    closed and swallowed other records.
    """
    return Records(lines, delimiter, width)


class Records:
    """The records of lines one at a time; between two of them, lines may be taken elsewhere."""

    def __init__(self, lines: Iterable[Line], delimiter: str, width: int | None) -> None:
        self._source = _Lines(lines)
        self._delimiter = delimiter
        self._width = width

    def __iter__(self) -> Iterator[Record]:
        return self

    def __next__(self) -> Record:
        line = next(self._source)
        problem = _unusable(line)
        if problem is not None:
            return Record(line.number, [], 1, problem, line.text[:SHOWN])
        if '"' not in line.text:
            return Record(line.number, line.text.split(self._delimiter))
        return _quoted(line, self._source, self._delimiter, self._width)

    @property
    def between(self) -> bool:
        """Whether no line was given back."""
        return self._source.between

    def plain(self) -> list[Line]:
        """The first of the lines given back, as far as each is a record without quotation marks: they are taken."""
        return self._source.plain()

    def passed(self, lines: int) -> None:
        """So many lines of the text were taken elsewhere."""
        self._source.passed(lines)


def said(cells: list[str]) -> list[str]:
    """The cells as they are meant: of `="001"` the text."""
    if not any('="' in cell for cell in cells):
        return cells
    return [found[1].replace('""', '"') if (found := _WRITTEN.fullmatch(cell.strip())) else cell for cell in cells]


def _unusable(line: Line) -> Text | None:
    return line.torn or (NUL if "\0" in line.text else None)


def _quoted(first: Line, source: _Lines, delimiter: str, width: int | None) -> Record:
    taken = [first]
    # A cell that is too long is told so by who writes it; here the limit is what a row may be.
    csv.field_size_limit(limit("row"))
    try:
        cells = next(csv.reader(_feed(taken, source), Quoted, delimiter=delimiter))
    except csv.Error:
        source.give_back(taken[1:])
        return _mended(first, delimiter)
    if len(taken) > 1 and swallowed(cells, [line.text for line in taken], delimiter, width):
        source.give_back(taken[1:])
        return Record(first.number, [], 1, UNCLOSED, first.text[:SHOWN])
    return Record(first.number, said(cells), len(taken))


def _feed(taken: list[Line], source: _Lines) -> Iterator[str]:
    """The lines of a quotation, as far as one row may reach."""
    yield taken[0].text.replace("\r", " ") + "\n"
    size = len(taken[0].text)
    if source.worn_out:
        return
    for line in source:
        taken.append(line)
        size += len(line.text) + 1
        if _unusable(line) is not None or size > limit("row"):
            return
        yield line.text.replace("\r", " ") + "\n"


def swallowed(cells: list[str], taken: list[str], delimiter: str, width: int | None) -> bool:
    """Whether a record of several lines took others for a part of itself: `taken` are its lines."""
    if width is None or width < 2:
        return False
    if len(cells) == width:
        return _each_a_record(taken, delimiter, width)
    return len(cells) > width or any(line.count(delimiter) >= width - 1 for line in taken[1:])


def _each_a_record(taken: list[str], delimiter: str, width: int) -> bool:
    """Whether a further line is as wide as a record, with a time where the first has one: two marks that open look like a pair."""
    first, *more = (line.count(delimiter) == width - 1 for line in taken)
    if not first or not any(more):
        return False
    times = [n for n, cell in enumerate(taken[0].split(delimiter)) if _is_time(cell)]
    wide = (line.split(delimiter) for line, is_wide in zip(taken[1:], more, strict=True) if is_wide)
    return any(_is_time(cells[n]) for cells in wide for n in times)


def _is_time(cell: str) -> bool:
    return isinstance(parse_time(cell.strip(' "')), Stated)


def _mended(line: Line, delimiter: str) -> Record:
    """A line whose quotations are wrong: blanks after a closing mark do no harm, all else loses the row."""
    text = re.sub(_BLANK_AFTER_QUOTE.format(re.escape(delimiter)), '"', line.text.replace("\r", " "))
    try:
        return Record(line.number, said(next(csv.reader([text], Quoted, delimiter=delimiter))))
    except csv.Error as error:
        problem = UNCLOSED if "end of data" in str(error) else MISPLACED
        return Record(line.number, [], 1, problem, line.text[:SHOWN])
