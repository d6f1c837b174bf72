"""Rulesets from folders: every error with its place, aliases, inheritance, lists, what is left unsaid filled in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from compliance.calendars import Figure, Per, Unit
from compliance.diagnostics import Diagnostic, Refused, render
from compliance.diagnostics.diagnostic import Language
from compliance.rulesets.load import find_ruleset, inline_ruleset, load_ruleset
from compliance.rulesets.model import Ruleset

Load = Callable[..., Ruleset]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """`load(rules, toml)`; more folders as `name=(rules, toml)`."""

    def run(rules: str, toml: str = "", **others: tuple[str, str]) -> Ruleset:
        for name, (text, manifest) in {"mine": (rules, toml), **others}.items():
            folder = tmp_path / name
            folder.mkdir(exist_ok=True)
            head = "" if "[ruleset]" in manifest else f'[ruleset]\nid = "{name}"\n'
            (folder / "ruleset.toml").write_text(head + manifest, "utf-8")
            (folder / "a.rules").write_text(text, "utf-8")
        return load_ruleset(str(tmp_path / "mine"))

    return run


def problems(load: Load, rules: str, toml: str = "", **others: tuple[str, str]) -> tuple[Diagnostic, ...]:
    """What is wrong with a ruleset."""
    with pytest.raises(Refused) as refused:
        load(rules, toml, **others)
    return refused.value.diagnostics


@pytest.mark.parametrize(
    ("toml", "code", "line", "said"),
    [
        ('[deadlines]\nroll-over = "none"\n', "manifest/unknown-key", 4, "rollover"),
        ('[matter]\n"预决算" = {}\n', "manifest/unknown-key", 3, "matters"),
        ('[deadlines]\npromptly = "20 dogs"\n', "manifest/value", 4, "20 working days"),
        ('[deadlines]\nregularly = "often"\n', "manifest/value", 4, "quarterly"),
        ('[deadlines]\ntimezone = "Asia/Peking"\n', "manifest/value", 4, "Asia/Shanghai"),
        ('[seasons]\n"冬" = { from = "13-01", to = "02-01" }\n', "manifest/value", 4, "06-01"),
        ('[matters]\n"a" = { alias = ["b"] }\n', "manifest/unknown-key", 4, "aliases"),
        ("[score]\nlate_credit = 2\n", "manifest/value", 4, "late_credit"),
        ("[score]\nlate_credit = true\n", "manifest/value", 4, "late_credit"),
        ('[exemptions.default]\naliases = ["秘密"]\n', "manifest/value", 4, "aliases have no effect"),
        ('[score]\ngrades = { "优秀" = nan }\n', "manifest/value", 4, "优秀"),
        ('[score]\ngrades = { "优秀" = -inf }\n', "manifest/value", 4, "优秀"),
        ('[score]\ngrades = { "优秀" = true }\n', "manifest/value", 4, "优秀"),
        ('[exemptions."秘密"]\ngrounds = ["秘密"]\n', "manifest/value", 4, "[exemptions.default] alone"),
        ('[durations]\n"甲" = []\n', "manifest/value", 4, "one at least"),
        ('[ruleset]\nid = "a\\u001b[31mb"\n', "manifest/value", 2, "that nobody sees"),
        ('[ruleset]\nid = "a\\nb"\n', "manifest/value", 2, "line breaks"),
        ('[agencies]\n"" = {}\n', "manifest/value", 4, "an empty name under [agencies]"),
        ('[matters]\n" " = {}\n', "manifest/value", 4, "an empty name under [matters]"),
        (
            '[durations]\n"甲" = [{ from = 2008-05-01, is = "5 days" }, { from = 2008-05-01, is = "6 days" }]\n',
            "manifest/value",
            4,
            "different days",
        ),
        ('[matters]\n"a" = { aliases = [" "] }\n', "manifest/value", 4, "a text"),
        ('[lists\n"a" = []\n', "manifest/toml", 3, "] was expected"),
    ],
)
def test_an_error_of_the_manifest_names_line_and_remedy(load: Load, toml: str, code: str, line: int, said: str) -> None:
    """With the line and a caret under the key."""
    (problem,) = problems(load, "预决算 公开\n", toml)
    assert (problem.code, problem.place and problem.place.line) == (code, line)
    assert said in render(problem, "en") and "^" in render(problem, "zh")


def test_a_member_of_a_list_that_stands_twice_gives_one_rule(load: Load) -> None:
    """Its findings would count twice."""
    assert [rule.id for rule in load("各 l 每年公开\n", '[lists]\n"l" = ["甲", "甲", "乙"]\n').rules] == [
        "l/甲",
        "l/乙",
    ]


def test_files_that_editors_and_other_systems_keep_beside_rules_are_none(load: Load, tmp_path: Path) -> None:
    """`._a.rules` of a Mac, `.a.rules` of an editor."""
    load("预决算 公开\n")
    (tmp_path / "mine" / "._a.rules").write_bytes(b"\0\5\x16\7")
    assert [rule.id for rule in load_ruleset(str(tmp_path / "mine")).rules] == ["预决算"]


def test_a_rules_file_in_capitals_is_read(load: Load, tmp_path: Path) -> None:
    """One system finds `B.RULES` where `*.rules` is asked for, and another passes over it."""
    load("预决算 公开\n")
    (tmp_path / "mine" / "B.RULES").write_text("审计 公开\n", "utf-8")
    assert [rule.id for rule in load_ruleset(str(tmp_path / "mine")).rules] == ["审计", "预决算"]


def test_several_errors_are_reported_in_one_run(load: Load) -> None:
    """Of the manifest, or of the rules."""
    assert len(problems(load, "预决算 公开\n", "[score]\nlate_credit = 2\nbonus = 1\n")) == 2
    found = problems(load, "预决算 批准后20个内公开\n行政许可 publish within 5 of request\n突发事件 公开\n")
    assert [p.place and p.place.line for p in found] == [1, 2]


def test_an_unknown_action_names_the_nearest(load: Load) -> None:
    """An unknown matter is allowed, an unknown action is not."""
    (problem,) = problems(load, "没听说过的事项 publish within 5 days of aproval\n")
    assert problem.code == "rule/unknown-action" and problem.hint and "approval" in problem.hint.en
    assert (problem.place and problem.place.line, problem.place and problem.place.column) == (1, 34)


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ("预 批准后20日内在政府网站公开\n", "did you mean “公开”? channels"),
        ("预 批准当日公开\n", "between the actions “批准” and “公开”"),
        ("预 每月初步审查\n", '"初步审查" = {}'),
        ("预 变更的，及时公开\n", "such as 变更后及时公开"),
        ("预 申请后按法定时限答复\n", "write 法定时限内答复"),
    ],
)
def test_an_unknown_action_names_those_inside_it(load: Load, rules: str, said: str) -> None:
    """What is too far from any known action may hold one; what holds none is declared."""
    durations = '[durations]\n"法定时限" = [{ from = 2008-05-01, is = "15 working days" }]\n'
    (problem,) = problems(load, rules, durations)
    assert problem.code == "rule/unknown-action" and problem.hint and said in problem.hint.en


def test_ids_are_given_where_none_is_stated(load: Load) -> None:
    """The matter's name, then with a number; a list makes a rule for each member."""
    rules = "预决算 公开\n预决算 每年公开\n[x] 行政许可 公开\n各 实事 每年公开\n[y] every 实事 publish\n"
    found = load(rules, '[lists]\n"实事" = ["厕所", "道路"]\n')
    assert [rule.id for rule in found.rules] == [
        "预决算",
        "预决算-2",
        "x",
        "实事/厕所",
        "实事/道路",
        "y/厕所",
        "y/道路",
    ]
    assert [rule.matter for rule in found.rules[-2:]] == ["厕所", "道路"]


