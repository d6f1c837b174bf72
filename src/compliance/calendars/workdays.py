"""Official working days with a ruleset's corrections; a day that nobody has announced is not known, never guessed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate

from compliance.calendars.china import china
from compliance.calendars.countries import codes, country
from compliance.calendars.day import DayKind, Official, plain
from compliance.diagnostics import Diagnostic, Refused, Text, nearest

DAY = timedelta(days=1)
CORRECTED = {
    True: DayKind(True, Text("规则集更正为上班", "working day by the ruleset's correction")),
    False: DayKind(False, Text("规则集更正为休息", "day off by the ruleset's correction")),
}


@dataclass(frozen=True)
class WorkingDays:
    """A calendar to count working days by. `code` is a country's; `corrections` says of a day whether it is worked."""

    code: str
    official: Official
    corrections: Mapping[date, bool] = field(default_factory=dict)

    @cached_property
    def source(self) -> Text:
        """Package, version, years covered and number of corrections, for every report."""
        known, n = self.official, len(self.corrections)
        years, first = f"{known.first_year}–{known.last_year}", known.provisional_from
        open_zh = f"（{first}起暂定）" if first else ""
        open_en = f" (provisional from {first} on)" if first else ""
        return Text(
            f"{known.title.zh}，{known.package} {known.version}，{years}年{open_zh}"
            + (f"，规则集更正{n}天" if n else ""),
            f"{known.title.en}, {known.package} {known.version}, {years}{open_en}"
            + (f", {n} day{'' if n == 1 else 's'} corrected by rulesets" if n else ""),
        )

    @cached_property
    def _years(self) -> dict[int, Mapping[date, DayKind] | None]:
        return {}

    def _exceptions(self, year: int) -> Mapping[date, DayKind] | None:
        if year not in self._years:
            covered = self.official.first_year <= year <= self.official.last_year
            self._years[year] = self.official.exceptions(year) if covered else None
        return self._years[year]

    @cached_property
    def _kinds(self) -> dict[date, DayKind | None]:
        return {}

    def kind(self, day: date) -> DayKind | None:
        """Whether the day is worked and what it is called; None: not announced, or not for good."""
        known = self._kinds
        if day not in known:
            known[day] = self._kind(day)
        return known[day]

    def _kind(self, day: date) -> DayKind | None:
        exceptions = self._exceptions(day.year)
        stated = None if exceptions is None else exceptions.get(day) or plain(day)
        corrected = self.corrections.get(day)
        if corrected is None and self.provisional(day):
            return None
        # A correction that only repeats the calendar leaves the day its name.
        if corrected is None or (stated and stated.working == corrected):
            return stated
        return CORRECTED[corrected]

    def provisional(self, day: date) -> bool:
        """Whether a notice that is not issued yet may still change the day: until the ruleset states it, it is not known."""
        first = self.official.provisional_from
        return first is not None and first <= day <= date(self.official.last_year, 12, 31)

    def table(self, first: date, last: date) -> list[tuple[date, bool | None]]:
        """Every day from `first` to `last` and whether it is worked; None: not known."""
        return [(day, kind.working if (kind := self.kind(day)) else None) for day in _days(first, last)]

    def count(self, after: date, until: date) -> int | None:
        """How many days in (after, until] are worked; None where one of them is not known."""
        if after.year == until.year and (numbers := self._numbers(after.year)):
            return max(0, numbers[until.timetuple().tm_yday - 1] - numbers[after.timetuple().tm_yday - 1])
        kinds = [self.kind(day) for day in _days(after, until) if day > after]
        return None if None in kinds else sum(kind.working for kind in kinds if kind)

    @cached_property
    def _numbered(self) -> dict[int, tuple[int, ...] | None]:
        return {}

    def _numbers(self, year: int) -> tuple[int, ...] | None:
        """How many days of a year are worked up to and including each; None where one of the year is not known."""
        if year not in self._numbered:
            kinds = [self.kind(day) for day in _days(date(year, 1, 1), date(year, 12, 31))]
            worked = [kind.working for kind in kinds if kind]
            self._numbered[year] = tuple(accumulate(worked)) if len(worked) == len(kinds) else None
        return self._numbered[year]

    def days_off(self, after: date, until: date) -> tuple[tuple[date, Text], ...]:
        """The days off in (after, until], each with its name."""
        return tuple(
            (day, kind.name)
            for day in _days(after, until)
            if day > after and (kind := self.kind(day)) and not kind.working and kind.name
        )

    def add(self, day: date, n: int) -> date | None:
        """The n-th working day after `day`; None where a day in (day, result] is not known."""
        return self._count(day, n, DAY)

    def subtract(self, day: date, n: int) -> date | None:
        """The n-th working day before `day`; None where a day in [result, day) is not known."""
        return self._count(day, n, -DAY)

    def next_working(self, day: date) -> date | None:
        """`day` if it is worked, else the next that is; None where a day in [day, result] is not known."""
        kind = self.kind(day)
        if kind is None:
            return None
        return day if kind.working else self.add(day, 1)

    def _count(self, day: date, n: int, step: timedelta) -> date | None:
        if n < 1:
            raise ValueError(f"working days are counted from 1, not {n}")
        while n:
            if day in (date.min, date.max):
                return None
            day += step
            kind = self.kind(day)
            if kind is None:
                return None
            n -= kind.working
        return day


def working_days(code: str, holidays: Sequence[date] = (), workdays: Sequence[date] = ()) -> WorkingDays:
    """The calendar of a country, with a ruleset's `[calendar]` lists.

    Raises:
        Refused: the code is not known (the nearest is named), or a day stands in both lists.
    """
    wanted = code.strip().upper()
    both = sorted(set(holidays) & set(workdays))
    if both:
        raise Refused([_contradiction(day) for day in both])
    corrections = dict.fromkeys(holidays, False) | dict.fromkeys(workdays, True)
    if wanted in ("CN", "CHN"):
        return WorkingDays("CN", china(), corrections)
    known = codes()
    if wanted not in known:
        raise Refused([_unknown(code, nearest(wanted, known))])
    return WorkingDays(wanted, country(wanted), corrections)


def _contradiction(day: date) -> Diagnostic:
    title = Text(
        f"{day} 同时列在 [calendar] 的 holidays 和 workdays 中",
        f"{day} stands in both lists of [calendar], holidays and workdays",
    )
    return Diagnostic("calendar/both", title, hint=Text("从其中一处删去这一天。", "Remove the day from one of them."))


def _unknown(code: str, near: str | None) -> Diagnostic:
    title = Text(f"没有名为“{code}”的工作日历", f"there is no calendar of working days called “{code}”")
    hint = Text(
        "写 CN，或另一个国家的两字母代码，如 US、GB", "write CN, or another country's two letters, such as US or GB"
    )
    if near:
        hint = Text(f"是不是 {near}？{hint.zh}", f"did you mean {near}? {hint.en}")
    return Diagnostic("calendar/unknown", title, hint=hint)


def _days(first: date, last: date) -> Iterator[date]:
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        yield date.fromordinal(ordinal)
