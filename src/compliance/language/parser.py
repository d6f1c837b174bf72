"""Text of a `.rules` file to its syntax tree, with a diagnostic for every line that is broken."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from compliance.diagnostics import Diagnostic, Place, Text
from compliance.diagnostics.limits import exceeded, limit
from compliance.diagnostics.small_file import SHOWN
from compliance.language import tree
from compliance.language.characters import INVISIBLE
from compliance.language.clauses import Cutter
from compliance.language.examples import OpenExample, line_of_example, open_example
from compliance.language.grammar import parse_clause
from compliance.language.heads import Head, no_duty, read_head
from compliance.language.layout import Block, Line, lay_out
from compliance.language.lexicon import Lexicons
from compliance.language.mistakes import examples as example_mistakes
from compliance.language.mistakes import lines, qualifiers
from compliance.language.mistakes.places import shown
from compliance.language.tokens import Clause, Cursor, Mistake
from compliance.language.vocabulary import Vocabulary

_ORDER = tuple(tree.Qualifier.__args__)
SURROGATE = re.compile("[\ud800-\udfff]")
UNREAD = "syntax/not-read"
_SEVERAL = (tree.Require,)
"""Qualifiers that a rule may have more than one of."""

_TRIGGERED = tuple(
    duty for duty in tree.CaseDuty.__args__ if "triggers" in duty.__dataclass_fields__ and duty is not tree.Promptly
)
"""Duties that an event sets off."""


def parse_rules(text: str, file: str, vocabulary: Vocabulary) -> tuple[tree.RuleFile, tuple[Diagnostic, ...]]:
    """The rules of `text`, and what is wrong with it.

    A rule whose own line is broken is left out; of any other broken line only what it says is missing from the tree.
    """
    return Parser(vocabulary).parse(text, file)


class Parser:
    """Reads texts by one vocabulary, whose tables are made once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.cutter = Cutter(Lexicons(vocabulary))

    def parse(self, text: str, file: str) -> tuple[tree.RuleFile, tuple[Diagnostic, ...]]:
        """The rules of `text`, and what is wrong with it."""
        reader = _Reader(file, self.cutter)
        if (unfit := _too_long(text, file) or _half_a_character(text, file)) is not None:
            return tree.RuleFile(file, (), ()), (unfit,)
        blocks, outside = lay_out(text)
        rules = [rule for block in blocks if reader.goes_on(block) and (rule := reader.rule(block)) is not None]
        return tree.RuleFile(file, tuple(rules), tuple(outside)), tuple(reader.diagnostics)


