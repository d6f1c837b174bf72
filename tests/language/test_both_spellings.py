"""Every row of the language's tables gives one tree, in English, in Chinese, and in what people mix of both."""

from __future__ import annotations

from datetime import date

import pytest

from compliance.language import Vocabulary, parse_rules
from compliance.language.tree import (
    After,
    AtAll,
    Before,
    By,
    ByColumn,
    ByDate,
    ByYearly,
    Check,
    Count,
    Every,
    Figure,
    Lasts,
    Name,
    Notice,
    Per,
    Periodic,
    PeriodicBy,
    PeriodicWithin,
    Promptly,
    Regularly,
    Rule,
    Together,
    Unit,
    Within,
)

VOCABULARY = Vocabulary.build(
    channels={"政府网站": ["门户网站"], "财政局网站": [], "政务微博": [], "政府公报": []},
    elements={"案由": [], "处罚依据": [], "处罚结果": [], "三公经费": ["“三公”经费"]},
    agencies={"财政局": ["市财政局"], "审计局": []},
    groups=["市直部门"],
    grounds={"国家秘密": ["涉密"], "商业秘密": []},
    lists=["十件民生实事"],
    seasons=["收购旺季"],
    durations=["法定答复时限"],
    actions={"补正": [], "延期": [], "征求第三方意见": [], "第三方答复": []},
)


def read(text: str) -> Rule:
    """The one rule of `text`, which has no mistakes."""
    file, diagnostics = parse_rules(text, "test.rules", VOCABULARY)
    assert diagnostics == ()
    (rule,) = file.rules
    return rule


PUBLISH, REPLY, APPROVAL, REQUEST = ((Name(text),) for text in ("publish", "reply", "approval", "request"))
DAYS_20 = Figure(20, Unit.DAY)

