"""What a user reads who made a mistake: code, place under the right character, and the likely fix."""

from __future__ import annotations

import re

import pytest

from compliance.diagnostics import Diagnostic, render
from compliance.language import Vocabulary, parse_rules

VOCABULARY = Vocabulary.build(
    matters={"预决算": []},
    channels={"政府网站": [], "财政局网站": []},
    elements={"案由": [], "处罚依据": []},
    agencies={"财政局": [], "审计局": []},
    seasons=["收购旺季"],
)


def mistakes(text: str) -> tuple[Diagnostic, ...]:
    """What is wrong with a file."""
    return parse_rules(text, "broken.rules", VOCABULARY)[1]


def marked(diagnostic: Diagnostic) -> str:
    """The characters under the caret; `|` where it stands behind the last one or points between two."""
    place = diagnostic.place
    assert place is not None
    assert place.source is not None
    assert place.column is not None
    return place.source[place.column - 1 : place.column - 1 + place.length] or "|"


# The line as a user writes it, the code, what the caret stands under, and a piece of the English hint.
HEADS = [
    ("预决算批准后20日内公开", "matter-glued-to-duty", "批", "预决算 批准后20日内公开"),
    ("教育收费批准后20日内公开", "matter-glued-to-duty", "批", "教育收费 批准后20日内公开"),
    ("环境监测每月公开；渠道 政府网站", "matter-glued-to-duty", "每", "环境监测 每月公开"),
    ("预决算批准后 20日内公开", "matter-glued-to-duty", "批", "预决算 批准后"),
    ("教育收费批准后20日内 公开", "matter-glued-to-duty", "批", "quote it"),
    ("预决算", "no-duty", "|", "预决算 publish"),
    ("预决算 渠道 政府网站", "no-duty", "渠道 政府网站", "publish"),
    ("[甲-1]", "no-matter", "|", "begins with its matter"),
    ("[甲-1 预决算 公开", "unclosed-id", "[", "[id]"),
    ("[] 预决算 公开", "empty-id", "[]", "write an id"),
    ("【甲】预决算 公开", "id-in-other-brackets", "【", "[ ]"),
    ("〔甲〕预决算 公开", "id-in-other-brackets", "〔", "[ ]"),
    ("每月 公开", "no-matter", "每月", "write the matter before it"),
    ("每年3月底前 公开；渠道 政府网站", "no-matter", "每年3月底前", "needs quotes"),
    ("批准后 20日内公开 责任 财政局", "no-matter", "批准后", "write the matter before it"),
    ("每月公开 渠道 政府网站", "no-matter", "每月公开", "write the matter before it"),
    ("report monthly", "no-matter", "report", "write the matter before it"),
    ("预决算应当 每月公开", "needless-word", "应当", "write 预决算, then the duty"),
    ("预决算： 公开", "mark-after-matter", "：", "预决算 公开"),
    ("天气。 每月公开", "mark-after-matter", "。", "天气 每月公开"),
    ("预决算：批准后20日内公开", "matter-glued-to-duty", "批", "write 预决算 批准后20日内公开"),
    ("财政信息应当在批准之日起20日内向社会公开", "matter-glued-to-duty", "公", "not the whole sentence"),
    ("·预决算 公开", "mark-of-a-list", "·", "take it away; if it belongs"),
    ("- 预决算 公开", "mark-of-a-list", "- ", "take it away"),
    ("1.预决算 公开", "mark-of-a-list", "1.", "[1] 预决算 公开"),
    ("一、预决算 公开", "mark-of-a-list", "一、", "[一] 预决算 公开"),
    ("①预决算 公开", "mark-of-a-list", "①", "[①] 预决算 公开"),
    ("预决算每月公开。", "matter-glued-to-duty", "。", "not the whole sentence"),
    ("2018年预算 公开", "name-begins-with-digit", "2018年预算", '"2018年预算"'),
    ("医疗和教育 每年公开", "joined-names", "医疗和教育", '"医疗和教育"'),
    ("规划、计划 公开", "several-matters", "规划、计划", "a rule for each"),
    ("责任 财政局", "not-indented", "责任", "put blanks before it"),
    ("预决算” 公开", "unopened-quotation", "”", "open the quotation"),
    ("“预决算 公开", "unclosed-quotation", "“", "close it with ”"),
    ('"" 公开', "empty-quotation", '""', "write the name"),
    ("预\u200b决算 公开", "invisible-character", "\u200b", "delete it"),
]

