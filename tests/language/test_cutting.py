"""How a line is cut into names, numbers and keywords."""

from __future__ import annotations

import pytest

from compliance.language import ACTIONS, KEYWORDS, Vocabulary, parse_rules
from compliance.language.formatter import format_rules
from compliance.language.tree import (
    And,
    AtAll,
    Before,
    By,
    ByColumn,
    Cite,
    Compare,
    Containing,
    Duty,
    IsEmpty,
    Name,
    Not,
    On,
    Or,
    Paused,
    Qualifier,
    Require,
    Title,
    Together,
    When,
    Within,
)

VOCABULARY = Vocabulary.build(
    matters={"预决算": ["部门预算", "Annual budget"], "2018年重点项目": []},
    channels={"政府网站": ["Government website"], "财政局网站": []},
    elements={"三公经费": ["“三公”经费"], "政府债务": []},
    durations=["十日期限"],
    actions={"补正": [], "查处": [], "第三方答复": [], "site visit": ["现场检查"]},
)


def duty(text: str) -> Duty:
    """The one duty of a rule that has no mistakes."""
    file, diagnostics = parse_rules(f"事项 {text}", "test.rules", VOCABULARY)
    assert diagnostics == ()
    return file.rules[0].duties[0]


def qualifier(text: str) -> Qualifier:
    """The one qualifier of a rule that has no mistakes."""
    file, diagnostics = parse_rules(f"事项 公开\n    {text}", "test.rules", VOCABULARY)
    assert diagnostics == ()
    return file.rules[0].qualifiers[0]


def test_no_alias_of_an_action_is_a_keyword() -> None:
    """The actions that are always there keep the law that rulesets must keep."""
    names = {name for action, aliases in ACTIONS.items() for name in (action, *aliases)}
    assert not KEYWORDS & names


def test_a_known_name_is_canonical_and_keeps_what_was_written() -> None:
    """Aliases give the tree of the name; the tree still says what stands in the file."""
    file, _ = parse_rules("部门预算 现场检查后5日内publication", "test.rules", VOCABULARY)
    rule = file.rules[0]
    assert (rule.matter.text, rule.matter.written) == ("预决算", "部门预算")
    within = rule.duties[0]
    assert isinstance(within, Within)
    assert [(n.text, n.written) for n in (*within.triggers, *within.actions)] == [
        ("site visit", "现场检查"),
        ("publish", "publication"),
    ]


def test_a_duty_that_names_no_action_publishes() -> None:
    """The action that is left out is `publish`, and the tree shows that nobody wrote it."""
    within = duty("within 5h")
    assert isinstance(within, Within)
    assert within.actions == (Name("publish"),)
    assert (within.actions[0].span, within.actions[0].written) == (None, "")


@pytest.mark.parametrize(
    "matter", ["Annual budget", "“预决算”", "2018年重点项目", '"2019年预算"', "三公经费", "十件民生实事"]
)
def test_a_matter_is_a_word_a_quotation_or_a_declared_name(matter: str) -> None:
    """Declared names may hold blanks, quoted ones anything, and Chinese numerals in a name stay letters."""
    file, diagnostics = parse_rules(f"{matter} publish", "test.rules", VOCABULARY)
    assert diagnostics == ()
    assert file.rules[0].duties == (AtAll((Name("publish"),)),)


def test_the_longest_known_word_is_cut_first() -> None:
    """公开征求意见 is one action, not 公开 and another."""
    within = duty("公开征求意见后20日内公开")
    assert isinstance(within, Within)
    assert within.triggers == (Name("consult"),)


def test_a_known_word_is_not_cut_out_of_an_unknown_one() -> None:
    """An action that nothing declares keeps the known words that it is grown together with."""
    within = duty("主动公开结果后20日内向社会公开")
    assert isinstance(within, Within)
    assert within.triggers == (Name("主动公开结果"),)
    assert within.actions == (Name("向社会公开"),)


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("自批准之日起5日内公开", "approval"),
        ("自批准后5日内公开", "approval"),
        ("自 批准 之日起5日内公开", "approval"),
        ("自通车之日起5日内公开", "通车"),
        ("自查后5日内公开", "attest"),
        ("自查之日起5日内公开", "attest"),
        ("自自查之日起5日内公开", "attest"),
        ("自查处之日起5日内公开", "查处"),
        ("自查处理后5日内公开", "自查处理"),
        ("自评后5日内公开，自批准之日起3日内公开", "自评"),
        ("自然灾害发生后5日内公开", "自然灾害发生"),
        ("与会后5日内公开", "与会"),
        ("与公开同步解读", "publish"),
        ("与 公开 同步解读", "publish"),
    ],
)
def test_a_trigger_may_begin_as_the_word_that_leads_one(text: str, trigger: str) -> None:
    """自 leads a trigger that is declared, or that 之日起 follows, and 与 one that 同步 follows; else they are a part of the name."""
    found = duty(text)
    assert isinstance(found, Within | Together)
    assert found.triggers == (Name(trigger),)


