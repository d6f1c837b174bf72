"""The canonical layout: what is put right, what stays, and how each duty and qualifier is said in both languages."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, get_args

import pytest

from compliance.language import KEYWORDS, Vocabulary, parse_rules, tree
from compliance.language.formatter import format_rules
from compliance.language.formatter.duties import PATTERNS
from compliance.language.formatter.qualifiers import QUALIFIERS
from compliance.rulesets.load import load_vocabulary

VOCABULARY = Vocabulary.build(
    channels={"政府网站": ["门户网站"], "政务微博": [], "政府公报": []},
    elements={"案由": [], "三公经费": ["“三公”经费"]},
    agencies={"财政局": ["市财政局"], "审计局": []},
    groups=["市直部门"],
    grounds={"国家秘密": [], "商业秘密": []},
    matters={"预决算": ["部门预算"]},
    lists=["十件民生实事"],
    seasons=["收购旺季"],
    durations=["法定答复时限"],
    actions={"approval": ["批复"], "补正": [], "延期": [], "征求意见函": [], "site visit": ["现场检查"]},
)
FOLDER = Path(__file__).parents[2] / "rulesets"


def formatted(text: str, language: Literal["zh", "en"] | None = None) -> str:
    """A text without mistakes in the canonical layout."""
    result = format_rules(text, "test.rules", VOCABULARY, language)
    assert result.problems == ()
    return result.text


ROWS = [
    (tree.Within, "publish within 20 days of approval", "批准后20日内公开"),
    (tree.Within, "publish within 1 working day of decision or change", "决定或变更后1个工作日内公开"),
    (tree.Within, "publish within 5h", "5小时内公开"),
    (tree.Within, "reply within 法定答复时限 of request", "申请后法定答复时限内答复"),
    (
        tree.Within,
        "publish within 2 weeks of approval for at least 92.5% of cases",
        "批准后2周内公开率不低于92.5%",
    ),
    (tree.ByColumn, "reply by its 承诺期限 of request", "申请后按其承诺期限答复"),
    (tree.Promptly, "publish promptly after change", "变更后及时公开"),
    (tree.After, "publish after accept", "验收后公开"),
    (tree.Notice, "publish at least 7 days before meeting", "会议前至少7日公开"),
    (tree.Before, "publicize before accept", "验收前公示"),
    (tree.Together, "interpret together with publish", "与公开同步解读"),
    (tree.Lasts, "consult for at least 20 days", "征求意见不少于20日"),
    (tree.ByDate, "accept by 2018-09-28", "2018年9月28日前验收"),
    (tree.ByDate, "accept by end of 2018-09", "2018年9月底前验收"),
    (tree.ByDate, "accept by end of 2021", "2021年底前验收"),
    (tree.ByYearly, "publish by 01-31 each year", "每年1月31日前公开"),
    (tree.ByYearly, "publish by end of 02 each year", "每年2月底前公开"),
    (tree.Periodic, "publish half-yearly", "每半年公开"),
    (tree.PeriodicBy, "publish monthly by day 10", "每月10日前公开"),
    (tree.PeriodicWithin, "publish monthly within 15 days", "每月结束后15日内公开"),
    (tree.Every, "publish every 5 days during 收购旺季", "收购旺季每5日公开"),
    (tree.Count, "interpret at least 3 times a year", "每年解读不少于3次"),
    (tree.Count, "press conference or interview at least twice a quarter", "每季度新闻发布会或接受采访不少于2次"),
    (tree.Regularly, "publish regularly", "定期公开"),
    (tree.AtAll, "publish", "公开"),
    (tree.Check, 'check "答复是否全文公开"', "核查 “答复是否全文公开”"),
    (tree.On, "on (政府网站 or 政务微博) and 政府公报", "渠道 (政府网站 或 政务微博) 和 政府公报"),
    (tree.Containing, "containing 案由, 三公经费", "内容 案由、三公经费"),
    (tree.Require, "require 权重 >= 5%", "要求 权重 不低于 5%"),
    (
        tree.When,
        "when 级别 in (特大, 重大) and not (涉外 = 是 or 备注 is empty)",
        "适用 级别 属于 (特大、重大) 且 非 (涉外 等于 是 或 备注 为空)",
    ),
    (tree.By, "by 财政局, every 市直部门", "责任 财政局、各市直部门"),
    (tree.By, "by any of 财政局, 审计局", "责任 财政局、审计局 之一"),
    (tree.Restarted, "restarted by 补正", "重新起算 补正"),
    (tree.Paused, "paused from 征求意见函 to reply", "中止 自 征求意见函 至 答复"),
    (tree.Extended, "extended by 20 working days on 延期", "延长 20个工作日 因 延期"),
    (tree.Nil, "nil allowed", "允许零报告"),
    (tree.Except, "except 国家秘密, 商业秘密", "除外 国家秘密、商业秘密"),
    (tree.Binding, "should", "原则上"),
    (tree.Cite, "cite 一(五)", "依据 一(五)"),
    (tree.Title, 'title "预决算"', "标题 “预决算”"),
    (tree.Weight, "weight 2.5", "权重 2.5"),
    (tree.Effective, "effective 2018-08-08 to 2018-12-31", "施行 2018-08-08 至 2018-12-31"),
    (tree.Effective, "effective from 2018-08-08", "施行 自 2018-08-08"),
]


@pytest.mark.parametrize(("kind", "english", "chinese"), ROWS, ids=[chinese for *_, chinese in ROWS])
def test_the_canonical_words_of_a_duty_or_qualifier(kind: type, english: str, chinese: str) -> None:
    """Each is said in one way in each language, and either turns into the other."""
    if kind in get_args(tree.Duty):
        rules = {"en": f"[甲-1] 事项 {english}\n", "zh": f"[甲-1] 事项 {chinese}\n"}
    else:
        rules = {"en": f"事项 publish\n    {english}\n", "zh": f"事项 公开\n    {chinese}\n"}
    for text in rules.values():
        assert formatted(text, "en") == rules["en"]
        assert formatted(text, "zh") == rules["zh"]


def test_every_duty_and_qualifier_of_the_tree_has_its_row() -> None:
    """The formatter's tables and the rows above name the classes of the tree, the tables in its order."""
    assert tuple(PATTERNS) == get_args(tree.Duty)
    assert tuple(QUALIFIERS) == get_args(tree.Qualifier)
    assert {kind for kind, *_ in ROWS} == {*PATTERNS, *QUALIFIERS}


