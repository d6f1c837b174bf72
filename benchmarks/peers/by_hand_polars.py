"""What somebody writes by hand with Polars: one lazy plan, run by the streaming engine."""

from __future__ import annotations

import polars as pl
import question

CASE = ["case", "matter", "agency"]
LAST_MOMENT = pl.duration(days=1) - pl.duration(microseconds=1)


def main() -> None:
    """Count the verdicts."""
    told = question.asked()
    names = ("id", "matter", "act", "number", "unit", "action")
    rules = pl.LazyFrame(
        [(r.id, r.matter, r.action, r.number, r.unit, r.trigger) for r in told.deadlines], schema=names, orient="row"
    )
    ends = pl.LazyFrame(told.ends, schema=("day", "number", "end"), orient="row")
    seen = (
        pl.scan_csv(told.log)
        .select(*CASE, "action", pl.col("time").str.to_datetime("%Y-%m-%d %H:%M", time_unit="us"))
        .filter(pl.col("time") <= told.as_of)
    )
    owed = (
        seen.join(rules, on=["matter", "action"])
        .with_columns(day=pl.col("time").dt.date())
        .join(ends.with_columns(unit=pl.lit("working days")), on=["unit", "number", "day"], how="left")
        .with_columns(
            due=pl.when(pl.col("unit") == "h")
            .then(pl.col("time") + pl.duration(hours="number"))
            .when(pl.col("unit") == "days")
            .then(pl.col("day").cast(pl.Datetime("us")) + pl.duration(days="number") + LAST_MOMENT)
            .otherwise(pl.col("end").cast(pl.Datetime("us")) + LAST_MOMENT)
        )
        .select(*CASE, "id", "act", "time", "due")
    )
    acts = seen.filter(pl.col("action").is_in([r.action for r in told.deadlines])).select(
        *CASE, act="action", done="time"
    )
    counts = (
        owed.join(acts, on=[*CASE, "act"], how="left")
        .group_by(*CASE, "id", "time", "due")
        .agg(first=pl.col("done").filter(pl.col("done") >= pl.col("time")).min())
        .select(
            verdict=pl.when(pl.col("first") <= pl.col("due"))
            .then(pl.lit("met"))
            .when(pl.col("first").is_not_null())
            .then(pl.lit("late"))
            .when(pl.col("due") > told.as_of)
            .then(pl.lit("pending"))
            .otherwise(pl.lit("missing"))
        )
        .group_by("verdict")
        .len()
        .collect(engine="streaming")
    )
    question.answer(dict(counts.iter_rows()))


if __name__ == "__main__":
    main()