DUTIES = [
    ("批准后20公开", "missing-unit", "20", "working days"),
    ("publish within 20 dasy of approval", "missing-unit", "20 dasy", "“days”"),
    ("publish within 20 of approval", "missing-unit", "20", "units"),
    ("12345热线公开", "missing-unit", "12345", "needs quotes"),
    ("publish within days of approval", "missing-number", "days", "within 20 days"),
    ("批准后日内公开", "missing-number", "日", "within 20 days"),
    ("within 1.5 days of approval", "whole-number-needed", "1.5 days", "36 hours"),
    ("within 0 working days of approval", "no-working-days", "0 working days", "0 days"),
    ("within 1000000000000 days of approval", "period-too-long", "1000000000000 days", "larger unit"),
    ("批准后20日公开", "number-without-keyword", "公", "20日内公开"),
    ("publish 20 days of approval", "number-without-keyword", "20", "within 20 days"),
    ("批准20日内公开", "trigger-without-keyword", "批准", "批准后20日内公开"),
    ("publish within 20 days approval", "trigger-without-keyword", "approval", "of approval"),
    ("publish witin 20 days of approval", "misspelt-keyword", "witin", "“within”"),
    ("consult for at lest 20 days", "misspelt-keyword", "at lest", "“at least”"),
    ("批准后20日内公开率不抵于95%", "share-unfinished", "95%", "at least 95% of cases"),
    ("公开、解读", "mark-between-actions", "、", "for either: 公开 or 解读"),
    ("决定、变更后20日内公开", "mark-between-actions", "、", "for either"),
    ("publish and interpret", "actions-joined", "and", "parted by a comma"),
    ("批准后公开并解读", "joined-names", "公开并解读", "公开, 解读"),
    ("批准后公开，解读", "action-without-time", "解读", "解读 promptly"),
    ("publish within 5h, press conference", "action-without-time", "press conference", "within 5 days"),
    ("2018年9月30日前，验收", "comma-for-action", "，", "2018年9月30日前验收"),
    ("每月、每季度解读", "comma-for-action", "、", "每月解读"),
    ("批准后20日内；解读；责任 财政局", "comma-for-action", "；", "批准后20日内解读"),
    ("by 2018-02-30", "bad-date", "2018-02-30", "how many days"),
    ("2018年13月底前公开", "bad-date", "2018年13月", "month"),
    ("每年2月30日前公开", "bad-date", "2月30日", "how many days"),
    ("monthly by day 32", "bad-date", "32", "1 to 31"),
    ("publish by end of 13 each year", "bad-date", "13", "end of 02"),
    ("publish by end of 12", "bad-date", "12", "end of 2021"),
    ("2018/9/30前公开", "date-in-other-form", "2018/9/30", "2018-09-30"),
    ("publish before 2018-09-30", "date-behind-before", "2018-09-30", "write by 2018-09-30"),
    ("by 2018-09", "month-without-end", "2018-09", "end of 2018-09"),
    ("2018年9月前公开", "month-without-end", "2018年9月", "2018年9月底前"),
    ("9月底前公开", "date-without-year", "9月", "by end of 09 each year"),
    ("by 01-31", "date-without-year", "01-31", "by 01-31 each year"),
    ("每周10日前公开", "day-of-month-needs-month", "每周10日", "monthly by day 10"),
    ("每月1月31日前公开", "day-of-year-needs-year", "每月", "each year"),
    ("每5日公开", "every-without-season", "每5日", "during 收购旺季"),
    ("收购旺季每2周公开", "every-counts-days", "2周", "every 5 days"),
    ("每年解读3次", "how-often-without-at-least", "3", "每年解读不少于3次"),
    ("每月公开一次", "how-often-without-at-least", "一", "每月公开不少于一次"),
    ("每年公开两次以上", "how-often-without-at-least", "两", "每年公开不少于两次"),
    ("每年至少2次公开", "how-often-of-what", "至少", "每年公开不少于2次"),
    ("每年不少于1次", "how-often-of-what", "不少于", "at least 3 times"),
    ("interpret twice a year", "how-often-without-at-least", "twice", "at least 3 times"),
    ("at least 3 times", "how-often-in-what", "|", "a year"),
    ("at least 0 times a year", "no-times", "0", "at least 3 times"),
    ("每年公开率不低于95%", "share-on-calendar-duty", "率不低于", "within 20 days of approval"),
    ("publish for at least 95% of cases", "share-on-calendar-duty", "95%", "within 20 days of approval"),
    ("批准后20日内公开率不低于95", "share-unfinished", "95", "95%"),
    ("within 5h for at least 95%", "share-unfinished", "|", "of cases"),
    ("within 5h for at least 120% of cases", "share-over-all", "120%", "95%"),
    ("申请后按其承诺期限张贴", "no-action-after-column", "|", "按其承诺期限答复"),
    ("申请后按其承诺和期限答复", "joined-names", "承诺和期限", '"承诺和期限"'),
    ("会议前7日公开", "notice-without-at-least", "7", "前至少7日"),
    ("7日前公开", "before-what", "7日前", "会议7日前公开"),
    ("公开，", "empty-duty", "|", "take the comma away"),
    ("，公开", "empty-duty", "，", "take the comma away"),
    ("公开，，解读", "empty-duty", "，", "take the comma away"),
    ("公开，渠道 政府网站", "qualifier-after-comma", "渠道", "; 渠道"),
    ("批准后20日内必须公开", "qualifier-inside-duty", "必须", "after the duties"),
    ("批准后20日内公开。", "stray-mark", "。", "without a full stop"),
    ("批准后20日内公开（含附件）", "stray-mark", "（", "in quotes"),
    ("批准后", "unfinished", "|", "批准后20日内公开"),
    ("publish within", "unfinished", "|", "within 20 days"),
    ("post notice within 5h", "two-names", "notice", '"post notice"'),
    ("check 答复", "check-needs-quotes", "答复", 'check "'),
    ("批准后5自然日内公开", "missing-unit", "5", "calendar days"),
    ("publish within 5 calendar days of approval", "missing-unit", "5", "5 days"),
    ("每月10号前公开", "missing-unit", "10", "10日"),
    ("上半年前公开", "date-without-year", "上半年前", "by end of 2018"),
    ("每周一公开", "when-in-period", "一", "last day of each period"),
    ("每周五前公开", "when-in-period", "五", "last day of each period"),
    ("每月5日公开", "when-in-period", "每月5日", "每月5日前公开; after the end of each period: 每月结束后5日内公开"),
    ("每季度15日以内报告", "when-in-period", "每季度15日", "after the end of each period: 每季度结束后15日内报告"),
    ("每季度末公开", "when-in-period", "末", "last day of each period"),
    ("应当每月公开", "needless-word", "应当", "take “应当” away"),
    ("最迟5小时内发布", "needless-word", "最迟", "take “最迟” away"),
    ("publish within 20 days since approval", "trigger-without-keyword", "since", "of approval"),
    ("within twenty days of approval", "number-in-words", "twenty", "write 20"),
    ("三四日内公开", "about-how-many", "三四", "within 4 days"),
    ("每年解读不少于两三次", "about-how-many", "两三", "the later one"),
    ("一两日内公开", "about-how-many", "一两", "the later one"),
    ("2018年 月底前公开", "date-in-other-form", "2018年 月底", "by end of 2018-09"),
    ("每年月底前公开", "date-in-other-form", "每年月底", "by end of 2018-09"),
    ("2018年9月年底前公开", "date-in-other-form", "2018年9月年底", "by end of 2018-09"),
    ("每年一二月底前公开", "date-in-other-form", "一二月", "2018-09-30"),
    ("每年9月二三日前公开", "date-in-other-form", "9月二三日", "2018-09-30"),
    ("次年1月31日前公开", "other-words", "次年", "by 01-31 each year"),
    ("季后15日内公开", "other-words", "季", "quarterly within 15 days"),
    ("月度结束后15日内公开", "other-words", "月度结束", "monthly within 15 days"),
    ("季末后15日内公开", "other-words", "季末", "quarterly within 15 days"),
    ("上半年结束后15日内公开", "other-words", "上半年结束", "after the end of each period"),
    ("会计年度终了后15日内公开", "other-words", "会计年度终了", "after the end of each period"),
    ("每月终了后15日内公开", "when-in-period", "终了", "monthly within 15 days"),
    ("每季度首月10日前公开", "other-words", "首月", "a duty for each"),
    ("按季度公开，年度公开", "other-words", "年度公开", "yearly"),
    ("发生后第一时间公开", "other-words", "第一时间公开", "promptly"),
    ("不予公开", "other-words", "不予公开", "except 国家秘密"),
    ("每月结束后及时公开", "missing-number", "及时", "monthly within 15 days"),
    ("每月结束后的15日内公开", "missing-number", "的", "monthly within 15 days"),
    ("一八年九月底前公开", "number-without-keyword", "九", "four digits"),
    ("批准后1天半内公开", "number-without-keyword", "半", "one number and one unit"),
    ("征求意见30日以上", "how-long-without-at-least", "30日", "征求意见不少于30日"),
    ("提前7日公示", "before-what", "提前7日", "会议7日前公开"),
    ("十百日内公开", "unreadable-number", "十百", "in figures"),
    ("征求意见不低于30日", "how-long-without-at-least", "不低于", "征求意见不少于30日"),
    ("公示5个工作日", "how-long-without-at-least", "5个工作日", "公示不少于5个工作日"),
    ("会议前3日以内公开", "notice-without-at-least", "3", "会议前至少3日公开"),
    ("征求意见不超过30日", "how-long-without-at-least", "不超过", "at least how long: 征求意见不少于30日"),
    ("征求意见超过30日", "how-long-without-at-least", "超过", "征求意见不少于31日"),
    ("最迟要在5小时内发布", "needless-word", "最迟要在", "take “最迟要在” away"),
    ("发生后3-5个工作日内公开", "about-how-many", "3-5", "such as 5个工作日内公开; of how often"),
    ("发生后3至5日内公开", "about-how-many", "3至5", "such as 5日内公开"),
    ("批准后1月内公开", "date-without-year", "1月", "1个月内 (within 1 month)"),
    ("下一年度3月底前公开", "other-words", "下一年", "by 01-31 each year"),
    ("下一季度15日前公开", "other-words", "下一季度", "quarterly within 15 days"),
    ("批准20日后公开", "number-without-keyword", "后", "from when on cannot be said"),
    ("收购旺季每日公开", "every-counts-days", "每日", "every 1 day during 收购旺季"),
    ("收购旺季每5日内公开", "misplaced", "内", "every 5 days during 收购旺季"),
    ("批准后20日内公开，②5日内解读", "unreadable-number", "②5", "in plain digits"),
    ("批准后20¹日内公开", "unreadable-number", "20¹", "in plain digits"),
    ("①批准后20日内公开", "unreadable-number", "①", "in plain digits"),
    ("2018年9月3¹日前公开", "unreadable-number", "2018年9月3¹日", "in plain digits"),
    ("每月公开；零报告", "nil-for-allowed", "零报告", "nil allowed"),
    ("每月公开；责任单位 财政局", "unknown-qualifier", "责任单位", "write “责任”"),
    ("每月公开；内容 三公经费；政府债务", "neither-action-nor-qualifier", "政府债务", "parted by commas"),
    ("批准后20日内公开；财政局负责", "neither-action-nor-qualifier", "财政局负责", "by 财政局"),
    ("批准后20日内公开；涉密信息除外", "neither-action-nor-qualifier", "涉密信息除外", "except 国家秘密"),
    ("publish weekly by Friday", "date-for-a-name", "Friday", "a date stands in the duty"),
    ("publish weekly on Fridays", "date-for-a-name", "Fridays", "a date stands in the duty"),
    ("publish by January 31 each year", "date-for-a-name", "January", "a date stands in the duty"),
    ("publish monthly; 责任 周五", "date-for-a-name", "周五", "a date stands in the duty"),
    ("publish biweekly", "other-words", "biweekly", "periods are daily"),
    ("never publish", "other-words", "never", "a rule says what is owed"),
    ("publish immediately after change", "other-words", "immediately", "write promptly"),
    ("publish no later than 20 days after approval", "other-words", "no later than", "within 20 days of approval"),
    ("publish every two weeks", "every-without-season", "every", "all the year: daily, weekly, monthly"),
    ("2018年9月30日18:00前公开", "missing-unit", "18", "no time of day"),
    ("每日8时前发布", "missing-unit", "8", "no time of day"),
    ("公开 批准后20日内", "two-names", "公开", "write 批准后20日内公开"),
    ("公开批准后20日内", "two-names", "公开", "write 批准后20日内公开"),
    ("发生变化后20日内", "two-names", "发生变化", "either of them: 发生或变化"),
    ("公开 变更后20日内解读", "two-names", "变更", "two duties: part them by a comma"),
    ("2周内未更新", "other-words", "未更新", "a rule says what is owed"),
    ("不定期公开", "other-words", "不定期", "at least 3 times a year"),
    ("每季度至少举行1次新闻发布会", "how-often-of-what", "新闻发布会", "write 每季度新闻发布会不少于1次"),
    ("会议前二十日以上公告", "notice-without-at-least", "二十", "write 会议前至少二十日公告"),
    ("发生变化后及时更新", "two-names", "发生变化", "either of them: 发生或变化"),
    ("2018年1月至6月公开", "month-without-end", "2018年1月", "write 2018年6月底前"),
    ("公开…", "stray-mark", "…", "parted by commas"),
    ("公开”", "unopened-quotation", "”", "open the quotation"),
    ('check “答复"', "unclosed-quotation", "“", 'write ” for the " behind it'),
    ("公开 渠道 “网站“", "unclosed-quotation", "“", "write ” for the “ behind it"),
    ('公开 渠道 「网站 内容 "甲"', "unclosed-quotation", "「", "close it with 」"),
    ("check “答复", "unclosed-quotation", "“", "close it with ”"),
]