def test_words_that_stand_for_themselves_are_keywords() -> None:
    """A pattern says nothing that the reader does not know."""
    said = {word for pair in PATTERNS.values() for pattern in pair for word in pattern.split()}
    assert {word for word in said if not word.isascii()} <= set(KEYWORDS)


def test_layout_is_put_right() -> None:
    """One qualifier a line, four blanks of indentation, canonical keywords, one blank line between rules."""
    text = (
        "\n\n预决算   自批准之日起二十日以内公布 ; on 门户网站;必须\n\tcite   一(五)\n"
        "每日事项 按日公开\n\n\n\n"
        "[ 甲-2 ]   部门预算  验收后公告，每年１月３１日前报送\n  责任 市财政局 , 审计局\n"
    )
    assert formatted(text, "zh") == (
        "预决算 批准后20日内公布\n    渠道 门户网站\n    必须\n    依据 一(五)\n\n"
        "每日事项 每日公开\n\n"
        "[甲-2] 部门预算 验收后公告，每年1月31日前报送\n    责任 市财政局、审计局\n"
    )


def test_comments_stay_where_they_were() -> None:
    """Above a rule, among its qualifiers and examples, behind a line, and between rules."""
    text = (
        "# 一、预算\n\n\n#about\n预决算 批准后20日内公开  # beside\n"
        "# 说明\n    依据 一(五)# 不是注释\n\n      # before the example\n    示例 “甲” # 甲\n"
        "        批准 2018-01-10\n# inside\n        => 未公开\n    # last\n# 二、决算\n事项 公开\n#end"
    )
    assert formatted(text, "en") == (
        "# 一、预算\n\n#about\n预决算 publish within 20 days of approval  # beside\n"
        '    # 说明\n    cite 一(五)# 不是注释\n    # before the example\n    example "甲"  # 甲\n'
        "        approval 2018-01-10\n        # inside\n        => missing\n    # last\n\n"
        "# 二、决算\n事项 publish\n\n#end\n"
    )


