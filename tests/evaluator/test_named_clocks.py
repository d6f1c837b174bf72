"""Clocks that do not simply run, on the instants that they hang on; what is told of them. The plain evaluator says the same of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

import pytest

from compliance.calendars import day_end
from compliance.findings import Finding

from .test_named_cases import CLOCKS, due, file, judged, verdicts

Events = Sequence[tuple[str, str]]
ROLLOVER = '[deadlines]\nrollover = "next-working-day"\n'
OPEN = '[ruleset]\nid = "r"\n'
PAUSED = "预决算 申请后10日内答复\n    中止 自 征求意见函 至 第三方答复\n"
ASKED, ANSWERED = "征求意见函", "第三方答复"


def log_of(cases: Mapping[str, Events]) -> str:
    """A log of matter 预决算 and agency A局."""
    rows = [f"{case},预决算,A局,{action},{time}\n" for case, events in cases.items() for action, time in events]
    return "case,matter,agency,action,time\n" + "".join(rows)


def by_case(rule: str, cases: Mapping[str, Events], toml: str = CLOCKS, **other: str) -> dict[str, Finding]:
    """The finding of each case."""
    return {finding.case or "": finding for finding in judged(rule, file(log_of(cases)), toml=toml, **other)}


def last_days(rule: str, cases: Mapping[str, Events], **other: str) -> dict[str, date | None]:
    """The day of each case with which it is due; None where the clock stands still."""
    return {case: found.due.hi.date() if found.due else None for case, found in by_case(rule, cases, **other).items()}


APPLIED = ("申请", "2018-03-01")


def march(*events: tuple[str, str]) -> Events:
    """An application of 1 March 2018, a Thursday, and what came after it in that month."""
    return [APPLIED, *((action, f"2018-03-{time}") for action, time in events)]


PAUSES = {
    "none": march(),
    "over with the day it began": march((ASKED, "05"), (ANSWERED, "05")),
    "over with its first answer": march((ASKED, "05"), (ANSWERED, "08"), (ANSWERED, "20")),
    "two and days between that count": march((ASKED, "03"), (ANSWERED, "08"), (ASKED, "14"), (ANSWERED, "16")),
    "two with one answer": march((ASKED, "02"), (ANSWERED, "03"), (ASKED, "05"), (ASKED, "06"), (ANSWERED, "10")),
    "two on one day": march((ASKED, "05"), (ANSWERED, "08 09:00"), (ASKED, "08 10:00"), (ANSWERED, "10")),
    "over on the day of the start": [(ASKED, "2018-02-25"), (ANSWERED, "2018-03-01"), APPLIED],
    "begun before the start": [(ASKED, "2018-02-25"), (ANSWERED, "2018-03-03"), APPLIED],
    "begun on the last day": march((ASKED, "11"), (ANSWERED, "13")),
    "after the end": march((ASKED, "20"), (ANSWERED, "22")),
    "not over": march((ASKED, "05"), (ASKED, "07")),
}


def test_the_days_of_pauses_are_passed_over_once() -> None:
    """From the day after each began to the day that it ended, as far as the count has come by then."""
    found = last_days(PAUSED, PAUSES)
    assert {case: day and day.day for case, day in found.items()} == {
        "none": 11,
        "over with the day it began": 11,
        "over with its first answer": 14,
        "two and days between that count": 18,
        "two with one answer": 17,
        "two on one day": 16,
        "over on the day of the start": 11,
        "begun before the start": 13,
        "begun on the last day": 11,
        "after the end": 11,
        "not over": None,
    }


def test_working_days_in_pauses_are_passed_over_once() -> None:
    """The same in working days: the first Saturday of the month is the 3rd."""
    found = last_days(PAUSED.replace("10日", "7个工作日"), PAUSES)
    assert {case: day and day.day for case, day in found.items()} == {
        "none": 12,
        "over with the day it began": 12,
        "over with its first answer": 15,
        "two and days between that count": 20,
        "two with one answer": 16,
        "two on one day": 16,
        "over on the day of the start": 12,
        "begun before the start": 13,
        "begun on the last day": 14,
        "after the end": 12,
        "not over": None,
    }


def test_each_end_of_the_trigger_has_its_own_pauses() -> None:
    """Counted from the first of the month the clock stood still for three days, from the last it did not."""
    case = {"1": [("申请", "2018-03"), (ASKED, "2018-03-05"), (ANSWERED, "2018-03-08")]}
    for length in ("10日", "7个工作日"):
        first = date(2018, 3, 14) if length == "10日" else date(2018, 3, 15)
        last = date(2018, 4, 10) if length == "10日" else date(2018, 4, 11)
        (finding,) = by_case(PAUSED.replace("10日", length), case).values()
        assert due(finding) == (day_end(first), day_end(last))


def test_days_that_the_calendar_does_not_know_may_lie_between_pauses() -> None:
    """It begins with 2004: a day of 2003 that counts leaves the due open, whatever the pauses before and after it pass over."""
    rule = PAUSED.replace("10日", "5个工作日")
    old = {
        "none": [("申请", "2003-12-30")],
        "between": [("申请", "2003-12-28"), (ASKED, "2003-12-28"), (ANSWERED, "2003-12-29"), (ASKED, "2003-12-30")],
        "all passed over": [
            ("申请", "2003-12-28"),
            (ASKED, "2003-12-28"),
            (ANSWERED, "2003-12-30"),
            (ASKED, "2003-12-30 09:00"),
        ],
    }
    found = {case: f.verdict.value for case, f in by_case(rule, old, head=OPEN).items()}
    assert found == {"none": "undetermined", "between": "undetermined", "all passed over": "pending"}


def test_a_clock_stands_still_since_the_first_pause_without_an_end() -> None:
    """Whatever row it stands in; a later one stops nothing."""
    for rows in (march((ASKED, "05"), (ASKED, "07")), march((ASKED, "07"), (ASKED, "05"))):
        (finding,) = by_case(PAUSED, {"1": rows}, as_of="2018-03-10").values()
        assert "自2018-03-05" in finding.reason.zh and "中止计算" in finding.reason.zh


def test_what_was_passed_over_is_told_of_both_counts() -> None:
    """Two days before the figure is reached and three in its extension."""
    rule = PAUSED + "    延长 5日 因 延期\n"
    events = march((ASKED, "03"), (ANSWERED, "05"), ("延期", "06"), (ASKED, "14"), (ANSWERED, "17"))
    (finding,) = by_case(rule, {"1": events}).values()
    assert due(finding) == (day_end(date(2018, 3, 21)),) * 2
    assert "leaving out 5 days on which the clock stood still" in finding.reason.en


EXTENDED = "预决算 申请后10日内答复\n    重新起算 补正\n    延长 5日 因 延期\n"
EXTENSIONS: dict[str, tuple[Events, int, bool]] = {
    "on the day of the application": (march(("延期", "01")), 16, True),
    "before the application": ([("延期", "2018-02-25"), APPLIED], 11, False),
    "with the last instant of the due day": (march(("延期", "11 23:59:59.999999")), 16, True),
    "with the first instant after": (march(("延期", "12")), 11, False),
    "twice": (march(("延期", "07"), ("延期", "05")), 16, True),
    "of a restart": (march(("补正", "05"), ("延期", "15")), 20, True),
    "of a restart that came too late": (march(("补正", "20"), ("延期", "25")), 11, False),
}


def test_an_extension_in_time_is_told_with_the_event_that_made_it() -> None:
    """The earliest of them, whatever row it stands in; one that came too late is no part of the reason."""
    found = by_case(EXTENDED, {case: events for case, (events, _, _) in EXTENSIONS.items()})
    assert {case: due(f) for case, f in found.items()} == {
        case: (day_end(date(2018, 3, day)),) * 2 for case, (_, day, _) in EXTENSIONS.items()
    }
    assert {case: "extended by" in f.reason.en for case, f in found.items()} == {
        case: extended for case, (_, _, extended) in EXTENSIONS.items()
    }
    assert "2018-03-05" in found["twice"].reason.zh and "2018-03-07" not in found["twice"].reason.zh


RESTARTS: dict[str, tuple[Events, int, bool]] = {
    "none": (march(), 11, False),
    "in time": (march(("补正", "05")), 15, True),
    "too late": (march(("补正", "20")), 11, False),
    "before the application": ([("补正", "2018-02-25"), APPLIED], 11, False),
    "before the reply": (march(("补正", "05 09:00"), ("答复", "05 10:00")), 15, True),
    "with the reply": (march(("补正", "05 10:00"), ("答复", "05 10:00")), 11, False),
    "after the reply": (march(("补正", "05 11:00"), ("答复", "05 10:00")), 11, False),
}


def test_a_restart_in_time_is_told_as_what_the_count_ran_from() -> None:
    """From the application on, before the first reply and as long as it is not overdue."""
    found = by_case(EXTENDED, {case: events for case, (events, _, _) in RESTARTS.items()})
    told = {case: (f.due and f.due.hi.day, "counted anew from" in f.reason.en) for case, f in found.items()}
    assert told == {case: (day, restarted) for case, (_, day, restarted) in RESTARTS.items()}


@pytest.mark.parametrize(
    ("length", "end"), [("1个月", date(2018, 4, 5)), ("2年", date(2020, 3, 5)), ("2周", date(2018, 3, 19))]
)
def test_weeks_months_and_years_are_counted_anew(length: str, end: date) -> None:
    """From the restart, as they are from the application."""
    found = last_days(EXTENDED.replace("10日", length), {"1": march(("补正", "05"))})
    assert found == {"1": end}


def test_only_the_clocks_of_rules_that_say_so_are_stopped() -> None:
    """Notice is counted backwards beside a rule whose clock is paused, and another rule's clock runs on."""
    rules = "[停] " + PAUSED + "[行] 预决算 申请后10日内公开\n[前] 预决算 申请前至少5日公开\n"
    found = judged(rules, file(log_of({"1": march((ASKED, "05"), (ANSWERED, "08"))})), toml=CLOCKS)
    days = {f.rule: f.due and f.due.hi.date() for f in found}
    assert days == {"停": date(2018, 3, 14), "行": date(2018, 3, 11), "前": date(2018, 2, 24)}


