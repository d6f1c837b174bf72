"""A ruleset's folder, with all that it extends, to a checked ruleset; or every error that stands in its files."""

from __future__ import annotations

import hashlib
import os.path
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from compliance.diagnostics import Diagnostic, Place, Refused, Text, nearest
from compliance.diagnostics.diagnostic import Language
from compliance.diagnostics.not_utf8 import not_utf8
from compliance.diagnostics.small_file import read_given
from compliance.language import Vocabulary, parse_rules
from compliance.language.tree import Rule, RuleFile, Span
from compliance.rulesets.builtin import builtin_folder, builtin_names
from compliance.rulesets.manifest import Entry, Head, Manifest, read_manifest
from compliance.rulesets.manifest_meaning import places_of, problems_of
from compliance.rulesets.model import CheckedRule, Ruleset
from compliance.rulesets.names import vocabulary_of
from compliance.rulesets.reach import builtin, refuse_outside
from compliance.rulesets.resolve import Resolver
from compliance.rulesets.score_entries import score_problems, scoring_of

INLINE = "inline"
_PLAIN_NAME = re.compile(r"(?!\.)[^/\\:\x00-\x1f]{1,200}")
"""What `extends` may say: the name of a folder, no way to one."""


DEEPEST = 64
"""So many rulesets may extend one another in a row."""


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
    folder: Path | None = None
    """Where it lies, by its real path."""
    beneath: frozenset[Path | None] = frozenset()
    """The folders that it extends, one by way of another too."""

    @property
    def rules(self) -> tuple[tuple[str, Rule], ...]:
        """Every rule with the file that it stands in."""
        return tuple((file.file, rule) for file in self.files for rule in file.rules)


def load_ruleset(name: str, language: Language | None = None) -> Ruleset:
    """The ruleset in a folder, or the built-in one of that name; `language` turns the text of its rules into that spelling.

    Raises Refused with every error of its files.
    """
    return load_layers(name, language)[0]


def load_layers(name: str, language: Language | None = None) -> tuple[Ruleset, tuple[Layer, ...]]:
    """The same, with the folders that it is made of, its own the last. Raises Refused likewise."""
    folder = find_ruleset(name)
    try:
        layers = _layers(folder, (folder.resolve(),), language, {})
        return _assemble(layers, folder), tuple(layers)
    except Refused:
        if language:
            # Raises the same of the rules as they stand: the other spelling has places that nobody can look up.
            load_layers(name)
        raise


def inline_ruleset(texts: Sequence[str], language: Language | None = None) -> Ruleset:
    """The ruleset `inline` of rules given on the spot, its title in `language`. Raises Refused with every error in them."""
    title = Text("命令行给出的规则", "rules of the command line").said(language or "zh")
    manifest = Manifest(ruleset=Head(id=INLINE, title=title))
    named = tuple((f"--rule[{n}]", text) for n, text in enumerate(texts, 1))
    files, problems = _parse(named, manifest)
    if problems:
        raise Refused(problems)
    if empty := [file.file for file in files if not file.rules]:
        raise Refused([no_rule(Place(name)) for name in empty])
    digest = hashlib.sha256("\n".join(texts).encode("utf-8", "backslashreplace")).hexdigest()
    try:
        return _assemble([Layer(manifest, manifest, files, named, digest)], None)
    except Refused as refused:
        raise Refused([_without_manifest(one) for one in refused.diagnostics]) from None


def _without_manifest(problem: Diagnostic) -> Diagnostic:
    """Where a hint sends to `ruleset.toml`, that a rule given on the spot has none."""
    hint = problem.hint
    if hint is None or not ("ruleset.toml" in hint.zh or "[actions]" in hint.zh):
        return problem
    zh = f"{hint.zh}；当场给出的规则没有 ruleset.toml：先用 compliance new ruleset 名称 建一个规则集"
    en = f"{hint.en}; a rule given on the spot has no ruleset.toml: make a ruleset with compliance new ruleset NAME"
    return replace(problem, hint=Text(zh, en))


def find_ruleset(name: str) -> Path:
    """The folder of a ruleset given by name or folder. Raises Refused where there is none, naming the nearest."""
    path = Path(name)
    for folder in (path, builtin_folder() / name):
        if os.path.isfile(folder / "ruleset.toml"):
            return folder
    if os.path.isdir(path):
        if not os.access(path, os.X_OK):
            read_given(path / "ruleset.toml")
        title = Text(f"文件夹“{name}”里没有 ruleset.toml", f"the folder “{name}” has no ruleset.toml")
        hint = Text('建一个，写上 [ruleset] 和 id = "…"', 'make one with [ruleset] and id = "…"')
        raise Refused([Diagnostic("ruleset/no-manifest", title, Place(name), hint)])
    if os.path.isfile(path):
        raise Refused([_file_for_folder(path)])
    near = nearest(name, builtin_names())
    title = Text(f"没有名为“{name}”的规则集", f"there is no ruleset named “{name}”")
    listing = Text(f"内置规则集：{'、'.join(builtin_names())}", f"built-in rulesets: {', '.join(builtin_names())}")
    hint = Text(f"是不是“{near}”？", f"did you mean “{near}”?") if near else listing
    raise Refused([Diagnostic("ruleset/not-found", title, hint=hint)])


