"""A condition that no record can meet."""

from __future__ import annotations

from collections.abc import Iterator

from compliance.diagnostics import Text
from compliance.language import tree
from compliance.language.tree import Condition
from compliance.rulesets.conditions import comparisons, number_of, time_of
from compliance.rulesets.lint.satisfiable import satisfiable
from compliance.rulesets.lint.subject import Placed, Remark, Subject

CODE = "condition-never"
_OTHERWISE = Text(
    "几个值任一即可时用“或”或者“属于 (…)”；大于、小于只能用于数和日期",
    "use `or` or `in (…)` where any of several values will do; only numbers and dates are less or more than others",
)


def check(subject: Subject) -> Iterator[Remark]:
    """Every condition of `when` and `require` that contradicts itself."""
    vocabulary, zone = subject.ruleset.vocabulary, subject.ruleset.timezone
    for placed in subject.written:
        rule = placed.rule
        if rule.when and not satisfiable(rule.when[0], vocabulary, zone):
            yield _remark(subject, placed, tree.When, rule.when)
        for require in rule.require:
            if not satisfiable(require[0], vocabulary, zone):
                yield _remark(subject, placed, tree.Require, require)


def _remark(subject: Subject, placed: Placed, kind: type[tree.Qualifier], stated: tuple[Condition, str]) -> Remark:
    effect = Text("，规则从不适用", ", so the rule is never for it") if kind is tree.When else Text("", "")
    title = Text(
        f"没有记录能满足条件“{stated[1]}”{effect.zh}", f"no record can meet the condition “{stated[1]}”{effect.en}"
    )
    words = next(_words_compared(stated[0], subject.ruleset.timezone), None)
    hint = Text(
        f"“{words}”不是数，也不是日期，比不出大小：写成数字，只能带 %、万、亿，如 5%、500万",
        f"“{words}” is no number and no date, so nothing is less or more: write a number, with %, 万 or 亿 at most",
    )
    return Remark(subject.at_qualifier(placed, kind), title, hint if words else _OTHERWISE)


def _words_compared(condition: Condition, zone: str) -> Iterator[str]:
    """The values that something is to be less or more than, and that are no number and no time: 五百万元."""
    for compare in comparisons(condition):
        value = compare.values[0].text
        if compare.op in ("<", "<=", ">", ">=") and number_of(value) is None and time_of(value, zone) is None:
            yield value
