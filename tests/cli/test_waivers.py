"""`compliance check --waivers`: what it prints, and how it ends."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import lxml.html
import openpyxl
import pytest
from tests.cli.conftest import Run

LOG = "单位,事项,案件编号,环节,时间\n财政局,预决算,A-1,批准,2018-01-10\n财政局,预决算,A-1,公开,2018-02-10\n"
RULE = ("--rule", "预决算 within 20 days of approval", "--as-of", "2018-12-31")
WAIVER = '[[waiver]]\nrule = "预决算"\nreason = "=系统|升级"\napprover = "<b>区政府办</b>"\nexpiry = 2018-12-31\n'


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A folder with a log that has one gap, and a waiver for it."""
    (tmp_path / "log.csv").write_text(LOG, encoding="utf-8")
    (tmp_path / "given.toml").write_text(WAIVER, encoding="utf-8")
    return tmp_path


def test_a_waived_gap_does_not_fail_the_check(office: Path, run: Run) -> None:
    """Status 0, and 1 again when the waiver has expired."""
    assert run("check", "log.csv", *RULE).status == 1
    done = run("check", "log.csv", *RULE, "--waivers", "given.toml")
    assert (done.status, done.complaint) == (0, "")
    assert "暂缓" in done.text and "没有发现问题；另有暂缓1" in done.text
    late = (*RULE[:-1], "2019-01-01")
    done = run("check", "log.csv", *late, "--waivers", "given.toml")
    assert done.status == 1
    assert "已到期，重新计入问题" in done.text


@pytest.mark.parametrize(
    ("as_of", "zh", "en"),
    [("2018-12-31", "没有对应的问题", "for no gap"), ("2019-01-01", "已到期，没有对应的问题", "expired, for no gap")],
)
def test_a_waiver_for_no_gap_is_not_said_to_count_one(office: Path, run: Run, as_of: str, zh: str, en: str) -> None:
    """Expired or not; the words are those of the JSON report, too."""
    (office / "log.csv").write_text(LOG.replace("2018-02-10", "2018-01-12"), encoding="utf-8")
    for language, said in (("zh", f"全部：{zh}；"), ("en", f"all: {en}; ")):
        rest = (*RULE[:-1], as_of, "--waivers", "given.toml", "--lang", language, "-o", "report.json")
        done = run("check", "log.csv", *rest)
        assert said in done.text
        words = json.loads((office / "report.json").read_text("utf-8"))["waivers"][0]["standing_words"]
        assert words == (zh if language == "zh" else en)


def test_waivers_beside_the_settings_are_used(office: Path, run: Run) -> None:
    """Without being named."""
    (office / "compliance.toml").write_text("", encoding="utf-8")
    (office / "waivers.toml").write_text(WAIVER, encoding="utf-8")
    assert run("check", "log.csv", *RULE).status == 0


@pytest.mark.parametrize("name", ["text", "md", "html", "json", "csv"])
@pytest.mark.parametrize(
    ("lang", "words"), [("zh", "批准，至2018-12-31止，理由："), ("en", ", until 2018-12-31, because: ")]
)
def test_every_format_says_by_whom_why_and_until_when(office: Path, run: Run, name: str, lang: str, words: str) -> None:
    """And what stands in the file is harmless in it."""
    done = run("check", "log.csv", *RULE, "--waivers", "given.toml", "--format", name, "--lang", lang)
    assert done.status == 0
    flat = "".join(done.text.split())
    assert "".join(words.split()) in flat
    if name == "html":
        assert "<b>区政府办" not in done.text and "&lt;b&gt;区政府办" in done.text
    if name == "json":
        data = json.loads(done.text)
        assert data["findings"][0]["waived"] is True
        assert (data["summary"]["gaps"], data["summary"]["waived"]) == (0, 1)
        assert data["waivers"][0]["standing"] == "in force"
    if name == "csv":
        (row,) = csv.DictReader(io.StringIO(done.text.lstrip("\ufeff")))
        assert row["waived"] == "true"


def test_a_waiver_for_nothing_is_a_warning(office: Path, run: Run) -> None:
    """On standard error, with its place; quiet leaves it out."""
    (office / "given.toml").write_text(WAIVER.replace("预决算", "预算"), encoding="utf-8")
    done = run("check", "log.csv", *RULE, "--waivers", "given.toml", "--lang", "en")
    assert done.status == 1
    assert "warning[waivers/no-rule]: the waiver is for the rule “预算”" in done.complaint
    assert "given.toml:2:1" in done.complaint
    assert run("check", "log.csv", *RULE, "--waivers", "given.toml", "-q").complaint == ""


def test_a_file_that_cannot_be_used_ends_the_check(office: Path, run: Run) -> None:
    """Before anything is worked out."""
    (office / "given.toml").write_text(WAIVER + "nonsense = 1\n", encoding="utf-8")
    done = run("check", "log.csv", *RULE, "--waivers", "given.toml")
    assert (done.status, done.text) == (2, "")
    assert "waivers/unknown-key" in done.complaint
    assert run("check", "log.csv", *RULE, "--waivers", "none.toml").status == 2


def test_waived_gaps_are_counted_apart_in_every_table(office: Path, run: Run) -> None:
    """By verdict and by agency: a table says where the difference to all obligations is."""
    run("check", "log.csv", *RULE, "--waivers", "given.toml", "-o", "r.html", "-o", "r.xlsx", "-q")
    run("check", "log.csv", *RULE, "--waivers", "given.toml", "--split-by", "agency", "-o", "all/", "-q")
    page, index = (lxml.html.fromstring((office / file).read_bytes()) for file in ("r.html", "all/index.html"))
    for table in page.xpath("//table[contains(@class, 'agencies')]") + index.xpath("//table[thead]"):
        names = [cell.text_content() for cell in table.xpath("thead/tr[last()]/th")]
        cells = [cell.text_content() for cell in table.xpath("tbody/tr[1]/*")]
        assert dict(zip(names, cells, strict=True))["暂缓"] == "1"
    assert page.xpath("//table[@class='bars']//tr[contains(., '暂缓')]/td[1]")[0].text == "1"
    rows = list(openpyxl.load_workbook(office / "r.xlsx").worksheets[0].values)
    heads = [n for n, row in enumerate(rows) if row[0] in ("结论", "单位") and "暂缓" in row]
    assert [rows[n + 1][rows[n].index("暂缓")] for n in heads] == [1, 1]
