"""The example ledgers as files: one ledger in three forms, as clean and as untidy as offices keep them."""

from __future__ import annotations

import csv
import re
import unicodedata
from datetime import datetime
from pathlib import Path

from openpyxl import load_workbook

FOLDER = Path(__file__).parents[2] / "examples"
Rows = list[list[str]]


def rows(name: str, encoding: str = "utf-8") -> Rows:
    """The rows of a CSV file, the header among them."""
    with (FOLDER / name).open(encoding=encoding, newline="") as file:
        return list(csv.reader(file))


def iso(value: object) -> str:
    """A cell of the workbook as the clean ledger writes it."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    text = str(value or "")
    plain = unicodedata.normalize("NFKC", text)
    found = re.fullmatch(r"(\d{4})[年.](\d{1,2})(?:月|\.)(?:(\d{1,2})日?)?", plain)
    return "-".join(part.zfill(2) for part in found.groups() if part) if found else text


def test_the_ledger_is_of_a_years_size() -> None:
    """Every row is as long as the header, and no case number comes twice."""
    header, *records = rows("tongjiang-2018.csv")
    assert len(records) == 378
    assert {len(record) for record in records} == {len(header)}
    assert len({record[0] for record in records}) == len(records)


def test_the_gbk_file_is_the_same_ledger() -> None:
    """Only the encoding and the line ends differ."""
    raw = (FOLDER / "tongjiang-2018-gbk.csv").read_bytes()
    assert b"\r\n" in raw
    assert rows("tongjiang-2018-gbk.csv", "gbk") == rows("tongjiang-2018.csv")


def test_the_workbook_is_the_same_ledger_in_an_offices_form() -> None:
    """A title, merged agencies, dates and words for dates, a blank row and a total row; the records are the same."""
    sheet = load_workbook(FOLDER / "tongjiang-2018.xlsx").active
    assert sheet is not None
    title, header, *body = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert title[0] == "同江市2018年政务公开工作台账" and not any(title[1:])
    assert len(sheet.merged_cells.ranges) == 14
    assert body[-1][0] == "合计" and sum(not any(row) for row in body) == 1
    dates = [
        cell for row in body for cell, name in zip(row, header, strict=True) if cell and str(name).endswith("日期")
    ]
    assert {datetime, str} == {type(cell) for cell in dates}

    records: Rows = []
    for row in body[:-1]:
        if row[0]:
            record = [
                iso(cell) if str(name).endswith("日期") else str(cell or "")
                for cell, name in zip(row, header, strict=True)
            ]
            record[1] = record[1] or records[-1][1]
            records.append(record)
    assert [[str(name) for name in header], *records] == rows("tongjiang-2018.csv")


def test_the_list_of_documents_needs_its_mapping() -> None:
    """Thirty documents, each with a number; some lack a date of issue or of publication."""
    header, *records = rows("documents.csv")
    assert header == ["文号", "标题", "发文机关", "成文日期", "发布日期"]
    assert len({record[0] for record in records}) == 30
    assert sum(not record[3] for record in records) == 1 and sum(not record[4] for record in records) == 1