def _file_for_folder(path: Path) -> Diagnostic:
    """`-r my-city/city.rules`."""
    title = Text("规则集应是文件夹，这里却是文件", "a ruleset is a folder, and this is a file")
    if os.path.isfile(path.parent / "ruleset.toml"):
        hint = Text(f"写它所在的文件夹：{path.parent}", f"name the folder that it lies in: {path.parent}")
    else:
        hint = Text(
            "规则文件要放在有 ruleset.toml 的文件夹里（compliance new ruleset 可建一个）；单独一条规则用 --rule 给出",
            "rules lie in a folder with a ruleset.toml (compliance new ruleset makes one); a single rule goes with --rule",
        )
    return Diagnostic("ruleset/not-a-folder", title, Place(str(path)), hint)


def is_rules_file(path: Path) -> bool:
    """Whether a file's name ends in `.rules`, in capitals or not: on no system is one read that another passes over.

    What begins with a point is what an editor or another system keeps beside a file.
    """
    return path.suffix.lower() == ".rules" and not path.name.startswith(".")


def load_vocabulary(folder: Path) -> tuple[Vocabulary, Language]:
    """The vocabulary and the language of a ruleset's folder; its rules are not read. Raises Refused as for the whole."""
    manifest = _manifest(folder, (folder.resolve(),), {})
    return vocabulary_of(manifest)[0], manifest.ruleset.language


def _manifest(folder: Path, chain: tuple[Path, ...], known: dict[Path, Manifest]) -> Manifest:
    """The folder's manifest, joined with those that it extends; those of folders that are `known` are not read again."""
    if chain[-1] in known:
        return known[chain[-1]]
    refuse_outside([folder / "ruleset.toml"], folder)
    own = manifest = read_manifest(folder / "ruleset.toml")
    for number, name in enumerate(own.ruleset.extends):
        parent = _extended(folder, name, number, chain)
        manifest = _joined(_manifest(parent, (*chain, parent.resolve()), known), manifest)
    if problems := problems_of(folder / "ruleset.toml", own, manifest):
        raise Refused(problems)
    known[chain[-1]] = manifest
    return manifest


def _layers(
    folder: Path, chain: tuple[Path, ...], language: Language | None, known: dict[Path, list[Layer]]
) -> list[Layer]:
    """The folder's layer behind those it extends, the most basic first and each once, however many ways lead to it."""
    if chain[-1] in known:
        return known[chain[-1]]
    paths = sorted(path for path in folder.iterdir() if is_rules_file(path))
    refuse_outside([folder / "ruleset.toml", *paths], folder)
    own = manifest = read_manifest(folder / "ruleset.toml")
    layers: list[Layer] = []
    for number, name in enumerate(own.ruleset.extends):
        parent = _extended(folder, name, number, chain)
        beneath = _layers(parent, (*chain, parent.resolve()), language, known)
        there = {layer.folder for layer in layers}
        layers += [layer for layer in beneath if layer.folder not in there]
    for layer in reversed(layers):  # What stands nearer goes before what stands deeper.
        manifest = _joined(layer.manifest, manifest)
    texts, problems = _read(paths)
    if not paths and not layers:
        problems.append(_no_rules(folder))
    files, more = _parse(texts, manifest, language)
    found = [*problems_of(folder / "ruleset.toml", own, manifest), *problems, *more]
    if found:
        raise Refused(found)
    digest = hashlib.sha256(read_given(folder / "ruleset.toml"))
    for _, text in texts:
        digest.update(text.encode())
    extended = frozenset(layer.folder for layer in layers)
    known[chain[-1]] = [*layers, Layer(manifest, own, files, texts, digest.hexdigest(), chain[-1], extended)]
    return known[chain[-1]]


