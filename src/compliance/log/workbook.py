"""Workbooks: every sheet with a header, without its titles, totals and blank rows, merged cells filled."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from compliance.diagnostics import Diagnostic, Place, Refused, Text
from compliance.diagnostics.limits import check
from compliance.findings.assessment import NoRecord
from compliance.findings.names import fold
from compliance.log.above_header import reads_like_record, records_above
from compliance.log.columns import REPORT, Recognised, recognise
from compliance.log.grid import Area, GridRow, Shown, rows
from compliance.log.hidden_rows import hidden_rows
from compliance.log.model import Column, HeaderMapping, Role, Shape, Table, case_column
from compliance.log.no_names import NO_RESULT
from compliance.log.notes import header_note, title_note
from compliance.log.sheet_header import SEARCHED, TALLEST, SheetHeader, find_header
from compliance.log.sheet_xml import shown_instead
from compliance.log.times import Stated, parse_time
from compliance.log.workbook_guard import check_workbook, understood
from compliance.log.workbook_open import open_workbook, sheet_named, values_of
from compliance.log.writer import CleanCopy, Copies
from compliance.log.written import NAMES, Formulas, check_errors, formula_note

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_TOTALS = frozenset(
    {"合计", "小计", "总计", "共计", "本页合计", "汇总", "总计数", "total", "subtotal", "sub total", "grand total"}
)
_OF_A_GROUP = re.compile(r"\S\s+(?:汇总|计数|合计|小计|total|count)$")
"""How spreadsheet programs end the name of a group in the row that they put below it (财政局 汇总)."""
_FIGURE = re.compile(r"[\d.,%]*")
_FIRST_CELLS = 3
"""A total is so called in one of that many cells."""
SECTION = Text(
    "这是分节的标题，不是记录；没有一列写明是哪个单位的：请加“单位”列",
    "this is the title of a section, no record, and no column says whose the rows are: add a column `agency`",
)
TOP = SEARCHED + TALLEST
"""Rows of a sheet in which its header must stand."""
_LOOKED_AT = 200
"""Rows of a sheet without a header that are looked at for records: above its table there may be whatever."""
_ROWS_NAMED = 20


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet with a header, and what its columns are."""

    name: str
    sheet: CalamineSheet
    instead: Shown
    areas: Sequence[Area]
    header: SheetHeader
    recognised: Recognised
    hidden: bool
    hidden_rows: Container[int]
    file: str

    def rows(self) -> Iterator[GridRow]:
        """The sheet's rows, from the first."""
        names = [column.index for column in self.recognised.columns if column.role in NAMES]
        return _rows(self.sheet, self.areas, self.instead, self.file, names)

    def top(self) -> Iterator[GridRow]:
        """The first of them, as far as records are looked for in a sheet that is not read."""
        return islice(self.rows(), _LOOKED_AT)


@dataclass(slots=True)
class _PassedOver:
    """Rows that hold no record, by why; of the others, which do not show and how many cells merged areas filled."""

    total: list[int] = field(default_factory=list)
    blank: list[int] = field(default_factory=list)
    header: list[int] = field(default_factory=list)
    section: list[int] = field(default_factory=list)
    unseen: list[int] = field(default_factory=list)
    filled: int = 0


def workbook_tables(
    path: Path, file: str, actions: Mapping[str, str], mapping: HeaderMapping | None, copies: Copies
) -> list[Table]:
    """A table for each sheet with a recognisable header. Raises `Refused` where there is none, or one is at odds."""
    from compliance.log.ods_areas import merged_areas

    check_workbook(path, file)
    merged = merged_areas(path, file)
    sheets, others = _sheets(_opened(path, file, copies.workdir), path, file, merged, actions, mapping)
    report = [p for s in sheets for p in s.recognised.problems if p.code == REPORT]
    if report:
        raise Refused(report[:1])
    usable = _usable(sheets)
    if not usable:
        raise Refused(_nothing_usable(sheets, others, file))
    names = {s.name: f"{file}:{s.name}" if len(usable) > 1 else file for s in usable}
    problems = [replace(p, place=Place(names[s.name])) for s in usable for p in s.recognised.problems]
    if problems:
        raise Refused(problems)
    left_out = {s.name: s.top() for s in sheets if s.name not in names} | others
    if lost := [*_records_left_out(left_out, usable[0].recognised.columns, file)]:
        raise Refused(lost)
    first, *more = [_table(s, path, names[s.name], copies, actions, mapping) for s in usable]
    return [replace(first, notes=(*_sheets_passed_over([*left_out]), *first.notes)), *more]


