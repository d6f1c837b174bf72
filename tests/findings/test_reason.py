from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest

from compliance.calendars.day import WEEKEND
from compliance.calendars.figure import Figure, Unit
from compliance.calendars.interval import Interval, day_end
from compliance.diagnostics import Text
from compliance.findings import Act, Circumstances, Claim, Doubt, Source, Verdict, reason
from compliance.findings.circumstances import PassedOver
from compliance.findings.words import lateness

AS_OF = day_end(date(2018, 12, 31))
TWENTY = Figure(20, Unit.WORKDAY)
TWENTY_DAYS = Figure(20, Unit.DAY)
KINDS = (
    *("within", "by_column", "promptly", "after", "notice", "before", "together", "lasts"),
    *("by_date", "by_yearly", "periodic", "periodic_by", "periodic_within", "every", "count"),
    *("regularly", "at_all", "check", "share"),
)
On = Callable[[str, str, int], Act]
Until = Callable[[str], Interval]


@pytest.fixture
def budget(act: On, until: Until) -> dict[str, object]:
    """Twenty working days from an approval, with two weekends, a holiday and a make-up working day between."""
    autumn = Text("中秋节", "Mid-Autumn Festival")
    return {
        "kind": "within",
        "action": "publish",
        "as_of": AS_OF,
        "figure": TWENTY,
        "trigger": act("approval", "2018-09-03", 3),
        "passed_over": PassedOver(
            ((date(2018, 9, 8), WEEKEND.name), (date(2018, 9, 9), WEEKEND.name), (date(2018, 9, 24), autumn)),
            (date(2018, 9, 29),),
        ),
        "due": until("2018-10-08"),
    }


def test_a_late_act_is_proved_from_its_trigger(budget: dict[str, object], act: On) -> None:
    """Trigger, count, days passed over, due date, act and lateness stand in one sentence."""
    said = reason(
        Circumstances(Verdict.LATE, completed=act("publish", "2018-10-09", 4), days_late=1, workdays_late=1, **budget)
    )
    assert said.zh == (
        "2018-09-03批准（log.csv第3行），自次日起第20个工作日为2018-10-08"
        "（其间跳过周末2天、中秋节1天（2018-09-24）；调休上班日2018-09-29照常计入），"
        "实际公开2018-10-09（第4行），逾期1天（1个工作日）。"
    )
    assert said.en == (
        "Approval on 2018-09-03 (log.csv row 3); the 20th working day counted from the next day is 2018-10-08 "
        "(passing over 2 weekend days, Mid-Autumn Festival 2018-09-24; make-up working days counted: 2018-09-29); "
        "actual publication 2018-10-09 (row 4); 1 day late (1 working day)."
    )


def test_an_act_before_its_trigger_is_said_not_to_count(budget: dict[str, object], act: On) -> None:
    """A publication before the approval is named, and why it does not count."""
    said = reason(Circumstances(Verdict.MISSING, early=act("publish", "2018-08-01", 2), **budget))
    assert said.zh.endswith("截至2018-12-31没有可计入的公开记录。2018-08-01公开（第2行）早于批准，不计入。")
    assert said.en.endswith("Publication on 2018-08-01 (row 2) came before approval and does not count.")


def test_a_ground_that_is_not_allowed_is_named(budget: dict[str, object]) -> None:
    """A claim that does not release does not go unmentioned."""
    said = reason(Circumstances(Verdict.MISSING, claim=Claim("内部信息", False, Source("log.csv", 5)), **budget))
    assert said.zh.endswith("记录主张“内部信息”（第5行），但规则不允许以此豁免。")
    assert said.en.endswith("A record claims “内部信息” (row 5), but the rule does not allow that ground.")


def test_an_exemption_names_its_ground(budget: dict[str, object]) -> None:
    """Why something is exempt is said as plainly as why something is late."""
    said = reason(Circumstances(Verdict.EXEMPT, claim=Claim("国家秘密", True, Source("log.csv", 5)), **budget))
    assert said.zh.endswith("记录主张“国家秘密”（第5行），属于允许的豁免情形。")


