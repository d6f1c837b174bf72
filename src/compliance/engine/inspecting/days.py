"""Days on which an office is closed, and days that have not come yet."""

from __future__ import annotations

from datetime import date, datetime

from compliance.calendars import WorkingDays
from compliance.calendars.day import WEEKEND, plain
from compliance.diagnostics import Text
from compliance.engine.inspecting.entries import EXAMPLES, FIRST_ROWS, Entries, action_words
from compliance.engine.noticed.places import stated
from compliance.findings.inspection import Hint

NOT_OF_OFFICES = ("occurrence", "request")
"""Actions that others choose the day of."""


def in_future(entries: Entries, as_of: datetime) -> Hint | None:
    """Events that begin after the instant as of which the log is looked at."""
    total = entries.one("SELECT count(*) FROM entry WHERE lo > ?", [as_of])
    if not total:
        return None
    found = entries.rows(
        f"SELECT a.text, x.n, x.last, x.rows FROM (SELECT action, count(*) AS n, max({{'lo': lo, 'hi': hi}}) AS last, {FIRST_ROWS} AS rows "
        f"FROM entry WHERE lo > ? GROUP BY action) x JOIN called a ON a.name = x.action "
        f"ORDER BY x.n DESC, a.text LIMIT {EXAMPLES}",
        [as_of],
    )
    day = f"{as_of:%Y-%m-%d}"
    return Hint(
        "inspect/future",
        total,
        Text(f"{total}条记录晚于{day}", f"{total} event{' comes' if total == 1 else 's come'} after {day}"),
        Text(
            "报送之时还没有发生的事不能算已经办了；核查时这些记录不计入",
            "what had not happened when the log was handed in was not done then: a check leaves these out",
        ),
        Text(
            "年份是否写错？预定的日期不要填在已办的栏里；报送日不是今天的，用 --as-of 写明",
            "is the year wrong? Leave out what is only planned; say with --as-of when the log was handed in",
        ),
        tuple(
            entries.example(
                Text(
                    f"“{action_words(action).zh}”：{n}条，最晚{stated(last)}",
                    f"{action_words(action).en}: {n}, the last of {stated(last)}",
                ),
                rows,
            )
            for action, n, last, rows in found
        ),
    )


def days_off(entries: Entries, days: WorkingDays) -> Hint | None:
    """Events on weekends and holidays, by what was done."""
    others = ", ".join(f"'{action}'" for action in NOT_OF_OFFICES)
    stated = (
        "SELECT *, lo::DATE AS day FROM entry WHERE hi - lo < INTERVAL 1 DAY "
        f"AND action NOT IN (SELECT name FROM called WHERE text IN ({others}))"
    )
    closed = [
        (day, name.zh, name.en)
        for (day,) in entries.rows(f"SELECT DISTINCT day FROM ({stated}) ORDER BY day")
        if (name := _closed(day, days))
    ]
    entries.database.load("day_off", {"day": "DATE", "zh": "VARCHAR", "en": "VARCHAR"}, closed)
    off = f"SELECT * FROM ({stated}) JOIN day_off USING (day)"
    total = entries.one(f"SELECT count(*) FROM ({off})")
    if not total:
        return None
    of = entries.one(f"SELECT count(*) FROM ({stated})")
    found = entries.rows(
        f"SELECT a.text, x.n, t.n, x.rows FROM (SELECT action, count(*) AS n, {FIRST_ROWS} AS rows FROM ({off}) "
        f"GROUP BY action) x JOIN (SELECT action, count(*) AS n FROM ({stated}) GROUP BY action) t USING (action) "
        f"JOIN called a ON a.name = x.action ORDER BY x.n DESC, a.text LIMIT {EXAMPLES}"
    )
    share = f"{100 * total / of:.0f}%"
    return Hint(
        "inspect/day-off",
        total,
        Text(
            f"{of}条办理记录中有{total}条（{share}）写在周末或节假日",
            f"{total} of {of} acts of offices ({share}) {'is' if total == 1 else 'are'} of a weekend or a holiday",
        ),
        Text(
            "机关休息日一般不审批、不开会；网站定时发布和值班不在此列",
            "offices seldom approve or meet on days off; pages that publish by themselves and people on duty do",
        ),
        Text(
            "先看批准、会议等环节；日期是否写错一天，是否把休息日误当作调休上班日",
            "look at approvals and meetings first; a date may be one day out",
        ),
        tuple(
            entries.example(
                Text(f"“{action_words(action).zh}”：{of}条中有{n}条", f"{action_words(action).en}: {n} of {of}"), rows
            )
            for action, n, of, rows in found
        ),
    )


def _closed(day: date, days: WorkingDays) -> Text | None:
    """What a day off is called; a weekend that the calendar does not know yet may still be worked."""
    kind = days.kind(day) or plain(day)
    return None if kind.working else kind.name or WEEKEND.name