DUTIES = [
    ("publish within 20 days of approval", "批准后20日内公开", Within(PUBLISH, DAYS_20, APPROVAL)),
    ("within 20 days after approval", "自批准之日起20日内公开", Within(PUBLISH, DAYS_20, APPROVAL)),
    ("within 20 days of approval", "批准之日起20天以内公开", Within(PUBLISH, DAYS_20, APPROVAL)),
    (
        "publish within 20 working days of decision",
        "决定后20个工作日内公开",
        Within(PUBLISH, Figure(20, Unit.WORKDAY), (Name("decision"),)),
    ),
    ("within 3 workdays of approval", "批准后三个工作日内公开", Within(PUBLISH, Figure(3, Unit.WORKDAY), APPROVAL)),
    ("within 3 business days of approval", "批准后3工作日内公开", Within(PUBLISH, Figure(3, Unit.WORKDAY), APPROVAL)),
    ("publish within 5h", "5小时内发布", Within(PUBLISH, Figure(5, Unit.HOUR), ())),
    (
        "publish within 5 hours of occurrence",
        "发生后5小时内发布",
        Within(PUBLISH, Figure(5, Unit.HOUR), (Name("occurrence"),)),
    ),
    ("publish within 30 min", "30分钟内发布", Within(PUBLISH, Figure(30, Unit.MINUTE), ())),
    ("publish within 1 minute", "1分钟内发布", Within(PUBLISH, Figure(1, Unit.MINUTE), ())),
    ("reply within 1 month of request", "申请后1个月内答复", Within(REPLY, Figure(1, Unit.MONTH), REQUEST)),
    ("reply within 2 weeks of request", "申请后两周内答复", Within(REPLY, Figure(2, Unit.WEEK), REQUEST)),
    ("reply within 1 year of request", "申请后1年内答复", Within(REPLY, Figure(1, Unit.YEAR), REQUEST)),
    ("publish promptly after change", "变更后及时公开", Promptly(PUBLISH, (Name("change"),))),
    ("publish promptly", "及时公开", Promptly(PUBLISH, ())),
    ("reply by its 承诺期限 of request", "申请后按其承诺期限答复", ByColumn(REPLY, Name("承诺期限"), REQUEST)),
    ("reply by its 承诺期限", "按其承诺期限答复", ByColumn(REPLY, Name("承诺期限"), ())),
    (
        "publish at least 7 days before meeting",
        "会议前至少7日公开",
        Notice(PUBLISH, Figure(7, Unit.DAY), (Name("meeting"),)),
    ),
    ("at least 7 days before meeting", "会议7日前公开", Notice(PUBLISH, Figure(7, Unit.DAY), (Name("meeting"),))),
    ("publicize before accept", "验收前公示", Before((Name("publicize"),), (Name("accept"),))),
    ("publish after accept", "验收后公告", After(PUBLISH, (Name("accept"),))),
    ("interpret together with publish", "与公开同步解读", Together((Name("interpret"),), PUBLISH)),
    ("accept by 2018-09-30", "2018年9月30日前验收", ByDate((Name("accept"),), date(2018, 9, 30))),
    ("accept by end of 2018-09", "2018年9月底前验收", ByDate((Name("accept"),), date(2018, 9, 30))),
    ("accept by end of 2021", "2021年底前验收", ByDate((Name("accept"),), date(2021, 12, 31))),
    ("accept by end of 2018-02", "二〇一八年二月底前验收", ByDate((Name("accept"),), date(2018, 2, 28))),
    ("publish by 01-31 each year", "每年1月31日前公开", ByYearly(PUBLISH, 1, 31)),
    ("publish by end of 02 each year", "每年2月底前公开", ByYearly(PUBLISH, 2, None)),
    ("publish by end of 12 each year", "每年年底前公开", ByYearly(PUBLISH, 12, None)),
    ("publish daily", "每日公开", Periodic(PUBLISH, Per.DAY)),
    ("publish weekly", "每周公开", Periodic(PUBLISH, Per.WEEK)),
    ("publish monthly", "每月公开", Periodic(PUBLISH, Per.MONTH)),
    ("monthly", "按月公开", Periodic(PUBLISH, Per.MONTH)),
    ("publish quarterly", "每季度公开", Periodic(PUBLISH, Per.QUARTER)),
    ("publish quarterly", "按季度公开", Periodic(PUBLISH, Per.QUARTER)),
    ("publish half-yearly", "每半年公开", Periodic(PUBLISH, Per.HALF)),
    ("publish yearly", "每年公开", Periodic(PUBLISH, Per.YEAR)),
    ("publish yearly", "按年度公开", Periodic(PUBLISH, Per.YEAR)),
    ("publish monthly by day 10", "每月10日前公开", PeriodicBy(PUBLISH, 10)),
    (
        "publish monthly within 15 days",
        "每月结束后15日内公开",
        PeriodicWithin(PUBLISH, Per.MONTH, Figure(15, Unit.DAY)),
    ),
    ("publish every 5 days during 收购旺季", "收购旺季每5日公布", Every(PUBLISH, 5, Name("收购旺季"))),
    ("publish every 5 days during 农忙", "农忙每五日公布", Every(PUBLISH, 5, Name("农忙"))),
    ("interpret at least 3 times a year", "每年解读不少于3次", Count((Name("interpret"),), 3, Per.YEAR)),
    ("interpret at least 3 times a year", "每年至少解读3次", Count((Name("interpret"),), 3, Per.YEAR)),
    ("interpret at least once a week", "每周解读不少于一次", Count((Name("interpret"),), 1, Per.WEEK)),
    ("interpret at least twice a quarter", "每季度至少解读两次", Count((Name("interpret"),), 2, Per.QUARTER)),
    ("interpret at least 3 times a month", "每月解读不少于三次", Count((Name("interpret"),), 3, Per.MONTH)),
    ("consult for at least 20 days", "征求意见不少于20日", Lasts((Name("consult"),), DAYS_20)),
    (
        "consult for at least 7 working days",
        "征求意见不少于七个工作日",
        Lasts((Name("consult"),), Figure(7, Unit.WORKDAY)),
    ),
    ("publish regularly", "定期公开", Regularly(PUBLISH)),
    ("publish", "公开", AtAll(PUBLISH)),
    (
        "publish within 20 days of approval for at least 95% of cases",
        "批准后20日内公开率不低于95%",
        Within(PUBLISH, DAYS_20, APPROVAL, 0.95),
    ),
    ('check "答复是否全文公开"', "核查 “答复是否全文公开”", Check("答复是否全文公开")),
    (
        "within 20 working days of decision or change",
        "决定或变更后20个工作日内公开",
        Within(PUBLISH, Figure(20, Unit.WORKDAY), (Name("decision"), Name("change"))),
    ),
    (
        "press conference or interview or article at least 3 times a year",
        "每年新闻发布会或接受采访或发表文章不少于3次",
        Count((Name("press conference"), Name("interview"), Name("article")), 3, Per.YEAR),
    ),
    (
        "reply within 法定答复时限 of request",
        "申请后法定答复时限内答复",
        Within(REPLY, Name("法定答复时限"), REQUEST),
    ),
    ("reply within 办理时限 of request", "申请后办理时限内答复", Within(REPLY, Name("办理时限"), REQUEST)),
]


