"""Reports as files and folders, from the outside."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest
from tests.cli.conftest import ROOT, Run

from compliance.reports import FORMATS

LOG = """case,matter,agency,action,time
1,预决算,财政局,批准,2018-01-10
1,预决算,财政局,公开,2018-02-02
2,预决算,教育局,批准,2018-01-10
2,预决算,教育局,公开,2018-01-12
3,预决算,a/b:局,批准,2018-03-10
"""
RULE = ("--rule", "预决算 批准后20日内公开", "--as-of", "2018-12-31")
PAGES = ["a／b：局.html", "index.html", "教育局.html", "财政局.html"]
EPOCH = {"SOURCE_DATE_EPOCH": "1546300800"}


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """`log.csv` in the folder where commands run."""
    (tmp_path / "log.csv").write_text(LOG, "utf-8")
    return tmp_path


def names(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_a_folder_gets_a_report_of_each_agency_and_an_index(run: Run, log: Path) -> None:
    """A page holds the findings of its agency alone; the index leads to every page."""
    done = run("check", "log.csv", *RULE, "--split-by", "agency", "-o", "out/")
    assert done.status == 1
    assert "报告已写入: out/（5个文件）" in done.complaint
    assert names(log / "out") == ["SHA256SUMS", *PAGES]
    page = (log / "out" / "财政局.html").read_text("utf-8")
    assert "逾期3天" in page and "教育局" not in page.partition("<main>")[2]
    index = (log / "out" / "index.html").read_text("utf-8")
    assert {unquote(address) for address in re.findall(r'<a href="([^"]+)"', index)} == {*PAGES} - {"index.html"}


def test_other_formats_are_named(run: Run, log: Path) -> None:
    """`--as` says which; all of them together hold the findings of the whole report, no more and no less."""
    done = run(
        "check", "log.csv", *RULE, "--split-by", "agency", "-o", "out/", "--as", "json, csv", "-o", "all.json", "-q"
    )
    assert (done.status, done.complaint) == (1, "")
    parts = [json.loads(path.read_text("utf-8")) for path in sorted((log / "out").glob("*.json"))]
    whole = json.loads((log / "all.json").read_text("utf-8"))
    assert len(parts) == len(list((log / "out").glob("*.csv"))) == 3
    assert sorted(str(f) for part in parts for f in part["findings"]) == sorted(str(f) for f in whole["findings"])
    assert sum(part["summary"]["gaps"] for part in parts) == whole["summary"]["gaps"] == 2
    assert [part["agencies"][0] for part in parts] == sorted(
        whole["agencies"], key=lambda a: names_as_file(a["agency"])
    )


def names_as_file(agency: str) -> str:
    """The name of an agency's file."""
    return {"a/b:局": "a／b：局", "": "未注明单位"}.get(agency, agency)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-o", "out/"), "--split-by agency"),
        (("-o", ""), "report/nameless"),
        (("--split-by", "agency", "-o", ""), "report/nameless"),
        (("--split-by", "agency"), "report/not-split"),
        (("--split-by", "agency", "-o", "a.html"), "report/not-split"),
        (("-o", "a.html", "--as", "csv"), "report/as"),
        (("--split-by", "agency", "-o", "out/", "--as", "html,github"), "report/as"),
        (("--split-by", "agency", "-o", "out/", "--as", "pdf"), "usage/format"),
        (("-o", "a.json", "-o", "./a.json"), "report/twice"),
        (("--split-by", "agency", "-o", "out/", "-o", "out/财政局.html"), "report/twice"),
        (("-o", "log.csv"), "report/log"),
        (("-o", "link.csv"), "report/log"),
        (("-o", "none/../log.csv"), "report/log"),
    ],
)
def test_outputs_that_make_no_sense_are_refused(run: Run, log: Path, arguments: tuple[str, ...], said: str) -> None:
    """What is wrong is told, nothing is written, and the log is as it was."""
    (log / "link.csv").symlink_to("log.csv")
    done = run("check", "log.csv", *RULE, *arguments)
    assert (done.status, done.text) == (2, "")
    assert said in done.complaint and "Traceback" not in done.complaint
    assert names(log) == ["link.csv", "log.csv"]
    assert (log / "log.csv").read_text("utf-8") == LOG


