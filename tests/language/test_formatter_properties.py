"""Whatever a rule says, it says the same in the canonical layout of either spelling, and twice is once."""

from __future__ import annotations

import string
from datetime import date
from typing import Literal

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from compliance.findings.names import fold
from compliance.findings.verdict import Modality, Verdict
from compliance.language import Vocabulary, tree
from compliance.language.formatter import format_rules
from compliance.language.formatter.examples import write_as_of, write_expected, write_title
from compliance.language.formatter.reading_back import ReadingBack
from compliance.language.formatter.rules import RuleWriter
from compliance.language.formatter.speech import Speech
from compliance.language.parser import Parser
from compliance.language.tree import Figure, Name, Per, Unit

VOCABULARY = Vocabulary.build(
    channels={"政府网站": ["门户网站"], "财政局网站": [], "News and Views": [], "甲和乙": []},
    elements={"三公经费": ["“三公”经费"], "案由": [], "budget tables": []},
    agencies={"财政局": ["市财政局"], "审计局": [], "各界代表": []},
    groups=["市直部门", "all offices"],
    grounds={"国家秘密": ["涉密"]},
    matters={"预决算": ["部门预算"], "public budget": []},
    lists=["十件民生实事"],
    seasons=["收购旺季", "high season"],
    durations=["法定答复时限", "usual time"],
    actions={"补正": [], "延期": ["延长答复"], "site visit": ["现场检查"], "后公开": [], "mark": []},
)
PARSER = Parser(VOCABULARY)
IN_DUTIES = dict.fromkeys(
    ("actions", "seasons", "durations"),
    VOCABULARY.actions.keys() | VOCABULARY.seasons.keys() | VOCABULARY.durations.keys(),
)
LANGUAGES: tuple[Literal["zh", "en"], ...] = ("zh", "en")
WRITERS = {language: RuleWriter(Speech(language, VOCABULARY), ReadingBack(PARSER)) for language in LANGUAGES}


# Names and texts: declared, words that mean something to the language or begin or end like one that does, and any.

ODD = "内 后公 公开前 每月报 3号文 A和B within on 或 不少于3次 率不低于 20日内 年底 之一 of 自 至 as 示例"
odd = st.sampled_from(ODD.split())
character = st.sampled_from(
    string.ascii_letters + "甲乙丙事项网站与和及或内后前日月年每至自各率 -_.·/()（），,；;、#:“”「」'%"
)
word = st.text(character, min_size=1, max_size=6).map(lambda text: " ".join(text.split())).filter(bool)
text = st.text(character, min_size=1, max_size=12).map(str.strip).filter(bool)


def names(kind: str) -> st.SearchStrategy[Name]:
    """A name of a kind; one that is declared as often as not. In duties a word that is declared is no other name."""
    declared = st.sampled_from(sorted(set(getattr(VOCABULARY, kind).values())))
    fresh = (odd | word).filter(lambda text: fold(text) not in IN_DUTIES.get(kind, getattr(VOCABULARY, kind)))
    return (declared | fresh).map(Name)


def several(kind: str) -> st.SearchStrategy[tree.Names]:
    """One to three different names."""
    return st.lists(names(kind), min_size=1, max_size=3, unique=True).map(tuple)


columns = values = word.map(Name)
figures = st.builds(Figure, st.integers(1, 400), st.sampled_from(Unit))
periods = figures | names("durations")
shares = st.none() | st.integers(0, 1000).map(lambda n: n / 10 / 100)
days = st.dates(date(1950, 1, 1), date(2150, 12, 31))
acts, triggers = several("actions"), several("actions")
triggers_or_none = triggers | st.just(())

DUTIES = {
    tree.Within: st.builds(tree.Within, acts, periods, triggers_or_none, shares),
    tree.ByColumn: st.builds(tree.ByColumn, acts, columns, triggers_or_none, shares),
    tree.Promptly: st.builds(tree.Promptly, acts, triggers_or_none, shares),
    tree.After: st.builds(tree.After, acts, triggers, shares),
    tree.Notice: st.builds(tree.Notice, acts, periods, triggers, shares),
    tree.Before: st.builds(tree.Before, acts, triggers, shares),
    tree.Together: st.builds(tree.Together, acts, triggers, shares),
    tree.Lasts: st.builds(tree.Lasts, acts, periods, shares),
    tree.ByDate: st.builds(tree.ByDate, acts, days),
    tree.ByYearly: st.builds(tree.ByYearly, acts, st.integers(1, 12), st.none() | st.integers(1, 28)),
    tree.Periodic: st.builds(tree.Periodic, acts, st.sampled_from(Per)),
    tree.PeriodicBy: st.builds(tree.PeriodicBy, acts, st.integers(1, 31)),
    tree.PeriodicWithin: st.builds(tree.PeriodicWithin, acts, st.sampled_from(Per), periods),
    tree.Every: st.builds(tree.Every, acts, st.integers(1, 90), names("seasons")),
    tree.Count: st.builds(tree.Count, acts, st.integers(1, 30), st.sampled_from(Per)),
    tree.Regularly: st.builds(tree.Regularly, acts),
    tree.AtAll: st.builds(tree.AtAll, acts),
    tree.Check: st.builds(tree.Check, text),
}

