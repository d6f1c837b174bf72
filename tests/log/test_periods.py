import pytest

from compliance.log.periods import parse_period


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("2017", "2017"),
        ("2017年", "2017"),
        ("2017年度", "2017"),
        ("2017H1", "2017H1"),
        ("2017年上半年", "2017H1"),
        ("2017 下半年", "2017H2"),
        ("2017Q1", "2017Q1"),
        ("2017-q4", "2017Q4"),
        ("2017年一季度", "2017Q1"),
        ("2017年第2季度", "2017Q2"),
        ("二〇一七年第三季度", "2017Q3"),
        ("2017-03", "2017-03"),
        ("201703", "2017-03"),
        ("2017年3月", "2017-03"),
        ("2017年12月份", "2017-12"),
        ("2017W05", "2017-W05"),
        ("2017-W5", "2017-W05"),
        ("2017年第五周", "2017-W05"),
        ("2015W53", "2015-W53"),
        ("2017-03-05", "2017-03-05"),
        ("2017年3月5日", "2017-03-05"),
        ("2017-03-05 00:00:00", "2017-03-05"),
        ("２０１７Ｑ１", "2017Q1"),
    ],
)
def test_a_period_has_one_key(text, key):
    """However a period is written, a duty's period finds it."""
    assert parse_period(text) == key


@pytest.mark.parametrize(
    "text",
    [
        "",
        "一季度",
        "2017Q5",
        "2017H3",
        "2017W53",
        "2017-13",
        "201713",
        "170301",
        "0017",
        "17年",
        "2017.1",
        "去年",
        "2017-1②",
    ],
)
def test_what_is_no_period_gives_none(text):
    """A period is never guessed."""
    assert parse_period(text) is None