def test_what_lacks_is_listed(budget: dict[str, object], act: On) -> None:
    """Channels, elements and requirements are told apart; alternatives read as a choice."""
    said = reason(
        Circumstances(
            Verdict.INCOMPLETE,
            done=act("publish", "2018-09-21", 4),
            missing_channels=("政府网站|政务微博", "财政局网站"),
            missing_elements=("三公经费",),
            missing_requirements=("权重 >= 5%",),
            **budget,
        )
    )
    assert said.zh.endswith(
        "2018-09-21公开（第4行），缺渠道：政府网站或政务微博、财政局网站，缺内容：三公经费，不符合要求：权重 >= 5%。"
    )
    assert "lacks the channel 政府网站 or 政务微博, 财政局网站; lacks the content 三公经费" in said.en


def test_an_act_in_several_steps_says_so(budget: dict[str, object], act: On) -> None:
    """The first, incomplete act is named before the one that completed it."""
    said = reason(
        Circumstances(
            Verdict.LATE,
            done=act("publish", "2018-09-21", 4),
            completed=act("publish", "2018-10-19", 9),
            days_late=11,
            workdays_late=9,
            **budget,
        )
    )
    assert "2018-09-21公开（第4行）本身尚不完整，实际公开2018-10-19（第9行），逾期11天（9个工作日）。" in said.zh


def test_of_steps_at_times_that_overlap_none_is_said_to_be_the_earlier(act: On, until: Until) -> None:
    """Some day of January and the 12th: which of the two made it complete nobody knows."""
    january = Act("publish", Interval.month(2018, 1), Source("log.csv", 4))
    twelfth = act("publish", "2018-01-12", 3)
    said = reason(
        Circumstances(
            Verdict.UNDETERMINED,
            "within",
            "publish",
            AS_OF,
            figure=TWENTY_DAYS,
            trigger=act("approval", "2018-01-10", 2),
            due=until("2018-01-30"),
            done=january,
            completed=twelfth,
            at_latest=january.time.hi,
            doubt=Doubt.PRECISION,
        )
    )
    assert (
        "，2018-01公开（第4行）本身尚不完整，实际公开2018-01-12（第3行），全部完成最迟可能在2018-01-31，所记时间不够精确"
    ) in said.zh
    assert (
        "; publication in 2018-01 (row 4) was not complete by itself; actual publication 2018-01-12 (row 3); it may have become "
        "complete as late as 2018-01-31; the times as stated"
    ) in said.en


@pytest.mark.parametrize(("hours", "en"), [(1.0, "1 hour late"), (5.0, "5 hours late"), (2.5, "2.5 hours late")])
def test_whole_hours_have_no_decimal(hours: float, en: str) -> None:
    """In English as in Chinese."""
    assert lateness(0, hours) == Text(f"逾期{hours:g}小时", en)
    assert lateness(1, hours).en == f"1 day late ({en.removesuffix(' late')})"


@pytest.mark.parametrize(
    ("judged", "open_cases", "zh", "en"),
    [
        (0, "1", "尚无可计的案件，另有1件待核实", "no case is judged yet; the 1 undetermined case could"),
        (
            1,
            "2",
            "应计1件，合规1件，占100%，另有2件待核实",
            "1 met of 1 case judged, 100%; the 2 undetermined cases could",
        ),
    ],
)
def test_a_share_of_no_cases_has_no_percentage(judged: int, open_cases: str, zh: str, en: str) -> None:
    """Nothing of nothing is not 0%."""
    facts = Circumstances(Verdict.UNDETERMINED, "share", "publish", AS_OF, period="2018", share=0.95)
    said = reason(replace(facts, met_cases=judged, judged_cases=judged, doubt=Doubt.SHARE, about=open_cases))
    assert zh in said.zh and en in said.en


def test_hours_are_counted_to_the_minute(act: On) -> None:
    """A figure in hours says when it ended and how many hours it was late."""
    said = reason(
        Circumstances(
            Verdict.LATE,
            "within",
            "press conference",
            AS_OF,
            figure=Figure(24, Unit.HOUR),
            trigger=Act("occurrence", Interval.exact(datetime(2018, 8, 8, 9, 30)), Source("log.csv", 3)),
            due=Interval.exact(datetime(2018, 8, 9, 9, 30)),
            completed=Act("press conference", Interval.exact(datetime(2018, 8, 9, 12)), Source("log.csv", 4)),
            days_late=0,
            hours_late=2.5,
        )
    )
    assert said.zh == (
        "2018-08-08 09:30发生（log.csv第3行），此后24小时届满于2018-08-09 09:30，"
        "实际新闻发布会2018-08-09 12:00（第4行），逾期2.5小时。"
    )