def test_what_a_duty_leaves_unsaid_is_filled_in(load: Load) -> None:
    """Publish; the trigger before it; occurrence; the figures that vague words are taken to mean."""
    toml = '[deadlines]\npromptly = "5个工作日"\nregularly = "quarterly"\n'
    rule = load("预决算 批准后20日内公开，及时解读，3日内报告\n突发事件 5小时内发布\n清单 定期公开\n", toml).rules
    first, second, third = rule[0].duties
    assert (first.actions, first.triggers) == (("publish",), ("approval",))
    assert (second.triggers, second.figures[0].figure) == (("approval",), Figure(5, Unit.WORKDAY))
    assert third.triggers == ("approval",)
    assert rule[1].duties[0].triggers == ("occurrence",)
    assert rule[2].duties[0].per is Per.QUARTER


def test_an_agency_that_an_assignment_names_twice_owes_once(load: Load) -> None:
    """Also by an alias: each of its gaps would count double."""
    toml = '[agencies]\n"甲" = { aliases = ["甲局"] }\n[assignments]\n"收支" = ["甲", "甲局", "乙", "甲"]\n'
    assert load("收支 公开", toml).rules[0].owners == ("甲", "乙")


def test_groups_and_assignments_say_who_owes(load: Load) -> None:
    """`by every GROUP` is its members; an assignment goes before the rule's own `by`."""
    toml = '[agencies]\n"甲" = { groups = ["市直"], aliases = ["甲局"] }\n"乙" = { groups = ["市直"] }\n[assignments]\n"收支" = ["甲局"]\n'
    found = load("清单 公开\n    责任 各市直\n收支 公开\n    责任 乙\n通知 公开\n    责任 甲局、丙 之一\n", toml)
    assert [(r.owners, r.any_of) for r in found.rules] == [
        (("甲", "乙"), False),
        (("甲",), False),
        (("甲", "丙"), True),
    ]


