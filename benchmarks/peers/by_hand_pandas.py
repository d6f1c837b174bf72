"""What somebody writes by hand with pandas: merges, a group-by, nested conditions."""

from __future__ import annotations

import numpy as np
import pandas as pd
import question

CASE = ["case", "matter", "agency"]
LAST_MOMENT = pd.Timedelta(days=1) - pd.Timedelta(microseconds=1)


def main() -> None:
    """Count the verdicts."""
    told = question.asked()
    log = pd.read_csv(told.log, usecols=[*CASE, "action", "time"], engine="pyarrow")
    log["time"] = pd.to_datetime(log["time"], format="%Y-%m-%d %H:%M")
    seen = log[log["time"] <= told.as_of]

    rules = pd.DataFrame(told.deadlines).rename(columns={"action": "act", "trigger": "action"})
    owed = seen.merge(rules, on=["matter", "action"]).reset_index(names="obligation")
    owed["day"] = owed["time"].dt.normalize()
    ends = pd.DataFrame(told.ends, columns=["day", "number", "end"]).astype({"day": owed["day"].dtype})
    owed = owed.merge(ends.assign(unit="working days"), on=["unit", "number", "day"], how="left")
    owed["due"] = np.select(
        [owed["unit"] == "h", owed["unit"] == "days"],
        [
            owed["time"] + pd.to_timedelta(owed["number"], unit="h"),
            owed["day"] + pd.to_timedelta(owed["number"], unit="D") + LAST_MOMENT,
        ],
        pd.to_datetime(owed["end"]) + LAST_MOMENT,
    )

    acts = seen[seen["action"].isin(rules["act"])].rename(columns={"action": "act", "time": "done"})
    done = owed[["obligation", "act", "time", *CASE]].merge(acts, on=[*CASE, "act"])
    first = done[done["done"] >= done["time"]].groupby("obligation")["done"].min()
    owed["first"] = owed["obligation"].map(first)

    verdicts = np.select(
        [owed["first"] <= owed["due"], owed["first"].notna(), owed["due"] > told.as_of],
        ["met", "late", "pending"],
        "missing",
    )
    question.answer(pd.Series(verdicts).value_counts().to_dict())


if __name__ == "__main__":
    main()