@pytest.mark.parametrize("command", ["check", "inspect"])
def test_a_mapping_is_not_overwritten(run: Run, log: Path, command: str) -> None:
    """Whether the command line names it or the settings of the folder."""
    mapping = '[columns]\n"case" = "case"\n'
    (log / "words.txt").write_text(mapping, "utf-8")
    asked = RULE if command == "check" else ()
    named = run(command, "log.csv", *asked, "--mapping", "words.txt", "-o", "./words.txt")
    (log / "compliance.toml").write_text('mapping = "words.txt"\n', "utf-8")
    for done in (named, run(command, "log.csv", *asked, "-o", "words.txt")):
        assert (done.status, "report/read" in done.complaint) == (2, True), done.complaint
    assert (log / "words.txt").read_text("utf-8") == mapping


def test_waivers_are_not_overwritten(run: Run, log: Path) -> None:
    """Nor by the report of a check that they are for."""
    (log / "waivers.txt").write_text("", "utf-8")
    done = run("check", "log.csv", *RULE, "--waivers", "waivers.txt", "-o", "waivers.txt")
    assert (done.status, "report/read" in done.complaint) == (2, True)
    assert (log / "waivers.txt").read_text("utf-8") == ""


def test_a_log_that_comes_by_standard_input_is_not_overwritten(log: Path) -> None:
    """It has a name all the same: `check - -o log.csv < log.csv` is refused like any other."""
    command = [sys.executable, "-m", "compliance", "check", "-", *RULE, "-o", "log.csv"]
    with (log / "log.csv").open("rb") as ledger:
        env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"}
        done = subprocess.run(command, cwd=log, env=env, stdin=ledger, capture_output=True, text=True, check=False)
    assert (done.returncode, "report/log" in done.stderr) == (2, True), done.stderr
    assert (log / "log.csv").read_text("utf-8") == LOG


