"""A name in a rule that is not declared, but is very close to one that is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from compliance.diagnostics import Place, Text
from compliance.findings.names import fold
from compliance.language import tree
from compliance.language.tree import Name
from compliance.rulesets.lint.subject import Placed, Remark, Subject

CODE = "near-miss"
KINDS = {
    "matters": Text("事项", "matter"),
    "channels": Text("渠道", "channel"),
    "elements": Text("内容", "element"),
    "agencies": Text("单位", "agency"),
    "grounds": Text("豁免理由", "ground"),
}
SHORTEST = 3
"""Names of fewer characters are too short to be told from a slip."""
LETTERS = 5
"""So many letters an English word has in which another letter is a slip."""
WORD = re.compile("[a-z]+")


def check(subject: Subject) -> Iterator[Remark]:
    """Every such name of a rule, of a list's members and of the assignments, where it stands first."""
    known = {kind: Declared(getattr(subject.ruleset.vocabulary, kind)) for kind in KINDS}
    seen: set[tuple[str, str]] = set()
    for kind, written, place in (*_in_rules(subject), *_in_manifest(subject)):
        key = (kind, fold(written))
        if key not in seen:
            seen.add(key)
            yield from _remarks(known[kind], kind, written, place)


def _in_rules(subject: Subject) -> Iterator[tuple[str, str, Place]]:
    for placed in subject.written:
        for kind, name in _names(placed):
            # A name that is declared is in the tree as it is declared.
            yield kind, name.text, subject.in_rule(placed, name.span)


def _in_manifest(subject: Subject) -> Iterator[tuple[str, str, Place]]:
    for list_, members in subject.manifest.lists.items():
        yield from (("matters", member, subject.in_manifest("lists", list_)) for member in members)
    for matter, owners in subject.manifest.assignments.items():
        place = subject.in_manifest("assignments", matter)
        yield "matters", matter, place
        yield from (("agencies", owner, place) for owner in owners)


def _names(placed: Placed) -> Iterator[tuple[str, Name]]:
    if not placed.tree.each:
        yield "matters", placed.tree.matter
    for qualifier in placed.tree.qualifiers:
        match qualifier:
            case tree.On(groups=groups):
                yield from (("channels", name) for group in groups for name in group)
            case tree.Containing(elements=elements):
                yield from (("elements", name) for name in elements)
            case tree.By(agencies=agencies):
                yield from (("agencies", name) for name in agencies)
            case tree.Except(grounds=grounds):
                yield from (("grounds", name) for name in grounds)


def _remarks(declared: Declared, kind: str, written: str, place: Place) -> Iterator[Remark]:
    near = declared.nearly(fold(written))
    if near is None:
        return
    words, name = KINDS[kind], declared.names[near]
    title = Text(
        f"{words.zh}“{written}”没有声明，与“{near}”只差一点",
        f"the {words.en} “{written}” is not declared, but “{near}” is",
    )
    hint = Text(f"写作“{name}”，或在 ruleset.toml 里声明它", f"write “{name}”, or declare it in ruleset.toml")
    yield Remark(place, title, hint)


class Declared:
    """The names and aliases of a kind (folded, with the name each stands for), to be looked up by slips of them."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = names
        self._shortened: dict[str, list[str]] = {}
        for name in names:
            for shorter in _shortened(name):
                self._shortened.setdefault(shorter, []).append(name)

    def nearly(self, name: str) -> str | None:
        """The name that `name` is a slip of: one character more or fewer, two changed about, an English misspelling."""
        if name in self.names:
            return None
        # Two names that are a slip apart are the same when a character is taken from one of them, or from both.
        around = {name, *_shortened(name)}
        others = {other for text in around for other in self._shortened.get(text, ())} | (around & self.names.keys())
        close = [other for other in others if _slip(name, other)]
        return min(close, key=lambda other: (abs(len(other) - len(name)), other), default=None)


def _shortened(name: str) -> set[str]:
    return {name[:n] + name[n + 1 :] for n in range(len(name))}


def _slip(name: str, other: str) -> bool:
    """Whether one is the other with a slip. In Chinese another character is another word (微博, 微信), so it is none."""
    short, long = sorted((name, other), key=len)
    if len(short) < SHORTEST or len(long) - len(short) > 1:
        return False
    if len(short) == len(long):
        return _changed(name, other)
    rest = iter(long)
    # 第1局 and 第11局 are two agencies.
    numbers = [[c for c in text if c.isnumeric()] for text in (short, long)]
    return all(character in rest for character in short) and numbers[0] == numbers[1]


def _changed(name: str, other: str) -> bool:
    """Two neighbours changed about, or another letter within an English word."""
    differing = [n for n in range(len(name)) if name[n] != other[n]]
    if len(differing) == 2 and differing[1] - differing[0] == 1:
        first, second = differing
        return name[first] == other[second] and name[second] == other[first]
    words = (word for word in WORD.finditer(name) if word.start() <= differing[0] < word.end())
    return len(differing) == 1 and other[differing[0]].isalpha() and any(len(word[0]) >= LETTERS for word in words)