def _extended(folder: Path, name: str, number: int, chain: tuple[Path, ...]) -> Path:
    """The folder of a ruleset that `extends` names: one beside this, or a built-in one."""
    at = ("ruleset", "extends", str(number))
    if not _PLAIN_NAME.fullmatch(name):
        raise Refused([_outside(name, places_of(folder / "ruleset.toml").value(at))])
    beside = folder.parent if folder.name not in ("", "..") else folder.resolve().parent
    sibling = beside / name
    try:
        if (sibling / "ruleset.toml").is_file():
            parent = sibling
            refuse_outside([sibling], beside)
        else:
            parent = builtin(name)
    except Refused as refused:
        place = places_of(folder / "ruleset.toml").value(at)
        near = nearest(name, builtin_names())
        hint = Text(
            "写旁边一个文件夹的名称，或内置规则集的名称（compliance rules list 列出）",
            "name a folder beside this one, or a built-in ruleset (compliance rules list shows them)",
        )
        found = refused.diagnostics
        raise Refused([replace(p, place=place, hint=p.hint if near else hint) for p in found]) from None
    place = places_of(folder / "ruleset.toml").value(at)
    if len(chain) >= DEEPEST:
        raise Refused([_too_deep(place)])
    if parent.resolve() not in chain:
        return parent
    way = " → ".join(step.name for step in (*chain[chain.index(parent.resolve()) :], parent))
    title = Text(f"extends 绕成一圈：{way}", f"extends goes round in a circle: {way}")
    hint = Text("从其中一个 extends 里删去另一个", "take one of them out of the other's extends")
    raise Refused([Diagnostic("ruleset/extends-cycle", title, place, hint)])


def _too_deep(place: Place) -> Diagnostic:
    title = Text(
        f"规则集一个接一个继承，超过 {DEEPEST} 层", f"more than {DEEPEST} rulesets extend one another in a row"
    )
    hint = Text("合并其中几个", "put some of them together")
    return Diagnostic("ruleset/extends-deep", title, place, hint)


def _outside(name: str, place: Place) -> Diagnostic:
    """A ruleset that came from elsewhere must not read what lies around it."""
    title = Text(
        f"extends 里应是规则集的名称，“{name}”却是路径",
        f"the name of a ruleset was expected in extends, “{name}” is a path",
    )
    hint = Text(
        "把那个规则集的文件夹放到旁边，只写名称", "put that ruleset's folder beside this one and write its name alone"
    )
    return Diagnostic("ruleset/extends-path", title, place, hint)


def no_rule(place: Place) -> Diagnostic:
    """What is wrong where a rule was to be checked and none is: nothing found would look like nothing wrong."""
    title = Text("这里没有规则，没有可检查的", "there is no rule here, and nothing to check")
    hint = Text("例如 预决算 批准后20日内公开", "for example 预决算 within 20 days of approval")
    return Diagnostic("ruleset/no-rules", title, place, hint)


def _no_rules(folder: Path) -> Diagnostic:
    title = Text(f"文件夹“{folder}”里没有规则文件（*.rules）", f"the folder “{folder}” has no rules file (*.rules)")
    hint = Text(
        "在里面建一个，例如 1.rules，写上 预决算 批准后20日内公开",
        "put one in it, such as 1.rules with the rule 预决算 within 20 days of approval",
    )
    return Diagnostic("ruleset/no-rules", title, hint=hint)


def _read(paths: Iterable[Path]) -> tuple[tuple[tuple[str, str], ...], list[Diagnostic]]:
    texts, problems = [], []
    for path in paths:
        try:
            texts.append((str(path), read_given(path).decode("utf-8-sig")))
        except UnicodeDecodeError as error:
            problems.append(not_utf8(error, path, "ruleset/encoding"))
        except Refused as refused:
            problems += refused.diagnostics
    return tuple(texts), problems


def _parse(
    texts: Sequence[tuple[str, str]], manifest: Manifest, language: Language | None = None
) -> tuple[tuple[RuleFile, ...], list[Diagnostic]]:
    vocabulary, _ = vocabulary_of(manifest)
    files: list[RuleFile] = []
    problems: list[Diagnostic] = []
    for file, text in texts:
        parsed, more = parse_rules(text, file, vocabulary)
        files.append(_in_language(parsed, text, vocabulary, language))
        problems += more
    return tuple(files), [p for p in problems if p.severity == "error"]


def _in_language(parsed: RuleFile, text: str, vocabulary: Vocabulary, language: Language | None) -> RuleFile:
    """The rules in the spelling asked for, each where it stands in its file; a file with mistakes as it stands."""
    if language is None:
        return parsed
    from compliance.language.formatter import format_rules

    formatted = format_rules(text, parsed.file, vocabulary, language)
    if formatted.problems:
        return parsed
    spelled, _ = parse_rules(formatted.text, parsed.file, vocabulary)
    rules = (replace(rule, span=own.span) for rule, own in zip(spelled.rules, parsed.rules, strict=True))
    return replace(parsed, rules=tuple(rules))