QUALIFIERS = [
    ("渠到 政府网站", "unknown-qualifier", "渠到", "“渠道”"),
    ("contianing 案由", "unknown-qualifier", "contianing", "“containing”"),
    ("适用 备注 = “”", "empty-value", "“”", "what is not stated: is empty"),
    ("适用 “” = 5", "empty-quotation", "“”", "write the name"),
    ("内容 （一）案由、（二）处罚依据", "mark-of-a-list", "（一）", "take it away; if it belongs"),
    ("内容 1.案由、2.处罚依据", "mark-of-a-list", "1.", "take it away; if it belongs"),
    ("责任 有关单位", "group-for-an-agency", "有关单位", "by every"),
    ("责任单位 财政局", "unknown-qualifier", "责任单位", "write “责任”"),
    ("公开内容：案由", "unknown-qualifier", "公开内容：案由", "write “内容”"),
    ("渠道政府公报", "unknown-qualifier", "渠道政府公报", "put a blank after “渠道”"),
    ("批准后20日内公开", "unknown-qualifier", "批准后20日内公开", "own line"),
    ("责任：财政局", "colon-after-keyword", "：", "责任 财政局"),
    ("适用 ：级别 等于 重大", "colon-after-keyword", "：", "适用 级别 等于 重大"),
    ("by: 财政局", "colon-after-keyword", ":", "by 财政局"),
    ("依据：一（五）", "colon-after-keyword", "：", "依据 一（五）"),
    ("内容 A、B和C", "joined-names", "B和C", "two names: B, C"),
    ("渠道 政府网站和公报", "joined-names", "政府网站和公报", "政府网站 and 公报"),
    ("责任 县（市、区）人民政府", "brackets-in-a-name", "县（市、区）人民政府", '"县（市、区）人民政府"'),
    ("责任 各县（市、区）政府、财政局", "brackets-in-a-name", "县（市、区）政府", '"县（市、区）政府"'),
    ("内容 接待批次（含人数、金额）、团组数", "brackets-in-a-name", "接待批次（含人数、金额）", "（含人数、金额）"),
    ("内容 《预算、决算》报告", "brackets-in-a-name", "《预算、决算》报告", "《预算、决算》报告"),
    ("内容 预算（草案", "brackets-in-a-name", "预算（草案", "the other one"),
    ("渠道 两微（微博、微信） 和 政府网站", "brackets-in-a-name", "两微（微博、微信）", '"两微（微博、微信）"'),
    ("鼓励。", "unknown-qualifier", "鼓励。", "take “。” away"),
    ("权重 5。", "more-after-qualifier", "。", "take “。” away"),
    ("责任 财政局”", "unopened-quotation", "”", "open the quotation"),
    ("内容 案由、处罚“依据", "unclosed-quotation", "“", "close it with ”"),
    ("适用 级别” = 重大", "unopened-quotation", "”", "open the quotation"),
    ("适用 级别 = 重大”", "unopened-quotation", "”", "open the quotation"),
    ("责任 财政局。", "stray-mark", "。", "take “。” away"),
    ("内容 案由、处罚依据。", "stray-mark", "。", "take “。” away"),
    ("要求 权重 ≥ 5%。", "stray-mark", "。", "take “。” away"),
    ("适用 级别 = 重大。", "stray-mark", "。", "take “。” away"),
    ("责任 财政局、人社局等", "list-not-whole", "等", "name all of them"),
    ("责任 发改局、人社局等部门", "list-not-whole", "等部门", "name all of them"),
    ("内容 处罚结果、处罚种类等", "list-not-whole", "等", "name all of them"),
    ("渠道 政府网站 或 报纸等", "list-not-whole", "等", '"报纸等"'),
    ("责任 财政局等有关部门", "list-not-whole", "等有关部门", "name all of them"),
    ("责任 财政局等10个市直部门", "list-not-whole", "等10个市直部门", "name all of them"),
    ("内容 案由等主要内容", "list-not-whole", "等主要内容", "name all of them"),
    ("渠道 政府网站等平台", "list-not-whole", "等平台", "name all of them"),
    ("内容 案由、处罚依据之一", "one-of-several", "之一", "elements contains 案由 or"),
    ("内容 案由、处罚依据 其中一项", "one-of-several", "其中一项", "elements contains 案由 or"),
    ("渠道 政府网站、财政局网站任一", "one-of-several", "任一", "政府网站 or"),
    ("除外 国家秘密、商业秘密之一", "one-of-several", "之一", "any ground"),
    ("责任 财政局、审计局其中之一", "one-of-several", "其中之一", "any of 财政局"),
    ("责任 人社局牵头、财政局", "agency-with-its-part", "牵头", "write 人社局"),
    ("责任 财政局、人社局（配合）", "agency-with-its-part", "（配合）", "write 人社局"),
    ("责任 财政局、人社局按职责分工负责", "agency-with-its-part", "按职责分工负责", "write 人社局"),
    ("责任 财政局、人社局（按职责分工负责）", "agency-with-its-part", "（按职责分工负责）", "write 人社局"),
    ("责任 市直各部门", "group-for-an-agency", "市直各部门", "by every 市直部门"),
    ("责任 市直有关部门", "group-for-an-agency", "市直有关部门", "by every 市直部门"),
    ("责任 财政局、所有部门", "group-for-an-agency", "所有部门", "by every 市直部门"),
    ("责任 除财政局外各部门", "group-for-an-agency", "除财政局外各部门", "by every 市直部门"),
    ("责任 财政局、审计局、之一", "trailing-comma", "、", "take the comma away"),
    ("渠道 政府网站、财政局网站 之一", "comma-between-channels", "、", "any: 政府网站 or 财政局网站"),
    ("on any of 政府网站, 财政局网站", "names-without-comma", "any of", "write 政府网站 or 财政局网站"),
    ("containing all of 案由, 处罚依据", "names-without-comma", "all of", "write 案由, 处罚依据"),
    ("施行 2018年8月8日起", "no-date", "起", "effective from 2018-08-08"),
    ("责任 财政局或人社局", "joined-names", "财政局或人社局", "any of 财政局, 人社局"),
    ("责任 财政局或审计局", "list-without-comma", "或", "any of 财政局, 审计局"),
    ("containing A and B", "list-without-comma", "and", "A, B"),
    ("内容 A、B、", "trailing-comma", "、", "take the comma away"),
    ("内容 、A", "trailing-comma", "、", "take the comma away"),
    ("内容", "nothing-named", "|", "containing 案由, 处罚依据"),
    ("内容 A B", "names-without-comma", "B", '"A B"'),
    ("内容 A、B，责任 财政局", "qualifier-after-comma", "责任", "; 责任 财政局"),
    ("on 2018-09-30", "date-for-a-name", "2018-09-30", "by 2018-09-30"),
    ("责任 2018年", "date-for-a-name", "2018年", "by end of 2018"),
    ("责任 2局", "name-begins-with-digit", "2局", '"2局"'),
    ("渠道 政府网站、财政局网站", "comma-between-channels", "、", "all of them: 政府网站 and 财政局网站"),
    ("on A or B and C", "mixed-and-or", "and", "(A or B) and C"),
    ("on A and B or C", "mixed-and-or", "or", "(A or B) and C"),
    ("on (A and B) or C", "brackets-around-and", "and", "(A or B) and C"),
    ("on (A or B", "unclosed-bracket", "(", "close it with )"),
    ("on A or B)", "unopened-bracket", ")", "open it with ("),
    ("require 权重", "unfinished", "|", "权重 >= 5%"),
    ("require 权重 >=", "unfinished", "|", "权重 >= 5%"),
    ("require 权重 => 5", "unknown-comparison", "=>", "write >="),
    ("require 权重 about 5", "no-comparison", "about", "use one of"),
    ("when 级别 不属于 (重大)", "no-comparison", "不属于", "not 级别"),
    ("when 级别 contians 重大", "no-comparison", "contians", "“contains”"),
    ("适用 金额大于或等于3万", "unknown-comparison", "大于或等于", "不低于"),
    ("要求 金额 小于等于 3万", "unknown-comparison", "小于等于", "不高于"),
    ("适用 金额 等于或大于 3万", "unknown-comparison", "等于或大于", "不低于"),
    ("适用 金额 不少于 3万", "no-comparison", "不少于", "“不低于”"),
    ("适用 金额 不小于3万", "no-comparison", "不小于3万", "“不低于”"),
    ("适用 金额 高于 3万", "no-comparison", "高于", "“大于”"),
    ("适用 时间 不晚于 2018-06-30", "no-comparison", "不晚于", "“不高于”"),
    ("适用 时间 早于 2018-06-30", "no-comparison", "早于", "“小于”"),
    ("适用 级别 是 重大", "no-comparison", "是", "“等于”"),
    ("适用 备注 不为空", "no-comparison", "不为空", "not 备注"),
    ("when 级别 is 重大", "no-comparison", "is", "“=”"),
    ("when 级别 in 重大", "values-need-brackets", "重大", "in (重大)"),
    ("when 级别 in ()", "nothing-named", "()", "write a name"),
    ("when 级别 in (重大,)", "trailing-comma", ",", "take the comma away"),
    ("when (级别 = 重大", "unclosed-bracket", "(", "close it with )"),
    ("when 级别 = 重大)", "unopened-bracket", ")", "open it with ("),
    ("when 级别 = 重大, 特大", "more-than-a-comparison", ",", "in (a, b)"),
    ("要求 金额 不低于 1，234，000.5万", "more-than-a-comparison", "，", "without commas: 1234000.5万"),
    ("要求 编号 = 1,2", "more-than-a-comparison", ",", "in (a, b)"),
    ("适用 级别 等于 重大且涉外等于是", "glued-condition", "且", "blanks around"),
    ("when 级别 = )", "no-value", ")", "in (a, b)"),
    ("when = 3", "no-column", "=", "权重 >= 5%"),
    ("must; must", "duplicate-qualifier", "must", "into one"),
    ("cite", "nothing-cited", "|", "cite 一(五)"),
    ("title 预算", "title-needs-quotes", "预算", 'title "预算"'),
    ("weight high", "no-weight", "high", "weight 5"),
    ("effective 2018-08-08", "in-force-from-to", "|", "effective from 2018-08-08"),
    ("effective from 2018-08", "no-date", "2018-08", "effective from 2018-08-08"),
    ("effective soon", "no-date", "soon", "2018-08-08 to 2018-12-31"),
    (
        "effective 2018-12-31 to 2018-01-01",
        "ends-before-it-begins",
        "effective 2018-12-31 to 2018-01-01",
        "order of the two dates",
    ),
    ("nil allowed always", "more-after-qualifier", "always", "line of its own"),
    ("paused from A", "paused-from-to", "|", "to 第三方答复"),
    ("中止 自征求意见函至第三方复函", "joined-names", "征求意见函至第三方复函", "from 征求意见函 to 第三方复函"),
    ("extended by 20 days", "extended-on-what", "|", "on 延期"),
    ("延长", "missing-number", "|", "20 working days"),
    ("延长 （20日） 因 延期", "missing-number", "（", "20 working days"),
    ("施行 （2018-08-08）", "no-date", "（", "2018-08-08"),
    ("延长 两三 因 延期", "about-how-many", "两三", "the later one"),
    ("延长 二十 因 延期", "missing-unit", "二十", "working days"),
    ("内容 包括案由、处罚依据", "needless-word", "包括", "write 案由"),
    ("内容 包括但不限于案由、处罚依据", "needless-word", "包括但不限于", "write 案由"),
    ("责任 财政局会同审计局", "joined-names", "财政局会同审计局", "财政局, 审计局"),
    ("内容 “三公”经费", "names-without-comma", "经费", 'needs quotes: "“三公”经费"'),
    ("延长 五六日 因 延期", "about-how-many", "五六", "the later one"),
    ("extended by days on X", "missing-number", "days", "20 working days"),
    ("as of 2018-01-01", "outside-example", "as of", "example"),
    ("截至 2018-01-01", "outside-example", "截至", "example"),
]

