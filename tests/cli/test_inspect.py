"""`compliance inspect`: in words, as JSON, as files; it only informs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import ROOT, Run

from compliance.diagnostics.render import width

LOG = """案件,事项,单位,环节,时间,链接
1,预决算,财政局,批准,2018-01-10,
1,预决算,财政局,公开,2018-02-09,http://www.tongjiang.gov.cn/2018/0312/1.html
2,预决算,财政局,批准,8月32日,
"""


@pytest.fixture
def log(tmp_path: Path) -> str:
    """A log with a publication earlier than its page, and a row that cannot be read."""
    (tmp_path / "log.csv").write_text(LOG, "utf-8")
    return "log.csv"


def test_a_log_in_words(run: Run, log: str) -> None:
    """How it is read, what was rejected, each hint with why and what to do, no line over 80 columns; nothing fails."""
    done = run("inspect", log, "-r", "tongjiang-2018", "--as-of", "2018-12-31")
    assert (done.status, done.complaint) == (0, "")
    assert "表头：第1行  行数：3" in done.text
    assert "第4行 时间“8月32日”" in done.text
    assert "写2018-02-09公开，链接为2018-03-12" in done.text
    assert "为何提示：" in done.text and "怎么办：" in done.text
    assert max(width(line) for line in done.text.splitlines()) <= 80


def test_the_same_in_english(run: Run, log: str) -> None:
    """No Chinese but what the log and the ruleset say."""
    done = run("inspect", log, "-r", "tongjiang-2018", "--as-of", "2018-12-31", "--lang", "en")
    assert "1 of 1 publications whose link has a date is earlier than that date" in " ".join(done.text.split())
    assert "Working-day calendar  official working days of China" in done.text
    assert max(width(line) for line in done.text.splitlines()) <= 80


def test_as_json_and_as_files(run: Run, log: str, tmp_path: Path) -> None:
    """The file is what standard output says, byte for byte, in every run, in whatever order Python has its sets."""
    asked = ("inspect", log, "-r", "tongjiang-2018", "--as-of", "2018-12-31", "--format", "json")
    done = run(*asked, "-o", "a.json", "-o", "a.txt")
    said = json.loads(done.text)
    assert said["schema"] == "compliance-inspection/1"
    assert said["log"]["files"][0]["rejected"] == 1
    (hint,) = [one for one in said["hints"] if one["code"] == "inspect/before-page"]
    assert hint["examples"][0]["places"] == [{"file": "log.csv", "row": 3}]
    again = run(*asked, env={"PYTHONHASHSEED": "1"})
    assert (tmp_path / "a.json").read_bytes() == done.out == again.out
    assert "提示" in (tmp_path / "a.txt").read_text("utf-8")


def test_a_log_of_which_no_row_can_be_used(run: Run, tmp_path: Path) -> None:
    """It is looked at all the same: that is what the command is for."""
    (tmp_path / "log.csv").write_text("事项,环节,时间\n预决算,批准,昨天\n", "utf-8")
    done = run("inspect", "log.csv", "-r", "tongjiang-2018")
    assert done.status == 0
    assert "没有读出任何记录" in done.text


def test_matters_that_no_ruleset_knows(run: Run, tmp_path: Path) -> None:
    """The log is read by the common words, and the hint says what to do."""
    (tmp_path / "log.csv").write_text("事项,环节,时间\n园林绿化,批准,2018-01-10\n", "utf-8")
    done = run("inspect", "log.csv", "--format", "json")
    assert done.status == 0
    assert [hint["code"] for hint in json.loads(done.text)["hints"]] == ["inspect/no-ruleset"]


@pytest.mark.parametrize("arguments", [("nothing.csv",), ("log.csv", "-o", "a.pdf"), ("log.csv", "-r", "none-such")])
def test_what_cannot_be_used_is_refused(run: Run, log: str, arguments: tuple[str, ...]) -> None:
    """As by every command."""
    done = run("inspect", *arguments)
    assert done.status == 2
    assert done.complaint.startswith("错误[") and "Traceback" not in done.complaint


def test_what_is_said_of_a_log_takes_not_its_place(run: Run, log: str, tmp_path: Path) -> None:
    """By whatever name."""
    before = (tmp_path / log).read_bytes()
    (tmp_path / "link.txt").symlink_to(log)
    done = run("inspect", log, "-o", "link.txt")
    assert (done.status, "错误[report/log]" in done.complaint) == (2, True)
    assert (tmp_path / log).read_bytes() == before


def test_a_workbook_and_several_files(run: Run) -> None:
    """Each with its sheet and its header."""
    done = run("inspect", "examples/zhejiang-2017.xlsx", "--format", "json", folder=ROOT)
    (file,) = json.loads(done.text)["log"]["files"]
    assert (file["file"], file["sheet"], file["header_row"]) == ("examples/zhejiang-2017.xlsx", "台账", 2)
