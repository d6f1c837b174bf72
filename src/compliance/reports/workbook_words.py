"""The words of the workbook: the columns of its lists, and what people and `recheck` write into them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from compliance.diagnostics import Text

Kind = Literal["text", "code", "center", "number", "date"]


@dataclass(frozen=True, slots=True)
class ColumnWords:
    """A column: what it is called, how wide it is in digits, what its cells are, whether people fill it in."""

    key: str
    header: Text
    width: float
    kind: Kind = "text"
    filled: bool = False


class Status(StrEnum):
    """How far putting right has come (整改状态), as the agency says; `recheck` corrects what the log contradicts."""

    OPEN = "open"
    DOING = "doing"
    DONE = "done"

    @property
    def words(self) -> Text:
        """The status in words."""
        return {
            "open": Text("未整改", "not put right"),
            "doing": Text("整改中", "under way"),
            "done": Text("已整改", "put right"),
        }[self]


class Conclusion(StrEnum):
    """What `recheck`, or whoever reviews, concluded of a problem (复查结论)."""

    NEW = "new"
    OPEN = "open"
    DONE = "done"
    RELAPSED = "relapsed"
    UNCLEAR = "unclear"

    @property
    def words(self) -> Text:
        """The conclusion in words."""
        return {
            "new": Text("新增", "new"),
            "open": Text("未整改", "still open"),
            "done": Text("已整改", "put right"),
            "relapsed": Text("反弹", "relapsed"),
            "unclear": Text("待核实", "to be verified"),
        }[self]


PROBLEM_COLUMNS = (
    ColumnWords("seq", Text("序号", "No."), 5, "center"),
    ColumnWords("number", Text("问题编号", "Problem"), 12.5, "code"),
    ColumnWords("agency", Text("单位", "Agency"), 10),
    ColumnWords("matter", Text("事项", "Matter"), 16),
    ColumnWords("clause", Text("法规依据", "Legal basis"), 16),
    ColumnWords("description", Text("问题描述", "What is wrong"), 36),
    ColumnWords("due", Text("应公开日期", "Due"), 14, "date"),
    ColumnWords("actual", Text("实际公开日期", "Actual"), 14, "date"),
    ColumnWords("over", Text("逾期天数", "Days late"), 6, "number"),
    ColumnWords("ask", Text("整改要求", "What is asked for"), 17, "text", True),
    ColumnWords("deadline", Text("整改时限", "Put right by"), 14, "date", True),
    ColumnWords("answer", Text("整改情况", "What was done"), 18, "text", True),
    ColumnWords("status", Text("整改状态", "Status"), 8, "center", True),
    ColumnWords("conclusion", Text("复查结论", "Conclusion"), 8, "center", True),
)
"""问题清单, which people fill in and send back."""

FINDING_COLUMNS = (
    ColumnWords("seq", Text("序号", "No."), 6, "center"),
    ColumnWords("number", Text("编号", "Number"), 13, "code"),
    ColumnWords("agency", Text("单位", "Agency"), 11),
    ColumnWords("matter", Text("事项", "Matter"), 19),
    ColumnWords("rule", Text("规则", "Rule"), 14, "code"),
    ColumnWords("clause", Text("法规依据", "Legal basis"), 19),
    ColumnWords("binding", Text("约束力", "Binding"), 8, "center"),
    ColumnWords("verdict", Text("结论", "Verdict"), 9, "center"),
    ColumnWords("trigger", Text("起算日期", "Trigger"), 14, "date"),
    ColumnWords("due", Text("应公开日期", "Due"), 14, "date"),
    ColumnWords("actual", Text("实际公开日期", "Actual"), 14, "date"),
    ColumnWords("over", Text("逾期天数", "Days late"), 8, "number"),
    ColumnWords("reason", Text("认定理由", "Reason"), 46),
    ColumnWords("note", Text("备注", "Note"), 16),
)
"""全部核查结果: every finding, met ones too."""

WORDS = {
    "summary": Text("汇总", "Summary"),
    "problems": Text("问题清单", "Problems"),
    "findings": Text("全部核查结果", "All findings"),
    "others": Text("其他单位", "Other agencies"),
    "problems_title": Text("政务公开问题清单（整改台账）", "Problems to put right"),
    "findings_title": Text("政务公开全部核查结果", "Everything that was found"),
    "problems_note": Text(
        "截至{}。浅黄色各栏由责任单位和复查人员填写，其余各栏已锁定；请勿改动“问题编号”，复查凭它对应。",
        "As of {}. The yellow columns are filled in by the agency and by whoever reviews; the others are locked. "
        "Leave the problem's number as it is: the recheck goes by it.",
    ),
    "findings_note": Text("截至{}。", "As of {}."),
    "no_problems": Text("没有发现问题。", "No gaps were found."),
    "page": Text("第 &P 页 共 &N 页", "Page &P of &N"),
    "followed_up": Text("复查情况", "Recheck"),
    "by_hand": Text("手工登记", "entered by hand"),
    "pick": Text("请从下拉列表中选择。", "Please pick from the list."),
}
