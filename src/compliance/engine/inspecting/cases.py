"""Case numbers that do not do their work: one number twice, or one case of several agencies."""

from __future__ import annotations

from compliance.diagnostics import Text
from compliance.engine.inspecting.entries import EXAMPLES, FIRST_ROWS, Entries, action_words
from compliance.findings.inspection import Hint
from compliance.log.model import Shape

NUMBERED = "case_no IS NOT NULL AND NOT starts_with(case_no, '#')"


def _starts(entries: Entries) -> None:
    """Makes `start`: the actions that begin a count by some rule."""
    triggers = {
        trigger
        for ruleset in entries.rulesets
        for rule in ruleset.rules
        for duty in rule.duties
        for trigger in duty.triggers
    }
    rows = [(entries.names.numbers[name],) for name in sorted(triggers) if name in entries.names.numbers]
    entries.database.load("start", {"action": "INTEGER"}, rows)


def numbers_twice(entries: Entries) -> Hint | None:
    """One number on several rows that state the same action: of a ledger any, of an event log one that starts a count."""
    _starts(entries)
    ledgers = [(n,) for n, s in enumerate(entries.scanned) if s.table.shape is Shape.LEDGER]
    entries.database.load("ledger", {"file": "UINTEGER"}, ledgers)
    groups = (
        f"SELECT matter, agency, case_no, action, count(DISTINCT (file, line)) AS n, {FIRST_ROWS} AS rows FROM entry "
        f"WHERE {NUMBERED} AND (file IN (FROM ledger) OR action IN (FROM start)) "
        "GROUP BY matter, agency, case_no, action HAVING n > 1"
    )
    # Rows of a ledger that share a number mostly share several actions: the number is told once.
    numbers = (
        f"SELECT matter, agency, case_no, max(n) AS n, arg_max(rows, (n, action)) AS rows FROM ({groups}) "
        "GROUP BY matter, agency, case_no"
    )
    total = entries.one(f"SELECT count(*) FROM ({numbers})")
    if not total:
        return None
    found = entries.rows(
        f"SELECT m.text, g.text, x.case_no, x.n, x.rows FROM ({numbers}) x JOIN called m ON m.name = x.matter "
        f"JOIN called g ON g.name = x.agency ORDER BY x.n DESC, m.text, g.text, x.case_no LIMIT {EXAMPLES}"
    )
    return Hint(
        "inspect/number-twice",
        total,
        Text(f"{total}个编号重复：同一单位同一事项的几行用了同一个编号", f"{total} case numbers stand on several rows"),
        Text(
            "编号相同即视为一件；一件起算几次就有几项要求，而一次公开可能被算作几件的公开",
            "one number is one case: each trigger makes an obligation, and one publication may fulfil several",
        ),
        Text("不同的件另编号；重复登记的删去一行", "give each case its own number; delete rows entered twice"),
        tuple(
            entries.example(
                Text(
                    f"{agency}“{matter}”{number}：{n}行".lstrip(),
                    f"{agency} “{matter}” {number}: {n} rows".lstrip(),
                ),
                rows,
            )
            for matter, agency, number, n, rows in found
        ),
    )


def several_agencies(entries: Entries) -> Hint | None:
    """A numbered case whose clock is started by several agencies."""
    groups = (
        f"SELECT matter, action, case_no, count(DISTINCT agency) AS n, list(DISTINCT agency) AS agencies, {FIRST_ROWS} AS "
        f"rows FROM entry WHERE {NUMBERED} AND action IN (FROM start) GROUP BY ALL HAVING n > 1"
    )
    total = entries.one(f"SELECT count(DISTINCT (matter, case_no)) FROM ({groups})")
    if not total:
        return None
    found = entries.rows(
        "SELECT m.text, a.text, x.case_no, (SELECT list(c.text ORDER BY c.text) FROM called c "
        f"WHERE list_contains(x.agencies, c.name)), x.rows FROM ({groups}) x JOIN called m ON m.name = x.matter "
        f"JOIN called a ON a.name = x.action ORDER BY m.text, x.case_no, a.text LIMIT {EXAMPLES}"
    )
    shared = all(ruleset.shared_cases for ruleset in entries.rulesets)
    separate = Text(
        "各单位分别算一件：一家起算、另一家公开，就两家都不算办完",
        "each agency has a case of its own: what one begins another cannot fulfil",
    )
    joint = Text("同一件由几家起算，就有几项要求", "each of them makes an obligation of its own")
    told = Text(
        "写明由谁负责；编号是各单位自编的，加上单位代号",
        "say who answers for it; put a code of the agency before numbers that each gives by itself",
    )
    say = Text(
        '确为共同办理的，在规则集写 [log] cases = "shared"', 'for joint work the ruleset can say [log] cases = "shared"'
    )
    return Hint(
        "inspect/several-agencies",
        total,
        Text(
            f"{total}件由几个单位起算（编号、事项和环节相同，单位不同）",
            f"{total} case{' is' if total == 1 else 's are'} begun by several agencies (same number, matter and action)",
        ),
        joint if shared else separate,
        told if shared else Text(f"{told.zh}；{say.zh}", f"{told.en}; {say.en}"),
        tuple(
            entries.example(
                Text(
                    f"“{matter}”{number}的“{action_words(action).zh}”：{'、'.join(agencies)}",
                    f"“{matter}” {number}, {action_words(action).en}: {', '.join(agencies)}",
                ),
                rows,
            )
            for matter, action, number, agencies, rows in found
        ),
    )