def test_an_agency_may_be_called_as_a_group_is(load: Load) -> None:
    """Where it is declared, the name is the agency's."""
    toml = '[agencies]\n"甲" = { groups = ["管委会"] }\n"管委会" = {}\n[assignments]\n"收支" = ["管委会"]\n'
    found = load("清单 公开\n    责任 管委会\n通知 公开\n    责任 各管委会\n收支 公开\n", toml)
    assert [rule.owners for rule in found.rules] == [("管委会",), ("甲",), ("管委会",)]


def test_rules_that_spell_a_name_otherwise_speak_of_one(load: Load) -> None:
    """A name that no table declares is spelled as it stands first, in a ruleset and in what extends it."""
    base = ("PPP项目 公开；责任 Ａ办；渠道 App", "")
    mine = '[ruleset]\nid = "mine"\nextends = ["base"]\n[assignments]\n"立项（初审）" = ["丙局"]\n'
    rules = load("[2] ppp项目 每月公开；责任 a办；渠道 APP\n立项(初审) 公开\n立项（初审） 每月公开\n", mine, base=base)
    first, second, third, fourth = rules.rules
    assert (first.matter, first.owners, first.channels) == (second.matter, second.owners, second.channels)
    assert first.matter == "PPP项目"
    assert third.owners == fourth.owners == ("丙局",)
    assert (third.id, fourth.id) == ("立项（初审）", "立项（初审）-2")


def test_an_inherited_rule_is_replaced_by_one_with_the_same_explicit_id(load: Load) -> None:
    """Vocabulary and settings are inherited too; one's own goes first."""
    base = (
        "[a] 预决算 公开\n[b] 预决算 每年公开\n",
        '[deadlines]\npromptly = "3 days"\n[matters]\n"预决算" = { aliases = ["决算"] }\n',
    )
    found = load(
        "[b] 预决算 每月公开\n变更 变更后及时公开\n", '[ruleset]\nid = "mine"\nextends = ["base"]\n', base=base
    )
    assert [(r.id, r.duties[0].per) for r in found.rules] == [("a", None), ("b", Per.MONTH), ("变更", None)]
    assert found.promptly == Figure(3, Unit.DAY)
    assert found.vocabulary.canonical("matters", "决算") == "预决算"
    assert found.extends == ("base",)