EXAMPLES = [
    (["公开"], "no-time", "|", "publish 2018-01-30"),
    (["公开 2018-01-30 渠道 甲；乙、20日网"], "no-time", "、20日网", "publish 2018-01-30"),
    (["2018-01-30 公开"], "event-begins-with-time", "2018-01-30", "publish 2018-01-30"),
    (["公开 2018-01-30 渠道 A foo B"], "names-without-comma", "foo", '"A foo"'),
    (["公开 2018-01-30 另有 级别 > 3"], "attribute-needs-equals", ">", "级别 = 重大"),
    (["公开 2018-01-30 案件 甲 乙"], "not-of-an-event", "乙", "claiming"),
    (["=> okay"], "unknown-verdict", "okay", "met late"),
    (["=> mett"], "unknown-verdict", "mett", "“met”"),
    (["=>"], "unknown-verdict", "|", "met late"),
    (["=> met", "=> met"], "line-twice", "=> met", "take one"),
    (["as of 2018-01-01", "as of 2018-01-02"], "line-twice", "as of 2018-01-02", "take one"),
    (["=> met", "公开 2018-01-30"], "line-after-verdict", "公开 2018-01-30", "before =>"),
    (["公开：2018-01-30 09:30"], "colon-after-keyword", "：", "write 公开 2018-01-30 09:30"),
    (["公开 2018-01-30 09:30 渠道：甲"], "colon-after-keyword", "：", "write 渠道 甲"),
    (["截至 ：2018-03-01"], "colon-after-keyword", "：", "write 截至 2018-03-01"),
]
SENTENCES = re.compile(r"unexpected token|terminal|expected one of", re.IGNORECASE)


