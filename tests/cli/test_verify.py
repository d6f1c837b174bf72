"""`compliance verify`: what of a saved report holds, and which files of a list are as they were."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.cli.conftest import ROOT, Run

from compliance.diagnostics import Refused
from compliance.diagnostics.render import width
from compliance.reports.recorded import read_recorded

LOG = """案件,事项,单位,环节,时间
1,预决算,财政局,批准,2018-01-10
1,预决算,财政局,公开,2018-02-20
2,预决算,教育局,批准,2018-01-10
2,预决算,教育局,公开,2018-01-20
"""
RULE = "预决算 批准后20日内公开"


@pytest.fixture
def made(run: Run, tmp_path: Path) -> Path:
    """A folder with a log and the reports that were made of it: one late, one met."""
    (tmp_path / "log.csv").write_text(LOG, "utf-8")
    done = run("check", "log.csv", "--rule", RULE, "--as-of", "2018-12-31", "-o", "r.json", "-o", "r.html", "-q")
    assert done.status == 1
    return tmp_path


def told(run: Run, *arguments: str) -> tuple[int, dict]:  # type: ignore[type-arg]
    """The exit status, and what is said as JSON."""
    done = run("verify", *arguments, "--format", "json")
    assert done.complaint == ""
    return done.status, json.loads(done.text)


def edit(path: Path, old: str, new: str) -> None:
    """Changes a file by hand."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_a_report_that_holds(run: Run, made: Path) -> None:
    """Every finding, every total, every input, and the page beside it byte for byte; the words say so."""
    status, said = told(run, "r.json")
    assert (status, said["holds"]) == (0, True)
    assert said["summary"] == {"same": 2, "changed": 0, "gone": 0, "new": 0}
    assert said["outputs"] == {"r.html": True}
    assert {one["kind"]: one["same"] for one in said["made_of"]} == {"log": True, "ruleset": True}
    done = run("verify", "r.json")
    assert "报告成立" in done.text
    assert max(width(line) for line in done.text.splitlines()) <= 80


def test_a_report_that_a_program_has_laid_out_anew(run: Run, made: Path) -> None:
    """The order of keys is no part of what a report says."""
    report = json.loads((made / "r.json").read_text("utf-8"))
    (made / "r.json").write_text(json.dumps(report, sort_keys=True, indent=1), "utf-8")
    status, said = told(run, "r.json")
    assert (status, said["summary"]) == (0, {"same": 2, "changed": 0, "gone": 0, "new": 0})


def test_a_report_whose_whole_numbers_a_program_wrote_without_a_point(run: Run, made: Path) -> None:
    """JavaScript writes 100.0 as 100: nobody altered anything."""
    written = re.sub(r"([0-9])\.0\b(?=[,}\]\s])", r"\1", (made / "r.json").read_text("utf-8"))
    assert '"best":100,' in re.sub(r"\s", "", written)
    (made / "r.json").write_text(json.dumps(json.loads(written)), "utf-8")
    status, said = told(run, "r.json")
    assert (status, said["summary"], said["totals"]) == (0, {"same": 2, "changed": 0, "gone": 0, "new": 0}, [])


def test_a_verdict_that_was_altered(run: Run, made: Path) -> None:
    """The finding is named with what the report says and what is so; nothing it was made of has changed."""
    report = json.loads((made / "r.json").read_text("utf-8"))
    next(one for one in report["findings"] if one["case"] == "1")["verdict"] = "met"
    (made / "r.json").write_text(json.dumps(report), "utf-8")
    status, said = told(run, "r.json")
    assert status == 1
    (finding,) = said["findings"]
    assert (finding["became"], finding["finding"]["case"]) == ("changed", "1")
    assert finding["differences"] == [{"key": "verdict", "report": "met", "now": "late"}]
    assert "报告可能被改动过" in run("verify", "r.json").text
    assert "may have been altered" in " ".join(run("verify", "r.json", "--lang", "en").text.split())


