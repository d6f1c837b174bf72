"""The vocabulary of a manifest: every name and alias, folded, to its canonical spelling; claims made twice are errors.

An alias may be an entry of its own (one that was inherited, say): then all that it stands for is taken as the name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from compliance.diagnostics import Text
from compliance.findings.names import fold
from compliance.language import KEYWORDS
from compliance.language.vocabulary import ACTIONS, Vocabulary
from compliance.rulesets.manifest import Entry, Manifest

_KEYWORDS = frozenset(fold(word) for word in KEYWORDS)


@dataclass(frozen=True, slots=True)
class NameProblem:
    """What is wrong with an alias: `table` and `name` are the entry that states it, `number` which of its aliases."""

    code: str
    title: Text
    hint: Text
    table: str
    name: str
    number: int


def vocabulary_of(manifest: Manifest) -> tuple[Vocabulary, list[NameProblem]]:
    """The vocabulary, and what is wrong with it: an alias of two names, one that is a keyword, aliases in a circle."""
    problems: list[NameProblem] = []
    tables: dict[str, Mapping[str, str]] = {"actions": _actions(manifest, problems)}
    for kind in ("matters", "channels", "elements", "agencies"):
        tables[kind] = _table(getattr(manifest, kind), kind, problems)
    grounds = {name: entry for name, entry in manifest.exemptions.items() if name != "default"}
    tables["grounds"] = _table(grounds, "exemptions", problems)
    groups = (group for agency in manifest.agencies.values() for group in agency.groups)
    tables["groups"] = _plain(groups)
    for kind in ("lists", "seasons", "durations"):
        tables[kind] = _plain(getattr(manifest, kind))
    return Vocabulary(**tables), problems


def _plain(names: Iterable[str]) -> dict[str, str]:
    return {fold(name): name for name in names}


def _actions(manifest: Manifest, problems: list[NameProblem]) -> dict[str, str]:
    """The actions that are always there, with what the manifest adds to them and of its own."""
    own = {fold(name): entry for name, entry in manifest.actions.items()}
    entries = {
        name: Entry(aliases=(*aliases, *own.pop(fold(name), Entry()).aliases)) for name, aliases in ACTIONS.items()
    }
    entries |= {name: entry for name, entry in manifest.actions.items() if fold(name) in own}
    return _table(entries, "actions", problems)


def _table(entries: Mapping[str, Entry], kind: str, problems: list[NameProblem]) -> dict[str, str]:
    """Each name and alias to the name that it stands for in the end."""
    above: dict[str, str] = {}
    up: dict[str, str] = {}
    names = {fold(name): name for name in entries}
    for name, entry in entries.items():
        standard = len(ACTIONS.get(name, ())) if kind == "actions" else 0
        folded = fold(name)
        for number, alias in enumerate(entry.aliases):
            key = fold(alias)
            problem = None
            if key in _KEYWORDS and number >= standard:
                problem = _keyword(alias)
            elif key == folded:
                continue
            elif above.get(key, name) != name:
                problem = _twice(alias, above[key], name)
            elif _end(folded, up) == key:
                problem = _circle(alias, name)
            else:
                above[key], up[key] = name, folded
            if problem:
                problems.append(NameProblem(*problem, kind, name, number - standard))
    # Two entries that fold alike are one name: what stands for the one stands for the other.
    return {**names, **{key: names[_end(key, up)] for key in above}}


def _end(key: str, up: dict[str, str]) -> str:
    """Where going up from a word ends; the way is made shorter for whoever goes it next."""
    while (above := up.get(key)) is not None:
        up[key] = key = up.get(above, above)
    return key


_Words = tuple[str, Text, Text]


def _keyword(alias: str) -> _Words:
    return (
        "manifest/alias-is-keyword",
        Text(f"别名“{alias}”是规则语言的关键词", f"the alias “{alias}” is a keyword of the rule language"),
        Text(
            "换一个别名；规则里确要用它作名称的，加引号", "choose another alias; in a rule a name like it needs quotes"
        ),
    )


def _twice(alias: str, first: str, second: str) -> _Words:
    return (
        "manifest/alias-twice",
        Text(
            f"“{alias}”已是“{first}”的别名，不能又是“{second}”的",
            f"“{alias}” is an alias of “{first}” already, so it cannot be one of “{second}”",
        ),
        Text("留下一处，删去另一处", "keep one of them and take the other away"),
    )


def _circle(alias: str, name: str) -> _Words:
    return (
        "manifest/alias-cycle",
        Text(
            f"“{alias}”和“{name}”绕成一圈：各是对方的别名",
            f"“{alias}” and “{name}” go round in a circle: each is an alias of the other",
        ),
        Text(
            "定一个作正式名称，删去它在另一处的别名",
            "choose one as the name, and take it away from the other's aliases",
        ),
    )
