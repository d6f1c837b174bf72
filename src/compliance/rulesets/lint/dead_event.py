"""An action that a clock waits for and that never comes, or comes too late to count."""

from __future__ import annotations

from collections.abc import Iterator

from compliance.diagnostics import Text
from compliance.findings.acts import action
from compliance.language import tree
from compliance.rulesets.lint.subject import Placed, Remark, Stated, Subject

CODE = "dead-event"
ATTEST = "attest"


def check(subject: Subject) -> Iterator[Remark]:
    """Triggers that no record of the matter gives, restarts that the act itself would be, pauses that end at once."""
    asked = {stated.rule.id for stated in subject.stated if stated.duty.kind == "check"}
    for stated in subject.stated:
        # A question without an id has the matter's name for one: its answers are of this very matter.
        answered = stated.rule.matter in asked
        if stated.placed.own and not answered and stated.duty.triggers and set(stated.duty.triggers) == {ATTEST}:
            yield _attest(subject, stated)
    for placed in subject.own:
        yield from _restarts(subject, placed)
        yield from _pauses(subject, placed)


def _attest(subject: Subject, stated: Stated) -> Remark:
    title = Text(
        f"没有记录能起算：自查记录写的是规则编号，不是事项“{stated.rule.matter}”",
        f"no record starts this clock: an attestation names a rule, not the matter “{stated.rule.matter}”",
    )
    hint = Text(
        "换一个环节，或在 [actions] 里另立一个", "name another action, or declare one of your own under [actions]"
    )
    return Remark(subject.at_duty(stated), title, hint)


def _restarts(subject: Subject, placed: Placed) -> Iterator[Remark]:
    """A restart counts before the first act only, so the act is none."""
    clocked = [duty for duty in placed.rule.duties if duty.kind in ("within", "promptly") and duty.figures]
    dead = [name for name in placed.rule.restarted if all(name in duty.actions for duty in clocked)]
    for name in dead if clocked else ():
        words = action(name)
        title = Text(
            f"“{words.zh}”就是应做的环节，只有在它之前的才能重新起算，所以从不起作用",
            f"“{name}” is the act itself, and only what comes before the act restarts the clock, so it never does",
        )
        hint = Text("换一个环节，或删去“重新起算”", "name another action, or remove `restarted by`")
        yield Remark(subject.at_qualifier(placed, tree.Restarted), title, hint)


def _pauses(subject: Subject, placed: Placed) -> Iterator[Remark]:
    """A pause that its own beginning ends passes over no day."""
    if placed.rule.paused and placed.rule.paused[0] == placed.rule.paused[1]:
        name = placed.rule.paused[0]
        words = action(name)
        title = Text(
            f"中止从“{words.zh}”开始，又以它结束，没有一天不计",
            f"the pause from “{name}” ends with “{name}” and leaves out no day",
        )
        hint = Text("写明结束中止的环节", "name the action that ends the pause")
        yield Remark(subject.at_qualifier(placed, tree.Paused), title, hint)
