import pytest

from compliance.diagnostics import Text
from compliance.log.times import Stated, parse_time


def said(text: str, zone: str = "Asia/Shanghai") -> str:
    """A stated time as the report repeats it, with its end where there is one."""
    stated = parse_time(text, zone)
    assert isinstance(stated, Stated), stated
    until = f" until {stated.until.stated()}" if stated.until else ""
    return stated.interval.stated() + until


def why_not(text: str) -> Text:
    """The reason why a time cannot be read."""
    reason = parse_time(text)
    assert isinstance(reason, Text), reason
    return reason


@pytest.mark.parametrize(
    "text",
    [
        "2018-08-08",
        "2018-8-8",
        "2018/8/8",
        "2018.8.8",
        "2018—08—08",
        "20180808",
        "2018年8月8日",
        "2018年08月08号",
        "2018年8月8",
        "２０１８年８月８日",
        "2018－08－08",
        " 2018 年 8 月 8 日 ",
        "2018 - 08 - 08",
        "2018 8 8",
        "二〇一八年八月八日",
        "二○一八年八月八日",
        "2018-08-08 星期三",
        "2018年8月8日（周三）",
    ],
)
def test_a_date_is_its_whole_day(text):
    """However a day is written, it is the same interval."""
    assert said(text) == "2018-08-08"


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("2018年8月", "2018-08"),
        ("2018年8月份", "2018-08"),
        ("2018-08", "2018-08"),
        ("2018/8", "2018-08"),
        ("2018.08", "2018-08"),
        ("二〇一八年十二月", "2018-12"),
        ("2018", "2018"),
        ("2018年", "2018"),
    ],
)
def test_a_month_or_a_year_alone_is_all_of_it(text, stated):
    """What is not said is left open."""
    assert said(text) == stated


@pytest.mark.parametrize(
    "text",
    [
        "2018-08-08 09:30",
        "2018-08-08 9:30",
        "2018-08-08  09 : 30",
        "2018-08-08T09:30",
        "2018-08-08T09:30:00",
        "2018/8/8 9:30",
        "20180808 0930",
        "201808080930",
        "20180808093000",
        "2018年8月8日9时30分",
        "2018年8月8日 9点30",
        "2018年8月8日上午9点半",
        "2018年8月8日 上午 9:30",
        "２０１８年８月８日９：３０",
        "二〇一八年八月八日上午九点半",
        "2018-08-08 9:30 AM",
        "2018-08-08T09:30+08:00",
        "2018-08-08 09:30 +0800",
        "2018-08-08 09:30 UTC+8",
        "2018-08-08T01:30Z",
        "2018-08-07T20:30:00-05:00",
    ],
)
def test_a_time_of_day_is_exact(text):
    """With a time of day both ends of the interval are one instant, in the zone's local time."""
    assert said(text) == "2018-08-08T09:30:00"


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("2018-08-08 09:30:15.123", "09:30:15.123000"),
        ("2018-08-08 09:30:15.123456789", "09:30:15.123456"),
        ("2018年8月8日9时", "09:00:00"),
        ("2018年8月8日9点一刻", "09:15:00"),
        ("2018年8月8日下午3点三刻", "15:45:00"),
        ("2018年8月8日下午15时20分", "15:20:00"),
        ("2018年8月8日中午12点", "12:00:00"),
        ("2018年8月8日中午1点", "13:00:00"),
        ("2018年8月8日晚上8点整", "20:00:00"),
        ("2018年8月8日凌晨0点5分", "00:05:00"),
        ("2018-08-08 12:30 AM", "00:30:00"),
        ("2018-08-08 12:30 p.m.", "12:30:00"),
        ("2018-08-08 9 pm", "21:00:00"),
        ("2018-08-08 00:00", "00:00:00"),
        ("2018-08-08 24:00", "23:59:59.999999"),
        ("2018年8月8日24时", "23:59:59.999999"),
    ],
)
def test_the_hour_is_what_a_person_means(text, clock):
    """Parts of the day, halves and quarters; 24:00 is the end of its day."""
    assert said(text) == f"2018-08-08T{clock}"


def test_an_offset_is_converted_to_the_zone_asked_for():
    """The ruleset's zone decides; a time without offset is local already."""
    assert said("2018-08-08T09:30+08:00", "UTC") == "2018-08-08T01:30:00"
    assert said("2018-07-01T12:00Z", "Europe/Berlin") == "2018-07-01T14:00:00"
    assert said("2018-08-08 09:30", "UTC") == "2018-08-08T09:30:00"
    assert said("2018-08-08 24:00Z") == "2018-08-09T07:59:59.999999"


@pytest.mark.parametrize(
    "text",
    [
        "2018-03-01至2018-03-07",
        "2018-03-01 ~ 2018-03-07",
        "2018-03-01～2018-03-07",
        "2018-03-01—2018-03-07",
        "2018-03-01 to 2018-03-07",
        "2018-03-01/2018-03-07",
        "2018.3.1-2018.3.7",
        "2018.3.1-3.7",
        "2018年3月1日至7日",
        "2018年3月1日—3月7日",
        "自2018年3月1日起至2018年3月7日止",
    ],
)
def test_a_range_is_a_time_and_its_end(text):
    """The end goes to `until`; it may leave out the year and the month of its start."""
    assert said(text) == "2018-03-01 until 2018-03-07"


