"""What people and programs write where there is no name and no number: it names nothing, and rows that have it share nothing."""

from __future__ import annotations

import re

from compliance.diagnostics import Text
from compliance.findings.visible import visible
from compliance.log.cell_formats import KNOWN_ERRORS
from compliance.log.times import Stated, parse_time

_DITTO = ("同上", "同前", "〃", "″", '"', "”", "“", "?", "？")
NOTHING = (
    *("-", "--", "---", "—", "——", "－", "/", "//", "／", "*", "×", "_", ".", "…", "……"),
    *(
        "无",
        "暂无",
        "没有",
        "无编号",
        "无文号",
        "略",
        "待定",
        "待编",
        "TBD",
        "N/A",
        "n/a",
        "null",
        "NULL",
        "None",
        "nan",
        "NaN",
        "NaT",
    ),
    *("NA", "<NA>", r"\N", "Null", "(null)", "(NULL)", "[NULL]", "<null>", "<NULL>"),
)
"""Strokes, and words for nothing, those that R, pandas, MySQL and tools for databases write among them: as good as an empty cell
where a number is to stand, for which there may be none."""
NO_NUMBERS = tuple(sorted((*KNOWN_ERRORS, *_DITTO)))
"""Errors of spreadsheets, and marks for what stands elsewhere or is not known."""
FORMULA = "="
"""How a formula begins, which some programs export in the place of its result."""
NO_RESULT = Text(
    "公式没有结果：请用表格软件打开后保存一次",
    "a formula without its result: open the file in a spreadsheet program and save it",
)
ROUNDED = "^[1-9]([.][0-9]+){0,1}[Ee][+][1-9][0-9]+$"
"""A number of which a spreadsheet program, or a column of fractions, has kept the first digits alone (4.304E+17)."""
_NO_NAMES = frozenset((*NO_NUMBERS, *NOTHING))
_ERROR = Text(
    "这是表格软件的错误值：请改正公式后重新保存",
    "this is an error of a spreadsheet: put its formula right and save it again",
)
_NOTHING = Text(
    "这不是名称或编号：与上一行相同的，请照样写全；没有编号的，请留空",
    "this is no name and no number: write in full what is as in the row above, and leave empty a number that there is not",
)
_ROUNDED = Text(
    "这是科学计数法，后面的数字已经丢失，几个编号会成为一个：请从原来的系统重新导出，导入表格软件时把这一列设为文本",
    "this number has lost its last digits, so that several become one: export it anew from where it comes from, and have the "
    "spreadsheet program take the column as text",
)
_DAY = re.compile(r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d")
_SHIFTED = Text(
    "这是时间，不是名称：这一行的单元格多半错位了",
    "this is a time and no name: most likely the cells of the row have shifted",
)


def why_no_name(text: str) -> Text | None:
    """Why a text names nothing, where it is such."""
    said = visible(text).strip()
    if said in KNOWN_ERRORS:
        return _ERROR
    if said.startswith(FORMULA):
        return NO_RESULT
    if re.match(ROUNDED, said):
        return _ROUNDED
    if _DAY.match(said) and isinstance(parse_time(said), Stated):
        return _SHIFTED
    return _NOTHING if said in _NO_NAMES else None
