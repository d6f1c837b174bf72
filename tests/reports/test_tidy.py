from __future__ import annotations

import pytest

from compliance.reports.tidy import LONGEST, tidy


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("预决算 2018", "预决算 2018"),
        ("a\tb\nc", "a b c"),
        ("abc\u202edef", "abc[U+202E]def"),
        ("\u2066x\u2069", "[U+2066]x[U+2069]"),
        ("\x1b[31m", "[U+001B][31m"),
        ("a\u200bb", "a[U+200B]b"),
        ("\ud800", "[U+D800]"),
    ],
)
def test_what_cannot_be_seen_is_named(text: str, said: str) -> None:
    """A reader sees what is there, and nothing turns the text around."""
    assert tidy(text) == said


def test_an_endless_cell_is_cut() -> None:
    """Two megabytes in one cell do not make a report of two megabytes."""
    assert tidy("长" * 2_000_000) == "长" * LONGEST + "…"
