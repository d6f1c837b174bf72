"""Whether every clause of a ruleset's document has its rules, its questions, or a reason why it holds no duty."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from compliance.diagnostics import Diagnostic, Place, Refused, Text, nearest
from compliance.diagnostics.small_file import read_given
from compliance.diagnostics.toml_file import tables_of, text_of
from compliance.diagnostics.toml_places import toml_places
from compliance.rulesets.load import load_ruleset
from compliance.rulesets.model import CheckedRule, Ruleset
from compliance.rulesets.reach import refuse_outside

NAME = "clauses.toml"
_EACH = ("各 ", "every ")


class Clause(BaseModel):
    """One clause of the document, in its order: `id` is what rules cite, `none` why it holds no duty."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    title: str
    none: str | None = None


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    clause: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Covered:
    """A clause with the rules that a log decides and the questions that a person answers."""

    clause: Clause
    rules: tuple[str, ...]
    questions: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Whether the clause has none of the three."""
        return not (self.rules or self.questions or self.clause.none)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Every clause, and the rules whose citation is no clause of the document."""

    clauses: tuple[Covered, ...]
    astray: tuple[CheckedRule, ...]

    @property
    def problems(self) -> tuple[Diagnostic, ...]:
        """What keeps the ruleset from covering its document."""
        known = [covered.clause.id for covered in self.clauses]
        return (
            *(_open(covered) for covered in self.clauses if covered.is_open),
            *(_astray(rule, known) for rule in self.astray),
        )


def coverage(ruleset: Ruleset) -> Coverage:
    """The coverage of a ruleset that has a folder with `clauses.toml`. Raises Refused where that cannot be read."""
    folder = ruleset.folder
    if folder is None or not (folder / NAME).is_file():
        title = Text(
            f"规则集 “{ruleset.id}” 没有条款清单 {NAME}", f"the ruleset “{ruleset.id}” has no list of clauses, {NAME}"
        )
        hint = Text(f"在规则集的文件夹里写一份 {NAME}", f"write {NAME} in the folder of the ruleset")
        raise Refused([Diagnostic("coverage/no-clauses", title, hint=hint)])
    clauses = _read(folder / NAME)
    own = [rule for rule in ruleset.rules if Path(rule.file).parent == folder]
    ids = {clause.id for clause in clauses}
    replaced = _inherited(ruleset, folder)
    covered = tuple(_covered(clause, [rule for rule in own if rule.citation == clause.id]) for clause in clauses)
    return Coverage(covered, tuple(rule for rule in own if rule.citation not in ids and rule.id not in replaced))


def _inherited(ruleset: Ruleset, folder: Path) -> set[str]:
    """The ids of inherited rules: one's own rule that replaces one of them cites the law, not the document."""
    beside = [folder.resolve().parent / name for name in ruleset.extends]
    names = [str(path) if path.is_dir() else path.name for path in beside]
    return {rule.id for name in names for rule in load_ruleset(name).rules}


def _covered(clause: Clause, rules: list[CheckedRule]) -> Covered:
    decided = [rule for rule in rules if any(duty.kind != "check" for duty in rule.duties)]
    asked = [rule for rule in rules if any(duty.kind == "check" for duty in rule.duties)]
    return Covered(clause, _listed(decided), _listed(asked))


def _listed(rules: list[CheckedRule]) -> tuple[str, ...]:
    """The ids; the rules that one line makes of a list are told once, by what stands before the member."""
    written = Counter((rule.file, rule.line) for rule in rules)
    ids = [
        rule.id.rpartition("/")[0] if written[rule.file, rule.line] > 1 or rule.text.startswith(_EACH) else rule.id
        for rule in rules
    ]
    return tuple(dict.fromkeys(ids))


def _read(path: Path) -> tuple[Clause, ...]:
    refuse_outside([path], path.parent)
    text = text_of(read_given(path), path, "coverage")
    try:
        clauses = _File.model_validate(tables_of(text, str(path), "coverage")).clause
    except ValidationError as error:
        loc = tuple(map(str, error.errors()[0]["loc"]))
        where = ".".join(loc)
        title = Text(f"“{where}” 未知、缺少或不可用", f"“{where}” is unknown, missing or cannot be used")
        hint = Text(
            "每条写 [[clause]]，下有 id、title，没有任务的再写 none",
            "write [[clause]] with id and title, and none where it holds no duty",
        )
        raise Refused([Diagnostic("coverage/clause", title, toml_places(text, str(path)).key(loc), hint)]) from None
    if twice := [id for id, times in Counter(clause.id for clause in clauses).items() if times > 1]:
        raise Refused([_twice(id, path) for id in twice])
    return clauses


def _twice(id: str, path: Path) -> Diagnostic:
    title = Text(f"条款 “{id}” 写了不止一次", f"the clause “{id}” is listed more than once")
    hint = Text("删去多余的，或给各条不同的 id", "remove the others, or give each an id of its own")
    return Diagnostic("coverage/repeated-clause", title, Place(str(path)), hint)


def _open(covered: Covered) -> Diagnostic:
    clause = covered.clause
    title = Text(
        f"条款 “{clause.id}” 没有规则、没有核查问题，也没有写明为什么没有任务",
        f"clause “{clause.id}” has no rule, no question and no reason",
    )
    hint = Text(
        f"加一条 “依据 {clause.id}” 的规则，或在 {NAME} 里写 none", f"add a rule that cites it, or say none in {NAME}"
    )
    return Diagnostic("coverage/open-clause", title, hint=hint)


def _astray(rule: CheckedRule, known: list[str]) -> Diagnostic:
    near = nearest(rule.citation or "", known)
    cited = rule.citation or ""
    title = Text(
        f"规则 “{rule.id}” 的依据 “{cited}” 不是清单里的条款",
        f"the citation “{cited}” of rule “{rule.id}” is no clause of the list",
    )
    hint = (
        Text(f"是否想写 “{near}”？", f"did you mean “{near}”?")
        if near
        else Text(f"改为 {NAME} 里的条款，或把它补进 {NAME}", f"cite a clause of {NAME}, or add it there")
    )
    return Diagnostic("coverage/unknown-clause", title, Place(rule.file, rule.line), hint)
