"""A ruleset as the checklist that an agency reads before any log exists: grouped by clause, unit or matter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal

from compliance.diagnostics import Text
from compliance.diagnostics.diagnostic import Language
from compliance.findings.phrases import count
from compliance.reports.checklist import facts
from compliance.reports.tidy import tidy, visible
from compliance.rulesets.model import CheckedRule, Ruleset

By = Literal["clause", "unit", "matter"]
WORDS = {
    "done": Text("完成", "done"),
    "duty": Text("要做什么", "what to do"),
    "more": Text("要求", "particulars"),
    "everyone": Text("各单位", "every agency"),
    "uncited": Text("没有依据", "no clause"),
}


@dataclass(frozen=True, slots=True)
class GuideRule:
    """One line of the checklist."""

    id: str
    title: str
    text: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The rules of one clause, unit or matter."""

    name: str
    rules: tuple[GuideRule, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """The whole checklist, in words."""

    lang: str
    title: str
    head: str
    groups: tuple[Group, ...]
    words: dict[str, str]


def guide(ruleset: Ruleset, by: By, language: Language) -> Guide:
    """The checklist of a ruleset. A rule that several units owe stands under each."""
    words = {name: text.said(language) for name, text in WORDS.items()}
    keys: dict[By, Callable[[CheckedRule], Iterable[str]]] = {
        "clause": lambda rule: (rule.citation or words["uncited"],),
        "unit": lambda rule: rule.owners or (words["everyone"],),
        "matter": lambda rule: (rule.matter,),
    }
    titles = Counter(rule.title for rule in ruleset.rules)
    groups: dict[str, list[GuideRule]] = {}
    for rule in ruleset.rules:
        shown = _rule(ruleset, rule, language)
        if titles[rule.title] > 1 and rule.title:
            # Several rules of one sentence of the document: their matters tell them apart.
            shown = replace(shown, title=f"{shown.title} · {rule.matter}")
        for key in keys[by](rule):
            groups.setdefault(key, []).append(shown)
    n = len(ruleset.rules)
    rules = Text(f"{n} 条规则", count(n, "rule")).said(language)
    head = "  ".join(part for part in (ruleset.issuer, rules) if part)
    listed = tuple(Group(name, tuple(rules)) for name, rules in groups.items())
    return Guide({"zh": "zh-CN", "en": "en"}[language], ruleset.title, head, listed, words)


def _rule(ruleset: Ruleset, rule: CheckedRule, language: Language) -> GuideRule:
    question = next((duty.question for duty in rule.duties if duty.question), None)
    said = tuple((label, value) for label, value in facts(ruleset, rule, language) if value != rule.title)
    return GuideRule(rule.id, rule.title or question or rule.matter, rule.text, said)


def as_markdown(shown: Guide) -> str:
    """The checklist as Markdown, a box before each rule."""
    lines = [f"# {_plain(shown.title)}", "", _plain(shown.head)]
    for group in shown.groups:
        lines += ["", f"## {_plain(group.name)}", ""]
        for rule in group.rules:
            particulars = "; ".join(f"{label} {value}" for label, value in rule.facts)
            title, text = f"- [ ] **{_plain(rule.title)}** ({_code(rule.id)})", _code(rule.text)
            lines += [title, f"  {text}", f"  {_plain(particulars)}"]
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    """Text in a line that no Markdown reader takes for markup."""
    return "".join(f"\\{c}" if c in "\\`*_<>[]#|" else c for c in tidy(text, len(text)))


def _code(text: str) -> str:
    """Text that stands as it is, in a line, between more accents than it has in a row itself."""
    text = tidy(text, len(text))
    own = max((len(run) for run in re.findall("`+", text)), default=0)
    return f"{'`' * (own + 1)} {text} {'`' * (own + 1)}" if own else f"`{text}`"


def as_html(shown: Guide) -> str:
    """The checklist as one HTML page that needs no network."""
    from compliance.reports.html import rendered

    return visible(rendered("guide.html", guide=shown)).replace("\r", " ")
