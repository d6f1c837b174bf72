"""Lines, comments, places in the file, and examples."""

from __future__ import annotations

import subprocess
import sys

from compliance.findings import Verdict
from compliance.language import Vocabulary, parse_rules
from compliance.language.tree import Example, ExampleEvent, Expected, Name, RuleFile, Span

RULES = """\
# 同江市2018年工作要点
[同江-1-5] 预决算 批准后20日内公开，及时解读  # 一年一次
    # 网站之外还有公报
    渠道 政府网站；内容 三公经费

# 每年一次
    cite 一(五) # 原文第三页
# 第二部分
every 民生实事 publish yearly
# 完
"""


def read(text: str) -> RuleFile:
    """A file without mistakes."""
    file, diagnostics = parse_rules(text, "test.rules", Vocabulary.build())
    assert diagnostics == ()
    return file


def test_comments_belong_to_the_rule_whose_lines_they_stand_among() -> None:
    """A comment in column 1 belongs to the rule above only if more of that rule follows."""
    file = read(RULES)
    assert file.rules[0].comments == (
        (2, "# 一年一次"),
        (3, "# 网站之外还有公报"),
        (6, "# 每年一次"),
        (7, "# 原文第三页"),
    )
    assert file.comments == ((1, "# 同江市2018年工作要点"), (8, "# 第二部分"), (10, "# 完"))


def test_the_tree_says_where_everything_stands() -> None:
    """Spans count the original characters from 1; texts are what the user typed."""
    rule = read(RULES).rules[0]
    assert rule.text == "预决算 批准后20日内公开，及时解读"
    assert rule.duty_texts == ("批准后20日内公开", "及时解读")
    assert rule.duty_spans == (Span(2, 14, 9), Span(2, 24, 4))
    assert rule.qualifier_spans == (Span(4, 5, 7), Span(4, 13, 7), Span(7, 5, 9))
    assert rule.matter.span == Span(2, 10, 3)


def test_a_hash_inside_a_word_or_a_quotation_is_no_comment() -> None:
    """`#` begins a comment at the start of a line or after a blank, outside quotes."""
    rule = read('事项#1 check "第 # 条"  # 说明').rules[0]
    assert rule.matter.text == "事项#1"
    assert rule.duty_texts == ('check "第 # 条"',)


def test_line_ends_of_every_system_and_a_byte_order_mark() -> None:
    """Windows, old Mac and Unix line ends give the same rules."""
    unix = "甲 公开\n    渠道 网站\n乙 每月公开\n"
    assert read("\ufeff" + unix.replace("\n", "\r\n")).rules == read(unix.replace("\n", "\r")).rules == read(unix).rules


def test_an_empty_file_has_no_rules() -> None:
    """Nothing is no mistake."""
    assert read("").rules == read("\n  \n# 空\n").rules == ()


EXAMPLE = """\
预决算 批准后20日内公开
    示例 “逐项”  # 都写上
        批准 2018年1月10日
        press conference 2018-01-30 09:30 until 2018-02-01 on 网站, 公报 containing 案由、依据 by 财政局
        公开 2018-02-01至2018-03-01 理由 国家秘密 所属期 2018-01 案件 甲-1 结果 是 另有 级别 = 重大, “金额” = "1 000"
        截至2018-03-01
        => 2018-03 missing, 2018年4月 合规、逾期
    must
"""


def test_an_example_says_its_events_its_day_and_its_verdicts() -> None:
    """Every word of an event line is read, in either spelling; times stay as they were written."""
    rule = read(EXAMPLE).rules[0]
    names = {
        name: Name(name) for name in ("网站", "公报", "案由", "依据", "财政局", "国家秘密", "级别", "重大", "金额")
    }
    assert rule.examples == (
        Example(
            "逐项",
            (
                ExampleEvent(Name("approval"), "2018年1月10日"),
                ExampleEvent(
                    Name("press conference"),
                    "2018-01-30 09:30",
                    until="2018-02-01",
                    channels=(names["网站"], names["公报"]),
                    elements=(names["案由"], names["依据"]),
                    agency=names["财政局"],
                ),
                ExampleEvent(
                    Name("publish"),
                    "2018-02-01至2018-03-01",
                    exemption=names["国家秘密"],
                    period="2018-01",
                    case="甲-1",
                    result="是",
                    attributes=((names["级别"], names["重大"]), (names["金额"], Name("1 000"))),
                ),
            ),
            "2018-03-01",
            (
                Expected(Verdict.MISSING, "2018-03"),
                Expected(Verdict.MET, "2018年4月"),
                Expected(Verdict.LATE),
            ),
        ),
    )
    assert [type(q).__name__ for q in rule.qualifiers] == ["Binding"]


def test_events_and_verdicts_of_one_line_are_parted_by_semicolons() -> None:
    """`;` parts anything: what stands behind it is read, not left out."""
    one = "事项 批准后5日内公开\n  示例 “x”\n    批准 2018-01-10；公开 2018-01-11 渠道 网；\n    => 2018-01 合规；2018-02 未公开\n"
    several = "事项 批准后5日内公开\n  示例 “x”\n    批准 2018-01-10\n    公开 2018-01-11 渠道 网\n    => 2018-01 合规, 2018-02 未公开\n"
    assert read(one).rules[0].examples == read(several).rules[0].examples


def test_an_example_reads_the_same_in_both_spellings() -> None:
    """`example`, `as of`, events and verdicts have their Chinese twins."""
    english = (
        'a publish\n  example "x"\n    publish 2018-01-30 on w containing e by g\n    as of 2018-03-01\n    => met'
    )
    chinese = "a 公开\n  示例 “x”\n    公开 2018-01-30 渠道 w 内容 e 责任 g\n    截至 2018-03-01\n    => 合规"
    assert read(english).rules == read(chinese).rules


def test_the_tree_can_be_imported_without_lark() -> None:
    """Rooms above speak of the tree; only reading a rule costs the parser."""
    program = "import sys, compliance.language.tree, compliance.language; sys.exit('lark' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
