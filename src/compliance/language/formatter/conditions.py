"""Conditions of `when` and `require`, with no more brackets than their reading needs."""

from __future__ import annotations

from compliance.language import tree
from compliance.language.formatter.speech import Speech
from compliance.language.keywords import CONDITION, OPERATORS


def write_condition(condition: tree.Condition, speech: Speech) -> str:
    """A condition: `级别 in (特别重大, 重大) and not 涉外 = 是`."""
    match condition:
        case tree.Compare(column=column, op=op, values=values):
            said = [speech.value(value) for value in values]
            value = f"({speech.joined(said)})" if op == "in" else said[0]
            return f"{speech.column(column)} {speech.word(OPERATORS[op])} {value}"
        case tree.IsEmpty(column=column):
            return f"{speech.column(column)} {speech.word(OPERATORS['is empty'])}"
        case tree.Not(condition=inner):
            return f"{speech.word(CONDITION['_NOT'])} {_bracketed(inner, speech, tree.And | tree.Or)}"
        case tree.And(conditions=parts):
            said = [_bracketed(part, speech, tree.And | tree.Or) for part in parts]
            return f" {speech.word(CONDITION['_AND'])} ".join(said)
        case tree.Or(conditions=parts):
            said = [_bracketed(part, speech, tree.Or) for part in parts]
            return f" {speech.word(CONDITION['_OR'])} ".join(said)


def _bracketed(condition: tree.Condition, speech: Speech, kinds: object) -> str:
    text = write_condition(condition, speech)
    return f"({text})" if isinstance(condition, kinds) else text  # type: ignore[arg-type]
