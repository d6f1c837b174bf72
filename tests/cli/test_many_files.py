"""A folder of agencies' ledgers: what a user is told where one of them cannot be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import ROOT, Run

HEADER = "事项,单位,批准日期,公开日期\n"
RULE = ("--rule", "预决算 批准后20日内公开", "--as-of", "2018-12-31")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """`logs`, with the ledgers of two agencies, and one of a third that is no workbook whatever its name says."""
    logs = tmp_path / "logs"
    logs.mkdir()
    (logs / "民政局.csv").write_text(f"{HEADER}预决算,民政局,2018-01-10,2018-01-20\n", "gbk")
    (logs / "财政局.csv").write_text(f"{HEADER}预决算,财政局,2018-01-10,2018-01-20\n", "utf-8-sig")
    (logs / "教育局.xlsx").write_bytes(b"PK\x03\x04 no archive")
    return logs


def test_the_others_are_checked_and_the_status_is_2(run: Run, folder: Path) -> None:
    """Standard output has their report with the file on top, standard error has the file alone, also with -q."""
    done = run("check", "logs", *RULE)
    assert done.status == 2
    assert "有1个文件未能读取" in done.text and "logs/教育局.xlsx" in done.text and "合规         2" in done.text
    quiet = run("check", "logs", *RULE, "-q")
    assert (quiet.status, quiet.text) == (2, "")
    assert "logs/教育局.xlsx" in quiet.complaint


def test_each_of_many_is_named_where_no_report_tells_of_them(run: Run, folder: Path) -> None:
    """The tables have findings alone."""
    for number in range(30):
        (folder / f"{number}.csv").touch()
    done = run("check", "logs", *RULE, "-q", "-o", "findings.csv")
    assert done.status == 2 and "31个文件未能读取" in done.complaint
    assert all(f"logs/{number}.csv" in done.complaint for number in range(30))


def test_an_agency_whose_file_is_not_read_is_named_beside_it(run: Run, folder: Path) -> None:
    """It is found in the file's name; what another file says of it stands in the report as it is found."""
    (folder / "补报.csv").write_text(f"{HEADER}预决算,教育局,2018-01-10,\n", "utf-8")
    log = json.loads(run("check", "logs", *RULE, "--format", "json").text)["log"]
    assert [(file["file"], file["agencies"]) for file in log["unread"]] == [("logs/教育局.xlsx", ["教育局"])]
    assert "logs/教育局.xlsx" not in log["files"] and len(log["files"]) == 3


@pytest.mark.parametrize("content", [HEADER, f"{HEADER}预决算,教育局,8月32日,\n"])
def test_a_file_without_any_event_is_not_taken_for_a_clean_one(run: Run, folder: Path, content: str) -> None:
    """The agency sent nothing that can be checked, which is not the same as nothing to find."""
    (folder / "教育局.xlsx").unlink()
    (folder / "教育局.csv").write_text(content, "utf-8")
    done = run("check", "logs", *RULE)
    assert done.status == 2
    assert "logs/教育局.csv" in done.complaint and "有1个文件未能读取" in done.text


def test_a_folder_is_read_once_more_for_the_rulesets_picked(run: Run, tmp_path: Path) -> None:
    """No row counts twice for it, whatever was read before."""
    logs = tmp_path / "logs"
    logs.mkdir()
    header, *rows = (ROOT / "examples" / "tongjiang-2018.csv").read_text("utf-8").splitlines(keepends=True)
    (logs / "1.csv").write_text(header + "".join(rows[::2]), "utf-8")
    (logs / "2.csv").write_text(header + "".join(rows[1::2]), "gbk")
    whole = json.loads(run("check", "logs", "--as-of", "2018-12-31", "--format", "json").text)
    (logs / "3.xlsx").write_bytes(b"PK\x03\x04 no archive")
    done = run("check", "logs", "--as-of", "2018-12-31", "--format", "json")
    found = json.loads(done.text)
    assert done.status == 2 and len(found["log"].pop("unread")) == 1
    assert (found["log"], found["findings"]) == (whole["log"], whole["findings"])
    assert found["log"]["rows"] == len(rows)


def test_no_report_takes_the_place_of_a_ledger_that_was_not_read(run: Run, folder: Path) -> None:
    """What stands in it is all the more worth keeping."""
    before = (folder / "教育局.xlsx").read_bytes()
    done = run("check", "logs", *RULE, "-o", "logs/教育局.xlsx")
    assert done.status == 2 and "report/log" in done.complaint
    assert (folder / "教育局.xlsx").read_bytes() == before


def test_a_report_of_an_earlier_run_is_no_ledger(run: Run, folder: Path) -> None:
    """It lies where it was written, and may be written again."""
    (folder / "教育局.xlsx").unlink()
    first, second = (run("check", "logs", *RULE, "-o", "logs/报告.csv", "-v") for _ in range(2))
    assert (first.status, second.status) == (0, 0)
    assert "略过本程序写出的报告：logs/报告.csv" in second.text.replace("\n  ", "")


def test_the_order_in_which_files_are_given_changes_no_finding(run: Run, folder: Path) -> None:
    """They are the same rows."""
    (folder / "教育局.xlsx").unlink()
    names = ["logs/民政局.csv", "logs/财政局.csv"]
    one, other = (run("check", *order, *RULE, "--format", "csv").out for order in (names, names[::-1]))
    assert one == other and one.count(b"\n") == 3
