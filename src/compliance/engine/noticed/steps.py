"""The steps of which rules speak, as a log spells them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from compliance.engine.spellings import Spellings
from compliance.rulesets.model import CheckedDuty, CheckedRule, Ruleset


def duties(ruleset: Ruleset) -> Iterator[tuple[CheckedRule, CheckedDuty]]:
    """All of them, each with its rule."""
    return ((rule, duty) for rule in ruleset.rules for duty in rule.duties)


def spelled(
    texts: Spellings, ruleset: Ruleset, steps: Mapping[str, Collection[str]]
) -> Iterator[tuple[str, str, str, str]]:
    """Of `steps`, by their matter, those that the log has: matter and action as it spells them, then as the rules do."""
    canonical = ruleset.vocabulary.canonical
    actions = [(text, canonical("actions", text)) for text in texts.action]
    for matter in texts.matter:
        name = canonical("matters", matter)
        own = steps.get(name, ())
        yield from ((matter, text, name, step) for text, step in actions if step in own)
