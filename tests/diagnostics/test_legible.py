from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.diagnostics.legible import legible


@pytest.mark.parametrize(
    ("text", "encoding", "shown"),
    [
        ("财政局😀“引”…", "utf-8", "财政局😀“引”…"),
        ("财政局😀“引”…", "gb18030", "财政局😀“引”…"),
        ("财政局😀“引”…", "gbk", "财政局[U+1F600]“引”…"),
        ("100 − 16 ÷ 2", "gbk", "100 - 16 ÷ 2"),
        ("𠮷", "gbk", "[U+20BB7]"),
        ("“quoted” … — é", "cp437", '"quoted" ... - é'),
        ("逾期3天：a→b", "ascii", "??3?:a->b"),
    ],
)
def test_what_an_encoding_lacks_is_told_in_what_it_has(text: str, encoding: str, shown: str) -> None:
    """By its number, by a plain mark, or, where there is no Chinese at all, by a question mark."""
    assert legible(text, encoding) == shown


@given(st.text(), st.sampled_from(["gbk", "big5", "cp437", "ascii", "latin-1"]))
def test_any_text_can_be_shown_anywhere(text: str, encoding: str) -> None:
    """What comes out can always be encoded."""
    legible(text, encoding).encode(encoding)
