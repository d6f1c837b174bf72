"""Logs and questions drawn at random for a ruleset, many of their times on the very edge of a due date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from hypothesis import strategies as st

from compliance.calendars import Interval, day_end, day_start
from compliance.diagnostics import Text
from compliance.language.vocabulary import ACTIONS
from compliance.log.times import parse_time
from compliance.rulesets.model import CheckedRule, Ruleset

from .asked import Question
from .drawn_conditions import COLUMNS
from .drawn_rules import AGENCIES, CHANNELS, COLUMN, ELEMENTS, GROUNDS
from .instants import NEVER
from .log_files import File
from .plain import evaluate
from .weighted import weighted

DAY, INSTANT = timedelta(days=1), timedelta(microseconds=1)
EXTRA = ("channel", "elements", "until", "exemption", "period", "result", "note", *tuple(COLUMNS)[:3], COLUMN)
"""The columns that a log may lack."""
CHINESE = {
    "channel": "渠道",
    "elements": "内容",
    "until": "截止",
    "exemption": "豁免",
    "period": "所属期",
    "case": "编号",
}
RESULTS = ("是", "否", "yes", "no", "合规", "不好说")
DAYS = ("{0:%Y-%m-%d}", "{0.year}/{0.month}/{0.day}", "{0.year}年{0.month}月{0.day}日", "{0:%Y%m%d}")
MINUTES = (
    "{0:%Y-%m-%d %H:%M}",
    "{0:%Y-%m-%dT%H:%M:%S}",
    "{0.year}年{0.month}月{0.day}日{0.hour}时{0.minute}分",
    "{0:%Y-%m-%dT%H:%M+08:00}",
)
ODD = (
    "{0:%Y-%m-%d} 24:00",
    "{0:%Y-%m-%d}至{1:%Y-%m-%d}",
    "{0:%Y-%m-%dT%H:%M:%S}Z",
    "{0:%Y}-02-30",
    "{0:%Y-%m-%d} 25:00",
    "8/7/{0:%Y}",
)
"""Ends of days, times with an end, other zones; and what is no time."""
ALIASES = {"预决算": ("部门预算",), "财政局": ("市财政局",)} | {
    name: vocabulary[:2] for name, vocabulary in ACTIONS.items() if name != "attest"
}
"""How a log may spell what the ruleset calls otherwise."""
SPREAD = 24
"""The days after the anchor among which most events lie."""
Row = dict[str, str]


@dataclass(frozen=True)
class Pool:
    """Where times come from: days after an anchor, and instants at which something becomes due."""

    anchor: date
    edges: tuple[datetime, ...] = ()

    def days(self) -> st.SearchStrategy[date]:
        """Days, one in ten far off."""
        near = st.integers(0, SPREAD).map(lambda n: self.anchor + n * DAY)
        far = st.sampled_from((-400, -30, -3, 45, 90, 370)).map(lambda n: self.anchor + n * DAY)
        return weighted((14, near), (1, far))

    def instants(self) -> st.SearchStrategy[datetime]:
        """Instants: of few hours, so that they tie; or on an edge, an instant or a day beside it."""
        hours = st.sampled_from((timedelta(0), timedelta(hours=9), timedelta(hours=9, minutes=1), DAY - INSTANT))
        plain = st.tuples(self.days(), hours).map(lambda both: day_start(both[0]) + both[1])
        if not self.edges:
            return plain
        beside = st.sampled_from((timedelta(0), timedelta(0), INSTANT, -INSTANT, DAY, -DAY, timedelta(minutes=3)))
        edge = st.tuples(
            st.sampled_from([edge for edge in self.edges if edge != NEVER] or [day_end(self.anchor)]), beside
        ).map(lambda both: both[0] + both[1])
        return weighted((1, plain), (2, edge))


@dataclass(frozen=True)
class Owed:
    """Something that a first glance at the log finds owed."""

    rule: CheckedRule
    actions: tuple[str, ...]
    case: str
    agency: str
    due: Interval | None


@st.composite
def times(draw: st.DrawFn, pool: Pool) -> str:
    """A time as a log states it: mostly a day, or an instant, a month, a year."""
    instant = draw(pool.instants())
    kind = draw(st.sampled_from(("day",) * 15 + ("instant",) * 12 + ("month", "month", "year", "odd")))
    match kind:
        case "day":
            return draw(st.sampled_from(("{0:%Y-%m-%d}", *DAYS))).format(instant)
        case "instant" if not instant.second and not instant.microsecond:
            return draw(st.sampled_from(MINUTES)).format(instant)
        case "instant":
            return instant.isoformat(sep=draw(st.sampled_from((" ", "T"))))
        case "month":
            return f"{instant:%Y-%m}"
        case "year":
            return f"{instant.year}年"
        case _:
            return draw(st.sampled_from(ODD)).format(instant, instant + draw(st.integers(0, 12)) * DAY)


def actions_of(rule: CheckedRule) -> list[str]:
    """Every action that a rule speaks of, those that change a clock more than once."""
    found = [name for duty in rule.duties for name in (*duty.triggers, *duty.actions)]
    clock = clock_actions(rule)
    return [*found, *clock, *clock, *(["nil"] if rule.nil else [])]


def clock_actions(rule: CheckedRule) -> list[str]:
    """The actions that restart, pause or extend the clock of a rule."""
    return [*rule.restarted, *(rule.paused or ()), *(rule.extended.actions if rule.extended else ())]


def triggers_of(rule: CheckedRule) -> list[str]:
    """The actions that activate a duty of the rule."""
    return [name for duty in rule.duties for name in (duty.actions if duty.kind == "lasts" else duty.triggers)]


@st.composite
def cells(draw: st.DrawFn, pool: Pool, columns: Sequence[str]) -> Row:
    """The cells of a row besides case, matter, agency, action and time."""
    whole = draw(st.booleans())
    row: Row = {"channel": "、".join(CHANNELS), "elements": "、".join(ELEMENTS)} if whole else {}
    for column in columns:
        if column in EXTRA and column not in row and draw(st.booleans()):
            row[column] = draw(_cell(pool, column))
    return row


def _cell(pool: Pool, column: str) -> st.SearchStrategy[str]:
    match column:
        case "channel":
            return _several((*CHANNELS, "门户网站"))
        case "elements":
            return _several(ELEMENTS)
        case "until":
            return times(replace(pool, anchor=pool.anchor + 8 * DAY)).filter(_readable)
        case "exemption":
            return st.sampled_from(("", "", "", *GROUNDS, "涉密", "其他"))
        case "period":
            return st.one_of(st.just(""), _periods(pool))
        case "result":
            return st.sampled_from(RESULTS)
        case "note":
            return st.sampled_from(("", "甲"))
        case _ if column == COLUMN:
            return weighted((6, times(pool)), (1, st.sampled_from(("尽快", ""))))
        case _:
            return st.sampled_from(COLUMNS[column])


def _readable(text: str) -> bool:
    """Whether a time is one, and one only: of an end that is none, or is two, the spec says nothing."""
    stated = parse_time(text)
    return not isinstance(stated, Text) and stated.until is None


def _several(names: Sequence[str]) -> st.SearchStrategy[str]:
    listed = st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True)
    return st.tuples(listed, st.sampled_from(";；,、|")).map(lambda both: both[1].join(both[0]))


@st.composite
def _periods(draw: st.DrawFn, pool: Pool) -> str:
    day = draw(pool.days())
    year, week, _ = day.isocalendar()
    quarter = (day.month + 2) // 3
    forms = (
        f"{day:%Y-%m}",
        f"{day.year}年{day.month}月",
        f"{day.year}",
        f"{day.year}Q{quarter}",
        f"{day.year}年{quarter}季度",
    )
    return draw(st.sampled_from((*forms, f"{year}W{week:02d}", f"{day.year}H{1 + day.month // 7}", f"{day}")))


@st.composite
def rows(draw: st.DrawFn, pool: Pool, rule: CheckedRule, actions: Sequence[str], columns: Sequence[str]) -> Row:
    """A row of an event log, most of it about a rule."""
    row = {
        "case": draw(st.sampled_from(("1", "1", "2", "2", "3", ""))),
        "matter": rule.matter,
        "agency": draw(st.sampled_from((*AGENCIES[:1] * 6, *AGENCIES, "市财政局"))),
        "action": draw(st.sampled_from(actions)),
        "time": draw(times(pool)),
        **draw(cells(pool, columns)),
    }
    if row["action"] == "attest":
        row["matter"] = rule.id
    if draw(st.integers(0, 5)) == 0:
        row = {column: draw(st.sampled_from((text, *ALIASES.get(text, ())))) for column, text in row.items()}
    if draw(st.integers(0, 30)) == 0:
        row["action"] = "其他"
    return {column: text for column, text in row.items() if column in columns}


@st.composite
def acts(draw: st.DrawFn, pool: Pool, owed: Owed, columns: Sequence[str]) -> Row:
    """A row that may fulfil what is owed, often just in time or just too late."""
    row = draw(rows(pool, owed.rule, owed.actions, columns))
    row |= {"case": owed.case, "agency": owed.agency}
    if owed.due and draw(st.integers(0, 2)):
        row["time"] = draw(times(Pool(pool.anchor, (owed.due.lo, owed.due.hi))))
    return {column: text for column, text in row.items() if column in columns}


@st.composite
def columns_of(draw: st.DrawFn, ruleset: Ruleset, agency: bool) -> tuple[str, ...]:
    """The columns of an event log; seldom without one that a duty cannot do without."""
    fixed = ["case", "matter", "action", "time", *(["agency"] if agency else [])]
    kinds = {duty.kind for rule in ruleset.rules for duty in rule.duties}
    needed = {"lasts": "until", "by_column": COLUMN, "check": "result", "periodic_within": "period"}
    fixed += [column for kind, column in needed.items() if kind in kinds and draw(st.integers(0, 5))]
    if draw(st.integers(0, 9)) == 0:
        fixed.remove("case")
    more = draw(st.lists(st.sampled_from(EXTRA), unique=True))
    return tuple(draw(st.permutations([*fixed, *(column for column in more if column not in fixed)])))


@st.composite
def logs(draw: st.DrawFn, ruleset: Ruleset, anchor: date) -> tuple[tuple[File, ...], Pool]:
    """A log: first what activates, then, on the edges of what that makes due, all else."""
    agency = draw(st.integers(0, 9)) > 0
    columns = draw(columns_of(ruleset, agency))
    pool = Pool(anchor)
    first: list[Row] = []
    for rule in ruleset.rules:
        for _ in range(draw(st.integers(1, 3))):
            first.append(draw(rows(pool, rule, triggers_of(rule) or actions_of(rule), columns)))
    owing = owed_of(ruleset, (File(columns, tuple(first)),))
    pool = Pool(anchor, edges(owing))
    more = [draw(rows(pool, r, actions_of(r), columns)) for r in ruleset.rules for _ in range(draw(st.integers(0, 4)))]
    if owing:
        more += [draw(acts(pool, draw(st.sampled_from(owing)), columns)) for _ in range(draw(st.integers(0, 8)))]
    listed = draw(st.permutations([*first, *more, *(more[:1] if draw(st.integers(0, 5)) == 0 else [])]))
    return draw(_files(columns, listed, agency)), Pool(anchor, edges(owing))


def owed_of(ruleset: Ruleset, files: Sequence[File]) -> list[Owed]:
    """What is owed as far as the triggers alone tell."""
    rules = {rule.id: rule for rule in ruleset.rules}
    found = evaluate(ruleset, files, Question(datetime(2100, 1, 1)))
    return [
        Owed(rules[f.rule], tuple(f.action.split("|")), f.case or "", f.agency.split("/")[0], f.due) for f in found[:60]
    ]


def edges(owing: Sequence[Owed]) -> tuple[datetime, ...]:
    """The instants at which something becomes due."""
    return tuple(sorted({edge for owed in owing if owed.due for edge in (owed.due.lo, owed.due.hi)} - {NEVER}))[:40]


@st.composite
def _files(draw: st.DrawFn, columns: tuple[str, ...], listed: Sequence[Row], agency: bool) -> tuple[File, ...]:
    """The rows as one file, or as two of which one lacks columns; some headers in Chinese; some rows spoilt."""
    listed = _spoilt(draw, listed, ("time", "agency", "matter", "action"))
    if len(listed) > 1 and agency and draw(st.integers(0, 4)) == 0:
        half = len(listed) // 2
        fewer = tuple(column for column in columns if column not in EXTRA or draw(st.booleans()))
        parts = [(columns, listed[:half], "a.csv"), (fewer, listed[half:], "b.csv")]
    else:
        parts = [(columns, listed, "log.csv")]
    chinese = draw(st.booleans())
    return tuple(_file(part, texts, name, CHINESE if chinese else {}) for part, texts, name in parts)


def _spoilt(draw: st.DrawFn, listed: Sequence[Row], columns: Sequence[str]) -> list[Row]:
    """The rows, at times one or two of them with an empty cell that must not be empty."""
    which = (
        draw(st.lists(st.integers(0, len(listed) - 1), min_size=1, max_size=2)) if draw(st.integers(0, 4)) == 0 else []
    )
    return [
        {**row, draw(st.sampled_from(columns)): draw(st.sampled_from(("", " ")))} if n in which else row
        for n, row in enumerate(listed)
    ]


def _file(columns: Sequence[str], listed: Sequence[Row], name: str, headers: Mapping[str, str]) -> File:
    kept = [{headers.get(c, c): text for c, text in row.items() if c in columns} for row in listed]
    return File(tuple(headers.get(c, c) for c in columns), tuple(kept), name=name)


@st.composite
def ledgers(draw: st.DrawFn, ruleset: Ruleset, anchor: date) -> tuple[tuple[File, ...], Pool]:
    """A ledger: a row a case, a column a milestone."""
    milestones = sorted({name for rule in ruleset.rules for name in actions_of(rule)} - {"attest"}) or ["publish"]
    named = {f"{name}日期": name for name in milestones}
    fixed = draw(st.sampled_from((("case", "matter", "agency"), ("matter", "agency"), ("case", "matter"))))
    extra = tuple(draw(st.lists(st.sampled_from([c for c in EXTRA if c != "until"]), unique=True)))
    columns = (*fixed, *named, *extra)
    plain, count = Pool(anchor), draw(st.integers(1, 4))
    begun = [draw(_case(plain, ruleset, columns, named, draw(st.integers(0, 1)) == 0)) for _ in range(count)]
    pool = Pool(anchor, edges(owed_of(ruleset, (File(columns, tuple(begun), named),))))
    for row in begun:
        for header in draw(st.lists(st.sampled_from(list(named)), max_size=3, unique=True)):
            row[header] = draw(times(pool))
    spoilt = _spoilt(draw, begun, [name for name in ("matter", "agency", *list(named)[:1]) if name in columns])
    return (File(columns, tuple(spoilt), named),), pool


@st.composite
def _case(
    draw: st.DrawFn, pool: Pool, ruleset: Ruleset, columns: Sequence[str], milestones: Mapping[str, str], numbered: bool
) -> Row:
    rule = draw(st.sampled_from(ruleset.rules))
    row = {"matter": rule.matter, "agency": draw(st.sampled_from(AGENCIES)), "case": draw(st.sampled_from("12"))}
    if not numbered:
        del row["case"]
    begins = [header for header, action in milestones.items() if action in triggers_of(rule)] or list(milestones)
    row[draw(st.sampled_from(begins))] = draw(times(pool))
    row |= draw(cells(pool, columns))
    return {column: text for column, text in row.items() if column in columns}


@st.composite
def questions(draw: st.DrawFn, pool: Pool) -> Question:
    """As of an edge, amid the events or long after; at times with a cut, with agencies named, or with the roster."""
    far = st.just(day_end(pool.anchor + 500 * DAY))
    asked = Question(draw(weighted((4, far), (1, pool.instants()), (1, pool.days().map(day_end)))))
    if draw(st.integers(0, 3)) == 0:
        start, end = draw(st.none() | pool.days()), draw(st.none() | pool.days())
        asked = replace(asked, cut=(start, end) if not (start and end and start > end) else (end, start))
    kind = draw(st.integers(0, 9))
    if kind == 0:
        named = draw(st.lists(st.sampled_from((*AGENCIES, "市财政局", "教育局")), min_size=1, max_size=2, unique=True))
        asked = replace(asked, agencies=tuple(named))
    return replace(asked, roster=True) if kind == 1 else asked
