"""A workbook that came back: its lists of problems as people filled them in, in whatever program."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compliance.diagnostics import Diagnostic, Place, Refused, Text
from compliance.diagnostics.diagnostic import Language
from compliance.diagnostics.plain_file import plain_file
from compliance.findings.names import fold
from compliance.log.ods_areas import merged_areas
from compliance.log.workbook_guard import check_workbook, understood
from compliance.log.workbook_open import open_workbook, without_a_word
from compliance.reports.cells import Value
from compliance.reports.follow_up import FilledRow
from compliance.reports.workbook_words import PROBLEM_COLUMNS, WORDS

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

SEARCHED = 20
"""Rows in which a header is looked for."""
LEAST = 4
"""Headers of the list that a row must have to be its header."""
FILLED = {"answer", "status", "conclusion"}
"""One of these tells the list from every other sheet."""
HEADERS = {words.key: words.header for words in PROBLEM_COLUMNS}
KEYS = {fold(name): key for key, header in HEADERS.items() for name in (header.zh, header.en)}


@dataclass(frozen=True, slots=True)
class Filled:
    """Everything that was in the lists: rows, headers that people added, the language, whether agencies had sheets."""

    file: str
    rows: tuple[FilledRow, ...]
    extra: tuple[str, ...]
    language: Language
    split: bool
    digest: str
    """SHA-256 of the file, in hexadecimal."""


@dataclass(frozen=True, slots=True)
class _List:
    """A sheet with a list: where its header stands, and the place of each column by its key or by its added header."""

    sheet: str
    rows: Sequence[Sequence[Any]]
    header: int
    columns: Mapping[str, int]
    extra: Mapping[str, int]


def read_filled(path: Path) -> Filled:
    """The lists of problems of a workbook. Raises Refused where it has none, or where a problem cannot be told from another."""
    lists = _lists(_opened(path), str(path))
    rows = tuple(row for found in lists for row in _rows(found))
    problems = [*_twice(rows, str(path))]
    if problems:
        raise Refused(problems)
    extra = tuple(dict.fromkeys(header for found in lists for header in found.extra))
    first = lists[0]
    chinese = fold(str(first.rows[first.header][first.columns["number"]])) == fold(HEADERS["number"].zh)
    names = {fold(name) for name in (WORDS["problems"].zh, WORDS["problems"].en)}
    split = len(lists) > 1 and not any(fold(found.sheet) in names for found in lists)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Filled(str(path), rows, extra, "zh" if chinese else "en", split, digest)


def _opened(path: Path) -> CalamineWorkbook:
    import python_calamine

    try:
        plain_file(path)
        check_workbook(path, str(path))
        merged_areas(path, str(path))  # refuses repeated cells without end
        return open_workbook(path)
    except FileNotFoundError:
        title = Text("找不到这个工作簿", "there is no such workbook")
        hint = Text("检查路径和文件名", "check the path and the name")
    except python_calamine.PasswordError:
        title = Text("工作簿有密码", "the workbook is protected by a password")
        hint = Text("请去掉密码后另存", "save it without the password")
    except (python_calamine.CalamineError, OSError):
        title = Text("这个文件不能作为工作簿打开", "the file cannot be opened as a workbook")
        hint = Text(
            "应为 compliance check -o 写出的 .xlsx，填写后可由 Excel、WPS 或 LibreOffice 保存",
            "expected is the .xlsx that compliance check -o wrote, saved by Excel, WPS or LibreOffice",
        )
    raise Refused([Diagnostic("recheck/workbook", title, Place(str(path)), hint)])


def _lists(book: CalamineWorkbook, file: str) -> list[_List]:
    from python_calamine import SheetTypeEnum

    found: list[_List] = []
    problems: list[Diagnostic] = []
    for meta in book.sheets_metadata:
        if meta.typ != SheetTypeEnum.WorkSheet:
            continue
        with understood(file), without_a_word():
            rows = book.get_sheet_by_name(meta.name).to_python(skip_empty_area=False)
        header = next((n for n, row in enumerate(rows[:SEARCHED]) if _is_header(row)), None)
        if header is None:
            continue
        problems += _bad_header(rows[header], f"{file}:{meta.name}", header + 1)
        found.append(_List(meta.name, rows, header, *_columns(rows, header)))
    if not found:
        problems.append(_no_list(file, [meta.name for meta in book.sheets_metadata]))
    if problems:
        raise Refused(problems)
    return found


def _is_header(row: Sequence[Any]) -> bool:
    keys = {KEYS.get(fold(str(cell))) for cell in row} - {None}
    return len(keys) >= LEAST and bool(keys & FILLED)


def _bad_header(row: Sequence[Any], place: str, number: int) -> Iterator[Diagnostic]:
    """A column that is lacking, or there twice."""
    counted = Counter(KEYS[fold(str(cell))] for cell in row if fold(str(cell)) in KEYS)
    name = HEADERS["number"]
    if not counted["number"]:
        title = Text(
            f"第{number}行的表头里没有“{name.zh}”一栏", f"the header in row {number} has no column “{name.en}”"
        )
        hint = Text("复查凭问题编号对应，请恢复这一栏", "the recheck goes by the number: put the column back")
        yield Diagnostic("recheck/no-number-column", title, Place(place), hint)
    for key, n in counted.items():
        if n > 1:
            title = Text(
                f"第{number}行的表头里“{HEADERS[key].zh}”出现{n}次",
                f"the header in row {number} has “{HEADERS[key].en}” {n} times",
            )
            hint = Text("请给自己加的栏另起名称", "give the column that you added another name")
            yield Diagnostic("recheck/column-twice", title, Place(place), hint)


def _columns(rows: Sequence[Sequence[Any]], header: int) -> tuple[dict[str, int], dict[str, int]]:
    """The place of each known column, and of each that people added; one without a header is named by its place."""
    known: dict[str, int] = {}
    extra: dict[str, int] = {}
    for n, cell in enumerate(rows[header]):
        text = str(cell).strip()
        key = KEYS.get(fold(text))
        if key:
            known.setdefault(key, n)
        elif any(_value(row[n]) is not None for row in rows[header:]):
            name = text or f"#{n + 1}"
            extra[name if name not in extra else f"{name} #{n + 1}"] = n
    return known, extra


def _rows(found: _List) -> Iterator[FilledRow]:
    for n, cells in enumerate(found.rows[found.header + 1 :], found.header + 2):
        values = {key: _value(cells[column]) for key, column in found.columns.items()}
        extra = {name: _value(cells[column]) for name, column in found.extra.items()}
        said = [value for key, value in values.items() if key != "seq" and value is not None]
        if said or any(value is not None for value in extra.values()):
            yield FilledRow(found.sheet, n, _with_number(values), extra)


def _with_number(values: dict[str, Value]) -> dict[str, Value]:
    """The number as it was written, however it was typed again."""
    number = values.get("number")
    return {**values, "number": fold(str(number)).upper() if number is not None else None}


def _value(cell: Any) -> Value:
    """A cell as it is to stand again: a number that is whole without its point, nothing for what is empty."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    if isinstance(cell, datetime):
        return cell.date() if cell == datetime(cell.year, cell.month, cell.day) else cell
    if isinstance(cell, (int, float, date)):
        return cell
    return str(cell).strip() or None


