"""Figures in words, both ways, and whole numbers in digits and Chinese numerals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.calendars.durations import figure_words, parse_figure, per_words
from compliance.calendars.figure import LONGEST, LONGEST_OF, Figure, Per, Unit
from compliance.calendars.numerals import value_of
from compliance.language.keywords import PERIODS


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("15 working days", Figure(15, Unit.WORKDAY)),
        ("1 Business Day", Figure(1, Unit.WORKDAY)),
        ("20 days", Figure(20, Unit.DAY)),
        ("20日", Figure(20, Unit.DAY)),
        ("20 个工作日", Figure(20, Unit.WORKDAY)),
        ("二十个工作日", Figure(20, Unit.WORKDAY)),
        ("１５天", Figure(15, Unit.DAY)),
        ("5h", Figure(5, Unit.HOUR)),
        ("两小时", Figure(2, Unit.HOUR)),
        ("30 min", Figure(30, Unit.MINUTE)),
        ("2 weeks", Figure(2, Unit.WEEK)),
        ("1 month", Figure(1, Unit.MONTH)),
        ("三个月", Figure(3, Unit.MONTH)),
        ("1年", Figure(1, Unit.YEAR)),
        ("0 days", Figure(0, Unit.DAY)),
    ],
)
def test_a_figure_is_read_in_both_languages(text: str, figure: Figure) -> None:
    """Digits of either width or Chinese numerals, with a unit in any of its spellings."""
    assert parse_figure(text) == figure


@pytest.mark.parametrize(
    "text",
    [
        "",
        "days",
        "20",
        "二十",
        "20 fortnights",
        "-3 days",
        "1.5 days",
        "quarterly",
        "三五日",
        "一两天",
        "一百二日",
        "9" * 5000 + " days",
        "九" * 5000 + "日",
    ],
)
def test_what_is_no_figure_is_none(text: str) -> None:
    """A number or a unit alone, another word, what may be two numbers and what is too long to be one are no figure."""
    assert parse_figure(text) is None


def test_one_is_singular_in_english() -> None:
    """1 working day, 20 working days; Chinese has one form."""
    assert figure_words(Figure(1, Unit.WORKDAY)).en == "1 working day"
    assert figure_words(Figure(20, Unit.WORKDAY)).en == "20 working days"
    assert figure_words(Figure(20, Unit.WORKDAY)).zh == "20个工作日"


@given(st.integers(1, 100_000), st.sampled_from(Unit))
def test_words_of_a_figure_read_back(n: int, unit: Unit) -> None:
    """A figure in words, in either language, is that figure; of too many units it is none."""
    figure = Figure(n, unit)
    if n > LONGEST_OF.get(unit, LONGEST):
        assert parse_figure(figure_words(figure).zh) is parse_figure(figure_words(figure).en) is None
        return
    assert parse_figure(figure_words(figure).zh) == parse_figure(figure_words(figure).en) == figure


@pytest.mark.parametrize("unit", Unit)
def test_the_longest_figure_is_one(unit: Unit) -> None:
    """One more is none."""
    most = LONGEST_OF.get(unit, LONGEST)
    assert parse_figure(figure_words(Figure(most, unit)).zh) == Figure(most, unit)
    assert parse_figure(figure_words(Figure(most + 1, unit)).zh) is None


def test_words_of_a_period_are_those_of_a_rule() -> None:
    """Each kind of period has words in both languages, which are those of a rule."""
    assert all({per_words(per).zh, per_words(per).en} <= set(PERIODS[per]) for per in Per)


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("20", 20),
        ("十", 10),
        ("十五", 15),
        ("二十", 20),
        ("九十九", 99),
        ("一百零五", 105),
        ("三百六十五", 365),
        ("二〇一八", 2018),
        ("二○一八", 2018),
        ("两千", 2000),
        ("一百十", 110),
        ("廿", 20),
        ("二百廿五", 225),
        ("两万", 20_000),
    ],
)
def test_whole_numbers_are_read(text: str, n: int) -> None:
    """Digits, numerals by place and numerals with tens."""
    assert value_of(text) == n


@pytest.mark.parametrize("text", ["", "三公", "十百", "零十", "一二十", "二十三十", "一百二", "廿卅", "x", "1.5", "½"])
def test_what_is_no_whole_number_is_none(text: str) -> None:
    """Words that only look like numerals are no numbers."""
    assert value_of(text) is None
