"""Examples are logs of their own: what they may say, what must come of them, and that none knows of another."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from compliance.checking.examples import lacking, own_rules, try_examples
from compliance.diagnostics import Refused
from compliance.findings import Verdict
from compliance.findings.tried import Tried
from compliance.rulesets.load import load_ruleset
from compliance.rulesets.model import Ruleset

HEAD = '[ruleset]\nid = "here"\neffective = { from = 2018-01-01, to = 2018-12-31 }\n'


def ruleset(folder: Path, rules: str, manifest: str = HEAD) -> Ruleset:
    """A ruleset of these rules."""
    folder.mkdir(exist_ok=True)
    (folder / "ruleset.toml").write_text(manifest, encoding="utf-8")
    (folder / "1.rules").write_text(rules, encoding="utf-8")
    return load_ruleset(str(folder))


def tried(folder: Path, rules: str, manifest: str = HEAD) -> list[Tried]:
    """What comes of the examples of these rules."""
    return try_examples(ruleset(folder, rules, manifest))


def example(rule: str, *lines: str) -> str:
    """A rule with one example."""
    return f"{rule}\n    example “甲”\n" + "".join(f"        {line}\n" for line in lines)


HOLDS = [
    example("预决算 批准后20日内公开", "批准 2018-01-10", "公开 2018-01-30", "截至 2018-03-01", "=> 合规"),
    example("预决算 批准后20日内公开", "批准 2018-01-10", "公开 2018年1月", "截至 2018-03-01", "=> 待核实"),
    example("预决算 批准后20日内公开；适用 时间 < 2018-02-01", "批准 2018-01-10", "公开 2018-01-30", "=> 合规"),
    example("预决算 批准后20日内公开", "批准 2018-01-10", "公开 2018-01-30", "as of 2018-01-15", "=> pending"),
    example("预决算 批准后20日内公开", "批准 2018-01-10", "=> 未公开"),
    example("事项 publish monthly", "公开 2018-02-11", "截至 2018-03-31", "=> missing, met, missing"),
    example("事项 publish monthly", "公开 2018-02-11", "截至 2018-12-31", "=> 2018-02 合规，2018年3月 未公开"),
    example("事项 每月结束后15日内公开", "公开 2018-03-10 所属期 2018年1月", "截至 2018-03-01", "=> 2018-01 未公开"),
    example("事项 批准后公开，批准后解读", "批准 2018-01-10", "公开 2018-02-01", "=> 合规，未公开"),
    example(
        "事项 申请后5日内答复",
        "申请 2018-01-10 案件 甲",
        "申请 2018-02-10 案件 乙",
        "答复 2018-02-11 案件 乙",
        "=> 甲 未公开，乙 合规",
    ),
    example("事项 公开；渠道 政府网站", "公开 2018-02-01 渠道 政府网站", "=> 合规"),
    example("事项 公开；渠道 政府网站", "公开 2018-02-01", "=> 不完整"),
    example("事项 公开；内容 案由、结果", "公开 2018-02-01 内容 案由", "公开 2018-02-02 内容 结果", "=> 合规"),
    example(
        "事项 公开；责任 财政局、审计局", "公开 2018-02-01 责任 财政局", "公开 2018-02-02 责任 审计局", "=> 合规，合规"
    ),
    example("事项 批准后5日内公开", "批准 2018-01-10 责任 财政局", "公开 2018-01-12", "=> 合规"),
    example("事项 公开；except 国家秘密", "解读 2018-02-01 理由 国家秘密", "=> 依法豁免"),
    example("事项 征求意见不少于20日", "征求意见 2018-03-01 至 2018-03-22", "=> 合规"),
    example("事项 发生后1日内公开；when 级别 = 重大", "发生 2018-03-01 另有 级别 = 重大", "=> 未公开"),
    example("事项 发生后1日内公开；when 级别 = 重大", "发生 2018-03-01", "=> 待核实"),
    example("事项 公开；require 网址 contains gov", "公开 2018-03-01 with 网址 = gov.cn", "=> 合规"),
    example("事项 公开；require 事项 = 事项", "公开 2018-03-01", "=> 合规"),
    example("[甲] 事项 核查 “好不好”", "自查 2018-03-01 结果 是", "=> 合规"),
    example("[甲] 事项 核查 “好不好”", "公开 2018-03-01", "=> 人工核查"),
    example("事项 公开；允许零报告", "零报告 2018-03-01", "=> 合规"),
    example("事项 批准后5日内公开率不低于95%", "批准 2018-01-10", "公开 2018-01-12", "=> 合规，合规"),
]


@pytest.mark.parametrize("rules", HOLDS)
def test_an_example_that_holds(tmp_path: Path, rules: str) -> None:
    """Whatever an event line can say reaches the engine."""
    (trial,) = tried(tmp_path, rules)
    assert trial.passed, [(f.period, f.case, f.verdict.value, f.reason.en) for f in trial.findings]


FAILS = [
    (example("预决算 批准后20日内公开", "批准 2018-01-10", "公开 2018-01-31", "=> 合规"), [Verdict.LATE]),
    (example("事项 批准后公开，批准后解读", "批准 2018-01-10", "公开 2018-02-01", "=> 合规，合规"), [Verdict.MISSING]),
    (example("事项 批准后公开，批准后解读", "批准 2018-01-10", "=> 未公开"), [Verdict.MISSING, Verdict.MISSING]),
    (example("事项 publish monthly", "公开 2018-02-11", "截至 2018-02-28", "=> 2018-02 未公开"), [Verdict.MET]),
    (example("事项 publish yearly", "公开 2018-02-11", "=> 2017 合规"), [Verdict.MET]),
    (example("预决算 批准后20日内公开", "公开 2018-01-31", "=> 合规"), []),
]


@pytest.mark.parametrize(("rules", "differing"), FAILS)
def test_an_example_that_fails(tmp_path: Path, rules: str, differing: list[Verdict]) -> None:
    """It names the findings that are not as expected; all where their number is not."""
    (trial,) = tried(tmp_path, rules)
    assert not trial.passed
    assert [finding.verdict for finding in trial.differing] == differing
    assert bool(trial.not_triggered) == (not trial.findings)


def test_a_failure_says_where_it_stands_and_why(tmp_path: Path) -> None:
    """The rule, the file and line of the example, the reason in the rule's own names, the line of each record."""
    (trial,) = tried(
        tmp_path, "# 一\n" + example("预决算 批准后20日内公开", "批准 2018-01-10", "公开 2018-01-31", "=> 合规")
    )
    assert (trial.rule, trial.line, Path(trial.file).name) == ("预决算", 3, "1.rules")
    (finding,) = trial.findings
    assert finding.completed_source and finding.completed_source.row == 5
    assert (finding.matter, finding.days_late) == ("预决算", 1)
    assert "\ue000" not in finding.reason.zh + finding.reason.en


