"""Rows that give no event: those that cannot be used, and those that repeat another."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.engine.conftest import Check

RULE = "预决算 批准后20日内公开\n"


def test_an_empty_milestone_is_no_fault_and_a_row_of_nothing_else_is(check: Check) -> None:
    """In one file and in two, of which the other has its rows at the same places."""
    head = "编号,事项,单位,批准日期,公开日期\n"
    part, empty, odd = "1,预决算,A局,,2018-01-12\n", "2,预决算,A局,,\n", "3,预决算,A局,,2018年13月\n"
    found = check(RULE, head + part + empty + odd + "4,预决算,A局,2018-01-10,\n")
    assert [(r.row, r.column, r.value) for r in found.assessment.log.rejected] == [
        (3, None, None),
        (4, "公开日期", "2018年13月"),
    ]
    assert found.verdicts == {"4": "missing"}
    both = check(
        RULE,
        {"a.csv": head + part + "4,预决算,A局,2018-01-10,\n", "b.csv": head + empty + "5,预决算,A局,2018-01-10,\n"},
    )
    assert [(Path(r.file).name, r.row) for r in both.assessment.log.rejected] == [("b.csv", 2)]


def test_a_row_is_told_with_the_first_column_at_fault_and_gives_no_event(check: Check) -> None:
    """Each once, whatever else is wrong with it and with others; a time that can be read does not save it."""
    log = """case,matter,agency,action,time
1,预决算,A局,批准,2018-01-10
1,预决算,A局,,2018-01-12
1,预决算, ,公开,2018-01-12
1,,A局,公开,2018-01-12
1,预决算,A局,,2018-13
1,预决算,A局,公开,2018-13
1,预决算,A局,公开,2018-14
1,预决算,A局,公开,
"""
    found = check(RULE, log)
    assert [(r.row, r.column, r.value) for r in found.assessment.log.rejected] == [
        (3, "action", None),
        (4, "agency", None),
        (5, "matter", None),
        (6, "action", None),
        (7, "time", "2018-13"),
        (8, "time", "2018-14"),
        (9, "time", None),
    ]
    assert found.verdicts == {"1": "missing"} and found.assessment.log.events == 1


def test_a_file_without_a_column_of_matters_gives_nothing(check: Check) -> None:
    """Whatever else its rows say; what the other file says is checked."""
    files = {
        "a.csv": "case,matter,agency,action,time\n1,预决算,A局,批准,2018-01-10\n",
        "b.csv": "case,agency,action,time\n1,A局,公开,2018-01-12\n",
    }
    found = check(RULE, files)
    assert found.verdicts == {"1": "missing"}
    assert [Path(file.file).name for file in found.assessment.log.unread] == ["b.csv"]


@pytest.mark.parametrize("note", ["", "同"])
def test_of_equal_rows_the_first_stays_whatever_other_rows_are_like_them(check: Check, note: str) -> None:
    """Two records at one time, each of them written twice: they differ in what was done alone."""
    approved, published = (f"1,预决算,A局,{action},2018-01-10,{note}\n" for action in ("批准", "公开"))
    found = check(RULE, "case,matter,agency,action,time,note\n" + (approved + published) * 2)
    assert found.verdicts == {"1": "met"}
    source, done = found["1"].trigger_source, found["1"].completed_source
    assert source is not None and done is not None and (source.row, done.row) == (2, 3)
    assert found.assessment.log.events == 2


def test_a_ground_claimed_at_the_very_instant_of_the_check_is_seen(check: Check) -> None:
    """One that is claimed a minute later is not."""
    log = "case,matter,agency,action,time,exemption\n1,预决算,A局,批准,2018-01-10,\n1,预决算,A局,自查,2018-02-20 09:30,国家秘密\n"
    rule = f"{RULE}    除外 国家秘密\n"
    assert check(rule, log, as_of="2018-02-20 09:30").verdicts == {"1": "exempt"}
    assert check(rule, log, as_of="2018-02-20 09:29").verdicts == {"1": "missing"}


@pytest.mark.parametrize("error", ["#N/A", "#REF!", " #DIV/0!", "同上", "〃", "？", "=A1", '="001"&A1'])
def test_what_stands_for_a_name_or_a_number_is_none(check: Check, error: str) -> None:
    """Rows without a number have nothing in common, whatever stands there: the publication of one would be that of all."""
    log = f"""case,matter,agency,action,time
{error},预决算,A局,批准,2018-01-10
{error},预决算,A局,公开,2018-01-12
1,{error},A局,批准,2018-01-10
1,预决算,{error},批准,2018-01-10
1,预决算,A局,{error},2018-01-10
#12,预决算,A局,批准,2018-01-10
"""
    found = check(RULE, log)
    assert [(r.row, r.column, r.value and r.value.strip()) for r in found.assessment.log.rejected] == [
        (row, column, error.strip())
        for row, column in ((2, "case"), (3, "case"), (4, "matter"), (5, "agency"), (6, "action"))
    ]
    assert found.verdicts == {"#12": "missing"}


@pytest.mark.parametrize("nothing", ["NA", "<NA>", r"\N", "(null)", "[NULL]", "<null>", " NA "])
def test_what_programs_write_for_no_number_is_none(check: Check, nothing: str) -> None:
    """Rows of R, MySQL and tools for databases were all of one case: what was published of one was published of all."""
    log = f"""编号,事项,单位,批准日期,公开日期
{nothing},预决算,A局,2018-01-10,
{nothing},预决算,A局,,2018-01-12
1,预决算,{nothing},2018-01-10,
"""
    found = check(RULE, log)
    assert [str(finding.verdict) for finding in found.findings] == ["missing"]
    assert [(r.row, r.column) for r in found.assessment.log.rejected] == [(4, "单位")]


@pytest.mark.parametrize("number", ["4.304E+17", "4E+11", "4.3040020180105126e+17"])
def test_a_number_that_has_lost_its_digits_is_none(check: Check, number: str) -> None:
    """A spreadsheet program that opens a CSV and saves it makes one number of all that are long: one publication was that of all."""
    log = f"""编号,事项,单位,批准日期,公开日期
{number},预决算,A局,2018-01-10,
{number},预决算,A局,,2018-01-12
4E+1,预决算,A局,2018-01-10,
"""
    found = check(RULE, log)
    rejected = found.assessment.log.rejected
    assert [(r.row, r.column, r.value) for r in rejected] == [(2, "编号", number), (3, "编号", number)]
    assert all("科学计数法" in r.reason.zh and "last digits" in r.reason.en for r in rejected)
    assert found.verdicts == {"4E+1": "missing"}


def test_a_day_where_a_name_is_to_stand_shows_that_cells_have_shifted(check: Check) -> None:
    """A comma that is lacking moves the first date into the matter, and the row would be a record of it with another date."""
    log = """编号,单位,事项,批准日期,公开日期
