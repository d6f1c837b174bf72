from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from compliance.findings import Assessment
from compliance.reports import Manner
from compliance.reports.csv import write
from compliance.reports.record import KEYS


def rows(assessment: Assessment) -> list[dict[str, str]]:
    """The report, read back as a spreadsheet does."""
    out = io.BytesIO()
    write(assessment, Manner(), out)
    assert out.getvalue().startswith(b"\xef\xbb\xbf"), "a spreadsheet needs the mark to take it for UTF-8"
    return list(csv.DictReader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline="")))


def test_a_row_for_each_finding_under_the_keys_of_the_schema(assessment: Assessment) -> None:
    """The columns are the findings' keys in their order."""
    read = rows(assessment)
    assert tuple(read[0]) == KEYS
    assert [row["verdict"] for row in read] == [finding.verdict.value for finding in assessment.findings]


def test_lists_are_joined_and_numbers_plain(assessment: Assessment) -> None:
    """Several things in one cell are parted by semicolons; nothing is an empty cell."""
    late, _, _, partly = rows(assessment)[:4]
    assert late["days_late"] == "1" and late["hours_late"] == "" and late["counts"] == "true"
    assert late["evidence"] == "trigger=log.csv:3;completed=log.csv:4"
    assert partly["missing_channels"] == "政府网站|政务微博"
    both = replace(next(iter(assessment.findings)), missing_elements=("甲", "乙"))
    assert rows(replace(assessment, findings=[both]))[0]["missing_elements"] == "甲;乙"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_text_becomes_a_formula(of, findings, start: str) -> None:
    """A cell that a spreadsheet would run has an apostrophe before it."""
    (row,) = rows(of([replace(findings[0], agency=f"{start}cmd|' /C calc'!A0", missing_elements=(f"{start}1",))]))
    assert row["agency"] == f"'{start}cmd|' /C calc'!A0"
    assert row["missing_elements"] == f"'{start}1"


def test_a_negative_number_is_no_text(of, findings) -> None:
    """Only text is guarded: a number stays one."""
    (row,) = rows(of([replace(findings[0], hours_late=-1.5)]))
    assert row["hours_late"] == "-1.5"


def test_quotes_commas_and_lines_within_a_cell(of, findings) -> None:
    """A cell with any of them is one cell."""
    (row,) = rows(of([replace(findings[0], case='a"b,c\nd')]))
    assert row["case"] == 'a"b,c\nd'


def test_the_file_stays_open_for_whoever_opened_it(assessment: Assessment) -> None:
    """The caller renames the file when all of it is written, and closes it."""
    out = io.BytesIO()
    write(assessment, Manner(), out)
    assert not out.closed