@pytest.mark.parametrize("part", ["agencies", "summary"])
def test_a_total_that_was_altered(run: Run, made: Path, part: str) -> None:
    """A score or a count, though every finding is as it was."""
    report = json.loads((made / "r.json").read_text("utf-8"))
    (report[part][0] if part == "agencies" else report[part])["score"] = 99.9
    (made / "r.json").write_text(json.dumps(report), "utf-8")
    status, said = told(run, "r.json")
    assert status == 1
    assert said["summary"]["same"] == 2
    assert [one["report"] for one in said["totals"]] == [99.9]


def test_a_ruleset_that_is_named_twice(run: Run, made: Path) -> None:
    """Of two hashes of one ruleset, one would be of another."""
    report = json.loads((made / "r.json").read_text("utf-8"))
    (used,) = report["provenance"]["rulesets"]
    report["provenance"]["rulesets"] = [{**used, "sha256": "0" * 64}, used]
    (made / "r.json").write_text(json.dumps(report), "utf-8")
    status, said = told(run, "r.json")
    assert (status, [one["key"] for one in said["totals"]]) == (1, ["provenance.rulesets"])


def test_something_far_behind_the_findings(run: Run, made: Path) -> None:
    """Blanks before it make it no part of the report."""
    with (made / "r.json").open("a", encoding="utf-8") as report:
        report.write(f'{" " * 2000}"x": [\n]\n}}\n')
    assert "[report/broken]" in run("verify", "r.json").complaint


def test_a_finding_that_was_taken_out(run: Run, made: Path) -> None:
    """It is new to the report; one that was put in is gone."""
    report = json.loads((made / "r.json").read_text("utf-8"))
    report["findings"][0]["agency"] = "审计局"
    (made / "r.json").write_text(json.dumps(report), "utf-8")
    _, said = told(run, "r.json")
    assert [one["became"] for one in said["findings"]] == ["gone", "new"]
    assert said["findings"][0]["finding"]["agency"] == "审计局"


def test_a_page_beside_the_report_that_was_altered(run: Run, made: Path) -> None:
    """The JSON holds, the page that was made with it does not."""
    edit(made / "r.html", "逾期", "合规")
    status, said = told(run, "r.json")
    assert (status, said["outputs"]) == (1, {"r.html": False})


@pytest.mark.parametrize("change", [('"version": "0.', '"version": "9.'), ('"-q"', '"--since", "x.json", "-q"')])
def test_a_page_that_cannot_be_compared_is_told(run: Run, made: Path, change: tuple[str, str]) -> None:
    """Whoever alters a page has only to say in the JSON that another version wrote it: it is not passed over in silence."""
    edit(made / "r.html", "逾期", "合规")
    edit(made / "r.json", *change)
    status, said = told(run, "r.json")
    assert (status, said["outputs"]) == (0, {"r.html": None})
    assert "r.html：没有核对" in run("verify", "r.json").text


def test_a_log_that_has_changed(run: Run, made: Path) -> None:
    """Which file, and what becomes of the findings; a change that moves none is told as well."""
    edit(made / "log.csv", "2018-02-20", "2018-01-20")
    status, said = told(run, "r.json")
    assert status == 1
    assert [one["name"] for one in said["made_of"] if not one["same"]] == ["log.csv"]
    assert [one["became"] for one in said["findings"]] == ["changed"]
    (made / "log.csv").write_bytes(LOG.replace("\n", "\r\n").encode())
    status, said = told(run, "r.json")
    assert (status, said["summary"]["same"]) == (1, 2)
    assert "各项结果仍与报告相同" in run("verify", "r.json").text


def test_findings_are_paired_as_two_reports_are_compared(run: Run, tmp_path: Path) -> None:
    """Rows without a number: of two that begin alike the one that is still there, and no other that merely is of the same agency."""
    head, gone, kept = (
        "事项,单位,批准日期,公开日期\n",
        "预决算,财政局,2018-01-10,2018-01-20\n",
        "预决算,财政局,2018-01-10,\n",
    )
    log, other = tmp_path / "log.csv", "预决算,财政局,2018-05-10,\n"
    log.write_text(head + gone + kept, "utf-8")
    run("check", "log.csv", "--rule", RULE, "--as-of", "2018-12-31", "-o", "r.json", "-q")
    log.write_text(head + kept + other, "utf-8")
    _, found = told(run, "r.json")
    became = [(one["became"], one["finding"]["verdict"], one["finding"]["trigger"]) for one in found["findings"]]
    assert became == [
        ("gone", "met", "2018-01-10"),
        ("changed", "missing", "2018-01-10"),
        ("new", "missing", "2018-05-10"),
    ]


