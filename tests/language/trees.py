"""Rules drawn at random: every duty, every qualifier, examples, and names that are hard to write."""

from __future__ import annotations

import string
from datetime import date

from hypothesis import strategies as st

from compliance.findings.verdict import Modality, Verdict
from compliance.language import Vocabulary, tree
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

odd = st.sampled_from(
    ["内", "后公", "公开前", "每月报", "3号文", "A和B", "within", "on", "或", "不少于3次", "率不低于", "20日内", "年底", "之一", "of"]
)  # fmt: skip
"""Words that mean something to the language, or begin or end like one that does."""
character = st.sampled_from(list(string.ascii_letters + "甲乙丙事项网站与和及或内后前日月年每至自各率之一 -_.·/()（），,；;、#:“”「」'%"))
loose = st.text(character, min_size=1, max_size=8).map(lambda s: " ".join(s.split())).filter(bool).filter(lambda s: '"' not in s)


def names(kind: str, free: bool = True) -> st.SearchStrategy[Name]:
    """A name of a kind: declared, odd, or of any characters."""
    known = st.sampled_from(sorted(set(getattr(VOCABULARY, kind).values())))
    fresh = (odd | loose).map(lambda text: VOCABULARY.canonical(kind, text))
    return (known | known | fresh if free else known).map(Name)


def several(kind: str) -> st.SearchStrategy[tree.Names]:
    """One to three different names."""
    return st.lists(names(kind), min_size=1, max_size=3, unique=True).map(tuple)


text = st.text(character, min_size=1, max_size=12).map(str.strip).filter(bool)
word = st.text(character, min_size=1, max_size=6).map(lambda s: " ".join(s.split())).filter(bool)
figures = st.builds(Figure, st.integers(1, 400), st.sampled_from(Unit))
periods = figures | names("durations")
shares = st.none() | st.integers(0, 1000).map(lambda n: n / 10 / 100)
days = st.dates(date(1950, 1, 1), date(2150, 12, 31))
actions, triggers = several("actions"), several("actions")
maybe = triggers | st.just(())

CASE_DUTIES = {
    tree.Within: st.builds(tree.Within, actions, periods, maybe, shares),
    tree.ByColumn: st.builds(tree.ByColumn, actions, word.map(Name), maybe, shares),
    tree.Promptly: st.builds(tree.Promptly, actions, maybe, shares),
    tree.After: st.builds(tree.After, actions, triggers, shares),
    tree.Notice: st.builds(tree.Notice, actions, periods, triggers, shares),
    tree.Before: st.builds(tree.Before, actions, triggers, shares),
    tree.Together: st.builds(tree.Together, actions, triggers, shares),
    tree.Lasts: st.builds(tree.Lasts, actions, periods, shares),
}
CALENDAR_DUTIES = {
    tree.ByDate: st.builds(tree.ByDate, actions, days),
    tree.ByYearly: st.builds(
        tree.ByYearly, actions, st.integers(1, 12), st.none() | st.integers(1, 28)
    ),
    tree.Periodic: st.builds(tree.Periodic, actions, st.sampled_from(Per)),
    tree.PeriodicBy: st.builds(tree.PeriodicBy, actions, st.integers(1, 31)),
    tree.PeriodicWithin: st.builds(tree.PeriodicWithin, actions, st.sampled_from(Per), periods),
    tree.Every: st.builds(tree.Every, actions, st.integers(1, 90), names("seasons")),
    tree.Count: st.builds(tree.Count, actions, st.integers(1, 30), st.sampled_from(Per)),
    tree.Regularly: st.builds(tree.Regularly, actions),
    tree.AtAll: st.builds(tree.AtAll, actions),
    tree.Check: st.builds(tree.Check, text),
}
DUTIES = CASE_DUTIES | CALENDAR_DUTIES