@pytest.mark.parametrize(
    ("figure", "en"),
    [
        (Figure(1, Unit.HOUR), "1 hour from then ends at"),
        (Figure(2, Unit.MONTH), "2 months from then end on"),
        (Figure(1, Unit.MONTH), "1 month from then ends on"),
    ],
)
def test_one_month_ends_and_two_end(figure: Figure, en: str, act: On, until: Until) -> None:
    """The verb goes with the number."""
    owed = {"trigger": act("approval", "2018-12-03", 3), "due": until("2019-01-03")}
    said = reason(Circumstances(Verdict.PENDING, "within", "publish", AS_OF, figure=figure, **owed))
    assert en in said.en


def test_rollover_shows_the_day_it_moved_from(act: On, until: Until) -> None:
    """A due date that was a day off is given with the one it moved to."""
    said = reason(
        Circumstances(
            Verdict.PENDING,
            "within",
            "publish",
            AS_OF,
            figure=TWENTY_DAYS,
            trigger=act("approval", "2018-12-16", 3),
            moved_from=date(2019, 1, 5),
            due=until("2019-01-07"),
        )
    )
    assert "第20日为2019-01-05，遇休息日顺延至2019-01-07，截至2018-12-31尚未到期。" in said.zh


def test_restarts_pauses_and_extensions_are_told(act: On, until: Until) -> None:
    """A clock that did not simply run says from where it was counted, what was left out and why it is longer."""
    said = reason(
        Circumstances(
            Verdict.LATE,
            "within",
            "reply",
            AS_OF,
            figure=TWENTY,
            trigger=act("request", "2018-09-03", 8),
            restarted=act("补正", "2018-09-10", 9),
            paused_days=12,
            extended=act("延期", "2018-09-20", 10),
            extension=Figure(15, Unit.WORKDAY),
            due=until("2018-11-20"),
            completed=act("reply", "2018-11-22", 11),
            days_late=2,
        )
    )
    assert "自2018-09-10补正（第9行）重新起算" in said.zh
    assert (
        "期限20个工作日，因2018-09-20延期（第10行）延长15个工作日，届满于2018-11-20（中止的12个工作日不计）" in said.zh
    )


def test_a_clock_that_stands_still_has_no_due_date(act: On) -> None:
    """While a pause has no end the due date is said to be open, with the figure's source."""
    said = reason(
        Circumstances(
            Verdict.PENDING,
            "within",
            "reply",
            AS_OF,
            figure=TWENTY,
            named="法定答复时限",
            named_cite="条例33",
            trigger=act("request", "2018-09-03", 8),
            standing_since=act("征求第三方意见", "2018-09-10", 9),
        )
    )
    assert said.zh == (
        "2018-09-03申请（log.csv第8行），“法定答复时限”按20个工作日计（条例33），"
        "自2018-09-10征求第三方意见（第9行）起中止计算，期限未定，截至2018-12-31尚未恢复计算。"
    )


@pytest.mark.parametrize(
    ("facts", "zh"),
    [
        (
            Circumstances(Verdict.MISSING, "periodic", "publish", AS_OF, period="2018-03"),
            "2018年3月应公开，截至2018-12-31没有公开记录。",
        ),
        (
            Circumstances(Verdict.INCOMPLETE, "count", "interpret", AS_OF, period="2018", times=3, shortfall="2 of 3"),
            "2018年解读应不少于3次，仅2次。",
        ),
        (
            Circumstances(
                Verdict.INCOMPLETE, "lasts", "consult", AS_OF, figure=TWENTY_DAYS, counted=19, shortfall="19 of 20"
            ),
            "期限应不少于20日，实为19日。",
        ),
        (
            Circumstances(
                Verdict.INCOMPLETE, "lasts", "consult", AS_OF, figure=TWENTY_DAYS, counted=-1, shortfall="-1 of 20"
            ),
            "期限应不少于20日，止日早于起日。",
        ),
        (
            Circumstances(
                Verdict.INCOMPLETE,
                "share",
                "reply",
                AS_OF,
                period="2018",
                share=0.95,
                met_cases=27,
                judged_cases=29,
                shortfall="93.1% of 95%",
            ),
            "2018年按要求办结的应不低于95%，应计29件，合规27件，占93.1%。",
        ),
        (
            Circumstances(Verdict.MANUAL, "check", "attest", AS_OF, question="是否全文公开"),
            "人工核查“是否全文公开”，尚无自查记录，须人工核查。",
        ),
        (
            Circumstances(Verdict.MANUAL, "check", "attest", AS_OF, question="是否全文公开", result="大致"),
            "人工核查“是否全文公开”，自查结果为“大致”，不能据此判定，须人工核查。",
        ),
        (
            Circumstances(Verdict.MISSING, "check", "attest", AS_OF, question="是否全文公开", result="否"),
            "人工核查“是否全文公开”，自查结果为“否”。",
        ),
    ],
)
def test_duties_of_every_kind_say_what_was_owed(facts: Circumstances, zh: str) -> None:
    """Duties without a trigger name their period, number, length, share or question."""
    assert reason(facts).zh == zh


