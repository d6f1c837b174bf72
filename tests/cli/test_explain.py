from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from compliance.findings.derivation import Ruling
from compliance.reports.codes import code_text
from compliance.reports.derivation import LINES

Run = Callable[..., Any]
DOCS = Path(__file__).parents[2] / "docs"
PAGES = {name: (DOCS / name).read_text("utf-8") for name in ("explain.md", "explain.zh.md")}
LOG = "编号,事项,单位,批准日期,公开日期\n1,预决算,财政局,2018-01-10,2018-01-31\n2,预决算,审计局,2018-02-08,\n"
RULES = """[甲-1] 预决算 批准后20日内公开，批准后5个工作日内解读
    依据 一(五)
[甲-2] 规划 批准后20日内公开；依据 二
[甲-3] 预决算 每月公开
"""
SOUGHT = ("explain", "log.csv", "-r", "rules", "--as-of", "2018-12-31", "--rule", "甲-1")


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A folder with a log and a ruleset."""
    (tmp_path / "log.csv").write_text(LOG, "utf-8")
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "ruleset.toml").write_text(
        '[ruleset]\nid = "r"\ntitle = "某县要点"\nlanguage = "zh"\n', "utf-8"
    )
    (tmp_path / "rules" / "a.rules").write_text(RULES, "utf-8")
    return tmp_path


def test_a_finding_is_derived_step_by_step(run: Run, office: Path) -> None:
    """Of one case and one duty, in the language of the ruleset."""
    done = run(*SOUGHT, "--case", "1", "--duty", "1")
    assert (done.status, done.complaint) == (0, "")
    assert [line for line in done.text.splitlines() if re.match(r"\d ", line)] == [
        "1  条款  批准后20日内公开",
        "2  起算  2018-01-10 批准（log.csv第2行）",
        "3  计算  自2018-01-10的次日起，数20日",
        "4  到期  2018-01-30",
        "5  要件  [有] 公开：2018-01-31公开（第2行）",
        "6  完成  2018-01-31",
        "7  结论  逾期：完成（2018-01-31）晚于到期（2018-01-30），逾期1天（判定表第4行）",
    ]


def test_a_rule_given_as_text_is_derived_too(run: Run, office: Path) -> None:
    """What `check --rule` takes, `explain --rule` takes; the case tells which finding."""
    done = run(
        "explain", "log.csv", "--as-of", "2018-12-31", "--rule", "预决算 within 20 days of approval", "--case", "1"
    )
    assert (done.status, done.complaint) == (0, "")
    assert "4  到期  2018-01-30" in done.text.splitlines()
    broken = run("explain", "log.csv", "--rule", "预决算 within 20 dais of approval")
    assert (broken.status, "dais" in broken.complaint) == (2, True)


def test_several_findings_follow_each_other(run: Run, office: Path) -> None:
    """Both duties of both cases; one agency alone where it is named."""
    heads = [line for line in run(*SOUGHT, "--lang", "en").text.splitlines() if line.startswith("[甲-1]")]
    assert heads == [
        "[甲-1] 预决算  审计局  2  missing",
        "[甲-1] 预决算  财政局  1  late",
        "[甲-1] 预决算  审计局  2  missing",
        "[甲-1] 预决算  财政局  1  missing",
    ]
    assert run(*SOUGHT, "--agency", "财政局").text.count("[甲-1]") == 2


@pytest.mark.parametrize("page", PAGES)
def test_json_has_the_keys_that_the_page_documents(run: Run, office: Path, page: str) -> None:
    """The keys of the list in docs/explain.md, in its order; in its Chinese twin, too."""
    found = json.loads(run(*SOUGHT, "--case", "1", "--duty", "1", "--format", "json").text)
    documented = re.findall(r"^\| `(\w+)` \|", PAGES[page].partition("## `--format json`")[2], re.MULTILINE)
    assert found["schema"] == "compliance-derivation/1"
    assert [list(derivation) for derivation in found["derivations"]] == [documented]


@pytest.mark.parametrize("page", PAGES)
def test_the_table_of_verdicts_is_the_page_s(page: str) -> None:
    """Each ruling has the line that the page gives it."""
    documented = re.findall(r"^\| (\d) \| `(\w+)` \|", PAGES[page], re.MULTILINE)
    assert {name: int(line) for line, name in documented} == {ruling.value: line for ruling, line in LINES.items()}
    assert all(f"`{ruling.value}`" in PAGES[page] for ruling in Ruling)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--rule", "甲-9"), "检查用的规则集里没有规则“甲-9”"),
        (("--rule", "甲-1", "--case", "7"), "规则“甲-1”没有“7”的核查结果"),
        (("--rule", "甲-1", "--duty", "9"), "规则“甲-1”没有第9项义务，共2项"),
        (("--rule", "甲-2"), "规则“甲-2”没有产生应公开事项：截至2018-12-31台账里没有“规划”的“批准”记录，时限无从起算"),
        (("--rule", "甲-3"), "规则“甲-3”的核查结果多于20项"),
        ((), "说明一项核查结果，要用 --rule 指明规则"),
    ],
)
def test_what_cannot_be_derived_is_said_with_what_to_do(
    run: Run, office: Path, arguments: tuple[str, ...], said: str
) -> None:
    """An unknown rule or case, a rule without an obligation, too many findings, no rule at all."""
    done = run("explain", "log.csv", "-r", "rules", "--as-of", "2018-12-31", *arguments)
    assert (done.status, done.text) == (2, "")
    assert said in done.complaint


def test_cases_without_numbers_are_named_by_nothing(run: Run, office: Path) -> None:
    """A number that none of them has does not mean that the rule gave no obligation."""
    (office / "plain.csv").write_text("事项,环节,时间,单位\n决策,决定,2018-10-01,甲局\n", "utf-8")
    asked = ("explain", "plain.csv", "--rule", "决策 决定后20日内公开", "--as-of", "2018-12-31")
    assert "决策  甲局  未公开" in run(*asked, "--case", "").text
    done = run(*asked, "--case", "7")
    assert done.status == 2 and "没有“7”的核查结果" in done.complaint and "不写 --case" in done.complaint


def test_a_period_is_named_in_any_spelling(run: Run, office: Path) -> None:
    """As the log may have it, or as reports do."""
    for period in ("2018-03", "2018年3月"):
        done = run(*SOUGHT[:-1], "甲-3", "--period", period, "--agency", "财政局")
        assert "财政局  2018年3月  未公开" in done.text


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("lint/gap", "# lint/gap"),
        ("gap", "# lint/gap"),
        ("rule/unknown-action", "# rule/unknown-action"),
        ("log", "# log"),
    ],
)
def test_a_code_is_explained(run: Run, code: str, title: str) -> None:
    """The page of a check, or a few words on the family."""
    done = run("explain", code)
    assert (done.status, done.text.splitlines()[0]) == (0, title)
    assert run("explain", code, "--lang", "en").text != done.text


def test_every_code_of_a_message_is_explained() -> None:
    """Whatever stands in brackets before a message: a page, or what its family is."""
    codes = set()
    for file in (Path(__file__).parents[2] / "src" / "compliance").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Diagnostic" and node.args:
                code = node.args[0].values[0] if isinstance(node.args[0], ast.JoinedStr) else node.args[0]
                codes |= {code.value} if isinstance(code, ast.Constant) else set()
    assert len(codes) > 100
    assert [code for code in sorted(codes - {"lint/"}) if code_text(code, "zh") is None] == []


def test_an_unknown_code_names_the_nearest(run: Run) -> None:
    """A slip is told from a code."""
    done = run("explain", "implid")
    assert (done.status, done.text) == (2, "")
    assert "是否想写“implied”？" in done.complaint


def test_a_waived_finding_says_so(run: Run, office: Path) -> None:
    """The waivers are those of the folder, or what `--waivers` names, as of a check."""
    waiver = '[[waiver]]\nrule = "甲-1"\nreason = "系统升级"\napprover = "区政府办"\nexpiry = 2018-12-31\n'
    (office / "w.toml").write_text(waiver, "utf-8")
    done = run(*SOUGHT, "--case", "1", "--duty", "1", "--waivers", "w.toml")
    assert done.status == 0 and "系统升级；有效，不计入问题" in done.text
    assert "系统升级" not in run(*SOUGHT, "--case", "1", "--duty", "1").text
