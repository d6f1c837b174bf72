"""The vocabulary of a manifest: every name and alias, folded, to its canonical spelling; claims made twice are errors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from compliance.diagnostics import Diagnostic, Place, Text
from compliance.findings.names import fold
from compliance.language import KEYWORDS
from compliance.language.vocabulary import ACTIONS, Vocabulary
from compliance.rulesets.manifest import Entry, Manifest

_KEYWORDS = frozenset(fold(word) for word in KEYWORDS)


def vocabulary_of(manifest: Manifest) -> tuple[Vocabulary, list[Diagnostic]]:
    """The vocabulary, and what is wrong with it: an alias of two names, an alias that is a keyword."""
    problems: list[Diagnostic] = []
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


def _actions(manifest: Manifest, problems: list[Diagnostic]) -> dict[str, str]:
    """The actions that are always there, with what the manifest adds to them and of its own."""
    own = {fold(name): entry for name, entry in manifest.actions.items()}
    entries = {
        name: Entry(aliases=(*aliases, *own.pop(fold(name), Entry()).aliases)) for name, aliases in ACTIONS.items()
    }
    entries |= {name: entry for name, entry in manifest.actions.items() if fold(name) in own}
    return _table(entries, "actions", problems)


def _table(entries: Mapping[str, Entry], kind: str, problems: list[Diagnostic]) -> dict[str, str]:
    table = {fold(name): name for name in entries}
    for name, entry in entries.items():
        for alias in entry.aliases:
            key = fold(alias)
            if key in _KEYWORDS and alias not in ACTIONS.get(name, ()):
                problems.append(
                    _problem(
                        "manifest/alias-is-keyword",
                        f"别名 “{alias}” 是关键词",
                        f"the alias “{alias}” is a keyword",
                        kind,
                        name,
                    )
                )
            elif table.setdefault(key, name) != name:
                other = table[key]
                problems.append(
                    _problem(
                        "manifest/alias-twice",
                        f"“{alias}” 同时是 “{other}” 和 “{name}” 的别名",
                        f"“{alias}” is an alias of both “{other}” and “{name}”",
                        kind,
                        name,
                    )
                )
    return table


def _problem(code: str, zh: str, en: str, kind: str, name: str) -> Diagnostic:
    hint = Text(f"改 [{kind}] 里 “{name}” 的别名", f"change the aliases of “{name}” under [{kind}]")
    return Diagnostic(code, Text(zh, en), Place("ruleset.toml"), hint)
