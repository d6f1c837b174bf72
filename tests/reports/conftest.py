"""One made-up assessment that every format is shown: each verdict, each kind of trouble, one hostile row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import islice

import pytest

from compliance.calendars.day import WEEKEND
from compliance.calendars.figure import Figure, Unit
from compliance.calendars.interval import Interval, day_end
from compliance.diagnostics import Text
from compliance.findings import (
    GAPS,
    Act,
    AgencySummary,
    Assessment,
    Circumstances,
    Claim,
    Doubt,
    FileRead,
    Finding,
    LogRead,
    Modality,
    NoRecord,
    NotTriggered,
    Rejected,
    RulesetUsed,
    Source,
    Summary,
    Verdict,
    reason,
)
from compliance.findings.circumstances import PassedOver
from compliance.findings.scorecard import Account, Credit, Deduction, Scorecard, SpreadWeight, Veto
from compliance.findings.spread import Spread, lateness, months

AS_OF = day_end(date(2018, 12, 31))
TWENTY = Figure(20, Unit.WORKDAY)
MID_AUTUMN = Text("中秋节", "Mid-Autumn Festival")
NATIONAL_DAY = Text("国庆节", "National Day")
HOSTILE = '<script>alert("x")</script>\u202e|`=cmd'


class Listed:
    """Findings that lie in a list."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)

    def __len__(self) -> int:
        return len(self.findings)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def of(self, verdicts: Sequence[Verdict], limit: int | None = None) -> Iterator[Finding]:
        """Those with one of the verdicts."""
        return islice((finding for finding in self.findings if finding.verdict in verdicts), limit)

    def owed_by(self, agency: str) -> Listed:
        """Those of one agency."""
        return Listed([finding for finding in self.findings if finding.agency == agency])

    def spread(self, as_of: datetime) -> Spread:
        """Those that count by themselves, by month and by lateness."""
        alone = [finding for finding in self.findings if finding.counts and not finding.waived]
        dated = [f for f in alone if f.due and f.kind != "check"]
        by_month = Counter((f.matter, f.due.hi.date().replace(day=1), f.verdict) for f in dated if f.due)
        by_days = Counter(f.days_late for f in alone if f.days_late is not None)
        return Spread(months([(*key, n) for key, n in by_month.items()], as_of.date()), lateness(by_days.items()))


def act(action: str, day: str, row: int) -> Act:
    """An event on a day, in a row of log.csv."""
    return Act(action, Interval.day(date.fromisoformat(day)), Source("log.csv", row))


def until(day: str) -> Interval:
    """Due at the end of a day."""
    return Interval.exact(day_end(date.fromisoformat(day)))


def days(name: Text, *found: str) -> tuple[tuple[date, Text], ...]:
    """Days off of one name."""
    return tuple((date.fromisoformat(day), name) for day in found)


def twenty_days(row: int = 3) -> dict[str, object]:
    """The circumstances of 20 working days from an approval on 3 September 2018."""
    return {
        "kind": "within",
        "action": "publish",
        "as_of": AS_OF,
        "figure": TWENTY,
        "trigger": act("approval", "2018-09-03", row),
        "passed_over": PassedOver(
            days(WEEKEND.name, "2018-09-08", "2018-09-09", "2018-09-15", "2018-09-16")
            + days(MID_AUTUMN, "2018-09-22", "2018-09-23", "2018-09-24")
            + days(NATIONAL_DAY, *(f"2018-10-0{day}" for day in range(1, 8))),
            (date(2018, 9, 29), date(2018, 9, 30)),
        ),
        "due": until("2018-10-08"),
    }


def found(facts: Circumstances, **other: object) -> Finding:
    """The finding that goes with the facts; `other` says what facts do not know."""
    given: dict[str, object] = {
        "ruleset": "county-2018",
        "rule": "县-1",
        "duty": 1,
        "matter": "预决算",
        "title": None,
        "agency": "财政局",
        "case": "2018-01",
        "modality": Modality.MUST,
        "weight": 1.0,
        "citation": "一(五)",
        "url": None,
        "waived": False,
    }
    last = facts.completed or (facts.done if facts.verdict is Verdict.INCOMPLETE else None)
    return Finding(
        **{
            **given,
            "kind": facts.kind,
            "action": facts.action,
            "period": facts.period,
            "verdict": facts.verdict,
            "figure": facts.figure,
            "trigger_action": facts.trigger.action if facts.trigger else None,
            "trigger": facts.trigger.time if facts.trigger else None,
            "due": facts.due,
            "completed": facts.completed.time if facts.completed else None,
            "days_late": facts.days_late,
            "hours_late": facts.hours_late,
            "shortfall": facts.shortfall,
            "missing_channels": facts.missing_channels,
            "missing_elements": facts.missing_elements,
            "missing_requirements": facts.missing_requirements,
            "counts": facts.counts,
            "trigger_source": facts.trigger.source if facts.trigger else None,
            "completed_source": last.source if last else None,
            "days_off": facts.passed_over.days_off,
            "moved_from": facts.moved_from,
            "reason": reason(facts),
            **other,
        }
    )


