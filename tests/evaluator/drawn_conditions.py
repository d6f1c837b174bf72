"""Conditions drawn at random, as text in either spelling."""

from __future__ import annotations

from hypothesis import strategies as st

COLUMNS = {
    "级别": ("重大", "一般", "特别重大", "2"),
    "权重": ("5%", "0.05", "4.9%", "1万", "10,000", "-1", "５％"),
    "立案时间": ("2018-02-10", "2018-02", "2018", "2018-02-10 09:30", "2018-09-28"),
    "渠道": ("政府网站", "政务微博"),
}
STANDARD = {
    "单位": ("agency", ("财政局", "审计局")),
    "截止": ("until", ("2018-02-20", "2018-10-08", "2018")),
    "编号": ("case", ("1", "2")),
    "时间": ("time", ("2018-02-10", "2018-09-28 09:00", "2018-12")),
    "豁免": ("exemption", ("国家秘密",)),
}
"""The log's own columns, with their other name."""
"""Columns, and values that rules compare them with and logs hold."""
ORDERS = {"=": "等于", "!=": "不等于", "<": "小于", "<=": "不高于", ">": "大于", ">=": "不低于"}


@st.composite
def _single(draw: st.DrawFn, chinese: bool) -> str:
    column = draw(st.sampled_from((*tuple(COLUMNS) * 3, *STANDARD)))
    values = COLUMNS.get(column) or STANDARD[column][1]
    value = draw(st.sampled_from(values).map(lambda text: f'"{text}"' if " " in text or "," in text else text))
    kind = draw(st.sampled_from(("order", "order", "order", "in", "contains", "empty")))
    if column == "渠道":
        kind = draw(st.sampled_from(("contains", "empty")))
        column = column if chinese else "channel"
    if column in STANDARD and not chinese:
        column = STANDARD[column][0]
    if kind == "order":
        order = draw(st.sampled_from(tuple(ORDERS)))
        return f"{column} {ORDERS[order] if chinese else order} {value}"
    if kind == "in":
        other = draw(st.sampled_from(COLUMNS["级别"]))
        return f"{column} 属于 ({value}、{other})" if chinese else f"{column} in ({value}, {other})"
    if kind == "contains":
        return f"{column} 包含 {value}" if chinese else f"{column} contains {value}"
    return f"{column} 为空" if chinese else f"{column} is empty"


@st.composite
def conditions(draw: st.DrawFn, chinese: bool) -> str:
    """One comparison, or two joined, or one negated."""
    first, second = draw(_single(chinese)), draw(_single(chinese))
    both, either, none = ("且", "或", "非") if chinese else ("and", "or", "not")
    forms = (first, first, f"{first} {both} {second}", f"{first} {either} {second}", f"{none} {first}")
    return draw(st.sampled_from((*forms, f"{none} ({first} {either} {second}) {both} {second}")))
