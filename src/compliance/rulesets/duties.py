"""A duty as written to a checked one: what it leaves unsaid filled in, what has no meaning refused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from compliance.calendars.figure import Figure, Per, Unit
from compliance.diagnostics import Diagnostic, Text, nearest
from compliance.language import tree
from compliance.language.tree import Duty, Name
from compliance.language.vocabulary import Vocabulary
from compliance.rulesets.manifest import Manifest
from compliance.rulesets.model import CheckedDuty, DatedFigure, Kind, Season

CLOCKED = frozenset({"within", "promptly"})
KINDS: dict[type, Kind] = {
    tree.Within: "within",
    tree.ByColumn: "by_column",
    tree.Promptly: "promptly",
    tree.After: "after",
    tree.Notice: "notice",
    tree.Before: "before",
    tree.Together: "together",
    tree.Lasts: "lasts",
    tree.ByDate: "by_date",
    tree.ByYearly: "by_yearly",
    tree.Periodic: "periodic",
    tree.PeriodicBy: "periodic_by",
    tree.PeriodicWithin: "periodic_within",
    tree.Every: "every",
    tree.Count: "count",
    tree.Regularly: "regularly",
    tree.AtAll: "at_all",
    tree.Check: "check",
}
SHORTEST_PERIOD = {Per.WEEK: 7, Per.MONTH: 28, Per.QUARTER: 90, Per.HALF: 181, Per.YEAR: 365}
"""Days: a figure of `monthly within` must end before the shortest next period does."""
DEFAULT_TRIGGER = "occurrence"
DEFAULT_ACTION = "publish"
ATTEST = "attest"


class _Mistake(Exception):
    def __init__(self, code: str, zh: str, en: str, hint: Text | None = None) -> None:
        super().__init__(en)
        self.diagnostic = Diagnostic(code, Text(zh, en), hint=hint)


class Names(Protocol):
    """What a duty needs of the resolver."""

    manifest: Manifest
    vocabulary: Vocabulary

    def actions(self, file: str, names: Iterable[Name]) -> tuple[str, ...]:
        """Canonical actions."""
        ...

    def name(self, kind: str, text: str) -> str:
        """The canonical spelling of a name."""
        ...


def checked_duty(
    duty: Duty, number: int, text: str, earlier: Sequence[CheckedDuty], names: Names, file: str
) -> CheckedDuty | Diagnostic:
    """The duty with its actions, triggers and figures; a Diagnostic without a place where it has no meaning."""
    kind = KINDS[type(duty)]
    try:
        said = _particulars(duty, names)
        if "figures" in said:
            _check_figures(duty, said["figures"])
        actions = (
            (ATTEST,) if kind == "check" else names.actions(file, getattr(duty, "actions", ())) or (DEFAULT_ACTION,)
        )
        triggers = names.actions(file, getattr(duty, "triggers", ())) or _inherited_trigger(kind, earlier)
        _check_share(duty, triggers)
        return CheckedDuty(
            number=number,
            kind=kind,
            actions=actions,
            triggers=triggers,
            share=getattr(duty, "share", None),
            text=text,
            **said,
        )
    except _Mistake as mistake:
        return mistake.diagnostic


def _inherited_trigger(kind: Kind, earlier: Sequence[CheckedDuty]) -> tuple[str, ...]:
    """A `within`, `by its` or `promptly` without a trigger takes that of the nearest earlier duty that has one."""
    if kind not in ("within", "by_column", "promptly"):
        return ()
    for duty in reversed(earlier):
        if duty.triggers:
            return duty.triggers
    return () if kind == "promptly" else (DEFAULT_TRIGGER,)


def _particulars(duty: Duty, names: Names) -> dict[str, Any]:  # noqa: C901 - one case a kind of duty
    """What a kind of duty says besides actions and triggers, as fields of CheckedDuty."""
    match duty:
        case tree.Within(period=period) | tree.Notice(period=period) | tree.Lasts(period=period):
            return _period(period, names)
        case tree.PeriodicWithin(per=per, period=period):
            return {"per": per, **_period(period, names)}
        case tree.Promptly():
            figure = names.manifest.deadlines.promptly
            return {"figures": (DatedFigure(None, figure),) if figure else (), "named": "promptly"}
        case tree.ByColumn(column=column):
            return {"column": column.text}
        case tree.ByDate(date=day):
            return {"date": day}
        case tree.ByYearly(month=month, day=last):
            return {"month_day": (month, last)}
        case tree.Periodic(per=per):
            return {"per": per}
        case tree.PeriodicBy(day=day_of_month):
            return {"per": Per.MONTH, "day": day_of_month}
        case tree.Every(n=n, season=season):
            return {"every": n, "season": _season(season, names)}
        case tree.Count(times=times, per=per):
            return {"times": times, "per": per}
        case tree.Regularly():
            return {"per": names.manifest.deadlines.regularly, "named": "regularly"}
        case tree.Check(text=question):
            return {"question": question}
        case _:
            return {}


_FIGURE = re.compile(r"^[-+\d半]|(?:日|天|周|月|年|小时|分钟)$")
"""What is meant for a figure and is none, more likely than for a name: -5日, 半个月, 贰拾日."""
_NO_FIGURE = Text(
    "期限写成正整数加单位，如 20日、20个工作日、6个月；确是名称的，在 ruleset.toml 的 [durations] 里声明",
    "a period is a whole number with a unit, such as 20 days, 20 working days, 6 months; a name is declared under "
    "[durations] of ruleset.toml",
)


def _period(period: Figure | Name, names: Names) -> dict[str, Any]:
    if isinstance(period, Figure):
        return {"figures": (DatedFigure(None, period),)}
    name = names.name("durations", period.text)
    dated = names.manifest.durations.get(name)
    if not dated:
        known = list(names.manifest.durations)
        said = f'"{period.text}" = [{{ from = 2008-05-01, is = "15 working days" }}]'
        raise _Mistake(
            "rule/unknown-duration",
            f"没有名为“{period.text}”的期限",
            f"there is no duration named “{period.text}”",
            _near_or(period.text, known, "durations", said) if not _FIGURE.search(period.text) else _NO_FIGURE,
        )
    figures = tuple(DatedFigure(d.start, d.figure, d.cite) for d in sorted(dated, key=lambda d: d.start))
    return {"figures": figures, "named": name}


def _season(name: Name, names: Names) -> Season:
    canonical = names.name("seasons", name.text)
    season = names.manifest.seasons.get(canonical)
    if season is None:
        said = f'"{name.text}" = {{ from = "06-01", to = "09-30" }}'
        raise _Mistake(
            "rule/unknown-season",
            f"没有名为“{name.text}”的时节",
            f"there is no season named “{name.text}”",
            _near_or(name.text, names.manifest.seasons, "seasons", said),
        )
    return Season(canonical, season.start, season.end)


def _near_or(text: str, known: Iterable[str], table: str, entry: str) -> Text:
    """The nearest name known, or how to declare the one that is not."""
    near = nearest(text, known)
    if near:
        return Text(f"是不是“{near}”？", f"did you mean “{near}”?")
    return Text(
        f"在 ruleset.toml 的 [{table}] 里声明它：{entry}", f"declare it under [{table}] of ruleset.toml: {entry}"
    )


def _check_share(duty: Duty, triggers: Sequence[str]) -> None:
    """`promptly` that has no trigger is a duty of the range, of which there is one and no share."""
    if isinstance(duty, tree.Promptly) and duty.share is not None and not triggers:
        raise _Mistake(
            "rule/share-without-cases",
            "没有起算点的“及时”不是逐件计算的义务，不能用比例",
            "promptly without a trigger is no duty that each case has, so it can have no share of the cases",
            Text(
                "写明起算点，例如 变更后及时公开率不低于95%",
                "name one: promptly after change for at least 95% of cases",
            ),
        )


def _check_figures(duty: Duty, figures: Sequence[DatedFigure]) -> None:
    for figure in (dated.figure for dated in figures):
        if figure.n < 1 and figure.unit is Unit.WORKDAY:
            raise _Mistake(
                "rule/zero-working-days",
                "0个工作日没有意义，至少为1个工作日",
                "0 working days is no period; the least is 1 working day",
                Text("当日完成的，写 0日", "for the same day write 0 days"),
            )
        if isinstance(duty, tree.Lasts) and figure.unit not in (Unit.DAY, Unit.WORKDAY):
            raise _Mistake(
                "rule/lasts-unit",
                "持续多久应以日或工作日计，这里不是",
                "how long is stated in days or working days, and this is not",
                Text("例如 征求意见不少于30日", "for example consult for at least 30 days"),
            )
        if isinstance(duty, tree.PeriodicWithin):
            _check_after_period(duty.per, figure)


def _check_after_period(per: Per, figure: Figure) -> None:
    """The deadline after a period must come before the next period's: a working day counts as a day and a half."""
    days = {Unit.DAY: 1.0, Unit.WORKDAY: 1.5}.get(figure.unit)
    shortest = SHORTEST_PERIOD.get(per, 1)
    if days is None:
        raise _Mistake(
            "rule/after-period-unit",
            "每期结束后的期限应以日或工作日计，这里不是",
            "a deadline after a period's end is stated in days or working days, and this is not",
            Text("例如 每月结束后15日内公开", "for example monthly within 15 days"),
        )
    if figure.n * days >= shortest:
        raise _Mistake(
            "rule/after-period-length",
            f"每期结束后的期限应短于下一期（{shortest} 日），这里是 {figure.n * days:g} 日（1个工作日按1.5日计）",
            f"a deadline after a period's end is shorter than the next period ({shortest} days), found "
            f"{figure.n * days:g} days (a working day counts as 1.5)",
            Text("缩短期限，或换成更长的周期", "shorten the deadline, or choose a longer period"),
        )
