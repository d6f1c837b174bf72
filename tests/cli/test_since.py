"""`compliance check --since`: what is printed, and a report that takes the place of the one it goes on from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run

OLD = "编号,事项,单位,环节,时间\n1,预决算,财政局,批准,2018-01-10\n2,预决算,13912345678局,批准,2018-02-10\n"
NEW = "1,预决算,财政局,公开,2018-02-10\n"
CHECK = ("check", "log.csv", "--rule", "预决算 within 20 days of approval", "--as-of", "2018-12-31")


@pytest.mark.parametrize("report", ["report.json", "report.parquet"])
def test_a_report_may_take_the_place_of_the_one_it_goes_on_from(run: Run, tmp_path: Path, report: str) -> None:
    """It says what a check of everything says; what goes to standard output comes after that."""
    log, stamp = tmp_path / "log.csv", {"SOURCE_DATE_EPOCH": "0"}
    log.write_text(OLD, "utf-8")
    run(*CHECK, "-q", "-o", report)
    log.write_text(OLD + NEW, "utf-8")
    whole = run(*CHECK, "--format", "json", "-q", env=stamp)
    went = run(*CHECK, "--since", report, "-o", report, "--format", "json", "-v", env=stamp)
    assert f"接着 {report} 核查：2 个案件中重新评定了 1 个" in went.complaint
    before, after = json.loads(whole.text), json.loads(went.text)
    since = after["provenance"].pop("since")
    assert (since["file"], len(since["sha256"])) == (report, 64)
    assert after["provenance"].pop("command") != before["provenance"].pop("command")
    assert after == before
    again = run(*CHECK, "--since", report, "-v")
    assert f"接着 {report} 核查：2 个案件中重新评定了 0 个" in again.complaint


def test_why_everything_was_checked_is_said(run: Run, tmp_path: Path) -> None:
    """As a warning; the findings are those of a check of everything."""
    log = tmp_path / "log.csv"
    log.write_text(OLD, "utf-8")
    run(*CHECK, "-q", "-o", "report.json")
    log.write_text(OLD.replace("2018-01-10", "2018-01-11"), "utf-8")
    whole, went = run(*CHECK), run(*CHECK, "--since", "report.json", "--lang", "zh")
    assert "“log.csv”中以前读过的行有变动" in went.complaint and "全部重新核查" in went.complaint
    assert (went.status, went.text) == (whole.status, whole.text)


def test_a_table_without_provenance_is_refused(run: Run, tmp_path: Path) -> None:
    """CSV and JSON Lines do not say what they were made of."""
    (tmp_path / "log.csv").write_text(OLD, "utf-8")
    run(*CHECK, "-q", "-o", "report.jsonl")
    done = run(*CHECK, "--since", "report.jsonl")
    assert done.status == 2 and "不是可以接着核查的报告" in done.complaint and "Traceback" not in done.complaint
