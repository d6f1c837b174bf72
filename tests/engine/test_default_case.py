"""A mapping file gives the number of the one case that a log is about."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest

from compliance.checking import Request, checked
from compliance.engine.asked import Asked

LEDGER, EVENTS = "事项,单位,批准日期,公开日期\n", "事项,单位,环节,时间\n"


@pytest.mark.parametrize(
    "files",
    [
        [LEDGER + "预决算,A局,2018-01-10,\n预决算,A局,,2018-01-12\n"],
        [EVENTS + "预决算,A局,批准,2018-01-10\n预决算,A局,公开,2018-01-12\n"],
        [LEDGER + "预决算,A局,2018-01-10,\n", LEDGER + "预决算,A局,,2018-01-12\n"],
        [LEDGER + "预决算,A局,2018-01-10,\n", EVENTS + "预决算,A局,公开,2018-01-12\n"],
    ],
)
def test_rows_without_a_number_are_of_the_case_that_the_mapping_names(files: list[str], tmp_path: Path) -> None:
    """It was told to be in force, and each row of a ledger was a case of its own all the same."""
    (tmp_path / "m.toml").write_text('[defaults]\ncase = "甲1"\n', "utf-8")
    names = [f"{n}.csv" for n in range(len(files))]
    for name, text in zip(names, files, strict=True):
        (tmp_path / name).write_text(text, "utf-8")
    request = Request(
        tuple(str(tmp_path / name) for name in names),
        Asked(datetime(2018, 12, 31, 23, 59, 59, 999999)),
        rules=("预决算 批准后20日内公开",),
        mapping=tmp_path / "m.toml",
    )
    with checked(request) as found:
        assert [(finding.case, str(finding.verdict)) for finding in found.findings] == [("甲1", "met")]


@pytest.mark.parametrize("rows", [1, 60_000])
def test_a_file_whose_name_is_no_text_stops_no_other(rows: int, tmp_path: Path) -> None:
    """Archives of Chinese programs hold names in GBK: rows without a number are called by such a name, whether it is small or large."""
    names = [tmp_path / "a.csv", tmp_path / os.fsdecode(b"\xb2\xc6.csv")]
    text = LEDGER + "预决算,A局,2018-01-10,2018-01-12\n" + "预决算,A局,2018-01-10,2018-01-13\n" * rows
    for name in names:
        name.write_text(text, "utf-8")
    asked = Asked(datetime(2018, 12, 31, 23, 59, 59, 999999))
    with checked(Request(tuple(map(str, names)), asked, rules=("预决算 批准后20日内公开",))) as found:
        cases = {finding.case.rpartition("/")[2] for finding in found.findings if finding.case}
    assert cases == {"a.csv#2", "a.csv#3", "[U+DCB2][U+DCC6].csv#2", "[U+DCB2][U+DCC6].csv#3"}
