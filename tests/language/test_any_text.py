"""Laws that hold for whatever a user types."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.calendars.numerals import value_of
from compliance.diagnostics import render
from compliance.findings.names import fold
from compliance.language import KEYWORDS, Vocabulary, parse_rules

VOCABULARY = Vocabulary.build(
    matters={"预决算": []}, channels={"政府网站": []}, agencies={"财政局": []}, seasons=["收购旺季"], lists=["实事"]
)
WORDS = sorted(KEYWORDS | set(VOCABULARY.actions))
PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(
        [" ", "\n", "\n    ", ",", "、", "；", ";", '"', "“", "”", "(", ")", "（", "[", "]", "#", "=>", "=", "%"]
    ),
    st.sampled_from(
        ["20", "２０", "二十", "日", "个工作日", "2018-09-30", "2018年9月", "01-31", "预决算", "政府网站", "每"]
    ),
    st.text(max_size=3),
)
TEXTS = st.lists(PIECES, max_size=25).map("".join)


@settings(max_examples=400)
@given(TEXTS)
def test_no_text_breaks_the_parser(text: str) -> None:
    """Every text gives rules or mistakes, each with a place inside the file, a hint, and words to show."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    _, diagnostics = parse_rules(text, "any.rules", VOCABULARY)
    for diagnostic in diagnostics:
        place = diagnostic.place
        assert place is not None
        assert place.line is not None
        assert place.column is not None
        assert place.source == lines[place.line - 1]
        assert 1 <= place.column <= len(place.source) + 1
        assert place.column + place.length <= len(place.source) + 2
        assert diagnostic.hint is not None
        assert render(diagnostic, "zh") != render(diagnostic, "en")


@settings(max_examples=200)
@given(TEXTS.map(lambda text: "预决算 公开\n    " + text))
def test_a_line_has_one_mistake_at_most(text: str) -> None:
    """One diagnostic a line: the first thing wrong with it."""
    places = [diagnostic.place for diagnostic in parse_rules(text, "any.rules", VOCABULARY)[1]]
    lines = [place.line for place in places if place]
    assert len(lines) == len(set(lines))


@given(st.text())
def test_folding_a_name_twice_is_folding_it_once(text: str) -> None:
    """Names are compared by a form that is its own form."""
    assert fold(fold(text)) == fold(text)


def test_folding_makes_one_of_what_is_typed_in_several_ways() -> None:
    """Width, case, marks and blanks do not tell names apart."""
    assert fold(" Ｐｒｅｓｓ　 Conference ") == "press conference"
    assert fold("“三公”经费") == fold("「三公」经费") == fold('"三公"经费')
    assert fold("甲、乙") == fold("甲，乙") == "甲,乙"
    assert fold("a≥b≠c≤d") == "a>=b!=c<=d"


@given(st.integers(0, 99_999))
def test_chinese_numerals_are_read_as_they_are_written(number: int) -> None:
    """Each number in words is that number, and digit by digit as years are written."""
    assert value_of(in_words(number)) == number
    assert value_of("".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))) == number


def in_words(number: int) -> str:
    """A number below a hundred thousand in Chinese words."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        return in_words(high) + "万" + ("零" if 0 < low < 1000 else "") + (in_words(low) if low else "")
    words, gap = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, power)
        if digit:
            words += ("零" if gap and words else "") + "一二三四五六七八九"[digit - 1] + name
            gap = False
        else:
            gap = True
    return words or "零"


def test_figures_of_speech_are_no_numbers() -> None:
    """一百二 is 120 to some and 102 to others; 十百 is nothing."""
    assert [value_of(words) for words in ("一百二", "十百", "百千", "一二十")] == [None] * 4
    assert [value_of(words) for words in ("十二", "两百", "一百零二", "一千二百三十")] == [12, 200, 102, 1230]
    assert [value_of(words) for words in ("廿", "卅五", "二百廿", "廿卅")] == [20, 35, 220, None]


def test_a_leap_day_is_a_day_of_every_year() -> None:
    """29 February may be the day of a yearly duty, and 2020 has it, but 2019 has not."""
    assert parse_rules("甲 每年2月29日前公开", "a.rules", VOCABULARY)[1] == ()
    file, diagnostics = parse_rules("甲 by 2020-02-29\n乙 by 2019-02-29", "a.rules", VOCABULARY)
    assert [rule.duties[0].date for rule in file.rules] == [date(2020, 2, 29)]  # type: ignore[union-attr]
    assert [diagnostic.code for diagnostic in diagnostics] == ["syntax/bad-date"]