def test_a_range_left_open_is_that_of_the_years_of_the_example(tmp_path: Path) -> None:
    """Another example's years do not widen it."""
    rules = example("事项 publish yearly", "公开 2015-03-01", "=> 合规") + (
        "    example “乙”\n        公开 2018-03-01\n        公开 2020-03-01\n        => 合规，未公开，合规\n"
    )
    assert [trial.passed for trial in tried(tmp_path, rules, '[ruleset]\nid = "here"\n')] == [True, True]


def test_an_agency_is_audited_in_its_own_example_alone(tmp_path: Path) -> None:
    """Without agencies, with one, and with another: three logs."""
    rules = example("事项 publish yearly", "公开 2018-03-01", "=> 合规") + (
        "    example “乙”\n        公开 2018-03-01 责任 财政局\n        => 合规\n"
        "    example “丙”\n        解读 2018-03-01 责任 审计局\n        => 未公开\n"
        "    example “丁”\n        解读 2018-03-01 责任 审计局\n        公开 2018-03-01 责任 财政局\n        => 未公开，合规\n"
    )
    assert [[finding.agency for finding in trial.findings] for trial in tried(tmp_path, rules)] == [
        [""],
        ["财政局"],
        ["审计局"],
        ["审计局", "财政局"],
    ]


