"""A general rule engine (rule-engine), which tries each rule on one thing at a time.

It cannot join the events of a case nor count working days, so it is given ready obligations: the due time and the first act
of each, by the naive statement. It does what is left to do: it says which verdict's condition is true.
"""

from __future__ import annotations

from collections import Counter

import naive_sql
import question
import rule_engine

READY = naive_sql.OWED + "SELECT epoch_us(due), coalesce(epoch_us(first), -1) FROM judged"
VERDICTS = {
    "met": "first >= 0 and first <= due",
    "late": "first > due",
    "pending": "first < 0 and as_of < due",
    "missing": "first < 0 and as_of >= due",
}
AT_ONCE = 10_000


def main() -> None:
    """Count the verdicts."""
    told = question.asked()
    number = rule_engine.DataType.FLOAT
    types = rule_engine.type_resolver_from_dict({"first": number, "due": number, "as_of": number})
    context = rule_engine.Context(resolver=rule_engine.resolve_item, type_resolver=types)
    rules = [(verdict, rule_engine.Rule(text, context=context)) for verdict, text in VERDICTS.items()]
    counts: Counter[str] = Counter()
    with naive_sql.ready(told) as database:
        as_of = database.execute("SELECT epoch_us($as_of::TIMESTAMP)", {"as_of": str(told.as_of)}).fetchall()[0][0]
        rows = database.execute(READY, {"log": str(told.log), "as_of": str(told.as_of)})
        while some := rows.fetchmany(AT_ONCE):
            for due, first in some:
                obligation = {"due": due, "first": first, "as_of": as_of}
                counts[next(verdict for verdict, rule in rules if rule.matches(obligation))] += 1
    question.answer(counts)


if __name__ == "__main__":
    main()
