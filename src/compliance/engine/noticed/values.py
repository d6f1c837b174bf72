"""Values that nearly are what the condition of a rule names: the rule is for other records, or asks for other ones."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from compliance.diagnostics import Text
from compliance.engine.database import Database
from compliance.engine.noticed.listed import listed
from compliance.engine.noticed.places import places
from compliance.engine.scan import Scanned
from compliance.engine.truths import cell_of, conditions
from compliance.findings.names import fold
from compliance.log.headers import role_of
from compliance.rulesets.conditions import NAMES, comparisons, number_of
from compliance.rulesets.model import Ruleset

SHOWN = 3
"""Values that are told."""
EQUAL = frozenset({"=", "!=", "in"})
BETWEEN = re.compile(r"[\s“”\"'()（）\[\]〔〕.。,，、]")
"""What may stand in a value without making another of it."""
FIGURES = re.compile("[0-9ivx一二三四五六七八九十]+")
"""What makes another value of one that it is added to."""
ANSWERS = {"是": frozenset("√✓✔☑vy1") | {"yes", "true", "是的"}, "否": frozenset("×✗✘xn0") | {"no", "false", "不是"}}
"""What stands for 是 and 否 in tables."""
Named = Mapping[str, Mapping[str, set[str]]]
"""By column and matter: the values that rules name."""


def of_values(database: Database, scanned: Sequence[Scanned], rulesets: Sequence[Ruleset]) -> Iterator[Text]:
    """Those with the value that they nearly are."""
    found: dict[tuple[str, str, str], int] = {}
    for ruleset in rulesets:
        for column, named in _named(ruleset).items():
            cell, bound = cell_of(column)
            for matter, value, place in database.rows(
                f"SELECT CAST(matter AS VARCHAR), cell, min(place) FROM (SELECT raw.matter, {cell} AS cell, raw.rowid AS place "
                "FROM raw WHERE raw.lo IS NOT NULL) c WHERE cell IS NOT NULL GROUP BY matter, cell",
                bound,
            ):
                meant = nearly(value, named.get(ruleset.vocabulary.canonical("matters", matter), set()))
                if meant:
                    key = (column, value.strip(), meant)
                    found[key] = min(place, found.get(key, place))
    if found:
        first = sorted(found, key=found.__getitem__)
        ((at, _),) = places(database, scanned, [found[first[0]]])
        words = listed(
            (
                Text(f"“{column}”的“{value}”（规则里是“{meant}”）", f"“{value}” in “{column}” (“{meant}” in a rule)")
                for column, value, meant in first
            ),
            SHOWN,
        )
        yield Text(
            f"{len(found)} 种写法和规则的条件里的相近而不相同，按不同的值核查：{words.zh}，如{at.zh}。"
            "是一个意思的，请改成一致，否则规则可能没有用到这些记录",
            f"{len(found)} value(s) nearly are what the condition of a rule names, and are taken for others: {words.en}, such as in {at.en}"
            ". Where they mean the same, write them alike; else the rule may have left these records out",
        )


def _named(ruleset: Ruleset) -> Named:
    """Without the columns of names, which have aliases, and without figures, which are compared as such."""
    named: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for _, rule, condition in conditions(ruleset):
        for part in comparisons(condition):
            role = role_of(part.column.text)
            if part.op in EQUAL and (role is None or role not in NAMES):
                named[part.column.text][rule.matter] |= {v.text for v in part.values if number_of(v.text) is None}
    return named


def nearly(value: str, named: set[str]) -> str | None:
    """The one of the values named that another one nearly is: but for blanks and marks, something behind it, or characters left out.

    What stands before a word makes another one of it (重大 and 特别重大, 公开 and 部分公开), and so do figures (I级 and II级).
    """
    bare = _bare(value)
    known = {_bare(name): name for name in sorted(named)}
    if not bare or fold(value) in map(fold, named):
        return None
    said = next((answer for answer, marks in ANSWERS.items() if bare in marks), bare)
    if said in known:
        return known[said]
    return next((name for short, name in known.items() if _begins(bare, short) or _left_out(bare, short)), None)


def _bare(text: str) -> str:
    return BETWEEN.sub("", fold(text))


def _begins(long: str, short: str) -> bool:
    """Whether it is the short one with something behind, which has two characters at least."""
    return len(short) > 1 and long.startswith(short) and not FIGURES.fullmatch(long[len(short) :])


def _left_out(short: str, long: str) -> bool:
    """Whether it is the long one without some of its characters, of which not only the last are left, and two at least."""
    if not 1 < len(short) < len(long) or long.endswith(short):
        return False
    found = re.fullmatch("(.*?)" + "(.*?)".join(map(re.escape, short)) + "(.*)", long)
    return found is not None and not FIGURES.fullmatch("".join(found.groups()))
