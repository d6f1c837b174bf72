"""PM4Py's conformance checking of DECLARE constraints: `response(trigger, action)`, the nearest that it has to a deadline.

It says of each case whether the action follows the trigger at all. How often a constraint is asked is how many rules stand
for it, so that the counts compare: `answered` is met and late together, `unanswered` missing and pending.
"""

from __future__ import annotations

from collections import Counter

import pandas as pd
import pm4py
import question

ACTION = "concept:name"


def main() -> None:
    """Count the obligations whose act follows, and those whose act does not."""
    told = question.asked()
    log = pd.read_csv(told.log, usecols=["case", "matter", "agency", "action", "time"], engine="pyarrow")
    log["time"] = pd.to_datetime(log["time"], format="%Y-%m-%d %H:%M")
    log = log[log["time"] <= told.as_of]
    log["case:concept:name"] = log["case"] + "/" + log["agency"]
    log = log.rename(columns={"action": ACTION, "time": "time:timestamp"})
    log = log.sort_values(["case:concept:name", "time:timestamp"], kind="stable")

    counts: Counter[str] = Counter()
    for matter, events in log.groupby("matter"):
        asked = Counter((rule.trigger, rule.action) for rule in told.deadlines if rule.matter == matter)
        if not asked:
            continue
        begun = events.drop_duplicates(["case:concept:name", ACTION])[ACTION].value_counts()
        model = {"response": {pair: {"support": 1, "confidence": 1} for pair in asked}}
        for diagnosis in pm4py.conformance_declare(events, model):
            for _, pair in diagnosis["deviations"]:
                counts["unanswered"] += asked[pair]
        counts["answered"] += sum(n * int(begun.get(trigger, 0)) for (trigger, _), n in asked.items())
    counts["answered"] -= counts["unanswered"]
    question.answer(counts)


if __name__ == "__main__":
    main()
