from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from tests.reports.conftest import HOSTILE, Listed, until
from tests.reports.office import converted, lost, pages

from compliance.calendars.interval import Interval
from compliance.diagnostics import Refused
from compliance.findings import GAPS, Assessment, Source, Verdict
from compliance.reports import Manner, packing
from compliance.reports.cells import LONGEST_CELL, cell_text, due_value, time_value
from compliance.reports.workbook import write
from compliance.reports.workbook_words import PROBLEM_COLUMNS

HEADER = 3
"""The row of a list's header, counted from 1."""


def written(assessment: Assessment, manner: Manner | None = None) -> bytes:
    """The workbook as a file."""
    out = io.BytesIO()
    write(assessment, manner or Manner(), out)
    return out.getvalue()


def book(assessment: Assessment, manner: Manner | None = None) -> openpyxl.Workbook:
    """The workbook as a spreadsheet reads it."""
    return openpyxl.load_workbook(io.BytesIO(written(assessment, manner)))


def rows(sheet: Worksheet) -> list[dict[str, object]]:
    """The rows of a list under its headers."""
    header, *body = sheet.iter_rows(min_row=HEADER, values_only=True)
    return [dict(zip(header, row, strict=True)) for row in body]


def test_sheets_and_columns_are_those_of_an_office(assessment: Assessment) -> None:
    """A summary, the list to work through with its fourteen columns, everything that was found."""
    found = book(assessment)
    assert found.sheetnames == ["汇总", "问题清单", "全部核查结果"]
    listed = " ".join(str(cell.value) for cell in found["问题清单"][HEADER])
    assert listed == (
        "序号 问题编号 单位 事项 法规依据 问题描述 应公开日期 实际公开日期 逾期天数 "
        "整改要求 整改时限 整改情况 整改状态 复查结论"
    )


def test_problems_are_the_gaps_that_count(assessment: Assessment) -> None:
    """Each gap has a row; a case of a share and a waived gap stand in the list of everything alone, which says why."""
    waived = replace(next(iter(assessment.findings)), waived=True, case="2018-99")
    more = replace(assessment, findings=[*assessment.findings, waived])
    found = book(more)
    problems, everything = rows(found["问题清单"]), rows(found["全部核查结果"])
    assert len(problems) == assessment.summary.gaps
    assert [row["序号"] for row in problems] == list(range(1, len(problems) + 1))
    assert len(everything) == len(list(more.findings))
    notes = {row["编号"]: row["备注"] for row in everything}
    numbers = {row["问题编号"] for row in problems}
    assert sorted(filter(None, (notes[n] for n in notes if n not in numbers))) == [
        "暂缓",
        "计入比例，不单独计为问题",
    ]


def test_a_problem_says_what_an_agency_needs(assessment: Assessment) -> None:
    """Who, what, by which clause, what is wrong; dates that are dates, days that are a number."""
    late = rows(book(assessment)["问题清单"])[0]
    assert late["单位"] == "财政局" and late["事项"] == "预决算（2018-01）"
    assert late["法规依据"] == "《某县2018年政务公开工作要点》一(五)"
    assert str(late["问题描述"]).startswith("逾期：2018-09-03批准")
    assert (late["应公开日期"], late["实际公开日期"], late["逾期天数"]) == (
        datetime(2018, 10, 8),
        datetime(2018, 10, 9),
        1,
    )
    assert late["整改状态"] == "未整改" and late["复查结论"] is None


def test_a_day_by_which_to_put_right_is_filled_in(assessment: Assessment) -> None:
    """Where it was given, every problem has it as a date."""
    found = rows(book(assessment, Manner(put_right_by=date(2019, 1, 31)))["问题清单"])
    assert {row["整改时限"] for row in found} == {datetime(2019, 1, 31)}


def test_what_the_tool_wrote_is_locked_and_what_people_fill_in_is_not(assessment: Assessment) -> None:
    """The sheet is protected without a password; filters work; the yellow columns, added columns and rows are open."""
    sheet = book(assessment)["问题清单"]
    assert sheet.protection.sheet and not sheet.protection.password
    assert not sheet.protection.autoFilter and not sheet.protection.sort, "these are marks of what is forbidden"
    for n, words in enumerate(PROBLEM_COLUMNS, 1):
        assert sheet.cell(HEADER + 1, n).protection.locked is not words.filled, words.key
    assert not sheet.column_dimensions["O"].protection.locked
    assert sheet.auto_filter.ref.startswith(f"A{HEADER}:N")


