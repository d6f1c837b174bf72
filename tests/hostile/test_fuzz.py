import pytest
from tests.hostile.fuzz import TARGETS, answers, drawing
from tests.hostile.workbooks import book

IN_CI = 120
"""Inputs drawn for each reader in the tests, the same in every run; `make fuzz` draws others, for an hour."""
FOUND = {
    "a workbook whose directory lies before its start": ("workbooks", book()[:4] + book()[5:]),
    "a name of an accent alone, which has a blank before it once it is taken apart": ("rules", "<´"),
}
"""What was found by drawing, by name: the reader, and what it was given."""


@pytest.mark.parametrize("name", TARGETS)
def test_a_reader_answers_whatever_it_is_given(name: str) -> None:
    """It reads, or says why not: no other exception, in words of both languages, in time."""
    drawing(name, IN_CI)()


@pytest.mark.parametrize("name", FOUND)
def test_what_was_found_is_answered(name: str) -> None:
    """Inputs that once ended in a traceback."""
    target, given = FOUND[name]
    answers(TARGETS[target], given)
