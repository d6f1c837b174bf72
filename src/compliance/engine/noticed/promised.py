"""Promised days that state midnight: what was done on such a day is late."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compliance.diagnostics import Text
from compliance.engine.database import Database
from compliance.engine.noticed.places import places
from compliance.engine.scan import Scanned
from compliance.engine.truths import cell_of
from compliance.rulesets.model import Ruleset

SHARE = 0.1
"""Of the promises that state a time of day: from here on midnight is no chance."""
MIDNIGHT = "[T日 ] *0{0,1}0:00(:00([.]0+){0,1}){0,1}$"


def promised_midnights(database: Database, scanned: Sequence[Scanned], rulesets: Sequence[Ruleset]) -> Iterator[Text]:
    """A spreadsheet writes 0:00 behind a date in whatever column, and in this one the whole day hangs on it."""
    asked = {duty.column for ruleset in rulesets for rule in ruleset.rules for duty in rule.duties if duty.column}
    for column in sorted(asked):
        cell, bound = cell_of(column)
        ((clocks, midnights, place),) = database.rows(
            "SELECT count(*), count(*) FILTER (WHERE midnight), min(place) FILTER (WHERE midnight) FROM ("
            f"SELECT regexp_matches(trim(cell), '{MIDNIGHT}') AS midnight, min(place) AS place FROM ("
            f"SELECT {cell} AS cell, raw.rowid AS place, raw.file, coalesce(raw.line, raw.rowid) AS line FROM raw "
            "WHERE raw.lo IS NOT NULL) c WHERE contains(cell, ':') GROUP BY file, line, cell) p",
            bound,
        )
        if midnights < 2 or midnights < SHARE * clocks:
            continue
        ((at, _),) = places(database, scanned, [place])
        yield Text(
            f"“{column}”有 {midnights} 个写作零点整（如{at.zh}），当天所办的按逾期算：表格软件把日期另存为 CSV 时会带上 0:00。"
            "当天为限的，请设为不带时分的日期格式后重新保存",
            f"“{column}”: {midnights} state midnight (such as {at.en}), so that what was done on the day is late: a spreadsheet writes "
            "0:00 behind a date that it saves as CSV. Where the day is the limit, format the cells as dates and save again",
        )