def test_how_much_was_read_goes_with_the_hash(run: Run, made: Path) -> None:
    """A check that goes on from a report trusts in it; of a file that has changed it is no news."""
    edit(made / "r.json", f'"bytes": {len(LOG.encode())}', '"bytes": 20')
    status, said = told(run, "r.json")
    assert status == 1
    assert [(one["key"], one["report"]) for one in said["totals"]] == [("provenance.inputs.log.csv.bytes", 20)]
    (made / "log.csv").write_bytes(LOG.replace("\n", "\r\n").encode())
    assert told(run, "r.json")[1]["totals"] == []


def test_a_log_that_was_moved(run: Run, made: Path) -> None:
    """It is looked for where it lay and beside the report; else it is named, and known by its hash whatever it is called."""
    (made / "archive").mkdir()
    shutil.move(made / "log.csv", made / "archive" / "2018.csv")
    done = run("verify", "r.json")
    assert done.status == 2
    assert done.complaint.startswith("错误[verify/input-not-found]") and "compliance verify r.json" in done.complaint
    assert told(run, "r.json", "archive/2018.csv")[0] == 0
    assert told(run, "r.json", "archive")[0] == 0
    shutil.move(made / "archive" / "2018.csv", made / "archive" / "log.csv")
    shutil.move(made / "r.json", made / "archive" / "r.json")
    assert told(run, "archive/r.json")[0] == 0


def test_a_log_that_was_mailed_with_its_report(run: Run, tmp_path: Path) -> None:
    """Out of its folder, and out of one of another system: by its name beside the report, where its bytes are those of the report."""
    (tmp_path / "ledgers").mkdir()
    (tmp_path / "ledgers" / "log.csv").write_text(LOG, "utf-8")
    assert run("check", "ledgers/log.csv", "--rule", RULE, "--as-of", "2018-12-31", "-o", "r.json", "-q").status == 1
    (tmp_path / "my mail").mkdir()
    shutil.move(tmp_path / "ledgers" / "log.csv", tmp_path / "my mail")
    shutil.move(tmp_path / "r.json", tmp_path / "my mail")
    assert told(run, "my mail/r.json")[0] == 0
    text = (tmp_path / "my mail" / "r.json").read_text("utf-8")
    (tmp_path / "my mail" / "r.json").write_text(text.replace("ledgers/log.csv", r"D:\\ledgers\\log.csv"), "utf-8")
    assert told(run, "my mail/r.json")[0] == 0
    (tmp_path / "my mail" / "log.csv").write_text(LOG.replace("2018-02-20", "2018-02-21"), "utf-8")
    done = run("verify", "my mail/r.json")
    assert done.status == 2 and "compliance verify 'my mail/r.json' 台账" in done.complaint


def test_a_report_that_was_kept_with_all_it_was_made_of(run: Run, made: Path) -> None:
    """What lies where it was made is of a later run: the files beside the report are those of its hashes, and so is its page."""
    shutil.copytree(made, made / "kept")
    (made / "log.csv").write_text(LOG + "3,预决算,教育局,批准,2018-01-10\n", "utf-8")
    asked = ("--rule", RULE, "--as-of", "2018-12-31", "-q")
    assert run("check", "log.csv", *asked, "-o", "r.json", "-o", "r.html").status == 1
    status, said = told(run, "kept/r.json")
    assert (status, said["outputs"]) == (0, {"kept/r.html": True})
    edit(made / "kept" / "r.html", "逾期", "合规")
    assert told(run, "kept/r.json")[1]["outputs"] == {"kept/r.html": False}