def test_qualifiers_and_examples_keep_their_order() -> None:
    """The author's order says something to a reader; only what stood on the rule's own line moves below it."""
    text = (
        "事项 公开；权重 2\n    依据 一\n    示例 “甲”\n        截至 2018-01-01\n        => 未公开\n    渠道 政府网站\n"
    )
    assert formatted(text, "zh") == (
        "事项 公开\n    权重 2\n    依据 一\n    示例 “甲”\n        截至 2018-01-01\n        => 未公开\n    渠道 政府网站\n"
    )


def test_examples_are_formatted_and_translated() -> None:
    """Event lines, `as of` and the verdicts; times, titles and values stay."""
    english = (
        "事项 publish monthly\n"
        '    example "两个月, 一次"\n'
        "        publish 2018-01-30 until 2018年2月 on 政府网站, 政务微博 containing 案由 by 财政局\n"
        '        request 2018-02-01 09:30 claiming 国家秘密 for 2018-01 case "甲 1" result 是 with 级别 = 重大, 数 = 3\n'
        "        as of 2018-03-01\n"
        "        => 2018-01 met, 2018-02 missing\n"
    )
    chinese = (
        "事项 每月公开\n"
        "    示例 “两个月, 一次”\n"
        "        公开 2018-01-30 至 2018年2月 渠道 政府网站、政务微博 内容 案由 责任 财政局\n"
        "        申请 2018-02-01 09:30 理由 国家秘密 所属期 2018-01 案件 “甲 1” 结果 是 另有 级别 = 重大，数 = 3\n"
        "        截至 2018-03-01\n"
        "        => 2018-01 合规，2018-02 未公开\n"
    )
    assert formatted(english, "zh") == chinese
    assert formatted(chinese, "en") == english


def test_standard_actions_are_translated_and_other_names_stay() -> None:
    """A word that is of the language already stays too: 发布 and 公告 are as good as 公开."""
    text = "突发事件 发生后5小时内发布，批复后公告，补正后现场检查\n    除外 国家秘密\n"
    english = (
        "突发事件 publish within 5h of occurrence, publish after approval, 现场检查 after 补正\n    except 国家秘密\n"
    )
    assert formatted(text, "zh") == text
    assert formatted(text, "en") == english
    assert formatted(english, "zh") == text.replace("发布", "公开").replace("公告", "公开").replace("批复", "批准")
    assert formatted("事项 published within 3 days of approve\n", "en") == "事项 published within 3 days of approve\n"


def test_an_action_left_out_stays_out_in_english() -> None:
    """Chinese has to name it."""
    assert formatted("预决算 within 20 days of approval\n", "en") == "预决算 within 20 days of approval\n"
    assert formatted("预决算 within 20 days of approval\n", "zh") == "预决算 批准后20日内公开\n"


def test_a_ruleset_may_give_a_standard_word_another_meaning() -> None:
    """公开 names an action of this ruleset, so `publish` stays as it is."""
    own = Vocabulary(actions={"公开": "政务公开日", "publish": "publish"})
    assert format_rules("事项 publish monthly\n", "a.rules", own, "zh").text == "事项 每月publish\n"