def test_status_and_conclusion_are_picked_from_a_list(assessment: Assessment) -> None:
    """The drop-downs hold the words that the recheck understands, and reach below the last row."""
    sheet = book(assessment)["问题清单"]
    offered = {str(v.sqref).split(":")[0]: v.formula1 for v in sheet.data_validations.dataValidation}
    assert offered == {"M4": '"未整改,整改中,已整改"', "N4": '"新增,未整改,已整改,反弹,待核实"'}
    assert all(min(v.sqref.ranges).max_row > sheet.max_row + 400 for v in sheet.data_validations.dataValidation)


def test_a_temporary_folder_without_room_is_told_as_such(
    assessment: Assessment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The place of the workbook was called full, where there was room."""

    @contextmanager
    def gone() -> Iterator[Path]:
        yield tmp_path / "gone"

    monkeypatch.setattr(packing, "own_folder", gone)
    with pytest.raises(Refused) as refused:
        written(assessment)
    assert [problem.code for problem in refused.value.diagnostics] == ["machine/disk"]


def test_it_is_set_up_for_paper(assessment: Assessment) -> None:
    """A4 across, as wide as the page, the header on every page and in sight, page numbers."""
    sheet = book(assessment)["问题清单"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (
        "landscape",
        9,
        0,
    )
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == f"$1:${HEADER}"
    assert sheet.freeze_panes == "D4"
    assert sheet.oddFooter.center.text == "第 &P 页 共 &N 页"
    assert sheet["A4"].font.name == "宋体" and sheet["A3"].font.name == "黑体"


def test_an_agency_has_a_sheet_of_its_own(assessment: Assessment) -> None:
    """Split by agency, each that has problems has a list with them alone; names that no sheet may have are mended."""
    found = book(assessment, Manner(split_by="agency"))
    assert found.sheetnames == ["汇总", "财政局", "=1+1", "应急局", "（未注明单位）", "全部核查结果"]
    assert {row["单位"] for row in rows(found["财政局"])} == {"财政局"}
    counted = sum(len(rows(found[name])) for name in found.sheetnames[1:-1])
    assert counted == assessment.summary.gaps


def test_names_of_sheets_are_allowed_and_differ(of, findings) -> None:
    """Characters that no name may have, names too long, and names alike but for their case."""
    names = ["a/b:c*d?e[f]g\\h", "很长" * 40, "很长" * 41, "abc", "ABC", "'quoted'", "History"]
    found = book(of([replace(findings[0], agency=name) for name in names]), Manner(split_by="agency"))
    sheets = found.sheetnames[1:-1]
    assert len({name.lower() for name in sheets}) == len(names)
    assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in sheets)


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "＝1", "{=1}", '=HYPERLINK("http://x")']
)
def test_no_text_becomes_a_formula_or_a_link(of, findings, text: str) -> None:
    """It is a text when the file is opened, and stays one when the cell is edited."""
    data = written(of([replace(findings[0], agency=text, matter=text, case=text, citation=text)]))
    sheet = openpyxl.load_workbook(io.BytesIO(data))["问题清单"]
    cell = sheet.cell(HEADER + 1, 3)
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix or text.startswith("{")
    files = {
        name: zipfile.ZipFile(io.BytesIO(data)).read(name) for name in zipfile.ZipFile(io.BytesIO(data)).namelist()
    }
    assert not any(b"<f>" in content or b"<hyperlink" in content for content in files.values())


@pytest.mark.parametrize(
    "text",
    [
        "<r><t>x</t></r>",
        "<r></r>",
        "a\x00b\x1b[31m",
        "_x0041_",
        "\ud800",
        "x" * 2_000_000,
        "\U0001f600" * 40_000,
        HOSTILE,
    ],
)
def test_a_hostile_cell_is_only_a_cell(of, findings, text: str) -> None:
    """Markup, control characters, escapes, half characters and endless text neither break the file nor hide anything."""
    found = rows(book(of([replace(findings[0], agency=text, matter=text)]))["问题清单"])
    (row,) = found
    assert len(str(row["单位"]).encode("utf-16-le")) <= 2 * LONGEST_CELL
    assert all(c.isprintable() for c in str(row["单位"]))


def test_long_text_of_people_is_kept_as_far_as_a_cell_can() -> None:
    """A cell holds 32,767 units; line ends stay, and the cut is marked."""
    assert cell_text("甲\n乙\r\n丙") == "甲\n乙\n丙"
    cut = cell_text("\U0001f600" * 40_000)
    assert len(cut.encode("utf-16-le")) <= 2 * LONGEST_CELL and cut.endswith("…")


def test_dates_are_dates_where_they_are_exact() -> None:
    """A day and a minute are; a month, a span, seconds and the years before 1901 stay in words."""
    assert due_value(until("2018-10-08"), "zh") == date(2018, 10, 8)
    assert due_value(Interval.exact(datetime(2018, 8, 9, 9, 30)), "zh") == datetime(2018, 8, 9, 9, 30)
    assert due_value(Interval(until("2018-10-08").lo, until("2018-10-09").hi), "zh") == "2018-10-08至2018-10-09之间"
    assert due_value(until("1850-01-01"), "zh") == "1850-01-01"
    assert time_value(Interval.month(2018, 3), "zh") == "2018-03"
    assert time_value(Interval.exact(datetime(2018, 8, 9, 9, 30, 5)), "zh") == "2018-08-09 09:30:05"


def test_an_hour_late_is_said_in_words(assessment: Assessment) -> None:
    """Where no whole day passed, the column of days says the hours."""
    (row,) = [row for row in rows(book(assessment)["问题清单"]) if row["单位"] == "应急局"]
    assert row["逾期天数"] == "逾期2.5小时" and row["应公开日期"] == datetime(2018, 8, 9, 9, 30)


def test_summary_says_what_every_report_says(assessment: Assessment) -> None:
    """The conclusion, the agencies, the rows that could not be read, what is needed to get the same again."""
    text = "\n".join(str(cell) for row in book(assessment)["汇总"].iter_rows(values_only=True) for cell in row if cell)
    for said in (
        "应公开事项12项",
        "财政局",
        "8月32日",
        "未能读取的行 2",
        "0123456789abcdef",
        "chinesecalendar",
        "县-8、县-9 (第2项)",
    ):
        assert said in text, said


def test_figures_of_the_summary_are_numbers(assessment: Assessment) -> None:
    """Shares, scores and the arithmetic: Excel sorts and adds them up; names that look like a number stay text."""
    card = assessment.summary.card
    line = replace(card.accounts[0].deductions[0], rule="7")
    account = replace(card.accounts[0], deductions=(line,))
    shown = replace(assessment, summary=replace(assessment.summary, card=replace(card, accounts=(account,))))
    sheet = [[cell.value for cell in row] for row in book(shown)["汇总"].iter_rows()]
    (shares,) = [row for row in sheet if row[0] == "占比"]
    (agency,) = [row for row in sheet if row[0] == "财政局" and len(set(row)) > 2]
    (scored,) = [row for row in sheet if row[0] == "7"]
    met = assessment.summary.verdicts[Verdict.MET] / assessment.summary.obligations
    assert met in [pytest.approx(value, abs=0.0005) for value in shares[1:] if value is not None]
    assert agency[8] == 91
    assert scored[3:9] == [2, 1.5, 3, 2.5, -2.5, 2.25] and scored[9] == "2018-01 等"


def test_long_names_in_the_score_are_not_cut(assessment: Assessment) -> None:
    """Five agencies by their official names: no row can be higher than 409 points, so their cell is as wide as the sheet lets it."""
    card = assessment.summary.card
    names = tuple(f"同江市市场监督管理局（知识产权局）综合行政执法第{n}大队 12" for n in "一二三四五")
    line = replace(card.accounts[0].deductions[0], rule="长", named=names)
    account = replace(card.accounts[0], agencies=30, deductions=(line,))
    sheet = book(replace(assessment, summary=replace(assessment.summary, card=replace(card, accounts=(account,)))))[
        "汇总"
    ]
    (row,) = [row[0].row for row in sheet.iter_rows() if row[0].value == "长"]
    assert sheet.cell(row, 10).value.startswith("、".join(names)) and sheet.row_dimensions[row].height < 300
    assert f"J{row}:K{row}" in map(str, sheet.merged_cells.ranges)


def test_english_workbook_is_english(assessment: Assessment) -> None:
    """Sheets, headers, choices and reasons."""
    found = book(assessment, Manner("en"))
    assert found.sheetnames == ["Summary", "Problems", "All findings"]
    first = rows(found["Problems"])[0]
    assert first["Problem"] and str(first["What is wrong"]).startswith("late: ") and first["Status"] == "not put right"


def test_numbers_of_problems_do_not_depend_on_where_rows_stand(assessment: Assessment, findings) -> None:
    """Another file name, another row, other findings before it: the number stays; another trigger is another problem."""
    (before,) = [row["问题编号"] for row in rows(book(assessment)["问题清单"]) if row["单位"] == "应急局"]
    assert re.fullmatch(r"[0-9A-Z]{5}-[0-9A-Z]{5}", str(before))
    moved = [
        replace(f, trigger_source=f.trigger_source._replace(file="other.csv", row=99) if f.trigger_source else None)
        for f in findings[5:]
    ]
    after = [row["问题编号"] for row in rows(book(replace(assessment, findings=moved))["问题清单"])]
    assert before in after


def test_findings_that_cannot_be_told_apart_have_numbers_of_their_own(of, findings) -> None:
    """Two rows without a number that say the same are two problems."""
    twins = [replace(findings[0], case=f"#{row}", trigger_source=Source("log.csv", row)) for row in (3, 9)]
    first, second = (row["问题编号"] for row in rows(book(of(twins))["问题清单"]))
    assert second == f"{first}-2"


def test_more_findings_than_a_sheet_has_rows_go_on_in_another(of, findings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is left out because a sheet is full."""
    monkeypatch.setattr("compliance.reports.book.MOST_ROWS", 8)
    many = [replace(findings[0], case=f"2018-{n}") for n in range(12)]
    found = book(of(many))
    lists = [name for name in found.sheetnames if name.startswith("全部核查结果")]
    assert lists == ["全部核查结果", "全部核查结果 (2)", "全部核查结果 (3)"]
    assert [row["序号"] for name in lists for row in rows(found[name])] == list(range(1, 13))


def test_nothing_wrong_is_a_workbook_too(of, findings) -> None:
    """Without a gap the list has its header and no row."""
    assert rows(book(of([findings[1]]))["问题清单"]) == []


def test_all_rows_are_high_enough_in_print(of, findings, tmp_path: Path) -> None:
    """LibreOffice prints every word of the list, its header on every page, in the fonts that were named."""
    gaps = [finding for finding in findings if finding.verdict in GAPS and finding.counts]
    many = [replace(finding, case=f"2018-{n}-{finding.case}") for n in range(8) for finding in gaps]
    assessment = of(many)
    path = tmp_path / "report.xlsx"
    path.write_bytes(written(assessment))
    pdf = converted(path, "pdf")
    shown = pages(pdf)
    lists = [page for page in shown if "整改情况" in page]
    assert len(lists) >= 3, "the header stands on every page of the list"
    said = [
        str(row[name])
        for row in rows(book(assessment)["问题清单"])
        for name in ("问题编号", "事项", "问题描述", "整改要求")
    ]
    assert not lost(said, lists)


def test_thousands_of_findings_are_all_written(of, findings) -> None:
    """None is lost between the chunks; `benchmarks/report.py --format xlsx --findings 50000` says how long many take."""
    many = [replace(findings[0 if n % 5 == 0 else 1], case=f"2018-{n}") for n in range(3_000)]
    written_book = book(replace(of(findings[:2]), findings=Listed(many)))
    assert len(rows(written_book["全部核查结果"])) == 3_000
    assert len(rows(written_book["问题清单"])) == 600


def test_every_verdict_is_in_the_list_of_everything(assessment: Assessment) -> None:
    """Met, exempt, pending and undetermined findings as well."""
    found = {row["结论"] for row in rows(book(assessment)["全部核查结果"])}
    assert found == {verdict.words.zh for verdict in Verdict}