def _joined(base: Manifest, own: Manifest) -> Manifest:
    """The manifest with what the one it extends says and it does not."""
    update: dict[str, Any] = {}
    for name in ("durations", "assignments", "lists", "seasons"):
        update[name] = {**getattr(base, name), **getattr(own, name)}
    for name in ("actions", "matters", "channels", "elements", "agencies", "exemptions"):
        update[name] = _added(getattr(base, name), getattr(own, name))
    for name in ("deadlines", "log", "score"):
        inherited, mine = getattr(base, name), getattr(own, name)
        update[name] = inherited.model_copy(update={k: getattr(mine, k) for k in mine.model_fields_set})
    # Of a day that both correct, the ruleset's own word holds.
    mine = {*own.calendar.holidays, *own.calendar.workdays}
    corrections = {
        k: (*(day for day in getattr(base.calendar, k) if day not in mine), *getattr(own.calendar, k))
        for k in ("holidays", "workdays")
    }
    update["calendar"] = own.calendar.model_copy(update=corrections)
    return own.model_copy(update=update)


def _added(base: Mapping[str, Entry], own: Mapping[str, Entry]) -> dict[str, Entry]:
    """The entries of both: one that repeats an inherited name adds to what that is called, and to its groups."""
    added: dict[str, Entry] = {**base, **own}
    for name in base.keys() & own.keys() - {"default"}:
        fields = [field for field in ("aliases", "groups") if hasattr(own[name], field)]
        both = {k: tuple(dict.fromkeys((*getattr(own[name], k), *getattr(base[name], k)))) for k in fields}
        added[name] = own[name].model_copy(update=both)
    return added


def _assemble(layers: Sequence[Layer], folder: Path | None) -> Ruleset:
    """The ruleset of the last layer, with the rules of those before it that no later explicit id replaces."""
    manifest = layers[-1].manifest
    vocabulary, _ = vocabulary_of(manifest)
    rules: dict[str, CheckedRule] = {}
    explicit: set[str] = set()
    problems: list[Diagnostic] = []
    spoken: dict[str, str] = {}
    for layer in layers:
        resolver = Resolver(_settings(layer, layers), vocabulary, layer.texts, spoken)
        checked, named = resolver.resolve(layer.rules)
        problems += resolver.problems
        for rule in checked:
            if rule.id in rules and not (rule.id in named and rule.id in explicit):
                problems.append(_repeated(rule, resolver.place(rule.file, Span(rule.line, 1, 1))))
            rules.pop(rule.id, None)
            rules[rule.id] = rule
        explicit |= named
    vocabulary = replace(vocabulary, spoken=spoken)
    if folder:
        problems += score_problems(
            folder / "ruleset.toml", layers[-1].own.score, manifest.score, rules.values(), vocabulary
        )
    if problems:
        raise Refused(problems)
    digest = hashlib.sha256("".join(layer.digest for layer in layers).encode()).hexdigest()
    return _ruleset(manifest, vocabulary, tuple(rules.values()), digest, folder)


def _settings(layer: Layer, layers: Sequence[Layer]) -> Manifest:
    """What the rules of a layer go by: its manifest, and what those that extend it say themselves.

    What a ruleset beside it says is no matter: both are extended, neither by the other.
    """
    manifest = layer.manifest
    for other in layers:
        if layer.folder in other.beneath:
            manifest = _joined(manifest, other.own)
    return manifest


def _repeated(rule: CheckedRule, place: Place) -> Diagnostic:
    title = Text(f"规则编号“{rule.id}”已被继承的规则占用", f"the rule id “{rule.id}” is taken by an inherited rule")
    hint = Text(
        "用 [编号] 另起一个编号；要替换它，两边都须写明编号",
        "give it an id of its own; to replace it, both must state their id",
    )
    return Diagnostic("ruleset/repeated-id", title, place, hint)


def _ruleset(
    manifest: Manifest, vocabulary: Vocabulary, rules: tuple[CheckedRule, ...], digest: str, folder: Path | None
) -> Ruleset:
    head, deadlines = manifest.ruleset, manifest.deadlines
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
        agencies=tuple(dict.fromkeys(vocabulary.canonical("agencies", name) for name in manifest.agencies)),
        default_grounds=tuple(vocabulary.canonical("grounds", g) for g in (default.grounds if default else ())),
        score=scoring_of(manifest.score, rules, vocabulary),
        rules=rules,
        digest=digest,
        extends=head.extends,
        folder=folder,
    )
    return ruleset if folder else replace(ruleset, chosen=Text("由 --rule 给出", "given by --rule"))
