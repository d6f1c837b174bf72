"""The headers that a log's columns are known by, in both languages."""

from __future__ import annotations

import re
from collections.abc import Mapping

from compliance.diagnostics import Text
from compliance.findings.names import fold, gathered
from compliance.log.model import Role

HEADERS: Mapping[Role, tuple[str, ...]] = {
    Role.CASE: ("case", "案件", "案件编号", "事项编号", "编号", "文号", "流水号"),
    Role.MATTER: ("matter", "事项", "公开事项", "事项名称"),
    Role.AGENCY: ("agency", "单位", "公开主体", "责任单位", "责任部门"),
    Role.ACTION: ("action", "环节", "动作", "操作"),
    Role.TIME: ("time", "时间", "日期", "发生时间"),
    Role.CHANNEL: ("channel", "渠道", "公开渠道", "公开载体", "发布平台"),
    Role.ELEMENTS: ("elements", "内容", "公开内容", "要素", "公开要素"),
    Role.UNTIL: ("until", "截止", "截止时间", "结束时间", "截止日期", "结束日期"),
    Role.EXEMPTION: ("exemption", "不予公开情形", "豁免", "例外", "不公开理由"),
    Role.PERIOD: ("period", "所属期", "报告期"),
    Role.URL: ("url", "链接", "网址"),
    Role.RESULT: ("result", "结果", "自查结果"),
    Role.NOTE: ("note", "备注"),
}
"""What `log.md` lists: the first is the column's name, the others are read as it."""

ROLES: Mapping[str, Role] = {fold(header): role for role, headers in HEADERS.items() for header in headers}

_MILESTONE = re.compile(r"(?P<action>.+?)[\s_-]?(?P<suffix>日期|时间|date|time|at)")
_SUFFIXES = ("日期", "时间", "date", "time", "at")


def plain(header: str) -> str:
    """A header as it is compared: folded, without the blanks that spread Chinese characters (单  位)."""
    return gathered(fold(header))


def role_of(header: str) -> Role | None:
    """The log column that a header names."""
    return ROLES.get(plain(header))


def milestone_of(header: str, actions: Mapping[str, str]) -> str | None:
    """The action whose ledger column a header names: an action's name or alias before 日期, 时间, date, time or at."""
    name = plain(header)
    # A header is looked for among data, too: most cells are told by their end.
    found = _MILESTONE.fullmatch(name) if name.endswith(_SUFFIXES) else None
    if found is None:
        return None
    alias = found["action"]
    return actions.get(alias) or actions.get(alias.replace("_", " ")) or actions.get(alias.replace("-", " "))


def words(role: Role) -> Text:
    """A log column by its first header in either language."""
    name, *chinese = HEADERS[role]
    return Text(chinese[0], name)