compares = st.sampled_from(["=", "!=", "<", "<=", ">", ">=", "contains"])
conditions = st.recursive(
    st.builds(tree.Compare, columns, compares, values.map(lambda value: (value,)))
    | st.builds(tree.Compare, columns, st.just("in"), st.lists(values, min_size=1, max_size=3).map(tuple))
    | st.builds(tree.IsEmpty, columns),
    lambda inner: (
        st.builds(tree.Not, inner)
        | st.builds(tree.And, st.lists(inner, min_size=2, max_size=3).map(tuple))
        | st.builds(tree.Or, st.lists(inner, min_size=2, max_size=3).map(tuple))
    ),
    max_leaves=5,
)
QUALIFIERS = {
    tree.On: st.builds(tree.On, st.lists(several("channels"), min_size=1, max_size=3).map(tuple)),
    tree.Containing: st.builds(tree.Containing, several("elements")),
    tree.Require: st.builds(tree.Require, conditions),
    tree.When: st.builds(tree.When, conditions),
    tree.By: st.builds(tree.By, several("agencies"), several("groups") | st.just(()), st.booleans())
    | st.builds(tree.By, st.just(()), several("groups"), st.booleans()),
    tree.Restarted: st.builds(tree.Restarted, acts),
    tree.Paused: st.builds(tree.Paused, names("actions"), names("actions")),
    tree.Extended: st.builds(tree.Extended, figures, acts),
    tree.Nil: st.just(tree.Nil()),
    tree.Except: st.builds(tree.Except, several("grounds")),
    tree.Binding: st.builds(tree.Binding, st.sampled_from(Modality)),
    tree.Cite: st.sampled_from(["一(五)", "条例（2019）第26条", "§ 3, no. 4", "“甲；乙”第三条"]).map(tree.Cite),
    tree.Title: st.builds(tree.Title, text),
    tree.Weight: st.builds(tree.Weight, st.integers(0, 10**6).map(lambda n: n / 1000)),
    tree.Effective: st.builds(
        tree.Effective, st.dates(max_value=date(2010, 1, 1)).filter(lambda d: d.year > 999), st.none()
    )
    | st.builds(tree.Effective, st.none(), days)
    | st.builds(tree.Effective, st.just(date(1900, 2, 28)), days),
}

times = days.map(str) | st.sampled_from(["2018年8月", "2018-08-08 09:30", "2018年"])
events = st.builds(
    tree.ExampleEvent,
    action=names("actions"),
    time=times,
    until=st.none() | times,
    channels=several("channels") | st.just(()),
    elements=several("elements") | st.just(()),
    agency=st.none() | names("agencies"),
    exemption=st.none() | names("grounds"),
    period=st.none() | word,
    case=st.none() | word,
    result=st.none() | word,
    attributes=st.lists(st.tuples(columns, values), max_size=2).map(tuple),
)
expected = st.builds(tree.Expected, st.sampled_from(Verdict), st.sampled_from([None, "2018-03", "2018Q1", "2018"]))
examples = st.builds(
    tree.Example,
    title=text,
    events=st.lists(events, max_size=3).map(tuple),
    as_of=st.none() | times,
    expected=st.lists(expected, min_size=1, max_size=3).map(tuple),
)


def duties() -> st.SearchStrategy[tuple[tree.Duty, ...]]:
    """Duties of one rule; a bare act stands alone, for the reader would ask whether it has the trigger of another."""
    others = st.one_of([duty for kind, duty in DUTIES.items() if kind is not tree.AtAll])
    return st.lists(others, min_size=1, max_size=3).map(tuple) | DUTIES[tree.AtAll].map(lambda duty: (duty,))


def qualifiers() -> st.SearchStrategy[tuple[tree.Qualifier, ...]]:
    """Some qualifiers, each once, in the order of the tree."""
    chosen = st.lists(st.sampled_from(list(QUALIFIERS)), unique=True, max_size=5)
    return chosen.flatmap(lambda kinds: st.tuples(*(QUALIFIERS[kind] for kind in QUALIFIERS if kind in kinds)))