compares = st.builds(
    tree.Compare,
    word.map(Name),
    st.sampled_from(["=", "!=", "<", "<=", ">", ">=", "contains"]),
    word.map(lambda w: (Name(w),)),
) | st.builds(tree.Compare, word.map(Name), st.just("in"), st.lists(word.map(Name), min_size=1, max_size=3).map(tuple))
parts = compares | st.builds(tree.IsEmpty, word.map(Name))
conditions = st.recursive(
    parts,
    lambda inner: st.builds(tree.Not, inner)
    | st.builds(tree.And, st.lists(inner, min_size=2, max_size=3).map(tuple))
    | st.builds(tree.Or, st.lists(inner, min_size=2, max_size=3).map(tuple)),
    max_leaves=5,
)

agencies = st.builds(tree.By, several("agencies"), several("groups") | st.just(()), st.booleans())
QUALIFIERS = {
    tree.On: st.builds(
        tree.On,
        st.lists(several("channels"), min_size=1, max_size=3).map(tuple),
    ),
    tree.Containing: st.builds(tree.Containing, several("elements")),
    tree.Require: st.builds(tree.Require, conditions),
    tree.When: st.builds(tree.When, conditions),
    tree.By: agencies | st.builds(tree.By, st.just(()), several("groups"), st.booleans()),
    tree.Restarted: st.builds(tree.Restarted, actions),
    tree.Paused: st.builds(tree.Paused, names("actions"), names("actions")),
    tree.Extended: st.builds(tree.Extended, figures, actions),
    tree.Nil: st.just(tree.Nil()),
    tree.Except: st.builds(tree.Except, several("grounds")),
    tree.Binding: st.builds(tree.Binding, st.sampled_from(Modality)),
    tree.Cite: st.builds(tree.Cite, st.sampled_from(["一(五)", "条例（2019）第二十六条", "§ 3, no. 4", "“甲；乙”第三条"])),
    tree.Title: st.builds(tree.Title, text),
    tree.Weight: st.builds(tree.Weight, st.integers(0, 10**6).map(lambda n: n / 1000)),
    tree.Effective: st.builds(
        tree.Effective, st.dates(date(2000, 1, 1), date(2010, 1, 1)), st.none() | st.dates(date(2011, 1, 1))
    )
    | st.builds(tree.Effective, st.none(), days),
}

times = st.dates(date(1950, 1, 1), date(2150, 1, 1)).map(str) | st.sampled_from(["2018年8月", "2018-08-08 09:30", "2018年"])
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
    attributes=st.lists(st.tuples(word.map(Name), word.map(Name)), max_size=2).map(tuple),
)
expected = st.builds(tree.Expected, st.sampled_from(Verdict), st.none() | st.sampled_from(["2018-03", "2018Q1", "2018"]))
examples = st.builds(
    tree.Example,
    title=text,
    events=st.lists(events, max_size=3).map(tuple),
    as_of=st.none() | times,
    expected=st.lists(expected, min_size=1, max_size=3).map(tuple),
)


def _duties() -> st.SearchStrategy[tuple[tree.Duty, ...]]:
    """Duties of one rule: a bare act stands alone, for it would take the trigger of another."""
    rest = [duty for kind, duty in DUTIES.items() if kind is not tree.AtAll]
    return st.lists(st.one_of(rest), min_size=1, max_size=3).map(tuple) | DUTIES[tree.AtAll].map(lambda duty: (duty,))


def _qualifiers() -> st.SearchStrategy[tuple[tree.Qualifier, ...]]:
    """Some of the qualifiers in the order of the tree, each once."""
    chosen = st.lists(st.sampled_from(list(QUALIFIERS)), unique=True, max_size=5)
    return chosen.flatmap(lambda kinds: st.tuples(*(QUALIFIERS[kind] for kind in QUALIFIERS if kind in kinds)))


ids = st.none() | st.sampled_from(["甲-1", "同江-1-5", "rule 7", "一(五)"])
rules = st.builds(
    tree.Rule,
    id=ids,
    matter=names("matters"),
    each=st.just(False),
    duties=_duties(),
    qualifiers=_qualifiers(),
    examples=st.lists(examples, max_size=2).map(tuple),
) | st.builds(tree.Rule, id=ids, matter=names("lists"), each=st.just(True), duties=_duties(), qualifiers=_qualifiers())