def test_a_nil_return_is_named(act: On, until: Until) -> None:
    """That there was nothing to disclose is not passed off as a disclosure."""
    said = reason(
        Circumstances(
            Verdict.MET,
            "periodic",
            "publish",
            AS_OF,
            period="2018-03",
            due=until("2018-03-31"),
            nil=True,
            completed=act("nil", "2018-03-09", 8),
        )
    )
    assert said.zh == "2018年3月的公开应不迟于2018-03-31，2018-03-09零报告（log.csv第8行），本期无应公开内容。"


def test_a_case_of_a_share_says_that_it_does_not_count_alone(budget: dict[str, object]) -> None:
    """A reader must not take it for a gap of its own."""
    said = reason(Circumstances(Verdict.MISSING, counts=False, **budget))
    assert said.zh.endswith("本件计入比例，不单独计为问题。")


@pytest.mark.parametrize(
    ("doubt", "about", "zh"),
    [
        (Doubt.CALENDAR, "2027", "工作日历不含2027年"),
        (Doubt.CONDITION, "级别 = 重大", "记录没有写明适用条件“级别 = 重大”所需的内容，或写得不够明确"),
        (Doubt.DURATION, "2008-05-01", "“法定答复时限”的期限自2008-05-01起才有规定"),
        (Doubt.COLUMN, None, "“承诺期限”栏为空，或所写的不是可读的日期"),
        (Doubt.PRECISION, None, "所记时间不够精确，不能断定是否超期"),
        (Doubt.CHANNELS, None, "台账没有渠道栏"),
        (Doubt.ELEMENTS, None, "台账没有内容栏"),
        (Doubt.CONTENT, None, "台账没有渠道和内容栏"),
        (Doubt.NOW, None, "不能断定是否已过"),
        (Doubt.UNTIL, None, "记录没有写明截止时间"),
        (Doubt.SPAN, None, "起止时间不够精确"),
        (Doubt.SHARE, "3", "另有3件待核实，足以改变结论"),
    ],
)
def test_what_made_it_undetermined_is_told_apart(act: On, doubt: Doubt, about: str | None, zh: str) -> None:
    """Each doubt has words of its own, in both languages."""
    said = reason(
        Circumstances(
            Verdict.UNDETERMINED,
            "within",
            "reply",
            AS_OF,
            named="法定答复时限",
            column="承诺期限",
            trigger=act("request", "2018-09-03", 8),
            doubt=doubt,
            about=about,
        )
    )
    assert zh in said.zh
    assert said.en[0].isupper() and said.en.endswith(".")


def test_every_doubt_is_tested_above() -> None:
    """A new doubt needs words and a line in the table above."""
    (table,) = (mark for mark in test_what_made_it_undetermined_is_told_apart.pytestmark if mark.name == "parametrize")
    assert {doubt for doubt, *_ in table.args[1]} == set(Doubt)


@pytest.mark.parametrize("verdict", list(Verdict))
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_and_verdict_has_a_sentence(verdict: Verdict, kind: str, act: On, until: Until) -> None:
    """However few facts are known there are words, and no word of a program among them."""
    bare = Circumstances(verdict, kind, "publish", AS_OF, column="承诺期限")
    trigger = act("approval", "2018-09-03", 3)
    for facts in (bare, replace(bare, period="2018", figure=TWENTY, trigger=trigger, due=until("2018-10-08"))):
        said = reason(facts)
        assert said.zh.endswith("。") and said.en.endswith(".")
        assert "None" not in said.zh + said.en