def test_an_extension_of_one_end_of_the_trigger_is_told() -> None:
    """The later end decides when it is due at the latest, and is what the reason is about."""
    events = [("申请", "2018-03-01"), ("延期", "2018-03-01 20:00")]
    (finding,) = by_case("预决算 申请后5小时内答复\n    延长 10小时 因 延期\n", {"1": events}).values()
    assert "extended by 10 hours" in finding.reason.en


def instants(*events: tuple[str, str]) -> Events:
    """An application at nine in the morning of a Saturday, and what came after it that day."""
    return [("申请", "2018-03-03 09:00"), *((action, f"2018-03-03 {time}") for action, time in events)]


@pytest.mark.parametrize(("length", "end"), [("5小时", "14:00"), ("300分钟", "14:00")])
def test_hours_and_minutes_are_counted_to_the_instant(length: str, end: str) -> None:
    """What comes at that very instant restarts and extends; the end is not moved from a day off."""
    rule = f"预决算 申请后{length}内答复\n    重新起算 补正\n    延长 {length} 因 延期\n"
    cases = {
        "none": instants(),
        "extended": instants(("延期", end)),
        "too late": instants(("延期", f"{end}:00.000001"), ("补正", f"{end}:00.000001")),
        "restarted": instants(("补正", end)),
    }
    found = by_case(rule, cases, toml=CLOCKS + ROLLOVER)
    hours = {"none": 14, "extended": 19, "too late": 14, "restarted": 19}
    assert {case: due(f) for case, f in found.items()} == {
        case: (datetime(2018, 3, 3, hour),) * 2 for case, hour in hours.items()
    }
    assert all(f.moved_from is None for f in found.values())