def test_a_log_of_several_files_is_known_by_its_names(run: Run, tmp_path: Path) -> None:
    """Two files called alike are told apart by their hashes, and by their folders where one has changed."""
    for year in ("2017", "2018"):
        (tmp_path / year).mkdir()
        (tmp_path / year / "log.csv").write_text(LOG.replace("2018", year), "utf-8")
    assert run("check", "2017", "2018", "--rule", RULE, "--as-of", "2018-12-31", "-o", "r.json", "-q").status == 1
    for year in ("2017", "2018"):
        shutil.move(tmp_path / year, tmp_path / f"old-{year}")
    (tmp_path / "moved").mkdir()
    for year in ("2018", "2017"):
        shutil.move(tmp_path / f"old-{year}", tmp_path / "moved" / year)
    assert told(run, "r.json", "moved")[0] == 0
    edit(tmp_path / "moved" / "2017" / "log.csv", "2017-02-20", "2017-02-21")
    _, said = told(run, "r.json", "moved")
    assert [one["name"] for one in said["made_of"] if not one["same"]] == ["2017/log.csv"]


def test_a_file_that_is_none_of_the_log(run: Run, made: Path) -> None:
    """It is refused, not passed over."""
    (made / "other.csv").write_text(LOG + "3,预决算,教育局,批准,2018-01-10\n", "utf-8")
    done = run("verify", "r.json", "log.csv", "other.csv")
    assert done.status == 2
    assert "[verify/not-an-input]" in done.complaint


