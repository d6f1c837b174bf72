"""Findings that a cluster writes in parts take no place that is taken."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import pytest

from compliance.checking import Request, checked
from compliance.checking.parts import check_parts, write_in_parts
from compliance.diagnostics import Refused
from compliance.engine.asked import Asked
from compliance.reports.manner import Manner

LOG = "编号,事项,单位,环节,时间\n1,预决算,财政局,批准,2018-01-10\n"
RULE = "预决算 批准后20日内公开"


@pytest.mark.parametrize(
    ("parts", "files", "code"),
    [
        ("log.parquet/a.csv", (), "report/log"),
        ("log.parquet", (), "report/log"),
        ("log.parquet/", (), "report/log"),
        ("out.parquet", ("log.parquet/a.csv",), "report/log"),
        ("out.parquet", ("./out.parquet",), "report/twice"),
        ("out.parquet", ("out.csv",), ""),
        ("s3://bucket/log.parquet", (), ""),
    ],
)
def test_parts_do_not_take_the_place_of_the_log(
    parts: str, files: tuple[str, ...], code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither that of its file nor that of a folder in which it lies, for a folder of parts is replaced as a whole."""
    monkeypatch.chdir(tmp_path)
    Path("log.parquet").mkdir()
    Path("log.parquet/a.csv").write_text(LOG, "utf-8")
    with checked(Request(("log.parquet",), Asked(datetime(2018, 12, 31)), rules=(RULE,))) as assessment:
        if not code:
            check_parts(assessment, [parts], files)
            return
        with pytest.raises(Refused) as refused:
            check_parts(assessment, [parts], files)
    assert [problem.code for problem in refused.value.diagnostics] == [code]


class Findings:
    """Of a cluster, which are asked for nothing where there is no place for them."""

    def store(self, *_: object) -> None:
        """Nothing comes of it."""
        raise AssertionError


def test_a_place_that_is_not_there_is_told_in_the_words_of_all_reports(tmp_path: Path) -> None:
    """In both languages, with what to look at."""
    with checked(Request((str(_log(tmp_path)),), Asked(datetime(2018, 12, 31)), rules=(RULE,))) as assessment:
        found = replace(assessment, findings=cast(Any, Findings()))
        with pytest.raises(Refused) as refused:
            write_in_parts(found, [str(tmp_path / "no" / "out.parquet")], Manner())
    (problem,) = refused.value.diagnostics
    assert problem.title.zh == "报告写不进去：没有这个文件或文件夹" and problem.hint is not None


def _log(folder: Path) -> Path:
    (folder / "log.csv").write_text(LOG, "utf-8")
    return folder / "log.csv"