def test_an_inherited_implicit_id_cannot_be_taken(load: Load) -> None:
    """Nothing is replaced by accident."""
    toml = '[ruleset]\nid = "mine"\nextends = ["base"]\n'
    (problem,) = problems(load, "预决算 每月公开\n", toml, base=("预决算 公开\n", ""))
    assert problem.code == "ruleset/repeated-id"


@pytest.mark.parametrize(
    ("rules", "toml", "code"),
    [
        ("[a] 预决算 公开\n[a] 行政许可 公开\n", "", "rule/repeated-id"),
        ("预决算 公开\n    重新起算 变更\n", "", "rule/clock-without-period"),
        ("预决算 批准后5小时内公开\n    中止 自 变更 至 决定\n", "", "rule/pause-unit"),
        ("收支 每月结束后20个工作日内公开\n", "", "rule/after-period-length"),
        ("收支 每月结束后1个月内公开\n", "", "rule/after-period-unit"),
        ("决策 征求意见不少于1个月\n", "", "rule/lasts-unit"),
        ("决策 核查 “甲”，核查 “乙”\n", "", "rule/two-checks"),
        ("[部门预算] 预决算 核查 “甲”\n", '[matters]\n"预决算" = { aliases = ["部门预算"] }\n', "rule/id-is-alias"),
        ("各 没有的列表 每年公开\n", "", "rule/unknown-list"),
        ("清单 公开\n    责任 各没有的组\n", "", "rule/unknown-group"),
        ("清单 公开\n    责任 Ａ组、乙\n", '[agencies]\n"甲" = { groups = ["A组"] }\n', "rule/group-for-an-agency"),
        (
            "收支 公开\n",
            '[agencies]\n"甲" = { groups = ["市直"] }\n[assignments]\n"收支" = ["甲", "各市直"]\n',
            "manifest/value",
        ),
        ("预决算 公开\n", '[actions]\n"记" = { aliases = ["公开"] }\n', "manifest/alias-twice"),
        ("预决算 公开\n", '[actions]\n"记" = { aliases = ["每月"] }\n', "manifest/alias-is-keyword"),
        ("预决算 公开\n", '[ruleset]\nid = "mine"\nextends = ["mine"]\n', "ruleset/extends-cycle"),
        ("预决算 公开\n", '[ruleset]\nid = "mine"\nextends = ["nowhere"]\n', "ruleset/not-found"),
    ],
)
def test_what_has_no_meaning_is_refused(load: Load, rules: str, toml: str, code: str) -> None:
    """Errors of meaning at loading."""
    assert [p.code for p in problems(load, rules, toml)] == [code]


def test_a_declared_name_may_begin_as_an_item_of_a_list_does(load: Load) -> None:
    """Only of a name that nothing declares is the mark before it taken for a list's."""
    toml = (
        '[matters]\n"·甲" = {}\n"（一）丙" = {}\n[elements]\n"1.案由" = {}\n[agencies]\n"周五" = {}\n"有关单位" = {}\n'
    )
    found = load("·甲 公开\n（一）丙 公开\n    内容 1.案由\n    责任 有关单位、周五\n", toml)
    assert [rule.matter for rule in found.rules] == ["·甲", "（一）丙"]
    assert (found.rules[1].elements, found.rules[1].owners) == (("1.案由",), ("有关单位", "周五"))


def test_a_file_named_for_a_ruleset_names_its_folder(load: Load, tmp_path: Path) -> None:
    """A rules file, or the manifest, instead of the folder that they lie in; a rules file without a manifest has none."""
    load("预决算 公开\n")
    alone = tmp_path / "alone.rules"
    alone.write_text("预决算 公开\n", encoding="utf-8")
    for name, said in (
        ("mine/a.rules", str(tmp_path / "mine")),
        ("mine/ruleset.toml", "mine"),
        ("alone.rules", "--rule"),
    ):
        with pytest.raises(Refused) as refused:
            load_ruleset(str(tmp_path / name))
        (problem,) = refused.value.diagnostics
        assert (problem.code, said in problem.hint.en if problem.hint else "") == ("ruleset/not-a-folder", True)


