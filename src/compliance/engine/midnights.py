"""Times that state midnight: a spreadsheet writes 0:00 behind a date where it saves a cell of date and time as CSV."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compliance.diagnostics import Text
from compliance.engine.database import Database
from compliance.engine.scan import Scanned

SHARE = 0.1
"""Of the times of day of a file: from here on its midnights are no chance."""


def midnights(database: Database, scanned: Sequence[Scanned]) -> Iterator[Text]:
    """What is to be told of files with so many of them: each is read as the instant that it states, which may not be what is meant."""
    found = database.rows(
        "SELECT n, coalesce(line, place + offset_), m.file FROM ("
        "SELECT raw.file, count(*) AS exact_, count(*) FILTER (WHERE lo = CAST(CAST(lo AS DATE) AS TIMESTAMP)) AS n, "
        "min(raw.rowid) FILTER (WHERE lo = CAST(CAST(lo AS DATE) AS TIMESTAMP)) AS place "
        "FROM raw WHERE lo IS NOT NULL AND hi = lo GROUP BY raw.file"
        ") m JOIN file ON file.file = m.file JOIN raw ON raw.rowid = m.place "
        f"WHERE n > 1 AND n >= {SHARE} * exact_ ORDER BY place"
    )
    if not found:
        return
    total, (_, row, file) = sum(n for n, *_ in found), found[0]
    name, more = scanned[file].table.file, len(found) - 1
    others = Text(f"及另外{more}个文件" if more else "", f", and {more} other files" if more else "")
    yield Text(
        f"{total} 个时间写作零点整（如 {name} 第 {row} 行{others.zh}），按零点读，不按全天：表格软件把日期另存为 CSV 时会带上 0:00。"
        "只知道日期的，请设为不带时分的日期格式后重新保存，否则以小时计的期限和同一天内的先后会判错",
        f"{total} times state midnight (such as row {row} of {name}{others.en}) and are read as that instant, not as the day: a "
        "spreadsheet writes 0:00 behind a date that it saves as CSV. Where only the day is known, format the cells as dates and save "
        "again; else deadlines in hours and the order within a day may be judged wrong",
    )
