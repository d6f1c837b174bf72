"""Personal numbers are masked before any format sees them, and stay masked whatever a report shows."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.cli.conftest import run
from tests.reports.readers import all_text, written

from compliance.diagnostics import Text
from compliance.findings import Assessment, NotTriggered, Rejected
from compliance.findings.identity import identity, identity_of_record
from compliance.reports.formats import FORMATS
from compliance.reports.privacy import private, private_finding
from compliance.reports.record import record

__all__ = ["run"]
CARD, PHONE = "119900199003074472", "13812345678"
SAID = f"申请人{CARD}，电话{PHONE}"
RULE = ("--rule", "[甲] 预决算 within 20 days of approval", "--as-of", "2018-12-31")
LOG = (
    "编号,事项,单位,批准日期,公开日期,链接\n"
    f"{CARD},预决算,财政局,2018-01-10,2018-02-10,http://example.org/?tel={PHONE}\n"
    f"20180101001,预决算,财政局,2018-01-10,2018-01-12,\n"
    f"3,预决算,财政局,{SAID},2018-01-12,\n"
)


@pytest.fixture
def personal(of, findings, assessment: Assessment) -> Assessment:
    """The assessment with a card and a telephone in every text that a log may give."""
    finding = replace(
        findings[0],
        case=CARD,
        agency=f"财政局{PHONE}",
        matter=SAID,
        url=f"http://example.org/?tel={PHONE}",
        reason=Text(f"因{SAID}", f"because {SAID}"),
    )
    (file,) = assessment.log.files
    log = replace(
        assessment.log,
        files=(replace(file, columns=((SAID, Text("属性", "attribute")),), notes=(Text(SAID, SAID),)),),
        rejected=(Rejected("log.csv", 7, "日期", SAID, Text(f"“{SAID}”不是日期", f"“{SAID}” is no date")),),
        rejected_count=1,
        notes=(Text(SAID, SAID),),
    )
    silent = NotTriggered("county-2018", "县-8", 1, Text(SAID, SAID))
    return of([finding], log=log, not_triggered=(silent,), command=("compliance", "check", "--agency", SAID))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", [form.name for form in FORMATS])
def test_no_format_shows_a_personal_number(personal: Assessment, name: str, language: str) -> None:
    """Nowhere: not in a finding, not in what was rejected, not on the command line; unmasked it would be there."""
    shown, hidden = (all_text(name, written(name, one, language)) for one in (personal, private(personal)))
    assert CARD in shown and PHONE in shown
    assert CARD not in hidden and PHONE not in hidden


def test_files_and_rows_are_named_as_they_are(personal: Assessment) -> None:
    """Whoever may see the log finds the record by them."""
    file = f"{PHONE}.csv"
    source = replace(personal.log.rejected[0], file=file)
    assert private(replace(personal, log=replace(personal.log, rejected=(source,)))).log.rejected[0].file == file


def test_an_assessment_without_them_is_as_it_was(assessment: Assessment) -> None:
    """Every finding is the very same one."""
    assert [a is b for a, b in zip(private(assessment).findings, assessment.findings, strict=True)] == [True] * 13
    assert replace(private(assessment), findings=assessment.findings) == assessment
    assert len(private(assessment).findings) == 13


def test_a_finding_is_the_same_whether_or_not_it_is_masked(findings) -> None:
    """A report that shows the numbers is held against one that does not; two persons stay two."""
    open_ = replace(findings[0], case=CARD, agency=f"财政局{PHONE}")
    other = replace(open_, case="119900199003078892")
    assert private_finding(other).case != (private_finding(open_).case or "")
    assert (
        identity(open_) == identity(private_finding(open_)) == identity_of_record(record(private_finding(open_), "zh"))
    )
    assert identity(open_) != identity(other)


def test_check_masks_unless_it_is_asked(run, tmp_path: Path) -> None:
    """On standard output, in files, in the rows that could not be read; a case number that is none stays."""
    (tmp_path / "log.csv").write_text(LOG, "utf-8")
    asked = ("check", "log.csv", *RULE, "-o", "r.json", "-o", "r.html", "-o", "r.csv")
    hidden = run(*asked)
    files = "".join((tmp_path / f"r.{ending}").read_text("utf-8") for ending in ("json", "html", "csv"))
    assert CARD not in hidden.text + files and PHONE not in hidden.text + files
    assert "20180101001" in files and "1****************2(" in hidden.text
    shown = run(*asked, "--show-personal")
    assert CARD in shown.text and PHONE in shown.text
    assert json.loads((tmp_path / "r.json").read_text("utf-8"))["findings"][0]["case"] in (CARD, "20180101001")


EVERYWHERE = (
    "编号,事项,单位,批准日期,公开日期,链接\n"
    f"{CARD},预决算,财政局{PHONE},2018-01-10,2018-02-10,http://example.org/?tel={PHONE}\n"
    f"1,预决算{CARD},财政局,2018-01-10,,\n"
    f"2,预决算,财政局,{SAID},2018-01-12,\n"
)


def test_whatever_a_run_writes_is_masked(run, tmp_path: Path) -> None:
    """Every format, the folder with its index, what changed, the rechecked workbook; the names of files, too."""
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "ruleset.toml").write_text('[ruleset]\nid = "r"\n', "utf-8")
    (tmp_path / "rules" / "a.rules").write_text("[甲] 预决算 批准后20日内公开\n", "utf-8")
    (tmp_path / "log.csv").write_text(EVERYWHERE, "utf-8")
    asked, files = ("log.csv", "-r", "rules", "--as-of", "2018-12-31"), [form for form in FORMATS if form.endings]
    outputs = [part for form in files for part in ("-o", f"out/r{form.endings[0]}")]
    (tmp_path / "out").mkdir()
    said = [
        run("check", *asked, *outputs),
        run("check", *asked, "--split-by", "agency", "-o", "out/all/", "--as", ",".join(form.name for form in files)),
        run("diff", "out/r.json", "out/r.json", "-o", "out/d.html", "-o", "out/d.json", "-o", "out/d.txt"),
        run("recheck", "out/r.xlsx", *asked, "-o", "out/again.xlsx"),
    ]
    written_ = {path: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert len(written_) > 2 * len(files)
    texts = {path.name: all_text(path.suffix[1:], data) for path, data in written_.items()}
    for name, text in [*texts.items(), *((done.text[:40], done.text + done.complaint) for done in said)]:
        assert CARD not in name + text and PHONE not in name + text, name
    assert "1****************2" in texts["r.csv"]


@pytest.mark.parametrize("form", ["text", "json"])
def test_explain_masks_unless_it_is_asked(run, tmp_path: Path, form: str) -> None:
    """Who has a number may ask for it, and gets the derivation without it; so does who asks for another."""
    (tmp_path / "log.csv").write_text(LOG, "utf-8")
    asked = ("explain", "log.csv", "-r", "rules", "--as-of", "2018-12-31", "--rule", "甲", "--case", CARD)
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "ruleset.toml").write_text('[ruleset]\nid = "r"\n', "utf-8")
    (tmp_path / "rules" / "a.rules").write_text(f"{RULE[1]}\n", "utf-8")
    hidden, shown = run(*asked, "--format", form), run(*asked, "--format", form, "--show-personal")
    assert (hidden.status, shown.status) == (0, 0)
    assert CARD not in hidden.text and CARD in shown.text
    wrong = run(*asked[:-1], "4")
    assert (wrong.status, CARD in wrong.complaint) == (2, False)


ALIKE = ("13812345678", "13812345998")
"""Two telephones that are masked alike."""


def test_two_persons_stay_two_wherever_they_are_named(run, tmp_path: Path) -> None:
    """In what a deduction names, too; so is the command line, by which the check is asked for again."""
    rows = "".join(f"{phone},预决算,局{phone},2018-01-10,\n" for phone in ALIKE)
    (tmp_path / "log.csv").write_text("编号,事项,单位,批准日期,公开日期\n" + rows, "utf-8")
    both = [part for phone in ALIKE for part in ("--agency", f"局{phone}")]
    said = json.loads(run("check", "log.csv", *RULE, *both, "--format", "json").text)
    names = [one["agency"] for one in said["agencies"]]
    assert len(set(names)) == 2
    (line,) = said["summary"]["scorecard"]["accounts"][0]["deductions"]
    assert sorted(line["named"]) == [f"{name} 1" for name in sorted(names)]
    for one in said["agencies"]:
        (line,) = one["scorecard"]["accounts"][0]["deductions"]
        assert line["named"] == [found["case"] for found in said["findings"] if found["agency"] == one["agency"]]
    assert sorted(said["provenance"]["terms"]["agencies"]) == sorted(names)


def test_an_agency_is_asked_for_as_a_report_shows_it(run, tmp_path: Path) -> None:
    """Whoever has only the report cannot know its number; a report of that agency alone is computed again and gone on from."""
    rows = "".join(f"{n},预决算,局{phone},2018-01-10,\n" for n, phone in enumerate(ALIKE))
    (tmp_path / "log.csv").write_text("编号,事项,单位,批准日期,公开日期\n" + rows, "utf-8")
    run("check", "log.csv", *RULE, "--agency", f"局{ALIKE[0]}", "-o", "r.json", "-o", "r.parquet", "-q")
    (found,) = json.loads((tmp_path / "r.json").read_text("utf-8"))["findings"]
    assert run("verify", "r.json").status == 0
    again = json.loads(run("check", "log.csv", *RULE, "--agency", found["agency"], "--format", "json").text)
    assert again["findings"] == [found]
    for report in ("r.json", "r.parquet"):
        asked = (*RULE, "--since", report, "--format", "json", "-v", "--agency")
        went = run("check", "log.csv", *asked, f"局{ALIKE[0]}")
        assert (json.loads(went.text)["findings"], "重新评定了 0 个" in went.complaint) == ([found], True)
        other = run("check", "log.csv", *asked, f"局{ALIKE[1]}")
        assert (json.loads(other.text)["findings"][0]["case"], "all-anew" in other.complaint) == ("1", True)


@pytest.mark.parametrize("command", ["check", "inspect"])
def test_what_a_log_is_refused_for_is_masked(run, tmp_path: Path, command: str) -> None:
    """The first record of a log without a header is told as its header, and so is a header that holds a number."""
    (tmp_path / "none.csv").write_text(f"1,预决算,财政局{PHONE},批准,2018-01-10\n", "utf-8")
    (tmp_path / "odd.csv").write_text(f"编号,事项,单位,环节,时间{PHONE}\n1,预决算,财政局,批准,2018-01-10\n", "utf-8")
    for log in ("none.csv", "odd.csv"):
        hidden, shown = run(command, log), run(command, log, "--show-personal")
        assert (hidden.status, shown.status) == (2, 2)
        assert (PHONE in hidden.complaint, PHONE in shown.complaint) == (False, True)
        assert "1*********8" in hidden.complaint
