"""What a workbook is looked over for before it is read: the reader of values believes what the file says of itself.

A workbook is a packed folder of XML. A few kilobytes may unpack to gigabytes; one cell in the last corner of a sheet has the
reader lay out seventeen thousand million empty ones; a number that no day is can end the reader, and the program with it.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from compliance.diagnostics import Diagnostic, Place, Refused, Text
from compliance.diagnostics.limits import ONCE_PACKED, check, exceeded, limit, times_larger
from compliance.log.old_workbook import Locked, extent_of_old
from compliance.log.shared_texts import laid_out
from compliance.log.sheet_area import Area, column_number, too_large
from compliance.log.xml_parts import walk

DAMAGED = (BadZipFile, OSError, ValueError, LookupError, NotImplementedError, struct.error)
"""What it raises to look through a container that is damaged."""
CHUNK = 1 << 20
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_COUNT = re.compile(rb"""uniqueCount\s*=\s*["']\s*([0-9]{1,30})""")
_LONG_NUMBER = re.compile(rb"<(?:\w+:)?v[^>]*>\s*[+-]?(?:[0-9]{9}|[0-9.]+[eE]\+?[0-9]{2}|[a-zA-Z]{3})")
_OVERLAP, _LONGEST = 64, 4096
"""Bytes of a block that are looked at again with the next, for what lies across both: at least, and of a tag at most."""
_DECLARED = re.compile(rb"""(?:\xef\xbb\xbf)?\s*<\?xml\b(?:[^>]*\sencoding\s*=\s*["']\s*([^"'\s>]*)|[^>]*\Z)""")
"""The encoding that a part of XML says to have, where it does not say so beyond what is looked at."""
_OWN = "customXml/"
"""Where programs keep what is theirs alone, in whatever encoding."""
_BLANKS = re.compile(rb"\s{8,}")
_LOCAL_HEADER = 30
_SAVE_ANEW = Text("请用表格软件打开后另存为 .xlsx", "open it in a spreadsheet program and save it as .xlsx")
_NO_DAYS = frozenset(map(str, (0, 1, 2, 3, 4, 9, 10, 11, 12, 13, *range(37, 45), 48, 49)))
"""Built-in formats of numbers that are no days and no times of day."""
_NUMBERS_ALONE = re.compile(
    r"(?:[^a-z/]|general(?![/pm])|(?<![_*\\])\[(?:red|blue|green|black|white|dbnum\d)\])*", re.IGNORECASE
)
"""What a workbook's own format of numbers is made of that shows no days; LibreOffice writes out General, too."""
_BESIDES = re.compile(r'[\\_].|"[^"\\_]*"|\[\$[^\]]*\]|E[+-]', re.IGNORECASE)
"""What stands in a format and shows nothing of the number itself, as the reader of values has it, too: texts, currencies, exponents."""
_FURTHEST = 10_000_000
"""Days from 1900 in either direction beyond which a number is no day, whatever its format says."""


def check_workbook(path: Path, file: str) -> None:
    """Raises Refused for a workbook that is larger than it may be, or is not what it says of itself."""
    check("workbook", path.stat().st_size, Place(file))
    try:
        with path.open("rb") as raw:
            mark = raw.read(4)
            if mark == _OLE:
                extent = extent_of_old(path.read_bytes())
                _refuse(too_large(extent.areas, file))
                _check_texts(extent.texts, path.stat().st_size, file)
            if mark != _ZIP:
                return
            with ZipFile(path) as book:
                _check_sizes(book, path.stat().st_size, file)
                _check_places(book, file)
                areas = {part: _looked_over(raw, part, book, file) for part in book.infolist()}
                if too_large(areas.values(), file):
                    _refuse(too_large((_filled(book, part) for part, area in areas.items() if area.cells), file))
                packed = path.stat().st_size
                _check_texts(laid_out(book, min(limit("workbook"), _most(packed))), packed, file)
    except Refused:
        raise
    except Locked:
        raise locked(file) from None
    except DAMAGED:
        # What cannot be looked over is not read either: the reader of values may be less strict.
        raise damaged(file) from None


