"""A ruleset's folder, with all that it extends, to a checked ruleset; or every error that stands in its files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from compliance.diagnostics import Diagnostic, Place, Refused, Text, nearest
from compliance.language import parse_rules
from compliance.language.tree import Rule, RuleFile
from compliance.rulesets.builtin import builtin_folder, builtin_names
from compliance.rulesets.manifest import Head, Manifest, read_manifest
from compliance.rulesets.model import CheckedRule, Ruleset
from compliance.rulesets.names import vocabulary_of
from compliance.rulesets.resolve import Resolver

INLINE = "inline"


@dataclass(frozen=True, slots=True)
class Layer:
    """One folder of a chain of `extends`: its manifest joined with those before it, and its rules as trees."""

    manifest: Manifest
    own: Manifest
    """The manifest as the folder's file has it."""
    files: tuple[RuleFile, ...]
    texts: tuple[tuple[str, str], ...]
    """The text of each rules file by its path."""
    digest: str

    @property
    def rules(self) -> tuple[tuple[str, Rule], ...]:
        """Every rule with the file that it stands in."""
        return tuple((file.file, rule) for file in self.files for rule in file.rules)


def load_ruleset(name: str) -> Ruleset:
    """The ruleset in a folder, or the built-in one of that name. Raises Refused with every error of its files."""
    return load_layers(name)[0]


def load_layers(name: str) -> tuple[Ruleset, tuple[Layer, ...]]:
    """The same, with the folders that it is made of, its own the last. Raises Refused likewise."""
    folder = find_ruleset(name)
    layers = _layers(folder, (folder.resolve(),))
    return _assemble(layers, folder), tuple(layers)


def inline_ruleset(texts: Sequence[str]) -> Ruleset:
    """The ruleset `inline` of rules given on the spot. Raises Refused with every error in them."""
    manifest = Manifest(ruleset=Head(id=INLINE, title="命令行给出的规则"))
    named = tuple((f"--rule[{n}]", text) for n, text in enumerate(texts, 1))
    files, problems = _parse(named, manifest)
    if problems:
        raise Refused(problems)
    digest = hashlib.sha256("\n".join(texts).encode()).hexdigest()
    return _assemble([Layer(manifest, manifest, files, named, digest)], None)


def find_ruleset(name: str) -> Path:
    """The folder of a ruleset given by name or folder. Raises Refused where there is none, naming the nearest."""
    path = Path(name)
    for folder in (path, builtin_folder() / name):
        if (folder / "ruleset.toml").is_file():
            return folder
    if path.is_dir():
        title = Text(f"文件夹 “{name}” 里没有 ruleset.toml", f"the folder “{name}” has no ruleset.toml")
        raise Refused([Diagnostic("ruleset/no-manifest", title, Place(name))])
    near = nearest(name, builtin_names())
    title = Text(f"没有名为 “{name}” 的规则集", f"there is no ruleset named “{name}”")
    listing = Text(f"内置规则集：{'、'.join(builtin_names())}", f"built-in rulesets: {', '.join(builtin_names())}")
    hint = Text(f"是否想写 “{near}”？", f"did you mean “{near}”?") if near else listing
    raise Refused([Diagnostic("ruleset/not-found", title, hint=hint)])


def _layers(folder: Path, chain: tuple[Path, ...]) -> list[Layer]:
    """The folder's layer behind those it extends, the most basic first."""
    own = manifest = read_manifest(folder / "ruleset.toml")
    layers: list[Layer] = []
    for name in own.ruleset.extends:
        sibling = folder.resolve().parent / name
        parent = sibling if (sibling / "ruleset.toml").is_file() else find_ruleset(name)
        if parent.resolve() in chain:
            title = Text(f"extends 绕回了自己：{name}", f"extends goes round in a circle: {name}")
            raise Refused([Diagnostic("ruleset/extends-cycle", title, Place(str(folder / "ruleset.toml")))])
        layers += _layers(parent, (*chain, parent.resolve()))
    for layer in layers:
        manifest = _joined(layer.manifest, manifest)
    texts, problems = _read(sorted(folder.glob("*.rules")))
    files, more = _parse(texts, manifest)
    if problems or more:
        raise Refused([*problems, *more])
    digest = hashlib.sha256((folder / "ruleset.toml").read_bytes())
    for _, text in texts:
        digest.update(text.encode())
    return [*layers, Layer(manifest, own, files, texts, digest.hexdigest())]


