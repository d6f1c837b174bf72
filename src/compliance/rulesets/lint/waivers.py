"""Waivers: comments by which an author lets a finding stand, `# lint: allow CODE REASON`.

In a rules file one stands on a rule's line, inside the rule, or on the lines directly above it, and holds for that rule. In
`ruleset.toml` it stands on an entry's line or directly above it and holds for that entry; on the line of a table's header it
holds for the whole table.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from compliance.diagnostics import Diagnostic, Place, Text, nearest
from compliance.language.tree import RuleFile
from compliance.rulesets.lint.subject import Subject

CODE = "waiver"
PREFIX = "lint/"
EXAMPLE = Text("写作“# lint: allow implied 上级文件要求分列”", "write `# lint: allow implied both plans ask for it`")
_WAIVER = re.compile(r"#\s*lint\s*:\s*(?P<rest>.*)", re.IGNORECASE)
_TOML_COMMENT = re.compile(r"""(?:[^#"']|"(?:[^"\\]|\\.)*"|'[^']*')*?(?P<comment>#.*)""")


@dataclass(frozen=True, slots=True)
class Waiver:
    """A waiver of findings of `code` at the lines from `first` to `last` of a file."""

    place: Place
    code: str
    reason: str
    first: int
    last: int

    def holds(self, problem: Diagnostic) -> bool:
        """Whether it waives a finding."""
        place = problem.place
        if place is None or place.line is None or problem.code != PREFIX + self.code:
            return False
        return place.file == self.place.file and self.first <= place.line <= self.last


def waived(subject: Subject, found: Sequence[Diagnostic], codes: Sequence[str]) -> Iterator[Diagnostic]:
    """What is left of the findings, and what is wrong with the waivers themselves."""
    waivers, problems = _waivers(subject, codes)
    yield from (problem for problem in found if not any(waiver.holds(problem) for waiver in waivers))
    yield from problems
    for waiver in waivers:
        if not any(waiver.holds(problem) for problem in found):
            title = Text(f"这里没有“{waiver.code}”的问题可以放过", f"there is no “{waiver.code}” here to allow")
            yield _problem(waiver.place, title, Text("删去这条注释", "remove the comment"))


def _waivers(subject: Subject, codes: Sequence[str]) -> tuple[list[Waiver], list[Diagnostic]]:
    waivers, problems = [], []
    for place, comment, first, last in _comments(subject):
        found = _WAIVER.match(unicodedata.normalize("NFKC", comment))
        if found is None:
            continue
        read = _read(found["rest"], place, codes)
        if isinstance(read, Diagnostic):
            problems.append(read)
        else:
            waivers += [Waiver(place, code, read[1], first, last) for code in read[0]]
    return waivers, problems


def _read(rest: str, place: Place, codes: Sequence[str]) -> tuple[list[str], str] | Diagnostic:
    """The codes and the reason of a waiver, or what is wrong with it."""
    verb, _, said = rest.partition(" ")
    names, _, reason = said.strip().partition(" ")
    wanted = [name.strip().removeprefix(PREFIX) for name in names.split(",") if name.strip()]
    unknown = [name for name in wanted if name not in codes]
    if verb not in ("allow", "允许") or not wanted:
        title = Text("lint 注释要写明放过什么和为什么", "a lint comment says what it allows and why")
        return _problem(place, title, EXAMPLE)
    if unknown:
        near = nearest(unknown[0], codes)
        title = Text(f"没有名为“{unknown[0]}”的检查", f"there is no check “{unknown[0]}”")
        hint = Text(f"是否想写“{near}”？", f"did you mean “{near}”?") if near else _listing(codes)
        return _problem(place, title, hint)
    if not reason.strip():
        title = Text(f"放过“{wanted[0]}”没有写原因", f"“{wanted[0]}” is allowed without a reason")
        return _problem(place, title, EXAMPLE)
    return wanted, reason.strip()


def _listing(codes: Sequence[str]) -> Text:
    return Text(f"可用：{'、'.join(codes)}", f"known: {', '.join(codes)}")


def _problem(place: Place, title: Text, hint: Text) -> Diagnostic:
    return Diagnostic(PREFIX + CODE, title, place, hint, "warning")


def _comments(subject: Subject) -> Iterator[tuple[Place, str, int, int]]:
    """Every comment with its place and the lines that it can speak of."""
    for file in subject.files:
        lines = subject.lines[file.file]
        for number, comment, first, last in _in_rules(file, lines):
            yield _place(file.file, lines, number, comment), comment, first, last
    lines = subject.lines[subject.toml]
    for number, comment, first, last in _in_manifest(lines):
        yield _place(subject.toml, lines, number, comment), comment, first, last


def _place(file: str, lines: Sequence[str], number: int, comment: str) -> Place:
    source = lines[number - 1]
    return Place(file, number, source.rfind(comment) + 1, len(comment), source)


def _in_rules(file: RuleFile, lines: Sequence[str]) -> Iterator[tuple[int, str, int, int]]:
    heads = [rule.span.line for rule in file.rules if rule.span]
    ends = [*(head - 1 for head in heads[1:]), len(lines)][: len(heads)]
    for rule, head, end in zip(file.rules, heads, ends, strict=True):
        yield from ((number, comment, head, end) for number, comment in rule.comments)
    below, of_rule = _next_lines(lines), dict(zip(heads, ends, strict=True))
    for number, comment in file.comments:
        head = below[number - 1]
        yield (number, comment, head, of_rule[head]) if head in of_rule else (number, comment, number, number)


def _next_lines(lines: Sequence[str]) -> list[int]:
    """Of each line the first below it that is no comment; an empty one parts a comment from what follows."""
    found, below = [], len(lines) + 1
    for number in range(len(lines), 0, -1):
        found.append(below)
        if not lines[number - 1].lstrip().startswith("#"):
            below = number
    return found[::-1]


def _in_manifest(lines: Sequence[str]) -> Iterator[tuple[int, str, int, int]]:
    headers = [number for number, line in enumerate(lines, 1) if re.match(r"\s*\[+[^\[\]]+\]+\s*(#|$)", line)]
    lasts = {header: after - 1 for header, after in pairwise([*headers, len(lines) + 1])}
    below = _next_lines(lines)
    for number, line in enumerate(lines, 1):
        found = _TOML_COMMENT.fullmatch(line)
        if found is None:
            continue
        own = line.lstrip().startswith("#")
        spoken = below[number - 1] if own else number
        yield number, found["comment"].rstrip(), spoken, lasts.get(spoken, spoken)