def _refuse(said: Diagnostic | None) -> None:
    if said is not None:
        raise Refused([said])


@contextmanager
def understood(file: str) -> Iterator[None]:
    """Whatever the reader of values stumbles over is a workbook that cannot be read, not a fault of whoever has it."""
    try:
        yield
    except (Refused, MemoryError):
        raise
    except BaseException as problem:
        kind = type(problem).__name__
        if kind == "PasswordError" or not (isinstance(problem, Exception) or kind == "PanicException"):
            raise
        title = Text("工作簿打不开，可能已损坏或有密码", f"the workbook cannot be opened ({problem})")
        raise Refused([Diagnostic("log/format", title, Place(file), _SAVE_ANEW)]) from None


def _check_sizes(book: ZipFile, packed: int, file: str) -> None:
    if "xl/workbook.bin" in book.namelist():
        title = Text("二进制工作簿（.xlsb）不能读", "is a binary workbook (.xlsb), which is not read")
        hint = Text("请另存为 .xlsx", "save it as .xlsx")
        raise Refused([Diagnostic("log/format", title, Place(file), hint)])
    size = sum(part.file_size for part in book.infolist())
    check("workbook", size, Place(file))
    if size > _most(packed):
        raise Refused([exceeded("packing", times_larger(size, packed), Place(file))])


def _check_texts(size: int, packed: int, file: str) -> None:
    """What many cells say and the workbook has once counts for each of them."""
    check("workbook", size, Place(file))
    if size > _most(packed):
        raise Refused([exceeded("packing", times_larger(size, packed), Place(file), at_least=True)])


def _most(packed: int) -> int:
    """Bytes that so many may be unpacked."""
    return max(ONCE_PACKED, packed * limit("packing"))


def _check_places(book: ZipFile, file: str) -> None:
    """Each part has a name and bytes of its own: which of two of one name is meant, one reader sees otherwise than another."""
    parts = sorted(book.infolist(), key=lambda part: part.header_offset)
    if len({part.filename.casefold() for part in parts}) < len(parts):
        raise damaged(file)
    for part, following in pairwise(parts):
        if part.header_offset + _LOCAL_HEADER + part.compress_size > following.header_offset:
            raise damaged(file)


def _looked_over(raw: IO[bytes], part: ZipInfo, book: ZipFile, file: str) -> Area:
    """How far the cells of a part reach, at most. Raises Refused for what would end the reader, or leave out a row."""
    area, far, tail, head = Area(), False, b"", b""
    for block in _unpacked(raw, part, file):
        seen = tail + block
        head += block[: _LONGEST - len(head)]
        if any(int(count) > part.file_size for count in _COUNT.findall(seen)):
            raise _not_what_it_says(file)
        area.add(seen)
        far = far or _LONG_NUMBER.search(seen) is not None
        tail = _unfinished(seen)
    if area.cells or not part.filename.startswith(_OWN):
        _check_encoding(head, part.filename, file)
    if far:
        _check_days(book, part, file)
    if not area.in_order:
        _check_rows(book, part, file)
    return area


def _unfinished(seen: bytes) -> bytes:
    """What begins in a block and may go on in the next; blanks within it, which may be any number, are one."""
    begun = seen.rfind(b"<", -_LONGEST)
    tail = seen[begun:] if begun >= 0 else seen[-_OVERLAP:]
    return _BLANKS.sub(b" ", seen[-CHUNK:])[-_LONGEST:] if _BLANKS.search(tail) else tail