MOVED: dict[str, tuple[str, Events, date, date | None]] = {
    "a day off": (PAUSED, march((ASKED, "05"), (ANSWERED, "11")), date(2018, 3, 19), date(2018, 3, 17)),
    "a working day": (PAUSED, march((ASKED, "05"), (ANSWERED, "09")), date(2018, 3, 15), None),
    "extended to a day off": (EXTENDED, march(("延期", "05"), ("补正", "02")), date(2018, 3, 19), date(2018, 3, 17)),
    "extended from a day off to a working day": (EXTENDED, march(("延期", "05")), date(2018, 3, 16), None),
    "not extended": (EXTENDED, march(), date(2018, 3, 12), date(2018, 3, 11)),
    "notice on a day off": ("预决算 申请前至少5日公开\n", [("申请", "2018-03-09")], date(2018, 3, 4), None),
    "plain on a day off": ("预决算 申请后10日内答复\n", march(), date(2018, 3, 12), date(2018, 3, 11)),
    "plain on a working day": ("预决算 申请后12日内答复\n", march(), date(2018, 3, 13), None),
    "plain on a Sunday": ("预决算 申请后3日内答复\n", march(), date(2018, 3, 5), date(2018, 3, 4)),
}


@pytest.mark.parametrize("case", MOVED)
def test_due_is_moved_from_a_day_off_alone_and_that_is_told(case: str) -> None:
    """Rollover comes last, and notice is never moved."""
    rule, events, day, moved = MOVED[case]
    (finding,) = by_case(rule, {case: events}, toml=CLOCKS + ROLLOVER).values()
    assert (due(finding), finding.moved_from) == ((day_end(day),) * 2, moved)
    assert ("遇休息日顺延" in finding.reason.zh) is (moved is not None)


