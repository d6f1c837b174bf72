"""Findings that a cluster writes in parts take no place that is taken."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from compliance.checking import Request, checked
from compliance.checking.parts import check_parts
from compliance.diagnostics import Refused
from compliance.engine.asked import Asked

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
