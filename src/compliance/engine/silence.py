"""Duties that gave no obligation, each with the reason, so that silence never looks like compliance."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from compliance.diagnostics import Text
from compliance.engine.database import Database
from compliance.engine.rule_tables import Range, RuleTables
from compliance.findings import NotTriggered
from compliance.findings.acts import action
from compliance.findings.phrases import instant
from compliance.rulesets.model import CheckedDuty, CheckedRule

SEEN = """SELECT d.duty, count(*), count(*) FILTER (WHERE e.lo >= r.cut_lo AND e.lo <= r.cut_hi)
FROM duty d JOIN rule r ON r.rule = d.rule JOIN member s ON s.set_ = d.triggers
JOIN event e ON e.matter = d.matter AND e.action = s.action
WHERE d.by_case AND d.duty NOT IN (SELECT unnest(?::INTEGER[])) GROUP BY d.duty"""


def not_triggered(database: Database, tables: RuleTables, present: Collection[int]) -> Iterator[NotTriggered]:
    """The duties that gave no obligation, in the order of the rules; `present` are the numbers of those that did."""
    if len(present) == len(tables.duties):
        return
    seen = {duty: (events, inside) for duty, events, inside in database.rows(SEEN, [sorted(present)])}
    owed = {row[0] for row in database.rows("SELECT DISTINCT rule FROM rule_debtor")}
    for number, (rule, duty) in enumerate(tables.duties):
        if number not in present:
            somebody = tables.rule_number(rule) in owed
            why = _why(rule, duty, tables.ranges[rule.id], *seen.get(number, (0, 0)), somebody)
            yield NotTriggered(tables.ruleset.id, rule.id, duty.number, why, tuple(rule.owners or ()))


def _why(rule: CheckedRule, duty: CheckedDuty, span: Range, events: int, inside: int, somebody: bool) -> Text:
    """Why a duty gave no obligation: `events` of its triggers were seen, `inside` of them in the window."""
    if span.first > span.last:
        return Text("规则的施行期与规则集的施行期没有重合", "the rule is never in force while its ruleset is")
    if span.cut_first > span.cut_last:
        return Text(
            f"规则的施行期（{span.first}至{span.last}）不在检查期间内",
            f"in force from {span.first} to {span.last}, outside the window checked",
        )
    if not duty.by_case:
        if not somebody:
            return Text("被检查的单位里没有责任单位", "none of the agencies checked owes it")
        if duty.kind in ("by_date", "by_yearly"):
            return Text(
                "所定日期不在检查期间内，或所在期间尚未开始",
                "the date set does not lie in the window checked, or its period has not begun",
            )
        return Text(
            "检查期间内没有完整的周期，或周期尚未开始",
            "no whole period lies in the window checked, or none has begun",
        )
    triggers = [action(name) for name in duty.triggers or duty.actions]
    zh, en = "或".join(t.zh for t in triggers), " or ".join(t.en for t in triggers)
    if not events:
        # Later ones may stand in it.
        now = instant(span.as_of)
        return Text(
            f"截至{now}台账里没有“{rule.matter}”的“{zh}”记录，时限无从起算",
            f"as of {now} the log has no {en} of “{rule.matter}”, so no period began",
        )
    if not inside:
        return Text(
            f"“{rule.matter}”的“{zh}”都不在{span.cut_first}至{span.cut_last}之内",
            f"no {en} of “{rule.matter}” lies between {span.cut_first} and {span.cut_last}",
        )
    condition = Text("，或不符合适用条件", ", or none meets the condition") if rule.when else Text("", "")
    return Text(
        f"有起算的记录，但都不属于被检查的责任单位{condition.zh}",
        f"there are records to count from, but none of an agency that owes it and is checked{condition.en}",
    )