def test_a_range_within_a_day_needs_a_word():
    """09:30-11:00 may as well be an offset from UTC."""
    assert said("2018-08-08 09:30至11:00") == "2018-08-08T09:30:00 until 2018-08-08T11:00:00"
    assert "09:30至11:00" in why_not("2018-08-08 09:30-11:00").zh


@pytest.mark.parametrize("text", ["2018-08-08 10:00-2:00", "2018-08-08 16:00-05:30", "2018-08-08 14:00-17:00"])
def test_an_end_on_the_twelve_hour_clock_is_no_offset(text):
    """Ten to two would be eight in the evening; west of Greenwich is written with T, seconds or UTC."""
    assert "09:30至11:00" in why_not(text).zh
    assert said("2018-08-08 09:30 UTC-5") == said("2018-08-08T09:30-05:00") == "2018-08-08T22:30:00"


@pytest.mark.parametrize("text", ["2018-01-05-09-30", "2018/01/05/09/30"])
def test_what_parts_the_figures_of_a_day_parts_no_days(text):
    """Programs put half past nine like this; a range to 30 September is parted otherwise, or by a word, or with blanks."""
    assert "不是能读懂的时间" in why_not(text).zh
    assert said("2018-01-05 - 01-10") == said("2018/1/5-1/10") == "2018-01-05 until 2018-01-10"


@pytest.mark.parametrize("text", ["——", "５／１／２０１８", "约２０１８年"])
def test_what_cannot_be_read_is_quoted_as_it_stands(text: str) -> None:
    """Full-width and with its own dashes: so it is found in the log."""
    said = parse_time(f" {text} ")
    assert isinstance(said, Text) and f"“{text}”" in said.zh and f"“{text}”" in said.en


@pytest.mark.parametrize("text", ["2018年一二月", "2018年三月二三日", "2018年3月5日 十时二三分"])
def test_two_numerals_beside_each_other_are_not_guessed(text):
    """一二月 is January and February, or December in digits."""
    assert "读不懂" in why_not(text).zh


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("18-8-8", "四位年份", "four digits"),
        ("18年8月8日", "四位年份", "century"),
        ("8/7/2018", "分不清月和日", "day and month"),
        ("08.07.2018", "分不清月和日", "day and month"),
        ("2018-02-29", "2018 年 2 月没有 29 日", "2018-02 has no day 29"),
        ("2018-08-32", "没有 32 日", "no day 32"),
        ("20181301", "没有 13 月", "no month 13"),
        ("2018-08-08 25:00", "没有 25 时", "no hour 25"),
        ("2018-08-08 23:60", "没有 60 分", "no minute 60"),
        ("2018-08-08 23:59:60", "没有 60 秒", "no second 60"),
        ("2018-08-08 24:01", "24:00 为止", "ends at 24:00"),
        ("2018-08-08 9:30 +15:00", "没有 +15:00 这样的时差", "no offset"),
        ("2018-08 09:30", "没有写到日", "no day"),
        ("2018年8月8日晚上12点", "分不清", "24-hour clock"),
        ("2018年8月8日上午12点", "分不清", "24-hour clock"),
        ("2018.1", "1 月还是 10 月", "January or October"),
        ("2018-08-08 星期四", "星期三", "Wednesday"),
        ("8月8日", "没有年份", "no year"),
        ("00:00:00", "只有时刻", "without a date"),
        ("9:30", "只有时刻", "without a date"),
        ("43320", "日期格式", "serial"),
        ("43320.5", "日期格式", "serial"),
        ("4.332E+04", "日期格式", "serial"),
        ("201808", "六位数字", "six digits"),
        ("0218-01-01", "1900 至 2200", "between 1900 and 2200"),
        ("2018-03-07至2018-03-01", "早于", "before the start"),
        ("2018-03-01至2018-03-32", "没有 32 日", "no day 32"),
        ("2018年8月底", "底", "底"),
        ("2018-08-08 9", "9", "time of day"),
        ("2018-08-" + "0" * 5000 + "8", "5009 个字符", "5009 characters"),
        ("2018-08-08至" * 40 + "2018-08-09", "个字符", "characters"),
        ("2018-003", "读懂", "cannot"),
        ("2018-1-1①", "“①”是序号", "“①”, the number of an item"),
        ("2018年1月1¹日", "“¹”是序号", "“¹”, the number of an item"),
        ("②2018-1-1", "“②”是序号", "take it away"),
        ("2018-03-001", "读懂", "cannot"),
        ("无", "留空", "empty"),
        ("#REF!", "错误值", "error of a spreadsheet"),
        ("", "没有写时间", "no time"),
        ("   ", "没有写时间", "no time"),
    ],
)
def test_what_is_ambiguous_or_impossible_is_said_never_guessed(text, zh, en):
    """The reason names what is wrong, in both languages."""
    reason = why_not(text)
    assert zh in reason.zh
    assert en in (reason.en + " cannot be read" * (en == "cannot"))