def test_a_folder_that_may_not_be_entered_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody knows whether a manifest lies in it."""
    monkeypatch.setattr("os.access", lambda path, mode: False)
    with pytest.raises(Refused) as refused:
        load_ruleset(str(tmp_path))
    assert refused.value.diagnostics[0].code == "file/unreadable"


def test_an_alias_that_is_an_entry_of_its_own_brings_its_aliases_along(load: Load) -> None:
    """What an inherited entry stands for is taken as the name that claims it; only a circle is an error."""
    base = ("审计 公开\n", '[matters]\n"决算" = { aliases = ["部门决算"] }\n')
    toml = '[ruleset]\nid = "mine"\nextends = ["base"]\n[matters]\n"预决算" = { aliases = ["决算"] }\n'
    found = load("部门决算 公开\n决算 每年公开\n", toml, base=base)
    assert [rule.matter for rule in found.rules] == ["审计", "预决算", "预决算"]


def test_an_entry_that_repeats_an_inherited_name_adds_to_it(load: Load) -> None:
    """Inherited rules go on meaning what they did: an alias or a group that is not repeated is not lost."""
    base = (
        "[a] 预决算 每年公开\n    渠道 门户网站\n    责任 各市直部门\n",
        '[channels]\n"政府网站" = { aliases = ["门户网站"] }\n[agencies]\n"财政局" = { groups = ["市直部门"] }\n',
    )
    toml = (
        '[ruleset]\nid = "mine"\nextends = ["base"]\n[channels]\n"政府网站" = { aliases = ["市政府网"] }\n'
        '[agencies]\n"财政局" = { aliases = ["市财政局"] }\n'
    )
    found = load("[b] 审计 每年公开；渠道 市政府网；责任 市财政局\n", toml, base=base)
    assert [(rule.channels, rule.owners) for rule in found.rules] == [((("政府网站",),), ("财政局",))] * 2


def test_the_own_word_on_a_day_goes_before_the_inherited_one(load: Load) -> None:
    """A day that both rulesets correct is what the one that extends says of it."""
    base = ("审计 公开\n", "[calendar]\nholidays = [2027-01-04, 2027-01-05]\n")
    toml = '[ruleset]\nid = "mine"\nextends = ["base"]\n[calendar]\nworkdays = [2027-01-04]\n'
    found = load("预决算 公开\n", toml, base=base)
    assert [d.day for d in found.holidays] == [5] and [d.day for d in found.workdays] == [4]


def test_own_settings_hold_for_inherited_rules(load: Load) -> None:
    """Who owes a matter, what is in a list or a group and what a vague word means is said once, for all rules of the ruleset."""
    base = (
        "[a] 许可 变更后及时公开\n    责任 各市直部门\n[b] 各 主动公开 变更后限期内公开\n[c] 价格 定期公开\n",
        '[deadlines]\npromptly = "3 days"\n[durations]\n"限期" = [{ from = 2008-05-01, is = "9 days" }]\n'
        '[lists]\n"主动公开" = ["规划"]\n[agencies]\n"甲局" = { groups = ["市直部门"] }\n',
    )
    beside = ("[d] 处罚 变更后及时公开\n", "")
    toml = (
        '[ruleset]\nid = "mine"\nextends = ["base", "beside"]\n[deadlines]\nregularly = "quarterly"\n'
        '[durations]\n"限期" = [{ from = 2008-05-01, is = "5 days" }]\n[lists]\n"主动公开" = ["规划", "统计"]\n'
        '[agencies]\n"乙局" = { groups = ["市直部门"] }\n[assignments]\n"价格" = ["乙局"]\n'
    )
    found = {rule.id: rule for rule in load("[e] 预决算 公开\n", toml, base=base, beside=beside).rules}
    assert list(found) == ["a", "b/规划", "b/统计", "c", "d", "e"]
    assert (found["a"].owners, found["c"].owners) == (("甲局", "乙局"), ("乙局",))
    assert found["a"].duties[0].figures[0].figure == Figure(3, Unit.DAY) and not found["d"].duties[0].figures
    assert found["b/规划"].duties[0].figures[0].figure == Figure(5, Unit.DAY)
    assert found["c"].duties[0].per is Per.QUARTER


def test_a_rule_on_the_spot_is_the_ruleset_inline() -> None:
    """Several make one ruleset; an error names the option."""
    assert [r.id for r in inline_ruleset(["预决算 公开", "行政许可 公开"]).rules] == ["预决算", "行政许可"]
    with pytest.raises(Refused) as refused:
        inline_ruleset(["预决算 公开", "行政许可 申请后20内答复"])
    (problem,) = refused.value.diagnostics
    assert problem.place and problem.place.file == "--rule[2]"


@pytest.mark.parametrize("rule", ["预决算 批复后20日内公开", "预决算 主动公开", "各 名单 公开", "价格 旺季每5日公布"])
def test_a_rule_on_the_spot_is_told_that_it_has_no_manifest(rule: str) -> None:
    """What can be said in a file that is not there is said with the way to one."""
    with pytest.raises(Refused) as refused:
        inline_ruleset([rule])
    (problem,) = refused.value.diagnostics
    assert problem.hint and problem.hint.zh.endswith("没有 ruleset.toml：先用 compliance new ruleset 名称 建一个规则集")


def test_a_rules_file_is_no_ruleset(tmp_path: Path) -> None:
    """Its folder is, and is named."""
    (tmp_path / "ruleset.toml").write_text('[ruleset]\nid = "甲"\n', "utf-8")
    (tmp_path / "1.rules").write_text("预决算 公开\n", "utf-8")
    with pytest.raises(Refused) as refused:
        find_ruleset(str(tmp_path / "1.rules"))
    (problem,) = refused.value.diagnostics
    assert problem.hint and problem.hint.zh == f"写它所在的文件夹：{tmp_path}"


def test_the_digest_changes_with_the_content(load: Load) -> None:
    """A report says exactly which rules it was made with."""
    first = load("预决算 公开\n").digest
    assert load("预决算 公开\n").digest == first
    assert load("预决算 每年公开\n").digest != first


def test_the_nearer_of_two_inherited_settings_holds(load: Load) -> None:
    """In a chain of three the middle one goes before the one it extends."""
    bottom = ("[a] 预决算 公开\n", '[deadlines]\npromptly = "1 day"\nregularly = "yearly"\n')
    middle = ("[b] 许可 公开\n", '[ruleset]\nid = "middle"\nextends = ["bottom"]\n[deadlines]\npromptly = "2 days"\n')
    found = load("[c] 处罚 定期公开\n", '[ruleset]\nid = "mine"\nextends = ["middle"]\n', bottom=bottom, middle=middle)
    assert [rule.id for rule in found.rules] == ["a", "b", "c"]
    assert found.promptly == Figure(2, Unit.DAY)
    assert found.rules[-1].duties[0].per is Per.YEAR


@pytest.mark.parametrize("language", ["zh", "en"])
def test_places_are_those_of_the_file_whatever_the_spelling_shown(tmp_path: Path, language: Language) -> None:
    """`--lang` shows the rules in the other spelling, whose lines nobody has: they lie closer together, and are longer."""
    (tmp_path / "ruleset.toml").write_text('[ruleset]\nid = "r"\n', "utf-8")
    file = tmp_path / "a.rules"
    file.write_text("\n\n\n预决算 每年公开\n\n\n\n\n财政收支 publish monthly\n", "utf-8")
    assert [rule.line for rule in load_ruleset(str(tmp_path), language).rules] == [4, 9]
    file.write_text("\n\n\n预决算 每年公开\n    重新起算 变更\n", "utf-8")
    with pytest.raises(Refused) as refused:
        load_ruleset(str(tmp_path), language)
    (problem,) = refused.value.diagnostics
    assert problem.place is not None
    assert (problem.place.line, problem.place.column, problem.place.source) == (5, 5, "    重新起算 变更")
