"""What the checks look at: a loaded ruleset with the trees, texts and manifest of its own folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from compliance.diagnostics import Diagnostic, Place, Text
from compliance.language import tree
from compliance.language.tree import Rule, RuleFile, Span
from compliance.rulesets.load import Layer
from compliance.rulesets.manifest import Manifest
from compliance.rulesets.model import CheckedDuty, CheckedRule, Ruleset


@dataclass(frozen=True, slots=True)
class Remark:
    """What a check has found: where, what, and what to do."""

    place: Place
    title: Text
    hint: Text


@dataclass(frozen=True, slots=True)
class Placed:
    """A checked rule with the tree that it was made of. `own`: it stands in the ruleset's own folder."""

    rule: CheckedRule
    tree: Rule
    own: bool

    @property
    def id(self) -> str:
        """The id as written: of a rule for each member of a list without the member."""
        return self.tree.id or self.tree.matter.text if self.tree.each else self.rule.id


@dataclass(frozen=True, slots=True)
class Stated:
    """One duty of a rule."""

    placed: Placed
    duty: CheckedDuty

    @property
    def rule(self) -> CheckedRule:
        """The rule that it is a duty of."""
        return self.placed.rule

    @property
    def text(self) -> str:
        """The duty as written."""
        return self.duty.text or self.placed.tree.text


@dataclass(frozen=True, eq=False)
class Subject:
    """A ruleset as checks see it. Inherited rules are there to be compared with; nothing is said about them alone."""

    ruleset: Ruleset
    layer: Layer
    rules: tuple[Placed, ...]
    toml: str
    """The path of the folder's `ruleset.toml`."""
    lines: Mapping[str, tuple[str, ...]]
    """The lines of each file of the folder."""

    @property
    def manifest(self) -> Manifest:
        """The manifest as the folder's file has it."""
        return self.layer.own

    @property
    def files(self) -> tuple[RuleFile, ...]:
        """The folder's rules files."""
        return self.layer.files

    @cached_property
    def own(self) -> tuple[Placed, ...]:
        """The rules of the folder itself."""
        return tuple(placed for placed in self.rules if placed.own)

    @cached_property
    def written(self) -> tuple[Placed, ...]:
        """The same, a rule for each member of a list taken once."""
        return tuple({(p.rule.file, p.rule.line): p for p in reversed(self.own)}.values())[::-1]

    @cached_property
    def stated(self) -> tuple[Stated, ...]:
        """Every duty of every rule."""
        return tuple(Stated(placed, duty) for placed in self.rules for duty in placed.rule.duties)

    @cached_property
    def _toml_places(self) -> dict[tuple[str, str], int]:
        return dict(_entries(self.lines[self.toml]))

    def in_rule(self, placed: Placed, span: Span | None = None) -> Place:
        """A place in a rules file; without a span the rule's own line."""
        span = span or placed.tree.span or Span(placed.rule.line, 1, 1)
        lines = self.lines.get(placed.rule.file, ())
        source = lines[span.line - 1] if span.line <= len(lines) else None
        return Place(placed.rule.file, span.line, span.column, span.length, source)

    def at_duty(self, stated: Stated) -> Place:
        """Where a duty stands."""
        spans = stated.placed.tree.duty_spans
        number = stated.duty.number - 1
        return self.in_rule(stated.placed, spans[number] if number < len(spans) else None)

    def at_qualifier(self, placed: Placed, kind: type[tree.Qualifier]) -> Place:
        """Where a rule's qualifier stands; the rule's own line where it has none."""
        kinds = [type(qualifier) for qualifier in placed.tree.qualifiers]
        spans = placed.tree.qualifier_spans
        found = kinds.index(kind) if kind in kinds else len(spans)
        return self.in_rule(placed, spans[found] if found < len(spans) else None)

    def in_manifest(self, table: str, key: str) -> Place:
        """Where an entry of a table stands in `ruleset.toml`."""
        lines = self.lines[self.toml]
        line = self._toml_places.get((table, key))
        if line is None:
            return Place(self.toml)
        source = lines[line - 1]
        column = source.find(key)
        return Place(self.toml, line, column + 1 if column >= 0 else 1, len(key), source)

    def diagnostics(self, code: str, remarks: Iterable[Remark]) -> Iterator[Diagnostic]:
        """Remarks as diagnostics, each once: a rule for each member of a list says the same of every member."""
        for remark in dict.fromkeys(remarks):
            yield Diagnostic(f"lint/{code}", remark.title, remark.place, remark.hint, "warning")


def _entries(lines: Iterable[str]) -> Iterator[tuple[tuple[str, str], int]]:
    """Table and key of each line that begins an entry, and the line."""
    table = ""
    for number, line in enumerate(lines, 1):
        bare = line.strip()
        if bare.startswith("["):
            # A line that goes on with an array begins with a bracket too, but no such table is asked for.
            table = _bare(bare.strip("[ ").partition("]")[0])
        elif "=" in bare and not bare.startswith("#"):
            key = bare.partition("=")[0]
            yield (table, _bare(key)), number


def _bare(key: str) -> str:
    return key.strip().strip("\"'")


def subject_of(ruleset: Ruleset, layers: tuple[Layer, ...], toml: str) -> Subject:
    """The subject of a ruleset that was loaded with its layers; `toml` is the text of its own `ruleset.toml`."""
    trees = {
        (file, rule.span.line): (rule, layer is layers[-1])
        for layer in layers
        for file, rule in layer.rules
        if rule.span
    }
    rules = tuple(Placed(rule, *trees[rule.file, rule.line]) for rule in ruleset.rules)
    path = str(ruleset.folder / "ruleset.toml") if ruleset.folder else "ruleset.toml"
    texts = {path: toml, **dict(layers[-1].texts)}
    return Subject(ruleset, layers[-1], rules, path, {file: tuple(_lines(text)) for file, text in texts.items()})


def _lines(text: str) -> list[str]:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
