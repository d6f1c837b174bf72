"""`compliance check --letter` from the outside: which letter is written, and what is refused."""

from __future__ import annotations

from pathlib import Path

import docx
from tests.cli.conftest import Run

LOG = "案件编号,事项,单位,批准日期,公开日期\n1,预决算,人社局,2018-01-10,\n2,预决算,民政局,2018-03-01,\n"
RULE = ("--rule", "预决算 批准后20日内公开", "--as-of", "2019-06-30", "-q")


def said(path: Path) -> str:
    """The paragraphs of a letter."""
    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


def test_a_letter_to_each_agency_with_its_day(run: Run, tmp_path: Path) -> None:
    """`--letter assignment` writes both, with the day by which to put right."""
    (tmp_path / "log.csv").write_text(LOG, "utf-8")
    run("check", "log.csv", *RULE, "--letter", "assignment", "--put-right-by", "2019年8月31日", "-o", "a.docx")
    assert said(tmp_path / "a.docx").count("于2019年8月31日前完成") == 2


def test_unasked_the_agencies_decide(run: Run, tmp_path: Path) -> None:
    """One audited: its review of itself; several: a bulletin."""
    (tmp_path / "log.csv").write_text(LOG, "utf-8")
    run("check", "log.csv", *RULE, "-o", "b.docx")
    run("check", "log.csv", *RULE, "--agency", "民政局", "-o", "s.docx")
    assert said(tmp_path / "b.docx").startswith("政务公开检查情况通报")
    assert said(tmp_path / "s.docx").startswith("政务公开自查报告")


def test_a_letter_needs_a_word_file(run: Run, tmp_path: Path) -> None:
    """`--letter` without `.docx` would change nothing, and is refused; so is a day that is none."""
    (tmp_path / "log.csv").write_text(LOG, "utf-8")
    done = run("check", "log.csv", *RULE, "--letter", "bulletin", "-o", "a.html")
    assert done.status == 2 and "[usage/letter]" in done.complaint
    done = run("check", "log.csv", *RULE, "--put-right-by", "soon", "-o", "a.docx")
    assert done.status == 2 and "[usage/date]" in done.complaint and "--put-right-by" in done.complaint


def test_a_day_for_putting_right_needs_a_report_that_has_it(run: Run, tmp_path: Path) -> None:
    """In a page nobody would find it; in a folder and on standard output a workbook or a letter has it, too."""
    (tmp_path / "log.csv").write_text(LOG, "utf-8")
    asked = ("check", "log.csv", *RULE, "--put-right-by", "2019-08-31", "--lang", "en")
    for written in ((), ("-o", "a.html"), ("-o", "out/", "--split-by", "agency")):
        done = run(*asked, *written)
        assert done.status == 2 and "[usage/put-right-by]" in done.complaint
        assert "add -o problems.xlsx" in done.complaint
    for written in (
        ("-o", "a.XLSX"),
        ("--format", "docx"),
        ("-o", "out/", "--split-by", "agency", "--as", "html, xlsx"),
    ):
        assert run(*asked, *written).status == 1


def test_a_wrong_template_is_named(run: Run, tmp_path: Path) -> None:
    """The message has the file and the placeholder; no report is written."""
    (tmp_path / "log.csv").write_text(LOG, "utf-8")
    (tmp_path / "own" / "letters").mkdir(parents=True)
    wrong = docx.Document()
    wrong.add_paragraph("{{ whole.agnecy }}")
    wrong.save(str(tmp_path / "own" / "letters" / "bulletin.docx"))
    done = run("check", "log.csv", *RULE, "--templates", "own", "-o", "b.docx")
    assert done.status == 2 and "own/letters/bulletin.docx" in done.complaint and "agnecy" in done.complaint
    assert not (tmp_path / "b.docx").exists()


def test_the_day_is_written_alike_throughout(run: Run, tmp_path: Path) -> None:
    """As letters write it, also in the sentence that other reports have with 2019-06-30."""
    (tmp_path / "log.csv").write_text(LOG, "utf-8")
    for name in ("bulletin", "self-review"):
        run("check", "log.csv", *RULE, "--letter", name, "-o", f"{name}.docx")
        letter = said(tmp_path / f"{name}.docx")
        assert "截至2019年6月30日，应公开事项2项" in letter and "2019-06-30" not in letter


def test_a_rule_given_on_the_spot_is_no_document(run: Run, tmp_path: Path) -> None:
    """Neither the first sentence nor a clause puts its name into the brackets of titles."""
    (tmp_path / "log.csv").write_text(LOG, "utf-8")
    run("check", "log.csv", "--rule", "预决算 批准后20日内公开；依据 一(五)", *RULE[2:], "-o", "a.docx")
    letter = docx.Document(str(tmp_path / "a.docx"))
    cells = [cell.text for table in letter.tables for row in table.rows for cell in row.cells]
    assert "依据命令行给出的规则，对" in said(tmp_path / "a.docx")
    assert any("依据：一(五)" in cell for cell in cells) and not any("《" in cell for cell in cells)


def test_one_is_told_as_one_in_english(run: Run, tmp_path: Path) -> None:
    """An obligation and a case of a letter and on the terminal; where one or many may stand, no noun goes with the number."""
    (tmp_path / "log.csv").write_text(LOG, "utf-8")
    english = (*RULE[:4], "--agency", "民政局", "--lang", "en")
    whole = run("check", "log.csv", *english).text
    assert "As of 2019-06-30: 1 obligation, 0 met" in whole
    (tmp_path / "one.csv").write_text(LOG.rpartition("2,")[0], "utf-8")
    assert "1 file, 1 row, 1 event, 1 case," in run("check", "one.csv", *english[:4], "--lang", "en").text
    run("check", "log.csv", *english, "--letter", "assignment", "-o", "a.docx", "-q")
    assert "Your obligations as of 2019-06-30: 1; met: 0 (0.0%)." in said(tmp_path / "a.docx")