def _twice(rows: Sequence[FilledRow], file: str) -> Iterator[Diagnostic]:
    first: dict[str, FilledRow] = {}
    name = HEADERS["number"]
    for row in rows:
        if not row.number:
            continue
        other = first.setdefault(row.number, row)
        if other is not row:
            title = Text(
                f"第{row.row}行“{name.zh}”栏的 “{row.number}” 与“{other.sheet}”第{other.row}行重复",
                f"row {row.row}, column “{name.en}”: “{row.number}” also stands in row {other.row} of “{other.sheet}”",
            )
            hint = Text(
                "删去一行；自己加的问题请把编号留空",
                "delete one of them; leave the number of a problem of your own empty",
            )
            yield Diagnostic("recheck/number-twice", title, Place(f"{file}:{row.sheet}"), hint)


def _no_list(file: str, sheets: Sequence[str]) -> Diagnostic:
    wanted, listed = WORDS["problems"], "、".join(sheets)
    title = Text(
        f"工作簿里没有“{wanted.zh}”表（只有：{listed}）", f"the workbook has no sheet “{wanted.en}” (it has: {listed})"
    )
    headers = Text("、".join(h.zh for h in HEADERS.values()), ", ".join(h.en for h in HEADERS.values()))
    hint = Text(f"应有一张表，表头为：{headers.zh}", f"expected is a sheet with the headers: {headers.en}")
    return Diagnostic("recheck/no-list", title, Place(file), hint)