@pytest.mark.parametrize(("english", "chinese", "duty"), DUTIES, ids=[chinese for _, chinese, _ in DUTIES])
def test_a_duty_reads_the_same_in_both_spellings(english: str, chinese: str, duty: object) -> None:
    """Each row of the table of duties gives the tree it stands for."""
    assert read(f"事项 {english}").duties == (duty,)
    assert read(f"事项 {chinese}").duties == (duty,)


QUALIFIERS = [
    ("on 政府网站 and 财政局网站", "渠道 政府网站 和 财政局网站"),
    ("on 政府网站 or 政务微博", "渠道 政府网站 或 政务微博"),
    ("on (政府网站 or 政务微博) and 政府公报", "渠道（政府网站或政务微博）和政府公报"),
    ("containing 案由, 处罚依据, 处罚结果", "内容 案由、处罚依据、处罚结果"),
    ("require 权重 >= 5%", "要求 权重 不低于 5%"),
    ("require 权重 ≥ 5%", "要求 权重不低于5%"),
    ("when 级别 in (特别重大, 重大) and not 涉外 = 是", "适用 级别 属于 (特别重大、重大) 且 非 涉外 等于 是"),
    ("when 标题 contains 预算 or 备注 is empty", "适用 标题 包含 预算 或 备注 为空"),
    ("when 数 != 1 and (数 < 2 or 数 <= 3) and 数 > 4", "适用 数 不等于 1 且 (数 小于 2 或 数 不高于 3) 且 数 大于 4"),
    ("by 财政局, 审计局", "责任 财政局、审计局"),
    ("by every 市直部门", "责任 各市直部门"),
    ("by any of 财政局, 审计局", "责任 财政局、审计局 之一"),
    ("by any of 甲局, 乙局", "责任 甲局、乙局之一"),
    ("restarted by 补正", "重新起算 补正"),
    ("paused from 征求第三方意见 to 第三方答复", "中止 自 征求第三方意见 至 第三方答复"),
    ("extended by 20 working days on 延期", "延长 20个工作日 因 延期"),
    ("nil allowed", "允许零报告"),
    ("except 国家秘密, 商业秘密", "除外 国家秘密、商业秘密"),
    ("must", "必须"),
    ("should", "原则上"),
    ("may", "鼓励"),
    ("cite 一(五)", "依据 一(五)"),
    ('title "预决算公开"', "标题 “预决算公开”"),
    ("weight 5", "权重 5"),
    ("effective 2018-08-08 to 2018-12-31", "施行 2018-08-08 至 2018-12-31"),
    ("effective from 2018-08-08", "施行 自 2018-08-08"),
    ("effective to 2018-12-31", "施行 至 2018年12月31日"),
]


@pytest.mark.parametrize(("english", "chinese"), QUALIFIERS, ids=[chinese for _, chinese in QUALIFIERS])
def test_a_qualifier_reads_the_same_in_both_spellings(english: str, chinese: str) -> None:
    """Each row of the table of qualifiers gives one tree, on a line of its own and behind the duties."""
    own_line = read(f"事项 publish\n    {english}").qualifiers
    assert len(own_line) == 1
    assert read(f"事项 公开\n    {chinese}").qualifiers == own_line
    assert read(f"事项 publish; {english}").qualifiers == own_line
    assert read(f"事项 公开 {chinese}").qualifiers == own_line


