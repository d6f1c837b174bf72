"""What DuckDB's SQL says as Spark says it."""

from __future__ import annotations

import pytest

pytest.importorskip("sqlglot")

from compliance.engine.spark.carry import carried, numbered, parsed, spark_sql, spark_type


@pytest.mark.parametrize(
    ("said", "carried_over"),
    [
        ("list_sort(list(a))[n]", "GET(ARRAY_SORT(COLLECT_LIST(`a`)), (`n`) - 1)"),
        ("raw.attributes[?]", "`raw`.`attributes`[:b0]"),
        ("hash(a)", "XXHASH64(ISNULL(`a`), `a`)"),
        ("CAST(a AS HUGEINT) << 64", "(CAST(`a` AS DECIMAL(38, 0))) * CAST('18446744073709551616' AS DECIMAL(38, 0))"),
        ("first >> 64", "`first` DIV CAST('18446744073709551616' AS DECIMAL(38, 0))"),
        ("first & 8589934591", "`first` % CAST('8589934592' AS DECIMAL(38, 0))"),
        ("CAST(1 AS UBIGINT) << (p & 63)", "SHIFTLEFT(CAST(1 AS BIGINT), CAST(((`p` & 63)) AS INT))"),
        ("day + to_months(12 * n)", "ADD_MONTHS(`day`, CAST(12 * `n` AS INT))"),
        ("lo + to_minutes(n)", "`lo` + MAKE_DT_INTERVAL(0, 0, CAST(`n` AS INT), 0)"),
        ("date_diff('day', a, b)", "DATEDIFF(CAST(`b` AS DATE), CAST(`a` AS DATE))"),
        ("try_strptime(a, ['%Y-%m-%dT%H:%M'])", "TRY_TO_TIMESTAMP(`a`, 'yyyy-MM-dd\\'T\\'HH:mm')"),
        ("min(a, 5) FILTER (WHERE b)", "SLICE(ARRAY_SORT(COLLECT_LIST(`a`) FILTER(WHERE `b`)), 1, 5)"),
        ("coalesce(a, 'infinity')", "COALESCE(`a`, CAST('+10000-01-01 00:00:00' AS TIMESTAMP_NTZ))"),
        ("max(a) FILTER (WHERE b).e", "(MAX(`a`) FILTER(WHERE `b`)).`e`"),
    ],
)
def test_what_sqlglot_cannot_know_is_carried_over(said: str, carried_over: str) -> None:
    """Packed numbers, places in lists, times, groups and whatever else the two say differently."""
    (statement,) = parsed(f"SELECT {said}")
    assert spark_sql(carried(statement)) == f"SELECT {carried_over}"


@pytest.mark.parametrize(
    ("kind", "known"),
    [
        ("VARCHAR", "STRING"),
        ("INTEGER[]", "ARRAY<INT>"),
        ("HUGEINT", "DECIMAL(38, 0)"),
        ("UBIGINT", "BIGINT"),
        ("verdict_text", "STRING"),
        ("TIMESTAMP", "TIMESTAMP_NTZ"),
    ],
)
def test_types_have_their_names_in_spark(kind: str, known: str) -> None:
    """Types of texts are texts, times have no zone, numbers have a sign."""
    assert spark_type(kind) == known


def test_a_question_mark_in_a_text_is_no_parameter() -> None:
    """A case number that is none (`?`), and what a pattern may have once or not at all."""
    assert numbered("SELECT 'a?' FROM t WHERE b = ? AND c IN ('?', 'it''s ?') AND d = ?") == (
        "SELECT 'a?' FROM t WHERE b = $b0 AND c IN ('?', 'it''s ?') AND d = $b1"
    )
