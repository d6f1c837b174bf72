"""Rules as trees to checked rules: ids, names, triggers and figures filled in; what has no meaning is an error here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from compliance.calendars.figure import Unit
from compliance.diagnostics import Diagnostic, Place, Text, nearest
from compliance.findings.names import fold
from compliance.findings.verdict import Modality
from compliance.language import tree
from compliance.language.layout import LINE_END
from compliance.language.tree import Name, Rule, Span
from compliance.language.vocabulary import Vocabulary, spoken_of
from compliance.rulesets.duties import CLOCKED, checked_duty
from compliance.rulesets.example_events import example_problems
from compliance.rulesets.manifest import Manifest
from compliance.rulesets.model import CheckedDuty, CheckedRule, Extension

Q = TypeVar("Q")


class Resolver:
    """Resolves the rules of one layer; `problems` gathers every error met."""

    def __init__(
        self,
        manifest: Manifest,
        vocabulary: Vocabulary,
        texts: Sequence[tuple[str, str]] = (),
        spoken: dict[str, str] | None = None,
    ) -> None:
        """`texts` are the rules files by their paths: a message shows the line that it is about.

        `spoken` gathers the names that no table declares, by `spoken_of`: layers that share it spell them alike.
        """
        self._lines = {file: LINE_END.split(text) for file, text in texts}
        self.manifest = manifest
        self.vocabulary = vocabulary
        self.spoken = {} if spoken is None else spoken
        self.problems: list[Diagnostic] = []
        self.assignments = {
            self.name("matters", m): tuple(dict.fromkeys(self.name("agencies", a) for a in owners))
            for m, owners in manifest.assignments.items()
        }
        default = manifest.exemptions.get("default")
        for ground in default.grounds if default else ():
            self.name("grounds", ground)

    def resolve(self, rules: Sequence[tuple[str, Rule]]) -> tuple[list[CheckedRule], set[str]]:
        """The checked rules in the order written, and the ids that were stated explicitly."""
        checked: dict[str, CheckedRule] = {}
        told: set[tuple[str, int]] = set()
        explicit: set[str] = set()
        seen: Counter[str] = Counter()
        for file, rule in rules:
            for id_, matter in self._members(file, rule):
                if rule.id is None:
                    seen[id_] += 1
                    id_ = id_ if seen[id_] == 1 else f"{id_}-{seen[id_]}"
                else:
                    explicit.add(id_)
                if id_ in checked:
                    self._repeated(file, rule, checked[id_])
                # A rule for each member of a list is wrong once, not for every member.
                before = len(self.problems)
                checked[id_] = self._rule(file, rule, id_, matter)
                line = (file, rule.span.line if rule.span else 0)
                if line in told:
                    del self.problems[before:]
                told.add(line)
        return list(checked.values()), explicit

    def name(self, kind: str, text: str) -> str:
        """The canonical spelling of a name; where the vocabulary has none, the spelling that stands first in the rules."""
        known: Mapping[str, str] = getattr(self.vocabulary, kind)
        key = fold(text)
        return known.get(key) or self.spoken.setdefault(spoken_of(kind, key), text.strip())

    def _repeated(self, file: str, rule: Rule, first: CheckedRule) -> None:
        line = f"{first.file}:{first.line}"
        title = Text(f"规则编号“{first.id}”已经用过（{line}）", f"the rule id “{first.id}” is taken already ({line})")
        hint = Text(
            "换一个编号；没写编号的规则以事项名称为编号",
            "choose another id; a rule that states none has its matter's name as id",
        )
        stated = rule.id is not None and rule.span is not None
        span = Span(rule.span.line, 1, len(rule.id) + 2) if stated and rule.span and rule.id else rule.matter.span
        self._problem("rule/repeated-id", title, file, span, hint)

    def _members(self, file: str, rule: Rule) -> list[tuple[str, str]]:
        """The id and matter of each rule that a line gives: one, or one for each member of a list."""
        if not rule.each:
            matter = self.name("matters", rule.matter.text)
            spelled = self.spoken.get(spoken_of("matters", fold(rule.matter.text)), rule.matter.text)
            return [(rule.id or spelled, matter)]
        list_ = self.name("lists", rule.matter.text)
        members = self.manifest.lists.get(list_)
        if members is None:
            title = Text(f"没有名为“{rule.matter.text}”的列表", f"there is no list named “{rule.matter.text}”")
            hint = self._near(list_, self.manifest.lists) or Text(
                f'在 ruleset.toml 的 [lists] 里声明它："{list_}" = ["…"]',
                f'declare it under [lists] of ruleset.toml: "{list_}" = ["…"]',
            )
            self._problem("rule/unknown-list", title, file, rule.matter.span, hint)
        elif not members:
            title = Text(
                f"列表“{rule.matter.text}”是空的，不成规则",
                f"the list “{rule.matter.text}” is empty, which makes no rule",
            )
            hint = Text("在 ruleset.toml 的 [lists] 里写上各项", "write its members under [lists] of ruleset.toml")
            self._problem("rule/empty-list", title, file, rule.matter.span, hint)
        return [
            (f"{rule.id or list_}/{member}", self.name("matters", member)) for member in dict.fromkeys(members or ())
        ]

    def _rule(self, file: str, rule: Rule, id_: str, matter: str) -> CheckedRule:
        owners, any_of = self._owners(file, rule, matter)
        modality = self._one(rule, tree.Binding)
        cite, title, weight = self._one(rule, tree.Cite), self._one(rule, tree.Title), self._one(rule, tree.Weight)
        effective, when = self._one(rule, tree.Effective), self._one(rule, tree.When)
        on, containing = self._one(rule, tree.On), self._one(rule, tree.Containing)
        grounds, restarted = self._one(rule, tree.Except), self._one(rule, tree.Restarted)
        paused, extended = self._one(rule, tree.Paused), self._one(rule, tree.Extended)
        duties = self._duties(file, rule)
        self._check_clocks(file, rule, duties)
        self._check_id(file, rule, id_, duties)
        self.problems += example_problems(rule.examples, self, file)
        return CheckedRule(
            id=id_,
            matter=matter,
            title=title.text if title else None,
            modality=modality.modality if modality else Modality.MUST,
            citation=cite.text if cite else None,
            weight=weight.value if weight else 1.0,
            effective=(effective.start, effective.end) if effective else (None, None),
            owners=owners,
            any_of=any_of,
            channels=tuple(tuple(self.name("channels", c.text) for c in group) for group in on.groups) if on else (),
            elements=tuple(dict.fromkeys(self.name("elements", e.text) for e in containing.elements))
            if containing
            else (),
            require=tuple((q.condition, q.text) for q in rule.qualifiers if isinstance(q, tree.Require)),
            when=(when.condition, when.text) if when else None,
            grounds=tuple(self.name("grounds", g.text) for g in grounds.grounds) if grounds else None,
            nil=self._one(rule, tree.Nil) is not None,
            restarted=self.actions(file, restarted.actions if restarted else ()),
            paused=self._pause(file, paused),
            extended=Extension(extended.period, self.actions(file, extended.actions)) if extended else None,
            duties=duties,
            examples=rule.examples,
            text=rule.text,
            file=file,
            line=rule.span.line if rule.span else 1,
        )

    def _pause(self, file: str, paused: tree.Paused | None) -> tuple[str, str] | None:
        if paused is None:
            return None
        start, end = (self.actions(file, (name,))[0] for name in (paused.start, paused.end))
        return start, end

    def _owners(self, file: str, rule: Rule, matter: str) -> tuple[tuple[str, ...] | None, bool]:
        by = self._one(rule, tree.By)
        assigned = self.assignments.get(matter)
        if assigned is not None:
            return assigned, bool(by and by.any_of)
        if by is None:
            return None, False
        for agency in by.agencies:
            self._check_agency(file, agency)
        owners = [self.name("agencies", a.text) for a in by.agencies]
        for group in by.groups:
            members = [
                self.name("agencies", agency)
                for agency, entry in self.manifest.agencies.items()
                if fold(group.text) in map(fold, entry.groups)
            ]
            if not members:
                title = Text(f"没有单位属于“{group.text}”这一组", f"no agency belongs to the group “{group.text}”")
                known = [g for entry in self.manifest.agencies.values() for g in entry.groups]
                hint = self._near(group.text, known) or Text(
                    f'在 ruleset.toml 的 [agencies] 里给单位写上 groups = ["{group.text}"]',
                    f'give agencies groups = ["{group.text}"] under [agencies] of ruleset.toml',
                )
                self._problem("rule/unknown-group", title, file, group.span, hint)
            owners += members
        return tuple(dict.fromkeys(owners)), by.any_of

    def _check_agency(self, file: str, agency: Name) -> None:
        """`责任 市直部门`: no log has an agency called as a group, so nobody would owe anything."""
        key = fold(agency.text)
        if key not in self.vocabulary.groups or key in self.vocabulary.agencies:
            return
        group = self.vocabulary.groups[key]
        title = Text(f"“{agency.text}”是一组单位，不是一个单位", f"“{agency.text}” is a group, not one agency")
        hint = Text(
            f"写成 责任 各{group}；确有一个单位叫这个名称的，在 [agencies] 里声明它",
            f"write by every {group}; where one agency is called so, declare it under [agencies]",
        )
        self._problem("rule/group-for-an-agency", title, file, agency.span, hint)

    def _duties(self, file: str, rule: Rule) -> tuple[CheckedDuty, ...]:
        duties: list[CheckedDuty] = []
        texts = rule.duty_texts or ("",) * len(rule.duties)
        for number, (duty, text) in enumerate(zip(rule.duties, texts, strict=True), 1):
            result = checked_duty(duty, number, text, duties, self, file)
            if isinstance(result, Diagnostic):
                self.problems.append(replace(result, place=self.place(file, _duty_span(rule, number))))
            else:
                duties.append(result)
        if sum(duty.kind == "check" for duty in duties) > 1:
            second = [duty.number for duty in duties if duty.kind == "check"][1]
            title = Text("一条规则里只能有一个核查，这是第二个", "a rule has one check, but this is its second")
            hint = Text(
                "另写一条规则：自查记录是按规则编号对应的", "make it a rule of its own: attestations name the rule's id"
            )
            self._problem("rule/two-checks", title, file, _duty_span(rule, second), hint)
        return tuple(duties)

    def _check_id(self, file: str, rule: Rule, id_: str, duties: Sequence[CheckedDuty]) -> None:
        """A log names the rule of an attestation as its matter, where an alias stands for the matter's name."""
        matter = self.vocabulary.canonical("matters", id_)
        if fold(matter) == fold(id_) or not any(duty.kind == "check" for duty in duties):
            return
        title = Text(
            f"编号“{id_}”是事项“{matter}”的别名，自查记录会记到“{matter}”名下",
            f"the id “{id_}” is an alias of the matter “{matter}”, to which attestations of it would go",
        )
        hint = Text("换一个编号，或写上事项的正式名称", "choose another id, or write the matter's own name")
        self._problem("rule/id-is-alias", title, file, rule.span, hint)

    def _check_clocks(self, file: str, rule: Rule, duties: Sequence[CheckedDuty]) -> None:
        clocks = [q for q in rule.qualifiers if isinstance(q, tree.Restarted | tree.Paused | tree.Extended)]
        clocked = [d for d in duties if d.kind in CLOCKED and d.triggers and d.figures]
        if clocks and not clocked:
            title = Text(
                "重新起算、中止、延长只用于有期限的义务，这条规则没有",
                "restarted, paused and extended go with a duty that has a period, and this rule has none",
            )
            hint = Text(
                "例如 申请后20个工作日内答复；用“及时”的，在 [deadlines] 里写 promptly",
                "for example reply within 20 working days of request; with promptly, state it under [deadlines]",
            )
            self._problem("rule/clock-without-period", title, file, _span_of(rule, clocks[0]), hint)
        units = {f.figure.unit for d in clocked for f in d.figures}
        paused = next((c for c in clocks if isinstance(c, tree.Paused)), None)
        unpaused = {Unit.MINUTE, Unit.HOUR, Unit.MONTH, Unit.YEAR}
        if paused and units & unpaused:
            unfit = next(d.text for d in clocked if {f.figure.unit for f in d.figures} & unpaused)
            title = Text(
                f"能中止的期限应以日、工作日或周计，“{unfit}”不是",
                f"a period that can be paused is in days, working days or weeks, and “{unfit}” is not",
            )
            hint = Text(
                "换成以日计的期限，例如 30日，或去掉中止", "state it in days, such as 30 days, or take paused away"
            )
            self._problem("rule/pause-unit", title, file, _span_of(rule, paused), hint)

    def actions(self, file: str, names: Iterable[Name]) -> tuple[str, ...]:
        """Canonical actions; an unknown one is an error that names the nearest."""
        found: list[str] = []
        for name in names:
            canonical = self.vocabulary.actions.get(fold(name.text))
            if canonical is None:
                title = Text(f"没有名为“{name.text}”的环节", f"there is no action named “{name.text}”")
                near = nearest(name.text, self.vocabulary.actions)
                # 公示期满 is no slip of 公示: what it holds besides has a meaning.
                whole = near is not None and (near.isascii() or fold(near) not in fold(name.text))
                hint = (
                    (self._near(name.text, self.vocabulary.actions) if whole else None)
                    or self._inside(name.text)
                    or Text(
                        f'在 ruleset.toml 的 [actions] 里声明它："{name.text}" = {{}}',
                        f'declare it under [actions] of ruleset.toml: "{name.text}" = {{}}',
                    )
                )
                self._problem("rule/unknown-action", title, file, name.span, hint=hint)
                canonical = name.text
            found.append(canonical)
        return tuple(dict.fromkeys(found))

    def _inside(self, text: str) -> Text | None:
        """The known actions inside an unknown one: 在政府网站公开, 批准当日公开."""
        folded, place, found = fold(text), 0, []
        if folded.endswith("的") and folded[:-1] in self.vocabulary.actions:
            return Text(
                f"写成 {text[:-1]}后，例如 {text[:-1]}后及时公开", f"write {text[:-1]}后, such as {text[:-1]}后及时公开"
            )
        figure = next((name for name in self.vocabulary.durations if name in folded), None)
        while place < len(folded):
            ends = range(len(folded), place + 1, -1)
            end = next((e for e in ends if folded[place:e] in self.vocabulary.actions and not folded.isascii()), None)
            found += [folded[place:end]] if end else []
            place = end or place + 1
        if not found:
            return None
        if figure is not None:
            return Text(f"写成 {figure}内{found[-1]}", f"write {figure}内{found[-1]}, or {found[-1]} within {figure}")
        declare = f'"{text}" = {{}}'
        if len(found) == 1:
            return Text(
                f"是不是“{found[0]}”？渠道、内容、单位另写成限定；确是另一个环节的，在 [actions] 里声明：{declare}",
                f"did you mean “{found[0]}”? channels, content and agencies are qualifiers; an action of its own is "
                f"declared under [actions]: {declare}",
            )
        return Text(
            f"里面有环节“{'”“'.join(found)}”，之间缺少关键词，例如 {found[0]}后20日内{found[-1]}；"
            f"确是另一个环节的，在 [actions] 里声明：{declare}",
            f"a keyword lacks between the actions “{'” and “'.join(found)}” in it, such as {found[0]}后20日内{found[-1]}; "
            f"an action of its own is declared under [actions]: {declare}",
        )

    def _one(self, rule: Rule, kind: type[Q]) -> Q | None:
        return next((q for q in rule.qualifiers if isinstance(q, kind)), None)

    def _near(self, text: str, known: Iterable[str]) -> Text | None:
        near = nearest(text, known)
        return Text(f"是不是“{near}”？", f"did you mean “{near}”?") if near else None

    def _problem(self, code: str, title: Text, file: str, span: Span | None, hint: Text | None = None) -> None:
        self.problems.append(Diagnostic(code, title, self.place(file, span), hint))

    def place(self, file: str, span: Span | None) -> Place:
        """A place in a rules file, with its line where the text is known."""
        if span is None:
            return Place(file)
        lines = self._lines.get(file, [""])
        source = lines[span.line - 1] if span.line <= len(lines) else None
        if source is not None and span.line == 1:
            source = source.removeprefix("\ufeff")
        return Place(file, span.line, span.column, span.length, source or None)


def _duty_span(rule: Rule, number: int) -> Span | None:
    """Where the duty of that number, from 1, stands."""
    return rule.duty_spans[number - 1] if number <= len(rule.duty_spans) else rule.span


def _span_of(rule: Rule, qualifier: tree.Qualifier) -> Span | None:
    spans = dict(zip(map(id, rule.qualifiers), rule.qualifier_spans, strict=False))
    return spans.get(id(qualifier), rule.span)
