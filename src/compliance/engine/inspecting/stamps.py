"""Many rows of one time: entered together, perhaps long after what they tell of."""

from __future__ import annotations

from compliance.diagnostics import Text
from compliance.engine.inspecting.entries import EXAMPLES, FIRST_ROWS, Entries, action_words
from compliance.findings.inspection import Hint
from compliance.findings.phrases import count

MANY = 10
"""Rows of one time from which on it is told."""
SHARE = 0.3
"""Of the rows of an agency and action that are of one day, from which on it is told."""
DAY = "INTERVAL 1 DAY"


def same_instant(entries: Entries) -> Hint | None:
    """Rows that state the very same time of day. Midnight is what spreadsheets make of a date alone."""
    groups = (
        f"SELECT lo, count(DISTINCT (file, line)) AS n, {FIRST_ROWS} AS rows FROM entry "
        f"WHERE hi = lo AND lo <> date_trunc('day', lo) GROUP BY lo HAVING n >= {MANY}"
    )
    total, n = entries.rows(f"SELECT coalesce(sum(n), 0), count(*) FROM ({groups})")[0]
    if not n:
        return None
    found = entries.rows(f"SELECT lo, n, rows FROM ({groups}) ORDER BY n DESC, lo LIMIT {EXAMPLES}")
    return Hint(
        "inspect/same-instant",
        int(total),
        Text(
            f"{total}行的时刻与另外至少{MANY - 1}行完全相同（{n}个时刻）",
            f"{total} rows state the very same time as at least {MANY - 1} others ({count(n, 'such time')})",
        ),
        Text(
            "逐件办理的事很少分秒不差；可能是批量导入或补录的时间，不是办理的时间",
            "what is done case by case seldom falls on the same minute: it may be the time of an import, not of the act",
        ),
        Text(
            "抽几行与网页上的发布时间、审批单对照；系统导出的，改用业务时间一栏",
            "hold some rows against the pages and the papers; export the column of the act, not of the entry",
        ),
        tuple(
            entries.example(Text(f"{_minute(lo)}：{n}行", f"{_minute(lo)}: {n} rows"), rows) for lo, n, rows in found
        ),
    )


def same_day(entries: Entries) -> Hint | None:
    """Much of what an agency did by one action lies on one day."""
    groups = (
        f"SELECT agency, action, lo::DATE AS day, count(DISTINCT (file, line)) AS n, {FIRST_ROWS} AS rows FROM entry "
        f"WHERE hi - lo < {DAY} GROUP BY ALL HAVING n >= {MANY}"
    )
    known = (
        f"SELECT g.*, t.n AS total FROM ({groups}) g JOIN (SELECT agency, action, count(DISTINCT (file, line)) AS n "
        f"FROM entry GROUP BY ALL) t USING (agency, action) WHERE g.n >= {SHARE} * t.n"
    )
    total, n = entries.rows(f"SELECT coalesce(sum(n), 0), count(*) FROM ({known})")[0]
    if not n:
        return None
    found = entries.rows(
        f"SELECT g.text, a.text, k.day, k.n, k.total, k.rows FROM ({known}) k JOIN called g ON g.name = k.agency "
        f"JOIN called a ON a.name = k.action ORDER BY k.n DESC, k.day, g.text, a.text LIMIT {EXAMPLES}"
    )
    return Hint(
        "inspect/same-day",
        int(total),
        Text(
            f"{total}行集中在同一天：一个单位的一个环节有三成以上写在同一天（{n}处）",
            f"{total} rows crowd on single days: three in ten or more of what an agency did by one action ({count(n, 'such day')})",
        ),
        Text(
            "可能是年底或迎检前集中补录，填的是录入日而不是办理日；也可能确是集中公开",
            "they may have been entered together before an inspection, under the day of entry; or it was done together",
        ),
        Text("抽几行与网页上的发布日期对照", "hold some rows against the date on the page"),
        tuple(
            entries.example(
                Text(
                    f"{agency or '台账'}的“{action_words(action).zh}”：{total}行中有{n}行写在{day}",
                    f"{agency or 'the log'}, {action_words(action).en}: {n} of {total} rows are of {day}",
                ),
                rows,
            )
            for agency, action, day, n, total, rows in found
        ),
    )


def _minute(instant: object) -> str:
    return str(instant).removesuffix(":00")
