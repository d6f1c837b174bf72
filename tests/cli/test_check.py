"""`compliance check` from the outside: what it prints, writes and exits with."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.cli.conftest import ROOT, Run

BUDGET = "case,matter,agency,action,time\n1,预决算,财政局,批准,2018-01-10\n1,预决算,财政局,公开,2018-02-02\n"
EVENT = """case,matter,agency,action,time
1,突发事件,应急局,发生,2018-06-01 20:00
1,突发事件,应急局,公开,2018-06-01 23:00
1,突发事件,应急局,press conference,2018-06-02 19:00
"""


@pytest.mark.parametrize(
    ("rule", "log", "verdicts", "status"),
    [
        ("预决算 within 20 days of approval", BUDGET, ["late"], 1),
        ("预决算 批准后20日内公开", BUDGET, ["late"], 1),
        ("突发事件 publish within 5h, press conference within 24h", EVENT, ["met", "met"], 0),
        ("突发事件 5小时内发布，24小时内举行新闻发布会", EVENT, ["met", "met"], 0),
    ],
)
def test_a_rule_given_on_the_spot(
    run: Run, tmp_path: Path, rule: str, log: str, verdicts: list[str], status: int
) -> None:
    """Both lines of the design, in both spellings, as they stand."""
    (tmp_path / "log.csv").write_text(log, "utf-8")
    done = run("check", "log.csv", "--rule", rule, "--as-of", "2018-12-31", "--format", "json")
    assert done.status == status
    report = json.loads(done.text)
    assert [f["verdict"] for f in report["findings"]] == verdicts
    assert report["rulesets"][0]["id"] == report["findings"][0]["ruleset"] == "inline"


def test_the_same_lines_in_a_file(run: Run, tmp_path: Path) -> None:
    """A ruleset is a folder with a manifest and rules."""
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "ruleset.toml").write_text('[ruleset]\nid = "mine"\n', "utf-8")
    (folder / "a.rules").write_text(
        "预决算 within 20 days of approval\n突发事件 publish within 5h, press conference within 24h\n", "utf-8"
    )
    (tmp_path / "log.csv").write_text(BUDGET + EVENT.partition("\n")[2], "utf-8")
    done = run("check", "log.csv", "-r", "mine", "--as-of", "2018-12-31", "--format", "json")
    assert [(f["rule"], f["duty"], f["verdict"]) for f in json.loads(done.text)["findings"]] == [
        ("预决算", 1, "late"),
        ("突发事件", 1, "met"),
        ("突发事件", 2, "met"),
    ]


def test_a_folder_called_as_a_built_in_ruleset_is_told(run: Run, tmp_path: Path) -> None:
    """Whoever hands a log over may have put one beside it, with rules of his own."""
    (tmp_path / "log.csv").write_text(BUDGET, "utf-8")
    for name, told in (("mine", False), ("cn-disclosure", True)):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "ruleset.toml").write_text('[ruleset]\nid = "mine"\n', "utf-8")
        (folder / "a.rules").write_text("预决算 within 90 days of approval\n", "utf-8")
        done = run("check", "log.csv", "-r", name, "--as-of", "2018-12-31", "--lang", "en")
        assert done.status == 0
        assert ("the folder “cn-disclosure” here is used, not the built-in ruleset" in done.complaint) is told


@pytest.mark.parametrize("command", [("check", "log.csv", "--as-of", "2018-12-31", "-r"), ("lint",)])
def test_rules_in_a_folder_below_are_told_as_not_read(command: Sequence[str], run: Run, tmp_path: Path) -> None:
    """Chapters in folders of their own look like a part of the ruleset; what has its own ruleset.toml or is hidden is another matter."""
    (tmp_path / "log.csv").write_text(BUDGET, "utf-8")
    for name in ("mine", "mine/章", "mine/other", "mine/.git"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.rules").write_text("[r] 预决算 within 90 days of approval\n    cite 一\n", "utf-8")
    for name in ("mine", "mine/other"):
        (tmp_path / name / "ruleset.toml").write_text('[ruleset]\nid = "mine"\n', "utf-8")
    done = run(*command, "mine", "--lang", "en")
    assert "rules files in a folder below the ruleset's are not read: 章/a.rules" in done.text + done.complaint
    (tmp_path / "mine" / "章" / "a.rules").unlink()
    done = run(*command, "mine", "--lang", "en")
    assert "below" not in done.text + done.complaint


def test_a_check_of_no_rule_is_refused(run: Run, tmp_path: Path) -> None:
    """A rule that a script left empty, or a file of comments: nothing found would look like nothing wrong."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "ruleset.toml").write_text('[ruleset]\nid = "mine"\n', "utf-8")
    (tmp_path / "mine" / "a.rules").write_text("# 规则还没有写\n", "utf-8")
    (tmp_path / "log.csv").write_text(BUDGET, "utf-8")
    rule = ("--rule", "预决算 批准后20日内公开")
    for asked in (("--rule", " "), (*rule, "--rule", ""), ("-r", "mine")):
        done = run("check", "log.csv", *asked, "--as-of", "2018-12-31")
        assert (done.status, done.text) == (2, "") and "ruleset/no-rules" in done.complaint
    assert run("check", "log.csv", "-r", "mine", *rule, "--as-of", "2018-12-31").status == 1


