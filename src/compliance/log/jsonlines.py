"""JSON Lines: one object a line, its keys as headers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NoReturn

from compliance.diagnostics import Diagnostic, Place, Refused, Text
from compliance.diagnostics.limits import check
from compliance.findings.assessment import NoRecord
from compliance.log.columns import is_report, recognise
from compliance.log.lines import SHOWN, Line, lines, opened
from compliance.log.model import HeaderMapping, Table, case_column
from compliance.log.notes import encoding_note
from compliance.log.writer import CleanCopy, Copies

SPARSE = 200
"""Keys above which lines that have few of them would make a table of little else than empty cells."""

WHOLE = re.compile(r"(-?\d+)\.0")


class _Unusable(Exception):
    """Why a line gives no record."""

    def __init__(self, zh: str, en: str, column: str | None = None) -> None:
        self.reason = Text(zh, en)
        self.column = column
        super().__init__(en)


def jsonlines_table(
    path: Path, file: str, encoding: str, actions: Mapping[str, str], mapping: HeaderMapping | None, copies: Copies
) -> Table:
    """The table of a file. It is read twice: the keys are known at its end only. Raises `Refused` without headers."""
    headers, records = _keys_of_first(path, file, encoding), 0
    if not is_report(headers):
        headers, records = _headers(path, file, encoding)
    if len(headers) > SPARSE:
        check("sheet", len(headers) * records, Place(file))
    found = recognise(headers, actions, mapping, file)
    if found.problems or found.shape is None:
        raise Refused(found.problems)
    blank = 0
    with CleanCopy(copies, file, headers, case_column(found.columns)) as copy:
        for line in _lines(path, file, encoding):
            if not line.text.strip():
                blank += 1
                continue
            try:
                cells = _cells(line)
            except _Unusable as problem:
                copy.reject(line.number, problem.reason, column=problem.column, value=line.text[:SHOWN])
            else:
                copy.add(line.number, [cells.get(header, "") for header in headers])
    return Table(
        file,
        copy.path or path,
        "csv",
        found.columns,
        found.shape,
        found.defaults,
        numbered=True,
        encoding=encoding,
        notes=(*encoding_note(encoding), *found.notes, *copy.notes()),
        rejected=tuple(copy.rejected),
        rejected_more=copy.rejected_more,
        held=copy.held,
        passed_over={NoRecord.BLANK: blank + copy.blank},
    )


def _headers(path: Path, file: str, encoding: str) -> tuple[list[str], int]:
    """Every key, in order of first appearance, and the number of lines."""
    headers: dict[str, None] = {}
    records = 0
    first: _Unusable | None = None
    for line in _lines(path, file, encoding):
        if not line.text.strip():
            continue
        try:
            records += 1
            headers.update(dict.fromkeys(_cells(line)))
            check("columns", len(headers), Place(file, line.number))
        except _Unusable as problem:
            first = first or problem
    if not headers:
        why = first.reason if first else Text("文件里没有任何内容", "the file holds nothing")
        hint = Text(
            'JSON Lines 每行一个对象，如 {"事项": "预决算", …}',
            'JSON Lines has an object a line: {"matter": "预决算", …}',
        )
        raise Refused([Diagnostic("log/no-header", why, Place(file), hint)])
    return list(headers), records


def _keys_of_first(path: Path, file: str, encoding: str) -> list[str]:
    """The keys of the first line, whatever their values are: of a report of ours they are no cells."""
    line = next((line for line in _lines(path, file, encoding) if line.text.strip()), None)
    try:
        first = json.loads(line.text) if line else None
    except (ValueError, RecursionError):
        return []
    return list(first) if isinstance(first, dict) else []


def _lines(path: Path, file: str, encoding: str) -> Iterator[Line]:
    with opened(path, file) as stream:
        yield from lines(stream, encoding)


def _cells(line: Line) -> dict[str, str]:
    if line.torn is not None:
        raise _Unusable(line.torn.zh, line.torn.en)
    try:
        value = json.loads(
            line.text, object_pairs_hook=_object, parse_float=_plain, parse_int=str, parse_constant=_no_number
        )
    except ValueError as problem:
        said = getattr(problem, "msg", str(problem))
        place = getattr(problem, "colno", 1)
        raise _Unusable(
            f"不是合法的 JSON（第 {place} 个字符处）", f"no valid JSON at character {place}: {said}"
        ) from None
    except RecursionError:
        raise _Unusable("嵌套太深", "nested too deeply") from None
    if not isinstance(value, dict):
        raise _Unusable("这一行不是一个对象：应以 { 开头", "the line is no object: it must begin with {")
    return {key: _text(key, content) for key, content in value.items()}


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _Unusable(f"“{key}”写了两次", f"“{key}” is given twice", key)
        found[key] = value
    return found


def _plain(number: str) -> str:
    """A whole number without `.0`, which data frames put behind the numbers of a column that lacks one."""
    whole = WHOLE.fullmatch(number)
    return whole[1] if whole else number


def _no_number(word: str) -> NoReturn:
    raise _Unusable(f"{word} 不是一个数", f"{word} is no number")


def _text(key: str, value: object) -> str:
    """A value as a cell: a list is joined with `;`, as a log's lists are written."""
    if isinstance(value, dict):
        raise _Unusable(
            f"“{key}”里嵌套了对象：一个值应是文字、数或列表",
            f"“{key}” holds an object; a value is a text, a number or a list",
            key,
        )
    if isinstance(value, list):
        if any(isinstance(item, (list, dict)) for item in value):
            raise _Unusable(f"“{key}”的列表里又有列表或对象", f"the list “{key}” holds a list or an object", key)
        return ";".join(_text(key, item) for item in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