def test_a_declared_name_may_hold_a_comma() -> None:
    """、 in a name that is declared parts nothing, whatever kind of name it is."""
    vocabulary = Vocabulary.build(
        matters={"中标、成交结果": []},
        actions={"中标、成交结果确定": []},
        channels={"微博、微信": []},
        elements={"主体、对象": []},
        agencies={"教育、体育局": []},
    )
    text = (
        "中标、成交结果 自中标、成交结果确定之日起2个工作日内公告，中标、成交结果确定前公示\n"
        "    渠道 微博、微信 和 政府网站\n    内容 主体、对象、案由\n    责任 教育、体育局、财政局\n"
    )
    file, diagnostics = parse_rules(text, "test.rules", vocabulary)
    assert diagnostics == ()
    (rule,) = file.rules
    assert rule.matter.text == "中标、成交结果"
    assert [n.text for d in rule.duties if isinstance(d, Within | Before) for n in d.triggers] == [
        "中标、成交结果确定"
    ] * 2
    on, containing, by = rule.qualifiers
    assert on == On(((Name("微博、微信"),), (Name("政府网站"),)))
    assert containing == Containing((Name("主体、对象"), Name("案由")))
    assert isinstance(by, By)
    assert by.agencies == (Name("教育、体育局"), Name("财政局"))
    for language in ("zh", "en"):
        again, _ = parse_rules(format_rules(text, "test.rules", vocabulary, language).text, "test.rules", vocabulary)
        assert again.rules == file.rules


def test_numerals_are_numbers_only_before_a_unit() -> None:
    """十日期限 is a declared duration, 十日 a figure."""
    named, figure = duty("批准后十日期限内公开"), duty("批准后十日内公开")
    assert isinstance(named, Within)
    assert named.period == Name("十日期限")
    assert figure == duty("within 10 days of approval")


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("申请后按其承诺期限答复", "承诺期限"),
        ("申请后按其答复期限答复", "答复期限"),
        ("申请后按其承诺期限答复率不低于80%", "承诺期限"),
        ("申请后按其“承诺的期限”答复", "承诺的期限"),
        ("申请后按其 承诺期限 答复", "承诺期限"),
        ("reply by its 答复日期 of request", "答复日期"),
        ('reply by its "promised date" of request', "promised date"),
    ],
)
def test_the_column_of_a_promise_is_the_shortest_that_leaves_an_action(text: str, column: str) -> None:
    """After 按其 the column ends where an action begins; in English it is a word."""
    found = duty(text)
    assert isinstance(found, ByColumn)
    assert found.column == Name(column)
    assert found.actions == (Name("reply"),)


def test_a_list_is_cut_by_its_own_names_only() -> None:
    """Glued names are cut where all of them are declared; an alias may hold quotation marks."""
    assert qualifier("渠道政府网站和财政局网站") == On(((Name("政府网站"),), (Name("财政局网站"),)))
    assert qualifier("on Government  Website or 财政局网站") == On(((Name("政府网站"), Name("财政局网站")),))
    assert qualifier("内容 “三公”经费、政府债务") == Containing((Name("三公经费"), Name("政府债务")))
    assert qualifier("内容 男女平等、三级甲等、等级") == Containing((Name("男女平等"), Name("三级甲等"), Name("等级")))
    assert qualifier("渠道 政府网站（首页） 或 财政局网站") == On(((Name("政府网站(首页)"), Name("财政局网站")),))
    assert qualifier("渠道 (政府网站 或 财政局网站) 和 公报") == On(
        ((Name("政府网站"), Name("财政局网站")), (Name("公报"),))
    )
    assert qualifier("渠道 和平网 或 公告栏（东门）") == On(((Name("和平网"), Name("公告栏(东门)")),))


def test_names_are_soft_where_only_a_name_can_stand() -> None:
    """A channel may be called 内容, and an action may begin with 自."""
    assert qualifier("渠道 内容 或 on") == On(((Name("内容"), Name("on")),))
    assert qualifier("中止 自 自查 至 自然资源局复函") == Paused(Name("attest"), Name("自然资源局复函"))


def test_citations_titles_and_quotations_keep_their_characters() -> None:
    """Full-width marks, nested quotation marks and quoted semicolons stay as they were typed."""
    assert qualifier("依据 一（五）、“十三五；规划”") == Cite("一（五）、“十三五；规划”")
    assert qualifier("title 「预决算“公开”Ａ」") == Title("预决算“公开”Ａ")


def compare(column: str, op: str, *values: str) -> Compare:
    """A comparison of names."""
    return Compare(Name(column), op, tuple(Name(value) for value in values))


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        (
            "when a = 1 or b = 2 and c = 3",
            Or((compare("a", "=", "1"), And((compare("b", "=", "2"), compare("c", "=", "3"))))),
        ),
        ("when not a = 1 and b = 2", And((Not(compare("a", "=", "1")), compare("b", "=", "2")))),
        ("when not (not (a = 1))", Not(Not(compare("a", "=", "1")))),
        (
            "适用 非 (类别 包含 涉密 或 金额 小于 1000)",
            Not(Or((compare("类别", "contains", "涉密"), compare("金额", "<", "1000")))),
        ),
        ("适用 权重不低于5% 且 备注为空", And((compare("权重", ">=", "5%"), IsEmpty(Name("备注"))))),
        ("适用 是否属于重点 等于 是", compare("是否属于重点", "=", "是")),
        ("when on = 是 and not = 否", And((compare("on", "=", "是"), compare("not", "=", "否")))),
        ("when in in (a, b) and 为空 为空", And((compare("in", "in", "a", "b"), IsEmpty(Name("为空"))))),
        ("适用 金额（万元）≥100万", compare("金额(万元)", ">=", "100万")),
        ('when "a b" != "c, d"', compare("a b", "!=", "c, d")),
    ],
)
def test_conditions(text: str, condition: object) -> None:
    """`and` binds closer than `or`, `not` closest; a column may have any name; glued Chinese is cut."""
    found = qualifier(text)
    assert isinstance(found, When)
    assert found.condition == condition


def test_a_condition_keeps_its_words() -> None:
    """Reports show a condition as it was written."""
    found = qualifier("要求 权重 不低于 ５％；")
    assert isinstance(found, Require)
    assert found.text == "权重 不低于 ５％"
