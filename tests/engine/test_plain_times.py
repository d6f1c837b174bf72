"""The short path for times says what the reader of times says, or leaves the text to it."""

from __future__ import annotations

import random

from compliance.diagnostics import Text
from compliance.engine.database import Database
from compliance.engine.table_row import ENDS, INSTANT, PLAIN
from compliance.log.times import parse_time

STATED = (
    *("2018-01-05", "2018-01-05 09:30", "2018-01-05T09:30", "2018-01-05 09:30:15", "2199-12-31", "2018-01-5  09:30"),
    # As spreadsheets and databases write them.
    *("2018/1/5", "2018/01/05", "2018-1-5", "2018/1/5 9:30", "2018/12/15 19:30", "2018-1-5 9:30", "2018/1/5 9:30:00"),
    *("2018/12/15 19:30:15", "2018-1-5 9:30:00", "2018-01-05 09:30:00.0", "2018-01-05 09:30:00.123456"),
)
MARKS = "0123456789-:T /.Z+年月日 \t　"


def misspelt(count: int) -> list[str]:
    """Plain times with a few characters put in, taken out or exchanged."""
    drawing = random.Random(2018)
    found = set(STATED)
    while len(found) < count:
        text = list(drawing.choice(STATED))
        for _ in range(drawing.randrange(1, 5)):
            place = drawing.randrange(len(text))
            text[place : place + drawing.randrange(2)] = drawing.choice(["", drawing.choice(MARKS)])
        if len(text) > 6:
            found.add("".join(text))
    return sorted(found)


def test_no_text_is_read_otherwise_than_by_the_reader_of_times() -> None:
    """Whatever the database takes for a time is one, and the same interval."""
    database = Database()
    texts = misspelt(60_000)
    rows = database.rows(
        f"SELECT said, lo, {ENDS} "
        f"FROM (SELECT said, {INSTANT} AS lo FROM (SELECT said, {PLAIN} AS plain FROM (SELECT unnest(?::VARCHAR[]) AS said))) "
        "WHERE lo IS NOT NULL",
        [texts],
    )
    database.close()
    wrong = []
    for said, lo, hi in rows:
        stated = parse_time(said.strip(), "Asia/Shanghai")
        if isinstance(stated, Text) or (stated.interval.lo, stated.interval.hi) != (lo, hi):
            wrong.append(said)
    assert {said for said, _, _ in rows} >= set(STATED)
    assert wrong == []