def test_a_due_whose_later_end_the_calendar_does_not_reach_is_open() -> None:
    """It ends with 2026: from the first of December ten working days can be counted, from the last not."""
    rule = "预决算 申请后10个工作日内答复\n    重新起算 补正\n"
    (finding,) = by_case(rule, {"1": [("申请", "2026-12")]}, head=OPEN, as_of="2027-06-01").values()
    assert (finding.verdict.value, due(finding)) == ("undetermined", None)
    assert "下一年的放假安排还可能调整" in finding.reason.zh


def test_a_paused_clock_counts_by_the_figure_of_the_day_of_its_trigger() -> None:
    """The new figure holds from the first of June on, for an application of that day too."""
    toml = (
        '[durations]\n"限期" = [{ from = 2018-01-01, is = "5 days" }, { from = 2018-06-01, is = "9 days" }]\n' + CLOCKS
    )
    rule = "预决算 reply within 限期 of request\n    中止 自 征求意见函 至 第三方答复\n"
    paused = [(ASKED, "2018-06-02"), (ANSWERED, "2018-06-04")]
    found = last_days(
        rule, {"old": [("申请", "2018-05-31"), *paused], "new": [("申请", "2018-06-01"), *paused]}, toml=toml
    )
    assert found == {"old": date(2018, 6, 7), "new": date(2018, 6, 12)}


def test_verdicts_of_paused_clocks_go_by_what_is_passed_over() -> None:
    """Replies on the last day and the day after it."""
    replies = {"in time": "2018-03-14", "late": "2018-03-15"}
    cases = {name: [*march((ASKED, "05"), (ANSWERED, "08")), ("答复", day)] for name, day in replies.items()}
    found = judged(PAUSED, file(log_of(cases)), toml=CLOCKS)
    assert sorted(verdicts(found)) == ["late", "met"]