ids = st.sampled_from([None, "甲-1", "同江-1-5", "rule 7", "一(五)"])
rules = st.builds(
    tree.Rule,
    id=ids,
    matter=names("matters"),
    each=st.just(False),
    duties=duties(),
    qualifiers=qualifiers(),
    examples=st.lists(examples, max_size=2).map(tuple),
) | st.builds(tree.Rule, ids, names("lists"), st.just(True), duties(), qualifiers())


def lines_of(rule: tree.Rule, writer: RuleWriter) -> list[list[str]]:
    """A rule's own line, then its qualifiers and examples with the lines of each."""
    parts = [[writer.own_line(rule)], *([f"    {writer.qualifier(qualifier)}"] for qualifier in rule.qualifiers)]
    for example in rule.examples:
        inner = [writer.event(event) for event in example.events]
        inner += [write_as_of(example, writer.speech)] if example.as_of else []
        inner.append(write_expected(example, writer.speech))
        parts.append([f"    {write_title(example, writer.speech)}", *(f"        {line}" for line in inner)])
    return parts


def read(text: str) -> tuple[tree.Rule, ...]:
    """The rules of a text without mistakes."""
    file, problems = PARSER.parse(text, "t.rules")
    assert problems == (), text
    return file.rules


@given(rules, st.sampled_from(LANGUAGES))
def test_a_rule_is_read_as_it_was_written(rule: tree.Rule, language: Literal["zh", "en"]) -> None:
    """Every duty and every qualifier, whatever names it holds, can be said in both languages."""
    text = "\n".join(line for part in lines_of(rule, WRITERS[language]) for line in part)
    assert read(text) == (rule,), text


@st.composite
def files(draw: st.DrawFn) -> str:
    """A file as hands leave it: both languages, parts in any order, blank lines and comments anywhere."""
    lines: list[str] = []
    for rule in draw(st.lists(rules, min_size=1, max_size=3)):
        own, *parts = lines_of(rule, WRITERS[draw(st.sampled_from(LANGUAGES))])
        behind, others = [], []
        for part in draw(st.permutations(parts)):
            on_own_line = len(part) == 1 and draw(st.booleans())
            (behind if on_own_line else others).append(part)
        lines.append("；".join([own[0], *(part[0].strip() for part in behind)]))
        lines += [line for part in others for line in part]
    return "".join(draw(st.sampled_from(NOISE)) + line + draw(st.sampled_from(BEHIND)) + "\n" for line in lines)


NOISE = ("", "", "", "\n", "\n\n\n", "# 说明\n", "\n    # note\n", "# a\n\n# b\n")
BEHIND = ("", "", "", "  ", " # beside", "\t#旁注")


@settings(max_examples=50)
@given(files(), st.sampled_from(LANGUAGES))
def test_formatting_keeps_the_meaning_and_twice_is_once(text: str, language: Literal["zh", "en"]) -> None:
    """The tree is that of before, in the language asked for and back; a second run changes nothing."""
    before, problems = PARSER.parse(text, "t.rules")
    assume(not problems)
    formatted = format_rules(text, "t.rules", VOCABULARY, language)
    assert formatted.problems == ()
    assert read(formatted.text) == before.rules
    assert format_rules(formatted.text, "t.rules", VOCABULARY, language) == formatted
    for other in LANGUAGES:
        assert read(format_rules(formatted.text, "t.rules", VOCABULARY, other).text) == before.rules


@settings(max_examples=50)
@given(files())
def test_comments_and_order_survive(text: str) -> None:
    """Every comment is there, in its order, and so is every qualifier and every example of every rule."""
    _, problems = PARSER.parse(text, "t.rules")
    assume(not problems)
    formatted = format_rules(text, "t.rules", VOCABULARY, "zh").text
    assert _comments(formatted) == _comments(text)
    assert _order(formatted) == _order(text)


def _comments(text: str) -> list[str]:
    file, _ = PARSER.parse(text, "t.rules")
    return [comment for _, comment in sorted(file.comments + tuple(c for rule in file.rules for c in rule.comments))]


def _order(text: str) -> list[list[object]]:
    """The qualifiers and examples of each rule as they stand in the text."""
    found = []
    for rule in read(text):
        placed = [(span.line, span.column, q) for q, span in zip(rule.qualifiers, rule.qualifier_spans, strict=True)]
        placed += [(example.span.line, 0, example) for example in rule.examples if example.span]
        found.append([part for *_, part in sorted(placed, key=lambda part: part[:2])])
    return found
