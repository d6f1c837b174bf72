"""Whatever stands where another kind of value was expected, the message is ours, in both languages, with its place."""

from __future__ import annotations

import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.diagnostics import Refused, render
from compliance.rulesets.manifest import parse_manifest

KEYS = [
    "ruleset.id", "ruleset.title", "ruleset.issuer", "ruleset.issued", "ruleset.effective", "ruleset.effective.from",
    "ruleset.effective.to", "ruleset.extends", "ruleset.language", "deadlines", "deadlines.timezone",
    "deadlines.calendar", "deadlines.rollover", "deadlines.promptly", "deadlines.regularly", "durations", "durations.a",
    "calendar.holidays", "calendar.workdays", "log.cases", "actions.a", "actions.a.aliases", "matters", "matters.a",
    "channels.a.aliases", "elements.a", "agencies.a", "agencies.a.groups", "assignments.a", "lists.a", "exemptions.a",
    "exemptions.default.grounds", "seasons.a", "seasons.a.from", "seasons.a.to", "score.late_credit", "score.grades",
    "score.grades.a", "score.method", "score.veto", "score.not_applicable", "score.deductions", "score.bonus",
    "score.deductions.a", "nonsense",
]  # fmt: skip
VALUES = [
    "1", "-1.5", "nan", "true", '""', '"x"', "2018-01-01", "2018-01-01T08:00:00", "08:00:00", "[]", "[1]", '["x"]',
    '[""]', "[[]]", "[{}]", "{}", "{ a = 1 }", '{ from = 1, is = "x", to = 1, aliases = 1 }', "[{ from = 2018-01-01 }]",
    '[{ verdict = "late", points = 1, cap = "x" }]', "[{ verdict = [1], rules = 1, matters = [], points = inf }]",
]  # fmt: skip
ENGLISH_OF_PYDANTIC = re.compile(r"Input should|Field required|Extra inputs|should be|Value error|valid ")


def messages(text: str) -> list[tuple[str, str]]:
    """What a manifest gives, in Chinese and in English."""
    try:
        parse_manifest(text, "ruleset.toml")
    except Refused as refused:
        assert all(d.place and d.place.line and d.place.column and d.hint for d in refused.diagnostics)
        return [(render(d, "zh"), render(d, "en")) for d in refused.diagnostics]
    return []


@pytest.mark.parametrize("key", KEYS)
def test_a_value_of_any_other_kind_is_worded(key: str) -> None:
    """Every key with every kind of value that TOML knows."""
    start = "" if key == "ruleset.id" else 'ruleset.id = "mine"\n'
    for value, head in product(VALUES, (start,)):
        for zh, en in messages(f"{head}{key} = {value}\n"):
            assert not ENGLISH_OF_PYDANTIC.search(zh + en), (key, value)
            assert re.search(r"[\u4e00-\u9fff]", zh.splitlines()[0].partition("]: ")[2])


@given(st.text(st.sampled_from(list("[]{}=.,\"'\\# \n\tab1-:“”预T\r\x01")), max_size=40))
def test_a_text_that_is_no_toml_is_worded(text: str) -> None:
    """The parser's own words never show, and the mark stands in the line."""
    for zh, en in messages(f'[ruleset]\nid = "mine"\n{text}'):
        assert not re.search(r"Expected|Invalid|Cannot|Unclosed|Illegal|Unterminated|Found invalid", zh + en)