def every_verdict() -> list[Finding]:
    """A finding of each verdict and then some, in the order of a report."""
    V, monthly = Verdict, {"rule": "县-2", "matter": "财政收支", "case": None, "citation": "二(三)"}
    march = Circumstances(V.MISSING, "periodic", "publish", AS_OF, period="2018-03", due=until("2018-03-31"))
    notice = Circumstances(
        V.LATE,
        "within",
        "press conference",
        AS_OF,
        figure=Figure(24, Unit.HOUR),
        trigger=Act("occurrence", Interval.exact(datetime(2018, 8, 8, 9, 30)), Source("log.csv", 13)),
        due=Interval.exact(datetime(2018, 8, 9, 9, 30)),
        completed=Act("press conference", Interval.exact(datetime(2018, 8, 9, 12)), Source("log.csv", 14)),
        days_late=0,
        hours_late=2.5,
    )
    lacking = {"missing_channels": ("政府网站|政务微博",), "missing_elements": ("三公经费",)}
    promised = Circumstances(
        V.UNDETERMINED,
        "by_column",
        "reply",
        AS_OF,
        trigger=act("request", "2018-09-03", 19),
        column="承诺期限",
        doubt=Doubt.COLUMN,
    )
    question = Circumstances(
        V.MANUAL, "check", "attest", AS_OF, period="2018", due=until("2018-12-31"), question="答复是否全文公开"
    )
    year = Circumstances(V.PENDING, "by_date", "publish", AS_OF, period="2018", due=until("2019-03-31"))
    share = Circumstances(
        V.INCOMPLETE,
        "share",
        "reply",
        AS_OF,
        period="2018-01-01/2018-12-31",
        due=until("2018-12-31"),
        share=0.95,
        met_cases=27,
        judged_cases=29,
        shortfall="93.1% of 95%",
    )
    base = twenty_days()
    late = Circumstances(V.LATE, completed=act("publish", "2018-10-09", 4), days_late=1, workdays_late=1, **base)
    met = Circumstances(V.MET, completed=act("publish", "2018-09-21", 6), counted=14, **base)
    early = Circumstances(V.MISSING, early=act("publish", "2018-08-01", 8), **base)
    partly = Circumstances(V.INCOMPLETE, done=act("publish", "2018-09-21", 10), **lacking, **base)
    secret = Circumstances(V.EXEMPT, claim=Claim("国家秘密", True, Source("log.csv", 11)), **base)
    single = replace(late, counts=False)
    return [
        found(late, url="https://example.org/1"),
        found(met, case="2018-02"),
        found(early, case="2018-03"),
        found(partly, case="2018-04"),
        found(secret, case="2018-05"),
        found(late, case=HOSTILE, agency="=1+1", matter=HOSTILE, url="javascript:alert(1)", citation="@SUM(A1)"),
        found(march, **monthly),
        found(
            notice,
            rule="县-3",
            matter="突发事件",
            agency="应急局",
            case="S-7",
            citation="三(二)",
            modality=Modality.SHOULD,
        ),
        found(promised, rule="县-4", matter="依申请公开", agency="档案局", case="Q-1"),
        found(question, rule="县-5", matter="答复质量", agency="档案局", case=None),
        found(year, rule="县-6", matter="年度报告", agency="档案局", case=None),
        found(share, rule="县-7", matter="建议提案", agency="", case=None),
        found(single, rule="县-7", matter="建议提案", agency="", case="T-1"),
    ]


