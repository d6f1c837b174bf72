"""Numbers of identity cards and telephones are masked; numbers of documents and cases, dates and amounts are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.findings.personal import masked, masked_name, may_be_personal

# The cards are of a place that does not exist, so that they are nobody's; their check digits are right.
PERSONAL = [
    ("119900199003074472", "1****************2"),
    ("11990019900307005X", "1****************X"),
    ("11990019900307005x", "1****************X"),
    ("119900 19900307 4472", "1****************2"),
    ("1199 0019 9003 0744 72", "1****************2"),
    ("１１９９００１９９００３０７４４７２", "1****************2"),
    ("身份证119900199003074472号", "身份证1****************2号"),
    ("（119900199003074472，13812345678）", "（1****************2，1*********8）"),
    ("119900650307123", "1*************3"),
    ("119900 650307 123", "1*************3"),
    ("1199 0065 0307 123", "1*************3"),
    ("13812345678", "1*********8"),
    ("138 1234 5678", "1*********8"),
    ("138-1234-5678", "1*********8"),
    ("１３８１２３４５６７８", "1*********8"),
    ("+8613812345678", "1*********8"),
    ("+86 138-1234-5678", "1*********8"),
    ("(8613812345678)", "(1*********8)"),
    ("(+86)13812345678", "1*********8"),
    ("008613812345678", "1*********8"),
    ("0086-138-1234-5678", "1*********8"),
    ("(0086) 13812345678", "1*********8"),
    ("13812345678.0", "1*********8.0"),
    ("电话：19912345678。", "电话：1*********8。"),
    ("张三13812345678、李四13987654321", "张三1*********8、李四1*********1"),
    ("13812345678 2018", "1*********8 2018"),
    ("http://example.org/?tel=13812345678&id=2", "http://example.org/?tel=1*********8&id=2"),
    ("010-62345678", "010-*******8"),
    ("0745-2234567", "0745-******7"),
    ("（0745）2234567", "（0745）******7"),
    ("(010) 62345678", "(010) *******8"),
]
PLAIN = [
    "同住建发〔2018〕2号",
    "湘政办发〔2016〕第13812345678号",
    "20180101001",
    "2018010100112345",
    "2018-突-03",
    "2018-RSJ-14",
    "201801011234567890",
    "430423201801050012",
    "119900199003074473",
    "119900199013074472",
    "990101199003074472",
    "430423180105001",
    "119900651307123",
    "2018-01-10 2018-02-02",
    "2018-01-10T09:30:00",
    "20180110093000",
    "2018年1月10日至2018年12月31日",
    "金额13800000000元",
    "13812345678.50",
    "13812345678.00",
    "13812345678.05",
    "00138123456789",
    "¥13812345678",
    "1,381,234,567",
    "13812345678万元",
    "A13812345678",
    "t20180110_13812345678.html",
    "12345678901",
    "138123456789",
    "0745-2018001",
    "010-20180105",
    "07452234567",
    "1*********8",
    "911101051234567890",
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
]


@pytest.mark.parametrize(("text", "shown"), PERSONAL)
def test_a_personal_number_is_masked(text: str, shown: str) -> None:
    """But for its first and its last digit, however it is written; of a landline the area stays."""
    assert may_be_personal(text)
    assert masked(text) == shown


@pytest.mark.parametrize("text", PLAIN)
def test_any_other_number_stands_as_it_is(text: str) -> None:
    """Numbers of documents and cases, dates, amounts, and cards whose digits do not agree."""
    assert masked(text) == masked_name(text) == text


@pytest.mark.parametrize(("text", "shown"), PERSONAL)
def test_masked_twice_is_masked_once(text: str, shown: str) -> None:
    """A report that is masked again, or held against another, stays as it is."""
    assert masked(shown) == shown
    assert masked_name(masked_name(text)) == masked_name(text)


def test_two_persons_stay_two_cases() -> None:
    """Both begin and end alike; four digits of a hash tell them apart, however the number is written."""
    first, second = masked_name("13812345678"), masked_name("13887654328")
    assert first != second
    assert first.startswith("1*********8(") and second.startswith("1*********8(")
    assert masked_name("138 1234 5678") == masked_name("１３８１２３４５６７８") == first


@given(st.text(alphabet="0123456789 -X年（）.０１", max_size=40))
def test_the_quick_glance_never_overlooks_one(text: str) -> None:
    """Where it sees nothing there is nothing to mask."""
    from compliance.findings.personal import pattern

    assert may_be_personal(text) or pattern().search(text) is None


@given(st.integers(min_value=0, max_value=10**8 - 1), st.sampled_from(["", " ", "-"]), st.sampled_from("3456789"))
def test_no_mobile_telephone_shows_more_than_two_digits(n: int, gap: str, second: str) -> None:
    """Of all numbers there are."""
    digits = f"1{second}0{n:08}"
    shown = masked(f"电话{digits[:3]}{gap}{digits[3:7]}{gap}{digits[7:]}")
    assert shown == f"电话1*********{digits[-1]}"