def _opened(path: Path, file: str, workdir: Path) -> CalamineWorkbook:
    import python_calamine

    try:
        with understood(file):
            return open_workbook(path, workdir)
    except python_calamine.PasswordError:
        title = Text("工作簿有密码", "the workbook is protected by a password")
        hint = Text("请去掉密码后另存", "save it without the password")
        raise Refused([Diagnostic("log/format", title, Place(file), hint)]) from None


def _sheets(
    book: CalamineWorkbook,
    path: Path,
    file: str,
    merged: Mapping[str, Sequence[Area]],
    actions: Mapping[str, str],
    mapping: HeaderMapping | None,
) -> tuple[list[_Sheet], dict[str, Iterable[GridRow]]]:
    """The sheets with a header, and by their names the first rows of those without."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    names = [meta.name for meta in book.sheets_metadata]
    _check_names(names, file)
    with understood(file):
        shown = shown_instead(path, names)
        unseen = hidden_rows(path, names)
    sheets, others = [], dict[str, Iterable[GridRow]]()
    for meta in book.sheets_metadata:
        instead = shown.get(meta.name, {})
        check_errors(instead, f"{file}:{meta.name}")
        with understood(file):
            sheet = sheet_named(book, meta.name) if meta.typ == SheetTypeEnum.WorkSheet else None
            areas = (sheet.merged_cell_ranges or merged.get(meta.name, [])) if sheet else []
        top = list(islice(_rows(sheet, areas, instead, file), TOP)) if sheet else []
        header = find_header(top, areas, actions, mapping)
        if sheet is None or header is None:
            others[meta.name] = islice(_rows(sheet, areas, instead, file), _LOOKED_AT) if sheet else ()
            continue
        check("columns", len(header.labels), Place(f"{file}:{meta.name}", header.last))
        recognised = recognise(header.labels, actions, mapping, file)
        hidden = meta.visible != SheetVisibleEnum.Visible
        rows_hidden = unseen.get(meta.name, ())
        sheets.append(_Sheet(meta.name, sheet, instead, areas, header, recognised, hidden, rows_hidden, file))
    return sheets, others


def _check_names(names: Sequence[str], file: str) -> None:
    """The sheets are read by their names; two of one name would be one of them twice."""
    twice = next((name for name, n in Counter(names).items() if n > 1), None)
    if twice is not None:
        title = Text(f"有两张工作表都叫“{twice}”", f"two worksheets are called “{twice}”")
        hint = Text("请用表格软件给其中一张改名后另存", "rename one of them in a spreadsheet program and save it")
        raise Refused([Diagnostic("log/format", title, Place(file), hint)])


def _rows(
    sheet: CalamineSheet, areas: Sequence[Area], instead: Shown, file: str, names: Collection[int] = ()
) -> Iterator[GridRow]:
    with understood(file):
        yield from rows(values_of(sheet), sheet.start[1] if sheet.start else 0, areas, instead, names)


def _usable(sheets: Sequence[_Sheet]) -> list[_Sheet]:
    """Sheets with a shape. A list of publications without any matter is a side note where another sheet is a log."""
    shaped = [s for s in sheets if s.recognised.shape is not None]
    logs = [s for s in shaped if s.recognised.shape is not Shape.PUBLICATIONS or _has_matter(s.recognised)]
    return logs or shaped


def _has_matter(recognised: Recognised) -> bool:
    return "matter" in recognised.defaults or any(c.role is Role.MATTER for c in recognised.columns)


def _table(
    sheet: _Sheet,
    path: Path,
    name: str,
    copies: Copies,
    actions: Mapping[str, str],
    mapping: HeaderMapping | None,
) -> Table:
    found = sheet.recognised
    assert found.shape is not None  # `_usable` keeps those only
    passed = _PassedOver()
    formulas = Formulas(sheet.instead, found.columns)
    with CleanCopy(copies, name, [c.header for c in found.columns], case_column(found.columns)) as copy:
        above = ((row.row, row.cells) for row in islice(sheet.rows(), sheet.header.first - 1))
        copy.rejected += records_above(above, found.columns, sheet.header.first, name, actions, mapping)
        titles = sheet.header.first - 1 - len(copy.rejected)
        times = _times(found.columns)
        for row in _data(sheet, passed):
            if row.one and _is_section(row.cells, times):
                copy.reject(row.row, SECTION, value=next(filter(None, row.cells)))
            elif formula := formulas.named(row.cells):
                copy.reject(row.row, NO_RESULT, column=formula.header, value=row.cells[formula.index])
            else:
                copy.add(row.row, row.cells)
    notes = (*_header_notes(sheet, titles), *found.notes, *_row_notes(passed))
    return Table(
        name,
        copy.path or path,
        "csv",
        found.columns,
        found.shape,
        found.defaults,
        numbered=True,
        sheet=sheet.name,
        notes=notes,
        held=copy.held,
        rejected=tuple(copy.rejected),
        rejected_more=copy.rejected_more,
        passed_over={
            NoRecord.TITLE: titles + len(passed.section),
            NoRecord.HEADER: sheet.header.last - sheet.header.first + 1,
            NoRecord.HEADER_AGAIN: len(passed.header),
            NoRecord.BLANK: len(passed.blank) + copy.blank,
            NoRecord.TOTAL: len(passed.total),
        },
        header_row=sheet.header.last,
    )


def _data(sheet: _Sheet, passed: _PassedOver) -> Iterator[GridRow]:
    """The rows under the header that hold a record."""
    times = _times(sheet.recognised.columns)
    owned = "agency" in sheet.recognised.defaults or any(c.role is Role.AGENCY for c in sheet.recognised.columns)
    header: list[list[str]] = []
    for row in sheet.rows():
        if row.row <= sheet.header.last:
            if row.row >= sheet.header.first:
                header.append(row.cells)
        elif row.blank:
            passed.blank.append(row.row)
        elif row.cells in header:
            passed.header.append(row.row)
        elif _is_total(row.cells, times):
            passed.total.append(row.row)
        elif owned and row.one and _is_section(row.cells, times):
            passed.section.append(row.row)
        else:
            passed.filled += row.filled
            if row.row - 1 in sheet.hidden_rows:
                passed.unseen.append(row.row)
            yield row


def _times(columns: Sequence[Column]) -> list[int]:
    return [c.index for c in columns if c.role in (Role.TIME, Role.MILESTONE)]


def _is_total(cells: Sequence[str], times: Sequence[int]) -> bool:
    """A row that is called a total in one of its first cells, or of a group with figures alone beside, and states no time."""
    called = {fold(cell).replace(" ", "").rstrip(":") for cell in cells[:_FIRST_CELLS]}
    if not (called & {total.replace(" ", "") for total in _TOTALS} or _is_of_a_group(cells)):
        return False
    return not any(isinstance(parse_time(cells[index]), Stated) for index in times if index < len(cells))


def _is_of_a_group(cells: Sequence[str]) -> bool:
    said = [name for cell in cells if not _FIGURE.fullmatch(name := fold(cell))]
    return len(said) == 1 and _OF_A_GROUP.search(said[0]) is not None


def _is_section(cells: Sequence[str], times: Sequence[int]) -> bool:
    """A row whose one text stands for a time and for what is none: the title of a section (2017年), merged over the table."""
    stated = {index for index in times if index < len(cells) and cells[index]}
    return bool(stated) and any(cell and index not in stated for index, cell in enumerate(cells))


def _header_notes(sheet: _Sheet, titles: int) -> list[Text]:
    header = sheet.header
    notes = [Text("隐藏的工作表，照样读入", "a hidden sheet, read all the same")] if sheet.hidden else []
    notes += title_note(header.first, titles)
    notes += formula_note(sheet.instead)
    return [*notes, *header_note(header.first, header.last)]


def _row_notes(passed: _PassedOver) -> list[Text]:
    notes = []
    if passed.filled:
        notes.append(
            Text(
                f"合并单元格填入 {passed.filled} 处，填的是其左上角的值",
                f"cells of merged areas filled with their value: {passed.filled}",
            )
        )
    for rows_, zh, en in (
        (passed.total, "合计行", "rows of totals"),
        (passed.section, "分节标题行", "titles of sections"),
        (passed.blank, "空行", "blank rows"),
        (passed.header, "重复的表头行", "repeated header rows"),
    ):
        if rows_:
            notes.append(_counted(rows_, f"略过{zh}", f"{en} passed over"))
    if passed.unseen:
        notes.append(
            _counted(passed.unseen, "隐藏或筛掉、照样读入的行", "rows hidden or filtered out, read all the same")
        )
    return notes


def _counted(numbers: Sequence[int], zh: str, en: str) -> Text:
    more = "…" if len(numbers) > _ROWS_NAMED else ""
    shown = [str(number) for number in numbers[:_ROWS_NAMED]]
    return Text(
        f"{zh} {len(numbers)} 行：第 {'、'.join(shown)}{more} 行",
        f"{en}: {len(numbers)} (row {', '.join(shown)}{more})",
    )


def _sheets_passed_over(names: Sequence[str]) -> list[Text]:
    if not names:
        return []
    zh = "、".join(f"“{name}”" for name in names)
    en = ", ".join(f"“{name}”" for name in names)
    return [Text(f"没有台账表头、略过的工作表：{zh}", f"sheets passed over, which have no header of a log: {en}")]


def _records_left_out(
    sheets: Mapping[str, Iterable[GridRow]], columns: Sequence[Column], file: str
) -> Iterator[Diagnostic]:
    """Sheets without a header, or with one that names no time, whose rows read like those of a sheet that has one."""
    for name, top in sheets.items():
        row = next((row.row for row in top if reads_like_record(row.cells, columns)), None)
        if row is not None:
            title = Text(
                f"这张工作表没有认得出的表头，第 {row} 行却像是一条记录",
                f"the sheet has no header that is recognised, and row {row} reads like a record",
            )
            hint = Text(
                "请补上与其他工作表相同的表头；不是台账的，另存为单独的文件",
                "give it the header of the other sheets; what is no log belongs in a file of its own",
            )
            yield Diagnostic("log/no-header", title, Place(f"{file}:{name}", row), hint)


def _nothing_usable(sheets: Sequence[_Sheet], others: Iterable[str], file: str) -> list[Diagnostic]:
    """The sheet that comes closest says what it lacks; without any header the first rows are all there is to say."""
    if sheets:
        closest = max(sheets, key=lambda s: s.header.known)
        return [replace(p, place=Place(f"{file}:{closest.name}")) for p in closest.recognised.problems]
    title = Text(
        f"没有认出表头的工作表：{'、'.join(others) or '（无）'}",
        f"no sheet has a header that is recognised: {', '.join(others) or '(none)'}",
    )
    hint = Text(
        f"表头应在前 {SEARCHED} 行里，有“事项”“单位”“环节”“时间”或“公开日期”一类的列名；也可用映射文件（--mapping）指明",
        f"a header stands in the first {SEARCHED} rows and has columns such as `matter`, `agency`, `action`, `time`; or name them "
        "in a mapping file (--mapping)",
    )
    return [Diagnostic("log/no-header", title, Place(file), hint)]
