"""Findings that a cluster writes in parts take no place that is taken."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import pytest

from compliance.checking import Request, checked
from compliance.checking.parts import check_parts, write_in_parts
from compliance.diagnostics import Refused
from compliance.engine.asked import Asked
from compliance.findings import Assessment
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
        ("out.parquet", ("out.parquet/a.csv",), "report/twice"),
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
    """Of a cluster: a folder with one part that says `said`."""

    said = "new"

    def store(self, file: object, folder: str) -> None:
        """Writes it."""
        Path(folder).mkdir()
        (Path(folder) / "part-0").write_text(self.said, "utf-8")


@pytest.fixture
def found(tmp_path: Path) -> Iterator[Assessment]:
    """An assessment of which a cluster has the findings."""
    with checked(Request((str(_log(tmp_path)),), Asked(datetime(2018, 12, 31)), rules=(RULE,))) as assessment:
        yield replace(assessment, findings=cast(Any, Findings()))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder of parts of an earlier run."""
    (tmp_path / "out.parquet").mkdir()
    (tmp_path / "out.parquet" / "part-0").write_text("old", "utf-8")
    return tmp_path / "out.parquet"


def test_a_place_that_is_not_there_is_told_in_the_words_of_all_reports(found: Assessment, tmp_path: Path) -> None:
    """In both languages, with what to look at."""
    with (
        pytest.raises(Refused) as refused,
        write_in_parts(found, [str(tmp_path / "no" / "out.parquet")], Manner()),
    ):
        raise AssertionError
    (problem,) = refused.value.diagnostics
    assert problem.title.zh == "报告写不进去：没有这个文件或文件夹" and problem.hint is not None


def test_a_folder_of_parts_takes_the_place_of_the_one_that_stood_there(found: Assessment, place: Path) -> None:
    """What a run that was killed left there goes with the next."""
    left = place.parent / ".compliance-abcdefgh"
    (left / "new").mkdir(parents=True)
    (left / "lock").touch()
    with write_in_parts(found, [str(place)], Manner()) as written:
        assert [(one.name, one.files) for one in written] == [(str(place), 1)]
    assert _lies_there(place) == ("new", [])


def test_where_another_report_cannot_be_written_the_parts_are_as_they_were(found: Assessment, place: Path) -> None:
    """All that a run writes is written, or none."""
    with pytest.raises(ZeroDivisionError), write_in_parts(found, [str(place)], Manner()):
        raise ZeroDivisionError
    assert _lies_there(place) == ("old", [])


def test_where_parts_cannot_take_their_place_what_stood_there_stands_again(
    found: Assessment, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was lost."""
    replaced = os.replace

    def refused(what: Path, where: Path) -> None:
        if what.name == "new":
            raise OSError(errno.EBUSY, "busy")
        replaced(what, where)

    monkeypatch.setattr(os, "replace", refused)
    with pytest.raises(Refused), write_in_parts(found, [str(place)], Manner()):
        pass
    assert _lies_there(place) == ("old", [])


def _lies_there(place: Path) -> tuple[str, list[str]]:
    """What the part says, and the folders that are left beside it."""
    return (place / "part-0").read_text("utf-8"), [left.name for left in place.parent.glob(".compliance-*")]


def _log(folder: Path) -> Path:
    (folder / "log.csv").write_text(LOG, "utf-8")
    return folder / "log.csv"