def _check_rows(book: ZipFile, part: ZipInfo, file: str) -> None:
    """Raises Refused where a row with cells is there twice, of which the reader of values keeps one, or after one further down.

    What is kept of other workbooks that formulas look into has rows of its own, sheet after sheet, and no such cells.
    """
    last, said = 0, ""

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        nonlocal last, said
        if _plain(tag) == "row":
            said = attributes.get("r", "").strip()
        elif _plain(tag) == "c" and said.isdecimal():
            before, last, said = last, int(said), ""
            if last <= before:
                raise _no_order(last, before, part.filename, file)

    if not _walk(book, part, start):
        raise damaged(file)


def _no_order(row: int, before: int, part: str, file: str) -> Refused:
    zh, en = f"排在第 {before} 行之后", f"comes after row {before}"
    if row == before:
        zh, en = "写了两次", "is there twice"
    title = Text(f"工作表（{part}）的第 {row} 行{zh}", f"row {row} of the sheet ({part}) {en}")
    return Refused([Diagnostic("log/format", title, Place(file), _SAVE_ANEW)])


def _unpacked(raw: IO[bytes], part: ZipInfo, file: str) -> Iterator[bytes]:
    """The bytes of a part as it really unpacks; one that says less of itself than it holds is refused."""
    raw.seek(part.header_offset)
    header = raw.read(_LOCAL_HEADER)
    if len(header) < _LOCAL_HEADER or part.flag_bits & 1:
        return  # Damaged or encrypted: the reader of values has words for both.
    raw.seek(int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little"), 1)
    if part.compress_type == ZIP_STORED:
        yield from _blocks(raw, part.compress_size)
        return
    if part.compress_type != ZIP_DEFLATED:
        raise _packed_otherwise(part.compress_type, file)
    unpacker, size = zlib.decompressobj(-zlib.MAX_WBITS), 0
    try:
        for packed in _blocks(raw, part.compress_size):
            while packed:
                block = unpacker.decompress(packed, CHUNK)
                packed, size = unpacker.unconsumed_tail, size + len(block)
                if size > part.file_size:
                    raise _not_what_it_says(file)
                yield block
    except zlib.error:
        raise _not_what_it_says(file) from None


def _blocks(raw: IO[bytes], size: int) -> Iterator[bytes]:
    while size > 0 and (block := raw.read(min(CHUNK, size))):
        size -= len(block)
        yield block


def damaged(file: str) -> Refused:
    """What is said of a workbook that cannot be what it says."""
    title = Text("工作簿已损坏，打不开", "the workbook is damaged and cannot be opened")
    return Refused([Diagnostic("log/format", title, Place(file), _SAVE_ANEW)])


def locked(file: str) -> Refused:
    """What is said of a workbook whose parts are encrypted."""
    title = Text(
        "工作簿有密码，或保护了工作簿结构，内容是加密的",
        "the workbook has a password or its structure is protected: what it holds is encrypted",
    )
    hint = Text(
        "请去掉密码、撤销“保护工作簿”后另存，或另存为 .xlsx",
        "save it without the password and the protection of the workbook, or as .xlsx",
    )
    return Refused([Diagnostic("log/format", title, Place(file), hint)])


def _not_what_it_says(file: str) -> Refused:
    title = Text(
        "工作簿已损坏：里面的内容与它自己写明的大小对不上",
        "the workbook is damaged: what it holds is not as large as it says",
    )
    return Refused([Diagnostic("log/format", title, Place(file), _SAVE_ANEW)])


def _packed_otherwise(method: int, file: str) -> Refused:
    title = Text(
        f"工作簿的压缩方法（ZIP 方法 {method}）读不了：应是 Deflate",
        f"the workbook is packed by a method that is not read (method {method} of ZIP): Deflate is expected",
    )
    return Refused([Diagnostic("log/format", title, Place(file), _SAVE_ANEW)])


def _filled(book: ZipFile, part: ZipInfo) -> Area:
    """A sheet's area by the cells that hold something: formats reach far, and do no harm."""
    area = Area()
    place = [0, 0]

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        name, said = _plain(tag), attributes.get("r", "").strip()
        if name == "row":
            place[:] = [int(said) if said.isdecimal() else place[0] + 1, 0]
        elif name == "c":
            found = re.fullmatch(r"([A-Za-z]{1,8})([0-9]{1,20})", said)
            place[:] = [int(found[2]), column_number(found[1])] if found else [place[0], place[1] + 1]
        elif name in ("v", "is"):
            area.reach(*place)

    if not _walk(book, part, start):
        area.reach(limit("sheet"), 2)
    return area


def _check_days(book: ZipFile, part: ZipInfo, file: str) -> None:
    """Raises Refused where a cell is formatted as a day or a time of day and holds a number that is none."""
    dated = _dated_styles(book)
    cell: list[tuple[str, bool]] = [("", False)]
    value: list[str] = []

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        if _plain(tag) == "c":
            numeric = attributes.get("t", "n") == "n"
            cell[0] = (attributes.get("r", ""), numeric and attributes.get("s", "0") in dated)
        elif _plain(tag) == "v":
            value.clear()

    def end(tag: str) -> None:
        if _plain(tag) == "v" and cell[0][1] and not _is_day("".join(value)):
            raise _no_day(cell[0][0], "".join(value), part.filename, file)

    if not _walk(book, part, start, end, value.append):
        raise damaged(file)


def _is_day(text: str) -> bool:
    try:
        return abs(float(text)) <= _FURTHEST
    except ValueError:
        return True  # Taken for a text by the reader of values.


def _check_encoding(head: bytes, part: str, file: str) -> None:
    """The reader of values takes every part for UTF-8, and who looks through it by what it says: they would see two files."""
    said = _DECLARED.match(head)
    if said is None or (said[1] or b"").lower() == b"utf-8":
        return
    encoding = (said[1] or b"?")[:40].decode("ascii", "replace")
    title = Text(
        f"工作簿的内容（{part}）自称是 {encoding} 编码，应是 UTF-8",
        f"a part of the workbook ({part}) says to be in {encoding}, where UTF-8 is expected",
    )
    raise Refused([Diagnostic("log/format", title, Place(file), _SAVE_ANEW)])


def _no_day(cell: str, value: str, part: str, file: str) -> Refused:
    title = Text(
        f"单元格 {cell}（{part}）的格式是日期，数值却是 {value[:40]}，没有这样的日期",
        f"cell {cell} ({part}) is formatted as a date and holds {value[:40]}, which is none",
    )
    hint = Text("请改正这个单元格，或把它的格式改为常规", "put the cell right, or give it the format General")
    return Refused([Diagnostic("log/format", title, Place(file), hint)])


def _dated_styles(book: ZipFile) -> frozenset[str]:
    """The styles, by number, of cells that may be shown as days or times of day."""
    styles, found = [part for part in book.infolist() if part.filename.endswith("styles.xml")], []
    own: dict[str, bool] = {}
    inside = [False]

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        inside[0] = inside[0] or _plain(tag) == "cellXfs"
        number = attributes.get("numFmtId", "0")
        if _plain(tag) == "numFmt":
            code = _BESIDES.sub("", attributes.get("formatCode", ""))
            own[number] = own.get(number, True) and _NUMBERS_ALONE.fullmatch(code) is not None
        elif inside[0] and _plain(tag) == "xf":
            found.append(not own.get(number, number in _NO_DAYS))

    def end(tag: str) -> None:
        inside[0] = inside[0] and _plain(tag) != "cellXfs"

    for part in styles:
        _walk(book, part, start, end)
    return frozenset(str(number) for number, day in enumerate(found) if day)


def _plain(tag: str) -> str:
    return tag.rpartition(":")[2]


def _walk(
    book: ZipFile,
    part: ZipInfo,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> bool:
    """Goes through the XML of a part. Whether it is XML to its end."""
    from xml.parsers.expat import ExpatError

    try:
        with book.open(part) as stream:
            walk(stream, start, end, text)
    except (ExpatError, BadZipFile, ValueError, OSError):
        return False
    return True
