"""Columns that rules look at and the log has not are told of."""

from __future__ import annotations

from tests.engine.conftest import Check

LOG = "编号,事项,单位,环节,时间,承诺期限\n1,依申请,A局,申请,2018-03-01,2018-03-20\n1,依申请,A局,答复,2018-03-10,\n"


def test_a_column_that_no_table_has_is_told_with_the_nearest(check: Check) -> None:
    """It would make a gap of every case, or leave all of them open; of rules about other matters nothing is said."""
    rules = "依申请 申请后20日内答复\n    要求 承诺期线 = 2018-03-20\n预决算 公开\n    适用 级别 = 重大\n"
    (warning,) = check(rules, LOG).assessment.warnings
    assert (warning.code, warning.severity) == ("log/no-column", "warning")
    assert "“承诺期线”（是否为“承诺期限”？）" in warning.title.zh and "级别" not in warning.title.zh


def test_columns_that_the_log_has_are_not(check: Check) -> None:
    """In either spelling, by whatever header, also where a condition asks whether one is empty."""
    rules = (
        "依申请 申请后按其承诺期限答复\n    适用 agency = A局 且 编号 = 1 且 非 承诺期限 为空 且 time > 2018-01-01\n"
    )
    assert check(rules, LOG).assessment.warnings == ()