def agrees(diagnostic: Diagnostic, code: str, mark: str, hint: str) -> None:
    """The diagnostic is the one awaited, and has its words in both languages."""
    assert diagnostic.code == f"syntax/{code}"
    assert marked(diagnostic) == mark
    assert diagnostic.hint is not None
    assert hint in diagnostic.hint.en
    said = render(diagnostic, "zh") + render(diagnostic, "en")
    assert not SENTENCES.search(said)
    assert not re.search(r"\b_[A-Z]|\b[A-Z]{3,}_|\$END", said), "a terminal of the grammar is no word for a user"
    assert re.search(r"[\u4e00-\u9fff]", diagnostic.title.zh)


@pytest.mark.parametrize(("line", "code", "mark", "hint"), HEADS)
def test_a_broken_head_is_explained(line: str, code: str, mark: str, hint: str) -> None:
    """Mistakes of id and matter; the rule is left out of the tree."""
    file, diagnostics = parse_rules(line, "broken.rules", VOCABULARY)
    assert file.rules == ()
    (diagnostic,) = diagnostics
    agrees(diagnostic, code, mark, hint)


@pytest.mark.parametrize(("duty", "code", "mark", "hint"), DUTIES)
def test_a_broken_duty_is_explained(duty: str, code: str, mark: str, hint: str) -> None:
    """Mistakes of duties; the rule is left out of the tree."""
    file, diagnostics = parse_rules(f"预决算 {duty}", "broken.rules", VOCABULARY)
    assert file.rules == ()
    (diagnostic,) = diagnostics
    agrees(diagnostic, code, mark, hint)