def test_a_ruleset_named_twice_counts_once(run: Run, tmp_path: Path) -> None:
    """By whatever way; two that only have one id could not be told apart in a report, and are refused."""
    for name in ("mine", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "ruleset.toml").write_text('[ruleset]\nid = "mine"\n', "utf-8")
        (tmp_path / name / "a.rules").write_text("预决算 批准后20日内公开\n", "utf-8")
    (tmp_path / "log.csv").write_text(BUDGET, "utf-8")
    asked = ("check", "log.csv", "-r", "mine", "--as-of", "2018-12-31", "--format", "json")
    report = json.loads(run(*asked, "-r", "other/../mine/").text)
    assert (len(report["rulesets"]), len(report["findings"])) == (1, 1)
    done = run(*asked, "-r", "other", "--lang", "en")
    assert done.status == 2 and "two rulesets have the id “mine”" in done.complaint


def test_text_says_summary_gap_clause_and_count(run: Run, tmp_path: Path) -> None:
    """In Chinese unless English is asked for, 80 columns wide."""
    (tmp_path / "log.csv").write_text(BUDGET, "utf-8")
    zh = run("check", "log.csv", "--rule", "预决算 批准后20日内公开\n    依据 一(五)", "--as-of", "2018-12-31")
    assert "逾期3天" in zh.text and "一(五)" in zh.text
    en = run("check", "log.csv", "--rule", "预决算 within 20 days of approval", "--as-of", "2018-12-31", "--lang", "en")
    assert "3 days late" in en.text and "逾期" not in en.text


@pytest.mark.parametrize(
    ("modality", "fail_on", "status"),
    [("", "must", 1), ("should", "must", 0), ("should", "should", 1), ("", "never", 0)],
)
def test_exit_status_by_how_binding_the_gaps_are(
    run: Run, tmp_path: Path, modality: str, fail_on: str, status: int
) -> None:
    """A gap counts from the modality that --fail-on names."""
    (tmp_path / "log.csv").write_text(BUDGET, "utf-8")
    rule = f"预决算 within 20 days of approval\n    {modality}" if modality else "预决算 within 20 days of approval"
    assert run("check", "log.csv", "--rule", rule, "--as-of", "2018-12-31", "--fail-on", fail_on).status == status


