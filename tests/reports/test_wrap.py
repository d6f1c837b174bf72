from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from compliance.diagnostics.render import width
from compliance.reports.wrap import padded, wrapped


def test_chinese_breaks_anywhere_but_before_a_closing_mark() -> None:
    """A full stop is not the first of a line; a date stays whole."""
    assert wrapped("公开于2018-08-08，逾期。", 12) == ["公开于", "2018-08-08，", "逾期。"]


def test_the_brackets_of_a_document_number_stay_with_their_year() -> None:
    """〔2018〕, as documents are numbered: neither bracket is parted from the year."""
    assert wrapped("清政办函〔2018〕5号", 12) == ["清政办函", "〔2018〕5号"]
    assert wrapped("清政办函字〔2018〕", 16) == ["清政办函字", "〔2018〕"]


def test_words_stay_whole_and_the_others_are_indented() -> None:
    """English breaks between words."""
    assert wrapped("one two three four", 10, "- ", "  ") == ["- one two", "  three", "  four"]


def test_what_no_line_holds_is_cut() -> None:
    """A very long word does not run out of the window."""
    assert wrapped("a" * 25, 10) == ["a" * 10, "a" * 10, "a" * 5]


@given(st.text(alphabet="公开逾期，。（）ab1 -", max_size=80), st.integers(min_value=12, max_value=60))
def test_nothing_is_lost_and_nothing_sticks_out(text: str, columns: int) -> None:
    """All characters but blanks come out in their order, within the columns."""
    lines = wrapped(text, columns, "", "  ")
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width(line) <= columns for line in lines)


def test_padding_counts_columns() -> None:
    """Two Chinese characters fill four columns."""
    assert padded("逾期", 6) == "逾期  "
    assert padded("逾期", 3) == "逾期"
