"""Words of plans for what rules say otherwise: 次月15日前, 逐月公开, 当日发布, 不得公开."""

from __future__ import annotations

import re

from compliance.diagnostics import Text
from compliance.language.lexicon import Lexicon
from compliance.language.tokens import Mistake

_WORDS: tuple[tuple[re.Pattern[str], Text], ...] = tuple(
    (re.compile(pattern), Text(zh, en))
    for pattern, zh, en in (
        (
            "[今本当明去]年",
            "写明是哪一年：2018年9月底前；每年都要的写 每年9月底前",
            "name the year: by end of 2018-09; of each year: by end of 09 each year",
        ),
        (
            "[次翌来]年|下一?个?年|(?:次|翌|下一?个?)[月周季]度?"
            "|(?:[各当本]|财政|会计|预算)?(?:[月季年]度?|半年度?|[上下]半年|第?[一二三四]季度)[末底]?(?:结束|终了|期满|届满)?(?=后|之)",
            "每期结束以后的写 每月结束后15日内公开、每季度结束后15日内公开；每年一次的写 每年1月31日前公开",
            "after the end of each period: monthly within 15 days, quarterly within 15 days; of each year: by 01-31 each year",
        ),
        (
            "首[月季旬]|(?:第?[一二三四]季度|[上下]半年)[底末]?|[上中下]旬",
            "写明最后一天：2018年4月10日前；每年的写 每年4月10日前，几次就写几项义务",
            "write the last day: by 2018-04-10; of each year: by 04-10 each year, a duty for each",
        ),
        (
            "逐[日周月季年]|[按分]?(?:月|季|年|半年)度|每逢|(?:bi-?|semi-?)(?:week|month)ly|fortnightly",
            "周期写成 每日、每周、每月、每季度、每半年、每年",
            "periods are daily, weekly, monthly, quarterly, half-yearly, yearly",
        ),
        (
            "第一时间|立即|立刻|即时|即刻|马上|尽快|尽早|当场|随即"
            "|immediately|instantly|forthwith|as soon as possible|at once|without delay",
            "写成 及时（多久由 [deadlines] 的 promptly 定），或写明期限：1小时内",
            "write promptly (how long that is, [deadlines] says), or a figure: within 1h",
        ),
        ("[当同][日天]", "到当日结束为止写成 0日内", "to the end of that day: within 0 days"),
        ("[次翌][日天]|第二天", "到次日结束为止写成 1日内", "to the end of the next day: within 1 day"),
        (
            "no(?:t)? later than|not? after|no more than",
            "写成 批准后20日内公开；到某一天为止的写 2018年9月30日前公开",
            "write within 20 days of approval; until a day: by 2018-09-30",
        ),
        (
            "不定期",
            "没有周期的写 公开（期内至少一次），有次数的写 每年公开不少于3次",
            "without a period write publish (once at least), with a number: at least 3 times a year",
        ),
        (
            "不得|不予|不宜|不应|不可|禁止|严禁|可?不|未|无|never|(?:do |does )?not",
            "规则写的是应当做的；不公开的情形写在限定里：除外 国家秘密",
            "a rule says what is owed; what need not be disclosed is a qualifier: except 国家秘密",
        ),
    )
)


def other_words(text: str, start: int, end: int, said: str, words: Lexicon) -> Mistake | None:
    """What is wrong where `text[start:end]`, `said`, is such a word, alone or before known ones; None where it is none."""
    for pattern, hint in _WORDS:
        found = pattern.match(text, start)
        # 下一年 is cut before its number.
        if found and (found.end() >= end or words.longest(text, found.end())):
            said += text[end : found.end()]
            return Mistake(
                "other-words",
                Text(
                    f"规则里没有“{said}”这种写法",
                    f"a rule has other words for “{said}”; a time or an action was expected",
                ),
                start,
                max(end, found.end()),
                hint,
            )
    return None