def test_a_ruleset_that_has_changed(run: Run, tmp_path: Path) -> None:
    """By its hash, with what its change does."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "ruleset.toml").write_text('[ruleset]\nid = "mine"\ntitle = "要点"\n', "utf-8")
    (tmp_path / "mine" / "a.rules").write_text(f"[a] {RULE}\n", "utf-8")
    (tmp_path / "log.csv").write_text(LOG, "utf-8")
    run("check", "log.csv", "-r", "mine", "--as-of", "2018-12-31", "-o", "r.json", "-q")
    assert told(run, "r.json")[0] == 0
    edit(tmp_path / "mine" / "a.rules", "20日", "60日")
    status, said = told(run, "r.json")
    assert status == 1
    assert [one["name"] for one in said["made_of"] if not one["same"]] == ["mine"]


def test_rulesets_that_settings_named_are_named_elsewhere(run: Run, tmp_path: Path) -> None:
    """The settings are those of the folder where it runs; the page beside the report says who named the ruleset."""
    there = tmp_path / "county"
    (there / "mine").mkdir(parents=True)
    (there / "mine" / "ruleset.toml").write_text('[ruleset]\nid = "mine"\n', "utf-8")
    (there / "mine" / "a.rules").write_text(f"[a] {RULE}\n", "utf-8")
    (there / "compliance.toml").write_text('rulesets = ["mine"]\n', "utf-8")
    (there / "log.csv").write_text(LOG, "utf-8")
    run("check", "log.csv", "--as-of", "2018-12-31", "-o", "r.json", "-o", "r.html", "-o", "r.txt", "-q", folder=there)
    assert told(run, "county/r.json", "-r", "county/mine")[1]["outputs"] == {
        "county/r.html": True,
        "county/r.txt": True,
    }


def test_an_entry_of_a_list_that_was_altered(run: Run, tmp_path: Path) -> None:
    """What differs is told, not that both lists have as many entries."""
    (tmp_path / "log.csv").write_text(LOG, "utf-8")
    (tmp_path / "w.toml").write_text(
        '[[waiver]]\nrule = "*"\nreason = "一"\napprover = "处长"\nexpiry = 2019-01-01\n', "utf-8"
    )
    run("check", "log.csv", "--rule", RULE, "--waivers", "w.toml", "--as-of", "2018-12-31", "-o", "r.json", "-q")
    report = json.loads((tmp_path / "r.json").read_text("utf-8"))
    report["waivers"][0]["approver"] = "局长"
    (tmp_path / "r.json").write_text(json.dumps(report), "utf-8")
    assert told(run, "r.json")[1]["totals"] == [{"key": "waivers.1.approver", "report": "局长", "now": "处长"}]
    assert 'waivers.1.approver：报告 "局长"；复算 "处长"' in run("verify", "r.json").text
    assert "1 differs" in run("verify", "r.json", "--lang", "en").text


def test_mapping_and_waivers_are_held_too(run: Run, tmp_path: Path) -> None:
    """Both are files that a report is made of."""
    (tmp_path / "log.csv").write_text(LOG.replace("事项", "什么"), "utf-8")
    (tmp_path / "m.toml").write_text('[columns]\n"什么" = "matter"\n', "utf-8")
    waiver = '[[waiver]]\nrule = "*"\nreason = "{}"\napprover = "处长"\nexpiry = 2019-01-01\n'
    (tmp_path / "w.toml").write_text(waiver.format("一"), "utf-8")
    asked = ("--rule", RULE, "--mapping", "m.toml", "--waivers", "w.toml", "--as-of", "2018-12-31", "-o", "r.json")
    run("check", "log.csv", *asked, "-q")
    assert told(run, "r.json")[0] == 0
    (tmp_path / "moved").mkdir()
    for name in ("w.toml", "m.toml"):
        (tmp_path / name).rename(tmp_path / "moved" / f"my-{name}")
        option = {"m.toml": "--mapping", "w.toml": "--waivers"}[name]
        assert f"建议: 移动过的，用 {option} 写明现在的位置" in run("verify", "r.json").complaint
    assert told(run, "r.json", "--mapping", "moved/my-m.toml", "--waivers", "moved/my-w.toml")[0] == 0
    for name in ("m.toml", "w.toml"):
        (tmp_path / "moved" / f"my-{name}").rename(tmp_path / name)
    edit(tmp_path / "r.json", '"waivers": {"file": "w.toml"', '"waivers": {"file": "approved.toml"')
    status, said = told(run, "r.json")
    assert status == 1
    assert {one["name"] for one in said["made_of"] if not one["same"]} == {"approved.toml", "w.toml"}
    edit(tmp_path / "r.json", "approved.toml", "w.toml")
    (tmp_path / "w.toml").write_text(waiver.format("二"), "utf-8")
    status, said = told(run, "r.json")
    assert status == 1
    assert [one["kind"] for one in said["made_of"] if not one["same"]] == ["waivers"]


@pytest.mark.parametrize(
    "options",
    [("--lang", "en"), ("--agency", "教育局"), ("--from", "2018-01", "--to", "2018-06"), ("--limit", "cell=15")],
)
def test_what_the_check_was_asked_for_is_asked_again(run: Run, tmp_path: Path, options: tuple[str, ...]) -> None:
    """The options stand in the report."""
    (tmp_path / "log.csv").write_text(f"{LOG}{'3' * 20},预决算,教育局,批准,2018-01-10\n", "utf-8")
    run("check", "log.csv", "--rule", RULE, "--as-of", "2018-12-31", *options, "-o", "r.json", "-o", "r.md", "-q")
    status, said = told(run, "r.json")
    assert (status, said["outputs"]) == (0, {"r.md": True})


def test_a_report_that_went_on_from_an_earlier_one(run: Run, made: Path) -> None:
    """It is computed again from the log alone; the earlier report need not be there."""
    asked = ("--rule", RULE, "--as-of", "2019-01-31", "--since", "r.json", "-o", "later.json", "-o", "later.csv", "-q")
    assert run("check", "log.csv", *asked).status == 1
    (made / "r.json").unlink()
    status, said = told(run, "later.json")
    assert (status, said["summary"]["same"], said["outputs"]) == (0, 2, {"later.csv": None})


def test_a_report_of_standard_input(run: Run, tmp_path: Path) -> None:
    """The log is to be named."""
    run("check", "-", "--rule", RULE, "--as-of", "2018-12-31", "-o", "r.json", "-q", stdin=LOG.encode())
    assert "标准输入" in run("verify", "r.json").complaint
    (tmp_path / "kept.csv").write_text(LOG, "utf-8")
    assert told(run, "r.json", "kept.csv")[0] == 0


@pytest.mark.parametrize("cut", [10, 400, -1, -3, -30])
def test_a_report_that_was_cut_off(run: Run, made: Path, cut: int) -> None:
    """It is refused: a report that lost its end has lost findings."""
    data = (made / "r.json").read_bytes()
    (made / "r.json").write_bytes(data[:cut].rstrip())
    done = run("verify", "r.json")
    assert (done.status, "Traceback" in done.complaint) == (0 if cut == -1 else 2, False)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda report: report.pop("provenance"), "verify/no-provenance"),
        (
            lambda report: report["provenance"].update(command=["compliance", "check", "log.csv", "--no-such"]),
            "verify/command",
        ),
        (lambda report: report["provenance"].update(command=["rm", "-rf", "/"]), "verify/command"),
        (lambda report: report["provenance"].update(command=[]), "verify/command"),
        (lambda report: report.update(schema="compliance-report/9"), "report/schema"),
        (lambda report: report.update(findings=[7]), "report/broken"),
    ],
)
def test_a_report_that_cannot_be_computed_again(run: Run, made: Path, change: object, code: str) -> None:
    """It is said why."""
    assert callable(change)
    report = json.loads((made / "r.json").read_text("utf-8"))
    change(report)
    (made / "r.json").write_text(json.dumps(report), "utf-8")
    done = run("verify", "r.json")
    assert (done.status, code in done.complaint) == (2, True)


def test_other_formats_lead_to_the_json(run: Run, made: Path) -> None:
    """A page does not hold every finding as data."""
    done = run("verify", "r.html")
    assert (done.status, "[verify/format]" in done.complaint) == (2, True)


def test_what_is_found_as_files(run: Run, made: Path) -> None:
    """As by every command that has a result."""
    done = run("verify", "r.json", "-o", "v.json", "-o", "v.txt", "--format", "json")
    assert (made / "v.json").read_bytes() == done.out
    assert "报告成立" in (made / "v.txt").read_text("utf-8")


@pytest.mark.parametrize("output", ["r.json", "none/../r.json", "r.txt", "log.txt"])
def test_what_is_found_takes_the_place_of_nothing_that_was_looked_at(run: Run, made: Path, output: str) -> None:
    """The report, another of the same run, and the log."""
    (made / "log.csv").rename(made / "log.txt")
    run(
        "check",
        "log.txt",
        "--rule",
        RULE,
        "--as-of",
        "2018-12-31",
        "-o",
        "r.json",
        "-o",
        "r.txt",
        "-o",
        "SHA256SUMS",
        "-q",
    )
    before = {path.name: path.read_bytes() for path in made.iterdir()}
    for looked_at in ("r.json", *(("SHA256SUMS",) if "r." in output else ())):
        done = run("verify", looked_at, "-o", output)
        code = "report/log" if output == "log.txt" else "report/read"
        assert (done.status, f"错误[{code}]" in done.complaint) == (2, True), done.complaint
    assert {path.name: path.read_bytes() for path in made.iterdir()} == before


def test_a_folder_of_reports_has_its_list(run: Run, made: Path) -> None:
    """`sha256sum -c` reads it, and each JSON in the folder can be computed again by itself."""
    run(
        "check",
        "log.csv",
        "--rule",
        RULE,
        "--as-of",
        "2018-12-31",
        "--split-by",
        "agency",
        "--as",
        "json,html",
        "-o",
        "b/",
    )
    names = {path.name for path in (made / "b").iterdir()}
    listed = (made / "b" / "SHA256SUMS").read_text("utf-8")
    assert {line[66:] for line in listed.splitlines()} == names - {"SHA256SUMS"}
    subprocess.run(["sha256sum", "-c", "--strict", "SHA256SUMS"], cwd=made / "b", check=True, capture_output=True)
    assert told(run, "b")[0] == 0
    status, said = told(run, "b/财政局.json")
    assert (status, said["summary"]["same"]) == (0, 1)


def test_a_file_of_a_list_that_is_not_as_listed(run: Run, made: Path) -> None:
    """One changed, one gone, one that the list does not have."""
    run("check", "log.csv", "--rule", RULE, "--as-of", "2018-12-31", "--split-by", "agency", "-o", "b/")
    (made / "b" / "财政局.html").write_text("合规", "utf-8")
    (made / "b" / "index.html").unlink()
    (made / "b" / "stranger.html").write_text("", "utf-8")
    status, said = told(run, "b/")
    assert status == 1
    assert {one["file"]: one["now"] is not None for one in said["files"] if not one["same"]} == {
        "财政局.html": True,
        "index.html": False,
    }
    assert said["strangers"] == ["stranger.html"]
    assert "2" in run("verify", "b/SHA256SUMS", "--lang", "en").text


def test_a_list_of_single_reports(run: Run, made: Path) -> None:
    """`-o SHA256SUMS` lists all files of the run, those of folders too, by their paths from where it lies."""
    (made / "sub").mkdir()
    asked = ("--rule", RULE, "--as-of", "2018-12-31", "-q", "-o", "r.json", "-o", "sub/SHA256SUMS", "-o", "b/")
    run("check", "log.csv", *asked, "--split-by", "agency")
    listed = dict(line.split("  ")[::-1] for line in (made / "sub" / "SHA256SUMS").read_text("utf-8").splitlines())
    assert listed["../r.json"] == hashlib.sha256((made / "r.json").read_bytes()).hexdigest()
    assert "../b/财政局.html" in listed
    assert told(run, "sub/SHA256SUMS")[0] == 0


def test_a_list_with_nothing_to_list(run: Run, made: Path) -> None:
    """It needs a report; and a folder without a list has nothing to be held against."""
    assert "[report/sums]" in run("check", "log.csv", "--rule", RULE, "-o", "SHA256SUMS").complaint
    assert "[verify/no-sums]" in run("verify", ".").complaint
    for said in ("rubbish\n", "", "\n# nothing\n"):
        (made / "SHA256SUMS").write_text(said, "utf-8")
        done = run("verify", ".")
        assert (done.status, "[verify/sums]" in done.complaint) == (2, True)


def test_the_example_of_the_front_page(run: Run, tmp_path: Path) -> None:
    """A report over the example ledger holds in full, in a Python that has its sets in another order."""
    shutil.copy(ROOT / "examples" / "tongjiang-2018.csv", tmp_path)
    asked = ("check", "tongjiang-2018.csv", "--as-of", "2018-12-31", "-o", "r.json", "-o", "r.xlsx", "-q")
    run(*asked, env={"PYTHONHASHSEED": "1"})
    status, said = told(run, "r.json")
    assert (status, said["summary"]["same"], said["outputs"]) == (0, 783, {"r.xlsx": True})


def test_a_report_that_is_written_anew_while_it_is_verified(made: Path) -> None:
    """The findings would not be those of the head that was read."""
    report = made / "r.json"
    recorded = read_recorded(report)
    report.write_bytes(report.read_bytes() + b"\n")
    with pytest.raises(Refused) as refused:
        list(recorded.findings())
    assert [problem.code for problem in refused.value.diagnostics] == ["log/changed"]


def test_a_ruleset_that_was_moved_is_asked_for(run: Run, made: Path) -> None:
    """With the option that says where it lies; what was given with it and is not there is told as by every command."""
    (made / "mine").mkdir()
    (made / "mine" / "ruleset.toml").write_text('[ruleset]\nid = "mine"\n', "utf-8")
    (made / "mine" / "a.rules").write_text(f"{RULE}\n", "utf-8")
    assert run("check", "log.csv", "-r", "mine", "--as-of", "2018-12-31", "-o", "r.json", "-q").status == 1
    (made / "mine").rename(made / "yours")
    done = run("verify", "r.json")
    assert done.status == 2 and "没有名为“mine”的规则集\n  建议: 移动过的，用 -r 写明现在的位置" in done.complaint
    assert "内置规则集" in run("verify", "r.json", "-r", "nothere").complaint
    assert told(run, "r.json", "-r", "yours")[0] == 0
