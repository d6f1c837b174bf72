"""Case numbers: what is told to be plain is left as it is, and that must be nothing which the long way would change."""

from __future__ import annotations

import duckdb
import pytest

from compliance.engine.table_row import UNSEEN, case_number

LAST = 0x110000
HALVES = range(0xD800, 0xE000)
"""Halves of characters, which no text has."""


@pytest.mark.parametrize("shape", ["'{}'", "'2018-00{}1'", "'{}2018-001'", "'2018-001{}'", "'政发{}号2018'"])
def test_every_character_anywhere_is_read_as_by_the_long_way(shape: str) -> None:
    """Taking out what nobody sees, then the blanks at the ends."""
    said = shape.replace("{}", "' || chr(code::INTEGER) || '")
    halves = f"code NOT BETWEEN {HALVES.start} AND {HALVES.stop - 1}"
    long_way = f"trim(regexp_replace(said, '[{UNSEEN}]', '', 'g'))"
    texts = f"SELECT code, {said} AS said FROM range(1, {LAST}) AS t(code) WHERE {halves}"
    read = f"SELECT code, {case_number('said')} AS number, {long_way} AS expected FROM ({texts})"
    differing = f"SELECT code FROM ({read}) WHERE number <> expected AND number <> '' LIMIT 5"
    assert duckdb.sql(differing).fetchall() == []
    assert duckdb.sql(f"SELECT count(*) FROM ({read}) WHERE number = expected").fetchall()[0][0] > LAST - 5_000