@pytest.mark.parametrize(("line", "code", "mark", "hint"), QUALIFIERS)
def test_a_broken_qualifier_is_explained(line: str, code: str, mark: str, hint: str) -> None:
    """Mistakes of qualifiers; the rule stays in the tree."""
    file, diagnostics = parse_rules(f"预决算 公开\n    {line}", "broken.rules", VOCABULARY)
    assert len(file.rules) == 1
    (diagnostic,) = diagnostics
    agrees(diagnostic, code, mark, hint)


@pytest.mark.parametrize(("lines", "code", "mark", "hint"), EXAMPLES)
def test_a_broken_example_is_explained(lines: list[str], code: str, mark: str, hint: str) -> None:
    """Mistakes of examples' lines, each told once."""
    text = "\n".join(["预决算 公开", '  example "x"', *(f"    {line}" for line in lines)])
    (diagnostic,) = mistakes(text)
    agrees(diagnostic, code, mark, hint)


def test_an_example_must_state_a_verdict() -> None:
    """An example without `=>` tests nothing."""
    (diagnostic,) = mistakes('预决算 公开\n  example "x"\n    公开 2018-01-30\n  must')
    agrees(diagnostic, "example-without-verdict", 'example "x"', "=> met")


def test_the_lines_of_an_example_stand_deeper_than_its_first() -> None:
    """A forgotten indent is told once, not for every line."""
    (diagnostic,) = mistakes('预决算 公开\n  example "x"\n  公开 2018-01-30\n  => met\n  must')
    agrees(diagnostic, "line-not-deep-enough", "公开 2018-01-30", "one step more")


