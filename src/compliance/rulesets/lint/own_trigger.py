"""A duty whose act is its own trigger: it is always met."""

from __future__ import annotations

from collections.abc import Iterator

from compliance.diagnostics import Text
from compliance.findings.acts import action
from compliance.rulesets.lint.subject import Remark, Stated, Subject

CODE = "own-trigger"
SELF_FULFILLED = frozenset({"within", "promptly", "after", "together"})
"""Kinds for which an event counts that is no earlier than the trigger, the trigger itself among them."""


def check(subject: Subject) -> Iterator[Remark]:
    """Every duty that its trigger fulfils, unless more is asked of the act."""
    for stated in subject.stated:
        both = [name for name in stated.duty.triggers if name in stated.duty.actions]
        if stated.placed.own and both and stated.duty.kind in SELF_FULFILLED and not _asks_for_more(stated):
            words = action(both[0])
            always = set(stated.duty.triggers) <= set(stated.duty.actions)
            zh = "这项义务总是合规" if always else "由它起算的总是合规"
            en = "so the duty is always met" if always else "so what it starts is always met"
            title = Text(
                f"“{words.zh}”既是起算的环节，又是应做的环节，{zh}",
                f"“{both[0]}” is both what starts the clock and what is to be done, {en}",
            )
            hint = Text("改写起算的环节或应做的环节", "change the trigger or the action")
            yield Remark(subject.at_duty(stated), title, hint)


def _asks_for_more(stated: Stated) -> bool:
    rule = stated.rule
    return bool(rule.channels or rule.elements or rule.require)
