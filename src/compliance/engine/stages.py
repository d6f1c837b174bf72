"""What the stages of an evaluation are called by those who wait for them."""

from __future__ import annotations

from compliance.diagnostics import Text

OPENING = Text("读取文件", "reading files")
SCANNING = Text("扫描记录", "scanning rows")
SETTLING = Text("整理记录", "settling rows")
SUMMING_UP = Text("汇总计分", "counting and scoring")
STAGES = {
    "events": Text("对应事项和单位", "matching matters and agencies"),
    "due": Text("推算应完成时间", "counting due dates"),
    "acts": Text("查找公开记录", "finding what was done"),
    "obligations": Text("列出应公开项", "listing obligations"),
    "clock_starts": Text("计算中止和顺延", "stopping and starting clocks"),
    "occasions": Text("列出定期公开项", "listing periodic obligations"),
    "verdicts": Text("得出结论", "reaching verdicts"),
}
"""By the name of their SQL: those in which a large log spends its time."""
