"""Events that may belong to a case of which they are no part: under another agency, or without its number."""

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


def parted(database: Database, scanned: Sequence[Scanned], one: OneName) -> Iterator[Text]:
    """Numbers of a matter of which an agency that begins nothing has an event; `begins` tells what does, see `begun`."""
    found = database.rows(
        "SELECT place, other FROM ("
        "SELECT bool_or(starts) AS anyone, bool_and(starts) AS everyone, min(place) FILTER (WHERE starts) AS place, "
        "min(place) FILTER (WHERE NOT starts) AS other FROM ("
        f"SELECT {one.matter} AS matter, raw.case_no, min(raw.rowid) AS place, bool_or(b.action IS NOT NULL) AS starts "
        f"FROM raw LEFT JOIN begins b ON b.matter = raw.matter AND b.action = raw.action{one.join} "
        f"WHERE raw.lo IS NOT NULL AND raw.case_no <> '' GROUP BY {one.of_agency}"
        ") a GROUP BY matter, case_no) c WHERE anyone AND NOT everyone ORDER BY place"
    )
    if found:
        (at, number), (also, _) = places(database, scanned, found[0])
        yield Text(
            f"{len(found)} 个案件编号由一个单位起算、另一个单位也有记录（如“{number}”：{at.zh}和{also.zh}），各单位的按不同的案件核查。"
            '几个单位共办一件的，在 ruleset.toml 的 [log] 下写 cases = "shared"；编号碰巧相同的不必管',
            f"{len(found)} case number(s) are begun by one agency while another has records of them, too (such as “{number}”: {at.en} and "
            f'{also.en}); what each agency has is a case of its own. Where agencies share a case, write cases = "shared" under [log] '
            "of ruleset.toml; numbers that are the same by chance do no harm",
        )


def unnumbered(
    database: Database, scanned: Sequence[Scanned], texts: Spellings, rulesets: Sequence[Ruleset], one: OneName
) -> Iterator[Text]:
    """Events without a number, of what an agency's other events have numbers for: cells left empty below the first row of a case."""
    alone = {row[:2]: None for ruleset in rulesets for row in spelled(texts, ruleset, _of_no_case(ruleset))}
    database.load("alone", {"matter": texts.types["matter"], "action": texts.types["action"]}, list(alone))
    found = database.rows(
        f"SELECT count(*), min(raw.rowid) FROM raw{one.join} "
        f"SEMI JOIN (SELECT DISTINCT {one.matter} AS matter, {one.agency} AS agency FROM raw{one.join} "
        "WHERE raw.lo IS NOT NULL AND raw.case_no <> '') n "
        f"ON n.matter = {one.matter} AND n.agency IS NOT DISTINCT FROM {one.agency} "
        "ANTI JOIN alone a ON a.matter = raw.matter AND a.action = raw.action "
        "WHERE raw.lo IS NOT NULL AND coalesce(raw.case_no, '') = ''"
    )
    n, place = found[0]
    if n:
        ((at, _),) = places(database, scanned, [place])
        yield Text(
            f"{n} 条记录没有编号，而同一单位同一事项的其他记录有（如{at.zh}）：没有编号的另算一件。属于某一件的，请补上编号，"
            "否则已经公开的会判为未公开",
            f"{n} event(s) have no case number where others of that agency and matter have one (such as {at.en}), and are a case of "
            "their own. Write the number of the case to which they belong; else what was published counts as missing",
        )


def _of_no_case(ruleset: Ruleset) -> dict[str, set[str]]:
    """Steps that need no case: nil returns, attestations, and what the calendar asks for."""
    steps: dict[str, set[str]] = defaultdict(lambda: {"nil", "attest"})
    for rule, duty in duties(ruleset):
        steps[rule.matter].update(() if duty.by_case else duty.actions)
    return steps
