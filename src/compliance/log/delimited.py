"""Comma, semicolon and tab separated text: its separator, its header, and whether it can be scanned as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import islice, pairwise, takewhile
from pathlib import Path

from compliance.diagnostics import Diagnostic, Place, Refused, Text
from compliance.diagnostics.limits import check
from compliance.log.blocks import Parted, Plain, parts
from compliance.log.columns import known
from compliance.log.encoding import UTF_8, detect
from compliance.log.lines import Line, lines, opened
from compliance.log.model import HeaderMapping
from compliance.log.records import Record, records
from compliance.log.stacked_header import as_one

HEAD = 1 << 18
"""Bytes that are looked at before a file is handed to the database: files of any size are opened at the same cost."""
DELIMITERS = (",", "\t", ";")
WRITTEN = re.compile(rb'(?:^|[\n,;\t])"?="')
"""Where a cell begins that is a text written as a formula (="001"): a database would take it as it stands."""
QUOTATION = re.compile('"[^"]*"')
"""A cell that is quoted, or a part of it between two marks within."""
ANEW = Text(
    "请用表格软件另存为 CSV UTF-8 或 .xlsx", "save it in a spreadsheet program as CSV UTF-8 or as a workbook (.xlsx)"
)
"""What to do with a text that cannot be read where it matters."""
HEADER_ROWS = 20
"""A header is looked for in that many rows; what stands above it are titles."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a delimited text is laid out. `skip` counts the lines before the first row of data."""

    encoding: str
    old_mac: bool
    delimiter: str
    header: tuple[str, ...]
    header_row: int
    header_last: int
    """Where the header is two rows, the second of them; otherwise `header_row`."""
    skip: int
    plain: bool
    """Nothing in the head keeps a database from scanning the file as it stands."""
    above: tuple[Record, ...] = ()
    """What stands above the header."""


def layout(head: bytes, whole: bool, actions: Mapping[str, str], mapping: HeaderMapping | None, file: str) -> Layout:
    """The layout of a text that begins with `head` (all of it if `whole`). Raises `Refused` where it has no row."""
    encoding = detect(head)
    text = head.decode(encoding, errors="ignore") if encoding != UTF_8 else ""
    old_mac = ("\r" in text and "\n" not in text) if text else (b"\r" in head and b"\n" not in head)
    shown = list(lines(BytesIO(head), encoding, old_mac))
    if not whole and len(shown) > 1:
        shown.pop()
    delimiter, found, named = _header(shown, actions, mapping)
    if found is None:
        raise Refused([_no_header(shown, file)])
    header, last = _with_a_neighbour(found, named, shown, delimiter, actions, mapping)
    check("columns", len(header.cells), Place(file, header.row))
    if _has_lone_return(shown[header.row - 1 : header.row - 1 + header.lines]):
        raise Refused([_mixed_ends(header.row, file)])
    skip = header.row - 1 + header.lines
    plain = encoding == UTF_8 and not old_mac and _is_plain(head, shown, skip, delimiter, header)
    above = tuple(takewhile(lambda record: record.row < header.row, records(shown, delimiter)))
    return Layout(encoding, old_mac, delimiter, _trimmed(header.cells), header.row, last, skip, plain, above)


def _has_lone_return(header: list[Line]) -> bool:
    """Whether CR stands within the header outside quotations. Its cells do not tell: where one is quoted, CR is a blank in all of them."""
    return "\r" in QUOTATION.sub("", "\n".join(line.text for line in header))


def _mixed_ends(row: int, file: str) -> Diagnostic:
    """A header that ends as lines of old programs do, in a file whose lines end otherwise: a row would be a part of it."""
    title = Text(
        "表头这一行里有单独的回车符（CR）：各行的换行方式不一致，后面的内容会被并进表头",
        "the header's line has a carriage return (CR) within it: lines end in more than one way, and what follows it "
        "would be taken for a part of the header",
    )
    hint = Text("请用表格软件打开后另存为 CSV", "open it in a spreadsheet program and save it as CSV")
    return Diagnostic("log/line-ends", title, Place(file, row), hint)