def test_an_agency_whose_name_the_system_cannot_write_is_told(run: Run, log: Path) -> None:
    """Where names of files are ASCII alone; it was called a mistake of the program."""
    ascii_alone = {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    rules = log / "rules"
    rules.mkdir()
    (rules / "ruleset.toml").write_text('[ruleset]\nid = "r"\n', "utf-8")
    (rules / "a.rules").write_text("预决算 批准后20日内公开\n", "utf-8")
    done = run("check", "log.csv", "-r", "rules", "--split-by", "agency", "-o", "out/", env=ascii_alone)
    assert done.status == 2 and not (log / "out").exists()
    assert "report/unnameable" in done.complaint and "LC_ALL=C.UTF-8" in done.complaint


def test_a_folder_is_written_whole_or_not_at_all(run: Run, log: Path) -> None:
    """Where one page cannot take its place, every other stays as it was."""
    (log / "out").mkdir()
    for name in ("index.html", "教育局.html"):
        (log / "out" / name).write_text("old", "utf-8")
    (log / "out" / "财政局.html").mkdir()
    done = run("check", "log.csv", *RULE, "--split-by", "agency", "-o", "out", "-o", "all.json")
    assert done.status == 2 and "财政局.html" in done.complaint
    assert names(log) == ["log.csv", "out"]
    assert names(log / "out") == ["index.html", "教育局.html", "财政局.html"]
    assert (log / "out" / "index.html").read_text("utf-8") == "old"


def test_pages_of_another_time_are_told(run: Run, log: Path) -> None:
    """An agency that is no more has its old page still there; nobody should mail it unawares."""
    (log / "out").mkdir()
    (log / "out" / "旧局.html").write_text("old", "utf-8")
    done = run("check", "log.csv", *RULE, "--split-by", "agency", "-o", "out/")
    assert "out/ 里另有1个文件不是这次写的: 旧局.html" in done.complaint
    assert "旧局.html" in names(log / "out")


def test_the_same_inputs_give_the_same_files(run: Run, log: Path) -> None:
    """Every format and the folder, from two places, with relative names."""
    outputs = [f"r{form.endings[0]}" for form in FORMATS if form.endings]
    given = [part for name in outputs for part in ("-o", name)]
    command = ("check", "log.csv", *RULE, "--split-by", "agency", "-o", "out/", *given, "-q")
    found = []
    for place in ("here", "quite/another"):
        folder = log / place
        folder.mkdir(parents=True)
        (folder / "log.csv").write_text(LOG, "utf-8")
        assert run(*command, env=EPOCH, folder=folder).status == 1
        found.append({path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()})
    assert found[0] == found[1]
    assert {str(path) for path in found[0]} == {
        "log.csv",
        *outputs,
        *(f"out/{page}" for page in PAGES),
        "out/SHA256SUMS",
    }


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_to_is_told(run: Run, log: Path) -> None:
    """The message names the report, not a temporary file."""
    (log / "shut").mkdir(mode=0o555)
    done = run("check", "log.csv", *RULE, "-o", "shut/r.html")
    assert done.status == 2
    assert "shut/r.html" in done.complaint and "写权限" in done.complaint


def test_the_example_of_the_county_in_parts(run: Run, tmp_path: Path) -> None:
    """The summaries of all pages of the example ledger add up to that of the whole."""
    done = run(
        *("check", str(ROOT / "examples" / "tongjiang-2018.csv"), "-r", "tongjiang-2018", "--as-of", "2018-12-31"),
        *("--split-by", "agency", "-o", "out/", "--as", "json", "--format", "json", "-q"),
    )
    whole = json.loads(done.text)
    parts = [json.loads(path.read_text("utf-8")) for path in (tmp_path / "out").glob("*.json")]
    for verdict, n in whole["summary"]["verdicts"].items():
        assert sum(part["summary"]["verdicts"][verdict] for part in parts) == n
    assert sum(len(part["findings"]) for part in parts) == len(whole["findings"])


def test_an_agency_whose_name_holds_a_number_has_a_page_all_the_same(run: Run, log: Path) -> None:
    """The number is masked in the name of the file too, and the page holds its findings."""
    number = "13912345678"
    (log / "log.csv").write_text(LOG.replace("教育局", f"教育局{number}"), "utf-8")
    done = run("check", "log.csv", *RULE, "--split-by", "agency", "-o", "out/", "--as", "json", "-q")
    assert done.status == 1
    pages = {path.name: path.read_text("utf-8") for path in (log / "out").iterdir()}
    assert [text for name, text in pages.items() if number in name + text] == []
    (education,) = [text for name, text in pages.items() if name.startswith("教育局")]
    assert [finding["case"] for finding in json.loads(education)["findings"]] == ["2"]


def test_the_score_names_periods_in_words(run: Run, log: Path) -> None:
    """As the list of problems does, in every report for people; the JSON report keeps their keys."""
    rules = ("--rule", "预决算 每季度公开", "--as-of", "2018-12-31", "--agency", "教育局")
    files = ("-o", "a.txt", "-o", "a.md", "-o", "a.xlsx", "-o", "a.json")
    run("check", "log.csv", *rules, *files, "-q")
    sheet = openpyxl.load_workbook(log / "a.xlsx").worksheets[0]
    cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    for said in ((log / "a.txt").read_text("utf-8"), (log / "a.md").read_text("utf-8"), "\n".join(cells)):
        assert "2018年第2季度、2018年第3季度" in re.sub(r"\n *", "", said) and "2018Q2" not in said
    (line,) = json.loads((log / "a.json").read_text("utf-8"))["summary"]["scorecard"]["accounts"][0]["deductions"]
    assert line["named"][0] == "2018Q2" and "periods" not in line


def test_a_row_without_a_column_at_fault_has_its_reason_alone(run: Run, log: Path) -> None:
    """No blank, quotation marks or colon stand for what is not there."""
    (log / "bad.csv").write_text("编号,单位,批准日期\n1,财政局,2018-01-10\n", "utf-8")
    (log / "ledger.csv").write_text(
        "编号,单位,事项,批准日期\n1,财政局,预决算,2018-01-10\n2,财政局,,2018-01-10\n", "utf-8"
    )
    run("check", "bad.csv", "ledger.csv", *RULE, "-o", "a.txt", "-o", "a.xlsx", "-q")
    said = (log / "a.txt").read_text("utf-8") + run("inspect", "bad.csv").text
    assert "bad.csv第2行：没有写明事项" in said and "!! 第2行：没有写明事项" in said
    assert "ledger.csv第3行 事项：没有写明事项" in said
    sheet = openpyxl.load_workbook(log / "a.xlsx").worksheets[0]
    facts = {str(row[0]): row[1] for row in sheet.iter_rows(values_only=True)}
    assert facts["bad.csv 第2行"] == "没有写明事项" and facts["ledger.csv 第3行"] == "事项：没有写明事项"
