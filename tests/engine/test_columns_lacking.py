"""Columns that rules look at and the log has not are told of."""

from __future__ import annotations

import pytest
from tests.engine.conftest import Check

LOG = "编号,事项,单位,环节,时间,承诺期限\n1,依申请,A局,申请,2018-03-01,2018-03-20\n1,依申请,A局,答复,2018-03-10,\n"


def test_a_column_that_no_table_has_is_told_with_the_nearest(check: Check) -> None:
    """It would make a gap of every case, or leave all of them open; of rules about other matters nothing is said."""
    rules = "依申请 申请后20日内答复\n    要求 承诺期线 = 2018-03-20\n预决算 公开\n    适用 级别 = 重大\n"
    (warning,) = check(rules, LOG).assessment.warnings
    assert (warning.code, warning.severity) == ("log/no-column", "warning")
    assert warning.title.zh == "规则要看的列，台账里没有：“承诺期线”（是否为“承诺期限”？）"
    assert warning.title.en == "columns that rules look at and the log has not: “承诺期线” (“承诺期限”?)"
    assert warning.hint is not None
    assert (
        warning.hint.zh
        == "没有这样的列，适用条件和按其期限都不能判定，“要求”不算符合；补上，改正规则，或用映射文件（--mapping）指明"
    )
    assert warning.hint.en == (
        "without them no `when` and no `by its` can be judged and no `require` is met; add them, mend the rule, or "
        "name them in a mapping file (--mapping)"
    )


def test_columns_without_anything_near_are_listed(check: Check) -> None:
    """Each by its name."""
    (warning,) = check("依申请 申请后20日内答复\n    要求 甲 = 1\n    要求 乙 = 2\n", LOG).assessment.warnings
    assert warning.title.zh == "规则要看的列，台账里没有：“甲”、“乙”"
    assert warning.title.en == "columns that rules look at and the log has not: “甲”, “乙”"


def test_columns_that_the_log_has_are_not(check: Check) -> None:
    """In either spelling, by whatever header, also where a condition asks whether one is empty."""
    rules = (
        "依申请 申请后按其承诺期限答复\n    适用 agency = A局 且 编号 = 1 且 非 承诺期限 为空 且 time > 2018-01-01\n"
    )
    assert check(rules, LOG).assessment.warnings == ()


def test_a_column_of_the_logs_own_that_it_has_not_is_told(check: Check) -> None:
    """Also one that every log may have."""
    (warning,) = check("依申请 申请后20日内答复\n    适用 渠道 = 网站\n", LOG).assessment.warnings
    assert warning.title.zh == "规则要看的列，台账里没有：“渠道”"


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("适用 种类 为空 或 种类 = 甲", []),
        ("适用 承诺期 为空 或 承诺期 = 5", ["承诺期"]),
        ("适用 非 种类 为空", ["种类"]),
        ("适用 种类 = 甲 或 等级 为空", []),
        ("要求 种类 为空 或 种类 = 甲", ["种类"]),
    ],
)
def test_a_condition_that_holds_without_its_columns_lacks_none(check: Check, condition: str, told: list[str]) -> None:
    """It says itself what is to be done then; a header that is nearly called so is told all the same."""
    warnings = check(f"依申请 申请后20日内答复\n    {condition}\n", LOG).assessment.warnings
    assert [name for w in warnings for name in ("承诺期", "种类") if f"“{name}”" in w.title.zh] == told