def test_an_example_needs_a_title_in_quotes() -> None:
    """What stands under a broken first line is not read as qualifiers."""
    (diagnostic,) = mistakes("预决算 公开\n  示例 第20日\n    公开 2018-01-30\n    => 合规")
    agrees(diagnostic, "example-needs-title", "第20日", "example")


def test_a_colon_behind_example_is_told_once() -> None:
    """`示例：“…”` was no example, and every line under it a mistake of its own."""
    (diagnostic,) = mistakes("预决算 公开\n  示例：“第20日”\n    公开 2018-01-30\n    截至 2018-03-01\n    => 合规")
    agrees(diagnostic, "colon-after-keyword", "：", "write 示例 “第20日”")


def test_an_indented_line_needs_a_rule_above() -> None:
    """Lines indented before any rule belong to nothing."""
    (diagnostic,) = mistakes("\n    渠道 政府网站\n    must\n预决算 公开")
    agrees(diagnostic, "indented-before-any-rule", "渠道 政府网站", "column 1")


def test_every_broken_line_is_told_in_one_run() -> None:
    """Reading goes on behind a mistake, and what is whole is in the tree."""
    text = "甲 批准后20公开\n乙 公开\n    渠到 网站\n    责任 财政局\n丙 每月公开，\n丁 每年公开\n"
    file, diagnostics = parse_rules(text, "broken.rules", VOCABULARY)
    assert [rule.matter.text for rule in file.rules] == ["乙", "丁"]
    assert [type(q).__name__ for q in file.rules[0].qualifiers] == ["By"]
    assert [(d.place.line, d.code) for d in diagnostics if d.place] == [
        (1, "syntax/missing-unit"),
        (3, "syntax/unknown-qualifier"),
        (5, "syntax/empty-duty"),
    ]


