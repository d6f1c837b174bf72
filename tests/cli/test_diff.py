"""`compliance diff`: what it prints, writes, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run

HEAD = "单位,事项,批准日期,公开日期\n"
ROWS = ["财政局,预决算,2018-01-10,2018-01-20", "财政局,预决算,2018-02-10,", "审计局,预决算,2018-03-10,2018-03-12"]
RULE = ("--rule", "预决算 within 20 days of approval", "--as-of", "2018-12-31", "-q")


@pytest.fixture
def reports(tmp_path: Path, run: Run):
    """`reports(rows, rows)`: the JSON reports `old.json` and `new.json` of two ledgers without case numbers."""

    def make(old: list[str], new: list[str], *options: str) -> None:
        for name, rows in (("old", old), ("new", new)):
            (tmp_path / f"{name}.csv").write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
            assert run("check", f"{name}.csv", *RULE, *options, "-o", f"{name}.json").status <= 1

    return make


def test_put_right_with_rows_inserted_above(reports, run: Run) -> None:
    """Status 0: nothing new; the row moved down and is the same."""
    reports(ROWS, ["教育局,预决算,2018-01-02,2018-01-03", ROWS[0], f"{ROWS[1]}2018-02-11", ROWS[2]])
    done = run("diff", "old.json", "new.json")
    assert (done.status, done.complaint) == (0, "")
    assert "已整改 1" in done.text and "未公开 → 合规" in done.text


def test_a_relapse_fails(reports, run: Run) -> None:
    """Status 1, as a new gap does; only from the modality on that is asked for."""
    reports(ROWS, [ROWS[0].replace("2018-01-20", "2018-12-01"), *ROWS[1:]])
    done = run("diff", "old.json", "new.json", "--lang", "en")
    assert done.status == 1
    assert "relapsed 1" in done.text and "met → late" in done.text
    assert run("diff", "old.json", "new.json", "--fail-on", "never").status == 0


def test_still_open_does_not_fail(reports, run: Run) -> None:
    """It was known; `check` fails on it."""
    reports(ROWS, ROWS)
    assert run("diff", "old.json", "new.json").status == 0


@pytest.mark.parametrize("output", ["old.json", "./new.json", "linked.json"])
def test_no_report_is_overwritten_by_its_comparison(reports, run: Run, tmp_path: Path, output: str) -> None:
    """Under whatever name: what was compared would be gone."""
    reports(ROWS, ROWS)
    (tmp_path / "linked.json").symlink_to("new.json")
    before = [(tmp_path / name).read_bytes() for name in ("old.json", "new.json")]
    done = run("diff", "old.json", "new.json", "-o", "d.html", "-o", output)
    assert done.status == 2 and "report/read" in done.complaint
    assert [(tmp_path / name).read_bytes() for name in ("old.json", "new.json")] == before
    assert not (tmp_path / "d.html").exists()


@pytest.mark.parametrize("output", ["d.txt", "./d.txt", "linked.html"])
def test_two_files_in_one_place_are_refused(reports, run: Run, tmp_path: Path, output: str) -> None:
    """As a check does: one of them would be gone, and both told as written."""
    reports(ROWS, ROWS)
    (tmp_path / "linked.html").symlink_to("d.txt")
    done = run("diff", "old.json", "new.json", "-o", "d.txt", "-o", output)
    assert done.status == 2 and "report/twice" in done.complaint and not (tmp_path / "d.txt").exists()


def test_it_is_written_in_several_formats(reports, run: Run, tmp_path: Path) -> None:
    """The files are what standard output has."""
    reports(ROWS, [*ROWS, "财政局,预决算,2018-05-10,"])
    outputs = ("-o", "d.json", "-o", "d.html", "-o", "d.txt")
    done = run("diff", "old.json", "new.json", "--format", "json", *outputs)
    assert done.status == 1
    data = json.loads(done.text)
    assert (data["summary"]["new"], data["summary"]["still open"]) == (1, 1)
    assert (tmp_path / "d.json").read_bytes() == done.out
    assert (tmp_path / "d.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    assert "新增 1" in (tmp_path / "d.txt").read_text("utf-8")


@pytest.mark.parametrize(
    "arguments", [("old.json", "none.json"), ("old.csv", "new.json"), ("old.json", "new.json", "-o", "d.pdf")]
)
def test_what_cannot_be_compared_is_said(reports, run: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """Status 2, nothing on standard output, no file."""
    reports(ROWS, ROWS)
    done = run("diff", *arguments)
    assert (done.status, done.text) == (2, "")
    assert done.complaint.startswith("错误[report/") and "Traceback" not in done.complaint
    assert not (tmp_path / "d.pdf").exists()