def test_strict_fails_on_rejected_rows(run: Run, tmp_path: Path) -> None:
    """The run goes on, reports, and exits with 3."""
    (tmp_path / "log.csv").write_text(BUDGET + "2,预决算,财政局,批准,8/7/2018\n", "utf-8")
    done = run("check", "log.csv", "--rule", "预决算 within 20 days of approval", "--as-of", "2018-12-31", "--strict")
    assert done.status == 3
    assert "8/7/2018" in done.text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nowhere.csv",), "nowhere.csv"),
        (("log.csv", "-r", "tongjiang"), "tongjiang-2018"),
        (("log.csv", "--rule", "预决算 within 20 dogs of approval"), "^"),
        (("log.csv", "--rule", "预决算批准后20日内公开"), "空格"),
        (("log.csv", "--rule", "预决算 批准后20日内公开", "--format", "jsn"), "json"),
        (("log.csv", "--rule", "预决算 批准后20日内公开", "-o", "report.pdf"), ".html"),
        (("log.csv", "--rule", "预决算 批准后20日内公开", "--as-of", "soon"), "soon"),
        (("log.csv", "--rule", "预决算 批准后20日内公开", "--as-of", ""), "--as-of"),
        (("log.csv", "--rule", "预决算 批准后20日内公开", "--from", ""), "--from"),
        (("log.csv", "--rule", "预决算 批准后20日内公开", "--as-of", "2018-01-01至2018-12-31"), "起止"),
        (("log.csv", "--rule", "预决算 批准后20日内公开", "--to", "2018-01-01至2018-12-31"), "起止"),
        (("log.csv", "--rule", "预决算 批准后20日内公开", "--from", "2018-06-01", "--to", "2018-03"), "2018-03-31"),
        (("log.csv", "--rule", "预决算 批准后20日内公开", "--ignore", "colour"), "colour"),
        (("log.csv", "--rule", "预决算 批准后20日内公开", "-o", "no/such/folder/r.json"), "r.json"),
    ],
)
def test_what_cannot_be_used_is_told_with_status_2(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    """The message names what was found; there is no traceback and nothing on standard output."""
    (tmp_path / "log.csv").write_text(BUDGET, "utf-8")
    done = run("check", *arguments)
    assert (done.status, done.text) == (2, "")
    assert said in done.complaint
    assert "Traceback" not in done.complaint


def test_a_mapping_of_the_settings_that_is_not_there_is_told_as_theirs(run: Run, tmp_path: Path) -> None:
    """Who gave no --mapping was sent to look for the path behind it."""
    (tmp_path / "log.csv").write_text(BUDGET, "utf-8")
    (tmp_path / "compliance.toml").write_text('mapping = "absent.toml"\n', "utf-8")
    done = run("check", "log.csv", "--rule", "预决算 批准后20日内公开", "--as-of", "2018-12-31", "--lang", "en")
    assert done.status == 2 and "mapping in compliance.toml" in done.complaint


def test_the_clock_is_the_rulesets_wherever_the_machine_stands(run: Run, tmp_path: Path) -> None:
    """Today is the day where the ruleset holds, 25 hours apart at the ends of the earth; an offset goes to its zone."""
    (tmp_path / "log.csv").write_text(BUDGET, "utf-8")
    rules = "预决算 批准后20日内公开\n"
    found = {}
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        folder = tmp_path / zone.partition("/")[2]
        folder.mkdir()
        (folder / "ruleset.toml").write_text(f'[ruleset]\nid = "r"\n[deadlines]\ntimezone = "{zone}"\n', "utf-8")
        (folder / "a.rules").write_text(rules, "utf-8")
        given = ("check", "log.csv", "-r", folder.name, "--format", "json", "-q")
        today = json.loads(run(*given, env={"TZ": "UTC"}).text)["as_of"]
        stated = json.loads(run(*given, "--as-of", "2018-12-31T12:00Z").text)["as_of"]
        found[folder.name] = today[:10], stated
    assert found["Kiritimati"][0] > found["Pago_Pago"][0]
    assert found["Kiritimati"][1] == "2019-01-01T02:00:00"
    assert found["Pago_Pago"][1] == "2018-12-31T01:00:00"


def test_reports_are_written_whole_or_not_at_all(run: Run, tmp_path: Path) -> None:
    """Where one of several cannot be written none is, and no temporary file stays."""
    (tmp_path / "log.csv").write_text(BUDGET, "utf-8")
    base = ("check", "log.csv", "--rule", "预决算 within 20 days of approval", "--as-of", "2018-12-31", "-q")
    assert run(*base, "-o", "a.json", "-o", "gone/b.csv").status == 2
    assert sorted(p.name for p in tmp_path.iterdir()) == ["log.csv"]
    done = run(*base, "-o", "a.json", "-o", "b.csv", "-o", "c.html", "-o", "d.md")
    assert (done.status, done.text, done.complaint) == (1, "", "")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.json", "b.csv", "c.html", "d.md", "log.csv"]


def test_the_same_inputs_give_the_same_bytes(run: Run, tmp_path: Path) -> None:
    """But for a stamp that SOURCE_DATE_EPOCH fixes."""
    (tmp_path / "log.csv").write_text(BUDGET, "utf-8")
    base = (
        "check",
        "log.csv",
        "--rule",
        "预决算 within 20 days of approval",
        "--as-of",
        "2018-12-31",
        "--format",
        "json",
    )
    first, second = (run(*base, env={"SOURCE_DATE_EPOCH": "1546300800"}).out for _ in range(2))
    assert first == second
    assert json.loads(first)["generated"].startswith("2019-01-01T08:00:00+08:00")


def test_a_log_comes_from_standard_input(run: Run) -> None:
    """`-`, in GBK too."""
    done = run(
        "check",
        "-",
        "--rule",
        "预决算 批准后20日内公开",
        "--as-of",
        "2018-12-31",
        "--format",
        "json",
        stdin=BUDGET.encode("gbk"),
    )
    assert [f["verdict"] for f in json.loads(done.text)["findings"]] == ["late"]


def test_a_console_in_gbk_shows_what_it_can(run: Run, tmp_path: Path) -> None:
    """What the console's encoding lacks is no error."""
    (tmp_path / "log.csv").write_text(BUDGET.replace("财政局", "财政局😀"), "utf-8")
    arguments = ("check", "log.csv", "--rule", "预决算 批准后20日内公开", "--as-of", "2018-12-31")
    done = run(*arguments, env={"PYTHONIOENCODING": "gbk"})
    assert done.status == 1
    assert "逾期3天" in done.out.decode("gbk")


def test_the_rulesets_in_force_are_picked_by_dates_and_matters(run: Run, tmp_path: Path) -> None:
    """`compliance check log.csv` alone works and says what it picked and why."""
    (tmp_path / "log.csv").write_text(BUDGET, "utf-8")
    done = run("check", "log.csv", "--as-of", "2018-12-31", "--format", "json")
    assert done.status == 1
    assert {r["id"] for r in json.loads(done.text)["rulesets"]} == {"tongjiang-2018"}
    assert "自动选用" in done.complaint and "预决算" in done.complaint


@pytest.mark.parametrize(
    ("log", "acts"),
    [
        (
            "编号,事项,单位,时间,备案日期\n1,依申请公开,财政局,2018-01-10,2018-01-05\n2,依申请公开,财政局,2018-01-10,\n",
            2,
        ),
        ("编号,事项,单位,申请日期,答复日期,完成时间\n1,依申请公开,财政局,2018-01-10,2018-01-15,3天\n", 2),
    ],
)
def test_a_word_of_a_ruleset_that_was_not_picked_makes_no_milestone(
    run: Run, tmp_path: Path, log: str, acts: int
) -> None:
    """Zhejiang's plan speaks of 备案 and 完成, that of Tongjiang does not: the log is read as with -r, also from a pipe."""
    (tmp_path / "log.csv").write_text(log, "utf-8")
    asked = ("--as-of", "2018-12-31", "--format", "json")
    named = json.loads(run("check", "log.csv", "-r", "tongjiang-2018", *asked).text)
    assert (named["log"]["events"], named["log"]["rejected"]) == (acts, [])
    for done in (run("check", "log.csv", *asked), run("check", "-", *asked, stdin=log.encode())):
        picked = json.loads(done.text)
        assert [used["id"] for used in picked["rulesets"]] == ["tongjiang-2018"]
        assert (picked["log"]["events"], picked["log"]["rejected"]) == (acts, [])
        assert picked["summary"] == named["summary"]


def test_a_folder_says_which_rulesets_it_uses(run: Run, tmp_path: Path) -> None:
    """`compliance.toml` names rulesets beside it; an unknown key is an error with its line."""
    (tmp_path / "log.csv").write_text(BUDGET, "utf-8")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "ruleset.toml").write_text('[ruleset]\nid = "mine"\n', "utf-8")
    (tmp_path / "mine" / "a.rules").write_text("预决算 批准后30日内公开\n", "utf-8")
    (tmp_path / "compliance.toml").write_text('rulesets = ["mine"]\n', "utf-8")
    assert run("check", "log.csv", "--as-of", "2018-12-31").status == 0
    (tmp_path / "compliance.toml").write_text('ruleset = ["mine"]\n', "utf-8")
    done = run("check", "log.csv", "--as-of", "2018-12-31")
    assert done.status == 2 and "compliance.toml:1:1" in done.complaint
    for name in ("min", ""):
        (tmp_path / "compliance.toml").write_text(f'\nrulesets = ["{name}"]\n', "utf-8")
        done = run("check", "log.csv", "--as-of", "2018-12-31")
        assert done.status == 2 and "compliance.toml:2:1" in done.complaint