def test_the_two_rules_of_the_design_and_their_twins() -> None:
    """The lines the language was made for mean the same in both spellings."""
    assert read("预决算 within 20 days of approval") == read("预决算 批准后20日内公开")
    english = read("突发事件 publish within 5h, press conference within 24h")
    assert english == read("突发事件 5小时内发布，24小时内举行新闻发布会")
    assert english.duties == (
        Within((Name("publish"),), Figure(5, Unit.HOUR), ()),
        Within((Name("press conference"),), Figure(24, Unit.HOUR), ()),
    )


MIXED = [
    ("预决算 within 20日 of 批准", "预决算 批准后20 working days内publish"),
    ("突发事件 5小时内发布, press conference within 24h", "突发事件 publish within 5h，24h内新闻发布会"),
    ("预决算 monthly 公开", "预决算 publish 每月"),
    ("预决算 PUBLISH Within 20 Days OF Approval", "预决算 批准后20日内Publish"),
]


@pytest.mark.parametrize("rules", MIXED)
def test_both_spellings_may_be_mixed_within_a_rule(rules: tuple[str, str]) -> None:
    """Keywords, names, numbers and units of one language stand beside those of the other."""
    first, second = (read(rule) for rule in rules)
    assert [type(duty) for duty in first.duties] == [type(duty) for duty in second.duties]
    assert first.duties[0].actions == second.duties[0].actions == (Name("publish"),)  # type: ignore[union-attr]


SAME = [
    "预决算 批准后20日内公开；渠道 政府网站",
    "预决算　批准后２０日内公开;渠道 政府网站",
    "预决算 批准后 20 日内 公开 ； 渠道　政府网站",
    "预决算 批准后二十日内公开；渠道政府网站",
    "\ufeff预决算\t批准后20日内公开;\ton 政府网站  # 说明",
    "预决算 批准后20天之内公开\r\n\t渠道 门户网站\r\n",
    "「预决算」 批准以后20日内公开；渠道 “政府网站”",
    '"预决算" within 20 DAYS of "批准" on "门户网站"',
]


@pytest.mark.parametrize("text", SAME)
def test_width_numerals_blanks_and_quotes_do_not_matter(text: str) -> None:
    """Full-width letters, Chinese numerals, tabs, quotes and aliases give the tree of the plain rule."""
    assert read(text) == read("预决算 within 20 days of approval\n    on 政府网站")


def test_groups_may_be_written_with_a_blank_or_without_one() -> None:
    """各 and 之一 may be glued to a name; a declared name of which they are a part wins."""
    groups = By((), (Name("市直部门"),))
    assert read("事项 公开\n 责任 各市直部门").qualifiers == (groups,)
    assert read("事项 公开\n 责任 各 市直部门").qualifiers == (groups,)
    declared = Vocabulary.build(agencies={"各界代表": []})
    file, _ = parse_rules("事项 公开\n 责任 各界代表", "test.rules", declared)
    assert file.rules[0].qualifiers == (By((Name("各界代表"),)),)


def test_a_rule_for_each_member_of_a_list() -> None:
    """`every LIST` and 各 LIST stand in the matter's place."""
    rule = read("every 十件民生实事 publish yearly")
    assert rule == read("各 十件民生实事 每年公开")
    assert (rule.each, rule.matter) == (True, Name("十件民生实事"))
    assert read("各类名单 公开").matter == Name("各类名单")


def test_several_qualifiers_in_any_order_give_one_tree() -> None:
    """Order and lines do not matter, and `;` parts anything."""
    one = read("[甲-1] 预决算 批准后20日内公开；责任 财政局；必须；依据 一(五)；渠道 政府网站")
    other = read("[甲-1] 预决算 批准后20日内公开\n  cite 一(五); by 市财政局\n  on 政府网站\n  must")
    assert one == other
    assert one.id == "甲-1"
    assert [type(q).__name__ for q in one.qualifiers] == ["On", "By", "Binding", "Cite"]