class _Reader:
    """Reads the blocks of one file and keeps what is wrong."""

    def __init__(self, file: str, cutter: Cutter) -> None:
        self.file = file
        self.cutter = cutter
        self.diagnostics: list[Diagnostic] = []

    def goes_on(self, block: Block) -> bool:
        """Whether a block is read: not once too many lines are broken, nor one that is longer than a rule may be."""
        lines = [*([block.head] if block.head else []), *block.body]
        if len(self.diagnostics) >= SHOWN:
            self._stop(lines[0])
            return False
        size = sum(len(line.source) for line in lines)
        if size > limit("rule"):
            self.diagnostics.append(exceeded("rule", size, Place(self.file, lines[0].number, 1, 1, lines[0].source)))
            return False
        return True

    def _stop(self, line: Line) -> None:
        if self.diagnostics[-1].code != UNREAD:
            title = Text("错误太多，从这里起没有再读", "too many lines are broken: from here on nothing was read")
            hint = Text("先改正上面这些", "put those above right first")
            self.diagnostics.append(Diagnostic(UNREAD, title, Place(self.file, line.number, 1, 1, line.source), hint))

    def rule(self, block: Block) -> tree.Rule | None:
        """The rule of a block, or None where its own line is broken."""
        if block.head is None:
            line = block.body[0]
            self._report(line, lines.indented_before_any_rule(line.indent and 1, len(line.folded.text)))
            return None
        own = _Qualifiers()
        rule = None
        try:
            rule = self._own_line(block.head, own)
        except Mistake as mistake:
            self._report(block.head, _not_indented(block.head, self.cutter) or mistake)
        examples = self._body(block.body, own)
        if rule is None:
            return None
        found = own.in_order()
        return replace(
            rule,
            qualifiers=tuple(node for node, _ in found),
            qualifier_spans=tuple(span for _, span in found),
            examples=tuple(examples),
            comments=tuple(block.comments),
        )

    def _own_line(self, line: Line, own: _Qualifiers) -> tree.Rule:
        cursor = Cursor(line.folded)
        self._look_for_invisible(line)
        head = read_head(cursor, self.cutter, line.number)
        clauses = self.cutter.rule(line.folded, cursor.position)
        duties = [clause for clause in clauses if clause.kind == "duty"]
        if not duties:
            raise no_duty(cursor, self.cutter, head, clauses[0])
        nodes: list[tree.Duty] = []
        for clause in clauses:
            node = parse_clause(clause, line.number)
            if clause.kind == "duty":
                nodes.append(node)
            else:
                own.add(node, clause, line.number)
        _check_items(clauses)
        _check_actions_left_out(nodes, duties)
        _check_bare_actions(nodes, duties)
        if isinstance(nodes[0], tree.AtAll) and not all(token.known for token in duties[0].tokens):
            mistake = _not_indented(line, self.cutter)
            if mistake is not None:
                raise mistake
        return _rule(line, head, nodes, duties)

    def _body(self, body: list[Line], own: _Qualifiers) -> list[tree.Example]:
        """Qualifiers and examples: an example's lines are indented deeper than its first."""
        examples: list[tree.Example] = []
        current: OpenExample | None = None
        for line in body:
            if current is not None and line.indent <= current.head.indent:
                if self._too_shallow(line, current):
                    continue
                self._close(current, examples)
                current = None
            try:
                self._look_for_invisible(line)
                if current is not None:
                    current.read(line, self.cutter.lexicons)
                else:
                    current = self._qualifiers_or_example(line, own)
            except Mistake as mistake:
                self._report(line, mistake)
                if current is not None:
                    current.broken = True
                elif line_of_example(Cursor.at_start(line.folded)) == "_EXAMPLE":
                    # What stands under a broken first line still belongs to an example.
                    current = OpenExample(line, "", tree.Span(line.number, 1, 1), broken=True)
        if current is not None:
            self._close(current, examples)
        return examples

    def _too_shallow(self, line: Line, example: OpenExample) -> bool:
        """Whether a line that should stand under an open example is not indented under it; said once an example."""
        if example.expected is not None or self.cutter.start_of_qualifier(Cursor.at_start(line.folded), own_line=True):
            return False
        if line_of_example(Cursor.at_start(line.folded)) == "_EXAMPLE":
            return False
        if not example.broken:
            self._report(line, example_mistakes.not_deep_enough(Cursor.at_start(line.folded)))
        example.broken = True
        return True

    def _qualifiers_or_example(self, line: Line, own: _Qualifiers) -> OpenExample | None:
        cursor = Cursor.at_start(line.folded)
        kind = line_of_example(cursor)
        if kind == "_EXAMPLE":
            return open_example(line)
        if kind is not None:
            raise example_mistakes.outside_example(cursor)
        for clause in self.cutter.qualifiers(line.folded):
            own.add(parse_clause(clause, line.number), clause, line.number)
        return None

    def _close(self, example: OpenExample, examples: list[tree.Example]) -> None:
        try:
            examples.append(example.closed())
        except Mistake as mistake:
            self._report(example.head, mistake)

    def _look_for_invisible(self, line: Line) -> None:
        for place, character in enumerate(line.folded.text):
            if character in INVISIBLE:
                raise lines.invisible_character(character, place)

    def _report(self, line: Line, mistake: Mistake) -> None:
        at = line.folded.at
        start, end = at[min(mistake.start, len(at) - 1)], at[min(mistake.end, len(at) - 1)]
        place = Place(self.file, line.number, start + 1, max(1, end - start), line.source)
        self.diagnostics.append(Diagnostic(mistake.code, mistake.title, place, mistake.hint))


class _Qualifiers:
    """The qualifiers of one rule as they are found."""

    def __init__(self) -> None:
        self.found: list[tuple[tree.Qualifier, tree.Span]] = []

    def add(self, node: tree.Qualifier, clause: Clause, line: int) -> None:
        """One more; most of them a rule has only once."""
        if not isinstance(node, _SEVERAL):
            for other, span in self.found:
                if type(other) is type(node):
                    raise qualifiers.duplicate_qualifier(clause, span.line)
        if isinstance(node, tree.Effective) and node.start and node.end and node.start > node.end:
            raise qualifiers.ends_before_it_begins(clause)
        if isinstance(node, tree.Require | tree.When):
            keyword = clause.tokens[0]
            node = replace(node, text=clause.line.original(keyword.end, clause.end).strip())
        self.found.append((node, _span(clause, line)))

    def in_order(self) -> list[tuple[tree.Qualifier, tree.Span]]:
        """In the order of the tree's classes, whatever order they were written in."""
        return sorted(self.found, key=lambda found: _ORDER.index(type(found[0])))