def test_equal_lines_of_one_example_count_once(tmp_path: Path) -> None:
    """As equal rows of a log do; the same line in another example is another event."""
    rules = example("事项 每年公开不少于2次", "公开 2018-03-01", "公开 2018-03-01", "=> 不完整") + (
        "    example “乙”\n        公开 2018-03-01\n        公开 2018-03-02\n        => 合规\n"
    )
    assert [trial.passed for trial in tried(tmp_path, rules)] == [True, True]


BUILT_IN = ("cn-disclosure", "tongjiang-2018")


@pytest.mark.parametrize("name", BUILT_IN)
def test_the_examples_of_the_product_hold(name: str) -> None:
    """Every rule of these rulesets does what its author shows."""
    assert [(t.rule, t.title) for t in try_examples(load_ruleset(name)) if not t.passed] == []


def test_examples_do_not_know_of_each_other() -> None:
    """Tried alone, an example comes out as among hundreds."""
    loaded = load_ruleset("tongjiang-2018")
    together = {(t.file, t.line): t for t in try_examples(loaded)}
    rules = [rule for rule in own_rules(loaded) if rule.examples][::40]
    assert len(rules) > 1
    for rule in rules:
        for shown in rule.examples:
            (alone,) = try_examples(replace(loaded, rules=(replace(rule, examples=(shown,)),)))
            assert alone == together[alone.file, alone.line]


def test_inherited_rules_are_tried_where_they_stand(tmp_path: Path) -> None:
    """Their examples are of the other ruleset, whose range may be another."""
    ruleset(tmp_path / "base", example("[甲] 事项 公开", "公开 2017-02-01", "=> 合规"), '[ruleset]\nid = "base"\n')
    own = tried(
        tmp_path / "own", example("[乙] 事项 公开", "公开 2018-02-01", "=> 合规"), HEAD + 'extends = ["base"]\n'
    )
    assert [trial.rule for trial in own] == ["乙"]


def test_a_rule_for_each_of_a_list_is_tried_once(tmp_path: Path) -> None:
    """On the first of its members."""
    manifest = HEAD + '[lists]\n"实事" = ["路灯", "公园"]\n'
    (trial,) = tried(tmp_path, example("[甲] 各 实事 每年公开", "公开 2018-02-01", "=> 合规"), manifest)
    assert (trial.rule, trial.passed) == ("甲/路灯", True)


LEFT_OPEN = [
    (
        "公开 2018-02-01 责任 财政局\n        公开 2018-02-02 责任 审计局\n        解读 2018-02-03",
        HEAD,
        "example/whose",
    ),
    ("", '[ruleset]\nid = "here"\n', "example/as-of"),
]


@pytest.mark.parametrize(("lines", "manifest", "code"), LEFT_OPEN)
def test_what_an_example_leaves_open_is_told(tmp_path: Path, lines: str, manifest: str, code: str) -> None:
    """Whose an event is among several agencies, and as of when where no event and no range tells."""
    rules = f"事项 公开\n    example “甲”\n        {lines}\n        => 合规\n"
    with pytest.raises(Refused) as refused:
        tried(tmp_path, rules, manifest)
    (problem,) = refused.value.diagnostics
    assert problem.code == code
    assert problem.place and problem.place.line


def test_rules_without_an_example_of_each_kind_are_named(tmp_path: Path) -> None:
    """Met, and late, incomplete or missing; what a person judges needs no example."""
    met, gap = "公开 2018-02-01", "解读 2018-02-01"
    rules = (
        example("[全] 事项 公开", met, "=> 合规")
        + f"    example “乙”\n        {gap}\n        => 未公开\n"
        + example("[只有合规] 事项 公开", met, "=> 合规")
        + example("[只有逾期] 事项 2018-03-01前公开", "公开 2018-04-01", "=> 逾期")
        + "[没有] 事项 公开\n[问题] 事项 核查 “好不好”\n"
    )
    assert lacking(ruleset(tmp_path, rules)) == [
        ("只有合规", (Verdict.MISSING,)),
        ("只有逾期", (Verdict.MET,)),
        ("没有", (Verdict.MET, Verdict.MISSING)),
    ]
