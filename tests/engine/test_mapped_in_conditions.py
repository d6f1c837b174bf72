"""Conditions read a column that the mapping file names by what it says it is, and what the file says that all rows share."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from compliance.checking import Request, checked
from compliance.engine.asked import Asked
from compliance.findings import Assessment

ROWS = "预决算,A局,批准,2018-01-10,甲1,急\n预决算,A局,公开,2018-01-12,甲1,急\n"


def found(tmp_path: Path, condition: str, log: str, mapping: str) -> tuple[Assessment, list[str]]:
    """The check of a log under a duty with a condition."""
    (tmp_path / "m.toml").write_text(mapping, "utf-8")
    (tmp_path / "log.csv").write_text(log, "utf-8")
    request = Request(
        (str(tmp_path / "log.csv"),),
        Asked(datetime(2018, 12, 31, 23, 59, 59, 999999)),
        rules=(f"预决算 批准后20日内公开\n    适用 {condition}\n",),
        mapping=tmp_path / "m.toml",
    )
    with checked(request) as assessment:
        return assessment, [str(finding.verdict) for finding in assessment.findings]


@pytest.mark.parametrize(
    "condition",
    [
        "time < 2018-02-01",
        "时间 < 2018-02-01",
        "登记 < 2018-02-01",
        "case = 甲1",
        "编号 = 甲1",
        "note = 急",
        "缓急 = 急",
    ],
)
def test_a_column_is_what_the_mapping_file_says(tmp_path: Path, condition: str) -> None:
    """By its own header alone it was found: by the log's own name every case was open, and nothing said that the log had no such column."""
    mapping = '[columns]\n"登记" = "time"\n"单据" = "case"\n"缓急" = "note"\n'
    assert found(tmp_path, condition, "事项,单位,环节,登记,单据,缓急\n" + ROWS, mapping)[1] == ["met"]


def test_what_the_mapping_file_names_wins_over_a_column_that_is_called_so(tmp_path: Path) -> None:
    """As it does where the check itself reads the column."""
    mapping = '[columns]\n"缓急" = "note"\n"登记" = "time"\n'
    assert found(tmp_path, "note = 急", "事项,单位,环节,登记,note,缓急\n" + ROWS, mapping)[1] == ["met"]


@pytest.mark.parametrize("condition", ["case = 甲1", "note = 急", "备注 = 急"])
def test_what_all_rows_share_is_known_to_conditions(tmp_path: Path, condition: str) -> None:
    """It was known of channels and the like, not of the number, the time and the note."""
    log = "事项,单位,环节,时间\n预决算,A局,批准,2018-01-10\n预决算,A局,公开,2018-01-12\n"
    assert found(tmp_path, condition, log, '[defaults]\ncase = "甲1"\nnote = "急"\n')[1] == ["met"]


@pytest.mark.parametrize(
    "log",
    ["事项,单位,批准日期,公开日期\n预决算,A局,2018-01-10,2018-01-12\n", "事项,单位,日期\n预决算,A局,2018-01-10\n"],
)
def test_an_action_that_no_column_says_is_not_told_to_be_lacking(tmp_path: Path, log: str) -> None:
    """The condition is judged all the same: the header of a ledger's date says the action, and a list of publications has one."""
    assessment, verdicts = found(tmp_path, "action = 批准", log, "")
    assert "log/no-column" not in [warning.code for warning in assessment.warnings]
    assert verdicts == (["met"] if "批准" in log else [])