1,财政局,预决算,2018-01-10,2018-01-12
2,财政局预决算,2018-01-10,2018-01-12
2018-01-10,财政局,2018年预算,2018-01-10,2018-01-12
"""
    found = check(RULE, log)
    (rejected,) = found.assessment.log.rejected
    assert (rejected.row, rejected.column, rejected.value) == (3, "事项", "2018-01-10")
    assert "错位" in rejected.reason.zh


@pytest.mark.parametrize("nothing", ["/", "——", " 无 ", "nan", "无编号", "NULL"])
def test_words_for_nothing_are_no_number_and_no_name(check: Check, nothing: str) -> None:
    """A row of a ledger is a case of its own then, an event one of all without a number; but an agency it must have."""
    ledger = check(
        RULE,
        f"编号,事项,单位,批准日期,公开日期\n{nothing},预决算,A局,2018-01-10,2018-01-12\n{nothing},预决算,A局,2018-01-10,\n,预决算,{nothing},2018-01-10,\n",
    )
    assert ledger.verdicts == {"#2": "met", "#3": "missing"}
    assert [(r.row, r.column) for r in ledger.assessment.log.rejected] == [(4, "单位")]
    events = "编号,事项,单位,环节,时间\n" + "".join(
        f"{n},预决算,A局,{act}\n" for n, act in ((nothing, "批准,2018-01-10"), ("", "公开,2018-01-12"))
    )
    assert check(RULE, events).verdicts == {"": "met"}


def test_a_row_of_a_ledger_whose_number_is_an_error_is_rejected_whole(check: Check) -> None:
    """Also among several files, of which another numbers its rows by their place."""
    files = {
        "a.csv": "编号,事项,单位,批准日期,公开日期\n#N/A,预决算,A局,2018-01-10,\n2,预决算,A局,2018-01-10,\n",
        "b.csv": "事项,单位,批准日期,公开日期\n预决算,A局,2018-01-10,2018-01-12\n",
    }
    found = check(RULE, files)
    assert [(r.row, r.column, r.value) for r in found.assessment.log.rejected] == [(2, "编号", "#N/A")]
    assert sorted(found.verdicts.values()) == ["met", "missing"]


def test_a_row_of_another_case_is_no_repetition(check: Check) -> None:
    """Where a row stands twice, those that differ from it in the number of the case alone stay."""
    row = "{},预决算,A局,批准,2018-01-10\n"
    found = check(RULE, "case,matter,agency,action,time\n" + "".join(map(row.format, [1, 2, 1, 3, 2])))
    assert found.verdicts == {"1": "missing", "2": "missing", "3": "missing"}
    assert found.assessment.log.events == 3