@pytest.mark.parametrize("name", ["tongjiang-2018-gbk.csv", "tongjiang-2018.xlsx"])
def test_the_example_ledger_is_the_same_in_every_dress(run: Run, name: str) -> None:
    """GBK, or Excel with a title, merged agencies and Chinese dates: the findings are those of the clean CSV."""

    def findings(file: str) -> list[dict[str, object]]:
        done = run(
            "check", str(ROOT / "examples" / file), "-r", "tongjiang-2018", "--as-of", "2018-12-31", "--format", "json"
        )
        assert done.status == 1, done.complaint
        told_apart = ("evidence", "reason")  # They name the file and its rows.
        return [{k: v for k, v in f.items() if k not in told_apart} for f in json.loads(done.text)["findings"]]

    clean = findings("tongjiang-2018.csv")
    assert len(clean) > 150
    assert findings(name) == clean


def test_a_real_ledger_of_documents(run: Run, tmp_path: Path) -> None:
    """Rows like those of a government's document list: the mapping names issue and publication, the matter is a default."""
    (tmp_path / "m.toml").write_text(
        '[columns]\n"iss" = "formation"\n"pub" = "publish"\n"source" = "agency"\n"row" = "case"\n[defaults]\nmatter = "规范性文件"\n',
        "utf-8",
    )
    rows = [
        "source,row,url,title,iss,pub",
        "省政府,0,http://x/0,某办法,2017-12-01,2017-12-29",
        "省政府,1,http://x/1,某细则,2017-12-01,2018-01-02",
    ]
    rows += [
        "省政府,2,http://x/2,某通知,2018-02-27,2018-02-24",
        "省政府,3,http://x/3,某意见,,2018-02-24",
        "省政府,4,http://x/4,某规定,1999-02-27,2018-02-24",
    ]
    (tmp_path / "documents.csv").write_text("\n".join(rows) + "\n", "utf-8")
    rule = "规范性文件 within 20 working days of formation"
    window = ("--from", "2008-05-01", "--to", "2024-12-31", "--as-of", "2025-12-31")
    done = run("check", "documents.csv", "--mapping", "m.toml", "--rule", rule, *window, "--format", "json")
    report = json.loads(done.text)
    assert [(f["case"], f["verdict"], f["days_late"]) for f in report["findings"]] == [
        ("0", "met", None),
        ("1", "late", 4),
        ("2", "missing", None),
    ]
    assert "早于形成，不计入" in report["findings"][2]["reason"]
    assert report["findings"][0]["url"] == "http://x/0"


def test_a_check_can_be_held_to_so_much_memory(run: Run, tmp_path: Path) -> None:
    """The result is the same; what is no size is refused."""
    (tmp_path / "log.csv").write_text(BUDGET, "utf-8")
    asked = ("check", "log.csv", "--rule", "预决算 within 20 days of approval", "--as-of", "2018-12-31")
    held = run(*asked, "--memory", "600MB")
    assert (held.status, held.text) == (1, run(*asked).text)
    refused = run(*asked, "--memory", "lots")
    assert refused.status == 2 and "usage/memory" in refused.complaint and "600MB" in refused.complaint
