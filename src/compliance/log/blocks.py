"""A text a megabyte at a time: what of it can be taken apart at once, and what must be looked at line by line.

Nearly every line of nearly every file is text in its encoding and as wide as its header. Looking at each by itself takes ten
times as long as taking a block of them apart together; what is odd about a block has it read line by line from there on.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from typing import IO, NamedTuple

from compliance.diagnostics.limits import limit
from compliance.log.lines import Block, Line, blocks, lines_of
from compliance.log.records import Quoted, Record, Records, said, swallowed

ENOUGH = 1 << 18
"""Characters of a record that goes over the end of a block: of one that is longer the end is looked for line by line."""


class Plain(NamedTuple):
    """Lines without a quotation mark, from the row `first` on; each is a record, cut at the separator."""

    first: int
    lines: list[str]


class Parted(NamedTuple):
    """Records of which each begins on the row beside it; `lines` is how many it takes."""

    rows: list[tuple[int, list[str], int]]


class _Source:
    """The lines of a stream one at a time, or those of a whole block where none of it has been taken yet."""

    def __init__(self, stream: IO[bytes], encoding: str, old_mac: bool) -> None:
        self._encoding = encoding
        self._end = "\r" if old_mac else "\n"
        self._blocks = blocks(stream, encoding, old_mac)
        self._waiting: deque[Line] = deque()
        self._begun: list[Line] = []

    def __iter__(self) -> Iterator[Line]:
        return self

    def __next__(self) -> Line:
        while not self._waiting:
            self.put(lines_of(next(self._blocks), self._encoding))
        return self._waiting.popleft()

    @property
    def between(self) -> bool:
        """Whether a block is used up and the next not begun."""
        return not self._waiting

    def put(self, lines: Iterable[Line]) -> None:
        """These come next."""
        self._waiting.extend(lines)

    def begin(self, lines: Iterable[Line]) -> None:
        """The last lines of a block, in which a record begins that may go on in the next: they come with that."""
        self._begun = list(lines)

    def whole(self) -> tuple[int, list[str]] | None:
        """The next block where all of it is text without oddities: the row of its first line and its lines.

        None where the lines are to be taken one at a time. Raises StopIteration at the end of the text.
        """
        begun, self._begun = self._begun, []
        block = next(self._blocks, None)
        if block is None and not begun:
            raise StopIteration
        text = _sound(block, self._encoding, self._end) if block is not None and block.first > 1 else None
        if block is None or text is None or sum(len(line.text) for line in begun) > ENOUGH:
            self._singly(begun, block)
            return None
        found = text.split(self._end)
        if max(map(len, found)) > min(limit("cell"), limit("row") // 4):
            self._singly(begun, block)
            return None
        return block.first - len(begun), [*(line.text for line in begun), *found]

    def _singly(self, begun: list[Line], block: Block | None) -> None:
        self.put(begun)
        if block is not None:
            self.put(lines_of(block, self._encoding))


def _sound(block: Block, encoding: str, end: str) -> str | None:
    """The text of a block in which every character is one, and every line ends as the others do."""
    if block.too_long:
        return None
    text: str
    try:
        if isinstance(block.data, bytes):
            text = block.data.decode(encoding)
        else:
            text = block.data
            text.encode()
    except UnicodeError:
        return None
    if end == "\n" and "\r" in text:
        text = text.replace("\r\n", "\n").removesuffix("\r")
    if "\0" in text or ("\n" if end == "\r" else "\r") in text:
        return None
    return text


def parts(
    stream: IO[bytes], encoding: str, old_mac: bool, skip: int, delimiter: str, width: int
) -> Iterator[Plain | Parted | Record]:
    """The records of a text below its first `skip` lines, in the order of the file; `records` says what each is."""
    source = _Source(stream, encoding, old_mac)
    single = Records(source, delimiter, width)
    try:
        for _ in range(skip):
            next(source)
        while True:
            if source.between and single.between:
                whole = source.whole()
                if whole is not None:
                    single.passed(len(whole[1]))
                    yield from _taken_apart(*whole, source, delimiter, width)
            elif back := single.plain():
                yield Plain(back[0].number, [line.text for line in back])
            else:
                yield next(single)
    except StopIteration:
        return


def _taken_apart(first: int, lines: list[str], source: _Source, delimiter: str, width: int) -> Iterator[Plain | Parted]:
    """The records of a block as far as they can be told at once; the lines from there on are given back."""
    if '"' not in "".join(lines):
        yield Plain(first, lines)
        return
    rows: list[tuple[int, list[str], int]] = []
    csv.field_size_limit(limit("row"))
    reader = csv.reader([f"{line}\n" for line in lines], Quoted, delimiter=delimiter)
    done, at_the_end = 0, False
    try:
        for cells in reader:
            taken = reader.line_num - done
            if taken > 1 and _other(cells, lines[done : done + taken], delimiter, width):
                break
            line = lines[done]
            # A line without quotation marks keeps its blanks, here as elsewhere.
            rows.append((first + done, said(cells) if '"' in line else line.split(delimiter), taken))
            done += taken
    except csv.Error as error:
        at_the_end = "unexpected end" in str(error)
    yield Parted(rows)
    left = (Line(number, line) for number, line in enumerate(lines[done:], start=first + done))
    if at_the_end:
        source.begin(left)
    else:
        source.put(left)


def _other(cells: list[str], taken: list[str], delimiter: str, width: int) -> bool:
    """Whether a record of several lines is to be looked at again: it is too long, or took others for a part of itself."""
    if sum(map(len, taken)) + len(taken) > min(limit("cell"), limit("row") // 4):
        return True
    return swallowed(cells, taken, delimiter, width)
