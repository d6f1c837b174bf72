"""The wording of a clause that could be cut but that the grammar refuses."""

from __future__ import annotations

from compliance.diagnostics import Text
from compliance.language.mistakes.duty_failures import DUTY
from compliance.language.mistakes.qualifier_failures import EVENT, QUALIFIER
from compliance.language.mistakes.stuck import Stuck, example, wanted
from compliance.language.tokens import Clause, Mistake


def explain(clause: Clause, index: int, expected: frozenset[str]) -> Mistake:
    """The mistake, by the first wording that fits."""
    stuck = Stuck(clause, index, expected)
    wordings = {"duty": DUTY, "qualifier": QUALIFIER, "example_event": EVENT}[clause.kind]
    for wording in wordings:
        mistake = wording(stuck)
        if mistake is not None:
            return mistake
    return _anything(stuck)


def _anything(stuck: Stuck) -> Mistake:
    """What no other wording fits: what was found, after what, and what could have stood there."""
    expected = wanted(stuck)
    last = stuck.said(stuck.before)
    found = stuck.found
    if found is None:
        title = Text(
            f"“{last}”之后还应有{expected.zh}，却到了末尾", f"{expected.en} was expected after “{last}”, found the end"
        )
    elif found is stuck.before:
        title = Text(
            f"这里应是{expected.zh}，却是“{stuck.said(found)}”",
            f"{expected.en} was expected here, found “{stuck.said(found)}”",
        )
    else:
        title = Text(
            f"“{last}”之后应是{expected.zh}，却是“{stuck.said(found)}”",
            f"{expected.en} was expected after “{last}”, found “{stuck.said(found)}”",
        )
    return stuck.mistake("misplaced", title, example(stuck))