QUOTES = [
    ("事项 公开\n    渠道 “政府网站”\n", "事项 公开\n    渠道 政府网站\n"),
    ("事项 公开\n    内容 “A、B和C”\n", "事项 公开\n    内容 “A、B和C”\n"),
    ("事项 公开\n    内容 “三公”经费\n", "事项 公开\n    内容 “三公”经费\n"),
    ('"3号文" 公开\n', "“3号文” 公开\n"),
    ("“甲 乙” 公开\n", "“甲 乙” 公开\n"),
    ("事项 申请后按其“甲或乙期限”答复\n", "事项 申请后按其“甲或乙期限”答复\n"),
    ('事项 公开\n    标题 "他说“好”"\n', "事项 公开\n    标题 「他说“好”」\n"),
    ("事项 公开\n    内容 因公出国（境）人数\n", "事项 公开\n    内容 因公出国（境）人数\n"),
]


@pytest.mark.parametrize(("text", "expected"), QUOTES)
def test_names_have_the_quotes_that_they_need(text: str, expected: str) -> None:
    """No more and no fewer, in marks that the text does not itself hold; the characters of a name stay."""
    assert formatted(text, "zh") == expected


def test_names_with_brackets_go_from_one_language_into_the_other() -> None:
    """A name without quotes stays as its author wrote it: in quotes, full-width brackets would make it another name."""
    chinese = (
        "预算（草案） 公开\n"
        "    责任 财政局（本级）、审计局\n"
        "    除外 国家秘密（绝密）\n"
        "    要求 金额（万元） 不低于 5（万）\n"
        "    示例 “甲”\n"
        "        公开 2018-01-02 渠道 网站（首页） 内容 收入（含税） 另有 金额（万元） = 5（万）\n"
        "        => 合规\n"
    )
    english = (
        "预算（草案） publish\n"
        "    by 财政局（本级）, 审计局\n"
        "    except 国家秘密（绝密）\n"
        "    require 金额（万元） >= 5（万）\n"
        '    example "甲"\n'
        "        publish 2018-01-02 on 网站（首页） containing 收入（含税） with 金额（万元） = 5（万）\n"
        "        => met\n"
    )
    assert formatted(chinese, "en") == english
    assert formatted(english, "zh") == chinese


def test_the_language_is_that_of_most_duties_unless_one_is_asked_for() -> None:
    """A file without a ruleset beside it is not translated."""
    assert formatted("事项 publish daily\n预决算 monthly\n甲 每日公开\n") == (
        "事项 publish daily\n\n预决算 monthly\n\n甲 publish daily\n"
    )
    assert formatted("事项 每日公开；must\n") == "事项 每日公开\n    必须\n"


def test_a_file_with_mistakes_is_left_as_it_is() -> None:
    """The mistakes are told instead."""
    text = "事项   批准后20日公开\n"
    result = format_rules(text, "test.rules", VOCABULARY, "zh")
    assert result.text == text
    assert [problem.place.line for problem in result.problems if problem.place] == [1]


@pytest.mark.parametrize("text", ["", "# only this\n"])
def test_a_file_without_rules(text: str) -> None:
    """Nothing to do."""
    assert formatted(text, "zh") == text


def test_line_ends_and_a_byte_order_mark_stay() -> None:
    """Whoever edits on Windows gets back what the editor wrote."""
    assert formatted("\ufeff事项 公开\r\n\r\n  依据 一\r\n", "zh") == "\ufeff事项 公开\r\n    依据 一\r\n"
    assert formatted("事项 公开", "zh") == "事项 公开\n"


FILES = sorted(FOLDER.glob("*/*.rules"))


@pytest.mark.parametrize("path", FILES, ids=[f"{path.parent.name}/{path.stem}" for path in FILES])
def test_the_built_in_rules_keep_their_meaning(path: Path) -> None:
    """Every file of the product, in both languages: the same tree, and twice is once."""
    vocabulary, _ = load_vocabulary(path.parent)
    text = path.read_text(encoding="utf-8")
    before, problems = parse_rules(text, str(path), vocabulary)
    assert problems == ()
    for language in ("zh", "en"):
        result = format_rules(text, str(path), vocabulary, language)
        assert result.problems == ()
        assert parse_rules(result.text, str(path), vocabulary) == (before, ())
        assert format_rules(result.text, str(path), vocabulary, language) == result