def _read(paths: Iterable[Path]) -> tuple[tuple[tuple[str, str], ...], list[Diagnostic]]:
    texts, problems = [], []
    for path in paths:
        try:
            texts.append((str(path), path.read_bytes().decode("utf-8-sig")))
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            title = Text("规则文件不是 UTF-8 编码", "the rules file is not in UTF-8")
            hint = Text("请另存为 UTF-8", "save it as UTF-8")
            problems.append(Diagnostic("ruleset/encoding", title, Place(str(path), line), hint))
    return tuple(texts), problems


def _parse(texts: Sequence[tuple[str, str]], manifest: Manifest) -> tuple[tuple[RuleFile, ...], list[Diagnostic]]:
    vocabulary, problems = vocabulary_of(manifest)
    files: list[RuleFile] = []
    for file, text in texts:
        parsed, more = parse_rules(text, file, vocabulary)
        files.append(parsed)
        problems += more
    return tuple(files), [p for p in problems if p.severity == "error"]


def _joined(base: Manifest, own: Manifest) -> Manifest:
    """The manifest with what the one it extends says and it does not."""
    update: dict[str, Any] = {}
    for name in (
        "durations",
        "actions",
        "matters",
        "channels",
        "elements",
        "agencies",
        "assignments",
        "lists",
        "seasons",
    ):
        update[name] = {**getattr(base, name), **getattr(own, name)}
    grounds = {**base.exemptions, **own.exemptions}
    update["exemptions"] = grounds
    for name in ("deadlines", "log", "score"):
        inherited, mine = getattr(base, name), getattr(own, name)
        update[name] = inherited.model_copy(update={k: getattr(mine, k) for k in mine.model_fields_set})
    corrections = {
        k: tuple(dict.fromkeys((*getattr(base.calendar, k), *getattr(own.calendar, k))))
        for k in ("holidays", "workdays")
    }
    update["calendar"] = own.calendar.model_copy(update=corrections)
    return own.model_copy(update=update)


def _assemble(layers: Sequence[Layer], folder: Path | None) -> Ruleset:
    """The ruleset of the last layer, with the rules of those before it that no later explicit id replaces."""
    manifest = layers[-1].manifest
    vocabulary, _ = vocabulary_of(manifest)
    rules: dict[str, CheckedRule] = {}
    explicit: set[str] = set()
    problems: list[Diagnostic] = []
    for layer in layers:
        resolver = Resolver(layer.manifest, vocabulary)
        checked, named = resolver.resolve(layer.rules)
        problems += resolver.problems
        for rule in checked:
            if rule.id in rules and not (rule.id in named and rule.id in explicit):
                problems.append(_repeated(rule))
            rules.pop(rule.id, None)
            rules[rule.id] = rule
        explicit |= named
    if problems:
        raise Refused(problems)
    digest = hashlib.sha256("".join(layer.digest for layer in layers).encode()).hexdigest()
    return _ruleset(manifest, tuple(rules.values()), digest, folder)


def _repeated(rule: CheckedRule) -> Diagnostic:
    title = Text(f"规则编号 “{rule.id}” 已被继承的规则占用", f"the rule id “{rule.id}” is taken by an inherited rule")
    hint = Text(
        "用 [编号] 另起一个编号；要替换它，两边都须写明编号",
        "give it an id of its own; to replace it, both must state their id",
    )
    return Diagnostic("ruleset/repeated-id", title, Place(rule.file, rule.line), hint)


def _ruleset(manifest: Manifest, rules: tuple[CheckedRule, ...], digest: str, folder: Path | None) -> Ruleset:
    from compliance.rulesets.model import Grades

    head, deadlines = manifest.ruleset, manifest.deadlines
    vocabulary, _ = vocabulary_of(manifest)
    default = manifest.exemptions.get("default")
    ruleset = Ruleset(
        id=head.id,
        title=head.title or head.id,
        issuer=head.issuer,
        issued=head.issued,
        effective=(head.effective.start, head.effective.end),
        language=head.language,
        timezone=deadlines.timezone,
        calendar=deadlines.calendar,
        holidays=manifest.calendar.holidays,
        workdays=manifest.calendar.workdays,
        rollover=deadlines.rollover == "next-working-day",
        promptly=deadlines.promptly,
        shared_cases=manifest.log.cases == "shared",
        vocabulary=vocabulary,
        agencies=tuple(manifest.agencies),
        default_grounds=tuple(vocabulary.canonical("grounds", g) for g in (default.grounds if default else ())),
        score=Grades(manifest.score.late_credit, manifest.score.grades),
        rules=rules,
        digest=digest,
        extends=head.extends,
        folder=folder,
    )
    return ruleset if folder else replace(ruleset, chosen=Text("由 --rule 给出", "given by --rule"))
