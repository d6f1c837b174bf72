"""`[score]` resolved: which rules its entries are for; what they name must be there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from compliance.diagnostics import Diagnostic, Text, nearest
from compliance.findings.verdict import Modality, Verdict
from compliance.language import Vocabulary
from compliance.rulesets.manifest import Bonus, Deduct, Score
from compliance.rulesets.manifest_meaning import places_of
from compliance.rulesets.model import CheckedRule, Entry, Scoring

Keys = tuple[str, ...]
MANY = 8
"""Names that a message lists at most."""


def scoring_of(score: Score, rules: Sequence[CheckedRule], vocabulary: Vocabulary) -> Scoring:
    """How a ruleset's score is made, with the rules of each entry by id."""
    deductions = tuple(
        Entry(entry.verdict, _chosen(entry, rules, vocabulary), entry.points, entry.cap) for entry in score.deductions
    )
    may = frozenset(rule.id for rule in rules if rule.modality is Modality.MAY)
    bonus = tuple(
        Entry(
            (Verdict.MET,),
            _chosen(entry, rules, vocabulary) if entry.rules or entry.matters else may,
            entry.points,
            entry.cap,
        )
        for entry in score.bonus
    )
    return Scoring(
        late_credit=score.late_credit,
        grades=score.grades,
        deductions=deductions if score.method == "deductions" else None,
        bonus=bonus,
        veto=frozenset(score.veto),
        spread=score.not_applicable == "spread",
    )


def _chosen(entry: Deduct | Bonus, rules: Iterable[CheckedRule], vocabulary: Vocabulary) -> frozenset[str]:
    """The rules that an entry names, by id or by matter; naming none, all of them."""
    matters = {vocabulary.canonical("matters", matter) for matter in entry.matters}
    all_ = not (entry.rules or entry.matters)
    return frozenset(rule.id for rule in rules if all_ or rule.id in entry.rules or rule.matter in matters)


def score_problems(
    file: Path, own: Score, joined: Score, rules: Iterable[CheckedRule], vocabulary: Vocabulary
) -> list[Diagnostic]:
    """What the file's `[score]` names and the ruleset lacks, and keys that do not go together; `joined` with what it extends."""
    known = {rule.id: rule for rule in rules}
    matters = sorted({rule.matter for rule in known.values()})
    found = [_unknown_rule(path, name, list(known)) for path, name in _rules(own) if name not in known]
    found += [
        _unknown_matter(path, name, matters)
        for path, name in _matters(own)
        if vocabulary.canonical("matters", name) not in matters
    ]
    found += _at_odds(own, joined)
    if not found:
        return []
    places = places_of(file)
    return [Diagnostic(code, title, places.value(path), hint) for code, path, title, hint in found]


Problem = tuple[str, Keys, Text, Text]


def _entries(score: Score) -> Iterator[tuple[str, int, Deduct | Bonus]]:
    yield from (("deductions", nth, entry) for nth, entry in enumerate(score.deductions))
    yield from (("bonus", nth, entry) for nth, entry in enumerate(score.bonus))


def _rules(score: Score) -> Iterator[tuple[Keys, str]]:
    """The rules that are named, with their places."""
    yield from ((("score", "veto", str(n)), name) for n, name in enumerate(score.veto))
    for kind, nth, entry in _entries(score):
        yield from ((("score", kind, str(nth), "rules", str(n)), name) for n, name in enumerate(entry.rules))


def _matters(score: Score) -> Iterator[tuple[Keys, str]]:
    """The matters that are named, with their places."""
    for kind, nth, entry in _entries(score):
        yield from ((("score", kind, str(nth), "matters", str(n)), name) for n, name in enumerate(entry.matters))


def _at_odds(own: Score, joined: Score) -> list[Problem]:
    """Deductions without their method, the method without deductions, a credit or a spread that deductions have no use for."""
    if "deductions" in own.model_fields_set and joined.method != "deductions":
        return [
            (
                "manifest/score-method",
                ("score", "deductions"),
                Text("写了 deductions，但得分是按比例计算的", "there are deductions, but the score is a share"),
                Text('加上 method = "deductions"，或删去它们', 'add method = "deductions", or take them away'),
            )
        ]
    if joined.method != "deductions":
        return []
    if not joined.deductions:
        hint = Text(
            "例如 deductions = [{ points = 2, cap = 20 }]", "for example deductions = [{ points = 2, cap = 20 }]"
        )
        title = Text("按扣分计算得分，却没有写扣分项", "the score is made of deductions, but none is stated")
        return [("manifest/score-method", ("score", "method"), title, hint)]
    return [
        (
            "manifest/score-method",
            ("score", key),
            Text(f"按扣分计算得分时，{key} 不起作用", f"{key} has no effect where the score is made of deductions"),
            hint,
        )
        for key, hint in _UNUSED.items()
        if key in own.model_fields_set
    ]


_UNUSED = {
    "late_credit": Text(
        '删去它；逾期扣多少写成 deductions 里的一项，verdict = "late"',
        'take it away; say in an entry of deductions with verdict = "late" what it costs',
    ),
    "not_applicable": Text(
        "删去它；不适用的规则本来就不扣分", "take it away; a rule that does not apply costs nothing anyhow"
    ),
}


def _unknown_rule(path: Keys, name: str, known: Sequence[str]) -> Problem:
    title = Text(f"没有编号为“{name}”的规则", f"there is no rule “{name}”")
    return "manifest/score-rule", path, title, _near(name, known)


def _unknown_matter(path: Keys, name: str, known: Sequence[str]) -> Problem:
    title = Text(f"没有规则涉及事项“{name}”", f"no rule is about the matter “{name}”")
    return "manifest/score-matter", path, title, _near(name, known)


def _near(name: str, known: Sequence[str]) -> Text:
    near = nearest(name, known)
    if near:
        return Text(f"是不是“{near}”？", f"did you mean “{near}”?")
    some = [f"“{one}”" for one in known[:MANY]]
    more = len(known) > MANY
    return Text(f"有：{'、'.join(some)}{' 等' if more else ''}", f"known: {', '.join(some)}{' …' if more else ''}")