def _no_header(shown: list[Line], file: str) -> Diagnostic:
    """Not one row that can be read: why the first that holds something cannot."""
    first = next((record for record in records(shown, ",") if record.problem), None)
    if first is None or first.problem is None:
        return Diagnostic("log/empty", Text("文件里没有任何内容", "the file holds nothing"), Place(file), ANEW)
    title = Text(
        f"没有一行读得出来；第 {first.row} 行：{first.problem.zh}",
        f"not one row can be read; row {first.row}: {first.problem.en}",
    )
    return Diagnostic("log/unreadable", title, Place(file, first.row), ANEW)


def torn_header(laid: Layout, file: str) -> Diagnostic | None:
    """Of a text in which no header is recognised, the first row above what was taken for one that cannot be read: it may be the header."""
    torn = next((record for record in laid.above if record.problem), None)
    if torn is None or torn.problem is None:
        return None
    title = Text(
        f"没有认出表头；第 {torn.row} 行读不出来，多半就是表头：{torn.problem.zh}",
        f"no header is recognised; row {torn.row}, most likely the header, cannot be read: {torn.problem.en}",
    )
    return Diagnostic("log/unreadable", title, Place(file, torn.row), ANEW)


def _header(
    shown: list[Line], actions: Mapping[str, str], mapping: HeaderMapping | None
) -> tuple[str, Record | None, int]:
    """The separator and the row that name the most, and how much: a header names things, titles and data do not."""
    best: tuple[tuple[int, int], str, Record | None] = ((-1, -1), ",", None)
    for delimiter in DELIMITERS:
        for record in islice(records(shown, delimiter), HEADER_ROWS):
            width = len(record.cells)
            if (width, width) <= best[0]:
                continue  # it cannot name more than it has cells
            score = (known(record.cells, actions, mapping), width)
            if score > best[0] and any(cell.strip() for cell in record.cells):
                best = (score, delimiter, record)
    return best[1], best[2], best[0][0]


def _with_a_neighbour(
    found: Record,
    named: int,
    shown: list[Line],
    delimiter: str,
    actions: Mapping[str, str],
    mapping: HeaderMapping | None,
) -> tuple[Record, int]:
    """The header that names so much, with the row above or below it where the two are one, and its last row.

    Saved from a sheet, the merged cells of a header are lost.
    """
    near = [record for record in islice(records(shown, delimiter), HEADER_ROWS + 1) if _touches(record, found)]
    for upper, lower in pairwise(near):
        if both := as_one(upper.cells, lower.cells, named, actions, mapping):
            return Record(upper.row, list(both), upper.lines + lower.lines), lower.row
    return found, found.row


def _touches(record: Record, found: Record) -> bool:
    """Whether a record is the other or lies beside it."""
    return record.problem is None and found.row - record.lines <= record.row <= found.row + found.lines


def _trimmed(cells: list[str]) -> tuple[str, ...]:
    return tuple(" ".join(cell.split()) for cell in cells)


def _is_plain(head: bytes, shown: list[Line], skip: int, delimiter: str, header: Record) -> bool:
    """Whether every line of the head is a record as wide as the header, with one kind of line end and no oddity."""
    breaks, returns = head.count(b"\n"), head[:-1].count(b"\r")
    if returns and not (returns == head.count(b"\r\n") == breaks):
        return False
    # The database takes one blank before a quotation mark for nothing, and more of them for a part of the cell.
    if b'  "' in head or header.lines > 1 or any('"' in line.text or line.torn for line in shown[: header.row - 1]):
        return False
    width = len(header.cells)
    if b'"' not in head and b"\0" not in head:
        return all(
            line.torn is None and line.text.count(delimiter) == width - 1 and line.text.strip(delimiter)
            for line in shown[skip:]
        )
    if WRITTEN.search(head):
        return False
    data = records(shown[skip:], delimiter, width)
    return all(r.problem is None and r.lines == 1 and len(r.cells) == width and any(r.cells) for r in data)


@contextmanager
def data_parts(path: Path, file: str, found: Layout) -> Iterator[Iterator[Plain | Parted | Record]]:
    """The records under the header, read through to the end of the file."""
    with opened(path, file) as stream:
        yield parts(stream, found.encoding, found.old_mac, found.skip, found.delimiter, len(found.header))