def assessed(findings: Sequence[Finding], **other: object) -> Assessment:
    """An assessment of the findings, counted."""
    alone = [finding for finding in findings if finding.counts]
    verdicts = Counter(finding.verdict for finding in alone)
    gaps = [finding for finding in alone if finding.verdict in GAPS]
    agencies = {finding.agency: [f.verdict for f in alone if f.agency == finding.agency] for finding in alone}
    plain = Assessment(
        as_of=AS_OF,
        window=(date(2018, 1, 1), date(2018, 12, 31)),
        rulesets=(
            RulesetUsed(
                id="county-2018",
                title="某县2018年政务公开工作要点",
                rules=41,
                digest="0123456789abcdef" * 4,
                chosen=Text("由 -r 指定", "chosen with -r"),
                calendar=Text(
                    "chinesecalendar 1.11.0，覆盖2004年至2026年", "chinesecalendar 1.11.0, covering 2004 to 2026"
                ),
                wordings={"县-1": "预决算 批准后20个工作日内公开", "县-2": "财政收支 每月公开"},
            ),
        ),
        log=log_read(),
        summary=Summary(
            obligations=len(alone),
            verdicts=dict(verdicts),
            gaps=len(gaps),
            gaps_by_modality=dict(Counter(finding.modality for finding in gaps)),
            score=61.54,
            card=scored(61.54, alone),
        ),
        agencies=tuple(
            AgencySummary(
                agency,
                len(found),
                dict(Counter(found)),
                91.0,
                "优秀",
                card=scored(91.0, [finding for finding in alone if finding.agency == agency]),
            )
            for agency, found in agencies.items()
        ),
        not_triggered=(
            NotTriggered("county-2018", "县-8", 1, Text("台账中没有“批准”", "no “approval” in the log")),
            NotTriggered("county-2018", "县-9", 2, Text("台账中没有“批准”", "no “approval” in the log")),
        ),
        findings=Listed(findings),
        version="0.1.0",
        command=("compliance", "check", "log.csv", "-r", "county-2018"),
    )
    return replace(plain, **other)


def scored(score: float, findings: Sequence[Finding]) -> Scorecard:
    """A card with a line for the gaps of each rule that have one verdict, a bonus, spread weight and a veto."""
    gaps = [finding for finding in findings if finding.verdict in GAPS]
    of: dict[tuple[str, Verdict], list[Finding]] = {}
    for gap in gaps:
        of.setdefault((gap.rule, gap.verdict), []).append(gap)
    lines = tuple(
        Deduction(
            rule=rule,
            title=alike[0].title or alike[0].matter,
            citation=alike[0].citation,
            verdict=verdict,
            modality=alike[0].modality,
            findings=len(alike),
            each=1.5,
            asked=1.5 * len(alike),
            cap=2.5,
            points=2.5,
            gain=2.25,
            named=tuple(filter(None, (gap.case or gap.period for gap in alike[:1]))),
        )
        for (rule, verdict), alike in of.items()
    )
    account = Account(
        ruleset="county-2018",
        method="deductions",
        agencies=1,
        findings=len(gaps),
        weight=100.0,
        earned=40.0,
        deductions=lines,
        bonus=tuple(Credit(1, (finding.rule,), 3, 1.0, 2.0, 2.0) for finding in findings[:1]),
        spread=tuple(SpreadWeight(finding.matter, (finding.rule,), 4.0) for finding in findings[:1]),
        beyond=0.0,
        vetoed=0.0,
        vetoes=tuple(
            Veto(gap.rule, gap.matter, gap.citation, 1, (gap.agency,))
            for gap in [gap for gap in gaps if gap.matter == HOSTILE][:1]
        ),
        score=score,
        best=100.0,
    )
    return Scorecard(score, "优秀", 50.0, 100.0, len(findings), len(gaps), 2, 1, (account,))


def log_read() -> LogRead:
    """One file with two rows that could not be read."""
    file = FileRead(
        file="log.csv",
        sheet=None,
        encoding="GB18030",
        shape=Text("事件台账", "event log"),
        rows=21,
        events=19,
        columns=(("事项", Text("事项", "matter")), ("日期", Text("时间", "time")), ("<b>", Text("属性", "attribute"))),
        notes=(Text("前1行是标题，已跳过", "the first line is a title and was passed over"),),
        used=19,
        rejected=2,
        passed_over={NoRecord.TITLE: 1, NoRecord.HEADER: 1},
        digest="fedcba9876543210" * 4,
    )
    bad = Rejected("log.csv", 7, "日期", "8月32日", Text("没有这一天", "there is no such day"))
    odd = Rejected("log.csv", 9, "日期", HOSTILE, Text("不是日期", "not a date"))
    return LogRead((file,), rows=21, events=19, cases=9, rejected=(bad, odd), rejected_count=2)


@pytest.fixture
def assessment() -> Assessment:
    """The assessment that every format is shown."""
    return assessed(every_verdict())


@pytest.fixture
def of() -> Callable[..., Assessment]:
    """Makes an assessment of other findings."""
    return assessed


@pytest.fixture
def findings() -> list[Finding]:
    """The findings of the assessment, to make others of."""
    return every_verdict()