def test_a_duplicate_names_the_line_of_the_first() -> None:
    """A qualifier that a rule has already is refused, wherever the first one stands."""
    (diagnostic,) = mistakes("预决算 公开；责任 财政局\n  must\n  by 审计局")
    assert diagnostic.title.en == "this rule has “by” already (line 1)"
    assert mistakes("预决算 公开\n  require a = 1\n  require b = 2") == ()


def test_a_message_as_a_user_sees_it() -> None:
    """The caret stands under the right character: a Chinese one is two columns wide, a tab is a blank."""
    (diagnostic,) = mistakes("# 说明\n[甲]\t预决算　批准后 20 日 公开  # 说明")
    assert render(diagnostic) == (
        "错误[syntax/number-without-keyword]: “20 日”之后应有“内”\n"
        "  --> broken.rules:2:17\n"
        "  2 | [甲] 预决算 批准后 20 日 公开  # 说明\n"
        "    |                         ^\n"
        "  建议: 写成 20 日内公开"
    )
    (diagnostic,) = mistakes("预决算 批准后２０公开")
    assert render(diagnostic, "en") == (
        "error[syntax/missing-unit]: a unit was expected after ２０, found “公开”\n"
        "  --> broken.rules:1:8\n"
        "  1 | 预决算 批准后２０公开\n"
        "    |              ^^^^\n"
        "  help: units: days, working days, h, weeks, months, years; a name that begins with a digit needs quotes"
    )


def test_a_message_shows_no_control_characters_and_no_pages() -> None:
    """What a user typed is repeated only as far as it can be read."""
    (diagnostic,) = mistakes("预决算 公开\n    \x1b[31m渠" + "到" * 5000)
    assert "\x1b" not in render(diagnostic, "zh") + render(diagnostic, "en")
    assert len(diagnostic.title.zh) < 120
