"""Cases that begin several times: what counts as one case, for one number or for none, may be several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from compliance.diagnostics import Text
from compliance.engine.database import Database
from compliance.engine.noticed.places import places
from compliance.engine.noticed.steps import duties, spelled
from compliance.engine.one_name import OneName
from compliance.engine.scan import Scanned
from compliance.engine.spellings import Spellings
from compliance.rulesets.model import Ruleset


def begun_again(
    database: Database,
    scanned: Sequence[Scanned],
    texts: Spellings,
    rulesets: Sequence[Ruleset],
    one: OneName,
    numbered: bool,
) -> Iterator[Text]:
    """What is told of those without a number, and of those with one if they are `numbered` few enough to look at."""
    _load_begins(database, texts, rulesets)
    only = "" if numbered else "AND coalesce(raw.case_no, '') = ''"
    found = database.rows(
        "SELECT bare, place, n FROM (SELECT min(raw.rowid) AS place, count(*) AS n, coalesce(raw.case_no, '') = '' AS bare FROM raw "
        f"JOIN begins b ON b.matter = raw.matter AND b.action = raw.action{one.join} WHERE raw.lo IS NOT NULL {only} "
        f"GROUP BY {one.of_agency}, raw.action) c WHERE n > 1 ORDER BY place"
    )
    for bare, say in ((True, _unnumbered), (False, _numbered)):
        several = [(place, n) for none, place, n in found if none == bare]
        if several:
            place, n = several[0]
            ((at, number),) = places(database, scanned, [place])
            yield say(len(several), at, n, number)


def _load_begins(database: Database, texts: Spellings, rulesets: Sequence[Ruleset]) -> None:
    """Makes `begins` (matter, action): what begins a case for some rule, as the log spells it."""
    rows: dict[tuple[str, str], None] = {}
    for ruleset in rulesets:
        begins: dict[str, set[str]] = defaultdict(set)
        for rule, duty in duties(ruleset):
            if duty.by_case:
                begins[rule.matter].update(duty.triggers)
        rows.update(((matter, text), None) for matter, text, *_ in spelled(texts, ruleset, begins))
    database.load("begins", {"matter": texts.types["matter"], "action": texts.types["action"]}, list(rows))


def _unnumbered(n: int, at: Text, times: int, _: str) -> Text:
    return Text(
        f"没有案件编号的记录里，有 {n} 个单位的事项起算不止一次（如从{at.zh}起共{times}次）：没有编号的，同一单位同一事项算作一件，"
        "一次公开会算作每一次的公开。请给每件编一个号",
        f"among the records without a case number {n} matter(s) of an agency begin several times (such as {times} times from {at.en} "
        "on): without numbers they are one case, and one publication counts for each time. Give each case a number",
    )


def _numbered(n: int, at: Text, times: int, number: str) -> Text:
    return Text(
        f"{n} 个案件编号起算不止一次（如{at.zh}的“{number}”，共{times}次）：一个编号是一件，一次公开会算作每一次的公开。"
        "不同的件请另编号，重复登记的请只留一处",
        f"{n} case number(s) begin several times (such as “{number}” in {at.en}, {times} times): a number is one case, and one "
        "publication counts for each time. Give different cases other numbers, and keep one record of each",
    )