def _rule(line: Line, head: Head, nodes: list[tree.Duty], duties: list[Clause]) -> tree.Rule:
    raw = line.folded.raw
    return tree.Rule(
        id=head.id,
        matter=head.matter,
        each=head.each,
        duties=tuple(nodes),
        qualifiers=(),
        text=raw[line.folded.at[head.start] :].strip(),
        duty_texts=tuple(clause.text for clause in duties),
        duty_spans=tuple(_span(clause, line.number) for clause in duties),
        span=tree.Span(line.number, 1, len(raw)),
    )


def _too_long(text: str, file: str) -> Diagnostic | None:
    """A line that alone is longer than a rule may be is told before it is taken apart."""
    most = limit("rule")
    if len(text) <= most:
        return None
    lines = ((n, line) for n, line in enumerate(text.splitlines(), 1) if len(line) > most)
    number, line = next(lines, (0, ""))
    return exceeded("rule", len(line), Place(file, number, 1, 1, line)) if number else None


def _half_a_character(text: str, file: str) -> Diagnostic | None:
    """What a command line hands over of bytes that are no text, or an escape says: half of a surrogate pair."""
    found = SURROGATE.search(text)
    if found is None:
        return None
    title = Text("规则里有半个字符，不是文字", "the rule holds half a character, which is no text")
    hint = Text("请重新输入这条规则", "type the rule anew")
    return Diagnostic("syntax/half-character", title, Place(file, text.count("\n", 0, found.start()) + 1), hint)


def _span(clause: Clause, line: int) -> tree.Span:
    at = clause.line.at
    return tree.Span(line, at[clause.start] + 1, at[clause.end] - at[clause.start])


def _not_indented(line: Line, cutter: Cutter) -> Mistake | None:
    """A line in column 1 that is no rule but begins as a qualifier or an example does."""
    cursor = Cursor.at_start(line.folded)
    start = cutter.start_of_qualifier(cursor)
    if start is None and line_of_example(cursor) is None:
        return None
    end = start[0] if start else len(line.folded.text)
    if cutter.lexicons.matters.longest(cursor.text, cursor.position):
        return None
    return lines.not_indented(cursor.position, end, cursor.line.original(cursor.position, end).strip())


def _check_actions_left_out(nodes: list[tree.Duty], clauses: list[Clause]) -> None:
    """A Chinese duty ends with its action: one that ends with a comma instead has most likely lost it to the next."""
    for (node, clause), (after, behind) in pairwise(zip(nodes, clauses, strict=True)):
        if isinstance(node, tree.Check) or node.actions[0].span is not None or clause.in_english:
            continue
        action = "公开" if isinstance(after, tree.Check) else after.actions[0].written or "公开"
        raise lines.comma_for_action(clause.end, behind.start, shown(clause.text), shown(action))


def _check_bare_actions(nodes: list[tree.Duty], clauses: list[Clause]) -> None:
    """An action alone after a duty that has a trigger leaves open whether it has that trigger too."""
    triggered = False
    for node, clause in zip(nodes, clauses, strict=True):
        if node is not nodes[0] and isinstance(node, tree.AtAll) and [name.text for name in node.actions] == ["nil"]:
            raise lines.nil_for_allowed(clause.start, clause.end, shown(clause.text))
        if triggered and isinstance(node, tree.AtAll):
            if _unknown(clause):
                raise lines.neither_action_nor_qualifier(clause.start, clause.end, shown(clause.text))
            raise lines.bare_action(clause.start, clause.end, shown(clause.text))
        # Promptly without a trigger takes that of an earlier duty; only then does it have one.
        triggered = (
            triggered or isinstance(node, _TRIGGERED) or (isinstance(node, tree.Promptly) and bool(node.triggers))
        )


def _check_items(clauses: list[Clause]) -> None:
    """内容 三公经费；政府债务: behind `;` stands another clause, and no further item of the list."""
    for before, clause in pairwise(clauses):
        if before.tokens[0].type in ("_CONTAINING", "_BY", "_EXCEPT") and clause.kind == "duty" and _unknown(clause):
            raise lines.neither_action_nor_qualifier(clause.start, clause.end, shown(clause.text))


def _unknown(clause: Clause) -> bool:
    """Whether a clause is a name alone that nothing declares."""
    return len(clause.tokens) == 1 and clause.tokens[0].type == "NAME" and not clause.tokens[0].known
